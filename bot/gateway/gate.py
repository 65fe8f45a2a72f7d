"""One turn in flight per conversation, in this process and among several."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.queries import conversations, turns
from bot.gateway.tokens import new_identifier

# Longer than a turn may last, so that a lease ends by itself only when its process died.
LEASE_SECONDS = 7.0
_POLL_SECONDS = 0.05


class Gate:
    """Serialises the turns of each conversation: a lock here, and a lease in the database for the others."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, identifier: str, until: float) -> AsyncIterator[None]:
        """Have the conversation's turn. Raises TimeoutError when it is not free by `until` (monotonic)."""
        async with self.here(identifier, until):
            who = new_identifier()
            await self.claim(identifier, who, until)
            try:
                yield
            finally:
                await asyncio.shield(self.release(identifier, who))

    @asynccontextmanager
    async def here(self, identifier: str, until: float) -> AsyncIterator[None]:
        """Have the conversation's turn in this process. Raises TimeoutError when it is not free by `until`."""
        lock = self._locks.setdefault(identifier, asyncio.Lock())
        async with asyncio.timeout(max(0.0, until - time.monotonic())):
            await lock.acquire()
        try:
            yield
        finally:
            lock.release()

    async def claim(self, identifier: str, who: str, until: float) -> None:
        """Have it among all processes. Raises TimeoutError when it is not free by `until`."""
        while True:
            async with self._sessions() as session:
                claimed = await turns.claim(session, identifier, who, LEASE_SECONDS)
                await session.commit()
                # Nothing to serialise in a conversation that is not there: the caller finds that out.
                claimed = claimed or await conversations.find(session, identifier) is None
            if claimed:
                return
            if time.monotonic() >= until:
                raise TimeoutError
            await asyncio.sleep(_POLL_SECONDS)

    async def release(self, identifier: str, who: str) -> None:
        """Give it back to all processes."""
        async with self._sessions() as session:
            await turns.release(session, identifier, who)
            await session.commit()
