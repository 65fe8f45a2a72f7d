"""Trainings: searching those one can still join, by place, profession, diploma, mode and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Training, TrainingSession
from bot.catalogue.queries.placed import Place, Scope, Step, Widened, holds_words, in_interval, steps

_CLOSED = ("full", "cancelled")


@dataclass(frozen=True)
class TrainingQuery:
    """What is looked for. `place`, `radius_km` and `widen` are those of an event's search.

    `start` and `end` are the days between which the session must begin, both included. `modes` are among
    `bot.catalogue.models.trainings.MODES`. `online`: True for distance learning only, whatever the place.
    """

    place: Place | None = None
    radius_km: float = 50
    profession: str | None = None
    diploma: str | None = None
    modes: Sequence[str] = ()
    online: bool | None = None
    start: date | None = None
    end: date | None = None
    text: str | None = None
    limit: int = 5
    offset: int = 0
    now: datetime | None = None
    widen: bool = True


@dataclass(frozen=True)
class FoundTraining:
    """A training found, its distance, and the next session one can join (None when it starts at any time)."""

    training: Training
    distance_km: float | None
    session: TrainingSession | None


@dataclass(frozen=True)
class TrainingResults:
    """The trainings found, nearest then soonest first, how many in all, and what was widened (see events)."""

    trainings: list[FoundTraining]
    total: int
    widened: Widened | None = None
    widened_words: str | None = None


async def get(session: AsyncSession, training_id: str) -> Training | None:
    """The training of this identifier."""
    return await session.get(Training, training_id)


async def search(session: AsyncSession, query: TrainingQuery) -> TrainingResults:
    """The trainings that fit and that can still be joined; widened step by step when none does.

    A training without any session is open at all times; one whose sessions are all past, full or
    cancelled is left out.
    """
    today = (query.now or datetime.now(timezone.utc)).astimezone(ZoneInfo("Europe/Paris")).date()
    place = None if query.online else query.place
    dated = query.start is not None or query.end is not None
    for step in steps(place, query.radius_km, dated):
        found = await _attempt(session, query, step, today)
        if found.total or not query.widen:
            return found
    return TrainingResults([], 0)


async def _attempt(session: AsyncSession, query: TrainingQuery, step: Step, today: date) -> TrainingResults:
    found = []
    statement = select(Training).where(*_conditions(query, step.scope)).order_by(Training.id)
    for training in await session.scalars(statement):
        if not step.scope.keeps(training.latitude, training.longitude, training.insee):
            continue
        joinable = _joinable(training, query, step.with_dates, today)
        if joinable is None and (training.sessions or (step.with_dates and (query.start or query.end))):
            continue
        distance = step.scope.distance(training.latitude, training.longitude)
        found.append(FoundTraining(training, distance, joinable))
    found.sort(key=lambda one: (one.distance_km or 0, one.session.start_on if one.session else date.max))
    page = found[query.offset : query.offset + query.limit]
    return TrainingResults(page, len(found), step.widened, step.words)


def _conditions(query: TrainingQuery, scope: Scope) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Training.withdrawn.is_(False), Training.in_scope.is_(True)]
    where = scope.condition(Training)
    if where is not None:
        conditions.append(where)
    if query.profession is not None:
        conditions.append(Training.profession_slug == query.profession)
    if query.diploma is not None:
        conditions.append(Training.diploma_slug == query.diploma)
    if query.modes:
        conditions.append(Training.mode.in_(query.modes))
    if query.online is True:
        conditions.append(Training.attendance.in_(("online", "mixed")))
    elif query.online is False:
        conditions.append(Training.attendance.in_(("onsite", "mixed")))
    if query.text:
        conditions.append(holds_words(Training.search_text, query.text))
    return conditions


def _joinable(
    training: Training, query: TrainingQuery, with_dates: bool, today: date
) -> TrainingSession | None:
    start, end = (query.start, query.end) if with_dates else (None, None)
    for session in training.sessions:
        closed = session.apply_until is not None and session.apply_until < today
        if session.start_on < today or session.status in _CLOSED or closed:
            continue
        if in_interval(session.start_on, start, end):
            return session
    return None
