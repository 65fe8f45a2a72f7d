"""Messages that go with a picture: drawn, given to the platform once, and sent; or sent in words when that fails."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import structlog

from bot.catalogue.models.messaging import OutboxMessage
from bot.channels.picture import PICTURE, Picture, draw
from bot.channels.platforms import Platform
from bot.channels.rendered import without_picture
from bot.channels.sending import Call, Outcome
from bot.gateway.traces import place_of

Answer = tuple[int, Any, dict[str, str]] | str
# With the call that sends the message, less than the lease of a message.
UPLOAD_SECONDS = 8.0
# WhatsApp forgets a picture after thirty days.
_KEPT_SECONDS = 20 * 86_400.0
_MOST_NAMES = 1000

_log = structlog.get_logger()


class Pictures:
    """Sends messages with their picture. A picture that a platform has is sent again by the name it gave."""

    def __init__(self, call: Callable[[Call, float | None], Awaitable[Answer]]) -> None:
        self._call = call
        self._names: OrderedDict[tuple[str, str], tuple[str, float]] = OrderedDict()

    async def send(self, platform: Platform, message: OutboxMessage) -> Outcome | None:
        """Send `message` with its picture; None when it is to be sent in words alone, now.

        A platform that may have taken it is not asked twice with the picture: the words are tried later.
        """
        body, address = message.message or {}, message.address or ""
        words = without_picture(body)
        picture = Picture.model_validate(body[PICTURE])
        key = (platform.channel, picture.model_dump_json())
        shown = await self._shown(platform, key, picture)
        if shown is None:
            return None if words else Outcome("skipped", reason="picture")
        call = platform.pictures.send(address, words, message.key, shown)
        answer = await self._call(call, UPLOAD_SECONDS if call.attached is not None else None)
        outcome = Outcome("later", reason=answer) if isinstance(answer, str) else platform.outcome(*answer)
        if outcome.kind == "sent" and isinstance(shown, bytes) and not isinstance(answer, str):
            self._remember(key, platform.pictures.name(answer[1]))
        if outcome.kind == "refused" and outcome.reason != "window":
            _log.warning("channel.picture_refused", channel=platform.channel, reason=outcome.reason)
            self._names.pop(key, None)
            return None if words else Outcome("skipped", reason="picture")
        if outcome.kind == "later" and not outcome.channel:
            return replace(outcome, plain=True) if words else Outcome("skipped", reason="picture")
        return outcome

    async def _shown(self, platform: Platform, key: tuple[str, str], picture: Picture) -> str | bytes | None:
        """What the platform calls the picture, or the picture where it takes it with the message; None without."""
        known = self._names.get(key)
        if known is not None and known[1] > time.monotonic():
            self._names.move_to_end(key)
            return known[0]
        try:
            png = await asyncio.to_thread(draw, picture)
        except Exception as error:  # whatever it is, the words are worth more
            _log.error("channel.not_drawn", cause=place_of(error))
            return None
        if platform.pictures.upload is None:
            return png
        answer = await self._call(platform.pictures.upload(png), UPLOAD_SECONDS)
        name = None if isinstance(answer, str) or answer[0] != 200 else platform.pictures.name(answer[1])
        if name is None:
            reason = answer if isinstance(answer, str) else str(answer[0])
            _log.warning("channel.picture_not_taken", channel=platform.channel, reason=reason)
        self._remember(key, name)
        return name

    def _remember(self, key: tuple[str, str], name: str | None) -> None:
        if name is not None:
            self._names[key] = (name, time.monotonic() + _KEPT_SECONDS)
            while len(self._names) > _MOST_NAMES:
                self._names.popitem(last=False)
