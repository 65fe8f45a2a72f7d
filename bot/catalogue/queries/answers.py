"""Ready answers, in the wording of an audience where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Answer
from bot.catalogue.queries import reference


async def get(session: AsyncSession, slug: str, audience: str | None = None) -> Answer | None:
    """The answer `slug` meant for `audience`, else the one for everyone, else None; to be read only."""
    if audience is not None:
        found = await reference.row(session, Answer, f"{slug}@{audience}")
        if found is not None:
            return found
    return await reference.row(session, Answer, slug)


async def easy(session: AsyncSession, slug: str) -> Answer | None:
    """The answer `slug` in words that are easy to read and understand (FALC), None when it was not written so."""
    return await reference.row(session, Answer, f"{slug}@falc")


async def every(session: AsyncSession, topic: str | None = None) -> Sequence[Answer]:
    """Every answer, of one topic if it is given, by slug."""
    query = select(Answer).order_by(Answer.key)
    if topic is not None:
        query = query.where(Answer.topic == topic)
    return (await session.scalars(query)).all()
