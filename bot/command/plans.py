"""Which indexes a database uses for what is asked of it: statements caught as they pass, then explained."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.catalogue.database import Base

# SQLite: « SEARCH event USING INDEX ix_event_region (region=?) », « SCAN event »; automatic indexes are made on the fly.
_SQLITE = re.compile(
    r"^(?P<how>SEARCH|SCAN) (?P<table>\w+)(?: AS \w+)?(?: USING (?P<cover>COVERING )?INDEX (?P<index>\w+))?"
    r"(?P<key> USING INTEGER PRIMARY KEY)?(?P<automatic> USING AUTOMATIC)?"
)
# PostgreSQL: « Index Scan using ix_event_region on event », « Bitmap Index Scan on ix_… », « Seq Scan on event ».
_INDEX = re.compile(r"Index (?:Only )?Scan(?: Backward)? (?:using|on) (\w+)")
_WHOLE = re.compile(r"Seq Scan on (\w+)")


@dataclass
class Plans:
    """What some statements use: how many there were, the `indexes` read, the tables read `whole`."""

    statements: int = 0
    indexes: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    def add(self, line: str) -> None:
        """Take in a line of an explanation, of either database."""
        if found := _SQLITE.match(line):
            if found["index"]:
                self.indexes.add(found["index"])
            elif found["how"] == "SCAN":
                # A scan of a subquery's few rows is none of a table.
                self.whole |= {found["table"]} & set(Base.metadata.tables)
            return
        self.indexes |= set(_INDEX.findall(line))
        self.whole |= set(_WHOLE.findall(line)) & set(Base.metadata.tables)


@contextmanager
def _caught(engine: AsyncEngine) -> Iterator[list[tuple[str, Any]]]:
    """The SELECT statements that pass while the context is open, with their parameters."""
    passed: list[tuple[str, Any]] = []

    def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            passed.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", keep)
    try:
        yield passed
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", keep)


async def plans_of(
    engine: AsyncEngine, session: AsyncSession, call: Callable[[AsyncSession], Awaitable[Any]]
) -> Plans:
    """The plans of the statements that `call` makes."""
    with _caught(engine) as passed:
        await call(session)
    plans = Plans(len(passed))
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    async with engine.connect() as connection:
        for statement, parameters in passed:
            # Written by the catalogue's own queries, never by a person.
            rows = await connection.exec_driver_sql(explain + statement, parameters)
            for row in rows.all():
                plans.add(str(row[-1]).strip())
    return plans
