"""The client of the engine: one bounded call per turn; anything but a whole, true answer is a failure."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import aiohttp
from pydantic import BaseModel, Field, ValidationError

from bot.gateway.breaker import Breaker
from bot.replies import ReplyDraft

BUDGET_SECONDS = 5.0
MAXIMUM_BYTES = 1_000_000
_PREFIX = "/webhooks/orisoin"
# A little more than an action may take.
_CANARY_SECONDS = 4.5


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


class EngineClient:
    """Speaks to the engines; a conversation always goes to the same one."""

    def __init__(self, http: aiohttp.ClientSession, urls: tuple[str, ...], key: str) -> None:
        self._http = http
        self._urls = tuple(url.rstrip("/") for url in urls)
        self._headers = {"X-Orisoin-Key": key}
        self._breakers = {url: Breaker() for url in self._urls}

    def _url(self, sender: str) -> str:
        return self._urls[int(sender[:8], 16) % len(self._urls)]

    async def turn(self, sender: str, said: Said, seconds: float = BUDGET_SECONDS) -> Answer:
        """Give one turn to the engine. Raises EngineError within `seconds` when no whole answer came."""
        url = self._url(sender)
        breaker = self._breakers[url]
        if breaker.is_open:
            raise EngineError("open")
        body = {"sender": sender, "text": said.text, "payload": said.payload, "metadata": said.metadata}
        try:
            async with (
                asyncio.timeout(seconds),
                self._http.post(f"{url}{_PREFIX}/turn", json=body, headers=self._headers) as response,
            ):
                breaker.succeeded()
                if response.status != 200:
                    raise EngineError("status")
                received = await _bounded(response)
        except TimeoutError:
            raise EngineError("timeout") from None
        except aiohttp.ClientConnectorError:
            breaker.failed()
            raise EngineError("refused") from None
        except aiohttp.ClientError:
            raise EngineError("broken") from None
        try:
            answer = Answer.model_validate(json.loads(received))
        except (ValidationError, ValueError, RecursionError):
            raise EngineError("unreadable") from None
        if answer.sender != sender:
            raise EngineError("sender")
        return answer

    async def erase(self, sender: str) -> bool:
        """Erase the tracker of a conversation; False when the engine could not be told."""
        try:
            async with (
                asyncio.timeout(BUDGET_SECONDS),
                self._http.delete(
                    f"{self._url(sender)}{_PREFIX}/conversations/{sender}", headers=self._headers
                ) as response,
            ):
                return response.status in (200, 204, 404)
        except (aiohttp.ClientError, TimeoutError):
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
