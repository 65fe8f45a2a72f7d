"""What happens when something behind the gateway fails: the engine, the database, ourselves."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import ClientResponse, web

from bot.gateway import turns
from bot.gateway.app import init_app, make_runner
from bot.gateway.keys import ANSWERS, CONVERSATIONS, TURNS
from bot.settings import Settings
from tests.gateway.conftest import DISTRESS, Begin, Talk, problem, stored_turns
from tests.gateway.fakes import FakeEngine


async def away(response: ClientResponse) -> dict[str, Any]:
    """The 503 of the contract: Retry-After, an apology and a human way."""
    document = await problem(response, 503)
    assert int(response.headers["Retry-After"]) >= 1
    text = document["replies"][0]["text"]
    assert "mon-cep.org" in text and "112" in text
    return document


@pytest.mark.parametrize("behaviour", ["empty", "no_replies", "html", "half", "huge", "status", "sender"])
@pytest.mark.fault("X3")
async def test_a_broken_answer_is_a_failure_and_the_message_is_answered_later(
    talk: Talk, engine: FakeEngine, behaviour: str
) -> None:
    engine.behaviour = behaviour
    identifier = str(uuid4())
    await away(await talk.say("combien ?", identifier))
    assert [turn.state for turn in await stored_turns(talk.client)] == ["said", "unanswered"]
    engine.behaviour = "normal"
    answered = [await (await talk.say("combien ?", identifier)).json() for _ in range(2)]
    assert answered[0] == answered[1]
    assert len(engine.turns) == 2
    assert [turn["author"] for turn in await talk.turns()] == ["bot", "person", "bot"]


@pytest.mark.fault("X1")
async def test_a_refused_connection_fails_at_once_then_not_even_tried(talk: Talk, engine: FakeEngine) -> None:
    await engine.stop()
    identifier = str(uuid4())
    started = time.monotonic()
    for _ in range(4):
        await away(await talk.say("bonjour", identifier))
    assert time.monotonic() - started < 10  # not four times the engine's patience of five seconds
    await engine.start()
    await away(await talk.say("bonjour", identifier))
    assert engine.turns == []
    await asyncio.sleep(2.1)
    assert (await talk.say("bonjour", identifier)).status == 200
    assert len(engine.turns) == 1


@pytest.mark.fault("X2")
async def test_an_engine_that_hangs_is_given_up_and_its_late_answer_dropped(
    talk: Talk, engine: FakeEngine
) -> None:
    engine.behaviour = "hang"
    identifier = str(uuid4())
    started = time.monotonic()
    responses = await asyncio.gather(*(talk.say("bonjour", identifier) for _ in range(3)), talk.say("autre"))
    assert time.monotonic() - started < 12  # all at once, not one after the other
    for response in responses:
        await away(response)
    engine.behaviour = "normal"
    assert (await talk.say("bonjour", identifier)).status == 200
    assert [turn["author"] for turn in await talk.turns()].count("bot") == 2


@pytest.mark.parametrize("text", ["j'ai envie de mourir", "je veux mourir"])
async def test_distress_is_answered_whatever_the_engine_does(
    talk: Talk, engine: FakeEngine, text: str
) -> None:
    await engine.stop()
    identifier = str(uuid4())
    first = await talk.say(text, identifier)
    assert first.status == 200
    body = await first.json()
    assert [reply["text"] for reply in body["replies"]] == [DISTRESS]
    assert await (await talk.say(text, identifier)).json() == body
    assert [turn.state for turn in await stored_turns(talk.client)] == ["said", "answered", "said"]


async def test_the_engine_reads_a_general_distress_first_and_we_answer_if_it_cannot(
    talk: Talk, engine: FakeEngine
) -> None:
    text = "je suis au bout du rouleau"
    told = (await (await talk.say(text)).json())["replies"][0]["text"]
    assert told.startswith("Un aide-soignant")
    engine.behaviour = "status"
    body = await (await talk.say(text)).json()
    assert "3114" in body["replies"][0]["text"]
    assert [turn.state for turn in await stored_turns(talk.client)][-2:] == ["answered", "said"]


@pytest.mark.flaky(reruns=2, only_rerun="AssertionError")  # a machine may halt between the two
async def test_distress_does_not_wait_for_a_turn_in_flight_and_is_told_to_the_engine(
    talk: Talk, engine: FakeEngine
) -> None:
    engine.delay = 1.0
    slow = asyncio.create_task(talk.say("bonjour"))
    await asyncio.sleep(0.2)
    assert (await talk.say("j'ai envie de mourir")).status == 200
    assert not slow.done()
    assert (await slow).status == 200
    assert talk.client.app is not None
    await talk.client.app[TURNS].close()
    assert [turn["text"] for turn in engine.turns] == ["bonjour", "j'ai envie de mourir"]
    assert engine.most_in_flight == 1


class _Away:
    """A maker of sessions whose database refuses every connection."""

    def __call__(self) -> Any:
        raise ConnectionRefusedError


@pytest.fixture
def without_database(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the database away once the conversation has begun."""
    app = talk.client.app
    assert app is not None
    for service in (app[TURNS], app[TURNS].gate, app[ANSWERS]):
        monkeypatch.setattr(service, "_sessions", _Away())
    object.__setattr__(app[CONVERSATIONS], "sessions", _Away())


