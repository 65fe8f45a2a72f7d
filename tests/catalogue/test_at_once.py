"""SQLite's statements on the event loop: what waits never holds it, and nothing is lost on the way."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.catalogue import at_once
from bot.catalogue.database import open_database

# A reading of a second or so for SQLite, which no turn makes.
_LONG = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT sum(i) FROM n"
)
_SUM = 300_000 * 300_001 // 2


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A database of one table, with one row."""
    engine = open_database(f"sqlite+aiosqlite:///{tmp_path / 'one.db'}", patience=20.0)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE kept (word TEXT)"))
        await connection.execute(text("INSERT INTO kept VALUES ('un')"))
    yield engine
    await engine.dispose()


class _Beats:
    """The longest time that the event loop did not come round, in seconds."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def __aenter__(self) -> _Beats:
        self._task = asyncio.create_task(self._beat())
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(0)
        self._task.cancel()

    async def _beat(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0)
            moment = time.perf_counter()
            self.longest, last = max(self.longest, moment - last), moment


def threads_that(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that grows with each call given to a thread."""
    sent: list[int] = []
    later = at_once.AtOnceConnection._later

    def counted(self: at_once.AtOnceConnection, function: object) -> object:
        sent.append(1)
        return later(self, function)  # type: ignore[arg-type]

    monkeypatch.setattr(at_once.AtOnceConnection, "_later", counted)
    return sent


async def test_short_statements_do_not_leave_the_loop(
    database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_once, "AT_ONCE_SECONDS", 60.0)
    sent = threads_that(monkeypatch)
    async with database.begin() as connection:
        await connection.execute(text("INSERT INTO kept VALUES (:word)"), {"word": "deux"})
        words = (await connection.execute(text("SELECT word FROM kept ORDER BY rowid"))).scalars().all()
    assert (list(words), sent) == (["un", "deux"], [])


