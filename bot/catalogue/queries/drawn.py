"""What a correction draws with it: the minimum wage above a pay, sums that were computed from what it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Diploma, PayLine
from bot.catalogue.queries import benchmarks

_SMIC = {"gross_min": "smic-brut-mensuel", "net_min": "smic-net-mensuel", "hourly_min": "smic-brut-horaire"}
_AMOUNTS = {f"{kind}_{bound}" for kind in ("gross", "net", "annual", "hourly") for bound in ("min", "max")}
_MONTHS = 12
# Drawn anew whenever the minimum wage changes: what it was says nothing of whether a line is still the same.
DRAWN = ("below_smic",)


async def minimum_wages(session: AsyncSession) -> dict[str, float]:
    """By bound of a pay line, the minimum wage that it must reach, in euros; those that are not known are left out."""
    found = {bound: await benchmarks.get(session, slug) for bound, slug in _SMIC.items()}
    wages = {bound: one.value for bound, one in found.items() if one is not None}
    if "gross_min" in wages:
        wages["annual_min"] = _MONTHS * wages["gross_min"]
    return wages


def below_smic(values: Mapping[str, Any], wages: Mapping[str, float]) -> bool:
    """Whether the lowest amount of a salary is under the minimum wage; net counts where gross is not known.

    Neither a bonus nor a self-employed income is held to it, nor what is paid during a training, which is a share of it.
    """
    if values["kind"] != "salary" or values["moment"] == "training":
        return False
    lowest = {
        bound: least
        for bound in wages
        if (least := _either(values, bound, bound.replace("_min", "_max"))) is not None
    }
    if "gross_min" in lowest:
        lowest.pop("net_min", None)
    return any(least < wages[bound] for bound, least in lowest.items())


def _weighed(line: PayLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in ("kind", "moment", *_AMOUNTS)}


def _either(values: Mapping[str, Any], lowest: str, highest: str) -> float | None:
    found: float | None = values.get(lowest) if values.get(lowest) is not None else values.get(highest)
    return found


async def weigh(session: AsyncSession) -> None:
    """Say of every pay line whether it is under today's minimum wage."""
    wages = await minimum_wages(session)
    for line in await session.scalars(select(PayLine)):
        under = below_smic(_weighed(line), wages)
        if line.below_smic != under:
            line.below_smic = under
    await session.flush()


async def drawn(session: AsyncSession, table: str, row: Any, after: Mapping[str, Any]) -> dict[str, Any]:
    """The other columns that change in a row with `after`; `row` None: it is added."""
    if table == "benchmark" and "value" in after:
        return {"previous": {"value": row.value, "as_of": row.as_of, "source_url": row.source_url}}
    if table == "scheme_fact":
        # A value that a person gives was not computed.
        return {"computation": None} if row is not None and {"value", "value_text"} & set(after) else {}
    if table == "profession_diploma":
        return await _of_the_list(session, row, after)
    if table != "pay_line":
        return {}
    found: dict[str, Any] = {}
    if row is not None:
        found["as_of_estimated"] = False
        if _AMOUNTS & set(after):
            found |= {"computed": False, "computation": None, **_with_rise(row, after)}
        if any(name.startswith(("annual", "hourly")) for name in after):
            found["computed_monthly"] = None
    values = {**(_weighed(row) if row is not None else {}), **after}
    return {**found, "below_smic": below_smic(values, await minimum_wages(session))}


def _with_rise(row: PayLine, after: Mapping[str, Any]) -> dict[str, float | None]:
    """The gross amounts with the Ségur rise, which stays what it was; unknown where either is."""
    found = {}
    for bound in ("min", "max"):
        name, total = f"gross_{bound}", getattr(row, f"with_cti_{bound}")
        if name in after and total is not None:
            was, is_now = getattr(row, name), after[name]
            known = was is not None and is_now is not None
            found[f"with_cti_{bound}"] = round(total - was + is_now, 2) if known else None
    return found


async def _of_the_list(session: AsyncSession, row: Any, after: Mapping[str, Any]) -> dict[str, Any]:
    """What the closed list says of the diploma that was chosen, where the form said nothing."""
    slug = after.get("diploma_slug")
    chosen = await session.get(Diploma, slug) if slug else None
    if chosen is None:
        return {}
    told = {"title": chosen.name, "acronym": chosen.acronym, "level": chosen.level}
    said = {name: after.get(name, getattr(row, name, None)) for name in told}
    return {name: value for name, value in told.items() if said[name] is None and value is not None}
