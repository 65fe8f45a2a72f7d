"""A gateway with its three channels set up, over stand-in platforms on loopback."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse
from sqlalchemy import select

from bot.catalogue.database import Base
from bot.gateway.keys import SESSIONS
from bot.gateway.messaging import intake, sender, worker
from bot.settings import Settings
from tests.channels.samples import (
    messenger,
    messenger_event,
    messenger_text,
    telegram_message,
    telegram_press,
    whatsapp,
    whatsapp_press,
    whatsapp_text,
)
from tests.gateway.conftest import Client
from tests.gateway.fakes import free_port
from tests.gateway.messaging.platforms import ADDRESSES, FakePlatforms, Sent, signed, with_channels

CHANNELS = ("telegram", "whatsapp", "messenger")


@pytest.fixture
async def platforms() -> AsyncIterator[FakePlatforms]:
    """The platforms, listening."""
    fake = FakePlatforms()
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
def settings(tmp_path: Path, platforms: FakePlatforms) -> Settings:
    """Settings of a gateway with all its channels."""
    return with_channels(
        {
            "ORISOIN_VAR": str(tmp_path),
            "ORISOIN_SECRET": "un-secret-pour-les-essais",
            "ORISOIN_ENGINE_PORT": str(free_port()),
            "ORISOIN_ACTIONS_PORT": str(free_port()),
            "ORISOIN_PUBLIC_URL": "https://orisoin.exemple.fr",
            "ORISOIN_DEMONSTRATION": "non",
        },
        platforms.url,
    )


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short waits, so that tests are short: the same code, other constants."""
    monkeypatch.setattr(intake, "WINDOW_SECONDS", 0.15)
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(sender, "_FIRST_WAIT_SECONDS", 0.1)
    monkeypatch.setattr(sender, "CALL_SECONDS", 1.0)


@dataclass
class Person:
    """One person on one channel, from the platform's side."""

    channel: str
    client: Client
    platforms: FakePlatforms
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1000))

    def text_payload(self, text: str, number: int | None = None) -> dict[str, Any]:
        """A call with one text message."""
        number = next(self.numbers) if number is None else number
        if self.channel == "telegram":
            return telegram_message(number, 1_790_000_000 + number, text=text)
        if self.channel == "whatsapp":
            return whatsapp(whatsapp_text(text, f"wamid.{number}", 1_790_000_000 + number))
        return messenger(messenger_text(text, f"m{number}", 1_790_000_000_000 + number))

    def press_payload(self, option: str, title: str) -> dict[str, Any]:
        """A call with one pressed option."""
        number = next(self.numbers)
        if self.channel == "telegram":
            return telegram_press(number, option, title)
        if self.channel == "whatsapp":
            return whatsapp(whatsapp_press(option, title, f"wamid.{number}"))
        message = {"mid": f"m{number}", "text": title, "quick_reply": {"payload": option}}
        return messenger(messenger_event(at=1_790_000_000_000 + number, message=message))

    async def post(self, payload: Any, headers: dict[str, str] | None = None) -> ClientResponse:
        """One signed call."""
        body, proof = signed(self.channel, payload)
        return await self.client.post(
            f"/webhooks/{self.channel}", data=body, headers={**proof, **(headers or {})}
        )

    async def quiet(self, seconds: float = 0.6) -> int:
        """How many messages have left, once nothing more moves."""
        await asyncio.sleep(seconds)
        return len(self.platforms.sent)

    async def say(self, text: str, answers: int = 1) -> list[Sent]:
        """Write, and read what comes back: `answers` messages, and not one more for a moment."""
        return await self._exchange(self.text_payload(text), answers)

    async def begin(self) -> list[Sent]:
        """Say hello: the first answer comes with the welcome, in the same message where messages are counted."""
        return await self.say("bonjour", 1 if self.channel == "whatsapp" else 2)

    async def press(self, title: str, answers: int = 1) -> list[Sent]:
        """Press the option of this title under the last message that has some."""
        shown = next(one.options for one in reversed(self.platforms.sent) if one.options)
        option = next(key for key, label in shown.items() if label == title)
        return await self._exchange(self.press_payload(option, title), answers)

    async def _exchange(self, payload: Any, answers: int) -> list[Sent]:
        before = len(self.platforms.sent)
        response = await self.post(payload)
        assert response.status == 200, await response.text()
        await self.platforms.wait(before + answers)
        return self.platforms.sent[before:]

    @property
    def address(self) -> str:
        """Where the platform sends what is for them."""
        return ADDRESSES[self.channel]


@pytest.fixture(params=CHANNELS)
def person(request: pytest.FixtureRequest, client: Client, platforms: FakePlatforms) -> Person:
    """Someone on each channel in turn."""
    return Person(request.param, client, platforms)


@pytest.fixture
def on_telegram(client: Client, platforms: FakePlatforms) -> Person:
    """Someone on Telegram."""
    return Person("telegram", client, platforms)


@pytest.fixture
def on_whatsapp(client: Client, platforms: FakePlatforms) -> Person:
    """Someone on WhatsApp."""
    return Person("whatsapp", client, platforms)


async def rows(client: Client, table: str) -> list[dict[str, Any]]:
    """Every row of a table."""
    assert client.app is not None
    async with client.app[SESSIONS]() as session:
        found = await session.execute(select(Base.metadata.tables[table]))
        return [dict(row) for row in found.mappings()]
