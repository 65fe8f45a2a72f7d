"""Facts corrected by hand, each time with a source and its date, and how corrections outlive the files.

A correction keeps the values before and after it: none before a line that was added, none after one that was removed.
When a file of reference data is loaded anew, corrections are made again on the rows whose file still says what was
corrected; where the file has changed, it wins and someone must look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import FactEdit, Profession
from bot.catalogue.queries.drawn import DRAWN, drawn, weigh
from bot.catalogue.queries.editable import EDITABLE, LINES, key_of, place_of, sourced, title_of
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
    row = await _row(session, table, key)
    edits = await history(session, table, key)
    if row is None and not (spec.blank is not None and edits):
        return None
    title = key if row is None else title_of(table, row)
    return Fact(table, key, title, row, list(reversed(edits)))


async def _row(session: AsyncSession, table: str, key: str) -> Any:
    spec = EDITABLE[table]
    if spec.owner is None:
        return await session.get(spec.model, key)
    place = place_of(key)
    if place is None:
        return None
    owner = getattr(spec.model, spec.owner)
    return await session.scalar(select(spec.model).where(owner == place[0], spec.model.position == place[1]))


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


async def lines(session: AsyncSession, profession: str) -> dict[str, list[Fact]]:
    """By table, the lines of a profession: its diplomas, ways in, costs and pay."""
    found = {}
    for table in LINES:
        model = EDITABLE[table].model
        rows = await session.scalars(
            select(model).where(model.profession_slug == profession).order_by(model.position)
        )
        found[table] = [_fact(table, row) for row in rows]
    return found


def _fact(table: str, row: Any) -> Fact:
    return Fact(table, key_of(table, row), title_of(table, row), row)


async def history(session: AsyncSession, table: str, key: str) -> Sequence[FactEdit]:
    """The corrections of a row, the oldest first."""
    found = select(FactEdit).where(FactEdit.table == table, FactEdit.key == key).order_by(FactEdit.id)
    return (await session.scalars(found)).all()


async def correct(session: AsyncSession, fact: Fact, values: Mapping[str, Any], told: Told) -> bool:
    """Set the values that change, with their source. Where none does, a source, its date or a review that is new
    is noted: someone looked. False when nothing at all is new."""
    row, latest = fact.row, fact.edits[0] if fact.edits else None
    after = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not after and latest is not None and _same(latest, told):
        return False
    after |= await drawn(session, fact.table, row, after)
    after |= sourced(fact.table, row, after, told.source_url, told.as_of)
    # A note says at least which row it is of.
    named = EDITABLE[fact.table].named
    after = after or {named: getattr(row, named)}
    before = {name: getattr(row, name) for name in (*EDITABLE[fact.table].same, *after)}
    for name, value in after.items():
        setattr(row, name, value)
    await _note(session, fact.table, fact.key, before, after, told)
    if fact.table == "benchmark":
        await weigh(session)
    return True


def _same(edit: FactEdit, told: Told) -> bool:
    return (edit.source_url, edit.as_of, edit.review_on) == (told.source_url, told.as_of, told.review_on)


async def add(
    session: AsyncSession, table: str, profession: str, values: Mapping[str, Any], told: Told
) -> str | None:
    """Add a line to a profession; its key, None when there is no such profession.

    The same line told twice of the same source, as when a form is sent twice, is there once.
    """
    spec = EDITABLE[table]
    if spec.blank is None or not await _hold(session, profession):
        return None
    after = {**spec.blank, **values}
    after |= await drawn(session, table, None, after)
    after |= sourced(table, None, after, told.source_url, told.as_of)
    model = spec.model
    added = select(model).where(model.profession_slug == profession, model.position >= _ADDED)
    for row in await session.scalars(added):
        if _says(row, after):
            return key_of(table, row)
    known = [await session.scalar(
        select(func.max(spec.model.position)).where(spec.model.profession_slug == profession)
    )]  # fmt: skip
    for key in await session.scalars(
        select(FactEdit.key).where(
            FactEdit.table == table, FactEdit.key.startswith(f"{profession}~", autoescape=True)
        )
    ):
        known.append((place_of(key) or ("", 0))[1])
    key = f"{profession}~{max(_ADDED, 1 + max(one or 0 for one in known))}"
    await _write(session, table, key, None, after)
    await _note(session, table, key, {}, after, told)
    return key


async def _hold(session: AsyncSession, profession: str) -> bool:
    """Keep others from adding to a profession until the end of the transaction; False when there is none such."""
    held = update(Profession).where(Profession.slug == profession).values(family=Profession.family)
    found = await session.execute(held.execution_options(synchronize_session=False))
    return bool(found.rowcount)  # type: ignore[attr-defined]


async def remove(session: AsyncSession, fact: Fact, told: Told) -> None:
    """Show a line of a profession no more. What it said stays in its history."""
    spec = EDITABLE[fact.table]
    names = dict.fromkeys((*spec.same, *spec.fields, *(spec.blank or {}), "source_url", "as_of"))
    before = {name: getattr(fact.row, name) for name in names}
    await _write(session, fact.table, fact.key, fact.row, {})
    await _note(session, fact.table, fact.key, before, {}, told)


async def _note(
    session: AsyncSession, table: str, key: str, before: dict[str, Any], after: dict[str, Any], told: Told
) -> None:
    session.add(FactEdit(table=table, key=key, before=before, after=after, **vars(told)))
    await session.flush()


async def _write(session: AsyncSession, table: str, key: str, row: Any, after: Mapping[str, Any]) -> Any:
    """Make a row say `after`: made if it is None, removed when `after` is empty. The row that is there then."""
    if not after:
        await session.delete(row)
        await session.flush()
        return None
    if row is None:
        spec, place = EDITABLE[table], place_of(key)
        if place is None or spec.owner is None or await session.get(Profession, place[0]) is None:
            return None
        row = spec.model(**{spec.owner: place[0], "position": place[1], **after})
        session.add(row)
    for name, value in after.items():
        setattr(row, name, value)
    await session.flush()
    return row


async def to_review(session: AsyncSession, day: date) -> Sequence[FactEdit]:
    """The corrections whose review is due on `day`, the most overdue first; the latest of each row only."""
    latest = select(func.max(FactEdit.id)).group_by(FactEdit.table, FactEdit.key)
    found = select(FactEdit).where(FactEdit.id.in_(latest), FactEdit.review_on <= day)
    return (await session.scalars(found.order_by(FactEdit.review_on))).all()


async def reapply(session: AsyncSession, today: date) -> int:
    """Make the corrections again on rows that a load rewrote; how many rows no longer say what was corrected."""
    chains: dict[tuple[str, str], list[FactEdit]] = {}
    for edit in await session.scalars(select(FactEdit).order_by(FactEdit.id)):
        chains.setdefault((edit.table, edit.key), []).append(edit)
    lost = 0
    for (table, key), edits in chains.items():
        row = await _row(session, table, key)
        if _says(row, edits[-1].after):
            continue
        for edit in edits:
            if _says(row, edit.before):
                row = await _write(session, table, key, row, edit.after)
            if not _says(row, edit.after):
                lost += 1
                edits[-1].review_on = min(edits[-1].review_on, today)
                break
    await session.flush()
    await weigh(session)
    return lost


def _says(row: Any, values: Mapping[str, Any]) -> bool:
    """Whether a row holds these values; none of them: whether there is no row."""
    if row is None or not values:
        return row is None and not values
    return all(getattr(row, name) == value for name, value in values.items() if name not in DRAWN)
