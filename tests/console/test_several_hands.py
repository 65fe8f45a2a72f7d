"""Two counsellors at once, a button pressed twice, a session that ends in mid-form: nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import html
import re
from typing import Any

import pyotp
from sqlalchemy import delete, select

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
from bot.catalogue.models.accounts import ConsoleSession
from bot.catalogue.queries import conversations
from tests.console.conftest import PASSWORD, SECRET, Browser, Open
from tests.console.examples import PROFESSION, fill, profession
from tests.console.follow_up_examples import REFERENCE
from tests.console.test_agenda import event_fields, filled, one_event

FIRST, SECOND = "conseil@exemple.fr", "direction@exemple.fr"
OURS = {"Sec-Fetch-Site": "same-origin"}
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


async def test_what_was_typed_outlives_the_session(open_browser: Open) -> None:
    browser = await open_browser(FIRST)
    values = filled(await browser.get("/agenda/nouveau")) | event_fields(description="Très long\n" * 200)
    async with await browser.session() as session:
        await session.execute(delete(ConsoleSession))
        await session.commit()
    # Not told by the browser to be ours: nothing is kept.
    assert (await browser.post("/agenda/nouveau", values)).status == 303
    late = await browser.post("/agenda/nouveau", values, headers=OURS)
    page = await late.text()
    assert late.status == 403 and "Très long" not in page
    kept = filled(page)["kept"]
    browser.token = _token(page)
    wrong = await browser.post(
        "/connexion", {"email": FIRST, "password": "non", "code": "000000", "kept": kept}
    )
    assert wrong.status == 422 and filled(await wrong.text())["kept"] == kept
    came = await browser.post(
        "/connexion", {"email": FIRST, "password": PASSWORD, "code": pyotp.TOTP(SECRET).now(), "kept": kept}
    )
    page = await came.text()
    assert came.status == 200 and await rows(browser, Event) == []
    browser.token = _token(page)
    resumed = filled(page)
    assert {name: resumed[name] for name in ("title", "venue")} == {
        name: values[name] for name in ("title", "venue")
    }
    assert (await browser.post("/agenda/nouveau", resumed)).status == 303
    assert (await one_event(browser)).description.count("Très long") == 200


async def test_a_form_that_a_newer_session_overtook_is_sent_again(open_browser: Open) -> None:
    browser = await open_browser(FIRST)
    values = filled(await browser.get("/agenda/nouveau")) | event_fields()
    stale = await browser.post("/agenda/nouveau", values, token="ancien", headers=OURS)
    page = await stale.text()
    assert stale.status == 403 and await rows(browser, Event) == []
    assert _token(page) == browser.token
    assert (await browser.post("/agenda/nouveau", filled(page))).status == 303
    # A password is never in a page, and another site's form never gets a token.
    secret = await browser.post("/compte/mot-de-passe", {"current": PASSWORD}, token="ancien", headers=OURS)
    assert secret.status == 403 and PASSWORD not in await secret.text()
    foreign = await browser.post(
        "/agenda/nouveau", values, token="ancien", headers={"Origin": "https://x.test"}
    )
    words = await foreign.text()
    assert (
        foreign.status == 403
        and values["title"] not in words
        and "<form" not in words[words.index("<main") :]
    )


def _token(page: str) -> str:
    found = re.search(r'<main.*?name="csrf" value="([^"]+)"', page, re.S)
    assert found
    return html.unescape(found[1])


async def test_a_late_login_page_asks_again(open_browser: Open) -> None:
    browser = await open_browser()
    await browser.get("/connexion")
    late = await browser.post(
        "/connexion", {"email": FIRST, "password": "x", "code": "1"}, token="ancien", headers=OURS
    )
    page = await late.text()
    assert late.status == 403 and "trop longtemps" in page
    browser.token = _token(page)
    code = pyotp.TOTP(SECRET).now()
    assert (
        await browser.post("/connexion", {"email": FIRST, "password": PASSWORD, "code": code})
    ).status == 303
