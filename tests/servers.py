"""Servers that faults are made with: PostgreSQL and Redis of their own, a gateway process, a proxy that misbehaves."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service import ROOT, call, free_port


def program(name: str, *folders: str) -> str:
    """Where `name` is; the test is skipped when it is nowhere, but not in CI."""
    for folder in folders:
        found = sorted(Path("/").glob(f"{folder.lstrip('/')}/{name}"), reverse=True)
        if found:
            return str(found[0])
    path = shutil.which(name)
    if path is None:
        assert "CI" not in os.environ, f"{name} is not installed (requirements/system.txt)"
        pytest.skip(f"{name} is not installed")
    return path


def until(condition: object, seconds: float = 30, what: str = "condition") -> None:
    """Wait until `condition` (a function) holds."""
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, f"{what}: not within {seconds} s"
        time.sleep(0.05)


def listens(port: int) -> bool:
    """Whether something accepts connections on this port of loopback."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def mount_small(folder: Path) -> bool:
    """Put a disk of 4 MB on `folder`; whether that is permitted here."""
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def unmount(folder: Path) -> None:
    """Take the disk away."""
    subprocess.run(["umount", "-l", str(folder)], check=False)


class Postgres:
    """A PostgreSQL cluster in a folder of its own, on a port of loopback."""

    def __init__(self) -> None:
        self._control = program("pg_ctl", "/usr/lib/postgresql/*/bin")
        initdb = program("initdb", "/usr/lib/postgresql/*/bin")
        # PostgreSQL refuses to run as root.
        account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self._who = (account.pw_uid, account.pw_gid) if account else None
        self.folder = Path(tempfile.mkdtemp(prefix="orisoin-pg-"))
        if self._who:
            os.chown(self.folder, *self._who)
        self.port = free_port()
        self._run(initdb, "-D", self.data, "-U", "orisoin", "-A", "trust", "-E", "UTF8", "--no-sync")

    @property
    def data(self) -> str:
        """The folder of the data."""
        return str(self.folder / "data")

    def _run(self, *command: str) -> None:
        done = subprocess.run(
            command,
            user=self._who[0] if self._who else None,
            group=self._who[1] if self._who else None,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == 0, command

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-k {self.folder} -p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run(
            self._control, "-D", self.data, "-w", "-o", options, "-l", str(self.folder / "log"), "start"
        )

    def stop(self) -> None:
        """Stop it at once, as a failed machine does."""
        self._run(self._control, "-D", self.data, "-m", "immediate", "stop")

    def address(self, database: str, driver: str = "postgresql+asyncpg") -> str:
        """The address of one of its databases."""
        return f"{driver}://orisoin@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> None:
        """Make an empty database."""
        self.say("postgres", f"CREATE DATABASE {database}")

    def say(self, database: str, statement: str) -> None:
        """Run one statement in one of its databases."""
        psql = program("psql", "/usr/lib/postgresql/*/bin")
        self._run(psql, "-h", "127.0.0.1", "-p", str(self.port), "-U", "orisoin", database, "-c", statement)


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    """A running cluster, thrown away at the end."""
    server = Postgres()
    try:
        server.start()
        yield server
    finally:
        with contextlib.suppress(AssertionError):
            server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


class Redis:
    """A Redis server that keeps nothing on disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it and wait until it accepts connections."""
        command = [program("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: listens(self.port), 20, "Redis")

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal: SIGSTOP makes it slow, SIGCONT gives it back."""
        assert self._process is not None
        self._process.send_signal(number)

    def stop(self) -> None:
        """Kill it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextlib.contextmanager
def redis() -> Iterator[Redis]:
    """A running Redis."""
    server = Redis()
    try:
        server.start()
        yield server
    finally:
        server.stop()


class GatewayProcess:
    """A gateway as a process of its own, with the settings of the test."""

    def __init__(self, settings: dict[str, str], log: Path) -> None:
        self.port = int(settings["ORISOIN_PORT"])
        self.address = f"http://127.0.0.1:{self.port}"
        self._settings = settings
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it lives."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.gateway"],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), **self._settings},
                stdout=log,
                stderr=log,
            )
        until(self._lives, 60, "gateway")

    def _lives(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self._log.read_text(errors="replace")
        with contextlib.suppress(OSError):
            return call("GET", f"{self.address}/healthz").status == 200
        return False

    def kill(self) -> None:
        """Kill -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        """Ask it to stop; its exit status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(timeout=40)


class FaultProxy:
    """A TCP proxy in front of a port: it forwards, refuses, or holds what passes."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self.delay = 0.0
        self.refusing = False
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Refuse connections and cut those there are."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.cut()
        # One accepted a moment ago may still be reaching the other side: none outlives its proxy.
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    def cut(self) -> None:
        """Reset every connection that passes."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        made = {writer}
        try:
            self._writers.add(writer)
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.target)
            made.add(there_writer)
            self._writers.add(there_writer)
            await asyncio.gather(self._pipe(reader, there_writer), self._pipe(there_reader, writer))
        except OSError:
            writer.transport.abort()
        finally:
            for one in made:
                if not one.is_closing():
                    one.transport.abort()
            self._writers -= made
            self._serving.discard(task)

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(65536):
                if self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(chunk)
                await writer.drain()
        with contextlib.suppress(OSError, RuntimeError):
            writer.close()
