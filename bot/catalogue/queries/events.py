"""Events: searching the coming ones by place, date, kind, profession, audience and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, text, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import NullType

from bot.catalogue.models import Campaign, Event, EventSlot, EventType
from bot.catalogue.models.types import LASTS_LONG, LONG
from bot.catalogue.queries.event_conditions import conditions, for_all_professions, names, ranks
from bot.catalogue.queries.event_query import EventQuery as EventQuery
from bot.catalogue.queries.event_query import EventResults as EventResults
from bot.catalogue.queries.event_query import FoundEvent as FoundEvent
from bot.catalogue.queries.placed import Scope, Step, steps
from bot.catalogue.queries.spans import MOST_ROWS, spans
from bot.french.gazetteer import load_gazetteer

# Results are counted up to here; more are found, page after page.
COUNTED = 500
# How many of the soonest are looked at, for those on a day of the week or at some hours.
_AMONG = 80


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
        if place is not None and step.scope.is_everywhere and not query.far:
            continue
        found = await (_when_free if query.is_free_sometimes else _attempt)(session, query, step, now)
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


async def _when_free(session: AsyncSession, query: EventQuery, step: Step, now: datetime) -> EventResults:
    """Those of the soonest events that have a slot on one of the days of the week, and at the hours, asked for."""
    among = await _attempt(session, replace(query, limit=_AMONG, offset=0), step, now)
    first, last = _bounds(query, step, now)
    kept = [
        replace(found, slot=slot)
        for found in among.events
        if (slot := _slot_when_free(found.event, first, last, query)) is not None
    ]
    kept.sort(key=lambda found: found.slot.starts_at)
    page = kept[query.offset : query.offset + query.limit]
    return EventResults(page, len(kept), *((among.widened, among.widened_words) if kept else ()))


def _slot_when_free(
    event: Event, first: datetime, last: datetime | None, query: EventQuery
) -> EventSlot | None:
    fits = (
        slot
        for slot in event.slots
        if not slot.cancelled
        and slot.precision != "month"
        and slot.ends_at > first
        and (last is None or slot.starts_at < last)
        and (not query.weekdays or slot.starts_at.astimezone(ZoneInfo(slot.zone)).weekday() in query.weekdays)
        and (query.hours is None or query.hours.fits(slot))
    )
    return min(fits, key=lambda slot: slot.starts_at, default=None)


async def _attempt(session: AsyncSession, query: EventQuery, step: Step, now: datetime) -> EventResults:
    first, last = _bounds(query, step, now)
    fits = [EventSlot.ends_at > first, EventSlot.cancelled.is_(False)]
    if last is not None:
        fits.append(EventSlot.starts_at < last)
    wanted = query.offset + query.limit + 1
    basis = conditions(query, first, now)
    page, is_all = list[str](), False
    if query.profession is not None and not step.scope.is_everywhere:
        page, is_all = await _candidates(session, step.scope, basis, fits, query.profession)
    # Few: all of them are at hand, in order. Many: they are looked for in the order of time.
    total = len(page)
    if not is_all:
        total, page = await _ranked(session, step.scope, query.profession, basis, fits, (first, last), wanted)
    wanted_ids = page[query.offset : query.offset + query.limit]
    events = await _loaded(session, wanted_ids)
    results = [
        FoundEvent(event, step.scope.distance(event.latitude, event.longitude), _slot(event, first, last))
        for event in (events[event_id] for event_id in wanted_ids)
    ]
    # Beyond what is counted, the page itself tells that there is more.
    return EventResults(
        results, max(total, len(page)), step.widened if page else None, step.words if page else None
    )


async def _loaded(session: AsyncSession, identities: list[str]) -> dict[str, Event]:
    if not identities:
        return {}
    return {one.id: one for one in await session.scalars(select(Event).where(Event.id.in_(identities)))}


async def _ranked(
    session: AsyncSession,
    scope: Scope,
    profession: str | None,
    basis: list[ColumnElement[bool]],
    fits: list[ColumnElement[bool]],
    bounds: tuple[datetime, datetime | None],
    wanted: int,
) -> tuple[int, list[str]]:
    """How many are known of, and the `wanted` first: those that name the profession before those for all."""
    total, page = 0, list[str]()
    for rank in ranks(profession):
        if total >= COUNTED and len(page) >= wanted:
            break
        held = [*basis, *rank]
        found, is_all = await _candidates(session, scope, held, fits)
        total += len(found) if is_all else min(len(found), COUNTED)
        if is_all:
            page += found
        elif len(page) < wanted:
            page += await _first(session, scope, held, bounds, wanted - len(page))
    return total, page


async def _candidates(
    session: AsyncSession,
    scope: Scope,
    held: list[ColumnElement[bool]],
    fits: list[ColumnElement[bool]],
    profession: str | None = None,
) -> tuple[list[str], bool]:
    """Events in the scope in order, soonest first, up to about COUNTED, and whether these are all.

    With a `profession`, those that name it come before those that name none, and there may be twice as many.
    """
    # A circle fills three quarters of its box.
    most = COUNTED if scope.centre is None else COUNTED * 4 // 3
    own_slots = (EventSlot.event_id == Event.id, *fits)
    # Put in order as the database writes it: of many, reading each as a moment costs more than finding it.
    soonest = type_coerce(select(func.min(EventSlot.starts_at)).where(*own_slots).scalar_subquery(), NullType)
    second: ColumnElement[bool] = literal(False)
    if profession is not None:
        most, second = 2 * most, for_all_professions()
        held = [*held, or_(names(profession), second)]
    found, is_all = [], True
    for part in scope.parts(Event):
        where = [*held, exists(EventSlot.event_id).where(*own_slots)] + ([] if part is None else [part])
        statement = select(second, soonest, Event.id, Event.latitude, Event.longitude, Event.insee).where(
            *where
        )
        rows = (await session.execute(statement.limit(most))).all()
        is_all = is_all and len(rows) < most
        for rank, moment, identity, latitude, longitude, insee in rows:
            if scope.keeps(latitude, longitude, insee):
                found.append((rank, moment, identity))
    return [identity for _, _, identity in sorted(found)], is_all


async def _first(
    session: AsyncSession,
    scope: Scope,
    basis: list[ColumnElement[bool]],
    bounds: tuple[datetime, datetime | None],
    wanted: int,
) -> list[str]:
    """The `wanted` soonest events, where many fit: those that go on, then by spans of time, no more than needed."""
    where = scope.condition(Event)
    held = basis if where is None else [*basis, where]
    first, last = bounds
    found: dict[str, None] = {}
    goes_on = (EventSlot.ends_at > first, EventSlot.cancelled.is_(False))

    async def add(span: ColumnElement[bool]) -> None:
        # The slots first, apart: the span is what narrows the search, whatever the database believes.
        slots = select(EventSlot.event_id, EventSlot.starts_at).where(*goes_on, span)
        narrowed = slots.order_by(EventSlot.starts_at, EventSlot.event_id).limit(MOST_ROWS).subquery()
        statement = (
            select(Event.id, Event.latitude, Event.longitude, Event.insee)
            .join(narrowed, narrowed.c.event_id == Event.id)
            .where(*held)
            .order_by(narrowed.c.starts_at, Event.id)
        )
        for identity, latitude, longitude, insee in await session.execute(statement):
            if scope.keeps(latitude, longitude, insee):
                found.setdefault(identity)

    # What has begun, and goes on: since long, or since a day at most.
    lasts_long = text(LASTS_LONG[session.get_bind().dialect.name])
    begun = first if last is None else min(first, last)
    await add(and_(EventSlot.starts_at < min(begun, first - LONG), lasts_long))
    await add(and_(EventSlot.starts_at >= first - LONG, EventSlot.starts_at < begun))
    async for span in spans(session, EventSlot.starts_at, first, last):
        if len(found) >= wanted:
            break
        await add(span)
    return list(found)[:wanted]


def _slot(event: Event, first: datetime, last: datetime | None) -> EventSlot:
    return next(
        slot
        for slot in event.slots
        if not slot.cancelled and slot.ends_at > first and (last is None or slot.starts_at < last)
    )
