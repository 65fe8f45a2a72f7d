"""kill -9 of the gateway at each step between receipt and sending: after a restart, every message is answered once."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from bot.settings import ROOT, Settings
from tests.channels.samples import (
    AT,
    PAGE,
    messenger,
    messenger_text,
    telegram_message,
    whatsapp,
    whatsapp_status,
    whatsapp_text,
)
from tests.gateway.fakes import FakeEngine, free_port
from tests.gateway.messaging.crashing import POINTS, UPLOADED
from tests.gateway.messaging.platforms import FakePlatforms, Sent, deliver, with_channels
from tests.widget.engine import PAY

QUESTION = "combien gagne une aide-soignante ?"
AMBIGUOUS = "after the platform has accepted"
_START_SECONDS = 60


class Gateway:
    """A gateway process of its own."""

    def __init__(self, var: Path, engine_port: int, url: str) -> None:
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.variables = {
            "ORISOIN_VAR": str(var),
            "ORISOIN_SECRET": "un-secret-pour-les-essais",
            "ORISOIN_HOST": "127.0.0.1",
            "ORISOIN_PORT": str(self.port),
            "ORISOIN_ENGINE_PORT": str(engine_port),
            "ORISOIN_PUBLIC_URL": "https://orisoin.exemple.fr",
            "ORISOIN_DEMONSTRATION": "non",
            "ORISOIN_LOG_LEVEL": "WARNING",
        }
        self.settings = with_channels(self.variables, url)
        self.process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start it."""
        telegram, whatsapp_, page = self.settings.telegram, self.settings.whatsapp, self.settings.messenger
        assert telegram and whatsapp_ and page
        variables = {
            **os.environ,
            **self.variables,
            "ORISOIN_TELEGRAM_TOKEN": telegram.token,
            "ORISOIN_TELEGRAM_SECRET": telegram.secrets[0],
            "ORISOIN_TELEGRAM_API": telegram.api,
            "ORISOIN_META_API": whatsapp_.api,
        }
        for name, one in (("WHATSAPP_NUMBER", whatsapp_), ("MESSENGER_PAGE", page)):
            channel = name.split("_")[0]
            variables |= {
                f"ORISOIN_{name}": one.account,
                f"ORISOIN_{channel}_TOKEN": one.token,
                f"ORISOIN_{channel}_SECRET": one.secrets[0],
                f"ORISOIN_{channel}_VERIFY": one.verify_token,
            }
        command = [sys.executable, "-m", "tests.gateway.messaging.crashing"]
        self.process = subprocess.Popen(  # noqa: ASYNC220 - it comes back at once
            command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL
        )
        async with aiohttp.ClientSession() as http, asyncio.timeout(_START_SECONDS):
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with http.get(f"{self.base}/healthz") as answer:
                        if answer.status == 200:
                            return
                assert self.process.poll() is None, "it died before anything came in"
                await asyncio.sleep(0.1)

    async def arm(self, point: str) -> None:
        """Have it die at `point`."""
        assert self.process is not None
        (Path(self.variables["ORISOIN_VAR"]) / "point").write_text(point, encoding="utf-8")
        self.process.send_signal(signal.SIGUSR1)
        await asyncio.sleep(0.3)

    async def died(self) -> None:
        """Wait until it has killed itself."""
        assert self.process is not None
        async with asyncio.timeout(20):
            while self.process.poll() is None:  # noqa: ASYNC110 - a process has no event
                await asyncio.sleep(0.05)
        assert self.process.returncode == -signal.SIGKILL

    def stop(self) -> None:
        """Stop it for good."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
        if self.process is not None:
            self.process.wait()


@pytest.fixture
def gateway(settings: Settings, tmp_path: Path, platforms: FakePlatforms) -> Iterator[Gateway]:
    """A gateway over the test's database and engine, not started."""
    made = Gateway(tmp_path, settings.engine_port, platforms.url)
    yield made
    made.stop()


