"""Facts corrected by hand, each time with a source and its date.

A correction keeps the values before and after it: none before a line that was added, none after one that was removed.
`reapplying` makes them outlive the files.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import FactEdit
from bot.catalogue.queries.drawn import DRAWN, drawn, weigh
from bot.catalogue.queries.editable import (
    EDITABLE,
    LINES,
    Editable,
    key_of,
    place_of,
    sourced,
    sources_of,
    title_of,
)
from bot.french.folding import fold_text

# Lines added by hand come after those of the files, which never reach this position.
_ADDED = 1000


@dataclass
class Fact:
    """A row that may be corrected: its table, its key, what it is called, its corrections, the latest first.

    `row` is None once it was removed by hand.
    """

    table: str
    key: str
    title: str
    row: Any
    edits: list[FactEdit] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """What comes with every correction: its source, the source's date, the next review, who and when."""

    source_url: str
    as_of: str
    review_on: date
    account_id: int | None
    at: datetime


async def find(session: AsyncSession, table: str, key: str) -> Fact | None:
    """The row of this key (`slug`, or `slug~position`)."""
    spec = EDITABLE.get(table)
    if spec is None:
        return None
    row = await row_of(session, table, key)
    edits = await history(session, table, key)
    if row is None and not (spec.blank is not None and edits):
        return None
    title = key if row is None else title_of(table, row)
    return Fact(table, key, title, row, list(reversed(edits)))


async def row_of(session: AsyncSession, table: str, key: str) -> Any:
    """The row of this key; None when there is none."""
    spec = EDITABLE[table]
    if spec.owner is None:
        return await session.get(spec.model, key)
    place = place_of(key)
    if place is None:
        return None
    which = (_owner(spec) == place[0], spec.model.position == place[1])
    return await session.scalar(select(spec.model).where(*which))


async def listing(
    session: AsyncSession, table: str, words: str | None, limit: int, offset: int
) -> list[Fact]:
    """The rows of a table whose title holds `words`; one more than the limit when there are more."""
    spec = EDITABLE[table]
    named = getattr(spec.model, spec.named)
    order = (named, spec.model.position) if spec.owner else (named,)
    found = select(spec.model).order_by(*order)
    if not words:
        return [_fact(table, row) for row in await session.scalars(found.limit(limit + 1).offset(offset))]
    # Some hundreds of rows: they are looked through here, so that accents and hyphens do not count.
    every = [_fact(table, row) for row in await session.scalars(found)]
    sought = _plain(words)
    return [one for one in every if sought in _plain(one.title)][offset : offset + limit + 1]


def _plain(text: str) -> str:
    return fold_text(text).replace("-", " ").replace("'", " ")


async def lines(session: AsyncSession, table: str, key: str) -> dict[str, list[Fact]]:
    """By table, the lines of a profession (its diplomas, ways in, costs and pay) or of a scheme."""
    found = {}
    for name in LINES.get(table, ()):
        spec = EDITABLE[name]
        rows = select(spec.model).where(_owner(spec) == key).order_by(spec.model.position)
        found[name] = [_fact(name, row) for row in await session.scalars(rows)]
    return found


def _owner(spec: Editable) -> Any:
    return getattr(spec.model, spec.owner or "")


def _fact(table: str, row: Any) -> Fact:
    return Fact(table, key_of(table, row), title_of(table, row), row)


async def history(session: AsyncSession, table: str, key: str) -> Sequence[FactEdit]:
    """The corrections of a row, the oldest first."""
    found = select(FactEdit).where(FactEdit.table == table, FactEdit.key == key).order_by(FactEdit.id)
    return (await session.scalars(found)).all()


async def correct(
    session: AsyncSession, fact: Fact, values: Mapping[str, Any], told: Told, replaced: Collection[str] = ()
) -> bool:
    """Set the values that change, with their source, which takes the place of those `replaced`. Where none does, a
    source, its date or a review that is new is noted: someone looked. False when nothing at all is new."""
    row, latest = fact.row, fact.edits[0] if fact.edits else None
    after = {name: value for name, value in values.items() if getattr(row, name) != value}
    replaced = {one["name"] or "" for one in sources_of(fact.table, row)} & set(replaced)
    if not after and not replaced and latest is not None and _same(latest, told):
        return False
    after |= await drawn(session, fact.table, row, after)
    after |= sourced(fact.table, row, after, told.source_url, told.as_of, replaced)
    # A note holds all that was found true: a load of the files that says otherwise is then seen.
    after = after if set(after) & set(values) else {**whole(fact), **after}
    before = {name: getattr(row, name) for name in (*EDITABLE[fact.table].same, *after)}
    for name, value in after.items():
        setattr(row, name, value)
    await note(session, fact.table, fact.key, before, after, told)
    if fact.table == "benchmark":
        await weigh(session)
    return True


