"""Emergency lines and what to do: only active lines ever come out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import EmergencyLine, Guidance


async def lines(session: AsyncSession, ids: Sequence[str] | None = None) -> list[EmergencyLine]:
    """The active lines of these slugs, in the order asked for; all of them, most urgent first, by default.

    A slug that is unknown or no longer active is left out.
    """
    query = select(EmergencyLine).where(EmergencyLine.active.is_(True)).order_by(EmergencyLine.position)
    if ids is None:
        return list(await session.scalars(query))
    found = {line.slug: line for line in await session.scalars(query.where(EmergencyLine.slug.in_(ids)))}
    return [found[slug] for slug in ids if slug in found]


async def guidance(session: AsyncSession, slug: str) -> Guidance | None:
    """What to do in a situation."""
    return await session.get(Guidance, slug)
