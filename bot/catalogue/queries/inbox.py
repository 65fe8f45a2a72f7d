"""Messages that came in: kept once, dealt with in the platform's order. Moments are UTC."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import insert_once
from bot.catalogue.models.messaging import ChannelIdentity, InboxMessage


async def keep(session: AsyncSession, **values: Any) -> bool:
    """Keep a message of these columns as new; False when it is known already."""
    kept = await session.execute(insert_once(session, InboxMessage, state="new", attempts=0, **values))
    return bool(kept.rowcount)  # type: ignore[attr-defined]


async def following(
    session: AsyncSession, identity: ChannelIdentity, moment: datetime
) -> InboxMessage | None:
    """The person's next message to deal with; None while there is none, or none that may be."""
    new = select(InboxMessage).where(InboxMessage.identity_id == identity.id, InboxMessage.state == "new")
    in_order = new.order_by(InboxMessage.at, InboxMessage.sequence, InboxMessage.id).limit(1)
    urgent = await session.scalar(in_order.where(InboxMessage.urgent.is_(True)))
    if urgent is not None:
        return urgent
    held = identity.wait_until is not None and identity.wait_until > moment
    ready = await session.scalar(
        select(
            exists().where(
                InboxMessage.identity_id == identity.id,
                InboxMessage.state == "new",
                InboxMessage.ready_at <= moment,
            )
        )
    )
    # Once one is ready, those the platform dates before it come first, even those that came in last.
    return await session.scalar(in_order) if ready and not held else None


async def settle(session: AsyncSession, message_id: int) -> None:
    """Have done with a message: nothing but its digest is kept."""
    await session.execute(
        update(InboxMessage)
        .where(InboxMessage.id == message_id)
        .values(state="done", text=None, choice=None, address=None)
    )


async def failed(session: AsyncSession, message_id: int) -> None:
    """Count an attempt that failed."""
    await session.execute(
        update(InboxMessage).where(InboxMessage.id == message_id).values(attempts=InboxMessage.attempts + 1)
    )


async def waiting(session: AsyncSession, channel: str) -> tuple[int, datetime | None]:
    """How many messages of a channel wait, and when the oldest came in."""
    row = await session.execute(
        select(func.count(), func.min(InboxMessage.received_at)).where(
            InboxMessage.channel == channel, InboxMessage.state == "new"
        )
    )
    count, oldest = row.one()
    return count, oldest


async def give_up(session: AsyncSession, before: datetime) -> None:
    """Forget the messages that nobody dealt with and that came in before `before`."""
    await session.execute(delete(InboxMessage).where(InboxMessage.received_at < before))


async def purge(session: AsyncSession, before: datetime) -> None:
    """Forget the digests of messages settled that came in before `before`."""
    await session.execute(
        delete(InboxMessage).where(InboxMessage.state == "done", InboxMessage.received_at < before)
    )
