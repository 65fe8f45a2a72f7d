"""A real turn from end to end, kept and erased again: whether a person would be answered now."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

logger = logging.getLogger(__name__)

# A turn that succeeded speaks for this long; one that failed is tried again at each question.
GOOD_SECONDS = 10.0
_SENDER = "canary"


class Canary:
    """Says « bonjour » once in a while."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing is known yet."""
        self._clock = clock
        self._good_until = float("-inf")
        self._lock = asyncio.Lock()

    async def answers(self, say: Callable[[UserMessage], Awaitable[Any]], store: Any) -> bool:
        """Whether a message is understood, answered by an action, kept in `store` and erased."""
        async with self._lock:
            if self._clock() >= self._good_until and await self._turn(say, store):
                self._good_until = self._clock() + GOOD_SECONDS
            return self._clock() < self._good_until

    async def _turn(self, say: Callable[[UserMessage], Awaitable[Any]], store: Any) -> bool:
        collector = CollectingOutputChannel()
        try:
            await say(UserMessage("bonjour", collector, _SENDER, input_channel="canary", metadata={}))
            return bool(collector.messages) and store.erase(_SENDER) > 0
        except Exception as error:
            logger.error("orisoin.canary.failed %s", type(error).__name__)
            return False
