"""`python -m bot.command.measure`: the catalogue's searches at national size, beside a read by key in the same run.

Fills a database with made-up events and trainings spread over the communes by population, then times the searches the
bot makes. The figures are those of the machine it runs on.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.located import located
from bot.catalogue.migrate import migrate
from bot.catalogue.models import Event, EventProfession, EventSlot, Training, TrainingSession
from bot.catalogue.queries import events, trainings
from bot.catalogue.queries.events import EventQuery
from bot.catalogue.queries.trainings import TrainingQuery
from bot.french.gazetteer import load_gazetteer

_BATCH = 2_000
_NOW = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)
_KINDS = ("portes-ouvertes", "job-dating", "forum", "reunion-information", "conference", "atelier-vis-ma-vie")
_PROFESSIONS = (
    "infirmier",
    "aide-soignant",
    "educateur-specialise",
    "assistant-de-service-social",
    "ambulancier",
)
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
                "event_id": f"m{number}", "starts_at": start, "ends_at": start + timedelta(hours=3),
                "zone": "Europe/Paris", "local_start": f"{start:%Y-%m-%dT%H:%M}", "all_day": False, "cancelled": False,
            }
        )  # fmt: skip
    row = {
        "id": f"m{number}", "source": "mesure", "uid": str(number), "kind": draw.choice(_KINDS), "title": "Essai",
        "search_text": "evenement d'essai", "status": draw.choices(("scheduled", "full", "cancelled"), (9, 1, 1))[0],
        "withdrawn": False, "last_end": max(slot["ends_at"] for slot in slots), "audiences": [], "attendance": "onsite",
        "example": False, "locked": [], "classification": {}, "in_scope": True, **place,
    }  # fmt: skip
    return row, slots


def _training(
    number: int, place: dict[str, Any], draw: random.Random
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    row = {
        "id": f"m{number}", "source": "mesure", "uid": str(number), "title": "Formation d'essai",
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
        return EventQuery(**{"now": _NOW, **asked})

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


async def measure(url: str, rounds: int) -> None:
    """Print, for each search, its median and its 95th percentile, and how many reads by key that is."""
    engine = open_database(url)
    maker = session_maker(engine)
    draw = random.Random(7)  # noqa: S311 - nothing secret

    async def timed(call: Callable[[AsyncSession], Awaitable[Any]]) -> list[float]:
        spent = []
        for _ in range(rounds):
            async with maker() as session:
                started = time.perf_counter()
                await call(session)
                spent.append((time.perf_counter() - started) * 1000)
        return sorted(spent)

    def by_key(session: AsyncSession) -> Awaitable[Any]:
        return events.get(session, f"m{draw.randrange(100)}")

    await timed(by_key)
    base = await timed(by_key)
    reference = base[int(len(base) * 0.95)]
    print(f"lecture par clé : p50 {statistics.median(base):.1f} ms, p95 {reference:.1f} ms")
    for name, call in searches(draw).items():
        spent = await timed(call)
        high = spent[int(len(spent) * 0.95)]
        print(
            f"{name:<42} p50 {statistics.median(spent):7.1f} ms  p95 {high:7.1f} ms  = {high / reference:6.1f} ×"
        )
    await engine.dispose()


def main() -> int:
    """Fill if asked, then measure."""
    parser = argparse.ArgumentParser(prog="measure", description=__doc__)
    parser.add_argument("url", help="sqlite+aiosqlite:///… or postgresql+asyncpg://…")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--trainings", type=int, default=300_000)
    parser.add_argument("--fill", action="store_true", help="fill the database first (it must be empty)")
    parser.add_argument("--rounds", type=int, default=40)
    arguments = parser.parse_args()
    if arguments.fill:
        asyncio.run(fill(arguments.url, arguments.events, arguments.trainings))
    asyncio.run(measure(arguments.url, arguments.rounds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
