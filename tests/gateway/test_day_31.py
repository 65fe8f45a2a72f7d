"""Thirty-one days later no word of a message is left in any file; erasing by code leaves none either."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from bot.catalogue.queries import conversations, figures
from bot.catalogue.queries.figures import Period
from bot.command.purge import purge
from bot.gateway.app import init_app
from bot.gateway.keys import SESSIONS, TOKENS
from bot.settings import Settings
from tests.gateway.conftest import Client, Talk
from tests.gateway.fakes import FakeEngine

CANARY = "canari-7f3a"


def holding(folder: Path, word: str) -> list[str]:
    """The files of a folder whose bytes hold a word."""
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and word.encode() in path.read_bytes()
    ]


def write_tracker(path: Path, sender: str, at: float) -> None:
    """What Rasa keeps of a conversation: the words stand twice in each event."""
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(
            "CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, "
            "type_name VARCHAR(255) NOT NULL, timestamp FLOAT, data TEXT)"
        )
        database.executemany(
            "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, 'user', ?, ?)",
            [(sender, at, f'{{"text": "{CANARY}", "parse_data": {{"text": "{CANARY}"}}}}')] * 50,
        )
    database.close()


async def _speak(client: Client, settings: Settings) -> Talk:
    opened = await client.post("/api/v1/conversations", json={"site": "autre"})
    talk = Talk(client, await opened.json())
    said = await (await talk.say(f"{CANARY} dans un message")).json()
    await talk.post(
        "feedback", {"reply": said["replies"][0]["id"], "useful": False, "reason": f"{CANARY} déçu"}
    )
    assert client.app is not None
    sender = client.app[TOKENS].sender(talk.opened["conversation"])
    write_tracker(settings.var / "tracker.db", sender, conversations.now().timestamp())
    return talk


async def test_no_word_is_left_on_day_31(database: None, engine: FakeEngine, settings: Settings) -> None:
    engine.reply = {"text": f"Vous avez écrit {CANARY}."}
    async with TestClient(TestServer(init_app(settings))) as client:
        await _speak(client, settings)
    assert holding(settings.var, CANARY) != []
    assert await purge(settings, conversations.now() + timedelta(days=29)) == 0
    assert "tracker.db" in holding(settings.var, CANARY)
    assert await purge(settings, conversations.now() + timedelta(days=31)) == 1
    assert holding(settings.var, CANARY) == []
    async with TestClient(TestServer(init_app(settings))) as client:
        assert client.app is not None
        async with client.app[SESSIONS]() as session:
            day = figures.today()
            counted = await figures.totals(
                session, Period(day - timedelta(days=1), day), "messages", "not_useful"
            )
    assert counted == {"messages": 1, "not_useful": 1}


async def test_a_request_is_kept_longer_then_leaves_nothing(
    database: None, engine: FakeEngine, settings: Settings
) -> None:
    asked = {"kind": "message", "consent": True, "email": f"{CANARY}@exemple.test", "message": CANARY}
    async with TestClient(TestServer(init_app(settings))) as client:
        talk = await _speak(client, settings)
        assert (await talk.post("requests", asked)).status == 201
    assert await purge(settings, conversations.now() + timedelta(days=89)) == 0
    assert "orisoin.db" in holding(settings.var, CANARY)
    assert await purge(settings, conversations.now() + timedelta(days=91)) == 1
    assert holding(settings.var, CANARY) == []


async def test_a_tracker_that_nobody_stands_behind_is_forgotten(database: None, settings: Settings) -> None:
    path = settings.var / "tracker.db"
    now = conversations.now()
    write_tracker(path, "ancien", (now - timedelta(days=100)).timestamp())
    write_tracker(path, "récent", (now - timedelta(days=50)).timestamp())
    await purge(settings, now)
    with sqlite3.connect(path) as opened:
        left = {row[0] for row in opened.execute("SELECT sender_id FROM events")}
    opened.close()
    assert left == {"récent"}
