"""People on messaging channels: met, found again under another name, claimed by one process at a time. Moments are UTC."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import insert_once
from bot.catalogue.models.messaging import ChannelIdentity, InboxMessage, OutboxMessage, Reminder


async def get(session: AsyncSession, identity_id: int) -> ChannelIdentity | None:
    """The person of this row, read afresh."""
    return await session.get(ChannelIdentity, identity_id, populate_existing=True)


async def of_conversation(session: AsyncSession, conversation_id: str) -> ChannelIdentity | None:
    """The person who has this conversation on a channel; None for a conversation on the web."""
    return await session.scalar(
        select(ChannelIdentity).where(ChannelIdentity.conversation_id == conversation_id)
    )


async def find(
    session: AsyncSession, channel: str, person: str, phone: str | None = None
) -> ChannelIdentity | None:
    """The person of this digest; else the one known until now by this telephone alone.

    `phone` equals `person` when the telephone is the only name they have: then whoever has it is meant.
    """
    mine = select(ChannelIdentity).where(ChannelIdentity.channel == channel)
    found = await session.scalar(mine.where(ChannelIdentity.person_digest == person))
    if found is not None or phone is None:
        return found
    if phone == person:
        latest = mine.where(ChannelIdentity.phone_digest == phone).order_by(ChannelIdentity.id.desc())
        return await session.scalar(latest.limit(1))
    # Numbers are given again to others: someone known by another name of the platform is someone else.
    return await session.scalar(mine.where(ChannelIdentity.person_digest == phone))


async def meet(
    session: AsyncSession,
    channel: str,
    person: str,
    phone: str | None,
    address: str | None,
    moment: datetime,
) -> ChannelIdentity:
    """The person of these digests, noted if new; `address` is None for a telephone, which is not kept."""
    found = await find(session, channel, person, phone)
    if found is None:
        await session.execute(
            insert_once(
                session,
                ChannelIdentity,
                channel=channel,
                person_digest=person,
                phone_digest=phone,
                address=address,
                created_at=moment,
                last_in_at=moment,
                leaving=False,
            )
        )
        found = await find(session, channel, person, phone)
        assert found is not None
    if phone != person and found.person_digest != person:
        # They were known by their telephone: the platform's own name for them takes its place.
        found.person_digest, found.address = person, address
        await session.flush()
    if phone is not None:
        await _have_number(session, found.id, channel, phone)
    return found


async def _have_number(session: AsyncSession, identity_id: int, channel: str, phone: str) -> None:
    """Note whose telephone this is; it is nobody else's any more."""
    await session.execute(
        update(ChannelIdentity)
        .where(
            ChannelIdentity.channel == channel,
            ChannelIdentity.phone_digest == phone,
            ChannelIdentity.id != identity_id,
        )
        .values(phone_digest=None)
    )
    await session.execute(
        update(ChannelIdentity)
        .where(
            ChannelIdentity.id == identity_id,
            or_(ChannelIdentity.phone_digest.is_(None), ChannelIdentity.phone_digest != phone),
        )
        .values(phone_digest=phone)
    )


async def move(
    session: AsyncSession,
    channel: str,
    previous: str,
    person: str,
    phone: str | None,
    address: str | None,
) -> None:
    """Have the person known as `previous` known as `person` from now on; a second person is never made one."""
    found = await find(session, channel, previous, previous)
    if found is None or await find(session, channel, person) is not None:
        return
    if person == phone:
        found.phone_digest = phone
        if found.address is None:
            found.person_digest = person
    else:
        found.person_digest, found.address = person, address
    await session.flush()


async def heard(session: AsyncSession, identity_id: int, at: datetime) -> None:
    """Note that the person wrote at `at`: the window opens again, and what they had stopped resumes."""
    mine = ChannelIdentity.id == identity_id
    await session.execute(
        update(ChannelIdentity).where(mine, ChannelIdentity.last_in_at < at).values(last_in_at=at)
    )
    await session.execute(update(ChannelIdentity).where(mine).values(stopped_at=None, leaving=False))


