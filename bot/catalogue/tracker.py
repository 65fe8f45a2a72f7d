"""Rasa's own database of what was said, as far as forgetting goes: Rasa itself never deletes a row."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from sqlalchemy import String, bindparam, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

_ASYNCHRONOUS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
_TABLE = "events"


async def purge(url: str, senders: Collection[str], before: datetime) -> int:
    """Delete the trackers of `senders`, and those whose last event is before `before`; how many events went.

    Nothing to do where Rasa has no database yet. On SQLite the file is written anew, so that the words are not left in
    its free pages. Raises SQLAlchemyError or OSError when the database is away or busy.
    """
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite" and not _is_there(parsed.database):
        return 0
    # Opened plainly: the file's ways (its journal) stay those that Rasa gave it.
    engine = create_async_engine(parsed.set(drivername=_ASYNCHRONOUS[backend]))
    try:
        async with engine.begin() as connection:
            if not await connection.run_sync(lambda sync: inspect(sync).has_table(_TABLE)):
                return 0
            deleted = await _delete(connection, senders, before)
        if deleted and backend == "sqlite":
            async with engine.connect() as connection:
                plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
                await plain.execute(text("VACUUM"))
                # The engine keeps a write-ahead log: what it quotes goes too.
                await plain.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        return deleted
    finally:
        await engine.dispose()


def _is_there(path: str | None) -> bool:
    return path is not None and Path(path).is_file()


async def _delete(connection: AsyncConnection, senders: Collection[str], before: datetime) -> int:
    old = await connection.execute(
        text(
            "DELETE FROM events WHERE sender_id IN "
            "(SELECT sender_id FROM events GROUP BY sender_id HAVING MAX(timestamp) < :before)"
        ),
        {"before": before.timestamp()},
    )
    # With its type: of no sender at all, PostgreSQL would compare texts with a number, and refuse.
    named = text("DELETE FROM events WHERE sender_id IN :senders").bindparams(
        bindparam("senders", type_=String(), expanding=True)
    )
    done = await connection.execute(named, {"senders": list(senders)})
    return old.rowcount + done.rowcount
