"""Where there is much to find, only what a page needs is read: the answer is the same as if all of it were."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.located import located
from bot.catalogue.models import Event, EventProfession, EventSlot, Training, TrainingSession
from bot.catalogue.queries import events, trainings
from bot.catalogue.queries.events import EventQuery
from bot.catalogue.queries.trainings import TrainingQuery

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
GAP = {"kind": "commune", "code": "05061", "name": "Gap"}
HAUTES_ALPES = {"kind": "department", "code": "05", "name": "Hautes-Alpes"}
COMMUNES = ["05061", "05046", "05170", "05079", "04070", "05096", "13055"]
PLACES = [None, GAP, HAUTES_ALPES]


def _place(draw: random.Random) -> dict[str, Any]:
    place = located(draw.choice(COMMUNES))
    place["latitude"] += draw.uniform(-0.1, 0.1)
    place["longitude"] += draw.uniform(-0.1, 0.1)
    return place


def _event(number: int, draw: random.Random) -> Event:
    starts = [NOW + timedelta(hours=draw.randint(-60 * 24, 300 * 24)) for _ in range(draw.randint(1, 4))]
    slots = [
        EventSlot(
            starts_at=start, ends_at=start + timedelta(hours=draw.choice((2, 24 * 90))), zone="Europe/Paris",
            local_start=f"{start:%Y-%m-%dT%H:%M}", cancelled=draw.random() < 0.1,
        )
        for start in starts
    ]  # fmt: skip
    return Event(
        id=f"e{number:03d}", source="test", uid=str(number), kind="forum", title="Essai", search_text="essai",
        status=draw.choices(("scheduled", "full"), (9, 1))[0], withdrawn=False, slots=slots,
        last_end=max(slot.ends_at for slot in slots), audiences=draw.choice(([], ["young"], ["young", "career_change"])),
        attendance="onsite", example=False, **_place(draw),
        professions=[EventProfession(profession_slug="infirmier")] if draw.random() < 0.5 else [],
    )  # fmt: skip


def _training(number: int, draw: random.Random) -> Training:
    starts = [date(2026, 11, 21) + timedelta(days=draw.randint(-100, 500)) for _ in range(draw.randint(0, 3))]
    return Training(
        id=f"t{number:03d}", source="test", uid=str(number), title="Essai", search_text="essai", mode="initial",
        profession_slug=draw.choice(("infirmier", "aide-soignant")), withdrawn=False, attendance="onsite", example=False,
        permanent_entry=draw.choice((None, None, True)), sessions=[TrainingSession(start_on=start) for start in starts],
        **_place(draw),
    )  # fmt: skip


@pytest.fixture
async def filled(session: AsyncSession) -> AsyncSession:
    """A session on a catalogue with as many events and trainings as the test needs."""
    draw = random.Random(5)
    for model in (Event, Training):
        await session.execute(delete(model))
    session.add_all([_event(number, draw) for number in range(80)])
    session.add_all([_training(number, draw) for number in range(80)])
    await session.flush()
    session.expire_all()
    return session


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("offset", [0, 5, 30])
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"profession": "infirmier"},
        {"audience": "career_change"},
        {"start": date(2026, 12, 1), "end": date(2027, 2, 1)},
    ],
)
async def test_pages_of_events(
    filled: AsyncSession,
    place: dict[str, Any] | None,
    offset: int,
    asked: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    query = EventQuery(place=place, radius_km=40, now=NOW, offset=offset, limit=5, widen=False, **asked)
    whole = await events.search(filled, query)
    assert whole.total > 5
    monkeypatch.setattr(events, "COUNTED", 3)
    paged = await events.search(filled, query)
    assert [one.event.id for one in paged.events] == [one.event.id for one in whole.events]
    assert [one.slot.id for one in paged.events] == [one.slot.id for one in whole.events]
    # A next page is promised exactly when there is one.
    assert (paged.total > offset + 5) == (whole.total > offset + 5)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("offset", [0, 5, 30])
@pytest.mark.parametrize(
    "asked", [{}, {"profession": "infirmier"}, {"start": date(2026, 12, 1), "end": date(2027, 9, 1)}]
)
async def test_pages_of_trainings(
    filled: AsyncSession,
    place: dict[str, Any] | None,
    offset: int,
    asked: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    query = TrainingQuery(place=place, radius_km=60, now=NOW, offset=offset, limit=5, widen=False, **asked)
    whole = await trainings.search(filled, query)
    monkeypatch.setattr(trainings, "COUNTED", 3)
    paged = await trainings.search(filled, query)
    assert [one.training.id for one in paged.trainings] == [one.training.id for one in whole.trainings]
    assert (paged.total > offset + 5) == (whole.total > offset + 5)
    everything = await trainings.search(filled, TrainingQuery(**{**vars(query), "offset": 0, "limit": 500}))
    assert [one.training.id for one in everything.trainings[offset : offset + 5]] == [
        one.training.id for one in whole.trainings
    ]


async def test_permanent_entry_is_open_whatever_the_sessions(session: AsyncSession) -> None:
    await session.execute(delete(Training))
    past = TrainingSession(start_on=date(2025, 9, 1))
    made = Training(
        id="p", source="test", uid="p", title="Essai", search_text="essai", mode="vae", permanent_entry=True,
        withdrawn=False, attendance="onsite", example=False, sessions=[past], **located("05061"),
    )  # fmt: skip
    session.add(made)
    await session.flush()
    for place in PLACES:
        found = await trainings.search(session, TrainingQuery(place=place, now=NOW))
        assert [(one.training.id, one.session) for one in found.trainings] == [("p", None)]
