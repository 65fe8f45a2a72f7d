"""A database as full as a great city's after a year, for `measure_console`: made-up rows, the same each time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.catalogue.database import Base, session_maker
from bot.catalogue.load import load_reference
from bot.catalogue.models import (
    AuditEntry,
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

PASSWORD = "un long mot de passe de mesure"  # noqa: S105 - of a database that is thrown away
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - likewise
_SITES = [f"site{number}" for number in range(20)]
_DEPARTMENTS = ["05", "69", "38", "01", "40", "75", "13", "31", "59", "33"]
_TRADES = [
    "aide-soignant",
    "infirmier",
    "educateur-specialise",
    "accompagnant-educatif-et-social",
    "ambulancier",
]
# By account: its role, how many sites it is entrusted with, the pages that are not its own.
ACCOUNTS = {
    "administration@exemple.fr": ("administrator", 1, ()),
    "conseil@exemple.fr": ("counsellor", 3, ("/sites/nouveau",)),
}
_RANDOM = random.Random(7)  # noqa: S311 - made-up rows, the same each time


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
    yield AuditEntry, (
        {"at": now, "account_id": 1 + number % 2, "action": "request.read", "object": f"request:D-{number:08}",
         "site_key": _RANDOM.choice(_SITES), "previous": f"{number:064x}", "digest": f"{number + 1:064x}"}
        for number in range(count * 2)
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
        code = credentials.hash_password(PASSWORD)
        for email, (role, number, _) in ACCOUNTS.items():
            await accounts.add(session, email, email, role, _SITES[:number], code, TOTP_SECRET, [])
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
