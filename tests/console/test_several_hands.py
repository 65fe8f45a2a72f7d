"""Two counsellors at once, a button pressed twice: nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import html
import re
from typing import Any

from sqlalchemy import select

from bot.catalogue.models import (
    Ambassador,
    Event,
    ProposedEvent,
    Request,
    RequestNote,
    Site,
    Training,
    WrittenAnswer,
)
from bot.catalogue.queries import conversations
from tests.console.conftest import Browser, Open
from tests.console.examples import PROFESSION, fill, profession
from tests.console.follow_up_examples import REFERENCE
from tests.console.test_agenda import event_fields, filled, one_event

FIRST, SECOND = "conseil@exemple.fr", "direction@exemple.fr"
WHERE = f"/demandes/{REFERENCE}"


async def rows(browser: Browser, table: type[Any]) -> list[Any]:
    """All rows of a table."""
    async with await browser.session() as session:
        return list(await session.scalars(select(table)))


async def test_a_form_sent_twice_makes_one_thing(open_browser: Open) -> None:
    browser = await open_browser(FIRST)
    values = filled(await browser.get("/agenda/nouveau")) | event_fields()
    sent = await asyncio.gather(*(browser.post("/agenda/nouveau", values) for _ in range(2)))
    assert {one.status for one in sent} == {303} and len({one.headers["Location"] for one in sent}) == 1
    assert len(await rows(browser, Event)) == 1
    # Back to the page, and another event of it: that one is new.
    again = await browser.post("/agenda/nouveau", {**values, "title": "Une autre visite d'EHPAD"})
    assert again.status == 303 and len(await rows(browser, Event)) == 2
    training = filled(await browser.get("/formations/nouvelle")) | {
        "site": "agence",
        "title": "Aide-soignant",
        "attendance": "onsite",
        "commune": "Gap",
        "postcode": "05000",
        "cost": "1 234,50",
    }
    for _ in range(2):
        assert (await browser.post("/formations/nouvelle", training)).status == 303
    assert [one.cost for one in await rows(browser, Training)] == [1234.5]
    direction = await open_browser(SECOND)
    site = filled(await direction.get("/sites/nouveau")) | {
        "name": "Agence de Gap",
        "origins": "https://gap.exemple.fr",
    }
    person = {
        "name": "Mme Test",
        "professions": PROFESSION,
        "ways": "call",
        "consent_on": "2026-11-02",
        "site": "agence",
    }
    async with await browser.session() as session:
        session.add(profession())
        await session.commit()
    answer = {
        "ids": "",
        "question": "vaccin ?",
        "text": "Oui.",
        "source_title": "ARS",
        "as_of": "2026-11-01",
        "site": "agence",
    }
    for _ in range(2):
        assert (await direction.post("/sites/nouveau", site)).status == 303
        assert (await direction.post("/professionnels/nouveau", person)).status == 303
        assert (await direction.post("/ecoute/reponse", answer)).status == 303
    assert [one.name for one in await rows(browser, Site)].count("Agence de Gap") == 1
    assert [one.name for one in await rows(browser, Ambassador)].count("Mme Test") == 1
    assert len(await rows(browser, WrittenAnswer)) == 1
    partner = await open_browser()
    for _ in range(2):
        assert (await partner.client.post("/proposer/agence", data=event_fields())).status == 200
    (proposal,) = await rows(browser, ProposedEvent)
    for _ in range(2):
        refused = await browser.post(f"/propositions/{proposal.id}/refuser")
        assert (refused.status, refused.headers["Location"]) == (303, "/console/propositions")


async def test_two_who_correct_the_same_event_are_told(open_browser: Open) -> None:
    first, second = await open_browser(FIRST), await open_browser(SECOND)
    assert (await first.post("/agenda/nouveau", event_fields())).status == 303
    path = f"/agenda/{(await one_event(first)).id}/modifier"
    mine, theirs = filled(await first.get(path)), filled(await second.get(path))
    assert (await second.post(path, {**theirs, "venue": "Salle B", "seats": "20"})).status == 303
    # What the other changed and this one left alone is kept; what both changed is told.
    refused = await first.post(path, {**mine, "venue": "Salle A", "organiser": "Ehpad des Lilas"})
    page = html.unescape(await refused.text())
    assert refused.status == 422 and "Lieu (établissement, salle) (à présent « Salle B »)" in page
    assert "Salle A" in page and (await one_event(first)).venue == "Salle B"
    again = filled(await refused.text())
    assert (await first.post(path, again)).status == 303
    event = await one_event(first)
    assert (event.venue, event.seats, event.organisation.name) == ("Salle A", 20, "Ehpad des Lilas")
    # « Non » is not « Non précisé ».
    said = filled(await first.get(path)) | {"registration_required": "non"}
    assert (await first.post(path, said)).status == 303
    assert (await one_event(first)).registration_required is False


async def test_two_who_correct_the_same_site_or_fact_are_told(open_browser: Open) -> None:
    first, second = await open_browser(FIRST), await open_browser(SECOND)
    path = "/sites/agence/modifier"
    mine, theirs = filled(await first.get(path)), filled(await second.get(path))
    assert (await second.post(path, {**theirs, "greeting": "Bonjour !"})).status == 303
    assert (await first.post(path, {**mine, "opening_hours": "9 h à 17 h"})).status == 303
    told = filled(await first.get(path))
    assert (told["greeting"], told["opening_hours"]) == ("Bonjour !", "9 h à 17 h")
    assert (await first.post(path, {**mine, "greeting": "Salut !"})).status == 422
    async with await second.session() as session:
        await fill(session)
        await session.commit()
    fact = f"/faits/cost_line/{PROFESSION}~0"
    source = {"source_url": "https://exemple.fr/", "as_of": "2026"}
    before = filled(await second.get(fact)) | source
    assert (await second.post(fact, {**before, "minimum": "950"})).status == 303
    late = await second.post(fact, {**before, "minimum": "999"})
    assert late.status == 422 and "950" in await late.text()


async def test_two_who_correct_the_same_professional_or_retention_are_told(open_browser: Open) -> None:
    first, second = await open_browser(FIRST), await open_browser(SECOND)
    async with await first.session() as session:
        session.add(profession())
        await session.commit()
    await first.get("/professionnels/nouveau")
    person = {
        "name": "Mme Test",
        "professions": PROFESSION,
        "ways": "call",
        "consent_on": "2026-11-02",
        "site": "agence",
    }
    assert (await first.post("/professionnels/nouveau", {**person, "active": "y"})).status == 303
    made = next(one for one in await rows(first, Ambassador) if one.name == "Mme Test")
    path = f"/professionnels/{made.id}"
    mine, theirs = filled(await first.get(path)) | person, filled(await second.get(path)) | person
    assert (await second.post(path, {**theirs, "phone": "01 23 45 67 89", "active": "y"})).status == 303
    # What only the other changed is kept, what both changed is told.
    assert (await first.post(path, {**mine, "organisation": "Ehpad des Lilas", "active": "y"})).status == 303
    late = await second.post(path, {**theirs, "organisation": "Hôpital de Gap", "active": "y"})
    assert late.status == 422 and "à présent « Ehpad des Lilas »" in html.unescape(await late.text())
    made = next(one for one in await rows(first, Ambassador) if one.id == made.id)
    assert (made.phone, made.organisation, made.active) == ("01 23 45 67 89", "Ehpad des Lilas", True)
    page = filled(await second.get("/conformite"))
    days = {name: value for name, value in page.items() if name.startswith("agence-")}
    kept = {**days, "agence-retention_human_days": "60"}
    assert (await second.post("/conformite/agence", kept)).status == 303
    too_late = await second.post("/conformite/agence", {**kept, "agence-retention_human_days": "45"})
    assert too_late.status == 422 and "à présent « 60 »" in html.unescape(await too_late.text())


async def test_a_person_is_answered_once(open_browser: Open) -> None:
    first, second = await open_browser(FIRST), await open_browser(SECOND)
    page = await first.get(WHERE)
    after = re.search(r'name="answer-after"[^>]*value="(\d+)"', page)
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', page)
    assert after and seen
    await second.get(WHERE)
    answer = {"answer-text": "Je vous rappelle lundi.", "answer-after": after[1]}
    for _ in range(2):
        assert (await second.post(f"{WHERE}/reponse", answer)).status == 303
        assert (await second.post(f"{WHERE}/note", {"note-text": "Appelée."})).status == 303
    late = await first.post(f"{WHERE}/reponse", {**answer, "answer-text": "Un autre jour ?"})
    assert late.status == 422 and "Un autre jour ?" in await late.text()
    # The other one took it by answering.
    taken = {"state": "taken", "assigned": "me", "due_on": "", "seen": seen[1]}
    refused = await first.post(f"{WHERE}/suivi", taken)
    assert refused.status == 422 and "direction" in await refused.text()
    (request,) = await rows(first, Request)
    async with await first.session() as session:
        said = await conversations.turns(session, request.conversation_id)
    assert [one.turn.author for one in said] == ["human"]
    assert len(await rows(first, RequestNote)) == 1
    close = {"close-outcome": "internship", "close-why": ""}
    for _ in range(2):
        assert (await second.post(f"{WHERE}/fin", close)).status == 303
    gone = await first.post(f"{WHERE}/reponse", {"answer-text": "Trop tard", "answer-after": "1"})
    assert gone.status == 403 and "Trop tard" in await gone.text()
