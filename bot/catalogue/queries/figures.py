"""Figures: anonymous counters, added to as things happen, read by any dimension. Days are those of Paris."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import Base, run
from bot.catalogue.models.figures import Figure, UnmetSearch
from bot.catalogue.queries.scope import Sites, within

PARIS = ZoneInfo("Europe/Paris")
FUNNEL = ("reached", "engaged", "shown", "applied", "internship", "hired")
# A territory's figure below this could point at someone.
SMALLEST = 5


@dataclass(frozen=True, order=True)
class Counted:
    """One thing to count, by its dimensions; an empty word where one does not apply."""

    measure: str
    site_key: str = ""
    channel: str = ""
    audience: str = ""
    topic: str = ""
    profession: str = ""
    department: str = ""


@dataclass(frozen=True)
class Period:
    """Days, both included, of the sites an account sees, or of one of them."""

    since: date
    until: date
    sites: Sites = None
    site: str | None = None
    narrowed: Mapping[str, str] | None = None

    def holds(self, *measures: str) -> ColumnElement[bool]:
        """The condition on Figure."""
        found = Figure.measure.in_(measures) & Figure.day.between(self.since, self.until)
        found &= within(Figure.site_key, self.sites)
        if self.site is not None:
            found &= Figure.site_key == self.site
        for name, value in (self.narrowed or {}).items():
            found &= getattr(Figure, name) == value
        return found


def today(moment: datetime | None = None) -> date:
    """The day it is in Paris at `moment`, by default now."""
    return (moment or datetime.now(PARIS)).astimezone(PARIS).date()


@cache
def _adding(dialect: str, model: type[Base]) -> Any:
    """The statement that adds to a count, put together once for each table and database."""
    table: Any = model.__table__
    made = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
    by = made.excluded["count"]
    return made.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_={"count": table.c["count"] + by}
    )


async def _add(session: AsyncSession, model: type[Base], rows: list[dict[str, Any]]) -> None:
    adding = _adding(session.get_bind().dialect.name, model)
    await run(session, lambda connection: connection.execute(adding, rows))


async def count(session: AsyncSession, counted: Iterable[Counted], day: date, by: int = 1) -> None:
    """Add `by` to each of these figures of `day`, in the transaction of `session`."""
    # Always in the same order, so that two gateways never wait for each other's rows.
    rows = [{"day": day, **vars(one), "count": by} for one in sorted(set(counted))]
    if rows:
        await _add(session, Figure, rows)


async def count_unmet(
    session: AsyncSession, month: str, site: str, what: str, department: str, profession: str, wanted: str
) -> None:
    """Add one to the searches of `month` that found nothing as asked."""
    values = {
        "month": month,
        "site_key": site,
        "what": what,
        "department": department,
        "profession": profession,
        "wanted": wanted,
        "count": 1,
    }
    await _add(session, UnmetSearch, [values])


async def totals(session: AsyncSession, period: Period, *measures: str) -> dict[str, int]:
    """The total of each measure; 0 where nothing was counted."""
    rows = await session.execute(
        select(Figure.measure, func.sum(Figure.count)).where(period.holds(*measures)).group_by(Figure.measure)
    )
    found = {measure: int(total) for measure, total in rows}
    return {measure: found.get(measure, 0) for measure in measures}


async def by(session: AsyncSession, period: Period, dimension: str, measure: str) -> dict[Any, int]:
    """The totals of `measure` by `dimension` (a column of Figure), largest first, by day when it is the day."""
    column = getattr(Figure, dimension)
    total = func.sum(Figure.count)
    statement: Select[Any] = select(column, total).where(period.holds(measure)).group_by(column)
    statement = statement.order_by(column) if dimension == "day" else statement.order_by(total.desc(), column)
    return {value: int(sum_) for value, sum_ in await session.execute(statement) if sum_}


async def by_each(
    session: AsyncSession, period: Period, dimensions: Sequence[str], measure: str
) -> dict[str, dict[str, int]]:
    """The totals of `measure` by each of these dimensions, largest first, in one reading."""
    columns = [getattr(Figure, name) for name in dimensions]
    rows = await session.execute(
        select(*columns, func.sum(Figure.count)).where(period.holds(measure)).group_by(*columns)
    )
    found: dict[str, dict[str, int]] = {name: {} for name in dimensions}
    for *values, total in rows:
        for name, value in zip(dimensions, values, strict=True):
            found[name][value] = found[name].get(value, 0) + int(total)
    return {
        name: {
            key: number
            for key, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            if number
        }
        for name, counts in found.items()
    }


async def where_asked(session: AsyncSession, period: Period) -> dict[tuple[str, str], int]:
    """How often each profession was asked about in each département: {(profession, department): total}."""
    rows = await session.execute(
        select(Figure.profession, Figure.department, func.sum(Figure.count))
        .where(period.holds("asked"), Figure.profession != "")
        .group_by(Figure.profession, Figure.department)
    )
    return {(profession, department): int(total) for profession, department, total in rows if total}


async def unmet(
    session: AsyncSession, sites: Sites, since: str, limit: int = 200
) -> list[tuple[UnmetSearch, int]]:
    """Searches without result since the month `since`, all months together, the most frequent first."""
    keys = (UnmetSearch.what, UnmetSearch.department, UnmetSearch.profession, UnmetSearch.wanted)
    total = func.sum(UnmetSearch.count)
    rows = await session.execute(
        select(*keys, total)
        .where(within(UnmetSearch.site_key, sites), UnmetSearch.month >= since)
        .group_by(*keys)
        .order_by(total.desc(), *keys)
        .limit(limit)
    )
    return [
        (UnmetSearch(what=what, department=department, profession=profession, wanted=wanted), int(number))
        for what, department, profession, wanted, number in rows
    ]


def hide_small(
    counts: Mapping[Any, int], wider: Mapping[Any, int] | None = None, smallest: int = SMALLEST
) -> dict[Any, int | None]:
    """`counts` by territory, None for those that are not to be shown.

    Not shown are those from 1 to `smallest` - 1, and those that would give such a one away: what is left of the same
    key in `wider` (the same without some filter), and, where the total is known, the smallest of the others until two
    are hidden that make `smallest` together.
    """
    left = {key: (wider or counts).get(key, number) - number for key, number in counts.items()}
    hidden = {key for key, number in counts.items() if 0 < number < smallest or 0 < left[key] < smallest}
    others = sorted((number, str(key), key) for key, number in counts.items() if number and key not in hidden)
    while hidden and others and (len(hidden) == 1 or sum(counts[key] for key in hidden) < smallest):
        hidden.add(others.pop(0)[2])
    return {key: None if key in hidden else number for key, number in counts.items()}
