"""Figures: the funnel, use by day, topic, territory, channel, site and audience; and the same as CSV."""

from __future__ import annotations

import uuid
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.queries import audit, figures
from bot.catalogue.queries.figures import FUNNEL, Period, hide_small
from bot.console import inbox_words as words
from bot.console.charts import HIDDEN, bars
from bot.console.figures_period import Chosen, choices, chosen
from bot.console.keys import caller_of, database
from bot.console.pages import page
from bot.console.people import department_names
from bot.console.roles import Role
from bot.console.routes import Routes
from bot.feeds.template import csv_head, csv_line

routes = Routes()
Counts = dict[str, int | None]
# Beyond this many days a table by day is read by nobody.
_DAYS_SHOWN = 93
_OTHERS = {
    "messages": "Messages",
    "requested": "Demandes à une personne",
    "not_understood": "Messages non compris",
    "useful": "Réponses jugées utiles",
    "not_useful": "Réponses jugées peu utiles",
    "gave_up": "Personnes qui ont renoncé",
}


async def funnel(session: AsyncSession, wanted: Chosen) -> Counts:
    """The steps from the first word to the hiring."""
    # Messages of a topic are counted, conversations are not: they may be about several.
    period = _without_topic(wanted.period)
    found = wanted.shown(await figures.totals(session, period, *FUNNEL))
    return {words.FUNNEL[step]: found[step] for step in FUNNEL}


async def others(session: AsyncSession, wanted: Chosen) -> Counts:
    """What else is counted."""
    found = wanted.shown(await figures.totals(session, wanted.period, *_OTHERS))
    return {label: found[measure] for measure, label in _OTHERS.items()}


async def tables(session: AsyncSession, wanted: Chosen) -> list[tuple[str, str, Counts]]:
    """The tables of the page: caption, head of the first column, counts by label."""
    period, plain = wanted.period, _without_topic(wanted.period)

    def told(dimension: str, counts: dict[str, int], labels: dict[str, str]) -> Counts:
        named = {labels.get(key, key or "Non précisé"): number for key, number in counts.items()}
        return hide_small(named) if dimension == "department" else wanted.shown(named)

    sites = {**wanted.sites, "": "Messagerie ou page"}
    begun = {
        "department": ("Conversations par territoire", "Territoire", department_names()),
        "channel": ("Conversations par canal", "Canal", words.CHANNELS),
        "site_key": ("Conversations par site", "Site", sites),
        "audience": ("Conversations par public", "Public", words.AUDIENCES),
    }
    days = await figures.by(session, plain, "day", "reached")
    by_each = await figures.by_each(session, plain, list(begun), "reached")
    messages = await figures.by(session, period, "topic", "messages")
    gave_up = await figures.by(session, period, "topic", "gave_up")
    monthly = (period.until - period.since).days >= _DAYS_SHOWN
    by_time: dict[str, int] = {}
    for day, number in days.items():
        label = f"{day:%m/%Y}" if monthly else f"{day:%d/%m/%Y}"
        by_time[label] = by_time.get(label, 0) + number
    when = ("Conversations par mois", "Mois") if monthly else ("Conversations par jour", "Jour")
    return [
        (*when, wanted.shown(by_time)),
        ("Messages par sujet", "Sujet", told("topic", messages, words.TOPICS)),
        *(
            (caption, head, told(name, by_each[name], labels))
            for name, (caption, head, labels) in begun.items()
        ),
        ("Pourquoi on renonce", "Raison", told("topic", gave_up, words.WHYS)),
    ]


def _without_topic(period: Period) -> Period:
    narrowed = {name: value for name, value in (period.narrowed or {}).items() if name != "topic"}
    return Period(period.since, period.until, period.sites, period.site, narrowed)


@routes.get("/chiffres", Role.READER, menu="Chiffres")
async def show(request: web.Request) -> web.Response:
    """The figures of a period."""
    async with database(request) as session:
        wanted = await chosen(request, session)
        steps = await funnel(session, wanted)
        more = await others(session, wanted)
        found = await tables(session, wanted)
    drawn = [(caption, head, counts, bars(counts, 31)) for caption, head, counts in found]
    return page(
        request, "figures.html", title="Chiffres", wanted=wanted, choices=choices(), steps=steps,
        step_bars=bars(steps), others=more, tables=drawn,
    )  # fmt: skip


def lines(*sections: tuple[str, str, Counts]) -> list[list[Any]]:
    """The lines of the CSV: table, label, number."""
    return [
        [caption, label, HIDDEN if number is None else number]
        for caption, _, counts in sections
        for label, number in counts.items()
    ]


def attachment(text: str | bytes, kind: str, ending: str) -> web.Response:
    """A file to download; its name says nothing of what is inside."""
    body = text.encode() if isinstance(text, str) else text
    name = f"{uuid.uuid4()}.{ending}"
    return web.Response(
        body=body,
        headers={"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'},
    )


@routes.get("/chiffres.csv", Role.READER)
async def as_csv(request: web.Request) -> web.Response:
    """The same figures as CSV, safe to open in a spreadsheet; the download is noted in the log."""
    caller = caller_of(request)
    async with database(request) as session:
        wanted = await chosen(request, session)
        steps, more = await funnel(session, wanted), await others(session, wanted)
        found = await tables(session, wanted)
        await audit.record(session, caller.id, "figures.export", None, wanted.period.site)
        await session.commit()
    period = wanted.period
    head = csv_head(["tableau", "valeur", "nombre"])
    days = csv_line(["Période", f"du {period.since:%d/%m/%Y} au {period.until:%d/%m/%Y}", ""])
    every = lines(("Parcours", "", steps), ("Autres", "", more), *found)
    return attachment(
        head + days + "".join(csv_line(line) for line in every), "text/csv; charset=utf-8", "csv"
    )