@pytest.mark.usefixtures("without_database")
@pytest.mark.fault("X5")
async def test_without_database_nothing_is_accepted_but_distress_is_answered(
    talk: Talk, engine: FakeEngine
) -> None:
    await engine.stop()
    document = await away(await talk.say("bonjour"))
    assert "n'a pas pu être gardé" in document["detail"]
    await away(await talk.client.post("/api/v1/conversations", json={}))
    await away(await talk.client.get(talk.url, headers=talk.bearer))
    await away(await talk.client.delete(talk.url, headers=talk.bearer))
    response = await talk.say("j'ai envie de mourir")
    assert response.status == 200
    assert (await response.json())["replies"][0]["text"] == DISTRESS
    page = await talk.client.post("/chat", data={"text": "j'ai envie de mourir"}, allow_redirects=False)
    assert page.status == 200
    assert "3114" in await page.text()


@pytest.mark.fault("X5")
async def test_a_database_that_hangs_does_not_hold_back_distress(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(*_: Any) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(turns.conversations, "find", hang)
    monkeypatch.setattr(turns, "DISTRESS_SECONDS", 0.3)
    response = await talk.say("j'ai envie de mourir")
    assert response.status == 200
    assert (await response.json())["replies"][0]["text"] == DISTRESS


@pytest.mark.asvs("16.5.1", "13.4.6", shows="S17")
async def test_a_mistake_of_ours_tells_nothing(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail(*_: Any) -> None:
        raise RuntimeError("canari 7f3a")

    monkeypatch.setattr(turns.turns, "for_turn", fail)
    response = await talk.say("canari 7f3a")
    document = await problem(response, 500)
    captured = capsys.readouterr()
    assert "canari" not in json.dumps(document) + captured.out + captured.err
    assert "RuntimeError" in captured.out


async def test_a_request_that_is_not_http_is_not_quoted(
    database: None, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    runner = make_runner(init_app(settings))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    reader, writer = await asyncio.open_connection(*runner.addresses[0][:2])
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nX-Mot: canari\x00\r\n\r\n")
    assert b" 400 " in await asyncio.wait_for(reader.readline(), 3)
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    await runner.cleanup()
    captured = capfd.readouterr()
    assert "canari" not in captured.out + captured.err


@pytest.mark.asvs("16.5.1", shows="S17")
async def test_no_log_quotes_a_person(
    talk: Talk, engine: FakeEngine, capfd: pytest.CaptureFixture[str]
) -> None:
    canary = "canari-7f3a"
    for behaviour in ("normal", "status", "half"):
        engine.behaviour = behaviour
        await talk.say(canary)
    await talk.client.post(f"{talk.url}/messages", data=f'{{"{canary}"', headers=talk.bearer)
    await talk.client.get(f"/api/v1/rights/{canary}")
    captured = capfd.readouterr()
    assert canary not in captured.out + captured.err


async def test_what_the_engine_missed_is_erased_later(talk: Talk, engine: FakeEngine) -> None:
    from bot.gateway.housekeeping import erase_pending

    await talk.say("un")
    await engine.stop()
    assert (await talk.client.delete(talk.url, headers=talk.bearer)).status == 200
    assert engine.erased == []
    await engine.start()
    assert talk.client.app is not None
    await erase_pending(talk.client.app[CONVERSATIONS])
    assert engine.erased == [engine.turns[0]["sender"]]
    await erase_pending(talk.client.app[CONVERSATIONS])
    assert len(engine.erased) == 1


async def test_a_silent_conversation_is_erased_when_its_days_are_over(
    talk: Talk, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from bot.catalogue.queries import conversations
    from bot.gateway.housekeeping import purge

    assert talk.client.app is not None
    service = talk.client.app[CONVERSATIONS]
    await talk.say("un")
    assert await purge(service) == 0
    later = conversations.now() + timedelta(days=31)
    monkeypatch.setattr(conversations, "now", lambda: later)
    assert await purge(service) == 1
    assert await stored_turns(talk.client) == []
    await problem(await talk.say("deux"), 410)
