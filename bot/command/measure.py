"""`python -m bot.command.measure`: the catalogue's searches at national size, beside a read by key in the same run.

Fills a database with made-up events and trainings spread over the communes by population, then times the searches the
bot makes. The figures are those of the machine it runs on.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.located import located
from bot.catalogue.migrate import migrate
from bot.catalogue.models import Event, EventProfession, EventSlot, Training, TrainingSession
from bot.catalogue.models.events import listed
from bot.catalogue.queries import events, trainings
from bot.catalogue.queries.events import EventQuery
from bot.catalogue.queries.trainings import TrainingQuery
from bot.command.plans import plans_of
from bot.french.gazetteer import load_gazetteer

# How many reads by key a search may take, at its 95th percentile.
LIMIT = 20
_BATCH = 2_000
_WARMING = 20
_NOW = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)
_KINDS = ("portes-ouvertes", "job-dating", "forum", "reunion-information", "conference", "atelier-vis-ma-vie")
_PROFESSIONS = (
    "infirmier",
    "aide-soignant",
    "educateur-specialise",
    "assistant-de-service-social",
    "ambulancier",
)
# How long a slot lasts: most are meetings, a few are fairs of some days, fewer are campaigns.
_LASTS, _LASTS_OFTEN = (timedelta(hours=3), timedelta(days=2), timedelta(days=60)), (95, 4, 1)
# As long as the texts of real feeds are: rows that are wide cost more to read.
_TEXT = "Venez rencontrer les équipes, visiter les locaux et poser vos questions. " * 8
_MODES = ("initial", "apprenticeship", "continuing", "vae")


def _places(draw: random.Random) -> Iterator[dict[str, Any]]:
    """Places of France without end, as crowded as they are inhabited."""
    communes = [one for one in load_gazetteer().communes() if one.population and not one.city]
    weights = [one.population for one in communes]
    while True:
        for commune in draw.choices(communes, weights, k=_BATCH):
            place = located(commune.insee)
            if place["latitude"] is not None:
                place["latitude"] += draw.uniform(-0.02, 0.02)
                place["longitude"] += draw.uniform(-0.02, 0.02)
            yield place


def _event(
    number: int, place: dict[str, Any], draw: random.Random
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    slots: list[dict[str, Any]] = []
    for _ in range(draw.choice((1, 2, 3, 3, 6))):
        start = _NOW + timedelta(minutes=30 * draw.randint(-48 * 100, 48 * 400))
        slots.append(
            {
                "event_id": f"m{number}", "starts_at": start, "ends_at": start + draw.choices(_LASTS, _LASTS_OFTEN)[0],
                "zone": "Europe/Paris", "local_start": f"{start:%Y-%m-%dT%H:%M}", "all_day": False, "cancelled": False,
            }
        )  # fmt: skip
    row = {
        "id": f"m{number}", "source": "mesure", "uid": str(number), "kind": draw.choice(_KINDS), "title": "Essai",
        "description": _TEXT,
        "search_text": "evenement d'essai", "status": draw.choices(("scheduled", "full", "cancelled"), (9, 1, 1))[0],
        "withdrawn": False, "last_end": max(slot["ends_at"] for slot in slots), "audiences": [], "attendance": "onsite",
        "example": False, "locked": [], "classification": {}, "in_scope": True,
        "profession_list": "", **place,
    }  # fmt: skip
    return row, slots


def _training(
    number: int, place: dict[str, Any], draw: random.Random
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    row = {
        "id": f"m{number}", "source": "mesure", "uid": str(number), "title": "Formation d'essai",
        "description": _TEXT,
        "search_text": "formation d'essai", "profession_slug": draw.choice(_PROFESSIONS), "mode": draw.choice(_MODES),
        "withdrawn": False, "attendance": "onsite", "example": False, "locked": [], "classification": {},
        "in_scope": True, "rncp": [], "rome": [], "formacode": [], **place,
    }  # fmt: skip
    starts = [
        date(2026, 11, 21) + timedelta(days=draw.randint(-300, 500)) for _ in range(draw.choice((1, 1, 2)))
    ]
    return row, [{"training_id": f"m{number}", "start_on": start} for start in starts]


async def fill(url: str, number_of_events: int, number_of_trainings: int) -> None:
    """Make the tables at `url` and fill them; drawn from a fixed seed."""
    await migrate(url)
    engine = open_database(url)
    draw = random.Random(20261121)  # noqa: S311 - nothing secret
    places = _places(draw)
    async with engine.begin() as connection:
        for start in range(0, number_of_events, _BATCH):
            rows, slots, named = [], [], []
            for number in range(start, min(start + _BATCH, number_of_events)):
                row, own = _event(number, next(places), draw)
                rows.append(row)
                slots += own
                if draw.random() < 0.7:
                    named.append({"event_id": row["id"], "profession_slug": draw.choice(_PROFESSIONS)})
                    row["profession_list"] = listed([named[-1]["profession_slug"]])
            await connection.execute(insert(Event.__table__), rows)  # type: ignore[arg-type]
            await connection.execute(insert(EventSlot.__table__), slots)  # type: ignore[arg-type]
            await connection.execute(insert(EventProfession.__table__), named)  # type: ignore[arg-type]
        for start in range(0, number_of_trainings, _BATCH):
            pairs = [
                _training(number, next(places), draw)
                for number in range(start, min(start + _BATCH, number_of_trainings))
            ]
            await connection.execute(insert(Training.__table__), [row for row, _ in pairs])  # type: ignore[arg-type]
            sessions = [session for _, own in pairs for session in own]
            await connection.execute(insert(TrainingSession.__table__), sessions)  # type: ignore[arg-type]
    async with engine.connect() as connection:
        await connection.execute(text("ANALYZE"))
        await connection.commit()
    await engine.dispose()


def searches(draw: random.Random) -> dict[str, Callable[[AsyncSession], Awaitable[Any]]]:
    """The searches the bot makes, each at a place, a date and a profession drawn anew."""
    communes = [one for one in load_gazetteer().communes() if one.population > 20_000 and not one.city]

    def near() -> dict[str, Any]:
        commune = draw.choice(communes)
        return {"kind": "commune", "code": commune.insee, "name": commune.name}

    def department() -> dict[str, Any]:
        return {"kind": "department", "code": draw.choice(communes).department, "name": ""}

    def soon() -> dict[str, Any]:
        start = date(2026, 11, 21) + timedelta(days=draw.randint(0, 200))
        return {"start": start, "end": start + timedelta(days=30)}

    def of_events(**asked: Any) -> EventQuery:
        # As the bot asks for whoever says nothing of themselves.
        return EventQuery(**{"now": _NOW, "for_all": True, **asked})

    def of_trainings(**asked: Any) -> TrainingQuery:
        return TrainingQuery(**{"now": _NOW, **asked})

    def trade() -> dict[str, Any]:
        return {"profession": draw.choice(_PROFESSIONS)}

    return {
        "événements près d'une commune": lambda s: events.search(s, of_events(place=near())),
        "… pour un métier, en un mois": lambda s: events.search(
            s, of_events(place=near(), **trade(), **soon())
        ),
        "événements d'un département": lambda s: events.search(s, of_events(place=department())),
        "événements en France, en un mois": lambda s: events.search(s, of_events(**soon())),
        "événements en France": lambda s: events.search(s, of_events()),
        "événements en France pour un métier": lambda s: events.search(s, of_events(**trade())),
        "événements introuvables (élargis)": lambda s: events.search(
            s, of_events(place=near(), kinds=["rallye"])
        ),
        "formations près d'une commune": lambda s: trainings.search(s, of_trainings(place=near(), **trade())),
        "formations d'un département": lambda s: trainings.search(
            s, of_trainings(place=department(), **trade())
        ),
        "formations en France pour un métier": lambda s: trainings.search(s, of_trainings(**trade())),
        "formations en France": lambda s: trainings.search(s, of_trainings()),
    }


def _high(spent: list[float]) -> float:
    """The 95th percentile of times."""
    return sorted(spent)[min(len(spent) - 1, int(len(spent) * 0.95))]


async def measure(url: str, rounds: int) -> dict[str, Any]:
    """Time each search and a read by key in the same run, and see which indexes each uses.

    Times are in milliseconds; `ratio` is a search's 95th percentile in reads by key, at most `limit`.
    """
    engine = open_database(url)
    maker = session_maker(engine)
    draw = random.Random(7)  # noqa: S311 - nothing secret

    async def timed(call: Callable[[AsyncSession], Awaitable[Any]]) -> float:
        async with maker() as session:
            started = time.perf_counter()
            await call(session)
            return (time.perf_counter() - started) * 1000

    def by_key(session: AsyncSession) -> Awaitable[Any]:
        return events.get(session, f"m{draw.randrange(100)}")

    async with maker() as session:
        sizes = {
            name: await session.scalar(select(func.count()).select_from(model))
            for name, model in (("events", Event), ("slots", EventSlot), ("trainings", Training))
        }
    keys, spent = [], dict[str, list[float]]()
    for _ in range(_WARMING):
        await timed(by_key)
    for name, call in searches(draw).items():
        spent[name] = []
        # A read by key beside each search: what else the machine does weighs on both alike.
        for _ in range(rounds):
            keys.append(await timed(by_key))
            spent[name].append(await timed(call))
    by_p95 = _high(keys)
    told: dict[str, Any] = {
        "database": engine.dialect.name,
        **sizes,
        "limit": LIMIT,
        "by_key": {"p50": statistics.median(keys), "p95": by_p95},
        "searches": [],
    }
    for name, call in searches(draw).items():
        async with maker() as session:
            plans = await plans_of(engine, session, call)
        told["searches"].append(
            {
                "name": name,
                "p50": statistics.median(spent[name]),
                "p95": _high(spent[name]),
                "ratio": _high(spent[name]) / by_p95,
                "statements": plans.statements,
                "indexes": sorted(plans.indexes),
                "read_whole": sorted(plans.whole),
            }
        )
    await engine.dispose()
    return told


def lines(told: dict[str, Any]) -> Iterator[str]:
    """The figures of `measure`, for a person."""
    yield (
        f"{told['database']} : {told['events']} événements, {told['slots']} créneaux, {told['trainings']} formations"
    )
    yield f"lecture par clé : p50 {told['by_key']['p50']:.1f} ms, p95 {told['by_key']['p95']:.1f} ms"
    for one in told["searches"]:
        yield (
            f"{one['name']:<42} p50 {one['p50']:7.1f} ms  p95 {one['p95']:7.1f} ms  = {one['ratio']:6.1f} ×"
            f"  ({one['statements']} requêtes)"
        )
        yield "    index : " + ", ".join(one["indexes"])
        if one["read_whole"]:
            yield "    lus en entier : " + ", ".join(one["read_whole"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill if asked, then measure; 1 when a search takes more than LIMIT reads by key and `--strict` is given."""
    parser = argparse.ArgumentParser(prog="measure", description=__doc__)
    parser.add_argument("url", help="sqlite+aiosqlite:///… or postgresql+asyncpg://…")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--trainings", type=int, default=300_000)
    parser.add_argument("--fill", action="store_true", help="fill the database first (it must be empty)")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--strict", action="store_true", help="fail when a search is over the limit")
    asked = parser.parse_args(arguments)
    if asked.fill:
        asyncio.run(fill(asked.url, asked.events, asked.trainings))
    told = asyncio.run(measure(asked.url, asked.rounds))
    print(json.dumps(told, ensure_ascii=False) if asked.json else "\n".join(lines(told)))
    return int(asked.strict and any(one["ratio"] > LIMIT for one in told["searches"]))


if __name__ == "__main__":
    sys.exit(main())
