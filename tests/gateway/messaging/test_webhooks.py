"""Who may call, what is kept, and what a platform is told."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.gateway.bodies import WEBHOOK_BYTES
from bot.gateway.keys import MESSAGING, SESSIONS
from tests.channels.samples import TELEGRAM
from tests.channels.test_parse import SAMPLES, mutate
from tests.gateway.conftest import Client, problem
from tests.gateway.fakes import FakeEngine
from tests.gateway.messaging.conftest import CHANNELS, Person, rows
from tests.gateway.messaging.platforms import VERIFY, FakePlatforms, signed

each = pytest.mark.parametrize("channel", CHANNELS)


@each
async def test_an_unsigned_or_altered_call_is_refused_and_not_kept(client: Client, channel: str) -> None:
    body, headers = signed(channel, {"update_id": 1})
    wrong: list[tuple[bytes, dict[str, str]]] = [(body, {}), (body, dict.fromkeys(headers, ""))]
    if channel == "telegram":
        wrong.append((body, {"X-Telegram-Bot-Api-Secret-Token": "autre"}))
    else:
        wrong += [(body + b" ", headers), (body, {"X-Hub-Signature": "sha1=0"})]
    for content, proof in wrong:
        await problem(await client.post(f"/webhooks/{channel}", data=content, headers=proof), 403)
    assert await rows(client, "inbox") == []


async def test_meta_is_answered_with_its_challenge_only_when_it_knows_the_word(client: Client) -> None:
    for channel in ("whatsapp", "messenger"):
        query = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "12345"}
        answer = await client.get(f"/webhooks/{channel}", params=query)
        assert (answer.status, await answer.text(), answer.content_type) == (200, "12345", "text/plain")
        for change in ({"hub.verify_token": "autre"}, {"hub.verify_token": ""}, {"hub.mode": "autre"}):
            await problem(await client.get(f"/webhooks/{channel}", params={**query, **change}), 403)
        await problem(await client.get(f"/webhooks/{channel}"), 403)
    await problem(await client.get("/webhooks/telegram"), 403)
    await problem(await client.get("/webhooks/autre"), 404)


@pytest.mark.asvs("15.2.2", shows="S8")
async def test_what_is_too_long_compressed_or_unreadable_is_refused(person: Person) -> None:
    for raw in (b"{", b"\xff", b"[" * 100_000):
        await problem(await person.post(raw), 400)
    await problem(await person.client.post(f"/webhooks/{person.channel}", data=_endless()), 413)
    assert (await person.post(b'{"a": "' + b"b" * 200_000 + b'"}')).status == 200
    for value in (b"[]", b"null", b"1", b'"a"', b"{}"):
        assert (await person.post(value)).status == 200
    await problem(await person.post(b"{}", {"Content-Encoding": "gzip"}), 415)
    assert await rows(person.client, "inbox") == []


async def _endless() -> AsyncIterator[bytes]:
    for _ in range(WEBHOOK_BYTES // 100_000 + 1):
        yield b"a" * 100_000


async def test_nothing_is_acknowledged_while_the_database_is_away(
    person: Person, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert person.client.app is not None
    maker = person.client.app[SESSIONS]
    bind = maker.kw["bind"]
    payload = person.text_payload("bonjour")
    from bot.catalogue.database import open_database

    away = open_database("postgresql+asyncpg://personne@127.0.0.1:1/rien")
    maker.configure(bind=away)
    try:
        refused = await person.post(payload)
        await problem(refused, 503)
        assert int(refused.headers["Retry-After"]) >= 1
    finally:
        maker.configure(bind=bind)
        await away.dispose()
    assert (await person.post(payload)).status == 200
    await person.platforms.wait(1)
    assert len(engine.turns) == 1


async def test_every_documented_payload_is_accepted_and_answered_or_ignored(
    person: Person, platforms: FakePlatforms
) -> None:
    for name, payload, _ in SAMPLES[person.channel]:
        response = await person.post(payload)
        assert response.status == 200, name
    await platforms.wait(1)


# What a platform never sends in place of anything.
_STRANGE: list[Any] = [
    None,
    True,
    -1,
    2**70,
    1.5,
    "",
    "é" * 600,
    "\ud800",
    [],
    {},
    [{}],
    {"id": {}},
    "c:",
    "\x00",
]


def _renamed(value: Any, number: int) -> Any:
    """`value` with another identifier of its messages."""
    if isinstance(value, list):
        return [_renamed(one, number) for one in value]
    if not isinstance(value, dict):
        return value
    names = {"update_id", "mid"} | ({"id"} if {"timestamp", "type"} <= set(value) else set())
    changed = {name: _renamed(one, number) for name, one in value.items()}
    return changed | {name: number if name == "update_id" else f"m{number}" for name in names & set(value)}


def _mutated(channel: str, pick: random.Random, *, renamed: bool = False) -> Any:
    """A documented payload that is not the platform's any more; with a name of its own if `renamed`."""
    _, payload, _ = pick.choice(SAMPLES[channel])
    if renamed:
        payload = _renamed(payload, pick.randrange(2**40))
    for _ in range(pick.randint(1, 4)):
        payload = mutate(payload, pick, pick.choice(_STRANGE))
    return payload