async def _live_through(gateway: Gateway, point: str, channel: str, payload: object) -> None:
    """Deliver a message to a gateway that dies of it, start another, and deliver it again as platforms do."""
    await gateway.arm(point)
    delivery = asyncio.create_task(deliver(gateway.base, channel, payload, tries=400))
    await gateway.died()
    await gateway.start()
    await delivery


@pytest.mark.fault("X7")
async def test_a_message_survives_any_crash_and_is_answered_once(
    gateway: Gateway, database: None, engine: FakeEngine, platforms: FakePlatforms
) -> None:
    """One message after the other, the gateway dying of each at another point; then nothing more is sent."""
    await gateway.start()
    for number, point in enumerate(point for point in POINTS if point != AMBIGUOUS):
        question = f"{number} : {QUESTION}"
        await _live_through(gateway, point, "telegram", telegram_message(number, AT + number, text=question))
        await platforms.wait(number + 2, 25)
        await asyncio.sleep(1)
        assert len(platforms.sent) == number + 2, point
        assert "1 900 €" in platforms.texts()[-1], point
        assert engine.turns[-1]["text"] == question, point
    await asyncio.sleep(3)
    assert len(platforms.sent) == len(POINTS)
    assert "programme automatique" in platforms.texts()[0]


@pytest.mark.parametrize("channel", ["whatsapp", "messenger"])
async def test_what_meta_accepted_is_not_sent_again_since_meta_says_so(
    gateway: Gateway, database: None, engine: FakeEngine, platforms: FakePlatforms, channel: str
) -> None:
    async def tell(sent: Sent) -> None:
        """The status or the echo that follows each message, sent until it is heard."""
        parties = {"sender": {"id": PAGE}, "recipient": {"id": "psid1"}, "timestamp": AT * 1000}
        echo = {"mid": f"out{len(platforms.sent)}", "is_echo": True, "metadata": sent.key, "text": "…"}
        status = whatsapp_status("sent", sent.key)
        news = status if channel == "whatsapp" else messenger({**parties, "message": echo})
        told.append(asyncio.create_task(deliver(gateway.base, channel, news, tries=400)))

    told: list[asyncio.Task[int]] = []
    platforms.accepted = tell
    text = whatsapp(whatsapp_text(QUESTION)) if channel == "whatsapp" else messenger(messenger_text(QUESTION))
    await gateway.start()
    await _live_through(gateway, AMBIGUOUS, channel, text)
    count = 1 if channel == "whatsapp" else 2
    await platforms.wait(count, 25)
    await asyncio.gather(*told)
    await asyncio.sleep(6)
    assert len(platforms.sent) == count


async def test_what_telegram_may_have_accepted_is_sent_again_rather_than_lost(
    gateway: Gateway, database: None, engine: FakeEngine, platforms: FakePlatforms
) -> None:
    """Telegram tells nothing of a message whose acceptance was not heard: twice is better than never."""
    await gateway.start()
    await _live_through(gateway, AMBIGUOUS, "telegram", telegram_message(1, text=QUESTION))
    await platforms.wait(3, 25)
    await asyncio.sleep(3)
    first, again, answer = platforms.texts()
    assert first == again and "1 900 €" in answer


async def test_a_picture_given_to_the_platform_before_a_crash_is_shown_once(
    gateway: Gateway, database: None, engine: FakeEngine, platforms: FakePlatforms
) -> None:
    engine.reply = PAY
    await gateway.start()
    await _live_through(gateway, UPLOADED, "whatsapp", whatsapp(whatsapp_text(QUESTION)))
    await platforms.wait(2, 25)
    await asyncio.sleep(3)
    words, shown = platforms.sent
    assert words.picture is None and "programme automatique" in words.text
    assert shown.picture is not None and list(shown.options.values()) == ["Comment le devenir"]
    assert "1 000 € brut par mois" in words.text + shown.text
