"""Professionals ready to talk about their trade: found by profession and territory, for counsellors alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.conversations import Request
from bot.catalogue.models.followups import Ambassador
from bot.catalogue.queries.scope import Sites, within

WAYS = ("call", "video", "meeting", "visit")


async def listed(
    session: AsyncSession, sites: Sites, profession: str | None = None, department: str | None = None
) -> Sequence[Ambassador]:
    """Those that the account sees, by name: of its sites, and of every site."""
    seen = or_(Ambassador.site_key.is_(None), within(Ambassador.site_key, sites))
    found = await session.scalars(select(Ambassador).where(seen).order_by(Ambassador.name, Ambassador.id))
    return [
        one
        for one in found
        if (not profession or profession in one.professions)
        and (not department or not one.departments or department in one.departments)
    ]


async def get(session: AsyncSession, sites: Sites, identifier: int) -> Ambassador | None:
    """One that the account may change: of its sites; of every site only for those who see all."""
    return await session.scalar(
        select(Ambassador).where(Ambassador.id == identifier, within(Ambassador.site_key, sites))
    )


async def matching(
    session: AsyncSession, sites: Sites, request: Request, names: dict[str, str], most: int = 5
) -> list[Ambassador]:
    """Those to propose for a request: of its trade first, then of its territory; never of another trade and place.

    `names` gives the slug of a trade's name in lower case, as the person may have written it.
    """
    trades = _trades(request, names)
    scored = [
        (score, one)
        for one in await listed(session, sites)
        if one.active and (score := _score(one, trades, request.department))
    ]
    return [one for _, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].name))[:most]]


def _trades(request: Request, names: dict[str, str]) -> set[str]:
    told = (request.profession or "").strip().lower()
    summary: Collection[str] = (request.summary or {}).get("professions") or ()
    return {names[told]} if told in names else set(summary)


def _score(one: Ambassador, trades: set[str], department: str | None) -> int:
    trade = bool(trades & set(one.professions))
    near = department is not None and department in one.departments
    if trades and not trade:
        return 0
    anywhere = not one.departments
    if not near and not anywhere and department is not None:
        return 0
    return 4 * trade + 2 * near + 1
