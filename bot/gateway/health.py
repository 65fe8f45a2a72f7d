"""Whether the process lives, and whether it can serve: engine, actions and database answer."""

from __future__ import annotations

import asyncio
import time

import aiohttp
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.gateway.engine_client import EngineClient, answers_ok

CACHE_SECONDS = 1.0
_DATABASE_SECONDS = 2.0


class Health:
    """Asks the three things a turn needs, once a second at most."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        engine: EngineClient,
        http: aiohttp.ClientSession,
        actions_url: str,
    ) -> None:
        self._sessions = sessions
        self._engine = engine
        self._http = http
        self._actions = f"{actions_url}/health"
        self._lock = asyncio.Lock()
        self._known: dict[str, bool] = {}
        self._known_at = float("-inf")

    async def ready(self) -> dict[str, bool]:
        """For `engine`, `actions` and `database`, whether it answers."""
        async with self._lock:
            if time.monotonic() - self._known_at > CACHE_SECONDS:
                engine, actions, database = await asyncio.gather(
                    self._engine.healthy(), answers_ok(self._http, self._actions), self._database()
                )
                self._known = {"engine": engine, "actions": actions, "database": database}
                self._known_at = time.monotonic()
            return self._known

    async def _database(self) -> bool:
        try:
            async with asyncio.timeout(_DATABASE_SECONDS), self._sessions() as session:
                await session.execute(text("SELECT 1"))
                return True
        except (SQLAlchemyError, OSError):
            return False
