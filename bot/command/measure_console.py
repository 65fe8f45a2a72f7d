"""`python -m bot.command.measure_console [--conversations N] [--url …]`: how long the console takes when the base is full.

Fills a database of its own with ten messages a conversation, requests, opinions, questions, a year of figures and a log of
the console twice as long as there are conversations, then asks for every page as an administrator entrusted with a site and
as a counsellor of three. Not a test: it takes minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import logging
import re
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
import pyotp
import structlog
from aiohttp import web

from bot.catalogue.database import open_database
from bot.catalogue.migrate import migrate
from bot.catalogue.queries.figures import today
from bot.command.measure_fill import ACCOUNTS, PASSWORD, TOTP_SECRET, fill
from bot.console.app import rules
from bot.gateway.app import init_app
from bot.settings import load_settings

AIM_SECONDS = 0.3
_TIMES = 5


async def _log_in(http: aiohttp.ClientSession, address: str, email: str) -> None:
    async with http.get(f"{address}/console/connexion") as response:
        found = re.search(r'name="csrf" value="([^"]+)"', await response.text())
    assert found is not None
    sent = {
        "csrf": html.unescape(found[1]),
        "email": email,
        "password": PASSWORD,
        "code": pyotp.TOTP(TOTP_SECRET).now(),
    }
    async with http.post(f"{address}/console/connexion", data=sent, allow_redirects=False) as response:
        assert response.status == 303, response.status


def _paths() -> list[str]:
    """Every page without a name in its path, and one request."""
    plain = [rule.path for rule in rules() if rule.method == "GET" and rule.role and "{" not in rule.path]
    day = today()
    year = f"du={day - timedelta(days=364)}&au={day}"
    return [*plain, "/demandes/REFERENCE", f"/chiffres?{year}", f"/observatoire?{year}", f"/bilan.pdf?{year}"]


@dataclass(frozen=True)
class Measured:
    """A page as an account sees it: its status, its first time and the medians of the next ones, in seconds.

    `worked` is the processor's time of the service (on SQLite with its database), whatever else the machine does.
    """

    path: str
    role: str
    status: int
    first: float
    usual: float
    worked: float


async def _pages(address: str, email: str) -> list[Measured]:
    """Each page, asked once, then a few times once all of them were."""
    role, _, foreign = ACCOUNTS[email]
    paths = [path for path in _paths() if path not in foreign]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        await _log_in(http, address, email)
        async with http.get(f"{address}/console/demandes") as response:
            named = re.search(r"/console/demandes/(D-\d+)", await response.text())
        reference = named[1] if named else ""

        async def ask(path: str) -> tuple[int, float, float]:
            started, busy = time.perf_counter(), time.process_time()
            async with http.get(f"{address}/console{path.replace('REFERENCE', reference)}") as response:
                await response.read()
            return response.status, time.perf_counter() - started, time.process_time() - busy

        first = {path: (await ask(path))[1] for path in paths}
        found = []
        for path in paths:
            times = [await ask(path) for _ in range(_TIMES)]
            usual, worked = (statistics.median(one[column] for one in times) for column in (1, 2))
            found.append(Measured(path, role, times[-1][0], first[path], usual, worked))
    return found


async def measure(url: str, folder: Path) -> list[Measured]:
    """Each page of each account, by a service that has just started."""
    environment = {
        "ORISOIN_VAR": str(folder), "ORISOIN_SECRET": "mesure", "ORISOIN_DATABASE_URL": url, "ORISOIN_DEMONSTRATION": "non",
        "ORISOIN_LOG_LEVEL": "ERROR", "ORISOIN_PUBLIC_URL": "http://127.0.0.1", "ORISOIN_RETENTION_DAYS": "400",
    }  # fmt: skip
    found = []
    for email in ACCOUNTS:
        runner = web.AppRunner(init_app(load_settings(environment)), access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        found += await _pages(f"http://127.0.0.1:{runner.addresses[0][1]}", email)
        await runner.cleanup()
    return found


async def _main(count: int, url: str | None, filled: bool) -> int:
    with tempfile.TemporaryDirectory() as name:
        url = url or f"sqlite+aiosqlite:///{Path(name) / 'mesure.db'}"
        if not filled:
            started = time.perf_counter()
            await migrate(url)
            engine = open_database(url)
            await fill(engine, count)
            await engine.dispose()
            took = time.perf_counter() - started
            print(f"{count} conversations, {count * 10} messages : {took:.0f} s pour remplir")
        found = await measure(url, Path(name))
    print("habituel  première  processeur")
    for one in sorted(found, key=lambda one: -one.usual):
        times = "  ".join(f"{seconds * 1000:5.0f} ms" for seconds in (one.usual, one.first, one.worked))
        print(f"{times}  {one.status}  {one.role:13}  {one.path}")
    return 0 if all(one.usual <= AIM_SECONDS and one.status == 200 for one in found) else 1


def main() -> int:
    """Read the arguments, fill, measure, print; 1 when a page takes longer than what is aimed at."""
    parser = argparse.ArgumentParser(description="Temps des pages de la console sur une base pleine.")
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument("--url", help="une base vide (par défaut, un fichier SQLite provisoire)")
    parser.add_argument("--filled", action="store_true", help="la base de --url a déjà été remplie ainsi")
    arguments = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    return asyncio.run(_main(arguments.conversations, arguments.url, arguments.filled))


if __name__ == "__main__":
    sys.exit(main())
