"""`python -m bot.command.measure_console [--conversations N] [--url …]`: how long the console takes when the base is full.

Fills a database of its own with ten messages a conversation, requests, opinions, questions and a year of figures, then asks
for every page as an administrator entrusted with a site. Not a test: it takes minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from typing import Any

import aiohttp
import pyotp
from aiohttp import web
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.catalogue.database import Base, open_database, session_maker
from bot.catalogue.load import load_reference
from bot.catalogue.migrate import migrate
from bot.catalogue.models import (
    Conversation,
    Feedback,
    Figure,
    FollowUp,
    Question,
    Request,
    StoredReply,
    Turn,
    UnmetSearch,
)
from bot.catalogue.queries import accounts, sites
from bot.catalogue.queries.figures import today
from bot.console import credentials
from bot.console.app import rules
from bot.gateway.app import init_app
from bot.settings import load_settings

AIM_SECONDS = 0.3
_EMAIL, _PASSWORD = "mesure@exemple.fr", "un long mot de passe de mesure"
_SITES = [f"site{number}" for number in range(20)]
_DEPARTMENTS = ["05", "69", "38", "01", "40", "75", "13", "31", "59", "33"]
_TRADES = [
    "aide-soignant",
    "infirmier",
    "educateur-specialise",
    "accompagnant-educatif-et-social",
    "ambulancier",
]
_TIMES = 5
_RANDOM = random.Random(7)  # noqa: S311 - made-up rows, the same each time
_SECRET = pyotp.random_base32()


def _conversations(count: int, now: datetime) -> Iterator[dict[str, Any]]:
    for number in range(count):
        at = now - timedelta(minutes=number * 40_000 / count)
        yield {
            "id": f"c{number}", "site_key": _RANDOM.choice(_SITES), "audience": "young", "channel": "web", "created_at": at,
            "last_at": at, "rights_digest": f"r{number}", "share_digest": f"s{number}",
            "department": _RANDOM.choice(_DEPARTMENTS), "messages": 5, "engaged": True, "shown": False,
            "with_human": number % 20 == 0,
        }  # fmt: skip


def _turns(count: int, now: datetime) -> Iterator[dict[str, Any]]:
    for number in range(count * 10):
        person = number % 2 == 0
        yield {
            "id": number + 1, "conversation_id": f"c{number // 10}", "at": now, "masked": False,
            "state": "answered" if person else "said",
            "author": "person" if person else "bot", "text": "combien gagne une aide-soignante à Gap ?" if person else None,
            "client_id": f"m{number}" if person else None, "choice_payload": None, "understood": None,
            "answers_id": None if person else number,
        }  # fmt: skip


def _replies(count: int) -> Iterator[dict[str, Any]]:
    body = {"text": "Une réponse de la longueur habituelle. " * 6}
    for number in range(1, count * 10, 2):
        yield {
            "id": f"y{number}",
            "conversation_id": f"c{number // 10}",
            "turn_id": number + 1,
            "position": 0,
            "body": body,
        }


def _requests(count: int, now: datetime) -> Iterator[dict[str, Any]]:
    states = ["new", "taken", "answered", "closed", "closed", "closed"]
    for number in range(0, count, 20):
        yield {
            "reference": f"D-{number:08}", "conversation_id": f"c{number}", "at": now, "kind": "message", "consent_at": now,
            "state": _RANDOM.choice(states), "site_key": _RANDOM.choice(_SITES), "department": _RANDOM.choice(_DEPARTMENTS),
            "summary": {"professions": ["aide-soignant"]}, "due_on": now.date(), "email": "personne@exemple.test",
        }  # fmt: skip


def _rest(count: int, now: datetime) -> Iterator[tuple[type[Base], Iterable[dict[str, Any]]]]:
    day = today()
    yield FollowUp, (
        {"reference": f"D-{number:08}", "asked_on": day, "site_key": "site0", "channel": "web", "audience": "",
         "profession": "", "department": "05", "steps": {}} for number in range(0, count, 20)
    )  # fmt: skip
    yield Feedback, (
        {"reply_id": f"y{number}", "conversation_id": f"c{number // 10}", "at": now, "useful": number % 3 > 0,
         "reason": "trop long"}
        for number in range(1, count, 10)
    )  # fmt: skip
    yield Question, (
        {"conversation_id": f"c{number}", "site_key": _RANDOM.choice(_SITES), "at": now, "why": "doubt", "confidence": 0.3,
         "state": "new", "text": f"une question que personne ne comprend sur le sujet {number}"}
        for number in range(0, count, 50)
    )  # fmt: skip
    yield Figure, (
        {"day": day - timedelta(days=ago), "measure": measure, "site_key": site, "channel": "web", "audience": "young",
         "topic": topic, "profession": trade, "department": department, "count": _RANDOM.randint(1, 30)}
        for ago in range(365) for site in _SITES for department in _DEPARTMENTS[:4]
        for measure, topic, trade in (
            ("reached", "", ""), ("messages", "pay", ""), ("messages", "training", ""), ("asked", "", _TRADES[ago % 5])
        )
    )  # fmt: skip
    yield UnmetSearch, (
        {"month": f"2026-{month:02}", "site_key": site, "what": "events", "department": department, "profession": trade,
         "wanted": "", "count": 3}
        for month in range(1, 13) for site in _SITES for department in _DEPARTMENTS for trade in _TRADES
    )  # fmt: skip


async def fill(engine: AsyncEngine, count: int) -> None:
    """Put `count` conversations of ten messages in the database, and what goes with them."""
    now = datetime.now(timezone.utc)
    sessions = session_maker(engine)
    await load_reference(sessions)
    async with sessions.begin() as session:
        for key in _SITES:
            await sites.add(session, f"Agence {key}", ["https://agence.exemple.fr"], key=key, territory="05")
        code = credentials.hash_password(_PASSWORD)
        await accounts.add(session, _EMAIL, "Mesure", "administrator", _SITES[:1], code, _SECRET, [])
    tables: tuple[tuple[type[Base], Iterable[dict[str, Any]]], ...] = (
        (Conversation, _conversations(count, now)),
        (Turn, _turns(count, now)),
        (StoredReply, _replies(count)),
        (Request, _requests(count, now)),
        *_rest(count, now),
    )
    for table, rows in tables:
        waiting = iter(rows)
        while batch := list(islice(waiting, 5000)):
            async with engine.begin() as connection:
                await connection.execute(insert(table), batch)
    async with engine.begin() as connection:
        await connection.execute(text("ANALYZE"))


async def _log_in(http: aiohttp.ClientSession, address: str) -> None:
    async with http.get(f"{address}/console/connexion") as response:
        found = re.search(r'name="csrf" value="([^"]+)"', await response.text())
    assert found is not None
    sent = {
        "csrf": html.unescape(found[1]),
        "email": _EMAIL,
        "password": _PASSWORD,
        "code": pyotp.TOTP(_SECRET).now(),
    }
    async with http.post(f"{address}/console/connexion", data=sent, allow_redirects=False) as response:
        assert response.status == 303, response.status


def _paths() -> list[str]:
    """Every page without a name in its path, and one request."""
    plain = [rule.path for rule in rules() if rule.method == "GET" and rule.role and "{" not in rule.path]
    day = today()
    year = f"du={day - timedelta(days=364)}&au={day}"
    return [*plain, "/demandes/REFERENCE", f"/chiffres?{year}", f"/observatoire?{year}", f"/bilan.pdf?{year}"]


async def measure(url: str, folder: Path) -> list[tuple[str, int, float]]:
    """Each page, its status and the median of its times in seconds."""
    environment = {
        "ORISOIN_VAR": str(folder), "ORISOIN_SECRET": "mesure", "ORISOIN_DATABASE_URL": url, "ORISOIN_DEMONSTRATION": "non",
        "ORISOIN_LOG_LEVEL": "ERROR", "ORISOIN_PUBLIC_URL": "http://127.0.0.1", "ORISOIN_RETENTION_DAYS": "400",
    }  # fmt: skip
    runner = web.AppRunner(init_app(load_settings(environment)), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    found = []
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        await _log_in(http, address)
        async with http.get(f"{address}/console/demandes") as response:
            named = re.search(r"/console/demandes/(D-\d+)", await response.text())
        reference = named[1] if named else ""
        for path in _paths():  # what the service does when it starts is over by the second round
            async with http.get(f"{address}/console{path.replace('REFERENCE', reference)}") as response:
                await response.read()
        for path in _paths():
            times = []
            for _ in range(_TIMES):
                started = time.perf_counter()
                async with http.get(f"{address}/console{path.replace('REFERENCE', reference)}") as response:
                    await response.read()
                times.append(time.perf_counter() - started)
            found.append((path, response.status, statistics.median(times)))
    await runner.cleanup()
    return found


async def _main(count: int, url: str | None) -> int:
    with tempfile.TemporaryDirectory() as name:
        url = url or f"sqlite+aiosqlite:///{Path(name) / 'mesure.db'}"
        started = time.perf_counter()
        await migrate(url)
        engine = open_database(url)
        await fill(engine, count)
        await engine.dispose()
        print(
            f"{count} conversations, {count * 10} messages : {time.perf_counter() - started:.0f} s pour remplir"
        )
        found = await measure(url, Path(name))
    for path, status, seconds in sorted(found, key=lambda one: -one[2]):
        print(f"{seconds * 1000:7.0f} ms  {status}  {path}")
    return 0 if all(seconds <= AIM_SECONDS and status == 200 for _, status, seconds in found) else 1


def main() -> int:
    """Read the arguments, fill, measure, print; 1 when a page takes longer than what is aimed at."""
    parser = argparse.ArgumentParser(description="Temps des pages de la console sur une base pleine.")
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument("--url", help="une base vide (par défaut, un fichier SQLite provisoire)")
    arguments = parser.parse_args()
    return asyncio.run(_main(arguments.conversations, arguments.url))


if __name__ == "__main__":
    sys.exit(main())
