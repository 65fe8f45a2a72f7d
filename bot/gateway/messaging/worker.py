"""The loops that work through inbox, outbox and reminders, beside the requests and without holding them up."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models.messaging import InboxMessage, OutboxMessage
from bot.catalogue.queries import conversations, identities, inbox, outbox
from bot.gateway.messaging.dialogue import Dialogue, TryLater
from bot.gateway.messaging.relay import Relay
from bot.gateway.messaging.reminders import Reminders
from bot.gateway.messaging.sender import Sender, backoff
from bot.gateway.problems import Problem
from bot.gateway.tokens import new_identifier
from bot.gateway.traces import place_of

# Longer than a turn may last, so that a lease ends by itself only when its process died.
LEASE_SECONDS = 12.0
POLL_SECONDS = 0.5
RELAY_SECONDS = 1.0
_ROUNDS_PER_REMINDER = 20
_ROUNDS_PER_TIDYING = 600
_AT_ONCE = 8
_MOST_ATTEMPTS = 10
_STOP_SECONDS = 8.0
# A platform sends a message again for seven days at most.
REMEMBERED = timedelta(days=8)

_log = structlog.get_logger()


class Worker:
    """Deals with what waits, whoever kept it; any number of gateways may run one."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        dialogue: Dialogue,
        sender: Sender,
        reminders: Reminders,
        relay: Relay,
    ) -> None:
        self._sessions = sessions
        self._dialogue = dialogue
        self._sender = sender
        self._reminders = reminders
        self._relay = relay
        self._who = new_identifier()
        self._inbox, self._outbox = asyncio.Event(), asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loops: list[asyncio.Task[None]] = []

    def wake(self) -> None:
        """Look at the inbox now rather than at the next round."""
        self._inbox.set()

    def start(self) -> None:
        """Begin to work."""
        self._loops = [
            asyncio.create_task(self._work(self._inbox, self._next_person)),
            asyncio.create_task(self._work(self._outbox, self._next_message)),
            asyncio.create_task(self._write_first()),
        ]

    async def stop(self) -> None:
        """Begin nothing more, and let what is under way end, a few seconds at most."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_STOP_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work(
        self, woken: asyncio.Event, find: Callable[[], Awaitable[Awaitable[None] | None]]
    ) -> None:
        """Have what `find` finds done, several at once; when there is nothing, wait to be woken or a moment."""
        room = asyncio.Semaphore(_AT_ONCE)
        while True:
            await room.acquire()
            woken.clear()
            try:
                found = await find()
            except (SQLAlchemyError, OSError) as error:
                _log.warning("channel.database_away", cause=type(error).__name__)
                found = None
            if found is None:
                room.release()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(POLL_SECONDS):
                        await woken.wait()
                continue
            task = asyncio.create_task(self._guarded(found, room))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Awaitable[None], room: asyncio.Semaphore) -> None:
        try:
            await work
        except Exception as error:
            # Neither the message nor the locals of an exception may be logged: they can quote the person.
            _log.error("channel.failed", cause=place_of(error))
        finally:
            room.release()

    async def _next_person(self) -> Awaitable[None] | None:
        async with self._sessions() as session:
            found = await identities.claim(session, self._who, LEASE_SECONDS, conversations.now())
            await session.commit()
        return None if found is None else self._listen(found)

    async def _listen(self, identity_id: int) -> None:
        """Deal with a person's messages, one after the other, as long as some may be."""
        try:
            while await self._deal_with_next(identity_id):
                self._outbox.set()
        finally:
            async with self._sessions() as session:
                await identities.release(session, identity_id, self._who)
                await session.commit()
            self._outbox.set()

    async def _deal_with_next(self, identity_id: int) -> bool:
        async with self._sessions() as session:
            now = conversations.now()
            ours = await identities.renew(session, identity_id, self._who, LEASE_SECONDS, now)
            await session.commit()
            identity = await identities.get(session, identity_id) if ours else None
            message = await inbox.following(session, identity, now) if identity is not None else None
        if identity is None or message is None:
            return False
        try:
            await self._dialogue.handle(identity, message)
        except TryLater as failure:
            await self._hold_back(identity_id, message, failure.seconds)
            return False
        except (SQLAlchemyError, OSError, Problem) as error:
            _log.warning("channel.not_answered", cause=type(error).__name__)
            await self._hold_back(identity_id, message, backoff(message.attempts + 1))
            return False
        except Exception as error:
            _log.error("channel.failed", cause=place_of(error))
            if message.attempts + 1 >= _MOST_ATTEMPTS:
                await self._dialogue.give_up(identity, message)
                return True
            await self._hold_back(identity_id, message, backoff(message.attempts + 1))
            return False
        return True

    async def _hold_back(self, identity_id: int, message: InboxMessage, seconds: float) -> None:
        async with self._sessions() as session:
            await inbox.failed(session, message.id)
            await identities.hold_back(
                session, identity_id, conversations.now() + timedelta(seconds=max(seconds, 0.05))
            )
            await session.commit()

    async def _next_message(self) -> Awaitable[None] | None:
        message = await self._sender.claim(self._who)
        return None if message is None else self._send(message)

    async def _send(self, message: OutboxMessage) -> None:
        await self._sender.send(message)
        self._outbox.set()

    async def _write_first(self) -> None:
        """Carry what counsellors write, send the reminders that are due, tidy up."""
        done = 0
        while True:
            try:
                if done % _ROUNDS_PER_TIDYING == 0:
                    await self._reminders.follow_events()
                    await self._tidy()
                sent = await self._relay.carry()
                if done % _ROUNDS_PER_REMINDER == 0:
                    sent += await self._reminders.send_due()
                if sent:
                    self._outbox.set()
            except (SQLAlchemyError, OSError) as error:
                _log.warning("channel.database_away", cause=type(error).__name__)
            done += 1
            await asyncio.sleep(RELAY_SECONDS)

    async def _tidy(self) -> None:
        before = conversations.now() - REMEMBERED
        async with self._sessions() as session:
            await identities.forget_those_who_left(session)
            await inbox.purge(session, before)
            await outbox.purge(session, before)
            await session.commit()
