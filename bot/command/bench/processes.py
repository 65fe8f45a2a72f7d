"""The servers under measure: started, waited for, weighed and stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.command.setup import ROOT, quiet_environment

START_SECONDS = 300


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """One process under measure, and the address that answers once it is ready."""

    name: str
    command: Sequence[object]
    ready_url: str
    settings: dict[str, str]
    log: Path
    start_seconds: float = 0.0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it and wait until it answers. Raises RuntimeError when it does not."""
        started = time.monotonic()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(word) for word in self.command],
                cwd=ROOT,
                env={**quiet_environment(), **self.settings},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not _answers(self.ready_url):
            if self._process.poll() is not None or time.monotonic() - started > START_SECONDS:
                raise RuntimeError(f"« {self.name} » ne démarre pas : lisez {self.log}.")
            time.sleep(0.1)
        self.start_seconds = time.monotonic() - started

    @property
    def process(self) -> int:
        """Its number. Raises RuntimeError when it was not started."""
        if self._process is None:
            raise RuntimeError(f"« {self.name} » n'est pas démarré.")
        return self._process.pid

    def memory(self) -> float:
        """Proportional memory (PSS) of the process and its children, in MB of 10^6 bytes."""
        if self._process is None:
            return 0.0
        return sum(pss(process) for process in family(self._process.pid)) / 1e6

    def stop(self) -> None:
        """Stop it and its children."""
        if self._process is None:
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=20)
                break
        self._process = None


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own loopback address
            return int(answer.status) == 200
    except (urllib.error.URLError, OSError):
        return False


def family(root: int) -> list[int]:
    """The process `root` and all that descend from it."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                stat = (folder / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
                parents[int(folder.name)] = int(stat[1])
    found = [root]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def pss(process: int) -> int:
    """Proportional memory (PSS) of one process, in bytes; 0 when it is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
