"""Open data: events, trainings and professions for everyone, as JSON, page and calendar file."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import jsonschema
import pytest

from bot.catalogue.load import load_reference
from bot.catalogue.models import Event, EventProfession, EventSlot, Organisation, Training, TrainingSession
from bot.feeds.readers import READERS
from bot.feeds.records import EventRecord, Source, Unreadable
from bot.gateway.calendar_file import calendar
from bot.gateway.keys import SESSIONS
from bot.gateway.openapi import document
from tests.gateway.conftest import Client, problem

SOON = datetime.now(timezone.utc).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=20)
GAP = {
    "commune": "Gap",
    "insee": "05061",
    "department": "05",
    "region": "93",
    "latitude": 44.56,
    "longitude": 6.08,
}
LYON = {
    "commune": "Lyon",
    "insee": "69123",
    "department": "69",
    "region": "84",
    "latitude": 45.76,
    "longitude": 4.84,
}


def event(name: str, place: dict[str, object], days: int = 0, **more: object) -> Event:
    """An event of two hours, in twenty days and `days`."""
    start = SOON + timedelta(days=days)
    values = {
        "id": name,
        "source": "essai",
        "uid": name,
        "kind": "portes-ouvertes",
        "title": f"Portes ouvertes ; {name}",
        "search_text": f"portes ouvertes {name}",
        "status": "scheduled",
        "withdrawn": False,
        "audiences": [],
        "last_end": start + timedelta(hours=2),
        "attendance": "onsite",
        "example": False,
        "slots": [
            EventSlot(
                starts_at=start,
                ends_at=start + timedelta(hours=2),
                zone="Europe/Paris",
                local_start="2026-12-01T09:30",
                local_end="2026-12-01T11:30",
            )
        ],
        **place,
        **more,
    }
    return Event(**values)


@pytest.fixture
async def filled(client: Client) -> Client:
    """A gateway over a catalogue with three events and a training."""
    assert client.app is not None
    school = Organisation(slug="ifsi", name="IFSI de Gap")
    async with client.app[SESSIONS]() as session:
        session.add_all(
            [
                event("un", GAP, organisation=school, description="Venez\nnous <b>voir</b>, tous"),
                event("deux", LYON, 1, professions=[EventProfession(profession_slug="infirmier")]),
                event("trois", GAP, 2, example=True, audiences=["young"]),
                event("parti", GAP, 3, withdrawn=True),
                event("complet", GAP, 3, status="full"),
                Training(
                    id="formation",
                    source="essai",
                    uid="formation",
                    title="Diplôme d'État d'aide-soignant",
                    search_text="diplome d'etat d'aide-soignant",
                    profession_slug="aide-soignant",
                    mode="apprenticeship",
                    withdrawn=False,
                    attendance="onsite",
                    example=False,
                    organisation=school,
                    sessions=[TrainingSession(start_on=(SOON + timedelta(days=20)).date())],
                    **GAP,
                ),
            ]
        )
        await session.commit()
    return client


async def names(client: Client, **query: str) -> list[str]:
    """The events a search gives."""
    response = await client.get("/api/v1/events", params=query)
    assert response.status == 200, await response.text()
    return [one["id"] for one in (await response.json())["events"]]


async def test_events_are_searched_by_place_date_kind_and_words(filled: Client) -> None:
    assert await names(filled) == ["un", "deux", "trois"]
    for place in ("Gap", "05061", "05000", "05", "Hautes-Alpes"):
        assert await names(filled, place=place) == ["un", "trois"], place
    assert await names(filled, place="Marseille") == []
    assert await names(filled, place="Marseille", radius_km="500") == ["un", "deux", "trois"]
    day = (SOON + timedelta(days=1)).date().isoformat()
    assert await names(filled, **{"from": day, "to": day}) == ["deux"]
    assert await names(filled, profession="infirmier") == ["deux", "un", "trois"]
    assert await names(filled, audience="career_change") == ["un", "deux"]
    assert await names(filled, type="job-dating,forum") == []
    assert await names(filled, q="Deux") == ["deux"]


async def test_pages_of_events_follow_their_cursor(filled: Client) -> None:
    first = await (await filled.get("/api/v1/events", params={"limit": "2"})).json()
    assert (first["total"], first["next_cursor"]) == (3, "2")
    second = await (await filled.get("/api/v1/events", params={"limit": "2", "cursor": "2"})).json()
    assert ([one["id"] for one in second["events"]], second["next_cursor"]) == (["trois"], None)


@pytest.mark.parametrize(
    "query",
    [
        {"place": "Zzyzx-sur-Rien"},
        {"radius_km": "0"},
        {"radius_km": "loin"},
        {"limit": "101"},
        {"cursor": "-1"},
        {"from": "demain"},
    ],
)
async def test_a_wrong_filter_is_told(filled: Client, query: dict[str, str]) -> None:
    for path in ("/api/v1/events", "/api/v1/trainings"):
        await problem(await filled.get(path, params=query), 422)


async def test_any_page_of_the_web_may_read_them_and_keep_them_a_while(filled: Client) -> None:
    response = await filled.get("/api/v1/events", headers={"Origin": "https://ailleurs.test"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"].startswith("public")


async def test_trainings_are_searched(filled: Client) -> None:
    found = await (
        await filled.get("/api/v1/trainings", params={"place": "Gap", "type": "apprenticeship"})
    ).json()
    (training,) = found["trainings"]
    assert (training["profession"], training["organisation"], training["place"]["distance_km"]) == (
        "aide-soignant",
        "IFSI de Gap",
        pytest.approx(0, abs=5),
    )
    none = await (await filled.get("/api/v1/trainings", params={"type": "vae"})).json()
    assert none == {"trainings": [], "total": 0, "next_cursor": None}


async def test_an_event_has_a_page_to_share(filled: Client) -> None:
    text = await (await filled.get("/events/un")).text()
    assert "mardi 1er décembre 2026, de 9 h 30 à 11 h 30" in text
    assert "&lt;b&gt;voir" in text and "IFSI de Gap" in text
    assert "Exemple" not in text
    assert "Exemple de démonstration" in await (await filled.get("/events/trois")).text()
    assert "n'est plus annoncé" in (await (await filled.get("/events/parti")).text()).replace("&#39;", "'")
    missing = await filled.get("/events/inconnu")
    assert (missing.status, missing.content_type) == (404, "text/html")


async def test_an_event_page_tells_programs_what_it_tells_people(filled: Client, tmp_path: Path) -> None:
    day = EventSlot(
        starts_at=SOON, ends_at=SOON, zone="Europe/Paris", local_start="2026-12-05", local_end="2026-12-06", all_day=True,
    )  # fmt: skip
    gone = EventSlot(
        starts_at=SOON + timedelta(days=9), ends_at=SOON + timedelta(days=9), zone="Europe/Paris",
        local_start="2026-12-10T09:00", cancelled=True,
    )  # fmt: skip
    assert filled.app is not None
    async with filled.app[SESSIONS].begin() as session:
        session.add(event("plusieurs", {**GAP, "venue": "Salle"}, slots=[day, gone]))

    async def told(name: str) -> list[EventRecord]:
        path = tmp_path / "page.html"
        path.write_text(await (await filled.get(f"/events/{name}")).text(), encoding="utf-8")
        try:
            found = READERS["schema-org"].read(Source(path, "essai", SOON.date()))
            return [item for item in found if isinstance(item, EventRecord)]
        except Unreadable:
            return []

    # What our own reader of other people's pages makes of ours.
    (one,) = await told("un")
    assert (one.title, one.status, one.attendance) == ("Portes ouvertes ; un", "scheduled", "onsite")
    assert one.place.commune == "Gap" and one.place.latitude is not None
    assert one.organisation is not None and one.organisation.name == "IFSI de Gap"
    assert datetime.fromisoformat(one.slots[0].start).hour == SOON.astimezone(ZoneInfo("Europe/Paris")).hour
    (full,) = await told("complet")
    assert full.status == "full"
    several = await told("plusieurs")
    assert [(part.slots[0].start, part.slots[0].end, part.status) for part in several] == [
        ("2026-12-05", "2026-12-06", "scheduled"),
        (
            f"{(SOON + timedelta(days=9)).astimezone(ZoneInfo('Europe/Paris')):%Y-%m-%dT%H:%M}",
            None,
            "cancelled",
        ),
    ]
    # Examples and what is no longer announced are not told to programs as if they were real.
    assert await told("trois") == [] and await told("parti") == []
    assert "openstreetmap.org/?mlat=44.5" in await (await filled.get("/events/un")).text()


def test_an_unknown_end_and_a_month_in_a_calendar() -> None:
    slots = [
        EventSlot(starts_at=SOON, ends_at=SOON, zone="Europe/Paris", local_start="2026-12-01T09:30", precision="minute"),
        EventSlot(
            starts_at=SOON, ends_at=SOON + timedelta(days=30), zone="Europe/Paris", local_start="2027-04-01",
            local_end="2027-04-30", all_day=True, precision="month",
        ),
    ]  # fmt: skip
    text = calendar([event("un", GAP, slots=slots)], "https://x.test", SOON)
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert "DTEND" not in found[0] and "jour à préciser" in str(found[1]["SUMMARY"])


async def test_an_event_goes_into_a_calendar(filled: Client) -> None:
    response = await filled.get("/events/un.ics")
    text = await response.text()
    assert response.content_type == "text/calendar"
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert f"DTSTART:{SOON:%Y%m%dT%H%M%SZ}\r\n" in text
    assert "SUMMARY:Portes ouvertes \\; un\r\n" in text
    assert "DESCRIPTION:Venez\\nnous <b>voir</b>\\, tous\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "STATUS:CANCELLED" in await (await filled.get("/events/parti.ics")).text()
    assert "[Exemple]" in await (await filled.get("/events/trois.ics")).text()
    await problem(await filled.get("/events/inconnu.ics"), 404)
    subscribed = await (await filled.get("/events.ics", params={"place": "Gap"})).text()
    assert subscribed.count("BEGIN:VEVENT") == 2


def test_a_whole_day_ends_the_day_after_in_a_calendar() -> None:
    slot = EventSlot(
        starts_at=SOON,
        ends_at=SOON,
        zone="Europe/Paris",
        local_start="2026-11-28",
        local_end="2026-11-29",
        all_day=True,
        cancelled=False,
    )
    text = calendar([event("long " + "é" * 80, GAP, slots=[slot])], "https://x.test", SOON)
    assert "DTSTART;VALUE=DATE:20261128\r\nDTEND;VALUE=DATE:20261130\r\n" in text
    assert "é" * 80 in text.replace("\r\n ", "")


async def test_professions_are_told_with_their_sources(client: Client) -> None:
    assert client.app is not None
    await load_reference(client.app[SESSIONS])
    listed = await (await client.get("/api/v1/professions")).json()
    slugs = [one["slug"] for one in listed["professions"]]
    assert "aide-soignant" in slugs and len(slugs) >= 52
    schema = {"$ref": "#/components/schemas/ProfessionRead", "components": document()["components"]}
    for slug in slugs:
        body = await (await client.get(f"/api/v1/professions/{slug}")).json()
        jsonschema.validate(body, schema)
    nurse = await (await client.get("/api/v1/professions/aide-soignant")).json()
    assert any(one["gross_min"] and one["source_url"] for one in nurse["pay"])
    await problem(await client.get("/api/v1/professions/astronaute"), 404)


async def test_the_page_of_an_event_whose_registration_is_over_invites_nobody(filled: Client) -> None:
    assert filled.app is not None
    told = {"registration_link": "https://exemple.fr/inscription"}
    async with filled.app[SESSIONS]() as session:
        session.add(event("clos", GAP, registration_deadline=SOON - timedelta(days=40), **told))
        session.add(event("bientot", GAP, registration_deadline=SOON - timedelta(days=1), **told))
        await session.commit()
    page = await (await filled.get("/events/clos")).text()
    assert "Les inscriptions sont closes." in page and "Ce n'est plus possible." in page
    assert "exemple.fr/inscription" not in page
    # What else there is around can be subscribed to.
    assert re.search(r'href="webcal://[^"/]+/events\.ics\?place=05061"', page)
    soon = await (await filled.get("/events/bientot")).text()
    assert "exemple.fr/inscription" in soon and re.search(r"Inscriptions jusqu'au \w+ \d+ \w+ \d{4}\.", soon)


async def test_a_calendar_to_subscribe_to_says_its_name_and_its_rhythm(filled: Client) -> None:
    text = await (await filled.get("/events.ics", params={"place": "05061"})).text()
    found = icalendar.Calendar.from_ical(text)
    assert (str(found["NAME"]), str(found["X-WR-CALNAME"])) == ("Métiers du soin : Gap",) * 2
    assert found["METHOD"] == "PUBLISH" and text.count("BEGIN:VEVENT") == len(found.walk("VEVENT")) > 0
    assert all(not component.errors for component in found.walk())
