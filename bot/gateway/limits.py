"""How often: rates per conversation and per address, kept in memory (or where `storage` says)."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.gateway.problems import too_many

MESSAGES = RateLimitItemPerMinute(15)
CONVERSATIONS = RateLimitItemPerMinute(200, 10)
WRONG_CODES = RateLimitItemPerMinute(5, 10)
# Above its rate an address waits: schools and mobile operators put hundreds of people behind one.
SLOWDOWN_SECONDS = 1.0


def address_group(address: str | None) -> str:
    """What counts as one address: an IPv4 address, or an IPv6 /64."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


class Limits:
    """The rates of the gateway."""

    def __init__(self, storage: Storage | None = None) -> None:
        self._limiter = MovingWindowRateLimiter(storage or MemoryStorage())

    async def _wait(self, rate: RateLimitItem, key: str) -> int:
        window = await self._limiter.get_window_stats(rate, key)
        return max(1, math.ceil(window.reset_time - time.time()))

    async def message(self, conversation: str) -> None:
        """Count a new message. Raises the 429 Problem above 15 a minute."""
        if not await self._limiter.hit(MESSAGES, conversation):
            raise too_many(
                await self._wait(MESSAGES, conversation),
                "Vous envoyez beaucoup de messages. Attendez un instant, puis renvoyez le dernier.",
            )

    async def conversation(self, address: str | None) -> None:
        """Count a new conversation; above 200 in ten minutes from one address, wait a little."""
        if not await self._limiter.hit(CONVERSATIONS, address_group(address)):
            await asyncio.sleep(SLOWDOWN_SECONDS)

    async def code_allowed(self, address: str | None) -> None:
        """Raises the 429 Problem when this address gave too many wrong codes."""
        if not await self._limiter.test(WRONG_CODES, address_group(address)):
            raise too_many(
                await self._wait(WRONG_CODES, address_group(address)),
                "Trop de codes faux ont été essayés. Attendez quelques minutes.",
            )

    async def wrong_code(self, address: str | None) -> None:
        """Count a wrong code."""
        await self._limiter.hit(WRONG_CODES, address_group(address))
