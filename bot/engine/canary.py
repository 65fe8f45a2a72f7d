"""A real turn from end to end, kept and erased again: whether a person would be answered now."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

logger = logging.getLogger(__name__)

# A turn that succeeded speaks for this long; one that failed is tried again at each question.
GOOD_SECONDS = 10.0


class Canary:
    """Says « bonjour » once in a while."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing is known yet."""
        self._clock = clock
        self._good_until = float("-inf")
        self._lock = asyncio.Lock()
        # Engines that share a database must not have the same conversation with themselves.
        self._sender = f"canary-{uuid.uuid4().hex}"

    async def answers(self, say: Callable[[UserMessage], Awaitable[Any]], store: Any) -> bool:
        """Whether a message is understood, answered by an action, kept in `store` and erased."""
        async with self._lock:
            if self._clock() >= self._good_until and await self._turn(say, store):
                self._good_until = self._clock() + GOOD_SECONDS
            return self._clock() < self._good_until

    async def _turn(self, say: Callable[[UserMessage], Awaitable[Any]], store: Any) -> bool:
        collector = CollectingOutputChannel()
        try:
            await say(UserMessage("bonjour", collector, self._sender, input_channel="canary", metadata={}))
            return bool(collector.messages) and store.erase(self._sender) > 0
        except Exception as error:
            logger.error("orisoin.canary.failed %s", type(error).__name__)
            return False
