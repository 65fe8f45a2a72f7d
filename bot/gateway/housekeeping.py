"""What the gateway does by itself: erasures the engine missed, retention, ready answers read again."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue import retention, tracker
from bot.catalogue.load import load_demonstration
from bot.catalogue.queries import conversations as stored
from bot.feeds import subscriptions
from bot.feeds.fetching import FetchFailed
from bot.feeds.records import Unreadable
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
    """Erase what has outlived its retention, conversations above all; how many of those."""
    moment, days = stored.now(), service.settings.retention_days
    erased = await retention.purge(service.sessions, moment, days)
    if erased:
        _log.info("retention.erased", conversations=len(erased))
    return len(erased)


async def purge_tracker(service: Conversations) -> None:
    """Have Rasa's database forget what no conversation stands behind any more."""
    longest = await retention.longest(service.sessions, service.settings.retention_days)
    gone = await tracker.purge(service.settings.tracker_url, (), stored.now() - timedelta(days=longest))
    if gone:
        _log.info("retention.tracker", events=gone)


async def refresh_demonstration(service: Conversations) -> None:
    """Move the examples along with the calendar, so that a service that runs for weeks still has some to come."""
    if service.settings.demonstration:
        await load_demonstration(service.sessions, stored.now().astimezone(_PARIS).date())


async def refresh_feeds(service: Conversations) -> None:
    """Read again the feeds whose time has come, one after the other; a failure waits for its next time."""
    for slug in await subscriptions.due(service.sessions, stored.now()):
        try:
            report = await subscriptions.refresh(
                service.sessions, slug, allow_local=service.settings.feeds_local
            )
        except (FetchFailed, Unreadable, SQLAlchemyError, OSError, ValueError) as error:
            # Neither the address nor the message, which may quote it: a feed's link may be a secret.
            _log.warning("feed.failed", feed=slug, cause=type(error).__name__)
            continue
        if report is not None:
            _log.info(
                "feed.read", feed=slug, kept=report.kept, updated=report.updated, skipped=report.skipped
            )


async def keep_feeds(service: Conversations) -> None:
    """Every minute, the feeds that are due: apart from the rest, as a long one must not delay an erasure."""
    while True:
        try:
            await refresh_feeds(service)
        except (SQLAlchemyError, OSError) as error:
            _log.warning("feeds.failed", cause=type(error).__name__)
        await asyncio.sleep(ROUND_SECONDS)


async def keep_house(service: Conversations, answers: Answers) -> None:
    """Every minute the pending erasures and the answers, every hour retention and examples; until cancelled."""
    done = 0
    while True:
        try:
            if done % _ROUNDS_PER_PURGE == 0:
                await purge(service)
                await refresh_demonstration(service)
                await purge_tracker(service)
            await erase_pending(service)
            await answers.refresh()
        except (SQLAlchemyError, OSError, Problem) as error:
            _log.warning("housekeeping.failed", cause=type(error).__name__)
        done += 1
        await asyncio.sleep(ROUND_SECONDS)
