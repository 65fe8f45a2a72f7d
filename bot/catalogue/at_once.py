"""SQLite's short statements run at once, on the event loop: aiosqlite hands each to a thread and waits, for 0.3 ms of talk.

A statement of a turn takes SQLite some twenty microseconds. Left to the connection's thread is what may take long: a lock
that another process holds, a reading that lasts, kinds of statements that no turn makes, and any statement once the loop
has had no other work done for a while.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.util.concurrency import await_

# What else the loop has to do waits no longer than this for statements run at once, or for a reading.
AT_ONCE_SECONDS = 0.005
# … and no longer than this while something is being written, which others wait to do.
_WRITING_SECONDS = 0.05
_STEPS = 5_000  # of SQLite's machine, between two looks at the clock: well under a millisecond
_ROWS = 100  # more rows in one statement are written in the thread
# The log is brought into the file every so many commits, in the thread: that is when SQLite waits for the disk.
_COMMITS = 64
_SHORT = ("SELECT", "INSERT", "UPDATE", "DELETE", "PRAGMA")
_READING = ("SELECT", "PRAGMA")

_T = TypeVar("_T")


async def _nothing() -> None:
    """What SQLAlchemy waits for, since it takes a statement that waits for nothing for a mistake."""


class _Breath:
    """How long one task has kept the event loop for itself, in processor time: others waiting is no fault of its own."""

    def __init__(self) -> None:
        self._task: asyncio.Task[Any] | None = None
        self._since = 0.0

    def is_due(self, writing: bool) -> bool:
        """Whether the task that runs should let the loop go now; later in the midst of a writing."""
        task, moment = asyncio.current_task(), time.thread_time()
        if task is not self._task or task is None:
            self._task, self._since = task, moment
            asyncio.get_running_loop().call_soon(self._let_go)
            return False
        due = moment - self._since > (max(_WRITING_SECONDS, AT_ONCE_SECONDS) if writing else AT_ONCE_SECONDS)
        if due:
            self._task = None
        return due

    def _let_go(self) -> None:
        self._task = None


class _Writers:
    """Who writes: one connection of this process at a time, the others in the order in which they came.

    SQLite lets one write at a time, and lets those who wait try again now and then: the unlucky ones try for long.
    """

    def __init__(self) -> None:
        self._holder: AtOnceConnection | None = None
        # The holder whose turn has come and who has not begun yet: nobody takes it from them meanwhile.
        self._called: AtOnceConnection | None = None
        self._waiting: deque[tuple[asyncio.Future[None], AtOnceConnection]] = deque()

    def enter(self, connection: AtOnceConnection, seconds: float) -> None:
        """Let `connection` write; after `seconds` in any case: then SQLite tells it that another does."""
        if self._holder is connection:
            return
        if self._holder is None or (self._holder is not self._called and not self._holder.is_writing):
            self._holder = connection
        else:
            await_(self._wait(connection, seconds))

    async def _wait(self, connection: AtOnceConnection, seconds: float) -> None:
        place = asyncio.get_running_loop().create_future(), connection
        self._waiting.append(place)
        try:
            async with asyncio.timeout(seconds):
                await place[0]
        except TimeoutError:
            pass
        except BaseException:
            self.leave(connection)
            raise
        finally:
            if self._called is connection:
                self._called = None
            if place in self._waiting:
                self._waiting.remove(place)

    def leave(self, connection: AtOnceConnection) -> None:
        """`connection` has written, or never will."""
        if self._holder is not connection:
            return
        self._holder = None
        while self._waiting:
            future, following = self._waiting.popleft()
            if not future.done():
                self._holder = self._called = following
                future.set_result(None)
                return


# Of each file: all engines over it in this process write in one row.
_writers: WeakValueDictionary[str, _Writers] = WeakValueDictionary()


class _Cursor:
    """A cursor as SQLAlchemy drives it; the rows of a statement are read with it."""

    server_side = False

    def __init__(self, connection: AtOnceConnection) -> None:
        self._connection = connection
        self._cursor = connection.raw.cursor()
        self._rows: deque[Any] = deque()
        self.arraysize = 1

    @property
    def description(self) -> Any:
        """The columns of what was read, None for a statement that reads nothing."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The number of the row inserted last."""
        return self._cursor.lastrowid

    def execute(self, operation: str, parameters: Any = None) -> None:
        """Run one statement and read its rows."""

        def run() -> Sequence[Any]:
            self._cursor.execute(operation, parameters if parameters is not None else ())
            return self._cursor.fetchall() if self._cursor.description else ()

        start = operation.lstrip()[:6].upper()
        if start not in _READING:
            self._connection.begin_writing()
        self._rows = deque(self._connection.run(run, start in _SHORT, reads=start == "SELECT"))

    def executemany(self, operation: str, parameters: Sequence[Any]) -> None:
        """Run one statement for each of `parameters`."""
        self._connection.begin_writing()
        short = len(parameters) <= _ROWS and operation.lstrip()[:6].upper() in _SHORT
        self._connection.run(lambda: self._cursor.executemany(operation, parameters), short)

    def fetchone(self) -> Any:
        """The next row, None at the end."""
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows."""
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        """All rows left."""
        rows = list(self._rows)
        self._rows.clear()
        return rows

    def setinputsizes(self, *_: Any) -> None:
        """Nothing to prepare."""

    async def _async_soft_close(self) -> None:
        """Nothing is held open: the rows are read."""

    def close(self) -> None:
        """Forget the rows."""
        self._rows.clear()


class AtOnceConnection(AsyncAdapt_aiosqlite_connection):
    """A connection whose short statements do not leave the event loop; those that may wait go to aiosqlite's thread."""

    __slots__ = ("_breath", "_commits", "_done", "_left", "_patience", "_sent", "_until", "_writers")

    def __init__(
        self, dbapi: Any, connection: Any, breath: _Breath, writers: _Writers, patience: float
    ) -> None:
        super().__init__(dbapi, connection)
        self._breath = breath
        self._writers = writers
        self._patience = self._left = int(patience * 1000)
        # Sent to the thread, and done there: each is counted by one side only.
        self._sent = self._done = 0
        self._until = float("inf")
        self._commits = 0
        self.raw.execute("PRAGMA busy_timeout=0")
        self.raw.execute("PRAGMA wal_autocheckpoint=0")
        self.raw.set_progress_handler(lambda: time.perf_counter() > self._until, _STEPS)

    @property
    def raw(self) -> sqlite3.Connection:
        """The connection itself."""
        return self._connection._conn  # type: ignore[no-any-return]

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is open, or something of it is still done in the thread."""
        raw = self._connection._connection
        return raw is not None and (self._sent != self._done or raw.in_transaction)

    def begin_writing(self) -> None:
        """Wait for the others of this process who write: of the same patience as for a lock, not before it."""
        asked = time.monotonic()
        self._writers.enter(self, self._patience / 1000)
        self._left = max(0, self._patience - int((time.monotonic() - asked) * 1000))

    def cursor(self, server_side: bool = False) -> Any:
        """A cursor; the rows of a statement are always read whole."""
        return _Cursor(self)

    def run(self, function: Callable[[], _T], short: bool, *, reads: bool = False) -> _T:
        """What `function` gives: at once if it is `short` and nothing makes it wait, else from the thread.

        A reading that lasts is broken off and begins anew in the thread; a writing is never broken off.
        """
        if short and self._sent == self._done and not self._breath.is_due(self.raw.in_transaction):
            self._until = time.perf_counter() + AT_ONCE_SECONDS if reads else float("inf")
            try:
                found = function()
                await_(_nothing())
                return found
            except sqlite3.OperationalError as error:
                code = error.sqlite_errorcode & 0xFF
                if code != sqlite3.SQLITE_BUSY and not (reads and code == sqlite3.SQLITE_INTERRUPT):
                    raise
            finally:
                self._until = float("inf")
        return self._later(function)

    def commit(self) -> None:
        """Commit; now and then bring the log into the file."""
        try:
            self.run(self.raw.commit, short=True)
        finally:
            self._writers.leave(self)
        self._commits += 1
        if self._commits % _COMMITS == 0:
            self._later(self._checkpoint)

    def _checkpoint(self) -> None:
        self.raw.execute("PRAGMA busy_timeout=0")  # those who are in the way are not waited for
        self.raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def rollback(self) -> None:
        """Undo what is not committed; nothing to do on a connection that is closed."""
        try:
            if self._connection._connection:
                self.run(self.raw.rollback, short=True)
        finally:
            self._writers.leave(self)

    def close(self) -> None:
        """Close; the others need not wait for it any more."""
        try:
            super().close()
        finally:
            self._writers.leave(self)

    def terminate(self) -> None:
        """Close without waiting; the same for the others."""
        try:
            super().terminate()
        finally:
            self._writers.leave(self)

    def _later(self, function: Callable[[], _T]) -> _T:
        """What `function` gives when run in the thread, where it may wait for a lock."""
        raw, left = self.raw, self._left
        self._left = self._patience
        self._sent += 1

        def patiently() -> _T:
            try:
                raw.execute(f"PRAGMA busy_timeout={left}")
                return function()
            finally:
                raw.execute("PRAGMA busy_timeout=0")
                # What comes while it runs, or waits for its turn there, queues behind it: even after a cancellation.
                self._done += 1

        return await_(self._connection._execute(patiently))  # type: ignore[no-any-return]


class AtOnceSqlite(AsyncAdapt_aiosqlite_dbapi):
    """aiosqlite as SQLAlchemy takes it, its connections of the kind above; `patience` is how long a lock is waited for."""

    def __init__(self, patience: float, database: str) -> None:
        sqlite: ModuleType = sqlite3
        super().__init__(aiosqlite, sqlite)
        self._patience = patience
        self._breath = _Breath()
        self._writers = _writers.setdefault(database, _Writers())

    def connect(self, *arguments: Any, **options: Any) -> AtOnceConnection:
        """Open a connection, which both its thread and the loop use, never at the same time."""
        adapted = super().connect(*arguments, **{**options, "check_same_thread": False})
        return AtOnceConnection(self, adapted._connection, self._breath, self._writers, self._patience)
