"""What is refused, and how it is said: bodies, texts, tokens, haste."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any
from uuid import uuid4

import itsdangerous
import pytest

from bot.gateway import bodies, limits
from bot.gateway.keys import TOKENS
from bot.gateway.tokens import Held
from tests.gateway.conftest import Begin, Client, Talk, problem
from tests.gateway.fakes import FakeEngine

MESSAGES = "/api/v1/conversations/{}/messages"


@pytest.mark.parametrize(
    "text", ["", "   \n\t ", "\x00\x07", "\u202e\u2066", "\U000e0041\U000e0042", "\u200d", "a" * 1001]
)
@pytest.mark.asvs("2.2.1", "15.2.2", shows="S8")
async def test_a_text_of_nothing_or_too_long_never_reaches_the_engine(
    talk: Talk, engine: FakeEngine, text: str
) -> None:
    document = await problem(await talk.say(text), 422)
    assert "message" in document["detail"]
    assert engine.turns == []


async def test_a_thousand_code_points_pass_after_composition(talk: Talk, engine: FakeEngine) -> None:
    assert (await talk.say("e\u0301" * 1000)).status == 200
    assert engine.turns[0]["text"] == "é" * 1000
    assert (await talk.say("👩‍⚕️")).status == 200
    assert engine.turns[1]["text"] == "👩‍⚕️"
    assert (await talk.say("a\ud800b")).status == 200
    assert engine.turns[2]["text"] == "ab"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 8000, 400),
        (b"[]", 422),
        (b"{}", 422),
        (b'"bonjour"', 422),
        (b'{"id": "pas-un-uuid", "text": "a"}', 422),
        (b'{"id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"}', 422),
        (b'{"id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "text": "a", "choice": "b"}', 422),
        (b'{"id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "text": 12}', 422),
        (b'{"id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "text": "a", "sender": "b"}', 422),
        (b'{"id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "text": "' + b"a" * 200_000 + b'"}', 413),
    ],
)
@pytest.mark.asvs("2.2.1", shows="S8")
async def test_a_wrong_body_is_refused(talk: Talk, engine: FakeEngine, body: bytes, status: int) -> None:
    response = await talk.client.post(f"{talk.url}/messages", data=body, headers=talk.bearer)
    await problem(response, status)
    assert engine.turns == []


@pytest.mark.asvs("15.2.2", shows="S8")
async def test_a_body_of_unknown_length_is_bounded_too(talk: Talk) -> None:
    async def drip() -> Any:
        for _ in range(40):
            yield b"a" * 1000

    response = await talk.client.post(f"{talk.url}/messages", data=drip(), headers=talk.bearer)
    await problem(response, 413)


@pytest.mark.asvs("15.2.2", shows="S9")
async def test_a_compressed_body_is_refused(talk: Talk) -> None:
    headers = {**talk.bearer, "Content-Encoding": "gzip"}
    await problem(await talk.client.post(f"{talk.url}/messages", data=b"x", headers=headers), 415)


@pytest.mark.fault("X14")
async def test_a_body_that_never_ends_is_cut(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "READ_SECONDS", 0.2)
    reader, writer = await asyncio.open_connection(talk.client.host, talk.client.port)
    head = (
        f"POST {talk.url}/messages HTTP/1.1\r\nHost: x\r\nAuthorization: {talk.bearer['Authorization']}\r\n"
    )
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{".encode())
    line = await asyncio.wait_for(reader.readline(), 3)
    assert b" 408 " in line
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


@pytest.mark.asvs("9.1.1", "9.2.3", shows="S1")
async def test_only_its_own_token_opens_a_conversation(begin: Begin) -> None:
    one, other = await begin(), await begin()
    token = one.opened["token"]
    body = {"id": str(uuid4()), "text": "bonjour"}
    wrong = [
        None,
        "",
        "Bearer",
        f"Basic {token}",
        f"Bearer {other.opened['token']}",
        f"Bearer {token[:-2]}{'A' if token[-2] != 'A' else 'B'}{token[-1]}",
        "Bearer é",
    ]
    for header in wrong:
        headers = {} if header is None else {"Authorization": header}
        response = await one.client.post(f"{one.url}/messages", json=body, headers=headers)
        await problem(response, 401)
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
    for method, tail in (
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/token"),
        ("GET", "/summary"),
        ("POST", "/feedback"),
    ):
        response = await one.client.request(method, one.url + tail, headers=other.bearer)
        await problem(response, 401)


async def test_an_unknown_conversation_is_not_found(client: Client) -> None:
    assert client.app is not None
    token, _ = client.app[TOKENS].issue(Held("jamais-vue", None, None))
    response = await client.post(
        MESSAGES.format("jamais-vue"),
        json={"id": str(uuid4()), "text": "a"},
        headers={"Authorization": f"Bearer {token}"},
    )
    await problem(response, 404)
    await problem(await client.get("/api/v1/rien"), 404)
    refused = await client.put("/api/v1/conversations")
    await problem(refused, 405)
    assert refused.headers["Allow"] == "POST"


@pytest.mark.asvs("9.2.1", shows="S1")
async def test_an_old_token_is_expired_then_renewed_then_lost(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer = itsdangerous.TimestampSigner
    hour = 3600
    monkeypatch.setattr(signer, "get_timestamp", lambda _: int(time.time()) + 25 * hour)
    await problem(await talk.say("bonjour"), 410)
    renewed = await talk.post("token", {})
    assert renewed.status == 200
    old = talk.opened["token"]
    talk.opened["token"] = (await renewed.json())["token"]
    assert (await talk.say("bonjour")).status == 200
    talk.opened["token"] = old
    monkeypatch.setattr(signer, "get_timestamp", lambda _: int(time.time()) + 49 * hour)
    await problem(await talk.post("token", {}), 410)


@pytest.mark.asvs("2.4.1", shows="S10")
async def test_above_fifteen_messages_a_minute_one_waits(begin: Begin, engine: FakeEngine) -> None:
    talk, other = await begin(), await begin()
    identifier = str(uuid4())
    assert (await talk.say("a", identifier)).status == 200
    statuses = [(await talk.say("a")).status for _ in range(14)]
    assert set(statuses) == {200}
    refused = await talk.say("a")
    await problem(refused, 429)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert (await talk.say("a", identifier)).status == 200
    assert (await other.say("a")).status == 200
    assert len(engine.turns) == 16
    comforted = await talk.say("j'ai envie de mourir")
    assert comforted.status == 200
    assert "3114" in (await comforted.json())["replies"][0]["text"]


@pytest.mark.asvs("2.4.1", shows="S10")
async def test_many_conversations_from_one_address_are_slowed_not_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    held = limits.Limits()
    monkeypatch.setattr(limits.asyncio, "sleep", note)
    for number in range(203):
        await held.conversation(f"2001:db8::{number:x}")
    await held.conversation("2001:db8:1::1")
    assert len(waited) == 3
