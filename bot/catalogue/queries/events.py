"""Events: searching the coming ones by place, date, kind, profession, audience and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Text, cast, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Campaign, Event, EventProfession, EventSlot, EventType
from bot.catalogue.queries.placed import Place, Scope, Step, Widened, holds_words, steps
from bot.french.gazetteer import load_gazetteer

# Results are counted up to here; more are found, page after page.
COUNTED = 1000
_SPAN_DAYS = (3, 14, 60, 200)
_OPEN = ("scheduled", "moved_online", "rescheduled")


@dataclass(frozen=True)
class EventQuery:
    """What is looked for. `place` is a place value of the entities; `radius_km` counts around a commune.

    `start` and `end` are days, both included, in the place's zone. `kinds` are event types' slugs. An event
    that names no profession, or no audience, is for all. `online`: True for what can be followed from
    home (wherever it is), False for what can be attended, None for both. `now` is an aware instant, by
    default the present. `widen`: look further when nothing fits exactly.
    """

    place: Place | None = None
    radius_km: float = 30
    start: date | None = None
    end: date | None = None
    kinds: Sequence[str] = ()
    profession: str | None = None
    audience: str | None = None
    online: bool | None = None
    text: str | None = None
    limit: int = 5
    offset: int = 0
    now: datetime | None = None
    widen: bool = True


@dataclass(frozen=True)
class FoundEvent:
    """An event found, its next slot that fits, and its distance (None without a commune to measure from)."""

    event: Event
    distance_km: float | None
    slot: EventSlot


@dataclass(frozen=True)
class EventResults:
    """The events found, soonest first, and how many there are in all (counted up to COUNTED, then as pages tell).

    `widened` says what had to be let go when nothing fitted: the `radius`, the `date` or the `place`; then
    `widened_words` says in French what is shown instead.
    """

    events: list[FoundEvent]
    total: int
    widened: Widened | None = None
    widened_words: str | None = None


async def get(session: AsyncSession, event_id: str) -> Event | None:
    """The event of this identifier, past, cancelled or withdrawn as it may be."""
    return await session.get(Event, event_id)


async def event_types(session: AsyncSession) -> Sequence[EventType]:
    """The kinds of events, by name."""
    return (await session.scalars(select(EventType).order_by(EventType.name))).all()


async def campaigns(session: AsyncSession) -> Sequence[Campaign]:
    """Yearly campaigns and gatherings, by name."""
    return (await session.scalars(select(Campaign).order_by(Campaign.name))).all()


async def search(session: AsyncSession, query: EventQuery) -> EventResults:
    """The coming events that fit; never past, cancelled, postponed, full or withdrawn ones.

    When none fits and `query.widen` is set, the search is widened step by step, and says so.
    """
    now = query.now or datetime.now(timezone.utc)
    place = None if query.online else query.place
    dated = query.start is not None or query.end is not None
    for step in steps(place, query.radius_km, dated):
        found = await _attempt(session, query, step, now)
        if found.total or not query.widen:
            return found
    return EventResults([], 0)


def _bounds(query: EventQuery, step: Step, now: datetime) -> tuple[datetime, datetime | None]:
    """The instants between which a slot must lie: from now on, in the days asked for."""
    zone = ZoneInfo(load_gazetteer().timezone(query.place) if query.place else "Europe/Paris")
    first, last = now, None
    if step.with_dates and query.start is not None:
        first = max(now, datetime.combine(query.start, time(), zone))
    if step.with_dates and query.end is not None:
        last = datetime.combine(query.end + timedelta(days=1), time(), zone)
    return first, last


async def _attempt(session: AsyncSession, query: EventQuery, step: Step, now: datetime) -> EventResults:
    first, last = _bounds(query, step, now)
    fits = [EventSlot.ends_at > first, EventSlot.cancelled.is_(False)]
    if last is not None:
        fits.append(EventSlot.starts_at < last)
    conditions = _conditions(query, step.scope, now)
    counted, is_all = await _count(session, step.scope, [*conditions, _has_slot(fits)])
    if not counted:
        return EventResults([], 0)
    # Few: all of them at once. Many: only the spans of time that the page needs.
    if is_all:
        page = await _all(session, query, step.scope, conditions, fits)
    else:
        page = await _first(session, query, step.scope, conditions, fits, (first, last))
    wanted = page[query.offset : query.offset + query.limit]
    events = {event.id: event for event in await session.scalars(select(Event).where(Event.id.in_(wanted)))}
    found = [
        FoundEvent(event, step.scope.distance(event.latitude, event.longitude), _slot(event, first, last))
        for event in (events[event_id] for event_id in wanted)
    ]
    # Beyond what is counted, the page itself tells that there is more.
    return EventResults(
        found, max(counted, len(page)), step.widened if page else None, step.words if page else None
    )


def _has_slot(fits: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    return exists().where(EventSlot.event_id == Event.id, *fits)


async def _count(
    session: AsyncSession, scope: Scope, conditions: list[ColumnElement[bool]]
) -> tuple[int, bool]:
    """How many events fit, counted up to COUNTED, and whether these are all."""
    # A circle fills three quarters of its box.
    most = COUNTED if scope.centre is None else COUNTED * 4 // 3
    statement = select(Event.latitude, Event.longitude, Event.insee).where(*conditions).limit(most)
    rows = (await session.execute(statement)).all()
    return sum(scope.keeps(*row) for row in rows), len(rows) < most


async def _all(
    session: AsyncSession,
    query: EventQuery,
    scope: Scope,
    conditions: list[ColumnElement[bool]],
    fits: list[ColumnElement[bool]],
) -> list[str]:
    """Every event in the scope, soonest first; one that names the profession before one for all professions."""
    soonest = func.min(EventSlot.starts_at)
    order = (
        [soonest, Event.id] if query.profession is None else [~_names(query.profession), soonest, Event.id]
    )
    statement = (
        select(Event.id, Event.latitude, Event.longitude, Event.insee)
        .join(EventSlot)
        .where(*fits, *conditions)
        .group_by(Event.id)
        .order_by(*order)
    )
    return [
        identity
        for identity, latitude, longitude, insee in await session.execute(statement)
        if scope.keeps(latitude, longitude, insee)
    ]


async def _first(
    session: AsyncSession,
    query: EventQuery,
    scope: Scope,
    conditions: list[ColumnElement[bool]],
    fits: list[ColumnElement[bool]],
    bounds: tuple[datetime, datetime | None],
) -> list[str]:
    """The events up to the end of the page and one more, in the order of `_all`.

    They are looked for in wider and wider spans of time: only the slots of the spans needed are read.
    """
    ranks: list[list[ColumnElement[bool]]] = [[]]
    if query.profession is not None:
        ranks = [[_names(query.profession)], [~_names(query.profession)]]
    wanted = query.offset + query.limit + 1
    found: dict[str, None] = {}
    for rank in ranks:
        for start, end in _spans(*bounds):
            span = [] if start is None else [EventSlot.starts_at >= start]
            if end is not None:
                span.append(EventSlot.starts_at < end)
            # The slots first: the span is what narrows the search. Grouped by an expression, as SQLite would
            # else read every slot in the order of the column's index.
            event_id = EventSlot.event_id.concat("").label("event_id")
            slots = (
                select(event_id, func.min(EventSlot.starts_at).label("soonest"))
                .where(*fits, *span)
                .group_by(event_id)
                .subquery()
            )
            statement = (
                select(Event.id, Event.latitude, Event.longitude, Event.insee)
                .join(slots, slots.c.event_id == Event.id)
                .where(*conditions, *rank)
                .order_by(slots.c.soonest, Event.id)
            )
            if scope.centre is None:
                statement = statement.limit(wanted + len(found))
            for identity, latitude, longitude, insee in await session.execute(statement):
                if scope.keeps(latitude, longitude, insee):
                    found.setdefault(identity)
            if len(found) >= wanted:
                return list(found)[:wanted]
    return list(found)


def _spans(first: datetime, last: datetime | None) -> Iterator[tuple[datetime | None, datetime | None]]:
    """Spans of time in which a slot may start: before `first` (it goes on), then further and further away."""
    yield None, first
    start = first
    for days in _SPAN_DAYS:
        end = first + timedelta(days=days)
        if last is not None and end >= last:
            break
        yield start, end
        start = end
    yield start, None


def _slot(event: Event, first: datetime, last: datetime | None) -> EventSlot:
    return next(
        slot
        for slot in event.slots
        if not slot.cancelled and slot.ends_at > first and (last is None or slot.starts_at < last)
    )


def _conditions(query: EventQuery, scope: Scope, now: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Event.status.in_(_OPEN)]
    conditions += [Event.withdrawn.is_(False), Event.in_scope.is_(True)]
    conditions.append(Event.last_end > now)
    where = scope.condition(Event)
    if where is not None:
        conditions.append(where)
    if query.kinds:
        conditions.append(Event.kind.in_(query.kinds))
    if query.profession is not None:
        conditions.append(
            or_(_names(query.profession), ~exists().where(EventProfession.event_id == Event.id))
        )
    if query.online is True:
        conditions.append(or_(Event.attendance.in_(("online", "mixed")), Event.status == "moved_online"))
    elif query.online is False:
        conditions += [Event.attendance.in_(("onsite", "mixed")), Event.status != "moved_online"]
    if query.audience is not None:
        # The list as it is stored, so that the database itself can tell: `[]`, `["young", "career_change"]`.
        audiences = cast(Event.audiences, Text)
        conditions.append(or_(audiences == "[]", audiences.contains(f'"{query.audience}"', autoescape=True)))
    if query.text:
        conditions.append(holds_words(Event.search_text, query.text))
    return conditions


def _names(profession: str) -> ColumnElement[bool]:
    return exists().where(EventProfession.event_id == Event.id, EventProfession.profession_slug == profession)
