"""Rows written from what a feed said: new ones made, changed ones brought up to date, the fields a person set left alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import (
    DirectoryEntry,
    Event,
    EventProfession,
    EventSlot,
    Organisation,
    Training,
    TrainingSession,
)
from bot.feeds.building import Built
from bot.feeds.report import Report

# SQLite takes at most 32,766 values in one statement, older ones 999.
_AT_ONCE = 400
_PLACE = {
    "venue", "address", "commune", "postcode", "insee", "epci", "department", "region", "latitude", "longitude",
    "precision",
}  # fmt: skip
# What follows from other fields, and is left when they are.
_FOLLOWS = {"kind": "classification", "title": "search_text", "slots": "last_end"}


def identifier(source: str, uid: str, table: str) -> str:
    """The identifier of a record of a feed: the same at each import, and telling nothing of the feed."""
    return sha256(f"{table}|{source}|{uid}".encode()).hexdigest()[:24]


def parts(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """`values` in pieces that one statement can hold."""
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


@dataclass(frozen=True)
class Known:
    """What a table holds of a record: its identifier, the digest it was written with, the fields a person has set,
    and for an event when it first begins and last ends."""

    id: str
    digest: str | None
    withdrawn: bool
    in_scope: bool
    locked: list[str]
    first: datetime | None = None
    last: datetime | None = None


async def known_records(
    session: AsyncSession, model: type[Event] | type[Training], source: str, uids: Sequence[str]
) -> dict[str, Known]:
    """Of these records of a feed, those that the table has."""
    columns: list[Any] = [model.uid, model.id, model.raw_hash, model.withdrawn, model.in_scope, model.locked]
    if model is Event:
        first = select(func.min(EventSlot.starts_at)).where(EventSlot.event_id == Event.id).scalar_subquery()
        columns += [first, Event.last_end]
    found: dict[str, Known] = {}
    for some in parts(uids):
        statement = select(*columns).where(model.source == source, model.uid.in_(some))
        for uid, identity, digest, withdrawn, in_scope, locked, *span in await session.execute(statement):
            found[uid] = Known(identity, digest, withdrawn, in_scope, locked or [], *span)
    return found


async def mark_seen(
    session: AsyncSession,
    model: type[Event] | type[Training],
    identities: Sequence[str],
    moment: datetime,
    report: Report,
) -> None:
    """Count records that are as they were, and keep that they were seen again."""
    report.unchanged += len(identities)
    if report.dry_run:
        return
    for some in parts(identities):
        seen = {"last_seen": moment, "verified_on": moment.date()}
        await session.execute(update(model).where(model.id.in_(some)).values(seen))


async def store(
    session: AsyncSession,
    model: type[Event] | type[Training],
    source: str,
    built: Sequence[tuple[Built, str]],
    moment: datetime,
    report: Report,
) -> list[str]:
    """Write events or trainings (each with where it stands in its feed); the identifiers of new and changed ones.

    On a dry run only counts are made.
    """
    known = await known_records(session, model, source, [one.uid for one, _ in built])
    same: list[str] = []
    changed: list[tuple[Built, str, str | None]] = []
    for one, position in built:
        told = known.get(one.uid)
        if told is not None and told.digest == one.digest and not told.withdrawn:
            same.append(told.id)
        else:
            changed.append((one, position, told.id if told else None))
            if told is None:
                report.new += 1
            else:
                report.updated += 1
    await mark_seen(session, model, same, moment, report)
    if report.dry_run:
        return []
    organisations = await store_organisations(
        session, source, [one.organisation for one, _, _ in changed if one.organisation]
    )
    old = await _rows(session, model, [identity for _, _, identity in changed if identity])
    for one, position, identity in changed:
        row = old.get(identity) if identity else None
        if row is None:
            row = model(
                id=identifier(source, one.uid, model.__tablename__), source=source, uid=one.uid, locked=[]
            )
            row.first_seen, row.example = moment, False
            session.add(row)
        slug = one.organisation["slug"] if one.organisation else None
        _write(row, one, slug if slug in organisations else None, position, moment)
    await session.flush()
    return [identifier(source, one.uid, model.__tablename__) for one, _, _ in changed]


async def _rows(
    session: AsyncSession, model: type[Event] | type[Training], identities: Sequence[str]
) -> dict[str, Event | Training]:
    found: dict[str, Event | Training] = {}
    for some in parts(identities):
        statement: Any = select(model).where(model.id.in_(some))
        for row in await session.scalars(statement):
            found[row.id] = row
    return found


def _write(
    row: Event | Training, one: Built, organisation: str | None, position: str, moment: datetime
) -> None:
    """Set the fields of `row`, but for those a counsellor has set."""
    locked = set(row.locked or [])
    if "place" in locked:
        locked |= _PLACE
    locked |= {_FOLLOWS[name] for name in locked & set(_FOLLOWS)}
    values = {**one.values, "organisation_slug": organisation, "withdrawn": False}
    for name, value in values.items():
        if name not in locked:
            setattr(row, name, value)
    row.raw_hash, row.position, row.last_seen, row.verified_on = one.digest, position, moment, moment.date()
    if isinstance(row, Event):
        if "slots" not in locked:
            row.slots = [EventSlot(**slot) for slot in one.slots]
        if "professions" not in locked:
            named = {link.profession_slug: link for link in row.professions}
            row.professions = [
                named.get(slug) or EventProfession(profession_slug=slug) for slug in one.professions
            ]
    elif "sessions" not in locked:
        row.sessions = [TrainingSession(**session) for session in one.sessions]


async def store_organisations(
    session: AsyncSession, source: str, organisations: Iterable[dict[str, Any]], counted: Report | None = None
) -> set[str]:
    """Write organisations; the slugs of all of them.

    Named by an event or a training, they only fill what is missing. `counted`: they are a directory's own entries,
    which replace what is known and are counted in the report.
    """
    wanted: dict[str, dict[str, Any]] = {}
    for one in organisations:
        known = wanted.setdefault(one["slug"], {})
        known.update({name: value for name, value in one.items() if value is not None or name not in known})
    rows: dict[str, Organisation] = {}
    for some in parts(list(wanted)):
        for found in await session.scalars(select(Organisation).where(Organisation.slug.in_(some))):
            rows[found.slug] = found
    for slug, values in wanted.items():
        row = rows.get(slug)
        if counted is not None:
            values["raw_hash"] = sha256(repr(sorted(values.items())).encode()).hexdigest()
            if row is None:
                counted.new += 1
            elif row.raw_hash == values["raw_hash"]:
                counted.unchanged += 1
                continue
            else:
                counted.updated += 1
            if counted.dry_run:
                continue
        if row is None:
            session.add(Organisation(**values, source=source, locked=[], example=False))
        else:
            _fill(row, values, replaces=counted is not None)
    await session.flush()
    return set(wanted)


def _fill(row: Organisation, values: dict[str, Any], *, replaces: bool) -> None:
    for name, value in values.items():
        free = name != "slug" and name not in (row.locked or [])
        if value is not None and free and (replaces or getattr(row, name) is None):
            setattr(row, name, value)


async def store_entries(
    session: AsyncSession, source: str, entries: Sequence[DirectoryEntry], report: Report
) -> None:
    """Write entries of directories, counting each."""
    by_key = {(one.directory, one.code): one for one in entries}
    for directory in {one.directory for one in entries}:
        codes = [code for kind, code in by_key if kind == directory]
        known: dict[str, str] = {}
        for some in parts(codes):
            statement = select(DirectoryEntry.code, DirectoryEntry.raw_hash).where(
                DirectoryEntry.directory == directory, DirectoryEntry.code.in_(some)
            )
            known |= {row.code: row.raw_hash for row in (await session.execute(statement)).all()}
        for code in codes:
            one = by_key[directory, code]
            if known.get(code) == one.raw_hash:
                report.unchanged += 1
                continue
            if code in known:
                report.updated += 1
            else:
                report.new += 1
            if not report.dry_run:
                one.source = source
                await session.merge(one)


async def withdraw(
    session: AsyncSession,
    model: type[Event] | type[Training],
    source: str,
    is_seen: Any,
    condition: list[ColumnElement[bool]],
    report: Report,
) -> None:
    """Mark as withdrawn the records of the feed that meet `condition` and were not seen in it."""
    statement = select(model.id, model.uid, model.locked).where(
        model.source == source, model.withdrawn.is_(False), *condition
    )
    gone = [
        row.id
        for row in (await session.execute(statement)).all()
        if not is_seen(row.uid) and "withdrawn" not in (row.locked or [])
    ]
    report.withdrawn += len(gone)
    if not report.dry_run:
        for some in parts(gone):
            await session.execute(update(model).where(model.id.in_(some)).values(withdrawn=True))


async def forget_source(session: AsyncSession, source: str) -> tuple[int, int]:
    """Delete everything that a feed brought; how many events and trainings."""
    counts = []
    for model in (Event, Training):
        done: Any = await session.execute(delete(model).where(model.source == source))
        counts.append(int(done.rowcount))
    return counts[0], counts[1]
