"""Messages to send: in order for each person, by one process at a time, until they are settled. Moments are UTC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.catalogue.models.conversations import Turn
from bot.catalogue.models.messaging import ChannelIdentity, ChannelPause, OutboxMessage

_PENDING = ("waiting", "sending")


def add(
    session: AsyncSession,
    identity: ChannelIdentity,
    address: str,
    prefix: str,
    messages: Sequence[dict[str, Any]],
    moment: datetime,
) -> None:
    """Have `messages` sent in this order; `prefix` names what they answer, so that they are never added twice."""
    session.add_all(
        OutboxMessage(
            key=f"{prefix}.{place}",
            channel=identity.channel,
            identity_id=identity.id,
            conversation_id=identity.conversation_id,
            address=address,
            message=message,
            state="waiting",
            attempts=0,
            next_attempt_at=moment,
            created_at=moment,
        )
        for place, message in enumerate(messages)
    )


async def unsent_from_humans(session: AsyncSession, since: datetime) -> Sequence[Turn]:
    """What counsellors have written since `since` to people on messaging channels and is not on its way yet."""
    on_its_way = exists().where(
        OutboxMessage.conversation_id == Turn.conversation_id,
        OutboxMessage.key == literal("human.") + cast(Turn.id, String) + literal(".0"),
    )
    found = await session.scalars(
        select(Turn)
        .join(ChannelIdentity, ChannelIdentity.conversation_id == Turn.conversation_id)
        .where(Turn.author == "human", Turn.at >= since, ChannelIdentity.address.is_not(None), ~on_its_way)
        .order_by(Turn.id)
        .limit(50)
    )
    return found.all()


async def anything_of(session: AsyncSession, conversation_id: str) -> bool:
    """Whether anything was ever to be sent in this conversation."""
    return bool(
        await session.scalar(select(exists().where(OutboxMessage.conversation_id == conversation_id)))
    )


async def human_spoke_last(session: AsyncSession, conversation_id: str) -> bool:
    """Whether the last message of this conversation was written by a human."""
    key = await session.scalar(
        select(OutboxMessage.key)
        .where(OutboxMessage.conversation_id == conversation_id)
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )
    return key is not None and key.startswith("human.")


async def recover(session: AsyncSession, channel: str, moment: datetime, doubt: float) -> None:
    """Put back what was being sent by a process that died: whether it left is unknown, and better twice than never.

    For `doubt` seconds the platform may still tell that it did.
    """
    lost = and_(
        OutboxMessage.channel == channel,
        OutboxMessage.state == "sending",
        OutboxMessage.claimed_until < moment,
    )
    # Asked first: on SQLite an update that finds nothing would hold others up.
    if await session.scalar(select(exists().where(lost))):
        await session.execute(
            update(OutboxMessage)
            .where(lost)
            .values(
                state="waiting", next_attempt_at=moment + timedelta(seconds=doubt), last_error="interrupted"
            )
        )


async def claim(session: AsyncSession, who: str, seconds: float, moment: datetime) -> OutboxMessage | None:
    """Take the next message to send, for `who` alone and at most `seconds`; None when nothing can be sent now.

    A person's messages go one after the other, at the pace of `send_after`; a paused channel sends nothing.
    """
    earlier = aliased(OutboxMessage)
    chosen = await session.scalar(
        select(OutboxMessage.id)
        .join(ChannelIdentity, ChannelIdentity.id == OutboxMessage.identity_id)
        .where(
            OutboxMessage.state == "waiting",
            OutboxMessage.next_attempt_at <= moment,
            or_(ChannelIdentity.send_after.is_(None), ChannelIdentity.send_after <= moment),
            ~exists().where(ChannelPause.channel == OutboxMessage.channel, ChannelPause.until > moment),
            ~exists().where(
                earlier.identity_id == OutboxMessage.identity_id,
                earlier.id < OutboxMessage.id,
                earlier.state.in_(_PENDING),
            ),
        )
        .order_by(OutboxMessage.next_attempt_at, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=OutboxMessage)
    )
    if chosen is None:
        return None
    taken = await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == chosen, OutboxMessage.state == "waiting")
        .values(
            state="sending",
            claimed_by=who,
            claimed_until=moment + timedelta(seconds=seconds),
            attempts=OutboxMessage.attempts + 1,
        )
        .execution_options(synchronize_session=False)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        return None
    return await session.get(OutboxMessage, chosen, populate_existing=True)


async def sent(session: AsyncSession, message: OutboxMessage, moment: datetime, pace: float) -> None:
    """Note that a message left; the next one to this person waits `pace` seconds."""
    await _settle(session, OutboxMessage.id == message.id, moment, "sent")
    await session.execute(
        update(ChannelIdentity)
        .where(ChannelIdentity.id == message.identity_id)
        .values(send_after=moment + timedelta(seconds=pace))
    )


async def later(
    session: AsyncSession, message_id: int, until: datetime, reason: str, words: dict[str, Any] | None = None
) -> None:
    """Try a message again at `until`, as `words` if they are given."""
    changed = {} if words is None else {"message": words}
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, OutboxMessage.state == "sending")
        .values(state="waiting", next_attempt_at=until, last_error=reason, claimed_by=None, **changed)
    )


async def drop(session: AsyncSession, message_id: int, moment: datetime, reason: str) -> None:
    """Give up a message that its person does not want."""
    await _settle(session, OutboxMessage.id == message_id, moment, "dropped", reason)


async def bury(session: AsyncSession, message_id: int, moment: datetime, reason: str) -> None:
    """Give up a message that cannot be delivered; a counsellor can read what it was."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id)
        .values(state="dead", settled_at=moment, last_error=reason, address=None)
    )


