"""A whole gateway over a new database, with a fake engine and fake actions on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

import bot.catalogue.models  # noqa: F401 - fills the metadata
from bot.catalogue.database import Base, open_database, session_maker
from bot.catalogue.models.answers import Answer
from bot.catalogue.models.conversations import Turn
from bot.catalogue.models.sites import Site
from bot.catalogue.queries import sites
from bot.gateway.app import init_app
from bot.gateway.keys import SESSIONS
from bot.settings import Settings, load_settings
from tests.gateway.fakes import FakeActions, FakeEngine, free_port

ORIGIN = "https://agence.exemple.fr"
DISTRESS = "Appelez le 3114, jour et nuit. (réponse du catalogue)"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a gateway that touches nothing outside the test's folder."""
    return load_settings(
        {
            "ORISOIN_VAR": str(tmp_path),
            "ORISOIN_SECRET": "un-secret-pour-les-essais",
            "ORISOIN_ENGINE_PORT": str(free_port()),
            "ORISOIN_ACTIONS_PORT": str(free_port()),
            "ORISOIN_PUBLIC_URL": "https://orisoin.exemple.fr",
            "ORISOIN_DEMONSTRATION": "non",
        }
    )


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[None]:
    """The tables, one answer of distress and one site."""
    engine = open_database(settings.database_url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with session_maker(engine)() as session:
        session.add(
            Answer(
                key="distress_suicide",
                slug="distress_suicide",
                topic="safety",
                audience=None,
                texts=[DISTRESS],
                sources=[],
                choices=[],
                as_of=None,
            )
        )
        site: Site = await sites.add(session, "Agence d'exemple", [ORIGIN], key="agence")
        site.suggestions = ["Quels métiers recrutent ?"]
        await sites.add(session, "Autre agence", ["https://autre.exemple.fr"], key="autre")
        await session.commit()
    await engine.dispose()
    yield


@pytest.fixture
async def engine(settings: Settings) -> AsyncIterator[FakeEngine]:
    """The engine, listening."""
    fake = FakeEngine(settings)
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
async def actions(settings: Settings) -> AsyncIterator[FakeActions]:
    """The action server, listening."""
    fake = FakeActions(settings.actions_port)
    await fake.start()
    yield fake
    await fake.stop()


Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(database: None, engine: FakeEngine, settings: Settings) -> AsyncIterator[Client]:
    """A client of the gateway; it keeps no cookie."""
    server = TestServer(init_app(settings))
    async with TestClient(server) as made:
        yield made


@dataclass
class Talk:
    """One conversation, from the person's side."""

    client: Client
    opened: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the conversation is."""
        return f"/api/v1/conversations/{self.opened['conversation']}"

    @property
    def bearer(self) -> dict[str, str]:
        """The header that opens it."""
        return {"Authorization": f"Bearer {self.opened['token']}", **self.headers}

    async def post(self, tail: str, body: Any, **options: Any) -> ClientResponse:
        """Send JSON to one of its routes."""
        return await self.client.post(f"{self.url}/{tail}", json=body, headers=self.bearer, **options)

    async def say(self, text: str, identifier: str | None = None) -> ClientResponse:
        """Send a message."""
        return await self.post("messages", {"id": identifier or str(uuid4()), "text": text})

    async def pick(self, choice: str) -> ClientResponse:
        """Pick a choice."""
        return await self.post("messages", {"id": str(uuid4()), "choice": choice})

    async def turns(self, **query: str) -> list[dict[str, Any]]:
        """What was said."""
        response = await self.client.get(self.url, headers=self.bearer, params=query)
        assert response.status == 200, await response.text()
        turns: list[dict[str, Any]] = (await response.json())["turns"]
        return turns


Begin = Callable[..., Awaitable[Talk]]


@pytest.fixture
def begin(client: Client) -> Begin:
    """Begin a conversation."""

    async def make(headers: dict[str, str] | None = None, **body: Any) -> Talk:
        response = await client.post("/api/v1/conversations", json=body, headers=headers or {})
        assert response.status == 201, await response.text()
        return Talk(client, await response.json(), headers or {})

    return make


@pytest.fixture
async def talk(begin: Begin) -> Talk:
    """A conversation just begun."""
    return await begin()


async def problem(response: ClientResponse, status: int) -> dict[str, Any]:
    """The problem document of a refusal, which must be whole and French."""
    assert response.status == status, await response.text()
    assert response.content_type == "application/problem+json"
    document: dict[str, Any] = await response.json(content_type="application/problem+json")
    assert document["status"] == status
    assert document["type"].startswith("urn:orisoin:problem:")
    assert document["title"] and document["detail"].endswith(".")
    return document


async def stored_turns(client: Client) -> list[Turn]:
    """Every turn in the database."""
    assert client.app is not None
    async with client.app[SESSIONS]() as session:
        return list(await session.scalars(select(Turn).order_by(Turn.id)))
