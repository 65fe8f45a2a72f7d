"""Facts that someone must look at again: whose date has grown old, which have none, which their files say are in doubt.

A correction says itself when it must be looked at again. A fact that nobody touched is due so many months after the end
of the day, month or year of its source: fewer for figures, which change every year, than for texts.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import FactEdit
from bot.catalogue.queries import facts
from bot.catalogue.queries.editable import EDITABLE, key_of, sources_of, title_of
from bot.catalogue.queries.facts import Fact, Told

FIGURES = ("pay_line", "cost_line", "scheme_fact", "benchmark")
LATE, DOUBTFUL, UNDATED = "late", "doubtful", "undated"
# A scheme is a name, a site and a telephone: what is said of it has its own dates.
_DATED = tuple(table for table in EDITABLE if table != "scheme")


@dataclass(frozen=True)
class Rule:
    """After how many months a fact that nobody corrected must be looked at again."""

    figures: int = 12
    texts: int = 24

    def due_on(self, table: str, as_of: str | None) -> date | None:
        """The day by which a fact of that date (`2024`, `2024-07` or `2024-07-01`) must be; None without a date."""
        return None if not as_of else _later(_end(as_of), self.months(table))

    def months(self, table: str) -> int:
        """The months of a table."""
        return self.figures if table in FIGURES else self.texts

    def next(self, table: str, day: date) -> date:
        """The next review of a fact that was looked at on `day`."""
        return _later(day, self.months(table))


@dataclass(frozen=True)
class Due:
    """A fact to look at: why (LATE, DOUBTFUL, UNDATED), since when if it is late, what its source and its date are.

    `by_hand`: a correction set the day. `doubt` is what its file says is in doubt. `gone`: the line was removed.
    """

    table: str
    key: str
    title: str
    why: str
    due_on: date | None
    as_of: str | None
    url: str | None
    by_hand: bool
    doubt: str | None = None
    gone: bool = False


def _end(as_of: str) -> date:
    year, month, day = (int(part) for part in f"{as_of}-0-0".split("-")[:3])
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


async def to_review(session: AsyncSession, day: date, rule: Rule) -> list[Due]:
    """What is to be looked at on `day`: the most overdue first, then what is in doubt, then what has no date."""
    latest = select(func.max(FactEdit.id)).group_by(FactEdit.table, FactEdit.key)
    edits = {
        (one.table, one.key): one
        for one in await session.scalars(select(FactEdit).where(FactEdit.id.in_(latest)))
    }
    found = []
    for table in _DATED:
        async for row in _rows(session, table):
            edit = edits.pop((table, key_of(table, row)), None)
            found.append(_due(table, row, edit, day, rule))
    gone = (
        Due(table, key, key, LATE, edit.review_on, edit.as_of, edit.source_url, True, gone=True)
        for (table, key), edit in edits.items()
        if edit.review_on <= day
    )
    order = (LATE, DOUBTFUL, UNDATED)
    return sorted(
        [*(one for one in found if one is not None), *gone],
        key=lambda one: (order.index(one.why), one.due_on or date.max, one.table, one.title),
    )


async def late(session: AsyncSession, day: date, rule: Rule) -> int:
    """How many facts are overdue on `day`."""
    return sum(one.why == LATE for one in await to_review(session, day, rule))


async def _rows(session: AsyncSession, table: str) -> Any:
    """The rows of a table, with no more than what is told of them here."""
    model = EDITABLE[table].model
    wanted = [getattr(model, name) for name in _columns(table)]
    for row in await session.execute(select(*wanted)):
        yield row


def _columns(table: str) -> Iterator[str]:
    spec = EDITABLE[table]
    if table == "answer":
        yield from ("key", "slug", "audience", "sources", "as_of")
    elif table == "profession":
        yield from ("slug", "name_m", "training_source_url", "training_as_of", "training_to_check")
        yield from ("access_source_urls", "access_as_of", "access_to_check")
    else:
        yield from ("source_url", "as_of", "to_check")
        yield from (spec.owner, "position") if spec.owner else ("slug", "label")
        yield from {
            "pay_line": ("context", "moment_text"),
            "profession_diploma": ("title",),
            "way_in": ("way",),
            "cost_line": ("label",),
            "scheme_fact": ("text",),
        }.get(table, ())


def _due(table: str, row: Any, edit: FactEdit | None, day: date, rule: Rule) -> Due | None:
    """Why a row is to be looked at; None when it is not."""
    sources = sources_of(table, row)
    dates = [one["as_of"] for one in sources if one["as_of"]]
    if table not in ("answer", "profession") and row.as_of:
        dates = [row.as_of]
    as_of = min(dates, default=None)
    url = next((one["url"] for one in sources if one["url"]), None)
    doubt = None
    if table == "profession":
        doubt = row.training_to_check or row.access_to_check
    elif table != "answer":
        doubt = row.to_check
    due_on = edit.review_on if edit is not None else rule.due_on(table, as_of)
    if due_on is not None and due_on <= day:
        why = LATE
    elif edit is not None:
        return None
    elif doubt:
        why, due_on = DOUBTFUL, None
    elif due_on is None:
        why = UNDATED
    else:
        return None
    return Due(
        table, key_of(table, row), title_of(table, row), why, due_on, as_of, url, edit is not None, doubt
    )


async def confirm(session: AsyncSession, fact: Fact, review_on: date, told_by: int | None, at: Any) -> bool:
    """Note that a fact was looked at and is true, its source and its date unchanged, and the day of its next review.

    False when the same was noted already, as by a second press. Raises ValueError when it has no source.
    """
    sources = sources_of(fact.table, fact.row)
    if not sources:
        raise ValueError("Ce fait n'a pas de source : donnez-en une.")
    told = Told(sources[0]["url"] or "", sources[0]["as_of"] or "", review_on, told_by, at)
    latest = fact.edits[0] if fact.edits else None
    if latest is not None and latest.review_on == review_on and latest.at.date() == at.date():
        return False
    same = facts.whole(fact)
    await facts.note(session, fact.table, fact.key, same, same, told)
    return True