def whole(fact: Fact) -> dict[str, Any]:
    """What a row says, all its fields."""
    spec = EDITABLE[fact.table]
    return {name: getattr(fact.row, name) for name in (*spec.same, *spec.fields)}


def _same(edit: FactEdit, told: Told) -> bool:
    return (edit.source_url, edit.as_of, edit.review_on) == (told.source_url, told.as_of, told.review_on)


async def add(
    session: AsyncSession, table: str, owner: str, values: Mapping[str, Any], told: Told
) -> str | None:
    """Add a line to a profession or a scheme; its key, None when there is no such owner.

    The same line told twice of the same source, as when a form is sent twice, is there once.
    """
    spec = EDITABLE[table]
    if spec.blank is None or not await _hold(session, spec, owner):
        return None
    after = {**spec.blank, **values}
    after |= await drawn(session, table, None, after)
    after |= sourced(table, None, after, told.source_url, told.as_of)
    added = select(spec.model).where(_owner(spec) == owner, spec.model.position >= _ADDED)
    for row in await session.scalars(added):
        if says(row, after):
            return key_of(table, row)
    known = [await session.scalar(select(func.max(spec.model.position)).where(_owner(spec) == owner))]
    for key in await session.scalars(
        select(FactEdit.key).where(
            FactEdit.table == table, FactEdit.key.startswith(f"{owner}~", autoescape=True)
        )
    ):
        known.append((place_of(key) or ("", 0))[1])
    key = f"{owner}~{max(_ADDED, 1 + max(one or 0 for one in known))}"
    await write(session, table, key, None, after)
    await note(session, table, key, {}, after, told)
    return key


async def _hold(session: AsyncSession, spec: Editable, owner: str) -> bool:
    """Keep others from adding to the same until the end of the transaction; False when there is no such owner."""
    held = update(spec.within).where(spec.within.slug == owner).values(digest=spec.within.digest)
    found = await session.execute(held.execution_options(synchronize_session=False))
    return bool(found.rowcount)  # type: ignore[attr-defined]


async def remove(session: AsyncSession, fact: Fact, told: Told) -> None:
    """Show a line no more. What it said stays in its history."""
    spec = EDITABLE[fact.table]
    names = dict.fromkeys((*spec.same, *spec.fields, *(spec.blank or {}), "source_url", "as_of"))
    before = {name: getattr(fact.row, name) for name in names}
    await write(session, fact.table, fact.key, fact.row, {})
    await note(session, fact.table, fact.key, before, {}, told)


async def note(
    session: AsyncSession, table: str, key: str, before: dict[str, Any], after: dict[str, Any], told: Told
) -> None:
    """Keep a correction in the history of its row."""
    session.add(FactEdit(table=table, key=key, before=before, after=after, **vars(told)))
    await session.flush()


async def write(session: AsyncSession, table: str, key: str, row: Any, after: Mapping[str, Any]) -> Any:
    """Make a row say `after`: made if it is None, removed when `after` is empty. The row that is there then."""
    if not after:
        await session.delete(row)
        await session.flush()
        return None
    if row is None:
        spec, place = EDITABLE[table], place_of(key)
        if place is None or spec.owner is None or await session.get(spec.within, place[0]) is None:
            return None
        row = spec.model(**{spec.owner: place[0], "position": place[1], **after})
        session.add(row)
    for name, value in after.items():
        setattr(row, name, value)
    await session.flush()
    return row


def says(row: Any, values: Mapping[str, Any]) -> bool:
    """Whether a row holds these values; none of them: whether there is no row."""
    if row is None or not values:
        return row is None and not values
    return all(getattr(row, name) == value for name, value in values.items() if name not in DRAWN)
