"""Professions: one by its slug, all of them, or those a diploma leads to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Ambiguity, Diploma, Level, Profession, ProfessionDiploma
from bot.catalogue.queries import reference


async def get(session: AsyncSession, slug: str) -> Profession | None:
    """The profession of this slug, with all it owns."""
    return await session.get(Profession, slug)


async def known(session: AsyncSession, slug: str) -> Profession | None:
    """The same, held in memory: to be read only."""
    return await reference.row(session, Profession, slug)


async def all_slugs(session: AsyncSession) -> list[str]:
    """Every profession's slug, in alphabetical order."""
    return list(await session.scalars(select(Profession.slug).order_by(Profession.slug)))


async def every(session: AsyncSession, family: str | None = None) -> Sequence[Profession]:
    """Every profession, of one family if it is given, by name."""
    query = select(Profession).order_by(Profession.name_m)
    if family is not None:
        query = query.where(Profession.family == family)
    return (await session.scalars(query)).all()


async def of_diploma(session: AsyncSession, diploma: str) -> Sequence[Profession]:
    """The professions that a diploma of the closed list leads to, by name."""
    query = (
        select(Profession)
        .where(Profession.diplomas.any(ProfessionDiploma.diploma_slug == diploma))
        .order_by(Profession.name_m)
    )
    return (await session.scalars(query)).all()


async def diploma(session: AsyncSession, slug: str) -> Diploma | None:
    """A diploma of the closed list."""
    return await session.get(Diploma, slug)


async def level(session: AsyncSession, slug: str) -> Level | None:
    """A level of study of the closed list."""
    return await session.get(Level, slug)


async def ambiguities(session: AsyncSession) -> Sequence[Ambiguity]:
    """Words that may mean several professions."""
    return (await session.scalars(select(Ambiguity).order_by(Ambiguity.words))).all()


async def names(session: AsyncSession) -> dict[str, str]:
    """The masculine name of every profession by its slug, without reading the rest of them."""
    rows = await session.execute(select(Profession.slug, Profession.name_m).order_by(Profession.name_m))
    return {str(slug): str(name) for slug, name in rows.all()}


async def slugs_by_name(session: AsyncSession) -> dict[str, str]:
    """The slug of each name, masculine and feminine, in lower case: what people write."""
    rows = await session.execute(select(Profession.slug, Profession.name_m, Profession.name_f))
    return {name.lower(): slug for slug, *both in rows.all() for name in both}
