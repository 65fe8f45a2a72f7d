"""Pay: the lines of a profession that are worth saying, best first, and how they may be said."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import PayLine
from bot.catalogue.models.pay import KINDS, MOMENTS

_OLD_AFTER_YEARS = 2
# A sector asked for is answered by its own lines, those of the sectors in it or around it, and those for all.
_WITHIN = {
    "public": ("public", "public_hospital", "public_territorial", "public_state"),
    "public_hospital": ("public_hospital", "public"),
    "public_territorial": ("public_territorial", "public"),
    "public_state": ("public_state", "public"),
    "private": ("private", "private_non_profit"),
    "private_non_profit": ("private_non_profit",),
    "liberal": ("liberal",),
    "home_employer": ("home_employer",),
}
# A range over a career says something of its beginning, its middle and its end.
_DURING = {"beginner", "mid", "end"}
_RELIABILITY = {"high": 0, "medium": 1, "low": 3}


@dataclass(frozen=True)
class Wording:
    """How a pay line must be said. `is_old`: dated more than two years ago. `undated`: no date is known.

    `below_smic`: say "at least the SMIC". `reliability` is `high`, `medium` or `low`, `low` asking for a
    reservation. `is_bonus`: it adds to a salary and is not one.
    """

    is_old: bool
    undated: bool
    below_smic: bool
    reliability: str
    is_bonus: bool
    computed: bool


def wording(line: PayLine, today: date) -> Wording:
    """How `line` must be said on the day `today`."""
    return Wording(
        is_old=is_old(line.as_of, today),
        undated=line.as_of is None,
        below_smic=line.below_smic,
        reliability=line.reliability or "low",
        is_bonus=line.kind == "bonus",
        computed=line.computed,
    )


def is_old(as_of: str | None, today: date) -> bool:
    """Whether a fact of `as_of` (`2024`, `2024-07`, `2024-07-01`) is more than two years old.

    A year or a month counts as its last day; an undated fact is old.
    """
    if as_of is None:
        return True
    parts = [int(part) for part in as_of.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else monthrange(year, month)[1]
    limit_day = min(today.day, monthrange(today.year - _OLD_AFTER_YEARS, today.month)[1])
    return date(year, month, day) < date(today.year - _OLD_AFTER_YEARS, today.month, limit_day)


async def lines(
    session: AsyncSession, profession_slug: str, sector: str | None = None, moment: str | None = None
) -> list[PayLine]:
    """The lines worth saying of a profession: salaries before bonuses, reliable and recent first.

    `sector` and `moment` (`bot.catalogue.models.pay`) narrow them; lines for any employer, and for
    a whole career, then stay, last. Lines marked as not to be shown are left out; empty when nothing is known.
    """
    query = select(PayLine).where(PayLine.profession_slug == profession_slug, PayLine.hidden.is_(False))
    if sector is not None:
        query = query.where(PayLine.sector.in_([*_WITHIN.get(sector, (sector,)), "any"]))
    if moment is not None:
        wider = ["range", "any"] if moment in _DURING else ["any"]
        query = query.where(PayLine.moment.in_([moment, *wider]))
    found = (await session.scalars(query)).all()
    return sorted(found, key=lambda line: _rank(line, sector, moment))


def _rank(line: PayLine, sector: str | None, moment: str | None) -> tuple[object, ...]:
    reliability = _RELIABILITY[line.reliability or "low"]
    if not line.reliability_stated:
        reliability = 2
    return (
        KINDS.index(line.kind),
        not line.has_amount,
        sector is not None and line.sector == "any",
        moment is not None and line.moment != moment,
        reliability,
        -int(line.as_of[:4]) if line.as_of else 0,
        MOMENTS.index(line.moment),
        line.position,
    )
