"""The database: one declarative base, one way to open it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Insert, MetaData, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from bot.catalogue.at_once import AtOnceSqlite

T = TypeVar("T")

# Names of constraints are fixed so that a migration can refer to them on SQLite and PostgreSQL alike.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table of the service (Rasa's tracker keeps a database of its own)."""

    metadata = MetaData(naming_convention=_NAMES)


def open_database(url: str, patience: float = 10.0) -> AsyncEngine:
    """An engine for `url`; on SQLite, with foreign keys, write-ahead log and a lock waited for `patience` seconds."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(url, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    # SQLite lets one write at a time: more connections than these would only wait for its lock, the unlucky ones for long.
    engine = create_async_engine(
        url, module=AtOnceSqlite(patience, parsed.database or url), pool_size=4, max_overflow=4
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection, _record):  # type: ignore[no-untyped-def]
        cursor = connection.cursor()
        for pragma in (
            "foreign_keys=ON",
            "journal_mode=WAL",
            "synchronous=NORMAL",
            # What is erased is overwritten: no word of it stays in the free pages of the file.
            "secure_delete=ON",
            "cache_size=-32768",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def insert_once(session: AsyncSession, model: type[Base], **values: Any) -> Insert:
    """The statement that inserts a row unless a unique one is there already, on SQLite and PostgreSQL alike."""
    dialect = session.get_bind().dialect.name
    made = sqlite.insert(model) if dialect == "sqlite" else postgresql.insert(model)
    return made.values(**values).on_conflict_do_nothing()


def once(session: AsyncSession, model: type[Base]) -> Insert:
    """The same for a row whose values come with the execution: put together once for each table and database."""
    return _once(session.get_bind().dialect.name, model)


@cache
def _once(dialect: str, model: type[Base]) -> Insert:
    made = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(cast(Table, model.__table__))
    return made.on_conflict_do_nothing()


async def run(session: AsyncSession, work: Callable[[Connection], T]) -> T:
    """What `work` gives over the session's connection, in its transaction, at one go.

    For statements over tables: by the session itself each would cost half as much again, and another going to and fro.
    """
    return await session.run_sync(lambda own: work(own.connection()))


def session_maker(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """The maker of sessions for `engine`; loaded objects stay usable after the session is closed."""
    return async_sessionmaker(engine, expire_on_commit=False)
