"""Which pages may call: those of this service, and those of the exact origins a site allows."""

from __future__ import annotations

import asyncio
import contextlib
import time
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.queries import sites
from bot.gateway.problems import foreign_origin

REFRESH_SECONDS = 5.0
_OPEN = ("/api/v1/openapi.json", "/api/v1/professions", "/api/v1/events", "/api/v1/trainings")


class Origins:
    """The allowed origins of every site, read again every few seconds, kept when the database is away."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], public_url: str) -> None:
        parts = urlsplit(public_url)
        self.own = f"{parts.scheme}://{parts.netloc}"
        self._sessions = sessions
        self._sites: dict[str, frozenset[str]] = {}
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def _refresh(self) -> None:
        if time.monotonic() - self._read_at < REFRESH_SECONDS:
            return
        # Requests come in pairs: the second waits for what the first reads, or it would be refused.
        async with self._reading:
            if time.monotonic() - self._read_at < REFRESH_SECONDS:
                return
            with contextlib.suppress(SQLAlchemyError, OSError):
                async with self._sessions() as session:
                    self._sites = {site.key: frozenset(site.origins) for site in await sites.every(session)}
            self._read_at = time.monotonic()

    def is_own(self, request: web.Request, origin: str) -> bool:
        """Whether `origin` is this service's own."""
        return origin in (self.own, f"{request.scheme}://{request.host}")

    async def any_allows(self, request: web.Request, origin: str) -> bool:
        """Whether `origin` is our own or one that some site allows."""
        if self.is_own(request, origin):
            return True
        await self._refresh()
        return any(origin in origins for origins in self._sites.values())

    async def of_site(self, key: str | None) -> frozenset[str]:
        """The origins that may frame or call for this site."""
        await self._refresh()
        return self._sites.get(key or "", frozenset())

    async def check(self, request: web.Request, site: str | None) -> None:
        """Raises the 403 Problem when the calling page may not speak for `site`. Scripts have no origin."""
        origin = request.headers.get("Origin")
        if origin is None or self.is_own(request, origin):
            return
        if origin not in await self.of_site(site):
            raise foreign_origin()


def is_open(path: str) -> bool:
    """Whether any page of the web may read `path`."""
    return path.startswith(_OPEN)


def cross_origin(origins: Origins) -> Middleware:
    """The middleware that answers preflights, names the allowed origin and refuses the others."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if origin is None or not request.path.startswith("/api/"):
            return await handler(request)
        opened = is_open(request.path)
        if not opened and not await origins.any_allows(request, origin):
            refused = foreign_origin().response()
            refused.headers["Vary"] = "Origin"
            return refused
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            response: web.StreamResponse = web.Response(
                status=204,
                headers={
                    "Access-Control-Allow-Methods": "GET, POST, DELETE",
                    "Access-Control-Allow-Headers": "Authorization, Content-Type",
                    "Access-Control-Max-Age": "600",
                },
            )
        else:
            response = await handler(request)
        response.headers["Access-Control-Allow-Origin"] = "*" if opened else origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        if not opened:
            response.headers["Vary"] = "Origin"
        return response

    return middleware
