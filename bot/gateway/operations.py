"""What operators ask: alive, ready, measures."""

from __future__ import annotations

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.gateway.keys import HEALTH, METRICS

routes = web.RouteTableDef()
_FRESH = {"Cache-Control": "no-store"}


@routes.get("/healthz")
async def alive(_: web.Request) -> web.Response:
    """200 while the process lives."""
    return web.json_response({"status": "ok"}, headers=_FRESH)


@routes.get("/readyz")
async def ready(request: web.Request) -> web.Response:
    """200 when engine, actions and database answer, else 503 with those that do not."""
    known = await request.app[HEALTH].ready()
    missing = [name for name, answers in known.items() if not answers]
    if not missing:
        return web.json_response({"status": "ok"}, headers=_FRESH)
    return web.json_response({"status": "unavailable", "missing": missing}, status=503, headers=_FRESH)


@routes.get("/metrics")
async def measures(request: web.Request) -> web.Response:
    """The measures, in Prometheus's text form."""
    return web.Response(
        body=request.app[METRICS].text(), headers={"Content-Type": CONTENT_TYPE_LATEST, **_FRESH}
    )
