"""Reference data into the database: inserted, updated or removed by slug; loading again does no harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue import models, plain_records, records
from bot.catalogue.demonstration import load_demonstration, remove_demonstration
from bot.catalogue.queries import reapplying
from bot.catalogue.reading import (
    REFERENCE,
    Record,
    ReferenceDataError,
    files_below,
    files_digest,
    read_file,
    record_digest,
)

__all__ = [
    "REFERENCE",
    "LoadReport",
    "ReferenceDataError",
    "TableReport",
    "load_demonstration",
    "load_reference",
    "remove_demonstration",
]

# Loaded by others: places by the gazetteer, examples by `bot.catalogue.demonstration`.
_NOT_HERE = ("places", "demonstration")


@dataclass
class TableReport:
    """What a load did to one table, in rows (the rows they own are not counted)."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def changed(self) -> int:
        """How many rows were written or removed."""
        return self.inserted + self.updated + self.removed


@dataclass
class LoadReport:
    """What a load did, by table name; `skipped` when nothing had changed since the last load."""

    tables: dict[str, TableReport] = field(default_factory=dict)
    skipped: bool = False

    @property
    def changed(self) -> int:
        """How many rows were written or removed, over all tables."""
        return sum(table.changed for table in self.tables.values())

    def summary(self) -> str:
        """The totals in one French line."""
        tables = self.tables.values()
        return (
            f"{sum(table.inserted for table in tables)} fiches ajoutées, "
            f"{sum(table.updated for table in tables)} modifiées, "
            f"{sum(table.removed for table in tables)} retirées, "
            f"{sum(table.unchanged for table in tables)} inchangées"
        )


def _slug(record: Record) -> str:
    return str(record["slug"])


@dataclass(frozen=True)
class _Seed:
    """Where the records of a table are: the files of `pattern`, under `top` (None: a file is one record).

    When the order of the file matters, `numbered` gives each record its position.
    """

    pattern: str
    top: str | None
    build: Callable[[Record], Any]
    key: Callable[[Record], str] = _slug
    numbered: bool = False


_SEEDS: dict[type[Any], _Seed] = {
    models.Diploma: _Seed("diplomas.yml", "diplomas", plain_records.diploma),
    models.Level: _Seed("levels.yml", "levels", plain_records.level),
    models.Benchmark: _Seed("benchmarks.yml", "benchmarks", plain_records.benchmark),
    models.Reform: _Seed("reforms.yml", "reforms", plain_records.reform),
    models.Ambiguity: _Seed(
        "ambiguities.yml", "ambiguities", plain_records.ambiguity, key=lambda record: str(record["words"])
    ),
    models.EmergencyLine: _Seed(
        "emergency_lines.yml", "emergency_lines", plain_records.emergency_line, numbered=True
    ),
    models.Guidance: _Seed("emergency_lines.yml", "guidance", plain_records.guidance),
    models.EventType: _Seed("event_types.yml", "event_types", plain_records.event_type),
    models.Campaign: _Seed("campaigns.yml", "campaigns", plain_records.campaign),
    models.Scheme: _Seed("schemes.yml", "schemes", records.scheme),
    models.Profession: _Seed("professions/*.yml", None, records.profession),
    models.Answer: _Seed("answers/**/*.yml", "answers", plain_records.answer, key=plain_records.answer_key),
    models.Contact: _Seed("contacts.yml", "contacts", plain_records.contact),
    models.Neighbour: _Seed("neighbours.yml", "neighbours", plain_records.neighbour),
}


async def load_reference(
    session_maker: async_sessionmaker[AsyncSession], directory: Path = REFERENCE
) -> LoadReport:
    """Load every file of `directory` in one transaction; a row whose record did not change is left alone.

    Raises ReferenceDataError when a file cannot be used: nothing is then changed.
    """
    digest = files_digest(files_below(directory, _NOT_HERE))
    async with session_maker.begin() as session:
        state = await session.get(models.LoadState, "reference")
        if state is not None and state.digest == digest:
            return LoadReport(skipped=True)
        report = LoadReport()
        summaries = read_file(directory / "summaries.yml").get("summaries", {})
        for model, seed in _SEEDS.items():
            rows = _rows(directory, seed, summaries if model is models.Profession else {})
            report.tables[model.__tablename__] = await _synchronise(session, model, rows)
        now = datetime.now(timezone.utc)
        await reapplying.reapply(session, now.date())
        await session.merge(models.LoadState(name="reference", digest=digest, loaded_at=now))
    return report


def _rows(directory: Path, seed: _Seed, summaries: dict[str, str]) -> dict[str, tuple[str, Any]]:
    """By key, the digest of each record and the row made of it."""
    rows: dict[str, tuple[str, Any]] = {}
    for path in sorted(directory.glob(seed.pattern)):
        content = read_file(path)
        found = [content] if seed.top is None else content.get(seed.top) or []
        for position, written in enumerate(found):
            record = {**written, "position": position} if seed.numbered else written
            if record.get("slug") in summaries:
                record = {**record, "summary": summaries[record["slug"]]}
            name = f"{path.name}, record {position + 1} ({record.get('slug', '?')})"
            try:
                key, row = seed.key(record), seed.build(record)
            except (KeyError, TypeError, ValidationError) as error:
                raise ReferenceDataError(f"{name}: {type(error).__name__}: {error}") from error
            if key in rows:
                raise ReferenceDataError(f"{name}: « {key} » is there twice.")
            rows[key] = (record_digest(record), row)
    return rows


async def _synchronise(
    session: AsyncSession, model: type[Any], rows: dict[str, tuple[str, Any]]
) -> TableReport:
    report = TableReport()
    primary_key = inspect(model).primary_key[0]
    found = await session.execute(select(primary_key, model.digest))
    known: dict[str, str | None] = {row[0]: row[1] for row in found}
    for key, (digest, row) in rows.items():
        if known.get(key) == digest:
            report.unchanged += 1
            continue
        row.digest = digest
        if key in known:
            await session.merge(row)
            report.updated += 1
        else:
            session.add(row)
            report.inserted += 1
    for key in known.keys() - rows.keys():
        await session.delete(await session.get_one(model, key))
        report.removed += 1
    await session.flush()
    return report
