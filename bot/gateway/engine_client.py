"""The client of the engine: one bounded call per turn; anything but a whole, true answer is a failure."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Any

import aiohttp
from pydantic import BaseModel, Field, ValidationError

from bot.gateway.breaker import Breaker
from bot.replies import ReplyDraft

BUDGET_SECONDS = 5.0
MAXIMUM_BYTES = 1_000_000
_PREFIX = "/webhooks/orisoin"
# An engine whose machine is gone does not even refuse: it is taken as refusing after this.
_CONNECTING = aiohttp.ClientTimeout(total=None, sock_connect=1.0)
# A little more than an action may take.
_CANARY_SECONDS = 4.5
# How long a connection is kept between two calls: less than an engine that stops goes on serving.
KEPT_SECONDS = 1.0


class EngineError(Exception):
    """The engine gave no usable answer; `cause` is one word for metrics and logs, nothing a person said."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Answer(BaseModel):
    """What the engine answers to one turn: at least one reply, and what it understood."""

    sender: str
    replies: list[ReplyDraft] = Field(min_length=1)
    understood: dict[str, Any] = {}


@dataclass(frozen=True)
class Said:
    """One turn to give the engine: words, or the payload of a picked choice."""

    text: str | None
    payload: str | None
    metadata: dict[str, Any]

    @classmethod
    def of(cls, text: str, choice_payload: str | None, metadata: dict[str, Any]) -> Said:
        """A typed text, or a picked choice: its payload when it begins with `/`, else words."""
        if choice_payload is None:
            return cls(text, None, metadata)
        if choice_payload.startswith("/"):
            return cls(None, choice_payload, metadata)
        return cls(choice_payload, None, metadata)


def open_connections() -> aiohttp.ClientSession:
    """The connections to the engines, kept from one turn to the next."""
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_SECONDS)
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())


class EngineClient:
    """Speaks to the engines; a conversation goes to the same one as long as that one is there."""

    def __init__(self, http: aiohttp.ClientSession, urls: tuple[str, ...], key: str) -> None:
        self._http = http
        self._urls = tuple(url.rstrip("/") for url in urls)
        self._headers = {"X-Orisoin-Key": key}
        self._breakers = {url: Breaker() for url in self._urls}

    def _ring(self, sender: str) -> list[str]:
        """The engines of a conversation: its own, then those that take over while it is away."""
        first = int(sender[:8], 16) % len(self._urls)
        return [*self._urls[first:], *self._urls[:first]]

    async def turn(self, sender: str, said: Said, seconds: float = BUDGET_SECONDS) -> Answer:
        """Give one turn to the engine. Raises EngineError within `seconds` when no whole answer came.

        Another engine is asked only when the conversation's own surely did not begin: they share the tracker's database.
        """
        until = asyncio.get_running_loop().time() + seconds
        failure = EngineError("open")
        for url in self._ring(sender):
            if self._breakers[url].is_open:
                continue
            try:
                return await self._turn_at(url, sender, said, until - asyncio.get_running_loop().time())
            except EngineError as error:
                failure = error
                if error.cause != "refused":
                    break
        raise failure

    async def _turn_at(self, url: str, sender: str, said: Said, seconds: float) -> Answer:
        breaker = self._breakers[url]
        body = {"sender": sender, "text": said.text, "payload": said.payload, "metadata": said.metadata}
        try:
            async with (
                asyncio.timeout(seconds),
                self._http.post(
                    f"{url}{_PREFIX}/turn", json=body, headers=self._headers, timeout=_CONNECTING
                ) as response,
            ):
                breaker.succeeded()
                if response.status != 200:
                    raise EngineError("status")
                received = await _bounded(response)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            breaker.failed()
            raise EngineError("refused") from None
        except TimeoutError:
            raise EngineError("timeout") from None
        except aiohttp.ClientError:
            raise EngineError("broken") from None
        try:
            answer = Answer.model_validate_json(received)
        except (ValidationError, ValueError, RecursionError):
            raise EngineError("unreadable") from None
        if answer.sender != sender:
            raise EngineError("sender")
        return answer

    async def erase(self, sender: str) -> bool:
        """Erase the tracker of a conversation; False when no engine could be told."""
        for url in self._ring(sender):
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with (
                    asyncio.timeout(BUDGET_SECONDS),
                    self._http.delete(
                        f"{url}{_PREFIX}/conversations/{sender}", headers=self._headers, timeout=_CONNECTING
                    ) as response,
                ):
                    return response.status in (200, 204, 404)
        return False

    async def healthy(self) -> bool:
        """Whether every engine answers a turn that it has with itself."""
        asked = (
            answers_ok(self._http, f"{url}{_PREFIX}/health?turn=1", _CANARY_SECONDS) for url in self._urls
        )
        return all(await asyncio.gather(*asked))


async def answers_ok(http: aiohttp.ClientSession, url: str, seconds: float = 2.0) -> bool:
    """Whether `url` answers 200 in time."""
    try:
        async with asyncio.timeout(seconds), http.get(url) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    received = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        received += chunk
        if len(received) > MAXIMUM_BYTES:
            response.close()
            raise EngineError("large")
    return bytes(received)
