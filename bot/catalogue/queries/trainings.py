"""Trainings: searching those one can still join, by place, profession, diploma, mode and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Training, TrainingSession
from bot.catalogue.queries.placed import Place, Scope, Step, Widened, holds_words, in_interval, steps

# Results are counted up to here; more are found, page after page.
COUNTED = 1000
_SPAN_DAYS = (3, 14, 60, 200)
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

    A training without any session, or with permanent entry, is open at all times; one whose sessions are all past,
    full or cancelled is left out.
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
    dated = step.with_dates and (query.start is not None or query.end is not None)
    joinable = _joinable_in_sql(query, step.with_dates, today)
    conditions = _conditions(query, step.scope)
    opened = exists().where(TrainingSession.training_id == Training.id, *joinable)
    anytime = or_(
        Training.permanent_entry.is_(True), ~exists().where(TrainingSession.training_id == Training.id)
    )
    fits = opened if dated else or_(opened, anytime)
    wanted = query.offset + query.limit + 1
    page: list[tuple[str, float | None]]
    if step.scope.centre is not None:
        page, total = await _nearest(
            session, step.scope, query, [*_conditions(query, None), fits], joinable, wanted
        )
    else:
        counted = select(Training.id).where(*conditions, fits).limit(COUNTED).subquery()
        total = await session.scalar(select(func.count()).select_from(counted)) or 0
        ids = (
            await _soonest(session, conditions, joinable, None if dated else anytime, wanted, today)
            if total
            else []
        )
        page = [(one, None) for one in ids]
    total = max(total, len(page))
    page = page[query.offset : query.offset + query.limit]
    wanted_ids = [identity for identity, _ in page]
    rows = {row.id: row for row in await session.scalars(select(Training).where(Training.id.in_(wanted_ids)))}
    found = [
        FoundTraining(rows[identity], distance, _joinable(rows[identity], query, step.with_dates, today))
        for identity, distance in page
    ]
    return TrainingResults(found, total, step.widened if total else None, step.words if total else None)


async def _nearest(
    session: AsyncSession,
    scope: Scope,
    query: TrainingQuery,
    conditions: list[ColumnElement[bool]],
    joinable: list[ColumnElement[bool]],
    wanted: int,
) -> tuple[list[tuple[str, float | None]], int]:
    """The trainings around a point, nearest then soonest first, with their distance, and how many are known of.

    Where they are many, only the circles that the page needs are read: small ones first.
    """
    where = scope.condition(Training)
    assert where is not None
    most = COUNTED * 4 // 3  # a circle fills three quarters of its box
    statement = (
        select(Training.latitude, Training.longitude, Training.insee).where(*conditions, where).limit(most)
    )
    rows = (await session.execute(statement)).all()
    total = sum(scope.keeps(*row) for row in rows)
    if not total:
        return [], 0
    for part in (1,) if len(rows) < most else (0.05, 0.2, 1):
        circle = Scope(scope.place, scope.radius_km * part)
        found = await _around(session, circle, conditions, joinable)
        inside = found if part == 1 else [one for one in found if (one[1] or 0) <= circle.radius_km]
        if len(inside) >= wanted:
            return inside[:wanted], total
    return found, total


async def _around(
    session: AsyncSession,
    scope: Scope,
    conditions: list[ColumnElement[bool]],
    joinable: list[ColumnElement[bool]],
) -> list[tuple[str, float | None]]:
    """Every training of a circle, nearest then soonest first, with its distance."""
    where = scope.condition(Training)
    assert where is not None
    next_start = (
        select(func.min(TrainingSession.start_on))
        .where(TrainingSession.training_id == Training.id, *joinable)
        .scalar_subquery()
    )
    statement = select(Training.id, Training.latitude, Training.longitude, Training.insee, next_start).where(
        *conditions, where
    )
    found = []
    for identity, latitude, longitude, insee, start in await session.execute(statement):
        if scope.keeps(latitude, longitude, insee):
            distance = scope.distance(latitude, longitude)
            found.append((distance or 0, start or date.max, identity, distance))
    found.sort(key=lambda one: one[:3])
    return [(identity, distance) for _, _, identity, distance in found]


async def _soonest(
    session: AsyncSession,
    conditions: list[ColumnElement[bool]],
    joinable: list[ColumnElement[bool]],
    anytime: ColumnElement[bool] | None,
    wanted: int,
    today: date,
) -> list[str]:
    """The first trainings to start, looked for in wider and wider spans of time; then those one joins at any time."""
    found: dict[str, None] = {}
    start = today
    for days in (*_SPAN_DAYS, None):
        span = [TrainingSession.start_on >= start]
        if days is not None:
            start = today + timedelta(days=days)
            span.append(TrainingSession.start_on < start)
        # The sessions first: the span is what narrows the search.
        training_id = TrainingSession.training_id.concat("").label("training_id")
        sessions = (
            select(training_id, func.min(TrainingSession.start_on).label("soonest"))
            .where(*joinable, *span)
            .group_by(training_id)
            .subquery()
        )
        statement = (
            select(Training.id)
            .join(sessions, sessions.c.training_id == Training.id)
            .where(*conditions)
            .order_by(sessions.c.soonest, Training.id)
            .limit(wanted + len(found))
        )
        found.update(dict.fromkeys(await session.scalars(statement)))
        if len(found) >= wanted:
            return list(found)[:wanted]
    if anytime is not None:
        statement = (
            select(Training.id).where(*conditions, anytime).order_by(Training.id).limit(wanted + len(found))
        )
        found.update({one: None for one in await session.scalars(statement) if one not in found})
    return list(found)[:wanted]


def _joinable_in_sql(query: TrainingQuery, with_dates: bool, today: date) -> list[ColumnElement[bool]]:
    """What makes a session one that can still be joined; `_joinable` says the same of loaded rows."""
    conditions: list[ColumnElement[bool]] = [
        TrainingSession.start_on >= today,
        or_(TrainingSession.status.is_(None), TrainingSession.status.not_in(_CLOSED)),
        or_(TrainingSession.apply_until.is_(None), TrainingSession.apply_until >= today),
    ]
    if with_dates and query.start is not None:
        conditions.append(TrainingSession.start_on >= query.start)
    if with_dates and query.end is not None:
        conditions.append(TrainingSession.start_on <= query.end)
    return conditions


def _conditions(query: TrainingQuery, scope: Scope | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Training.withdrawn.is_(False), Training.in_scope.is_(True)]
    where = scope.condition(Training) if scope else None
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