async def confirm(session: AsyncSession, key: str, moment: datetime) -> None:
    """The platform tells that the message of this key left: it is not sent again."""
    which = and_(OutboxMessage.key == key, OutboxMessage.state.in_(_PENDING))
    await _settle(session, which, moment, "sent")


async def of_key(session: AsyncSession, key: str) -> OutboxMessage | None:
    """The message of this key."""
    return await session.scalar(select(OutboxMessage).where(OutboxMessage.key == key))


async def _settle(
    session: AsyncSession,
    which: ColumnElement[bool],
    moment: datetime,
    state: str,
    reason: str | None = None,
) -> None:
    await session.execute(
        update(OutboxMessage)
        .where(which)
        .values(state=state, settled_at=moment, message=None, address=None, last_error=reason)
    )


async def pause(session: AsyncSession, channel: str, until: datetime, reason: str | None) -> None:
    """Send nothing on a channel before `until`."""
    await session.merge(ChannelPause(channel=channel, until=until, reason=reason))


async def paused(session: AsyncSession, channel: str, moment: datetime) -> ChannelPause | None:
    """The pause of a channel; None when it sends."""
    found = await session.get(ChannelPause, channel)
    return found if found is not None and found.until > moment else None


async def waiting(session: AsyncSession, channel: str) -> tuple[int, datetime | None]:
    """How many messages of a channel wait to be sent, and since when the oldest does."""
    row = await session.execute(
        select(func.count(), func.min(OutboxMessage.created_at)).where(
            OutboxMessage.channel == channel, OutboxMessage.state.in_(_PENDING)
        )
    )
    count, oldest = row.one()
    return count, oldest


async def dead(session: AsyncSession, channel: str | None = None, limit: int = 50) -> Sequence[OutboxMessage]:
    """The messages that could not be delivered, the latest first."""
    found = select(OutboxMessage).where(OutboxMessage.state == "dead")
    if channel is not None:
        found = found.where(OutboxMessage.channel == channel)
    return (await session.scalars(found.order_by(OutboxMessage.id.desc()).limit(limit))).all()


async def give_up(session: AsyncSession, before: datetime) -> None:
    """Forget the messages made before `before`, sent or not: nobody waits for them any more."""
    await session.execute(delete(OutboxMessage).where(OutboxMessage.created_at < before))


async def purge(session: AsyncSession, before: datetime) -> None:
    """Forget the messages settled before `before`."""
    await session.execute(delete(OutboxMessage).where(OutboxMessage.settled_at < before))
