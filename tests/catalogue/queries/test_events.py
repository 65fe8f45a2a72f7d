"""Searching events: what is coming, where it is, and what had to be widened."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.located import located
from bot.catalogue.models import Event, EventProfession, EventSlot
from bot.catalogue.queries import events
from bot.catalogue.queries.events import EventQuery, EventResults
from bot.french.folding import fold_text

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
GAP = {"kind": "commune", "code": "05061", "name": "Gap"}
BRIANCON = "05023"
MARSEILLE = "13055"
LYON = "69123"


def make(
    identifier: str, insee: str | None = "05061", *, days: float = 5, hours: float = 3, **fields: Any
) -> Event:
    """An event of one slot, `days` from now, unless `slots` are given as (days, hours) pairs."""
    pairs = fields.pop("slots", [(days, hours)])
    slots = []
    for begins, lasts in pairs:
        starts = NOW + timedelta(days=begins)
        slots.append(
            EventSlot(
                starts_at=starts,
                ends_at=starts + timedelta(hours=lasts),
                zone="Europe/Paris",
                local_start="",
                cancelled=False,
                all_day=False,
            )
        )
    named = [EventProfession(profession_slug=slug) for slug in fields.pop("professions", [])]
    title = fields.pop("title", identifier)
    defaults: dict[str, Any] = {
        "kind": "portes-ouvertes",
        "status": "scheduled",
        "attendance": "onsite",
        "audiences": [],
        "withdrawn": False,
    }
    return Event(
        id=identifier,
        source="test",
        uid=identifier,
        title=title,
        search_text=fold_text(title),
        slots=slots,
        professions=named,
        last_end=max(slot.ends_at for slot in slots),
        **(defaults | located(insee) | fields),
    )


@pytest.fixture
async def search(session: AsyncSession) -> Any:
    """Put events in, then search from NOW."""
    await session.execute(delete(Event))

    async def put_and_search(made: list[Event], **asked: Any) -> EventResults:
        session.add_all(made)
        await session.flush()
        session.expire_all()
        return await events.search(session, EventQuery(now=NOW, **asked))

    return put_and_search


def ids(results: EventResults) -> list[str]:
    return [found.event.id for found in results.events]


async def test_what_is_over_or_off_is_never_proposed(search: Any) -> None:
    made = [make(status, status=status) for status in ("cancelled", "postponed", "full")]
    made += [
        make("over", days=-3),
        make("withdrawn", withdrawn=True),
        make("coming"),
        make("moved", status="moved_online"),
    ]
    made += [make("running", days=-0.05), make("just-over", days=-0.125)]
    assert set(ids(await search(made, limit=20))) == {"coming", "moved", "running"}


async def test_one_that_had_to_be_registered_for_is_over_with_its_registration(search: Any) -> None:
    late, soon = NOW - timedelta(hours=1), NOW + timedelta(days=1)
    made = [
        make("closed", registration_required=True, registration_deadline=late),
        make("open", registration_required=True, registration_deadline=soon),
        make("advised", registration_required=False, registration_deadline=late),
        make("unknown", registration_deadline=late),
    ]
    assert set(ids(await search(made))) == {"open", "advised"}


async def test_the_next_slot_is_the_one_that_fits(search: Any) -> None:
    made = [make("many", slots=[(-7, 3), (7, 3), (14, 3)])]
    results = await search(made)
    assert results.events[0].slot.starts_at == NOW + timedelta(days=7)
    made[0].slots[1].cancelled = True
    assert (await search([])).events[0].slot.starts_at == NOW + timedelta(days=14)


async def test_distance_is_exact_and_bounded(search: Any) -> None:
    made = [make("gap"), make("briancon", BRIANCON), make("marseille", MARSEILLE)]
    near = await search(made, place=GAP)
    assert ids(near) == ["gap"] and near.events[0].distance_km == 0 and near.widened is None
    wide = await search([], place=GAP, radius_km=80)
    assert set(ids(wide)) == {"gap", "briancon"}
    distances = {found.event.id: found.distance_km for found in wide.events}
    assert distances["briancon"] == pytest.approx(60, abs=8)


async def test_a_corner_of_the_box_is_not_in_the_circle(search: Any) -> None:
    # 25 km north and 25 km east of Gap: 35 km away, inside the box of 30 km but outside the circle.
    centre = located("05061")
    corner = {"latitude": centre["latitude"] + 0.225, "longitude": centre["longitude"] + 0.316}
    results = await search([make("corner", insee=None, **corner)], place=GAP, widen=False)
    assert results.total == 0


async def test_soonest_first_total_and_pages(search: Any) -> None:
    made = [make(f"e{days}", days=days) for days in (9, 3, 6)]
    first = await search(made, limit=2)
    assert ids(first) == ["e3", "e6"] and first.total == 3
    assert ids(await search([], limit=2, offset=2)) == ["e9"]


async def test_dates_are_whole_days_of_the_place(search: Any) -> None:
    # 23:30 UTC on 27 November is already the 28th in Paris.
    made = [make("late", days=6 + 11.5 / 24, hours=1)]
    day = date(2026, 11, 28)
    assert ids(await search(made, start=day, end=day)) == ["late"]
    before = await search([], start=date(2026, 11, 27), end=date(2026, 11, 27), widen=False)
    assert before.total == 0
    reunion = {"kind": "department", "code": "974", "name": "La Réunion"}
    made = [make("reunion", "97411", days=5 + 8.5 / 24, hours=0.5)]  # 20:30 UTC on the 26th: the 27th there
    there = await search(made, place=reunion, start=date(2026, 11, 27), end=date(2026, 11, 27))
    assert ids(there) == ["reunion"] and there.widened is None


async def test_kinds_words_audience_and_professions(search: Any) -> None:
    made = [
        make("forum", kind="forum", title="Forum des métiers"),
        make("nurse", days=9, professions=["infirmier"], title="École d'infirmières"),
        make("carer", professions=["aide-soignant"]),
        make("young", audiences=["young"]),
    ]
    assert ids(await search(made, kinds=["forum"])) == ["forum"]
    # What names the profession first, even later; then what is for all professions.
    assert ids(await search([], profession="infirmier")) == ["nurse", "forum", "young"]
    assert "young" not in ids(await search([], audience="career_change"))
    assert set(ids(await search([], audience="young"))) == {"forum", "nurse", "carer", "young"}
    assert ids(await search([], text="ECOLE infirmieres")) == ["nurse"]
    assert ids(await search([], text="100%_")) == []


async def test_online_and_onsite(search: Any) -> None:
    made = [
        make("web", None, attendance="online"),
        make("both", attendance="mixed"),
        make("here"),
        make("moved", status="moved_online"),
    ]
    assert set(ids(await search(made, online=True, place=GAP))) == {"web", "both", "moved"}
    assert set(ids(await search([], online=False))) == {"both", "here"}
    assert set(ids(await search([]))) == {"web", "both", "here", "moved"}


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ({"kind": "department", "code": "05", "name": "Hautes-Alpes"}, {"gap", "briancon"}),
        ({"kind": "region", "code": "93", "name": "PACA"}, {"gap", "briancon", "marseille"}),
        (
            {"kind": "area", "code": "alpes-du-sud", "codes": ["04", "05"], "name": "Alpes du Sud"},
            {"gap", "briancon"},
        ),
        ({"kind": "area", "code": None, "codes": ["69123", "05"], "name": "x"}, {"gap", "briancon", "lyon"}),
        ({"kind": "postcode", "code": "05000", "name": "05000"}, {"gap"}),
        (
            {"kind": "nearby", "code": None, "name": "près de chez moi"},
            {"gap", "briancon", "marseille", "lyon"},
        ),
        (None, {"gap", "briancon", "marseille", "lyon"}),
    ],
)
async def test_places_of_every_kind(search: Any, place: dict[str, Any] | None, found: set[str]) -> None:
    made = [make("gap"), make("briancon", BRIANCON), make("marseille", MARSEILLE), make("lyon", LYON)]
    results = await search(made, place=place, limit=10)
    assert set(ids(results)) == found and results.widened is None


async def test_an_epci(search: Any) -> None:
    code = located("05061")["epci"]
    made = [make("gap"), make("briancon", BRIANCON)]
    assert ids(await search(made, place={"kind": "epci", "code": code, "name": "Gap"})) == ["gap"]


async def test_widening_says_what_it_let_go(search: Any) -> None:
    made = [make("briancon", BRIANCON, days=40)]
    further = await search(made, place=GAP)
    assert further.widened == "radius" and further.widened_words == "Voici ce que je connais jusqu'à 60 km."
    week = {"start": date(2026, 11, 23), "end": date(2026, 11, 29)}
    hautes_alpes = {"kind": "department", "code": "05", "name": "Hautes-Alpes"}
    later = await search([], place=hautes_alpes, **week)
    assert later.widened == "date" and ids(later) == ["briancon"]
    lozere = {"kind": "department", "code": "48", "name": "Lozère"}
    elsewhere = await search([], place=lozere)
    assert elsewhere.widened == "place"
    assert elsewhere.widened_words == "Voici ce que je connais ailleurs en France."
    both = await search([], place=lozere, **week)
    assert (
        both.widened == "place" and both.widened_words is not None and "d'autres dates" in both.widened_words
    )
    var = {"kind": "department", "code": "83", "name": "Var"}
    region = await search([], place=var)
    assert region.widened_words is not None and "Provence" in region.widened_words
    assert (await search([], place=lozere, widen=False)).total == 0
    assert (await search([], place=lozere, far=False)).total == 0
    assert (await search([], place=var, far=False)).total == 1


async def test_only_the_days_of_the_week_asked_for(search: Any) -> None:
    made = [make(f"day-{days}", days=days) for days in range(3, 10)]
    found = await search(made, place=GAP, weekdays=(5,), limit=10)
    assert found.total == 1
    assert [one.slot.starts_at.weekday() for one in found.events] == [5]
    assert (await search([], place=GAP, weekdays=(5, 6), limit=10)).total == 2


async def test_nothing_is_found_when_nothing_fits(search: Any) -> None:
    results = await search([make("gap")], kinds=["escape-game"], place=GAP)
    assert (results.events, results.total, results.widened) == ([], 0, None)


async def test_get_gives_even_what_is_over(session: AsyncSession) -> None:
    session.add(make("old", days=-30))
    await session.flush()
    found = await events.get(session, "old")
    assert found is not None and found.commune == "Gap"
    assert await events.get(session, "unknown") is None
    assert len(await events.event_types(session)) == 20
    assert len(await events.campaigns(session)) == 9
