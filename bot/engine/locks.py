"""Rasa's lock of a conversation as a plain lock of the event loop: Rasa's own looks again only once a second.

It serialises within one process. Among several engines it is the gateway that lets one turn of a conversation run at a time,
and always sends it to the same engine; Rasa's Redis lock is not safe for that.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.lock_store import InMemoryLockStore


class LockStore(InMemoryLockStore):
    """Locks that the next in line gets at once."""

    def __init__(self, *_: Any, **__: Any) -> None:
        """No lock yet."""
        super().__init__()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncGenerator[asyncio.Lock, None]:
        """Hold the lock of `conversation_id`; those who wait have it in the order in which they came."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            yield lock
