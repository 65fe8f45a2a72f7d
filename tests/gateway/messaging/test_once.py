"""Each message is answered once and in order, whatever else happens; no log holds a word of it."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta

import pytest
from aiohttp.test_utils import TestServer

from bot.gateway.app import init_app
from bot.gateway.messaging import dialogue, worker
from bot.settings import Settings
from tests.channels.samples import (
    BSUID,
    PHONE,
    messenger,
    messenger_event,
    whatsapp,
    whatsapp_message,
    whatsapp_text,
)
from tests.gateway.conftest import Client
from tests.gateway.fakes import FakeEngine
from tests.gateway.messaging.conftest import Person, rows
from tests.gateway.messaging.platforms import (
    META_SECRET,
    META_TOKEN,
    TELEGRAM_SECRET,
    TELEGRAM_TOKEN,
    FakePlatforms,
    deliver,
)


@pytest.mark.fault("X9")
async def test_the_same_update_fifty_times_in_parallel_is_answered_once(
    person: Person, engine: FakeEngine
) -> None:
    await person.begin()
    before = len(person.platforms.sent)
    payload = person.text_payload("combien gagne un aide-soignant ?")
    answers = await asyncio.gather(*(person.post(payload) for _ in range(50)))
    assert {answer.status for answer in answers} == {200}
    await person.platforms.wait(before + 1)
    assert await person.quiet() == before + 1
    assert [turn["text"] for turn in engine.turns].count("combien gagne un aide-soignant ?") == 1
    assert (await person.post(payload)).status == 200
    assert await person.quiet() == before + 1


async def test_three_shuffled_messages_are_dealt_with_in_order_one_at_a_time(
    person: Person, engine: FakeEngine
) -> None:
    await person.begin()
    engine.delay, before = 0.1, len(engine.turns)
    payloads = [person.text_payload(f"question {number}") for number in range(3)]
    for place in (2, 0, 1):
        await person.post(payloads[place])
    await person.platforms.wait(len(person.platforms.sent) + 3, 15)
    assert [turn["text"] for turn in engine.turns[before:]] == ["question 0", "question 1", "question 2"]
    assert engine.most_in_flight == 1


@pytest.mark.fault("X9")
async def test_an_older_message_that_comes_late_is_still_answered(person: Person, engine: FakeEngine) -> None:
    old = person.text_payload("la première")
    await person.begin()
    await person.say("la seconde")
    before = len(person.platforms.sent)
    await person.post(old)
    await person.platforms.wait(before + 1)
    assert engine.turns[-1]["text"] == "la première"


async def test_a_whole_batch_is_answered(client: Client, platforms: FakePlatforms) -> None:
    three = [
        {**whatsapp_text("bonjour", f"w{n}"), "from": f"3360000010{n}", "from_user_id": f"FR.{n}"}
        for n in range(3)
    ]
    await deliver(str(client.make_url("")).rstrip("/"), "whatsapp", whatsapp(*three))
    events = [messenger_event(f"p{n}", message={"mid": f"x{n}", "text": "bonjour"}) for n in range(3)]
    await deliver(str(client.make_url("")).rstrip("/"), "messenger", messenger(*events))
    await platforms.wait(9)
    assert {one.address for one in platforms.sent} == {"FR.0", "FR.1", "FR.2", "p0", "p1", "p2"}


async def test_people_do_not_wait_for_each_other(
    client: Client, engine: FakeEngine, platforms: FakePlatforms
) -> None:
    engine.delay = 0.5
    base = str(client.make_url("")).rstrip("/")
    events = [messenger_event(f"p{n}", message={"mid": f"x{n}", "text": "bonjour"}) for n in range(8)]
    await deliver(base, "messenger", messenger(*events))
    await platforms.wait(16, 15)
    assert engine.most_in_flight > 1  # in turn, there would never be two


_REFUSED = {
    "telegram": (400, {"ok": False, "error_code": 400, "description": "Bad Request: message is too long"}),
    "whatsapp": (400, {"error": {"code": 131009, "message": "Parameter value is not valid"}}),
    "messenger": (400, {"error": {"code": 100, "message": "Invalid parameter"}}),
}


async def test_an_engine_that_comes_back_answers_what_waited_and_nobody_was_told_otherwise(
    person: Person, engine: FakeEngine
) -> None:
    await person.begin()
    before = len(person.platforms.sent)
    engine.behaviour = "status"
    await person.post(person.text_payload("combien ?"))
    await asyncio.sleep(0.8)
    assert len(person.platforms.sent) == before
    engine.behaviour = "normal"
    await person.platforms.wait(before + 1)
    assert "1 900" in person.platforms.sent[-1].text
    assert await person.quiet() == before + 1


async def test_an_engine_that_stays_away_is_said_once_with_a_human_way(
    person: Person, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await person.begin()
    monkeypatch.setattr(dialogue, "PATIENCE", timedelta(seconds=1))
    engine.behaviour = "status"
    (told,) = await person.say("combien ?")
    assert "mon-cep.org" in told.text and "112" in told.text
    assert await person.quiet() == len(person.platforms.sent)


async def test_distress_is_answered_at_once_before_what_waits_and_without_the_engine(
    person: Person, engine: FakeEngine
) -> None:
    await person.begin()
    engine.behaviour = "status"
    await person.post(person.text_payload("combien ?"))
    await asyncio.sleep(0.5)
    (comfort,) = await person.say("j'ai envie de mourir")
    assert "3114" in comfort.text


async def test_someone_who_writes_too_fast_is_answered_a_little_later(
    on_telegram: Person, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    async def note(self: worker.Worker, identity_id: int, message: object, seconds: float) -> None:
        waited.append(seconds)
        await asyncio.sleep(0.2)

    monkeypatch.setattr(worker.Worker, "_hold_back", note)
    await on_telegram.begin()
    for number in range(16):
        await on_telegram.post(on_telegram.text_payload(f"question {number}"))
    async with asyncio.timeout(10):
        while not waited:  # noqa: ASYNC110 - the worker has no event for this
            await asyncio.sleep(0.05)
    assert 1 <= waited[0] <= 60
    assert len(engine.turns) == 15
    states = [row["state"] for row in await rows(on_telegram.client, "inbox")]
    assert states.count("new") >= 1


@pytest.mark.fault("X8")
async def test_two_gateways_share_the_work_without_doubling_it(
    on_telegram: Person, engine: FakeEngine, settings: Settings, platforms: FakePlatforms
) -> None:
    async with TestServer(init_app(settings)) as other:
        await on_telegram.begin()
        base = str(other.make_url("")).rstrip("/")
        payloads = [
            messenger(
                messenger_event(
                    f"p{n}", message={"mid": f"y{n}-{k}", "text": f"question {k}"}, at=1_790_000_000_000 + k
                )
            )
            for n in range(6)
            for k in range(2)
        ]
        random.Random(5).shuffle(payloads)
        first = str(on_telegram.client.make_url("")).rstrip("/")
        await asyncio.gather(
            *(deliver(base if n % 2 else first, "messenger", payload) for n, payload in enumerate(payloads)),
            *(deliver(first if n % 2 else base, "messenger", payload) for n, payload in enumerate(payloads)),
        )
        await platforms.wait(2 + 6 * 3, 20)
        assert await on_telegram.quiet() == 2 + 6 * 3
    said = [(turn["sender"], turn["text"]) for turn in engine.turns[1:]]
    assert len(said) == len(set(said)) == 12


@pytest.mark.parametrize(
    "order", [("both", "bsuid", "phone"), ("phone", "both", "bsuid"), ("bsuid", "both", "phone")]
)
async def test_one_person_on_whatsapp_has_one_conversation(
    client: Client, platforms: FakePlatforms, order: tuple[str, ...]
) -> None:
    person = Person("whatsapp", client, platforms)
    for number, known in enumerate(order):
        message = {
            "id": f"w{number}",
            "type": "text",
            "timestamp": str(1_790_000_000 + number),
            "text": {"body": "salut"},
        }
        if known != "bsuid":
            message["from"] = PHONE
        if known != "phone":
            message["from_user_id"] = BSUID
        assert (await person.post(whatsapp(message, contact=known))).status == 200
        await platforms.wait(number + 1)
    (identity,) = await rows(client, "channel_identity")
    assert identity["address"] == BSUID
    assert [one.address for one in platforms.sent] == [
        PHONE if known == "phone" else BSUID for known in order
    ]
    assert PHONE not in str(await rows(client, "channel_identity"))
    system = {"type": "user_changed_user_id", "previous_user_id": BSUID, "user_id": "FR.2"}
    await person.post(whatsapp(whatsapp_message("system", system, "w8", from_user_id="FR.2"), contact="none"))
    bare = {
        "id": "w9",
        "type": "text",
        "timestamp": "1790000009",
        "text": {"body": "salut"},
        "from_user_id": "FR.2",
    }
    await person.post(whatsapp(bare, contact="none"))
    await platforms.wait(4)
    (identity,) = await rows(client, "channel_identity")
    assert (identity["address"], platforms.sent[-1].address) == ("FR.2", "FR.2")
    assert len(await rows(client, "conversation")) == 1


async def test_a_number_given_to_someone_else_does_not_open_the_old_conversation(
    client: Client, platforms: FakePlatforms
) -> None:
    person = Person("whatsapp", client, platforms)
    await person.begin()
    other = {**whatsapp_text("salut", "w2"), "from_user_id": "FR.999"}
    await person.post(whatsapp(other, contact="phone"))
    await platforms.wait(2)
    assert len(await rows(client, "channel_identity")) == len(await rows(client, "conversation")) == 2


async def test_no_log_holds_a_word_a_name_or_a_secret(
    person: Person,
    engine: FakeEngine,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dialogue, "PATIENCE", timedelta(seconds=0.5))
    await person.begin()
    engine.behaviour = "status"
    await person.say("canari-7f3a sans moteur")
    engine.behaviour = "normal"
    for failure in ((500, {}), "hang", _REFUSED[person.channel]):
        person.platforms.plan.append(failure)
    await person.post(person.text_payload("canari-7f3a avec des échecs"))
    await person.client.post(f"/webhooks/{person.channel}", data=b'{"text": "canari-7f3a"}')
    await asyncio.sleep(3.5)
    logged = "".join(capsys.readouterr()) + caplog.text
    assert "channel.not_sent" in logged
    for secret in ("canari", person.address, TELEGRAM_TOKEN, TELEGRAM_SECRET, META_TOKEN, META_SECRET):
        assert secret not in logged, secret
