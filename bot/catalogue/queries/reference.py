"""Reference data held in memory: a row is read once, and again after a load of the files or a correction of a fact."""

from __future__ import annotations

from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import run
from bot.catalogue.models import FactEdit, LoadState

_T = TypeVar("_T")

# Whatever changes the reference data changes this: a load writes its moment, a correction adds a row.
# Over the tables: as objects of the ORM it would cost more than the database.
_loads, _edits = cast(Table, LoadState.__table__), cast(Table, FactEdit.__table__)
_STAMP = select(_loads.c.loaded_at, select(func.max(_edits.c.id)).scalar_subquery().label("corrected")).where(
    _loads.c.name == "reference"
)
_READ = "reference_stamp"


class _Held:
    """Rows by table and key, as they were at `stamp`."""

    def __init__(self, stamp: Any) -> None:
        self.stamp = stamp
        self.rows: dict[tuple[type[Any], str], Any] = {}


# For each database, by its engine.
_held: WeakKeyDictionary[Any, _Held] = WeakKeyDictionary()


async def row(session: AsyncSession, model: type[_T], key: str) -> _T | None:
    """The row of a seeded table with all it owns, of no session: not to be changed. The stamp is read once a session.

    Where the reference data was never loaded, nothing is held.
    """
    if _READ not in session.info:
        found = await run(session, lambda connection: connection.execute(_STAMP).one_or_none())
        session.info[_READ] = tuple(found) if found else None
    stamp = session.info[_READ]
    if stamp is None:
        return await session.get(model, key)
    database = session.get_bind()
    held = _held.get(database)
    if held is None or held.stamp != stamp:
        held = _held[database] = _Held(stamp)
    if (model, key) not in held.rows:
        read = await session.get(model, key)
        if read is not None:
            session.expunge(read)
        held.rows[model, key] = read
    known: _T | None = held.rows[model, key]
    return known
