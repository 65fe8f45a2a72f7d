"""Retention: what has been kept long enough is erased, everywhere in this database."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models.sites import HUMAN_DAYS, Site
from bot.catalogue.queries import conversations, followups, inbox, listening, outbox

# Questions that were not understood, whatever the days of their conversation.
QUESTION_DAYS = 30
# Sentences a counsellor chose to teach; they are in the repository by then.
EXAMPLE_DAYS = 90
# The steps after a request: an apprenticeship that was asked about in spring begins in autumn.
FOLLOW_UP_DAYS = 365
# A platform sends a message again for seven days at most.
MESSAGE_DAYS = 8


async def purge(sessions: async_sessionmaker[AsyncSession], moment: datetime, days: int) -> list[str]:
    """Erase what is over at `moment`, `days` after the last message unless a site says otherwise.

    Gives the ids of the conversations erased.
    """
    erased: list[str] = []
    while True:
        async with sessions() as session:
            some = await conversations.purge(session, moment, days)
            await session.commit()
        erased += some
        if not some:
            break
    async with sessions() as session:
        day = moment.date()
        kept = min(days, QUESTION_DAYS)
        await listening.purge(session, moment - timedelta(days=kept), day - timedelta(days=EXAMPLE_DAYS))
        await followups.purge(session, day - timedelta(days=FOLLOW_UP_DAYS))
        await inbox.purge(session, moment - timedelta(days=MESSAGE_DAYS))
        await outbox.purge(session, moment - timedelta(days=MESSAGE_DAYS))
        await inbox.give_up(session, moment - timedelta(days=kept))
        await outbox.give_up(session, moment - timedelta(days=kept))
        await session.commit()
    await tidy(sessions)
    return erased


async def longest(sessions: async_sessionmaker[AsyncSession], days: int) -> int:
    """The days after which no conversation at all is kept."""
    async with sessions() as session:
        row = (
            await session.execute(select(func.max(Site.retention_days), func.max(Site.retention_human_days)))
        ).one()
    return max(days, HUMAN_DAYS, row[0] or 0, row[1] or 0)


async def tidy(sessions: async_sessionmaker[AsyncSession]) -> None:
    """On SQLite, write the log back to the file, so that it quotes nothing that was erased."""
    async with sessions() as session:
        if session.get_bind().dialect.name == "sqlite":
            await session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