@each
async def test_mutations_of_as_many_messages_are_kept_or_ignored(
    client: Client, platforms: FakePlatforms, channel: str
) -> None:
    """Read and kept as the webhook does, fifty calls in a transaction; none raises."""
    assert client.app is not None
    messaging, pick, kept = client.app[MESSAGING], random.Random(f"{channel} 2026"), 0
    await messaging.worker.stop()
    platform = messaging.platforms[channel]
    for _ in range(12):
        found = [one for _ in range(50) for one in platform.parse(_mutated(channel, pick, renamed=True))]
        kept += await messaging.intake.keep(platform, found)
    waiting = await rows(client, "inbox")
    assert len(waiting) == kept > 60
    assert {row["state"] for row in waiting} == {"new"}


@each
async def test_a_mutated_payload_never_breaks_the_gateway(
    client: Client, platforms: FakePlatforms, channel: str
) -> None:
    """Payloads that are not theirs any more: accepted or ignored, and the next true message is answered."""
    person = Person(channel, client, platforms)
    pick = random.Random(20261126)
    for _ in range(400):
        payload = _mutated(channel, pick)
        response = await person.post(payload)
        assert response.status == 200, payload
    await asyncio.sleep(0.5)
    before = len(platforms.sent)
    await person.post(person.text_payload("bonjour, une vraie question"))
    await platforms.wait(before + 1, 20)


async def test_a_channel_that_is_not_set_up_does_not_exist(
    database: None, engine: FakeEngine, tmp_path: Any
) -> None:
    from aiohttp.test_utils import TestClient, TestServer

    from bot.gateway.app import init_app
    from bot.settings import load_settings

    bare = load_settings(
        {"ORISOIN_VAR": str(tmp_path), "ORISOIN_SECRET": "s", "ORISOIN_DEMONSTRATION": "non"}
    )
    async with TestClient(TestServer(init_app(bare))) as client:
        for channel in CHANNELS:
            body, headers = signed(channel, TELEGRAM[0][1])
            await problem(await client.post(f"/webhooks/{channel}", data=body, headers=headers), 404)
            await problem(await client.get(f"/webhooks/{channel}"), 404)


async def test_personal_data_and_platform_names_are_not_kept_in_clear(on_telegram: Person) -> None:
    await on_telegram.say("appelez-moi au 06 12 34 56 78 svp", 3)
    kept = [str(await rows(on_telegram.client, table)) for table in ("inbox", "turn", "outbox", "reply")]
    assert not any("06 12 34 56 78" in text or "12345678" in text for text in kept)
    (message,) = await rows(on_telegram.client, "inbox")
    assert (message["state"], message["text"], message["address"]) == ("done", None, None)
    assert len(message["message_digest"]) == 64
    assert "masqué" in on_telegram.platforms.sent[1].text


async def test_a_pressed_button_is_always_acknowledged(on_telegram: Person, platforms: FakePlatforms) -> None:
    await on_telegram.begin()
    await on_telegram.press("Autre métier")
    assert platforms.acknowledged == ["77"]
