"""A batch of a feed: its records as read, judged by their digest, and only those that changed built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from typing import Any

from bot.catalogue.models import DirectoryEntry
from bot.feeds.building import (
    Built,
    Unusable,
    build_event,
    build_organisation,
    build_training,
    digest_of,
    short_uid,
)
from bot.feeds.certifications import Certifications
from bot.feeds.classifying import Codes
from bot.feeds.identities import is_derived
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
from bot.feeds.storing import Known

BATCH = 400


@dataclass
class Batch:
    """Some records of a feed: as read with their digest, then those that changed, built."""

    records: list[tuple[EventRecord | TrainingRecord, str]] = field(default_factory=list)
    same_events: list[str] = field(default_factory=list)
    same_trainings: list[str] = field(default_factory=list)
    events: list[tuple[Built, str]] = field(default_factory=list)
    trainings: list[tuple[Built, str]] = field(default_factory=list)
    organisations: list[dict[str, Any]] = field(default_factory=list)
    entries: list[DirectoryEntry] = field(default_factory=list)
    ended: bool = False


@dataclass
class Reading:
    """What is known of a feed while it is read."""

    source: Source
    codes: Codes
    keeps_all: bool
    report: Report
    licence: str | None
    certifications: Certifications = field(default_factory=Certifications)
    # Eight bytes a record: what was seen fits in memory however long the feed.
    seen: set[int] = field(default_factory=set)
    skipped: set[int] = field(default_factory=set)
    complete: bool = True
    # A record was there that could neither be read nor told from others.
    unnamed: bool = False
    first: datetime | None = None
    last: datetime | None = None
    trainings: int = 0

    def cover(self, first: datetime, last: datetime) -> None:
        """Widen the span of days that the feed is known to cover."""
        self.first = min(first, self.first or first)
        self.last = max(last, self.last or last)


def mark(kind: str, uid: str) -> int:
    """Eight bytes that stand for a record."""
    return int.from_bytes(blake2b(f"{kind}|{uid}".encode(), digest_size=8).digest(), "big")


def next_batch(items: Iterator[Item], reading: Reading) -> Batch:
    """The next BATCH items of a feed, sorted out."""
    batch = Batch()
    count = 0
    for item in islice(items, BATCH):
        count += 1
        _take(item, batch, reading)
    batch.ended = count < BATCH
    return batch


def _take(item: Item, batch: Batch, reading: Reading) -> None:
    report = reading.report
    if isinstance(item, Skip):
        report.skip(item)
        reading.complete = reading.complete and not item.incomplete
        if item.uid:
            uid = short_uid(item.uid)
            # Not as seen: other parts of the same record may be read.
            reading.skipped |= {mark("événement", uid), mark("formation", uid)}
        else:
            reading.unnamed = True
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
        # A code told on several lines is one entry.
        if (seen := mark("fiche", f"{entry.directory}/{entry.code}")) not in reading.seen:
            reading.seen.add(seen)
            report.count("fiche de répertoire")


def _take_dated(item: EventRecord | TrainingRecord, batch: Batch, reading: Reading) -> None:
    more = (reading.keeps_all, reading.licence) if reading.licence else (reading.keeps_all,)
    digest = digest_of(item, *more)
    if is_derived(item.uid):
        item = _apart(item, digest, reading)
    seen = mark(kind_of(item), short_uid(item.uid))
    if seen in reading.seen:
        reading.report.skip(
            Skip(item.position, "Le même identifiant a déjà été lu plus haut dans le fichier.", uid=item.uid)
        )
        return
    reading.seen.add(seen)
    batch.records.append((item, digest))


def _apart(item: EventRecord | TrainingRecord, digest: str, reading: Reading) -> EventRecord | TrainingRecord:
    """A record that its feed does not name, told from those that look alike but say something else."""
    kind, uid = kind_of(item), item.uid
    same = mark(f"{kind} {digest}", uid)
    if same in reading.seen:
        return item
    reading.seen.add(same)
    number = 1
    while mark(kind, short_uid(uid)) in reading.seen:
        number += 1
        uid = f"{item.uid}+{number}"
    return replace(item, uid=uid)


def kind_of(item: EventRecord | TrainingRecord) -> str:
    """What a record is, in the words of the report."""
    return "événement" if isinstance(item, EventRecord) else "formation"


def build(batch: Batch, known: Mapping[tuple[str, str], Known], reading: Reading) -> None:
    """Build what is new or changed; what is as it was is only counted, and marked as still there."""
    for item, own in batch.records:
        digest = reading.certifications.digest(own, item.rncp)
        told = known.get((kind_of(item), short_uid(item.uid)))
        # A date that a person has set says nothing of the days that the feed covers.
        if told is not None and told.digest == digest and not told.withdrawn and "slots" not in told.locked:
            _take_known(item, told, batch, reading)
        else:
            _take_changed(item, digest, batch, reading)


def _take_known(item: EventRecord | TrainingRecord, told: Known, batch: Batch, reading: Reading) -> None:
    if not told.in_scope:
        reading.report.out_of_scope += 1
    reading.report.count(kind_of(item))
    if told.first is not None and told.last is not None:
        reading.cover(told.first, told.last)
    if isinstance(item, EventRecord):
        batch.same_events.append(told.id)
    else:
        reading.trainings += 1
        batch.same_trainings.append(told.id)


def _take_changed(item: EventRecord | TrainingRecord, digest: str, batch: Batch, reading: Reading) -> None:
    today, kind = reading.source.today, kind_of(item)
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
    built.digest = digest
    if built.values["licence"] is None:
        built.values["licence"] = reading.licence
    for words in (*built.notes, *reading.certifications.notes(item.rncp)):
        reading.report.note(Note(item.position, words))
    if not built.values["in_scope"]:
        reading.report.out_of_scope += 1
    reading.report.count(kind)
    if kind == "formation":
        reading.trainings += 1
        batch.trainings.append((built, item.position.words))
        return
    reading.cover(min(slot["starts_at"] for slot in built.slots), built.values["last_end"])
    batch.events.append((built, item.position.words))
