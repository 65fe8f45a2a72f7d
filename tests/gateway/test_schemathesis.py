"""The API against its own document: whatever is sent, each answer is one that the document describes, and none is a 5xx."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from aiohttp.test_utils import TestServer
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

import bot.catalogue.models  # noqa: F401 - fills the metadata
from bot.catalogue.database import Base, open_database
from bot.gateway.app import init_app
from bot.gateway.openapi import document
from bot.settings import load_settings
from tests.gateway.fakes import FakeActions, FakeEngine, free_port

EXAMPLES = 8
_SCHEMA = schemathesis.openapi.from_dict(document())
_OPERATIONS = [result.ok() for result in _SCHEMA.get_all_operations()]
_CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@dataclass
class Served:
    """Where the gateway is, and a conversation it holds."""

    address: str
    opened: dict[str, Any]


async def _gateway(folder: Path, ready: Any, over: asyncio.Event) -> None:
    told = load_settings(
        {
            "ORISOIN_VAR": str(folder),
            "ORISOIN_SECRET": "un-secret-pour-les-essais",
            "ORISOIN_ENGINE_PORT": str(free_port()),
            "ORISOIN_ACTIONS_PORT": str(free_port()),
            "ORISOIN_DEMONSTRATION": "non",
        }
    )
    base = open_database(told.database_url)
    async with base.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await base.dispose()
    engine, actions = FakeEngine(told), FakeActions(told.actions_port)
    await engine.start()
    await actions.start()
    server = TestServer(init_app(told))
    await server.start_server()
    ready(str(server.make_url("")).rstrip("/"))
    await over.wait()
    await server.close()
    await actions.stop()
    await engine.stop()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A gateway in a thread of its own."""
    listening = threading.Event()
    address: list[str] = []
    held: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    def ready(found: str) -> None:
        address.append(found)
        listening.set()

    def serve() -> None:
        async def all_of_it() -> None:
            over = asyncio.Event()
            held.append((asyncio.get_running_loop(), over))
            await _gateway(tmp_path_factory.mktemp("schemathesis"), ready, over)

        asyncio.run(all_of_it())

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        assert listening.wait(60)
        opened = requests.post(f"{address[0]}/api/v1/conversations", json={}, timeout=30)
        yield Served(address[0], opened.json())
    finally:
        if held:
            loop, over = held[0]
            loop.call_soon_threadsafe(over.set)
        thread.join(60)


@pytest.mark.parametrize("operation", _OPERATIONS, ids=lambda one: f"{one.method.upper()} {one.path}")
def test_every_answer_is_one_that_the_document_describes(served: Served, operation: Any) -> None:
    known = {name: served.opened[name] for name in ("conversation", "code") if name in served.opened}
    bearer = {"Authorization": f"Bearer {served.opened['token']}"}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), ours=st.booleans())
    def check(case: Any, ours: bool) -> None:
        erases = case.method.upper() == "DELETE"
        if ours and not erases:
            case.path_parameters |= {name: known[name] for name in case.path_parameters if name in known}
        response = case.call(
            base_url=served.address, headers=bearer if ours and not erases else {}, timeout=30
        )
        case.validate_response(response, checks=_CHECKS)

    check()
