"""Reading a feed into the catalogue: in batches, in constant memory, the same file twice changing nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import blake2b
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models import DirectoryEntry, Event, Training
from bot.feeds.building import (
    Built,
    Unusable,
    build_event,
    build_organisation,
    build_training,
    digest_of,
    short_uid,
)
from bot.feeds.classifying import Codes, load_codes
from bot.feeds.merging import propose
from bot.feeds.readers import FormatSpec
from bot.feeds.records import (
    DirectoryRecord,
    EventRecord,
    Item,
    Note,
    OrganisationRecord,
    Position,
    Skip,
    Source,
    TrainingRecord,
)
from bot.feeds.report import Report
from bot.feeds.storing import store, store_entries, store_organisations, withdraw

BATCH = 400
_PARIS = ZoneInfo("Europe/Paris")
_BROKEN = "La lecture s'est arrêtée sur un défaut du fichier ({error}) : la suite manque."


@dataclass
class _Batch:
    """Some records of a feed, built."""

    events: list[tuple[Built, str]] = field(default_factory=list)
    trainings: list[tuple[Built, str]] = field(default_factory=list)
    organisations: list[dict[str, Any]] = field(default_factory=list)
    entries: list[DirectoryEntry] = field(default_factory=list)
    ended: bool = False


@dataclass
class _Reading:
    """What is known of a feed while it is read."""

    source: Source
    codes: Codes
    keeps_all: bool
    report: Report
    licence: str | None
    # Eight bytes a record: what was seen fits in memory however long the feed.
    seen: set[int] = field(default_factory=set)
    complete: bool = True
    first: datetime | None = None
    last: datetime | None = None
    trainings: int = 0


def _mark(kind: str, uid: str) -> int:
    return int.from_bytes(blake2b(f"{kind}|{uid}".encode(), digest_size=8).digest(), "big")


async def import_feed(
    sessions: async_sessionmaker[AsyncSession],
    source: Source,
    spec: FormatSpec,
    *,
    moment: datetime,
    keeps_all: bool = False,
    licence: str | None = None,
    dry_run: bool = False,
    progress: Callable[[Report], None] | None = None,
) -> Report:
    """Read `source` (its `name` is the feed's slug) in the format `spec` and bring the catalogue up to date.

    `moment` is the instant of the import. `keeps_all`: every record is in scope. `licence` is the feed's, for the
    records that tell none. Records the feed no longer has are withdrawn, within the days that it covers. Raises
    `Unreadable` when nothing of the feed can be read; once a record was, faults end in the report.
    """
    report = Report(source.name, spec.name, dry_run)
    async with sessions() as session:
        codes = await load_codes(session)
    reading = _Reading(source, codes, keeps_all or spec.keeps_all, report, licence)
    items = _guarded(spec.read(source), reading)
    while True:
        # Reading and building are work for the processor: not in the loop that answers people.
        batch = await asyncio.to_thread(_next_batch, items, reading)
        await _write(sessions, batch, reading, moment)
        if progress is not None:
            progress(report)
        if batch.ended:
            break
    if reading.complete:
        await _withdraw(sessions, reading, moment)
    return report


def _guarded(items: Iterator[Item], reading: _Reading) -> Iterator[Item]:
    """The items of a reader; a fault nobody foresaw, after some of them, ends the feed instead of the import."""
    started = False
    try:
        for item in items:
            started = True
            yield item
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OverflowError,
        RecursionError,
        OSError,
    ) as error:
        if not started:
            raise
        told = _BROKEN.format(error=type(error).__name__)
        yield Skip(Position(f"après {reading.report.read} fiches"), told, incomplete=True)


def _next_batch(items: Iterator[Item], reading: _Reading) -> _Batch:
    batch = _Batch()
    count = 0
    for item in islice(items, BATCH):
        count += 1
        _take(item, batch, reading)
    batch.ended = count < BATCH
    return batch


def _take(item: Item, batch: _Batch, reading: _Reading) -> None:
    report = reading.report
    if isinstance(item, Skip):
        report.skip(item)
        reading.complete = reading.complete and not item.incomplete
        if item.uid:
            uid = short_uid(item.uid)
            reading.seen |= {_mark("événement", uid), _mark("formation", uid)}
    elif isinstance(item, Note):
        report.note(item)
    elif isinstance(item, EventRecord | TrainingRecord):
        _take_dated(item, batch, reading)
    elif isinstance(item, OrganisationRecord):
        built = build_organisation(item)
        if built is None:
            report.skip(Skip(Position(item.uid or "organisme"), "L'organisme n'a pas de nom."))
        else:
            batch.organisations.append(built)
            report.count("organisme")
    elif isinstance(item, DirectoryRecord):
        entry = DirectoryEntry(
            directory=item.directory[:20],
            code=item.code[:40],
            title=item.title,
            details=dict(item.details),
            raw_hash=digest_of(item),
        )
        batch.entries.append(entry)
        report.count("fiche de répertoire")


def _take_dated(item: EventRecord | TrainingRecord, batch: _Batch, reading: _Reading) -> None:
    kind = "événement" if isinstance(item, EventRecord) else "formation"
    mark = _mark(kind, short_uid(item.uid))
    if mark in reading.seen:
        reading.report.skip(
            Skip(item.position, "Le même identifiant a déjà été lu plus haut dans le fichier.")
        )
        return
    reading.seen.add(mark)
    today = reading.source.today
    try:
        if isinstance(item, EventRecord):
            built = build_event(item, reading.codes, reading.keeps_all, today)
        else:
            built = build_training(item, reading.codes, reading.keeps_all, today)
    except Unusable as error:
        reading.report.skip(Skip(item.position, str(error)))
        return
    except (ValueError, TypeError, OverflowError) as error:
        reading.report.skip(
            Skip(item.position, f"La fiche a une valeur inattendue ({type(error).__name__}).")
        )
        return
    if built.values["licence"] is None:
        built.values["licence"] = reading.licence
    for words in built.notes:
        reading.report.note(Note(item.position, words))
    if not built.values["in_scope"]:
        reading.report.out_of_scope += 1
    reading.report.count(kind)
    if kind == "formation":
        reading.trainings += 1
        batch.trainings.append((built, item.position.words))
        return
    first = min(slot["starts_at"] for slot in built.slots)
    reading.first = min(first, reading.first or first)
    reading.last = max(built.values["last_end"], reading.last or built.values["last_end"])
    batch.events.append((built, item.position.words))


async def _write(
    sessions: async_sessionmaker[AsyncSession], batch: _Batch, reading: _Reading, moment: datetime
) -> None:
    """Write a batch in one transaction; once more if another import wrote the same records meanwhile."""
    report = reading.report
    for attempt in (1, 2):
        before = (report.new, report.updated, report.unchanged, report.proposals)
        try:
            async with sessions() as session:
                await _write_in(session, batch, reading, moment)
                if report.dry_run:
                    await session.rollback()
                else:
                    await session.commit()
            return
        except IntegrityError:
            report.new, report.updated, report.unchanged, report.proposals = before
            if attempt == 2:
                raise


async def _write_in(session: AsyncSession, batch: _Batch, reading: _Reading, moment: datetime) -> None:
    source, report = reading.source.name, reading.report
    if batch.organisations:
        await store_organisations(session, source, batch.organisations, report)
    if batch.entries:
        await store_entries(session, source, batch.entries, report)
    if batch.trainings:
        await store(session, Training, source, batch.trainings, moment, report)
    if batch.events:
        changed = await store(session, Event, source, batch.events, moment, report)
        if changed:
            await propose(session, changed, moment, report)


def _days(first: datetime, last: datetime) -> tuple[datetime, datetime]:
    """The beginning of the first day and the end of the last one, as Paris counts them."""
    days = [(last - timedelta(microseconds=1)).astimezone(_PARIS).date(), first.astimezone(_PARIS).date()]
    end = datetime.combine(days[0] + timedelta(days=1), time(), _PARIS)
    return datetime.combine(days[1], time(), _PARIS), max(end, last)


async def _withdraw(sessions: async_sessionmaker[AsyncSession], reading: _Reading, moment: datetime) -> None:
    """Withdraw what the feed no longer has: events still to come within the days it covers, and trainings.

    What is over, or comes after the feed's last date, may only have left its page.
    """
    source, report = reading.source.name, reading.report

    async with sessions() as session:
        if reading.first is not None and reading.last is not None:
            first, last = _days(reading.first, reading.last)
            window: list[ColumnElement[bool]] = [Event.last_end > max(moment, first), Event.last_end <= last]
            await withdraw(
                session, Event, source, lambda uid: _mark("événement", uid) in reading.seen, window, report
            )
        if reading.trainings:
            await withdraw(
                session, Training, source, lambda uid: _mark("formation", uid) in reading.seen, [], report
            )
        if not report.dry_run:
            await session.commit()
