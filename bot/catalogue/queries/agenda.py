"""The agenda as counsellors see it. `visible` are the sites of whoever asks, None for all of them.

An event or a training belongs to the site of its feed; one of a feed that no site has is changed by administrators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.catalogue.models import Event, Feed, FeedRun, MergeProposal, Reminder, Training
from bot.catalogue.queries import reminders
from bot.catalogue.queries.placed import holds_words

Visible = frozenset[str] | None
R = TypeVar("R", Event, Training)


def owned(model: type[Event] | type[Training], visible: Visible) -> ColumnElement[bool]:
    """The rows that these sites may change."""
    if visible is None:
        return true()
    return model.source.in_(select(Feed.slug).where(Feed.site_key.in_(visible)))


@dataclass(frozen=True)
class AgendaQuery:
    """What is looked for: words, a kind, a state (`coming`, `past`, `cancelled`, `withdrawn`), a site."""

    words: str | None = None
    kind: str | None = None
    state: str = "coming"
    site: str | None = None
    limit: int = 25
    offset: int = 0


async def events(
    session: AsyncSession, visible: Visible, query: AgendaQuery, moment: datetime
) -> Sequence[Event]:
    """The events that fit, soonest first (past ones: latest first); one more than the limit when there are more."""
    found = select(Event).where(owned(Event, visible))
    if query.site:
        found = found.where(owned(Event, frozenset({query.site})))
    if query.words:
        found = found.where(holds_words(Event.search_text, query.words))
    if query.kind:
        found = found.where(Event.kind == query.kind)
    if query.state == "withdrawn":
        found = found.where(Event.withdrawn.is_(True))
    else:
        found = found.where(Event.withdrawn.is_(False))
        past = query.state == "past"
        found = found.where(Event.last_end <= moment if past else Event.last_end > moment)
        if query.state == "cancelled":
            found = found.where(Event.status == "cancelled")
    order = Event.last_end.desc() if query.state == "past" else Event.last_end
    found = found.order_by(order, Event.id).limit(query.limit + 1).offset(query.offset)
    return (await session.scalars(found)).all()


async def get(session: AsyncSession, model: type[R], visible: Visible, identifier: str) -> R | None:
    """The event or training of this identifier, if these sites may change it."""
    found: R | None = await session.scalar(select(model).where(model.id == identifier, owned(model, visible)))
    return found


async def site_of(session: AsyncSession, source: str) -> str | None:
    """The site that a source belongs to."""
    return await session.scalar(select(Feed.site_key).where(Feed.slug == source))


async def trainings(
    session: AsyncSession, visible: Visible, words: str | None, withdrawn: bool, limit: int, offset: int
) -> Sequence[Training]:
    """The trainings of these sites, by title; one more than the limit when there are more."""
    found = select(Training).where(owned(Training, visible), Training.withdrawn.is_(withdrawn))
    if words:
        found = found.where(holds_words(Training.search_text, words))
    found = found.order_by(Training.title, Training.id).limit(limit + 1).offset(offset)
    return (await session.scalars(found)).all()


async def feeds(session: AsyncSession, visible: Visible) -> Sequence[Feed]:
    """The feeds of these sites, by name."""
    found = select(Feed).order_by(Feed.name)
    if visible is not None:
        found = found.where(Feed.site_key.in_(visible))
    return (await session.scalars(found)).all()


async def feed(session: AsyncSession, visible: Visible, slug: str) -> Feed | None:
    """The feed of this slug, if it belongs to these sites."""
    found = select(Feed).where(Feed.slug == slug)
    if visible is not None:
        found = found.where(Feed.site_key.in_(visible))
    return await session.scalar(found)


async def runs(session: AsyncSession, slug: str, limit: int = 10) -> Sequence[FeedRun]:
    """The last readings of a feed."""
    found = select(FeedRun).where(FeedRun.feed_slug == slug).order_by(FeedRun.id.desc()).limit(limit)
    return (await session.scalars(found)).all()


async def proposals(
    session: AsyncSession, visible: Visible, limit: int = 50
) -> Sequence[tuple[MergeProposal, Event, Event]]:
    """The open proposals to merge two events, of which these sites may change one at least."""
    other = aliased(Event)
    mine: ColumnElement[bool] = true()
    if visible is not None:
        sources = select(Feed.slug).where(Feed.site_key.in_(visible))
        mine = or_(Event.source.in_(sources), other.source.in_(sources))
    statement = (
        select(MergeProposal, Event, other)
        .join(Event, Event.id == MergeProposal.event_id)
        .join(other, other.id == MergeProposal.other_id)
        .where(MergeProposal.state == "open", mine)
        .order_by(MergeProposal.id)
        .limit(limit)
    )
    return [(one, event, twin) for one, event, twin in (await session.execute(statement)).all()]


async def proposal(
    session: AsyncSession, visible: Visible, identifier: int
) -> tuple[MergeProposal, Event, Event] | None:
    """An open proposal of which these sites may change one event at least."""
    row = await session.get(MergeProposal, identifier)
    if row is None or row.state != "open":
        return None
    event, other = await session.get_one(Event, row.event_id), await session.get_one(Event, row.other_id)
    for one in (event, other):
        if await get(session, Event, visible, one.id) is not None:
            return row, event, other
    return None


async def tell_cancelled(session: AsyncSession, event: Event, moment: datetime) -> int:
    """Have those who asked for a reminder told, at the next civil hour, that the event is off; how many.

    Those who were reminded already of what is still to come are told too.
    """
    zone = event.slots[0].zone if event.slots else "Europe/Paris"
    due = moment if reminders.is_civil(moment, zone) else reminders.next_civil(moment, zone)
    done: Any = await session.execute(
        update(Reminder)
        .where(
            Reminder.event_id == event.id,
            or_(Reminder.state == "waiting", and_(Reminder.state == "sent", Reminder.starts_at > moment)),
        )
        .values(state="waiting", due_at=due)
    )
    return int(done.rowcount)


async def hand_over(session: AsyncSession, gone: Event, kept: Event) -> None:
    """Have the reminders of an event wait for its twin, kept in its place; promised for both, one is kept once."""
    rows = await session.scalars(
        select(Reminder).where(Reminder.event_id.in_((gone.id, kept.id)), Reminder.state == "waiting")
    )
    waiting = list(rows)
    held = {one.identity_id for one in waiting if one.event_id == kept.id}
    for one in waiting:
        if one.event_id == gone.id and one.identity_id in held:
            one.state = "cancelled"
        elif one.event_id == gone.id:
            one.event_id = kept.id
