"""What operators and programs read: health, measures, the OpenAPI document, and how it is served."""

from __future__ import annotations

import asyncio
import contextlib
import re
from typing import Any

import jsonschema
import pytest
from aiohttp import web
from openapi_spec_validator import validate
from sqlalchemy import MetaData, create_engine, inspect

from bot.catalogue.database import Base
from bot.catalogue.migrate import migrate
from bot.gateway import health
from bot.gateway.app import init_app, make_runner
from bot.gateway.openapi import document
from bot.settings import Settings
from tests.gateway.conftest import Begin, Client
from tests.gateway.fakes import FakeActions, FakeEngine


async def test_ready_names_what_does_not_answer(
    client: Client, engine: FakeEngine, actions: FakeActions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "CACHE_SECONDS", 0.0)
    assert (await client.get("/readyz")).status == 200
    await actions.stop()
    response = await client.get("/readyz")
    assert (response.status, (await response.json())["missing"]) == (503, ["actions"])
    await engine.stop()
    response = await client.get("/readyz")
    assert (response.status, (await response.json())["missing"]) == (503, ["engine", "actions"])
    assert (await client.get("/healthz")).status == 200


async def test_ready_is_asked_once_a_second_at_most(
    client: Client, engine: FakeEngine, actions: FakeActions
) -> None:
    assert (await client.get("/readyz")).status == 200
    await actions.stop()
    assert (await client.get("/readyz")).status == 200


async def test_a_missing_database_is_named(
    settings: Settings, engine: FakeEngine, actions: FakeActions
) -> None:
    from dataclasses import replace

    from aiohttp.test_utils import TestClient, TestServer

    app = init_app(replace(settings, database_url=f"sqlite+aiosqlite:///{settings.var}"))
    async with TestClient(TestServer(app)) as client:
        response = await client.get("/readyz")
        assert (response.status, (await response.json())["missing"]) == (503, ["database"])
        assert (await client.get("/chat")).status == 200
        assert (await client.post("/api/v1/conversations", json={})).status == 503


async def test_measures_count_without_naming_anyone(begin: Begin, client: Client) -> None:
    talk = await begin()
    await talk.say("bonjour")
    text = await (await client.get("/metrics")).text()
    assert 'orisoin_turns_total{outcome="answered"} 1.0' in text
    assert 'route="/api/v1/conversations/{conversation}/messages",status="200"' in text
    assert talk.opened["conversation"] not in text


def test_the_document_is_valid_openapi() -> None:
    validate(document())


def _served(app: web.Application) -> set[tuple[str, str]]:
    return {
        (route.method.lower(), route.resource.canonical)
        for route in app.router.routes()
        if route.resource is not None
        and route.resource.canonical.startswith("/api/")
        and route.method != "HEAD"
    }


def test_the_document_and_the_routes_are_the_same(settings: Settings) -> None:
    described = {(method, path) for path, methods in document()["paths"].items() for method in methods}
    assert described | {("get", "/api/v1/openapi.json")} == _served(init_app(settings))
    for path, methods in document()["paths"].items():
        for operation in methods.values():
            named = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
            assert named == re.findall(r"\{(\w+)\}", path)


def _schema(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}", "components": document()["components"]}


async def test_what_is_served_fits_the_document(begin: Begin, client: Client) -> None:
    talk = await begin(site="agence")
    jsonschema.validate(talk.opened, _schema("Opened"))
    jsonschema.validate(await (await talk.say("bonjour")).json(), _schema("Replies"))
    jsonschema.validate(await (await talk.say("")).json(content_type=None), _schema("ProblemDocument"))
    read = {
        "": "Turns",
        "/summary": "Summary",
    }
    for tail, name in read.items():
        body = await (await client.get(talk.url + tail, headers=talk.bearer)).json()
        jsonschema.validate(body, _schema(name))
    jsonschema.validate(await (await client.get("/api/v1/sites/agence")).json(), _schema("SiteView"))
    export = await (await client.get(f"/api/v1/rights/{talk.opened['code']}")).json()
    jsonschema.validate(export, _schema("Export"))


@pytest.mark.asvs("15.2.2", shows="S9")
async def test_a_runner_cuts_silent_connections_and_leaves_bodies_compressed(
    database: None, settings: Settings
) -> None:
    runner = make_runner(init_app(settings))
    await runner.setup()
    try:
        assert runner.server is not None
        made = runner.server()
        assert made.keepalive_timeout == 20
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(
            b"POST /api/v1/conversations HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n"
            b"Content-Length: 4\r\nConnection: close\r\n\r\nnope"
        )
        assert b" 415 " in await asyncio.wait_for(reader.readline(), 3)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
    finally:
        await runner.cleanup()


async def test_the_migrations_make_the_tables_of_the_models(settings: Settings) -> None:
    await migrate(settings.database_url)
    migrated = MetaData()
    engine = create_engine(settings.database_url.replace("+aiosqlite", ""))
    migrated.reflect(engine)
    ours = ("site", "conversation", "turn", "reply", "choice", "feedback", "request", "erased_conversation")
    inspector = inspect(engine)
    for name in ours:
        table, made = Base.metadata.tables[name], migrated.tables[name]
        assert {column.name: column.nullable for column in made.columns} == {
            column.name: column.nullable for column in table.columns
        }
        assert {index["name"] for index in inspector.get_indexes(name)} == {
            index.name for index in table.indexes
        }
        assert len(made.foreign_keys) == len(table.foreign_keys)
    engine.dispose()
