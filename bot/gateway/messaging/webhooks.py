"""`/webhooks/…`: who calls is proven on the raw body, what they tell is kept, and only then are they told so."""

from __future__ import annotations

import asyncio
import json

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.incoming import Incoming
from bot.channels.platforms import Platform
from bot.gateway.bodies import READ_SECONDS, WEBHOOK_BYTES
from bot.gateway.keys import MESSAGING
from bot.gateway.problems import Problem, invalid_json, slow_body, too_large, unavailable, unknown

KEEP_SECONDS = 8.0

routes = web.RouteTableDef()
_PATH = "/webhooks/{channel:telegram|whatsapp|messenger}"

_log = structlog.get_logger()


def _platform(request: web.Request) -> Platform:
    """The platform called. Raises the 404 Problem when it is not set up."""
    platform = request.app[MESSAGING].platforms.get(request.match_info["channel"])
    if platform is None:
        raise unknown("Ce canal")
    return platform


def _refused() -> Problem:
    return Problem(403, "signature", "Accès refusé", "Cet appel ne vient pas de la messagerie.")


async def _body(request: web.Request) -> bytes:
    """The whole body, up to what a platform may send. Raises the 408 or the 413 Problem."""
    received = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for chunk in request.content.iter_any():
                received += chunk
                if len(received) > WEBHOOK_BYTES:
                    raise too_large()
    except TimeoutError:
        raise slow_body() from None
    return bytes(received)


@routes.get(_PATH)
async def greet(request: web.Request) -> web.Response:
    """Prove to Meta that this address is ours."""
    platform = _platform(request)
    challenge = platform.greets(dict(request.query)) if platform.greets is not None else None
    if challenge is None:
        raise _refused()
    return web.Response(text=challenge, content_type="text/plain")


@routes.post(_PATH)
async def receive(request: web.Request) -> web.Response:
    """Keep what a platform tells."""
    platform = _platform(request)
    body = await _body(request)
    if not platform.allows({name.lower(): value for name, value in request.headers.items()}, body):
        _log.warning("channel.refused_call", channel=platform.channel)
        raise _refused()
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        raise invalid_json() from None
    found = platform.parse(payload)
    messaging = request.app[MESSAGING]
    if found:
        try:
            async with asyncio.timeout(KEEP_SECONDS):
                await messaging.intake.keep(platform, found)
        except (SQLAlchemyError, OSError) as error:  # TimeoutError is an OSError
            _log.error("channel.not_kept", channel=platform.channel, cause=type(error).__name__)
            raise unavailable("Le service ne répond pas pour l'instant.", []) from None
        messaging.worker.wake()
        _acknowledge(request.app, platform, found)
    return web.json_response({"ok": True})


def _acknowledge(app: web.Application, platform: Platform, found: list[Incoming]) -> None:
    """End the wait shown on a pressed button: a courtesy, which nobody waits for."""
    if platform.acknowledge is None:
        return
    messaging = app[MESSAGING]
    for one in found:
        if one.callback is not None:
            call = platform.acknowledge(one.callback)
            messaging.background(messaging.sender.call(call))
