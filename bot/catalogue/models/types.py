"""Column types and the columns that several areas share."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from sqlalchemy import DateTime, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

# Longest slug of the reference data, with room to spare.
SLUG = 100


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, always aware and in UTC on the Python side; SQLite, which keeps no zone, stores UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse an instant without a zone: guessing one would move an event by hours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant must carry its zone.")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back the instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


class ListInText(TypeDecorator[list[str]]):
    """A list of words kept as text: PostgreSQL puts no JSON into an index. Written as SQLAlchemy's JSON is on SQLite."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str | None:
        """The list as JSON."""
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str] | None:
        """The list again."""
        return None if value is None else json.loads(value)


# A time that lasts longer than this is looked for apart, by an index of its own.
LONG = timedelta(days=1)
# The same for each database, word for word in the index and in what is asked, else the index is not used.
LASTS_LONG = {
    "sqlite": "julianday(ends_at) > julianday(starts_at) + 1",
    "postgresql": "ends_at - starts_at > interval '1 day'",
}


class Seeded:
    """A row seeded from a file. `digest` is that of its record: a row is rewritten only when its record
    changes, so that what a counsellor corrected stays until then."""

    digest: Mapped[str | None] = mapped_column(String(64))


class Sourced:
    """Where a fact comes from. `as_of` is the date of the fact as known (`2024`, `2024-07`, `2024-07-01`),
    None when its page is undated; `reliability` is one of its area's closed list, None when not stated."""

    source_url: Mapped[str | None] = mapped_column(Text)
    as_of: Mapped[str | None] = mapped_column(String(10))
    reliability: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)
    to_check: Mapped[str | None] = mapped_column(Text)
