"""Professions next door: outside this catalogue, with a place to read about them."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Neighbour
from bot.french.folding import fold_text


async def find(session: AsyncSession, text: str) -> Neighbour | None:
    """The neighbour that `text` is the slug of, or whose name or variant stands in it as whole words.

    Of several, the longest name wins. None when there is none.
    """
    by_slug = await session.get(Neighbour, text)
    if by_slug is not None:
        return by_slug
    folded = fold_text(text)
    best: tuple[int, Neighbour] | None = None
    for neighbour in await session.scalars(select(Neighbour)):
        for name in (neighbour.name, *neighbour.variants):
            words = fold_text(name)
            if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", folded) and (not best or len(words) > best[0]):
                best = (len(words), neighbour)
    return best[1] if best else None
