"""What the application holds, by typed key."""

from __future__ import annotations

from aiohttp import ClientSession, web
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.gateway.answers import Answers
from bot.gateway.conversations import Conversations
from bot.gateway.engine_client import EngineClient
from bot.gateway.health import Health
from bot.gateway.limits import Limits
from bot.gateway.messaging.service import Messaging
from bot.gateway.metrics import Metrics
from bot.gateway.origins import Origins
from bot.gateway.tokens import Tokens
from bot.gateway.turns import Turns
from bot.settings import Settings

SETTINGS = web.AppKey("settings", Settings)
SESSIONS: web.AppKey[async_sessionmaker[AsyncSession]] = web.AppKey("sessions", async_sessionmaker)
HTTP = web.AppKey("http", ClientSession)
ENGINE = web.AppKey("engine", EngineClient)
ANSWERS = web.AppKey("answers", Answers)
TOKENS = web.AppKey("tokens", Tokens)
LIMITS = web.AppKey("limits", Limits)
ORIGINS = web.AppKey("origins", Origins)
TURNS = web.AppKey("turns", Turns)
CONVERSATIONS = web.AppKey("conversations", Conversations)
HEALTH = web.AppKey("health", Health)
MESSAGING = web.AppKey("messaging", Messaging)
METRICS = web.AppKey("metrics", Metrics)
