"""One conversation with each of the servers under measure, seen from its client."""

from __future__ import annotations

import random
import uuid
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import yaml

_SAID: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("messages.yml").read_text(encoding="utf-8")
)
QUESTIONS = _SAID["questions"]


def message_of(length: int) -> str:
    """A message of `length` characters, made of whole sentences and cut at the end."""
    sentences = " ".join(_SAID["long"])
    return (sentences * (length // len(sentences) + 1))[:length].rstrip().ljust(length, "?")


class Talk(Protocol):
    """A conversation: begun once, then messages; `say` tells whether a whole answer came."""

    async def begin(self, http: aiohttp.ClientSession) -> None:
        """Open the conversation."""

    async def say(self, http: aiohttp.ClientSession, text: str) -> bool:
        """Send one message and read its answer whole."""


class StockTalk:
    """Rasa's REST channel: its caller names the conversation."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        self._sender = uuid.uuid4().hex

    async def begin(self, http: aiohttp.ClientSession) -> None:
        """Nothing to open."""

    async def say(self, http: aiohttp.ClientSession, text: str) -> bool:
        """Rasa answers 200 and an empty list when it lost the message: that is no answer."""
        async with http.post(self._url, json={"sender": self._sender, "message": text}) as answer:
            return answer.status == 200 and bool(await answer.json())


class EngineTalk:
    """Our engine, as the gateway calls it."""

    def __init__(self, port: int, key: str) -> None:
        self._url = f"http://127.0.0.1:{port}/webhooks/orisoin/turn"
        self._headers = {"X-Orisoin-Key": key}
        self._sender = uuid.uuid4().hex
        self._metadata = {"site": None, "audience": None, "place": None, "channel": "web", "now": None}

    async def begin(self, http: aiohttp.ClientSession) -> None:
        """Nothing to open."""

    async def say(self, http: aiohttp.ClientSession, text: str) -> bool:
        """One turn."""
        body = {"sender": self._sender, "text": text, "payload": None, "metadata": self._metadata}
        async with http.post(self._url, json=body, headers=self._headers) as answer:
            return answer.status == 200 and bool((await answer.json())["replies"])


class GatewayTalk:
    """The public door, as the widget uses it; each conversation comes from another address."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/api/v1/conversations"
        draw = random.SystemRandom()
        self._headers = {
            "X-Forwarded-For": f"10.{draw.randrange(256)}.{draw.randrange(256)}.{draw.randrange(256)}"
        }

    async def begin(self, http: aiohttp.ClientSession) -> None:
        """Open the conversation."""
        async with http.post(self._url, json={}, headers=self._headers) as answer:
            opened: dict[str, Any] = await answer.json()
        self._url += f"/{opened['conversation']}/messages"
        self._headers["Authorization"] = f"Bearer {opened['token']}"

    async def say(self, http: aiohttp.ClientSession, text: str) -> bool:
        """One message, kept and answered."""
        body = {"id": str(uuid.uuid4()), "text": text}
        async with http.post(self._url, json=body, headers=self._headers) as answer:
            return answer.status == 200 and bool((await answer.json())["replies"])
