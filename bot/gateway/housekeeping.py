"""What the gateway does by itself: erasures the engine missed, retention, ready answers read again."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.load import load_demonstration
from bot.catalogue.queries import conversations as stored
from bot.gateway.answers import Answers
from bot.gateway.conversations import Conversations
from bot.gateway.problems import Problem

ROUND_SECONDS = 60.0
_ROUNDS_PER_PURGE = 60
_PARIS = ZoneInfo("Europe/Paris")

_log = structlog.get_logger()


async def erase_pending(service: Conversations) -> None:
    """Have the engine erase what was erased while it was away."""
    async with service.sessions() as session:
        pending = await stored.pending_in_engine(session)
    for identifier in pending:
        await service.erase_in_engine(identifier)


async def purge(service: Conversations) -> int:
    """Erase the conversations that have been silent for the days of retention; how many."""
    async with service.sessions() as session:
        erased = await stored.purge(session, stored.now() - timedelta(days=service.settings.retention_days))
        await session.commit()
    if erased:
        _log.info("retention.erased", conversations=len(erased))
    return len(erased)


async def refresh_demonstration(service: Conversations) -> None:
    """Move the examples along with the calendar, so that a service that runs for weeks still has some to come."""
    if service.settings.demonstration:
        await load_demonstration(service.sessions, stored.now().astimezone(_PARIS).date())


async def keep_house(service: Conversations, answers: Answers) -> None:
    """Every minute the pending erasures and the answers, every hour retention and examples; until cancelled."""
    done = 0
    while True:
        try:
            if done % _ROUNDS_PER_PURGE == 0:
                await purge(service)
                await refresh_demonstration(service)
            await erase_pending(service)
            await answers.refresh()
        except (SQLAlchemyError, OSError, Problem) as error:
            _log.warning("housekeeping.failed", cause=type(error).__name__)
        done += 1
        await asyncio.sleep(ROUND_SECONDS)
