"""Which professions are asked about where, beside what the reference data know of recruitment there."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy import select

from bot.catalogue.models.figures import UnmetSearch
from bot.catalogue.models.professions import ProfessionFigure
from bot.catalogue.queries import figures
from bot.console.charts import MAP_HEIGHT, MAP_WIDTH, bars, spots
from bot.console.figures_period import choices, chosen, of_territories
from bot.console.keys import caller_of, database
from bot.console.pages import page
from bot.console.people import department_names, profession_names
from bot.console.roles import Role
from bot.console.routes import Routes
from bot.french.calendar_names import MONTHS

routes = Routes()
_MOST = 20
_WHAT = {"events": "Rencontres", "trainings": "Formations"}


@routes.get("/observatoire", Role.READER, menu="Observatoire")
async def show(request: web.Request) -> web.Response:
    """Professions by how often they are asked about; one of them, or all, on the map."""
    caller = caller_of(request)
    async with database(request) as session:
        wanted = await chosen(request, session)
        names = await profession_names(session)
        asked = await figures.where_asked(session, wanted.period)
        every = await figures.where_asked(session, wanted.wider) if wanted.wider is not None else {}
        unmet = await figures.unmet(session, caller.visible, f"{wanted.period.since:%Y-%m}")
        rows = await session.scalars(
            select(ProfessionFigure)
            .where(ProfessionFigure.kind == "recruitment")
            .order_by(ProfessionFigure.id)
        )
        tension: dict[str, list[ProfessionFigure]] = {}
        for row in rows:
            tension.setdefault(row.profession_slug, []).append(row)
    picked = request.query.get("metier", "")
    picked = picked if picked in names else ""
    by_profession, by_department = _summed(asked, picked)
    wider = _summed(every, picked) if every else (None, None)
    ordered = dict(sorted(by_profession.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST])
    shown = wanted.shown(ordered, wider[0])
    # What is asked of nowhere is one of them: with the total it would give a lone one away.
    territory = of_territories(by_department, wider[1])
    named = {
        department_names().get(code, code) if code else "Territoire non précisé": territory[code]
        for code in sorted(territory, key=lambda code: (not code, code))
    }
    return page(
        request, "observatory.html", title="Observatoire", wanted=wanted, choices=choices(), names=names, picked=picked,
        counts=shown, drawn=bars({names.get(slug, slug): number for slug, number in shown.items()}),
        territory=named, spots=spots(territory), width=MAP_WIDTH, height=MAP_HEIGHT, tension=tension,
        unmet=_unmet(unmet, names),
    )  # fmt: skip


def _summed(asked: dict[tuple[str, str], int], picked: str) -> tuple[dict[str, int], dict[str, int]]:
    """How often each profession was asked about, and in each département, of one profession if it is `picked`."""
    by_profession: dict[str, int] = {}
    by_department: dict[str, int] = {}
    for (slug, code), number in asked.items():
        by_profession[slug] = by_profession.get(slug, 0) + number
        if not picked or slug == picked:
            by_department[code] = by_department.get(code, 0) + number
    return by_profession, by_department


def _unmet(
    found: list[tuple[UnmetSearch, int]], names: dict[str, str]
) -> list[tuple[str, str, str, str, int | None]]:
    """Searches that found nothing, as lines: what, where, which trade, for when, how often."""
    codes = department_names()
    return [
        (
            _WHAT.get(one.what, one.what),
            codes.get(one.department, "Partout ou non précisé"),
            names.get(one.profession, "Tous les métiers"),
            _month(one.wanted),
            None if one.department and number < figures.SMALLEST else number,
        )
        for one, number in found
    ]


def _month(text: str) -> str:
    year, _, month = text.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month.isdigit() and 1 <= int(month) <= 12 else "Sans date"
