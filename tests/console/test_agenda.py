"""The agenda: what a counsellor writes shows, what they correct stays, what they cancel is told."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.catalogue.models import ChannelIdentity, Event, Feed, Reminder
from bot.catalogue.queries import agenda
from bot.feeds import by_hand
from bot.feeds.importing import import_feed
from bot.feeds.opening import format_of
from bot.feeds.records import Source
from bot.gateway.keys import SESSIONS
from tests.console.conftest import Browser, Open

EMAIL = "conseil@exemple.fr"
MOMENT = datetime.now(timezone.utc)
DAY = (MOMENT + timedelta(days=30)).date()
HEAD = "identifiant;titre;date;heure de début;heure de fin;commune;code postal;lieu;description\n"
AGENDA = (
    HEAD
    + f"a;Portes ouvertes de l'IFSI;{DAY:%d/%m/%Y};9h30;12h;Gap;05000;IFSI d'exemple;Venez découvrir le métier d'infirmier\n"
    + f"b;Forum des métiers du soin;{DAY:%d/%m/%Y};;;Gap;05000;Salle des fêtes;Rencontrez des aides-soignants\n"
)


def event_fields(**more: str) -> dict[str, str]:
    """A form of an event, filled in."""
    return {
        "site": "agence",
        "title": "Portes ouvertes : EHPAD",
        "kind": "other",
        "description": "Rencontrez des aides-soignantes.",
        "slots-0-day": DAY.isoformat(),
        "slots-0-start": "09:30",
        "slots-0-end": "12:00",
        "attendance": "onsite",
        "venue": "EHPAD d'exemple",
        "postcode": "05000",
        "commune": "Gap",
        "registration_required": "",
        "status": "scheduled",
        **more,
    }


def filled(page: str) -> dict[str, str]:
    """What a form of a page holds, as a browser would send it: enough for these tests."""
    main = page[page.index("<main") :]
    start = main.index('<form method="post"')
    form = main[start : main.index("</form>", start)]
    values: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]+>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = attributes.get("type") not in ("checkbox", "radio") or " checked" in tag
        if "name" in attributes and ticked:
            values[attributes["name"]] = attributes.get("value", "").replace("&#39;", "'")
    for name, inside in re.findall(r'<select[^>]+name="([\w-]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', inside)
        values[name] = chosen[1] if chosen else ""
    for name, inside in re.findall(r'<textarea[^>]+name="([\w-]+)"[^>]*>(.*?)</textarea>', form, re.S):
        values[name] = inside.strip().replace("&#39;", "'")
    return values


async def one_event(browser: Browser) -> Event:
    """The only event of the database."""
    async with await browser.session() as session:
        return (await session.scalars(select(Event))).one()


async def imported(browser: Browser, path: Path, text: str = AGENDA) -> str:
    """An agenda read under a source of « agence »; its slug."""
    path.write_text(text, encoding="utf-8")  # noqa: ASYNC240 - a few lines
    assert browser.client.app is not None
    async with await browser.session() as session:
        feed = await by_hand.ensure_feed(session, "agence", "Agenda", MOMENT)
        await session.commit()
    spec = format_of(path, "agenda.csv", None)

    source = Source(path, feed.slug, MOMENT.date())
    await import_feed(browser.client.app[SESSIONS], source, spec, moment=MOMENT, keeps_all=True)
    return feed.slug


async def test_an_event_is_written_shown_and_found(open_browser: Open) -> None:
    browser = await open_browser(EMAIL)
    await browser.get("/agenda/nouveau")
    made = await browser.post("/agenda/nouveau", event_fields())
    assert made.status == 303, await made.text()
    event = await one_event(browser)
    assert (event.insee, event.department, event.attendance) == ("05061", "05", "onsite")
    assert event.slots[0].local_start == f"{DAY}T09:30"
    assert event.title in await browser.get(f"/agenda/{event.id}")
    assert event.title in await browser.get("/agenda", params={"mots": "ehpad"})
    assert event.title not in await browser.get("/agenda", params={"mots": "crèche"})
    public = await (await browser.client.get("/api/v1/events", params={"place": "Gap"})).json()
    assert [one["title"] for one in public["events"]] == [event.title]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "obligatoire"),
        ({"slots-0-day": ""}, "Indiquez au moins un jour."),
        ({"slots-0-day": "demain"}, "Date"),
        ({"slots-0-end": "08:00"}, "La fin vient avant le début."),
        ({"url": "javascript:alert(1)"}, "Une adresse commence par https://."),
        ({"seats": "0"}, "Places"),
        ({"site": "autre"}, "Site"),
    ],
)
async def test_a_mistake_is_told_beside_its_field(
    open_browser: Open, fields: dict[str, str], words: str
) -> None:
    browser = await open_browser(EMAIL)
    await browser.get("/agenda/nouveau")
    refused = await browser.post("/agenda/nouveau", event_fields(**fields))
    text = await refused.text()
    assert refused.status == 422
    assert words in text
    async with await browser.session() as session:
        assert (await session.scalars(select(Event))).all() == []


async def test_a_correction_survives_the_next_import(open_browser: Open, tmp_path: Path) -> None:
    browser, path = await open_browser(EMAIL), tmp_path / "agenda.csv"
    await imported(browser, path)
    async with await browser.session() as session:
        event = (await session.scalars(select(Event).where(Event.uid == "a"))).one()
    address = f"/agenda/{event.id}/modifier"
    values = filled(await browser.get(address))
    unchanged = await browser.post(address, values)
    assert unchanged.status == 303
    async with await browser.session() as session:
        assert (await session.get_one(Event, event.id)).locked == []
    values |= {"title": "Journée de l'IFSI", "slots-0-start": "10:00", "venue": "Amphithéâtre"}
    assert (await browser.post(address, values)).status == 303
    await imported(browser, path, AGENDA.replace("infirmier", "infirmière").replace("12h;", "13h;"))
    async with await browser.session() as session:
        kept = await session.get_one(Event, event.id)
        assert kept.locked == ["place", "slots", "title"]
        assert (kept.title, kept.venue) == ("Journée de l'IFSI", "Amphithéâtre")
        assert kept.slots[0].local_start == f"{DAY}T10:00"
        assert "infirmière" in (kept.description or "")
    assert "Corrigé à la main" in await browser.get(f"/agenda/{event.id}")


async def test_a_copy_has_no_date(open_browser: Open) -> None:
    browser = await open_browser(EMAIL)
    await browser.get("/agenda/nouveau")
    await browser.post("/agenda/nouveau", event_fields())
    event = await one_event(browser)
    values = filled(await browser.get("/agenda/nouveau", params={"de": event.id}))
    assert (values["title"], values["commune"], values["slots-0-day"]) == (event.title, "Gap", "")


async def test_who_asked_for_a_reminder_is_told(open_browser: Open) -> None:
    browser = await open_browser(EMAIL)
    await browser.get("/agenda/nouveau")
    await browser.post("/agenda/nouveau", event_fields())
    event = await one_event(browser)
    async with await browser.session() as session:
        identity = ChannelIdentity(
            channel="telegram", person_digest="p", created_at=MOMENT, last_in_at=MOMENT, leaving=False
        )
        session.add(identity)
        await session.flush()
        due: dict[str, Any] = {"starts_at": event.slots[0].starts_at, "due_at": event.slots[0].starts_at}
        session.add(
            Reminder(identity_id=identity.id, event_id=event.id, state="waiting", created_at=MOMENT, **due)
        )
        await session.commit()
        # One whom the reminder has reached already would go there too.
        other = ChannelIdentity(
            channel="telegram", person_digest="q", created_at=MOMENT, last_in_at=MOMENT, leaving=False
        )
        session.add(other)
        await session.flush()
        session.add(Reminder(identity_id=other.id, event_id=event.id, state="sent", created_at=MOMENT, **due))
        await session.commit()
    assert (await browser.post(f"/agenda/{event.id}/annuler")).status == 303
    assert "2 personne(s)" in await browser.get(f"/agenda/{event.id}")
    async with await browser.session() as session:
        assert (await session.get_one(Event, event.id)).status == "cancelled"
        for reminder in await session.scalars(select(Reminder)):
            assert reminder.state == "waiting" and reminder.due_at < MOMENT + timedelta(hours=14)


@pytest.mark.asvs("8.4", shows="S15")
async def test_sites_do_not_meet(open_browser: Open, tmp_path: Path) -> None:
    browser, elsewhere = await open_browser(EMAIL), await open_browser("ailleurs@exemple.fr")
    await imported(browser, tmp_path / "agenda.csv")
    assert "Forum des métiers" in await browser.get("/agenda")
    assert "Forum des métiers" not in await elsewhere.get("/agenda")
    assert "Forum des métiers" not in await elsewhere.get("/agenda", params={"site": "agence"})
    async with await browser.session() as session:
        assert [feed.slug for feed in await agenda.feeds(session, frozenset({"autre"}))] == []
        assert len((await session.scalars(select(Feed))).all()) == 1