async def stop(session: AsyncSession, identity_id: int, moment: datetime) -> None:
    """Send nothing more to the person: what waits is dropped, what was promised is cancelled."""
    await session.execute(
        update(ChannelIdentity).where(ChannelIdentity.id == identity_id).values(stopped_at=moment)
    )
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.identity_id == identity_id, OutboxMessage.state == "waiting")
        .values(state="dropped", settled_at=moment, message=None, address=None)
    )
    await session.execute(
        update(Reminder)
        .where(Reminder.identity_id == identity_id, Reminder.state == "waiting")
        .values(state="cancelled")
    )


def _has_work(moment: datetime) -> ColumnElement[bool]:
    mine = and_(InboxMessage.identity_id == ChannelIdentity.id, InboxMessage.state == "new")
    held = and_(ChannelIdentity.wait_until.is_not(None), ChannelIdentity.wait_until > moment)
    return or_(
        exists().where(mine, InboxMessage.urgent.is_(True)),
        and_(~held, exists().where(mine, InboxMessage.ready_at <= moment)),
    )


def _free(moment: datetime) -> ColumnElement[bool]:
    return or_(ChannelIdentity.busy_until.is_(None), ChannelIdentity.busy_until < moment)


async def claim(session: AsyncSession, who: str, seconds: float, moment: datetime) -> int | None:
    """Take a person whose messages wait, for `who` alone and at most `seconds`; None when there is nobody.

    Rows that another process is taking are skipped (PostgreSQL); where nothing can be locked (SQLite), the
    conditional update decides.
    """
    chosen = await session.scalar(
        select(ChannelIdentity.id)
        .where(_free(moment), _has_work(moment))
        .order_by(ChannelIdentity.busy_until.is_not(None), ChannelIdentity.last_in_at)
        .limit(1)
        .with_for_update(skip_locked=True, of=ChannelIdentity)
    )
    if chosen is None:
        return None
    return chosen if await renew(session, chosen, who, seconds, moment) else None


async def renew(session: AsyncSession, identity_id: int, who: str, seconds: float, moment: datetime) -> bool:
    """Have the person for `seconds` more; False when another process took them meanwhile."""
    taken = await session.execute(
        update(ChannelIdentity)
        .where(ChannelIdentity.id == identity_id, or_(_free(moment), ChannelIdentity.busy_by == who))
        .values(busy_by=who, busy_until=moment + timedelta(seconds=seconds))
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


async def release(session: AsyncSession, identity_id: int, who: str) -> None:
    """Let others deal with the person."""
    await session.execute(
        update(ChannelIdentity)
        .where(ChannelIdentity.id == identity_id, ChannelIdentity.busy_by == who)
        .values(busy_by=None, busy_until=None)
        .execution_options(synchronize_session=False)
    )


async def hold_back(session: AsyncSession, identity_id: int, until: datetime) -> None:
    """Deal with none of the person's messages before `until`, but for urgent ones."""
    await session.execute(
        update(ChannelIdentity).where(ChannelIdentity.id == identity_id).values(wait_until=until)
    )


async def forget(session: AsyncSession, identity_id: int) -> None:
    """Delete a person and all that was kept of them here; of their messages only digests stay."""
    await session.execute(
        update(InboxMessage)
        .where(InboxMessage.identity_id == identity_id)
        .values(state="done", text=None, choice=None, address=None, identity_id=None)
    )
    for table in (OutboxMessage, Reminder):
        await session.execute(delete(table).where(table.identity_id == identity_id))
    await session.execute(delete(ChannelIdentity).where(ChannelIdentity.id == identity_id))


async def forget_those_who_left(session: AsyncSession) -> int:
    """Delete the persons whose farewell is settled, and those of whom nothing is left to remember; how many."""
    waits = exists().where(
        OutboxMessage.identity_id == ChannelIdentity.id, OutboxMessage.state.in_(("waiting", "sending"))
    )
    writes = exists().where(InboxMessage.identity_id == ChannelIdentity.id, InboxMessage.state == "new")
    promised = exists().where(Reminder.identity_id == ChannelIdentity.id, Reminder.state == "waiting")
    without = or_(ChannelIdentity.leaving.is_(True), ChannelIdentity.conversation_id.is_(None))
    found = list(await session.scalars(select(ChannelIdentity.id).where(without, ~waits, ~writes, ~promised)))
    for identity_id in found:
        await forget(session, identity_id)
    return len(found)
