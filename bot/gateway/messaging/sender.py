"""What waits in the outbox sent to the platforms: in order, at their pace, tried again as they ask, then given up."""

from __future__ import annotations

import asyncio
import json
import random
import time
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models.messaging import OutboxMessage
from bot.catalogue.queries import conversations, identities, outbox
from bot.channels.picture import PICTURE
from bot.channels.platforms import Platform
from bot.channels.rendered import without_picture
from bot.channels.sending import Call, Outcome
from bot.gateway.messaging.pictures import Answer, Pictures
from bot.gateway.metrics import Metrics

CALL_SECONDS = 10.0
# Longer than a call may last, so that a lease ends by itself only when its process died.
LEASE_SECONDS = 20.0
RECOVER_SECONDS = 1.0
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 1.0, 300.0
# An answer that comes later than this is of no use.
USEFUL = timedelta(hours=6)
_PAUSE_SECONDS = 5.0
_ANSWER_BYTES = 100_000

_log = structlog.get_logger()


class Pacer:
    """Spreads the messages of each channel over the second."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}

    async def wait(self, channel: str, rate: float) -> None:
        """Wait for this channel's turn."""
        now = time.monotonic()
        turn = max(now, self._next.get(channel, now))
        self._next[channel] = turn + 1 / rate
        if turn > now:
            await asyncio.sleep(turn - now)


def backoff(attempts: int) -> float:
    """How long to wait after so many attempts, in seconds: doubled each time, never the same for two messages."""
    longest = min(_FIRST_WAIT_SECONDS * 2.0 ** max(0, attempts - 1), _LONGEST_WAIT_SECONDS)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads the attempts, hides nothing


class Sender:
    """Sends messages that were claimed."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        http: aiohttp.ClientSession,
        platforms: dict[str, Platform],
        metrics: Metrics,
    ) -> None:
        self._sessions = sessions
        self._http = http
        self._platforms = platforms
        self._metrics = metrics
        self._pacer = Pacer()
        self._pictures = Pictures(lambda call, seconds: self.call(call, seconds))
        self._recovered_at = float("-inf")

    async def claim(self, who: str) -> OutboxMessage | None:
        """The next message to send, ours until it is settled; None when nothing can be sent now."""
        now = conversations.now()
        async with self._sessions() as session:
            if time.monotonic() - self._recovered_at > RECOVER_SECONDS:
                self._recovered_at = time.monotonic()
                for platform in self._platforms.values():
                    await outbox.recover(session, platform.channel, now, platform.doubt)
            message = await outbox.claim(session, who, LEASE_SECONDS, now)
            await session.commit()
            return message

    async def send(self, message: OutboxMessage) -> None:
        """Send a claimed message and note what became of it."""
        platform = self._platforms.get(message.channel)
        outcome = await self._outcome(platform, message)
        self._metrics.channel_sent.labels(channel=message.channel, outcome=outcome.kind).inc()
        if outcome.kind != "sent":
            _log.warning(
                "channel.not_sent", channel=message.channel, outcome=outcome.kind, reason=outcome.reason
            )
        now = conversations.now()
        async with self._sessions() as session:
            match outcome.kind:
                case "sent":
                    await outbox.sent(session, message, now, platform.pace if platform else 0.0)
                case "later":
                    await self._later(session, message, outcome, now)
                case "skipped":
                    await outbox.drop(session, message.id, now, outcome.reason or "skipped")
                case "blocked":
                    await outbox.drop(session, message.id, now, outcome.reason or "blocked")
                    await identities.stop(session, message.identity_id, now)
                case _:
                    await outbox.bury(session, message.id, now, outcome.reason or "refused")
            await session.commit()

    async def _outcome(self, platform: Platform | None, message: OutboxMessage) -> Outcome:
        if platform is None:
            return Outcome("refused", reason="channel")
        if message.message is None or not message.address:
            return Outcome("refused", reason="empty")
        async with self._sessions() as session:
            identity = await identities.get(session, message.identity_id)
        if identity is None:
            return Outcome("blocked", reason="erased")
        if platform.window is not None and identity.last_in_at + platform.window <= conversations.now():
            return Outcome("refused", reason="window")
        await self._pacer.wait(platform.channel, platform.rate)
        if PICTURE in message.message:
            outcome = await self._pictures.send(platform, message)
            if outcome is not None:
                return outcome
        words = without_picture(message.message)
        answer = await self.call(platform.send(message.address, words, message.key))
        if isinstance(answer, str):
            return Outcome("later", reason=answer)
        return platform.outcome(*answer)

    async def call(self, call: Call, seconds: float | None = None) -> Answer:
        """A platform's answer: status, JSON, headers; or one word that says why there is none in time."""
        sent: dict[str, Any] = {"json": call.body} if call.attached is None else {"data": _form(call)}
        try:
            async with (
                asyncio.timeout(CALL_SECONDS if seconds is None else seconds),
                self._http.post(call.url, headers=call.headers, **sent) as response,
            ):
                received = await response.content.read(_ANSWER_BYTES)
                headers = {name.lower(): value for name, value in response.headers.items()}
        except TimeoutError:
            return "timeout"
        except aiohttp.ClientError:
            return "network"
        try:
            return response.status, json.loads(received), headers
        except (ValueError, RecursionError):
            return response.status, None, headers

    async def _later(
        self, session: AsyncSession, message: OutboxMessage, outcome: Outcome, now: datetime
    ) -> None:
        if now - message.created_at > USEFUL:
            await outbox.bury(session, message.id, now, f"expired {outcome.reason}"[:40])
            return
        seconds = outcome.seconds
        if outcome.channel:
            pause = seconds if seconds is not None else _PAUSE_SECONDS
            await outbox.pause(session, message.channel, now + timedelta(seconds=pause), outcome.reason)
        if seconds is None or not outcome.channel:
            seconds = max(seconds or 0.0, backoff(message.attempts))
        words = without_picture(message.message) if outcome.plain and message.message else None
        until = now + timedelta(seconds=seconds)
        await outbox.later(session, message.id, until, outcome.reason or "later", words)


def _form(call: Call) -> aiohttp.FormData:
    """The call as a form, with what is attached."""
    form = aiohttp.FormData()
    for name, value in call.body.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    if call.attached is not None:
        form.add_field(
            call.attached.name, call.attached.png, filename="graphique.png", content_type="image/png"
        )
    return form
