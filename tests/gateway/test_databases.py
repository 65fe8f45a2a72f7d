"""Fault X5, its rarer parts: a PostgreSQL that only reads, is full or locked; a SQLite file that is damaged."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from bot.catalogue.migrate import migrate
from bot.settings import Settings
from tests.gateway.conftest import Client, Talk, problem
from tests.gateway.fakes import FakeEngine
from tests.gateway.test_faults import answered, gateway, opened
from tests.servers import Postgres, postgres

pytestmark = pytest.mark.fault("X5")

DISTRESS = "j'ai envie de mourir"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Postgres]:
    """A PostgreSQL of our own."""
    with postgres() as server:
        yield server


@asynccontextmanager
async def on(settings: Settings, address: str) -> AsyncIterator[Client]:
    """A gateway over the database at `address`."""
    async with gateway(replace(settings, database_url=address)) as client:
        yield client


async def told_and_kept(talk: Talk, identifier: str) -> None:
    """The message is refused as « later », and distress is answered all the same."""
    await problem(await talk.say("pendant", identifier), 503)
    distress = await talk.say(DISTRESS)
    assert distress.status == 200
    assert "3114" in (await distress.json())["replies"][0]["text"]


async def kept_once(talk: Talk, identifier: str, engine: FakeEngine) -> None:
    """Sent again, the message is answered, and stands once after the one before."""
    await answered(talk, "pendant", identifier)
    assert (await said(talk))[:2] == ["avant", "pendant"]
    assert [turn["text"] for turn in engine.turns].count("pendant") == 1


async def said(talk: Talk) -> list[str]:
    """What the person said, as the conversation tells it."""
    return [turn["text"] for turn in await talk.turns() if turn["author"] == "person" and turn["text"]]


async def test_x5_a_postgresql_that_only_reads_is_told_and_the_message_is_kept_once_later(
    engine: FakeEngine, settings: Settings, cluster: Postgres
) -> None:
    cluster.create("reads")
    await migrate(cluster.address("reads"))
    async with on(settings, cluster.address("reads")) as client:
        talk, identifier = await opened(client), str(uuid4())
        assert (await talk.say("avant")).status == 200
        try:
            cluster.say("postgres", "ALTER SYSTEM SET default_transaction_read_only = on")
            cluster.say("postgres", "SELECT pg_reload_conf()")
            await only_reads(cluster)
            await told_and_kept(talk, identifier)
        finally:
            cluster.say("postgres", "ALTER SYSTEM RESET default_transaction_read_only")
            cluster.say("postgres", "SELECT pg_reload_conf()")
        await kept_once(talk, identifier, engine)


async def only_reads(cluster: Postgres) -> None:
    """Wait until new transactions may only read: a setting that is read again takes a moment."""
    for _ in range(200):
        session = await asyncpg.connect(cluster.address("reads", "postgresql"))
        value = await session.fetchval("SHOW default_transaction_read_only")
        await session.close()
        if value == "on":
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the server still writes")


async def test_x5_a_postgresql_out_of_connections_is_told_then_answers_everyone_once(
    engine: FakeEngine, settings: Settings, cluster: Postgres
) -> None:
    cluster.create("few")
    await migrate(cluster.address("few"))
    cluster.say("few", "CREATE ROLE few LOGIN CONNECTION LIMIT 2")
    cluster.say("few", "GRANT ALL ON ALL TABLES IN SCHEMA public TO few")
    cluster.say("few", "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO few")
    address = cluster.address("few").replace("orisoin@", "few@")
    # Others hold all that the role may open.
    others = [await asyncpg.connect(address.replace("+asyncpg", "")) for _ in range(2)]
    async with on(settings, address) as client:
        await problem(await client.post("/api/v1/conversations", json={}), 503)
        for other in others:
            await other.close()
        talks = [await opened(client) for _ in range(8)]
        await asyncio.gather(*(answered(talk, "ensemble", str(uuid4())) for talk in talks))
        for talk in talks:
            assert await said(talk) == ["ensemble"]
            answers = [turn for turn in await talk.turns() if turn["author"] == "bot"]
            assert len(answers) == 2  # the greeting, and one to what was said


async def test_x5_a_locked_postgresql_is_told_and_the_message_is_kept_once_later(
    engine: FakeEngine, settings: Settings, cluster: Postgres
) -> None:
    cluster.create("locked")
    await migrate(cluster.address("locked"))
    async with on(settings, cluster.address("locked")) as client:
        talk, identifier = await opened(client), str(uuid4())
        assert (await talk.say("avant")).status == 200
        locker = await asyncpg.connect(cluster.address("locked", "postgresql"))
        try:
            async with locker.transaction():
                await locker.execute("LOCK TABLE turn, conversation IN ACCESS EXCLUSIVE MODE")
                await told_and_kept(talk, identifier)
        finally:
            await locker.close()
        await kept_once(talk, identifier, engine)


async def test_x5_a_damaged_sqlite_is_told_and_goes_on_once_it_is_put_back(
    engine: FakeEngine, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "damaged.db"
    address = f"sqlite+aiosqlite:///{file}"
    await migrate(address)
    async with on(settings, address) as client:
        talk, identifier = await opened(client), str(uuid4())
        assert (await talk.say("avant")).status == 200
        with contextlib.closing(sqlite3.connect(file)) as saving:
            saving.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = file.read_bytes()
        file.write_bytes(b"\xff" * len(whole))
        await told_and_kept(talk, identifier)
        assert (await client.get("/readyz")).status == 503
    for left in sorted(tmp_path.glob("damaged.db*")):  # noqa: ASYNC240
        left.unlink()
    file.write_bytes(whole)
    async with on(settings, address) as client:
        talk = replace(talk, client=client)
        await kept_once(talk, identifier, engine)
