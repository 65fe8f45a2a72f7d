"""Schemes: one by its slug, or all of a theme."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Reform, Scheme
from bot.catalogue.queries import reference


async def get(session: AsyncSession, slug: str) -> Scheme | None:
    """The scheme of this slug, with its facts; to be read only."""
    return await reference.row(session, Scheme, slug)


async def every(session: AsyncSession, theme: str | None = None) -> Sequence[Scheme]:
    """Every scheme, of one theme if it is given, by name."""
    query = select(Scheme).order_by(Scheme.name)
    if theme is not None:
        query = query.where(Scheme.theme == theme)
    return (await session.scalars(query)).all()


async def reforms(session: AsyncSession) -> Sequence[Reform]:
    """Recent reforms, by subject."""
    return (await session.scalars(select(Reform).order_by(Reform.subject))).all()
