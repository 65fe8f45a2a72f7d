"""Facts corrected by hand: what may be, each with its source and its date, and how corrections outlive the files.

A correction keeps the values before and after it. When a file of reference data is loaded anew, corrections are made
again on the rows whose file still says what was corrected; where the file has changed, it wins and someone must look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Answer, FactEdit, PayLine, Profession, SchemeFact


@dataclass(frozen=True)
class Editable:
    """A table of facts: the fields that may be corrected, and those that tell that a row is still the same."""

    model: Any
    label: str
    fields: tuple[str, ...]
    same: tuple[str, ...] = ()
    # Where the source and its date stand, when the row has a place for them.
    source: str | None = None
    as_of: str | None = None
    # A row of this table is found by its owner and its position.
    owner: str | None = None


EDITABLE = {
    "answer": Editable(Answer, "Réponses", ("texts",), ("slug",)),
    "profession": Editable(
        Profession,
        "Métiers",
        ("summary", "good_to_know", "missions", "qualities", "working_conditions", "training_text"),
    ),
    "pay_line": Editable(
        PayLine,
        "Salaires",
        ("gross_min", "gross_max", "net_min", "net_max", "note", "hidden"),
        ("kind", "context", "moment_text"),
        "source_url",
        "as_of",
        "profession_slug",
    ),
    "scheme_fact": Editable(
        SchemeFact, "Aides et règles", ("text", "value"), ("kind",), "source_url", "as_of", "scheme_slug"
    ),
}


@dataclass
class Fact:
    """A row that may be corrected: its table, its key, what it is called, its corrections, the latest first."""

    table: str
    key: str
    title: str
    row: Any
    edits: list[FactEdit] = field(default_factory=list)


async def find(session: AsyncSession, table: str, key: str) -> Fact | None:
    """The row of this key (`slug`, or `slug~position`)."""
    spec = EDITABLE.get(table)
    if spec is None:
        return None
    if spec.owner is None:
        row = await session.get(spec.model, key)
    else:
        slug, _, position = key.rpartition("~")
        if not position.isascii() or not position.isdigit() or len(position) > 6:
            return None
        row = await session.scalar(
            select(spec.model).where(
                getattr(spec.model, spec.owner) == slug, spec.model.position == int(position)
            )
        )
    if row is None:
        return None
    edits = await history(session, table, key)
    return Fact(table, key, title_of(table, row), row, list(reversed(edits)))


def key_of(table: str, row: Any) -> str:
    """The key of a row."""
    owner = EDITABLE[table].owner
    if owner is not None:
        return f"{getattr(row, owner)}~{row.position}"
    return str(row.key if table == "answer" else row.slug)


def title_of(table: str, row: Any) -> str:
    """What a row is called, in French."""
    if table == "answer":
        return f"{row.slug}{f' ({row.audience})' if row.audience else ''}"
    if table == "profession":
        return str(row.name_m)
    if table == "pay_line":
        return f"{row.profession_slug} : {row.context}, {row.moment_text}"
    return f"{row.scheme_slug} : {row.text[:80]}"


async def listing(
    session: AsyncSession, table: str, words: str | None, limit: int, offset: int
) -> list[Fact]:
    """The rows of a table whose name holds `words`; one more than the limit when there are more."""
    spec = EDITABLE[table]
    model = spec.model
    named = {
        "answer": Answer.key,
        "profession": Profession.name_m,
        "pay_line": PayLine.profession_slug,
        "scheme_fact": SchemeFact.scheme_slug,
    }[table]
    order = (named, model.position) if spec.owner else (named,)
    found = select(model).order_by(*order).limit(limit + 1).offset(offset)
    if words:
        found = found.where(func.lower(named).contains(words.lower(), autoescape=True))
    rows = (await session.scalars(found)).all()
    return [Fact(table, key_of(table, row), title_of(table, row), row) for row in rows]


async def history(session: AsyncSession, table: str, key: str) -> Sequence[FactEdit]:
    """The corrections of a row, the oldest first."""
    found = select(FactEdit).where(FactEdit.table == table, FactEdit.key == key).order_by(FactEdit.id)
    return (await session.scalars(found)).all()


async def correct(
    session: AsyncSession,
    fact: Fact,
    values: dict[str, Any],
    source_url: str,
    as_of: str,
    review_on: date,
    account_id: int | None,
    moment: datetime,
) -> bool:
    """Set the values that change, with their source; False when none does."""
    spec, row = EDITABLE[fact.table], fact.row
    after = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not after:
        return False
    if spec.source and spec.as_of:
        after |= {spec.source: source_url, spec.as_of: as_of}
    elif fact.table == "answer":
        others = [one for one in row.sources if one.get("url") != source_url]
        after["sources"] = [*others, {"title": _host(source_url), "url": source_url, "as_of": as_of}]
        after["as_of"] = min(one["as_of"] for one in after["sources"] if one.get("as_of"))
    elif "training_text" in after:
        after |= {"training_source_url": source_url, "training_as_of": as_of}
    before = {name: getattr(row, name) for name in (*spec.same, *after)}
    for name, value in after.items():
        setattr(row, name, value)
    session.add(
        FactEdit(
            table=fact.table,
            key=fact.key,
            before=before,
            after=after,
            source_url=source_url,
            as_of=as_of,
            review_on=review_on,
            account_id=account_id,
            at=moment,
        )
    )
    await session.flush()
    return True


def _host(url: str) -> str:
    return url.split("/")[2] if url.count("/") >= 2 else url


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
        fact = await find(session, table, key)
        if fact is not None and _says(fact.row, edits[-1].after):
            continue
        for edit in edits:
            if fact is None or not _says(fact.row, edit.before):
                lost += 1
                edits[-1].review_on = min(edits[-1].review_on, today)
                break
            for name, value in edit.after.items():
                setattr(fact.row, name, value)
    await session.flush()
    return lost


def _says(row: Any, values: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())
