"""The rows of the tracker store: Rasa's own table of events, as each message reads and writes it."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from rasa.shared.core.events import Event
from sqlalchemy.pool import QueuePool, StaticPool


class Rows:
    """What every message reads and writes of the table of events, over SQLAlchemy."""

    def __init__(self, engine: Any, events: Any) -> None:
        self._engine = engine
        self._insert = events.insert()
        self._last = sa.select(sa.func.max(events.c.id)).where(events.c.sender_id == sa.bindparam("sender"))

    def last(self, sender: str) -> int | None:
        """The number of the last row of a conversation, None when it has none."""
        with self._engine.connect() as connection:
            return connection.execute(self._last, {"sender": sender}).scalar()  # type: ignore[no-any-return]

    def add(self, sender: str, rows: list[dict[str, Any]]) -> int | None:
        """Keep `rows` of a conversation, committed; the number of its last row."""
        with self._engine.begin() as connection:
            if rows:
                connection.execute(self._insert, rows)
            return connection.execute(self._last, {"sender": sender}).scalar()  # type: ignore[no-any-return]


class SqliteRows(Rows):
    """The same over the one connection that SQLite has here: its statements take less time than SQLAlchemy's way to them."""

    _LAST = "SELECT max(id) FROM events WHERE sender_id = ?"
    _INSERT = (
        "INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data) "
        "VALUES (:sender_id, :type_name, :timestamp, :intent_name, :action_name, :data)"
    )

    def __init__(self, engine: Any, events: Any) -> None:
        super().__init__(engine, events)
        self._lent = engine.raw_connection()
        self._raw = self._lent.driver_connection

    def last(self, sender: str) -> int | None:
        """The number of the last row of a conversation, None when it has none. Raises sqlite3.Error."""
        return self._raw.execute(self._LAST, (sender,)).fetchone()[0]  # type: ignore[no-any-return]

    def add(self, sender: str, rows: list[dict[str, Any]]) -> int | None:
        """Keep `rows` of a conversation, committed; the number of its last row. Raises sqlite3.Error."""
        with self._raw as connection:  # commits, or rolls back
            connection.executemany(self._INSERT, rows)
            return connection.execute(self._LAST, (sender,)).fetchone()[0]  # type: ignore[no-any-return]


def row(sender: str, event: Event) -> dict[str, Any]:
    """`event` as a row of `sender`, in the form that Rasa gives it."""
    data = event.as_dict()
    return {
        "sender_id": sender,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": ((data.get("parse_data") or {}).get("intent") or {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def open_engine(url: Any) -> Any:
    """One connection is enough: everything happens on the engine's event loop."""
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, poolclass=QueuePool, pool_size=2, max_overflow=2, pool_pre_ping=True)
    engine = sa.create_engine(
        url, poolclass=StaticPool, connect_args={"timeout": 3, "check_same_thread": False}
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # As in the catalogue's database: what is committed survives the death of the process.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=3000"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def rows_of(engine: Any, events: Any) -> Rows:
    """The rows of the table `events` of `engine`."""
    return (SqliteRows if engine.dialect.name == "sqlite" else Rows)(engine, events)
