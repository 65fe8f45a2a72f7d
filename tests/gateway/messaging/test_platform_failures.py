"""A platform slows us down, fails, is away or refuses: each message is sent once, later, or kept for a counsellor."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.catalogue.models.messaging import ChannelIdentity, OutboxMessage
from bot.catalogue.queries import conversations, outbox
from bot.gateway.keys import SESSIONS
from tests.channels.samples import (
    BSUID,
    whatsapp_status,
)
from tests.gateway.conftest import Client
from tests.gateway.messaging.conftest import Person, rows
from tests.gateway.messaging.platforms import (
    FakePlatforms,
)


@pytest.mark.fault("X15")
async def test_a_platform_that_slows_us_down_gets_every_message_later(
    on_telegram: Person, platforms: FakePlatforms
) -> None:
    await on_telegram.begin()
    too_many = (429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 2}})
    platforms.plan.append(too_many)
    started = asyncio.get_running_loop().time()
    await on_telegram.say("combien ?")
    assert asyncio.get_running_loop().time() - started >= 2
    assert len([one for one in platforms.calls if one[0] == "sendMessage"]) == 4


@pytest.mark.fault("X15")
async def test_a_slowed_channel_does_not_slow_the_others(
    on_telegram: Person, client: Client, platforms: FakePlatforms
) -> None:
    await on_telegram.begin()
    platforms.plan.append((429, {"ok": False, "parameters": {"retry_after": 30}}))
    await on_telegram.post(on_telegram.text_payload("combien ?"))
    await platforms.carried_out()
    await Person("messenger", client, platforms).begin()
    assert [one.channel for one in platforms.sent] == ["telegram"] * 2 + ["messenger"] * 2
    assert client.app is not None
    async with client.app[SESSIONS]() as session:
        pause = await outbox.paused(session, "telegram", conversations.now())
        assert pause is not None and pause.reason == "429"


@pytest.mark.parametrize("failure", [(500, {}), (502, {"error": {"code": 2}}), "hang"])
@pytest.mark.fault("X15")
async def test_a_platform_that_fails_is_called_again(person: Person, failure: object) -> None:
    await person.begin()
    person.platforms.plan.extend([failure, failure])
    await person.say("combien ?")
    assert await person.quiet() == len(person.platforms.sent)
    assert {row["state"] for row in await rows(person.client, "outbox")} == {"sent"}


@pytest.mark.fault("X15")
async def test_a_platform_that_is_unreachable_gets_the_messages_when_it_is_back(person: Person) -> None:
    await person.begin()
    before = len(person.platforms.sent)
    await person.platforms.stop()
    await person.post(person.text_payload("combien ?"))
    await asyncio.sleep(0.6)
    assert len(person.platforms.sent) == before
    await person.platforms.start()
    await person.platforms.wait(before + 1)


_BLOCKED = {
    "telegram": (
        403,
        {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"},
    ),
    "whatsapp": (400, {"error": {"code": 131026, "message": "Message undeliverable"}}),
    "messenger": (400, {"error": {"code": 551, "message": "This person isn't available right now."}}),
}
_REFUSED = {
    "telegram": (400, {"ok": False, "error_code": 400, "description": "Bad Request: message is too long"}),
    "whatsapp": (400, {"error": {"code": 131009, "message": "Parameter value is not valid"}}),
    "messenger": (400, {"error": {"code": 100, "message": "Invalid parameter"}}),
}


@pytest.mark.fault("X15")
async def test_who_blocks_us_is_left_alone_until_they_write_again(person: Person) -> None:
    await person.begin()
    person.platforms.plan.append(_BLOCKED[person.channel])
    await person.post(person.text_payload("combien ?"))
    await person.platforms.carried_out()
    (identity,) = await rows(person.client, "channel_identity")
    assert identity["stopped_at"] is not None
    assert [row["state"] for row in await rows(person.client, "outbox")][-1] == "dropped"
    await person.say("me revoilà")
    (identity,) = await rows(person.client, "channel_identity")
    assert identity["stopped_at"] is None


async def test_a_message_that_is_refused_is_kept_for_a_counsellor_and_the_next_ones_pass(
    person: Person,
) -> None:
    await person.begin()
    person.platforms.plan.append(_REFUSED[person.channel])
    await person.post(person.text_payload("combien ?"))
    await person.platforms.carried_out()
    await person.say("et sinon ?")
    assert person.client.app is not None
    async with person.client.app[SESSIONS]() as session:
        (dead,) = await outbox.dead(session, person.channel)
    assert dead.message is not None and dead.last_error is not None and dead.address is None


@pytest.mark.fault("X15")
async def test_a_revoked_token_pauses_its_channel_and_loses_nothing(
    on_whatsapp: Person, platforms: FakePlatforms
) -> None:
    await on_whatsapp.begin()
    platforms.plan.append((401, {"error": {"code": 190, "message": "Invalid OAuth access token."}}))
    await on_whatsapp.post(on_whatsapp.text_payload("combien ?"))
    await platforms.carried_out()
    assert on_whatsapp.client.app is not None
    async with on_whatsapp.client.app[SESSIONS]() as session:
        assert await outbox.waiting(session, "whatsapp") != (0, None)
        await outbox.pause(session, "whatsapp", conversations.now(), None)
        await session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.state == "waiting")
            .values(next_attempt_at=conversations.now())
        )
        await session.commit()
    await platforms.wait(2)


async def test_nothing_is_sent_after_the_window_of_24_hours(
    on_whatsapp: Person, platforms: FakePlatforms
) -> None:
    await on_whatsapp.begin()
    app = on_whatsapp.client.app
    assert app is not None
    async with app[SESSIONS]() as session:
        await session.execute(
            update(ChannelIdentity).values(last_in_at=conversations.now() - timedelta(hours=24, seconds=1))
        )
        identity = await session.scalar(select(ChannelIdentity))
        assert identity is not None
        message = {"type": "text", "text": {"preview_url": False, "body": "trop tard"}}
        outbox.add(session, identity, BSUID, "essai", [message], conversations.now())
        await session.commit()
    await asyncio.sleep(0.5)
    assert len(platforms.sent) == 1
    (last,) = [row for row in await rows(on_whatsapp.client, "outbox") if row["key"] == "essai.0"]
    assert (last["state"], last["last_error"]) == ("dead", "window")


async def test_a_status_settles_what_we_do_not_know_and_buries_what_failed_later(
    on_whatsapp: Person, platforms: FakePlatforms
) -> None:
    await on_whatsapp.begin()
    key = platforms.sent[-1].key
    failed = whatsapp_status("failed", key, errors=[{"code": 131026}])
    assert (await on_whatsapp.post(failed)).status == 200
    (message,) = await rows(on_whatsapp.client, "outbox")
    assert (message["state"], message["last_error"]) == ("dead", "131026")
    (identity,) = await rows(on_whatsapp.client, "channel_identity")
    assert identity["stopped_at"] is not None
    assert (await on_whatsapp.post(whatsapp_status("sent", "inconnue"))).status == 200
