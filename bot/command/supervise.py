"""`orisoin run`: engine, actions and gateway in order, each restarted if it dies, all stopped together."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import errno
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass, field

import aiohttp

from bot.command.setup import ENGINE_PYTHON, ROOT, SERVICE_PYTHON, quiet_environment
from bot.settings import SettingError, Settings, load_settings

_READY_SECONDS = 180
_STOP_SECONDS = 20
_LONGEST_PAUSE = 10.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Service:
    """One of our processes: how to start it and where it says that it is ready."""

    name: str
    label: str
    command: list[str]
    ready_url: str
    process: asyncio.subprocess.Process | None = field(default=None, repr=False)


def services(settings: Settings) -> list[Service]:
    """The three processes, in the order in which they start."""
    return [
        Service(
            "engine",
            "Moteur",
            [str(ENGINE_PYTHON), "-m", "bot.engine.run"],
            f"{settings.engine_url}/webhooks/orisoin/health",
        ),
        Service(
            "actions",
            "Actions",
            [str(SERVICE_PYTHON), "-m", "actions"],
            f"http://127.0.0.1:{settings.actions_port}/health",
        ),
        Service(
            "gateway",
            "Passerelle",
            [str(SERVICE_PYTHON), "-m", "bot.gateway"],
            f"http://127.0.0.1:{settings.port}/readyz",
        ),
    ]


def taken(settings: Settings) -> list[str]:
    """The settings whose port another process of this machine listens on, each with its port."""
    found = []
    for name, host, port in (
        ("ORISOIN_PORT", settings.host, settings.port),
        ("ORISOIN_ENGINE_PORT", settings.engine_host, settings.engine_port),
        ("ORISOIN_ACTIONS_PORT", settings.actions_host, settings.actions_port),
    ):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            # As the servers do: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    found.append(f"{port} ({name})")
    return found


class Supervisor:
    """Keeps the processes alive until told to stop."""

    def __init__(self, settings: Settings) -> None:
        """Nothing starts before `run`."""
        self._settings = settings
        self._stopping = asyncio.Event()
        self._services = services(settings)

    async def run(self) -> int:
        """Start everything, watch it until a signal, stop everything; returns the exit status."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        watchers: list[asyncio.Task[None]] = []
        try:
            for service in self._services:
                watchers.append(asyncio.create_task(self._keep(service)))
                if not await self._wait_ready(service):
                    if not self._stopping.is_set():
                        print(
                            f"Erreur : {service.label.lower()} ne répond pas ; lisez les lignes ci-dessus.",
                            file=sys.stderr,
                        )
                        return 1
                    return 0
            print(f"\nOrisoin répond : {self._settings.public_url}\nCtrl-C arrête tout.", flush=True)
            await self._stopping.wait()
            return 0
        finally:
            self._stopping.set()
            for service in reversed(self._services):
                await _stop(service)
            for watcher in watchers:
                watcher.cancel()
            await asyncio.gather(*watchers, return_exceptions=True)

    async def _keep(self, service: Service) -> None:
        pause = 0.2
        while not self._stopping.is_set():
            started = time.monotonic()
            service.process = await asyncio.create_subprocess_exec(
                *service.command,
                cwd=ROOT,
                env=quiet_environment(),
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
            status = await service.process.wait()
            if self._stopping.is_set():
                return
            pause = 0.2 if time.monotonic() - started > 60 else min(pause * 2, _LONGEST_PAUSE)
            print(f"{service.label} : arrêt inattendu ({status}), redémarrage.", file=sys.stderr, flush=True)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)

    async def _wait_ready(self, service: Service) -> bool:
        print(f"→ {service.label}…", flush=True)
        started = time.monotonic()
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            while time.monotonic() - started < _READY_SECONDS and not self._stopping.is_set():
                with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError, OSError):
                    async with session.get(service.ready_url) as response:
                        if response.status == 200:
                            print(f"  prêt en {time.monotonic() - started:.1f} s", flush=True)
                            return True
                await asyncio.sleep(0.2)
        return False


def _die_with_parent() -> None:
    # A supervisor that is killed outright must not leave orphans holding the ports (Linux only).
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


async def _stop(service: Service) -> None:
    process = service.process
    if process is None or process.returncode is not None:
        return
    _signal_group(process.pid, signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), _STOP_SECONDS)
    except asyncio.TimeoutError:
        _signal_group(process.pid, signal.SIGKILL)
        await process.wait()


def _signal_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)


def main() -> int:
    """Read the settings and supervise."""
    try:
        settings = load_settings()
    except SettingError as error:
        print(error, file=sys.stderr)
        return 1
    if ports := taken(settings):
        print(
            f"Déjà pris par un autre programme : port {', '.join(ports)}. Arrêtez-le ou changez ce réglage dans .env.",
            file=sys.stderr,
        )
        return 1
    return asyncio.run(Supervisor(settings).run())


if __name__ == "__main__":
    sys.exit(main())
