"""Reminders: when one is due, promised, kept once, moved or cancelled with its event. Moments are UTC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import insert_once
from bot.catalogue.models import Event, EventSlot
from bot.catalogue.models.conversations import Conversation
from bot.catalogue.models.messaging import ChannelIdentity, Reminder

# The hour at which one is reminded of the next day, and those between which nobody is woken, at the place of the event.
HOUR = time(18, 0)
FIRST_HOUR, LAST_HOUR = time(8, 0), time(21, 0)
_OFF = ("cancelled", "postponed")


def due_at(slot: EventSlot) -> datetime:
    """When to remind of a slot: the day before at 18:00, in its own zone."""
    zone = ZoneInfo(slot.zone)
    day = slot.starts_at.astimezone(zone).date() - timedelta(days=1)
    return datetime.combine(day, HOUR, zone)


def is_off(event: Event | None) -> bool:
    """Whether an event will not take place as far as we know."""
    return event is None or event.withdrawn or event.status in _OFF


def next_slot(event: Event, moment: datetime) -> EventSlot | None:
    """The next slot of an event that begins after `moment`."""
    return next((slot for slot in event.slots if not slot.cancelled and slot.starts_at > moment), None)


def is_civil(moment: datetime, zone: str) -> bool:
    """Whether `moment` is an hour at which one may write to people of this zone."""
    return FIRST_HOUR <= moment.astimezone(ZoneInfo(zone)).time() < LAST_HOUR


def next_civil(moment: datetime, zone: str) -> datetime:
    """The first civil hour after `moment` in this zone."""
    local = moment.astimezone(ZoneInfo(zone))
    day = local.date() if local.time() < FIRST_HOUR else local.date() + timedelta(days=1)
    return datetime.combine(day, FIRST_HOUR, ZoneInfo(zone))


async def promise(
    session: AsyncSession, identity_id: int, event_id: str, starts_at: datetime, due: datetime, now: datetime
) -> None:
    """Promise a reminder; asked twice, it is promised once, and one that was cancelled is promised again."""
    await session.execute(
        insert_once(
            session,
            Reminder,
            identity_id=identity_id,
            event_id=event_id,
            starts_at=starts_at,
            due_at=due,
            state="waiting",
            created_at=now,
        )
    )
    await session.execute(
        update(Reminder)
        .where(
            Reminder.identity_id == identity_id,
            Reminder.event_id == event_id,
            Reminder.starts_at == starts_at,
            Reminder.state == "cancelled",
        )
        .values(state="waiting", due_at=due)
    )


async def due(session: AsyncSession, moment: datetime, limit: int = 100) -> Sequence[Reminder]:
    """The reminders whose moment has come, the oldest first."""
    found = await session.scalars(
        select(Reminder)
        .where(Reminder.state == "waiting", Reminder.due_at <= moment)
        .order_by(Reminder.due_at)
        .limit(limit)
    )
    return found.all()


async def settle(session: AsyncSession, reminder_id: int, state: str) -> bool:
    """Have done with a reminder; False when another process has: only one of them may write."""
    done = await session.execute(
        update(Reminder)
        .where(Reminder.id == reminder_id, Reminder.state == "waiting")
        .values(state=state)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def postpone(session: AsyncSession, reminder_id: int, due: datetime) -> None:
    """Move a reminder to another moment."""
    await session.execute(
        update(Reminder).where(Reminder.id == reminder_id, Reminder.state == "waiting").values(due_at=due)
    )


async def follow_events(session: AsyncSession, moment: datetime) -> int:
    """Bring forward or put off the reminders whose event has moved to another day; how many were."""
    moved = 0
    waiting = await session.scalars(select(Reminder).where(Reminder.state == "waiting"))
    for reminder in waiting.all():
        event = await session.get(Event, reminder.event_id)
        if event is None or any(slot.starts_at == reminder.starts_at for slot in event.slots):
            continue
        slot = next_slot(event, moment)
        if slot is None or is_off(event):
            continue
        due = due_at(slot)
        if due != reminder.due_at:
            await postpone(session, reminder.id, due)
            moved += 1
    return moved


async def of_conversation(session: AsyncSession, conversation_id: str) -> Sequence[Reminder]:
    """The reminders promised to the person of a conversation."""
    found = await session.scalars(
        select(Reminder)
        .join(ChannelIdentity, ChannelIdentity.id == Reminder.identity_id)
        .join(Conversation, Conversation.id == ChannelIdentity.conversation_id)
        .where(Conversation.id == conversation_id)
        .order_by(Reminder.due_at)
    )
    return found.all()
