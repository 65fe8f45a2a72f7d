"""Walking through what is dated in the order of time, a span at a time, each holding about as many rows as told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

# The first span is short: most searches want a page. Each next one is three times as long.
_FIRST, _TIMES = 600, 3
# More than there can be: a limit keeps the choice of dated rows apart from that of what they belong to.
MOST_ROWS = 2**31


async def spans(
    session: AsyncSession, moment: Any, start: Any, end: Any = None
) -> AsyncIterator[ColumnElement[bool]]:
    """Conditions on the column `moment`, from `start` on, up to `end` without it: they share no row and hold all.

    Rows of one moment are never parted. Nothing else should bound the column: SQLite walks its index by one bound of
    each side, not always the nearest.
    """
    after: ColumnElement[bool] = moment >= start
    before = [] if end is None else [moment < end]
    size = _FIRST
    while True:
        # The index is walked, nothing is read: the database skips to the row that ends the span.
        statement = select(moment).where(after, *before).order_by(moment).offset(size).limit(1)
        reached = await session.scalar(statement)
        if reached is None:
            yield and_(after, *before)
            return
        yield after & (moment <= reached)
        after = moment > reached
        size *= _TIMES
