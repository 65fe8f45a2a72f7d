"""Thirty-one days later no word is left in any column of any table, ours or Rasa's own, on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import MetaData, select
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.catalogue.database import Base, open_database, session_maker
from bot.catalogue.models import ChannelIdentity, InboxMessage, OutboxMessage, Question
from bot.catalogue.queries import conversations, sites
from bot.command.purge import purge
from bot.gateway.app import init_app
from bot.gateway.keys import SESSIONS, TOKENS
from bot.settings import ROOT, Settings
from tests.gateway.conftest import Talk
from tests.gateway.fakes import FakeEngine
from tests.servers import postgres

WORDS = "canari-91b2 cherche un stage"
ENGINE_PYTHON = ROOT / ".venv" / "engine" / "bin" / "python"
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}


@pytest.fixture(params=["sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Settings]:
    """Settings of a service whose two databases are new and empty."""
    if request.param == "sqlite":
        yield settings
        return
    with postgres() as server:
        for name in ("orisoin", "rasa"):
            server.create(name)
        ours = server.address("orisoin")
        yield replace(settings, database_url=ours, tracker_url=server.address("rasa", "postgresql+psycopg2"))


async def holding(url: str) -> dict[str, int]:
    """Of every column of every table of a database, in how many rows it holds the words."""
    parsed = make_url(url)
    engine = create_async_engine(parsed.set(drivername=_DRIVERS[parsed.get_backend_name()]))
    found: dict[str, int] = {}
    try:
        async with engine.connect() as connection:
            tables = MetaData()
            await connection.run_sync(tables.reflect)
            assert tables.tables, url
            for table in tables.tables.values():
                for row in (await connection.execute(select(table))).mappings():
                    for column, value in row.items():
                        told = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                        if "canari-91b2" in told:
                            name = f"{table.name}.{column}"
                            found[name] = found.get(name, 0) + 1
    finally:
        await engine.dispose()
    return found


async def write_in_rasa(settings: Settings, sender: str) -> None:
    """Have the engine's own store write a conversation, in tables that it makes itself."""
    environment = {
        **os.environ,
        "ORISOIN_VAR": str(settings.var),
        "ORISOIN_TRACKER_URL": settings.tracker_url,
        "PYTHONWARNINGS": "ignore",
    }
    process = await asyncio.create_subprocess_exec(
        str(ENGINE_PYTHON), "-m", "tests.gateway.rasa_memory", sender, WORDS, cwd=ROOT, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()


async def speak(settings: Settings) -> str:
    """Say the words wherever a person may; what Rasa calls the conversation."""
    async with TestClient(TestServer(init_app(settings))) as client:
        talk = Talk(
            client, await (await client.post("/api/v1/conversations", json={"site": "agence"})).json()
        )
        said = await (await talk.say(WORDS)).json()
        told = {"reply": said["replies"][0]["id"], "useful": False, "reason": WORDS}
        assert (await talk.post("feedback", told)).status == 200
        assert client.app is not None
        moment = conversations.now()
        held: dict[str, Any] = {"conversation_id": talk.opened["conversation"]}
        async with client.app[SESSIONS].begin() as session:
            # What the messaging apps keep, of someone who has the same conversation there.
            person = ChannelIdentity(
                channel="telegram", person_digest="b" * 64, created_at=moment, last_in_at=moment,
                shown={"options": [["1", WORDS]], "numbered": True, "more": [WORDS]}, **held,
            )  # fmt: skip
            session.add(person)
            await session.flush()
            session.add_all(
                [
                    Question(site_key="agence", at=moment, text=WORDS, why="doubt", state="new", **held),
                    InboxMessage(
                        channel="telegram", message_digest="a" * 64, kind="text", text=WORDS, at=moment, sequence=1,
                        received_at=moment, ready_at=moment, state="new", identity_id=person.id,
                    ),
                    OutboxMessage(
                        key="a", channel="telegram", identity_id=person.id, message={"text": WORDS}, state="dead",
                        next_attempt_at=moment, created_at=moment, **held,
                    ),
                ]
            )  # fmt: skip
        return client.app[TOKENS].sender(talk.opened["conversation"])


async def test_no_word_is_left_in_any_table(engine: FakeEngine, stores: Settings) -> None:
    engine.reply = {"text": f"Vous avez écrit : {WORDS}."}
    opened = open_database(stores.database_url)
    async with opened.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with session_maker(opened).begin() as session:
        await sites.add(session, "Agence d'exemple", ["https://agence.exemple.fr"], key="agence")
    await opened.dispose()
    await write_in_rasa(stores, await speak(stores))
    await write_in_rasa(stores, "une-autre-que-personne-ne-connait")

    everywhere = {
        "turn.text", "reply.body", "feedback.reason", "question.text", "inbox.text", "outbox.message",
        "channel_identity.shown",
    }  # fmt: skip
    assert set(await holding(stores.database_url)) == everywhere
    assert set(await holding(stores.tracker_url)) == {"events.data"}
    now = conversations.now()
    await purge(stores, now + timedelta(days=29))
    assert "turn.text" in await holding(stores.database_url)
    await purge(stores, now + timedelta(days=31))
    assert await holding(stores.database_url) == {}
    # What no conversation of ours stands behind goes with the longest of all retentions.
    left = await holding(stores.tracker_url)
    assert left == {"events.data": 60}
    await purge(stores, now + timedelta(days=91))
    assert await holding(stores.tracker_url) == {}
