"""Figures: the funnel, use by day, topic, territory, channel, site and audience; and the same as CSV."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiohttp import web

from bot.catalogue.queries import audit, figures
from bot.catalogue.queries.figures import FUNNEL, Period
from bot.console import inbox_words as words
from bot.console.charts import HIDDEN, bars
from bot.console.figures_period import Chosen, choices, chosen, of_territories
from bot.console.keys import caller_of, database
from bot.console.pages import page
from bot.console.people import department_names
from bot.console.roles import Role
from bot.console.routes import Routes
from bot.feeds.template import csv_head, csv_line

routes = Routes()
Counts = dict[str, int | None]
# What is told by topic (or, of those who gave up, by reason), and by what conversations are told apart.
_BY_TOPIC = ("messages", "gave_up")
_BEGUN = ("department", "channel", "site_key", "audience")
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


@dataclass(frozen=True)
class Figures:
    """What the pages of figures show: the steps from the first word to the hiring, what else is counted, the tables
    (caption, head of the first column, counts by label)."""

    steps: Counts
    others: Counts
    tables: list[tuple[str, str, Counts]]


Table = tuple[str, str, str, dict[str, int]]


@dataclass(frozen=True)
class _Read:
    """The same before anything is hidden; each table with the dimension it is by."""

    steps: dict[str, int]
    others: dict[str, int]
    tables: list[Table]


async def read(request: web.Request, wanted: Chosen) -> Figures:
    """Read them all, and hide what is small by territory."""
    found = await _read(request, wanted, wanted.period)
    by_place = wanted.by_territory or any(table[0] == "department" and table[3] for table in found.tables)
    wider = await _read(request, wanted, wanted.wider) if wanted.wider is not None and by_place else None
    others = {table[1]: table[3] for table in wider.tables} if wider else {}
    shown = [
        wanted.shown(found.steps, wider.steps if wider else None),
        wanted.shown(found.others, wider.others if wider else None),
    ]
    tables: list[tuple[str, str, Counts]] = []
    for dimension, caption, head, counts in found.tables:
        told = of_territories if dimension == "department" else wanted.shown
        tables.append((caption, head, told(counts, others.get(caption))))
    return Figures(shown[0], shown[1], tables)


async def _read(request: web.Request, wanted: Chosen, period: Period) -> _Read:
    """Add up once what is long (a year of a large territory); conversations and messages side by side."""
    plain = _without_topic(period)

    async def conversations() -> tuple[dict[str, int], dict[date, int], dict[str, dict[str, int]]]:
        # Messages of a topic are counted, conversations are not: they may be about several.
        async with database(request) as session:
            begun = await figures.by_each(session, plain, _BEGUN, "reached")
            steps = await figures.totals(session, plain, *FUNNEL[1:])
            days = await figures.by(session, plain, "day", "reached")
        return {FUNNEL[0]: sum(days.values()), **steps}, days, begun

    async def messages() -> tuple[dict[str, int], dict[str, dict[str, int]]]:
        async with database(request) as session:
            topics = {name: await figures.by(session, period, "topic", name) for name in _BY_TOPIC}
            rest = [name for name in _OTHERS if name not in _BY_TOPIC]
            found = await figures.totals(session, period, *rest)
        found |= {name: sum(counts.values()) for name, counts in topics.items()}
        return {name: found[name] for name in _OTHERS}, topics

    (steps, days, begun), (others, topics) = await asyncio.gather(conversations(), messages())
    return _Read(
        {words.FUNNEL[step]: steps[step] for step in FUNNEL},
        {label: others[measure] for measure, label in _OTHERS.items()},
        _tables(wanted, days, begun, topics),
    )


def _tables(
    wanted: Chosen,
    days: dict[date, int],
    begun: dict[str, dict[str, int]],
    topics: dict[str, dict[str, int]],
) -> list[Table]:
    def told(counts: dict[str, int], labels: dict[str, str]) -> dict[str, int]:
        return {labels.get(key, key or "Non précisé"): number for key, number in counts.items()}

    heads = {
        "department": ("Conversations par territoire", "Territoire", department_names()),
        "channel": ("Conversations par canal", "Canal", words.CHANNELS),
        "site_key": ("Conversations par site", "Site", {**wanted.sites, "": "Messagerie ou page"}),
        "audience": ("Conversations par public", "Public", words.AUDIENCES),
    }
    monthly = (wanted.period.until - wanted.period.since).days >= _DAYS_SHOWN
    by_time: dict[str, int] = {}
    for day, number in days.items():
        label = f"{day:%m/%Y}" if monthly else f"{day:%d/%m/%Y}"
        by_time[label] = by_time.get(label, 0) + number
    when = ("Conversations par mois", "Mois") if monthly else ("Conversations par jour", "Jour")
    return [
        ("day", *when, by_time),
        ("topic", "Messages par sujet", "Sujet", told(topics["messages"], words.TOPICS)),
        *((name, heads[name][0], heads[name][1], told(begun[name], heads[name][2])) for name in _BEGUN),
        ("topic", "Pourquoi on renonce", "Raison", told(topics["gave_up"], words.WHYS)),
    ]


def _without_topic(period: Period) -> Period:
    narrowed = {name: value for name, value in (period.narrowed or {}).items() if name != "topic"}
    return Period(period.since, period.until, period.sites, period.site, narrowed)


@routes.get("/chiffres", Role.READER, menu="Chiffres")
async def show(request: web.Request) -> web.Response:
    """The figures of a period."""
    async with database(request) as session:
        wanted = await chosen(request, session)
    found = await read(request, wanted)
    drawn = [(caption, head, counts, bars(counts, 31)) for caption, head, counts in found.tables]
    return page(
        request, "figures.html", title="Chiffres", wanted=wanted, choices=choices(), steps=found.steps,
        step_bars=bars(found.steps), others=found.others, tables=drawn,
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
        await audit.record(session, caller.id, "figures.export", None, wanted.period.site)
        await session.commit()
    found = await read(request, wanted)
    period = wanted.period
    head = csv_head(["tableau", "valeur", "nombre"])
    days = csv_line(["Période", f"du {period.since:%d/%m/%Y} au {period.until:%d/%m/%Y}", ""])
    every = lines(("Parcours", "", found.steps), ("Autres", "", found.others), *found.tables)
    return attachment(
        head + days + "".join(csv_line(line) for line in every), "text/csv; charset=utf-8", "csv"
    )
