"""Trainings: searching those one can still join, by place, profession, diploma, mode and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Training, TrainingSession
from bot.catalogue.queries.placed import Place, Scope, Step, Widened, holds_words, in_interval, steps
from bot.catalogue.queries.spans import MOST_ROWS, spans

# Results are counted up to here; more are found, page after page.
COUNTED = 500
# Around a point, parts of the radius that are read in turn.
_CIRCLES = (0.05, 0.2, 0.5, 1)
_CLOSED = ("full", "cancelled", "closed")


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
    own = exists(TrainingSession.training_id).where(TrainingSession.training_id == Training.id)
    opened, none = own.where(*joinable), ~own
    anytime = or_(Training.permanent_entry.is_(True), none)
    conditions = _conditions(query)
    wanted = query.offset + query.limit + 1
    if step.scope.centre is not None:
        fits = [*conditions, opened if dated else or_(opened, anytime)]
        page, total = await _nearest(session, step.scope, fits, joinable, wanted)
    else:
        # Those that begin soonest, then those one joins at any time.
        ranks = [[*conditions, opened]] if dated else [[*conditions, opened], [*conditions, ~opened, anytime]]
        days = _days(query, step.with_dates, today)
        page, total = await _soonest(session, step.scope, ranks, joinable, wanted, today, days)
    total = max(total, len(page))
    page = page[query.offset : query.offset + query.limit]
    wanted_ids = [one.identity for one in page]
    if not wanted_ids:
        return TrainingResults([], total, step.widened if total else None, step.words if total else None)
    rows = {row.id: row for row in await session.scalars(select(Training).where(Training.id.in_(wanted_ids)))}
    found = [
        FoundTraining(
            rows[one.identity],
            one.distance_km,
            _joinable(rows[one.identity], query, step.with_dates, today),
        )
        for one in page
    ]
    return TrainingResults(found, total, step.widened if total else None, step.words if total else None)


@dataclass(frozen=True)
class _Candidate:
    """A training that fits."""

    far: float
    start: date
    identity: str
    distance_km: float | None = None

    def order(self) -> tuple[float, date, str]:
        """Where it stands among others: nearest, then soonest."""
        return self.far, self.start, self.identity


async def _candidates(
    session: AsyncSession,
    scope: Scope,
    conditions: list[ColumnElement[bool]],
    joinable: list[ColumnElement[bool]],
    most: int | None = None,
) -> tuple[list[_Candidate], bool]:
    """Trainings in the scope, in order, up to about `most`, and whether these are all."""
    own = (TrainingSession.training_id == Training.id, *joinable)
    start = select(func.min(TrainingSession.start_on)).where(*own).scalar_subquery()
    columns = (start, Training.id, Training.latitude, Training.longitude, Training.insee)
    found, is_all = [], True
    for part in scope.parts(Training):
        where = conditions if part is None else [*conditions, part]
        rows = (await session.execute(select(*columns).where(*where).limit(most))).all()
        is_all = is_all and (most is None or len(rows) < most)
        for day, identity, latitude, longitude, insee in rows:
            distance = scope.distance(latitude, longitude)
            if scope.keeps_at(distance, insee):
                found.append(_Candidate(distance or 0, day or date.max, identity, distance))
    return sorted(found, key=_Candidate.order), is_all


async def _nearest(
    session: AsyncSession,
    scope: Scope,
    conditions: list[ColumnElement[bool]],
    joinable: list[ColumnElement[bool]],
    wanted: int,
) -> tuple[list[_Candidate], int]:
    """The trainings around a point, nearest then soonest first, and how many are known of.

    Where they are many, only the circles that the page needs are read: small ones first.
    """
    most = COUNTED * 4 // 3  # a circle fills three quarters of its box
    found, is_all = await _candidates(session, scope, conditions, joinable, most)
    total = len(found)
    if is_all:
        return found, total
    for part in _CIRCLES:
        circle = replace(scope, radius_km=scope.radius_km * part, whole_commune=part == 1)
        near, _ = await _candidates(session, circle, conditions, joinable)
        inside = [one for one in near if one.far <= circle.radius_km]
        if len(inside) >= wanted:
            return inside[:wanted], min(total, COUNTED)
    return near[:wanted], min(total, COUNTED)


async def _soonest(
    session: AsyncSession,
    scope: Scope,
    ranks: list[list[ColumnElement[bool]]],
    joinable: list[ColumnElement[bool]],
    wanted: int,
    today: date,
    days: tuple[date, date | None],
) -> tuple[list[_Candidate], int]:
    """The trainings of each rank in turn, the first to begin first, and how many are known of."""
    page: list[_Candidate] = []
    total = 0
    for number, conditions in enumerate(ranks):
        if total >= COUNTED and len(page) >= wanted:
            break
        found, is_all = await _candidates(session, scope, conditions, joinable, COUNTED)
        total += len(found)
        if is_all:
            page += found
        elif len(page) < wanted and number == 0:
            page += await _first(session, scope, conditions, joinable, wanted, today, days)
        elif len(page) < wanted:
            where = scope.condition(Training)
            held = conditions if where is None else [*conditions, where]
            statement = select(Training.id).where(*held).order_by(Training.id).limit(wanted - len(page))
            page += [_Candidate(0, date.max, one) for one in await session.scalars(statement)]
    return page, total


async def _first(
    session: AsyncSession,
    scope: Scope,
    conditions: list[ColumnElement[bool]],
    joinable: list[ColumnElement[bool]],
    wanted: int,
    today: date,
    days: tuple[date, date | None],
) -> list[_Candidate]:
    """The `wanted` trainings that begin soonest, where many fit: in a département those it has are put in order; in
    more than that they are looked for by spans of time, no more than needed."""
    where = scope.condition(Training)
    held = conditions if where is None else [*conditions, where]
    if scope.is_department:
        own = (TrainingSession.training_id == Training.id, *joinable)
        start_on = select(func.min(TrainingSession.start_on)).where(*own).scalar_subquery().label("start_on")
        ordered = select(Training.id, start_on).where(*held).order_by(start_on, Training.id).limit(wanted)
        return [_Candidate(0, start, identity) for identity, start in await session.execute(ordered)]
    found: dict[str, _Candidate] = {}
    async for span in spans(session, TrainingSession.start_on, *days):
        # The sessions first, apart: the span is what narrows the search, whatever the database believes.
        columns = (TrainingSession.training_id, TrainingSession.start_on)
        sessions = (
            select(*columns).where(*_takes_in(today), span).order_by(*reversed(columns)).limit(MOST_ROWS)
        )
        narrowed = sessions.subquery()
        statement = (
            select(Training.id, narrowed.c.start_on)
            .join(narrowed, narrowed.c.training_id == Training.id)
            .where(*held)
            .order_by(narrowed.c.start_on, Training.id)
        )
        for identity, start in await session.execute(statement):
            found.setdefault(identity, _Candidate(0, start, identity))
        if len(found) >= wanted:
            break
    return list(found.values())[:wanted]


def _joinable_in_sql(query: TrainingQuery, with_dates: bool, today: date) -> list[ColumnElement[bool]]:
    """What makes a session one that can still be joined; `_joinable` says the same of loaded rows."""
    first, end = _days(query, with_dates, today)
    bounds = [TrainingSession.start_on >= first] + ([] if end is None else [TrainingSession.start_on < end])
    return [*bounds, *_takes_in(today)]


def _takes_in(today: date) -> list[ColumnElement[bool]]:
    """What makes a session to come one that takes people in."""
    return [
        or_(TrainingSession.status.is_(None), TrainingSession.status.not_in(_CLOSED)),
        or_(TrainingSession.apply_until.is_(None), TrainingSession.apply_until >= today),
    ]


def _days(query: TrainingQuery, with_dates: bool, today: date) -> tuple[date, date | None]:
    """The first day on which a session may begin, and the day before which it must, if any."""
    start, end = (query.start, query.end) if with_dates else (None, None)
    return max(today, start or today), end and end + timedelta(days=1)


def _conditions(query: TrainingQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Training.withdrawn.is_(False), Training.in_scope.is_(True)]
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


def to_come(training: Training, today: date) -> list[TrainingSession]:
    """The sessions of a training that one can still join, soonest first."""
    return [
        session
        for session in training.sessions
        if session.start_on >= today
        and session.status not in _CLOSED
        and (session.apply_until is None or session.apply_until >= today)
    ]


def _joinable(
    training: Training, query: TrainingQuery, with_dates: bool, today: date
) -> TrainingSession | None:
    start, end = (query.start, query.end) if with_dates else (None, None)
    return next(
        (one for one in to_come(training, today) if in_interval(one.start_on, start, end)),
        None,
    )
