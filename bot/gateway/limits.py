"""How often: rates per conversation and per address, counted in memory, or by all gateways together in Redis.

A Redis that is away or slow never costs a message: each gateway counts for itself until it is back.
"""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.storage.redis import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from bot.gateway.problems import too_many

MESSAGES = RateLimitItemPerMinute(15)
CONVERSATIONS = RateLimitItemPerMinute(200, 10)
WRONG_CODES = RateLimitItemPerMinute(5, 10)
PROPOSALS = RateLimitItemPerHour(10)
# Above its rate an address waits: schools and mobile operators put hundreds of people behind one.
SLOWDOWN_SECONDS = 1.0
# How long Redis may take to count, and how long it is left alone once it did not.
SHARED_SECONDS = 0.25
SHARED_PAUSE_SECONDS = 5.0
# How often what is too old is forgotten, and how long the longest rate looks back.
_SWEEP_SECONDS = 10.0
_LONGEST_SECONDS = max(rate.get_expiry() for rate in (MESSAGES, CONVERSATIONS, WRONG_CODES, PROPOSALS))

_log = structlog.get_logger()
_T = TypeVar("_T")


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


class OwnStorage(MemoryStorage):
    """Moments counted in this process, those too old forgotten now and then.

    The library's own looks through all that it holds at every count, in a thread for each: a rush would drown in it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._moments: dict[str, deque[float]] = {}
        self._swept = time.time()

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` more; False when that would make more than `limit` in `expiry` seconds."""
        moment = time.time()
        if moment - self._swept > _SWEEP_SECONDS:
            self._sweep(moment)
        counted = self._moments.setdefault(key, deque())
        while counted and counted[0] <= moment - expiry:
            counted.popleft()
        if len(counted) + amount > limit:
            return False
        counted.extend([moment] * amount)
        return True

    async def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest of what counts now was counted, and how much counts."""
        moment = time.time()
        counted = [at for at in self._moments.get(key, ()) if at > moment - expiry]
        return (counted[0], len(counted)) if counted else (moment, 0)

    async def clear(self, key: str) -> None:
        """Forget what was counted under `key`."""
        self._moments.pop(key, None)

    def _sweep(self, moment: float) -> None:
        self._swept = moment
        self._moments = {
            key: counted
            for key, counted in self._moments.items()
            if counted and counted[-1] > moment - _LONGEST_SECONDS
        }


class Limits:
    """The rates of the gateway."""

    def __init__(self, shared: Storage | None = None) -> None:
        self._own = MovingWindowRateLimiter(OwnStorage())
        self._shared = MovingWindowRateLimiter(shared) if shared is not None else None
        self._shared_again = float("-inf")

    @classmethod
    def at(cls, url: str) -> Limits:
        """The rates counted at `url` (Redis), or in this process when it is empty."""
        if not url:
            return cls()
        storage = RedisStorage(
            f"async+{url}",
            implementation="redispy",
            socket_timeout=SHARED_SECONDS,
            socket_connect_timeout=SHARED_SECONDS,
        )
        return cls(storage)

    async def _counted(self, count: Callable[[MovingWindowRateLimiter], Awaitable[_T]]) -> _T:
        """What `count` finds where all gateways count, or here while that place is away."""
        if self._shared is not None and time.monotonic() >= self._shared_again:
            try:
                async with asyncio.timeout(SHARED_SECONDS):
                    return await count(self._shared)
            except (RedisError, OSError) as error:  # TimeoutError is an OSError
                self._shared_again = time.monotonic() + SHARED_PAUSE_SECONDS
                _log.warning("limits.shared_away", cause=type(error).__name__)
        return await count(self._own)

    async def _hit(self, rate: RateLimitItem, key: str) -> bool:
        return await self._counted(lambda limiter: limiter.hit(rate, key))

    async def _wait(self, rate: RateLimitItem, key: str) -> int:
        window = await self._counted(lambda limiter: limiter.get_window_stats(rate, key))
        return max(1, math.ceil(window.reset_time - time.time()))

    async def message(self, conversation: str) -> None:
        """Count a new message. Raises the 429 Problem above 15 a minute."""
        if not await self._hit(MESSAGES, conversation):
            raise too_many(
                await self._wait(MESSAGES, conversation),
                "Vous envoyez beaucoup de messages. Attendez un instant, puis renvoyez le dernier.",
            )

    async def conversation(self, address: str | None) -> None:
        """Count a new conversation; above 200 in ten minutes from one address, wait a little."""
        if not await self._hit(CONVERSATIONS, address_group(address)):
            await asyncio.sleep(SLOWDOWN_SECONDS)

    async def code_allowed(self, address: str | None) -> None:
        """Raises the 429 Problem when this address gave too many wrong codes."""
        if not await self._counted(lambda limiter: limiter.test(WRONG_CODES, address_group(address))):
            raise too_many(
                await self._wait(WRONG_CODES, address_group(address)),
                "Trop de codes faux ont été essayés. Attendez quelques minutes.",
            )

    async def wrong_code(self, address: str | None) -> None:
        """Count a wrong code."""
        await self._hit(WRONG_CODES, address_group(address))

    async def proposal(self, address: str | None) -> bool:
        """Count an event that a partner proposes; False above 10 an hour from one address."""
        return await self._hit(PROPOSALS, f"proposal:{address_group(address)}")
