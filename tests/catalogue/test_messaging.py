"""Inbox, outbox and reminders shared by several gateways, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.migrate import migrate
from bot.catalogue.models import ChannelIdentity, ChannelPause, InboxMessage, OutboxMessage, Reminder
from bot.catalogue.queries import identities, inbox, outbox, reminders
from tests.catalogue.test_postgresql import url

__all__ = ["url"]

Sessions = async_sessionmaker[AsyncSession]
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=timezone.utc)


@pytest.fixture(params=["sqlite", "postgresql"])
async def sessions(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Sessions]:
    """A maker of sessions on an empty database of each kind."""
    address = f"sqlite+aiosqlite:///{tmp_path / 'a.db'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("url")
    await migrate(address)
    engine = open_database(address)
    maker = session_maker(engine)
    async with maker.begin() as session:
        for table in (Reminder, OutboxMessage, InboxMessage, ChannelIdentity, ChannelPause):
            await session.execute(delete(table))
    yield maker
    await engine.dispose()


async def _meet(sessions: Sessions, name: str) -> ChannelIdentity:
    async with sessions.begin() as session:
        return await identities.meet(session, "telegram", name, None, name, NOW)


async def _keep(sessions: Sessions, identity: ChannelIdentity, key: str, at: int = 0, **values: Any) -> bool:
    async with sessions.begin() as session:
        return await inbox.keep(
            session,
            **{
                "channel": "telegram",
                "message_digest": key,
                "identity_id": identity.id,
                "address": "x",
                "kind": "text",
                "text": key,
                "masked": False,
                "at": NOW + timedelta(seconds=at),
                "sequence": 0,
                "urgent": False,
                "received_at": NOW,
                "ready_at": NOW,
                **values,
            },
        )


async def test_a_person_met_and_a_message_kept_fifty_times_at_once_are_one(sessions: Sessions) -> None:
    met = await asyncio.gather(*(_meet(sessions, "a") for _ in range(50)))
    assert len({one.id for one in met}) == 1
    kept = await asyncio.gather(*(_keep(sessions, met[0], "m") for _ in range(50)))
    assert kept.count(True) == 1


async def test_each_person_is_claimed_by_one_process_until_it_lets_go_or_dies(sessions: Sessions) -> None:
    people = [await _meet(sessions, f"p{n}") for n in range(12)]
    for one in people:
        await _keep(sessions, one, f"m{one.id}")

    async def claim(who: str, moment: datetime = NOW) -> list[int]:
        taken: list[int] = []
        misses = 0
        while misses < 3:
            async with sessions.begin() as session:
                found = await identities.claim(session, who, 10, moment)
            if found is None:
                misses += 1
            else:
                taken.append(found)
        return taken

    claimed = await asyncio.gather(*(claim(f"w{n}") for n in range(6)))
    everyone = [one for taken in claimed for one in taken]
    assert sorted(everyone) == sorted(one.id for one in people)
    assert await claim("late", NOW + timedelta(seconds=9)) == []
    async with sessions.begin() as session:
        owner = next(f"w{n}" for n, taken in enumerate(claimed) if people[0].id in taken)
        await identities.release(session, people[0].id, owner)
    assert await claim("next") == [people[0].id]
    assert len(await claim("heir", NOW + timedelta(seconds=11))) == 12


async def test_messages_follow_the_platforms_order_urgent_ones_first(sessions: Sessions) -> None:
    person = await _meet(sessions, "a")
    later = NOW + timedelta(seconds=5)
    await _keep(sessions, person, "c", at=2)
    await _keep(sessions, person, "a", at=0, ready_at=later)
    await _keep(sessions, person, "b2", at=1, sequence=8, ready_at=later)
    await _keep(sessions, person, "b1", at=1, sequence=7, ready_at=later)
    order = []
    async with sessions.begin() as session:
        for _ in range(4):
            found = await inbox.following(session, person, NOW)
            assert found is not None
            order.append(found.text)
            await session.flush()
            digest = found.message_digest
            session.expunge(found)
            await inbox.settle(session, found.id)
            if digest == "a":
                await inbox.keep(
                    session,
                    channel="telegram", message_digest="u", identity_id=person.id, kind="text", text="u",
                    masked=False, at=later, sequence=0, urgent=True, received_at=NOW, ready_at=later,
                )  # fmt: skip
    # « c » was ready: those before it came first; the urgent one went before them all.
    assert order == ["a", "u", "b1", "b2"]


async def test_each_message_leaves_once_in_order_at_the_persons_pace(sessions: Sessions) -> None:
    people = [await _meet(sessions, f"p{n}") for n in range(6)]
    async with sessions.begin() as session:
        for one in people:
            outbox.add(session, one, "x", f"k{one.id}", [{"n": n} for n in range(3)], NOW)
    sent: list[tuple[int, int]] = []

    async def send(who: str) -> None:
        misses = 0
        while misses < 10:
            async with sessions.begin() as session:
                message = await outbox.claim(session, who, 10, NOW)
            if message is None:
                misses += 1
                await asyncio.sleep(0.02)
                continue
            assert message.message is not None
            sent.append((message.identity_id, message.message["n"]))
            async with sessions.begin() as session:
                await outbox.sent(session, message, NOW, 0)

    await asyncio.gather(*(send(f"w{n}") for n in range(5)))
    for one in people:
        assert [number for identity, number in sent if identity == one.id] == [0, 1, 2]


async def test_what_a_dead_process_was_sending_comes_back_once_the_platform_could_have_told(
    sessions: Sessions,
) -> None:
    person = await _meet(sessions, "a")
    async with sessions.begin() as session:
        outbox.add(session, person, "x", "k", [{"n": 0}], NOW)
    async with sessions.begin() as session:
        assert await outbox.claim(session, "dead", 10, NOW) is not None

    async def recovered(seconds: float) -> bool:
        moment = NOW + timedelta(seconds=seconds)
        async with sessions.begin() as session:
            await outbox.recover(session, "telegram", moment, 15)
            return await outbox.claim(session, "heir", 10, moment) is not None

    assert [await recovered(seconds) for seconds in (9, 11, 25, 27)] == [False, False, False, True]
    async with sessions.begin() as session:
        await outbox.confirm(session, "k.0", NOW)
        assert (await outbox.waiting(session, "telegram"))[0] == 0


async def test_a_paused_channel_sends_nothing_and_the_others_do(sessions: Sessions) -> None:
    person = await _meet(sessions, "a")
    async with sessions.begin() as session:
        outbox.add(session, person, "x", "k", [{"n": 0}], NOW)
        await outbox.pause(session, "telegram", NOW + timedelta(seconds=30), "429")
        await outbox.pause(session, "messenger", NOW - timedelta(seconds=30), "429")
    async with sessions.begin() as session:
        assert await outbox.claim(session, "w", 10, NOW) is None
        assert await outbox.paused(session, "messenger", NOW) is None
        assert await outbox.claim(session, "w", 10, NOW + timedelta(seconds=31)) is not None


async def test_a_reminder_is_promised_once_and_settled_by_one_process(sessions: Sessions) -> None:
    person = await _meet(sessions, "a")
    for _ in range(2):
        async with sessions.begin() as session:
            await reminders.promise(session, person.id, "jpo", NOW, NOW, NOW)
    async with sessions() as session:
        (reminder,) = await reminders.due(session, NOW)

    async def settle() -> bool:
        async with sessions.begin() as session:
            return await reminders.settle(session, reminder.id, "sent")

    assert (await asyncio.gather(*(settle() for _ in range(12)))).count(True) == 1


async def test_stopping_drops_what_waits_and_forgetting_leaves_only_digests(sessions: Sessions) -> None:
    person = await _meet(sessions, "a")
    await _keep(sessions, person, "m", choice="c")
    async with sessions.begin() as session:
        outbox.add(session, person, "x", "k", [{"n": 0}], NOW)
        await reminders.promise(session, person.id, "jpo", NOW, NOW, NOW)
    async with sessions.begin() as session:
        await identities.stop(session, person.id, NOW)
        assert (await outbox.waiting(session, "telegram"))[0] == 0
        assert await reminders.due(session, NOW) == []
    async with sessions.begin() as session:
        await identities.forget(session, person.id)
    async with sessions() as session:
        for table in (ChannelIdentity, OutboxMessage, Reminder):
            assert (await session.scalars(select(table))).all() == []
        (kept,) = (await session.scalars(select(InboxMessage))).all()
        assert (kept.identity_id, kept.text, kept.choice, kept.address, kept.state) == (
            None,
            None,
            None,
            None,
            "done",
        )
    assert await _keep(sessions, await _meet(sessions, "a"), "m") is False
