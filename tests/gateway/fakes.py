"""The engine and the action server as the gateway sees them: loopback servers that answer, fail or hang."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web
from aiohttp.test_utils import unused_port

from bot.secret import internal_key
from bot.settings import Settings

ANSWER = {
    "text": "Un aide-soignant gagne environ **1 900 €**.",
    "choices": [
        {"title": "Comment le devenir ?", "payload": '/training_path{"profession": "aide-soignant"}'},
        {"title": "Autre métier", "payload": "un autre métier"},
    ],
    "cards": [
        {
            "kind": "event",
            "title": "Portes ouvertes",
            "example": True,
            "when": {"start": "2026-11-28T09:00:00+01:00", "end": "2026-11-28T12:30:00+01:00"},
            "place": {"name": "Gap", "insee": "05061", "distance_km": 3.2},
            "links": [{"rel": "more", "title": "En savoir plus", "href": "https://exemple.test/jpo"}],
        }
    ],
    "sources": [{"title": "Une source", "url": "https://source.test/", "as_of": "2024"}],
}


class FakeEngine:
    """An engine whose behaviour a test picks: `normal`, or one of the ways to fail."""

    def __init__(self, settings: Settings) -> None:
        self.port = settings.engine_port
        self.key = internal_key(settings)
        self.behaviour = "normal"
        self.reply: dict[str, Any] = ANSWER
        self.delay = 0.0
        self.turns: list[dict[str, Any]] = []
        self.erased: list[str] = []
        self.in_flight = 0
        self.most_in_flight = 0
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen."""
        app = web.Application(client_max_size=10_000_000)
        app.router.add_post("/webhooks/orisoin/turn", self._turn)
        app.router.add_delete("/webhooks/orisoin/conversations/{sender}", self._erase)
        app.router.add_get("/webhooks/orisoin/health", self._health)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        """Refuse connections."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _erase(self, request: web.Request) -> web.Response:
        assert request.headers["X-Orisoin-Key"] == self.key
        self.erased.append(request.match_info["sender"])
        return web.json_response({"erased": True})

    async def _turn(self, request: web.Request) -> web.StreamResponse:
        assert request.headers["X-Orisoin-Key"] == self.key
        turn = await request.json()
        self.turns.append(turn)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await asyncio.sleep(self.delay)
            return await self._answer(turn)
        finally:
            self.in_flight -= 1

    async def _answer(self, turn: dict[str, Any]) -> web.StreamResponse:
        whole = {
            "sender": turn["sender"],
            "replies": [self.reply],
            "understood": {
                "intent": "pay",
                "subject": "pay",
                "confidence": 0.9,
                "entities": [
                    {"entity": "profession", "value": "aide-soignant"},
                    {"entity": "place", "value": {"kind": "commune", "code": "05061", "name": "Gap"}},
                ],
            },
        }
        match self.behaviour:
            case "normal":
                return web.json_response(whole)
            case "hang":
                await asyncio.sleep(60)
            case "empty":
                return web.json_response([])
            case "no_replies":
                return web.json_response({**whole, "replies": []})
            case "html":
                return web.Response(text="<h1>Bad gateway</h1>", content_type="text/html")
            case "half":
                return web.Response(text='{"sender": "x", "repl', content_type="application/json")
            case "huge":
                return web.Response(body=b" " * 5_000_000, content_type="application/json")
            case "status":
                return web.json_response({"error": "failure"}, status=500)
            case "sender":
                return web.json_response({**whole, "sender": "someone-else"})
        raise AssertionError(self.behaviour)


class FakeActions:
    """An action server that only says it is well."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen."""
        app = web.Application()
        app.router.add_get("/health", self._health)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        """Refuse connections."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})


def free_port() -> int:
    """A port nobody listens on."""
    return unused_port()
