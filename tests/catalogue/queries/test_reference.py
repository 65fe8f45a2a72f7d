"""Searches find what a plain reading of every row finds, in the same order, whether few or many fit."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Event, Training
from bot.catalogue.queries import events, spans, trainings
from bot.catalogue.queries.events import EventQuery
from bot.catalogue.queries.placed import Place
from bot.catalogue.queries.trainings import TrainingQuery
from bot.french.distance import distance_km
from bot.french.gazetteer import load_gazetteer
from tests.catalogue.queries.test_pages import GAP, HAUTES_ALPES, NOW, _event, _training

PACA = {"kind": "region", "code": "93", "name": "Provence-Alpes-Côte d'Azur"}
MARSEILLE = {"kind": "commune", "code": "13055", "name": "Marseille"}
PLACES = [None, GAP, MARSEILLE, HAUTES_ALPES, PACA]
PARIS = ZoneInfo("Europe/Paris")


def _holds(row: Event | Training, place: Place | None, radius: float) -> tuple[bool, float]:
    """Whether a row lies in a place, and how far from its centre."""
    if place is None:
        return True, 0
    if place["kind"] != "commune":
        return getattr(row, place["kind"]) == place["code"], 0
    centre = load_gazetteer().coordinates(place)
    assert centre is not None
    if row.latitude is None or row.longitude is None:
        return row.insee == place["code"], 0
    far = round(distance_km(centre, (row.latitude, row.longitude)), 1)
    return far <= radius or row.insee == place["code"], far


def _expected_events(rows: list[Event], query: EventQuery) -> list[str]:
    first = NOW
    last: datetime | None = None
    if query.start is not None:
        first = max(NOW, datetime.combine(query.start, datetime.min.time(), PARIS))
    if query.end is not None:
        last = datetime.combine(query.end + timedelta(days=1), datetime.min.time(), PARIS)
    found = []
    for event in rows:
        named = event.profession_slugs
        starts = [
            slot.starts_at
            for slot in event.slots
            if not slot.cancelled and slot.ends_at > first and (last is None or slot.starts_at < last)
        ]
        if (
            not starts
            or event.status not in ("scheduled", "moved_online", "rescheduled")
            or (query.profession and named and query.profession not in named)
            or (query.audience and event.audiences and query.audience not in event.audiences)
            or not _holds(event, query.place, query.radius_km)[0]
        ):
            continue
        found.append((bool(query.profession) and query.profession not in named, min(starts), event.id))
    return [identity for _, _, identity in sorted(found)]


def _expected_trainings(rows: list[Training], query: TrainingQuery) -> list[str]:
    found = []
    for training in rows:
        starts = [
            session.start_on
            for session in training.sessions
            if session.start_on >= NOW.date()
            and (query.start is None or session.start_on >= query.start)
            and (query.end is None or session.start_on <= query.end)
        ]
        anytime = query.start is None and (training.permanent_entry or not training.sessions)
        inside, far = _holds(training, query.place, query.radius_km)
        if inside and (starts or anytime) and query.profession in (None, training.profession_slug):
            found.append((far, min(starts, default=date.max), training.id))
    return [identity for _, _, identity in sorted(found)]


def _asked(draw: random.Random, **more: Any) -> dict[str, Any]:
    start = date(2026, 11, 21) + timedelta(days=draw.randint(0, 200))
    dated = {"start": start, "end": start + timedelta(days=draw.choice((3, 40, 150)))}
    return {
        "place": draw.choice(PLACES),
        "radius_km": draw.choice((8, 30, 90)),
        "profession": draw.choice((None, "infirmier", "ambulancier")),
        "limit": draw.choice((1, 5, 200)),
        "offset": draw.choice((0, 0, 3)),
        **draw.choice(({}, dated)),
        **more,
    }


@pytest.mark.parametrize("counted", [500, 4])
async def test_as_a_plain_reading(
    session: AsyncSession, counted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(11)
    for model in (Event, Training):
        await session.execute(delete(model))
    session.add_all([_event(number, draw) for number in range(90)])
    session.add_all([_training(number, draw) for number in range(90)])
    await session.flush()
    session.expire_all()
    held = list(await session.scalars(select(Event)))
    taught = list(await session.scalars(select(Training)))
    # What has no coordinates is in its commune all the same.
    for row in (held[3], held[50], taught[7]):
        row.latitude = row.longitude = row.precision = None
    await session.flush()
    # Few are counted, spans are short: what would need thousands of rows happens with a hundred.
    monkeypatch.setattr(events, "COUNTED", counted)
    monkeypatch.setattr(trainings, "COUNTED", counted)
    monkeypatch.setattr(spans, "_FIRST", 5)
    found_some = 0
    for _ in range(50):
        asked = _asked(draw)
        event_query = EventQuery(now=NOW, widen=False, **asked, audience=draw.choice((None, "young")))
        expected = _expected_events(held, event_query)
        page = expected[event_query.offset : event_query.offset + event_query.limit]
        found = await events.search(session, event_query)
        assert [one.event.id for one in found.events] == page, event_query
        assert found.total >= min(len(expected), counted, event_query.offset + event_query.limit + 1)
        assert found.total <= max(len(expected), 0)
        training_query = TrainingQuery(now=NOW, widen=False, **asked)
        expected = _expected_trainings(taught, training_query)
        page = expected[training_query.offset : training_query.offset + training_query.limit]
        told = await trainings.search(session, training_query)
        assert [one.training.id for one in told.trainings] == page, training_query
        assert told.total <= len(expected)
        found_some += bool(page)
    assert found_some > 15
