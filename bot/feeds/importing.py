"""Reading a feed into the catalogue: in batches, in constant memory, the same file twice changing nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models import Event, Training
from bot.feeds.batches import Batch, Reading, build, kind_of, mark, next_batch
from bot.feeds.building import short_uid
from bot.feeds.classifying import load_codes
from bot.feeds.identities import is_derived
from bot.feeds.merging import propose
from bot.feeds.readers import FormatSpec
from bot.feeds.records import (
    Item,
    Position,
    Skip,
    Source,
)
from bot.feeds.report import Report
from bot.feeds.storing import (
    Known,
    known_records,
    mark_seen,
    store,
    store_entries,
    store_organisations,
    withdraw,
)

_PARIS = ZoneInfo("Europe/Paris")
_BROKEN = "La lecture s'est arrêtée sur un défaut du fichier ({error}) : la suite manque."


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
    reading = Reading(source, codes, keeps_all or spec.keeps_all, report, licence)
    items = _guarded(spec.read(source), reading)
    while True:
        # Reading and building are work for the processor: not in the loop that answers people.
        batch = await asyncio.to_thread(next_batch, items, reading)
        known = await _known(sessions, batch, reading)
        await asyncio.to_thread(build, batch, known, reading)
        await _write(sessions, batch, reading, moment)
        if progress is not None:
            progress(report)
        if batch.ended:
            break
    if reading.complete:
        await _withdraw(sessions, reading, moment)
    return report


def _guarded(items: Iterator[Item], reading: Reading) -> Iterator[Item]:
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


async def _known(
    sessions: async_sessionmaker[AsyncSession], batch: Batch, reading: Reading
) -> dict[tuple[str, str], Known]:
    """What the catalogue holds of the records of a batch, by kind and identifier."""
    found: dict[tuple[str, str], Known] = {}
    certifications = [code for item, _ in batch.records for code in item.rncp]
    async with sessions() as session:
        if certifications:
            today = reading.source.today
            await reading.certifications.learn(session, certifications, reading.codes, today)
        for kind, model in (("événement", Event), ("formation", Training)):
            uids = [short_uid(item.uid) for item, _ in batch.records if kind_of(item) == kind]
            told = await known_records(session, model, reading.source.name, uids) if uids else {}
            found |= {(kind, uid): one for uid, one in told.items()}
    return found


async def _write(
    sessions: async_sessionmaker[AsyncSession], batch: Batch, reading: Reading, moment: datetime
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


async def _write_in(session: AsyncSession, batch: Batch, reading: Reading, moment: datetime) -> None:
    source, report = reading.source.name, reading.report
    if batch.organisations:
        await store_organisations(session, source, batch.organisations, report)
    if batch.entries:
        await store_entries(session, source, batch.entries, report)
    await mark_seen(session, Training, batch.same_trainings, moment, report)
    await mark_seen(session, Event, batch.same_events, moment, report)
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


async def _withdraw(sessions: async_sessionmaker[AsyncSession], reading: Reading, moment: datetime) -> None:
    """Withdraw what the feed no longer has: events still to come within the days it covers, and trainings.

    What is over, or comes after the feed's last date, may only have left its page.
    """
    source, report = reading.source.name, reading.report

    def is_there(kind: str, uid: str) -> bool:
        # What could not be read may be what the feed does not name.
        told = mark(kind, uid)
        return told in reading.seen or told in reading.skipped or (reading.unnamed and is_derived(uid))

    async with sessions() as session:
        if reading.first is not None and reading.last is not None:
            first, last = _days(reading.first, reading.last)
            window: list[ColumnElement[bool]] = [Event.last_end > max(moment, first), Event.last_end <= last]
            await withdraw(session, Event, source, partial(is_there, "événement"), window, report)
        if reading.trainings:
            await withdraw(session, Training, source, partial(is_there, "formation"), [], report)
        if not report.dry_run:
            await session.commit()