@pytest.mark.flaky(reruns=2, only_rerun="AssertionError")  # a machine may halt between the two
async def test_a_reading_that_lasts_goes_to_the_thread(
    database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = threads_that(monkeypatch)
    statement = text(f"SELECT total FROM ({_LONG.replace('sum(i)', 'sum(i) AS total')})")
    async with _Beats() as beats, database.connect() as connection:
        started = time.perf_counter()
        assert (await connection.execute(statement)).scalar_one() == _SUM
        lasted = time.perf_counter() - started
    assert sent
    assert beats.longest < lasted / 2


async def test_a_lock_held_elsewhere_is_waited_for_beside_the_loop(
    database: AsyncEngine, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "one.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    async with database.connect() as connection:
        writing = asyncio.create_task(connection.execute(text("INSERT INTO kept VALUES ('deux')")))
        # The loop goes on: other connections read meanwhile.
        async with database.connect() as reading:
            assert (await reading.execute(text("SELECT count(*) FROM kept"))).scalar_one() == 1
        assert not writing.done()
        threading.Thread(target=lambda: other.execute("COMMIT")).start()
        await writing
        await connection.commit()
    other.close()
    async with database.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM kept"))).scalar_one() == 2


async def test_after_its_patience_a_lock_is_told(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE kept (word TEXT)")
    engine = open_database(f"sqlite+aiosqlite:///{path}", patience=0.1)
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await connection.execute(text("INSERT INTO kept VALUES ('deux')"))
    other.execute("COMMIT")
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO kept VALUES ('trois')"))
    assert other.execute("SELECT word FROM kept").fetchall() == [("trois",)]
    await engine.dispose()
    other.close()


async def test_a_wait_that_is_given_up_leaves_nothing_half_done(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE kept (word TEXT)")
    engine = open_database(f"sqlite+aiosqlite:///{path}", patience=0.5)
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), engine.begin() as connection:
            await connection.execute(text("INSERT INTO kept VALUES ('perdu')"))
    other.execute("COMMIT")
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO kept VALUES ('deux')"))
    assert other.execute("SELECT word FROM kept").fetchall() == [("deux",)]
    await engine.dispose()
    other.close()


@pytest.mark.parametrize("end", ["rollback", "close", "invalidate", "commit"])
async def test_who_waits_to_write_goes_on_as_soon_as_the_other_ends(database: AsyncEngine, end: str) -> None:
    first = await database.connect()
    await first.execute(text("INSERT INTO kept VALUES ('premier')"))

    async def second() -> None:
        async with database.begin() as connection:
            await connection.execute(text("INSERT INTO kept VALUES ('second')"))

    waiting = asyncio.create_task(second())
    await asyncio.sleep(0.1)
    assert not waiting.done()
    await getattr(first, end)()
    # Well under the patience of twenty seconds after which it would try all the same.
    await asyncio.wait_for(waiting, 10)
    await first.close()
    async with database.connect() as connection:
        words = (await connection.execute(text("SELECT word FROM kept ORDER BY rowid"))).scalars().all()
    assert words == (["un", "premier", "second"] if end == "commit" else ["un", "second"])


@pytest.mark.flaky(reruns=2, only_rerun="AssertionError")  # a machine may halt between the two
async def test_several_who_wait_for_a_lock_held_elsewhere_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE kept (word TEXT)")
    patience = 2.0
    engine = open_database(f"sqlite+aiosqlite:///{path}", patience=patience)

    async def write() -> None:
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO kept VALUES ('encore')"))

    async with engine.connect() as one, engine.connect() as two, engine.connect() as three:
        for connection in (one, two, three):  # opened before the lock: opening waits for one too
            await connection.execute(text("SELECT 1"))
    other.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    told = await asyncio.gather(*(write() for _ in range(3)), return_exceptions=True)
    elapsed = time.monotonic() - started
    other.execute("COMMIT")
    assert [type(error) for error in told] == [OperationalError] * 3
    # One patience for all, not one after the other.
    assert elapsed < 2 * patience
    await write()
    await engine.dispose()
    other.close()


async def test_those_who_write_at_once_all_write(database: AsyncEngine) -> None:
    async def write() -> None:
        async with database.begin() as connection:
            await connection.execute(text("INSERT INTO kept VALUES ('encore')"))
            await asyncio.sleep(0)

    await asyncio.gather(*(write() for _ in range(40)))
    async with database.connect() as connection:
        count = (await connection.execute(text("SELECT count(*) FROM kept"))).scalar_one()
    assert count == 41


async def test_who_is_called_to_write_is_not_overtaken(database: AsyncEngine) -> None:
    order: list[str] = []

    async def write(connection: AsyncConnection, name: str) -> None:
        await connection.execute(text("INSERT INTO kept VALUES (:name)"), {"name": name})
        order.append(name)
        await connection.commit()

    (writers,) = [row for file, row in at_once._writers.items() if file == database.url.database]
    async with AsyncExitStack() as open_ones:
        first, second, third, late = [
            await open_ones.enter_async_context(database.connect()) for _ in range(4)
        ]
        await first.execute(text("INSERT INTO kept VALUES ('premier')"))
        waiting = []
        for place, connection in enumerate((second, third), start=1):
            waiting.append(asyncio.create_task(write(connection, f"attend {place}")))
            async with asyncio.timeout(20):
                while len(writers._waiting) < place:  # noqa: ASYNC110 - it is asked for, not told
                    await asyncio.sleep(0)
        # The second is called as the first ends, and has not begun yet when another comes.
        await first.commit()
        assert order == []
        await write(late, "tard venu")
        await asyncio.gather(*waiting)
    assert order == ["attend 1", "attend 2", "tard venu"]


async def test_a_long_row_of_statements_lets_the_loop_go(
    database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = threads_that(monkeypatch)
    turns = 0

    async def beside() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(beside())
    until = time.perf_counter() + 0.5
    async with database.begin() as connection:
        while time.perf_counter() < until:
            await connection.execute(text("INSERT INTO kept VALUES ('encore')"))
    task.cancel()
    assert sent
    assert turns >= 3


async def test_the_log_is_brought_into_the_file(database: AsyncEngine, tmp_path: Path) -> None:
    for _ in range(at_once._COMMITS * 4):
        async with database.begin() as connection:
            await connection.execute(text("INSERT INTO kept VALUES ('encore')"))
    # Each commit logs a page of 4 kB: without a checkpoint the log would hold them all.
    assert (tmp_path / "one.db-wal").stat().st_size < at_once._COMMITS * 2 * 4200
