"""Benchmarks: the SMIC, the index point, the Ségur rise, averages."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Benchmark

# The everyday name of a benchmark stands for its monthly gross amount.
_SHORT = {"smic": "smic-brut-mensuel", "segur": "cti-segur-brut"}


async def get(session: AsyncSession, slug: str) -> Benchmark | None:
    """The benchmark of this slug; `smic` and `segur` are their monthly gross amounts."""
    return await session.get(Benchmark, _SHORT.get(slug, slug))


async def all_slugs(session: AsyncSession) -> list[str]:
    """Every benchmark's slug, in alphabetical order."""
    return list(await session.scalars(select(Benchmark.slug).order_by(Benchmark.slug)))
