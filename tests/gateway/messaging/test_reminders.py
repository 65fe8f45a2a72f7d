"""Reminders: kept with the reply that promises them, sent once at a civil hour, cancelled with their event."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone
from typing import Any

from aiohttp.test_utils import TestServer
from sqlalchemy import select, update

from bot.catalogue.models import ChannelIdentity, Conversation, Event, EventSlot
from bot.catalogue.queries import agenda, conversations
from bot.gateway.app import init_app
from bot.gateway.housekeeping import purge
from bot.gateway.keys import CONVERSATIONS, MESSAGING, SESSIONS, TOKENS
from bot.gateway.messaging.reminders import Reminders
from bot.settings import Settings
from tests.gateway.conftest import Begin, Client
from tests.gateway.fakes import ANSWER, FakeEngine
from tests.gateway.messaging.conftest import Person, rows

# A Saturday morning in Paris; its reminder is due the day before at 18:00 there.
STARTS = datetime(2027, 1, 16, 9, 0, tzinfo=timezone.utc)
DUE = datetime(2027, 1, 15, 17, 0, tzinfo=timezone.utc)
PROMISED = {
    "text": "C'est noté.",
    "choices": [],
    "cards": [],
    "sources": [],
    "promise": {"event": "jpo", "starts_at": STARTS.isoformat(), "due_at": DUE.isoformat()},
}


def _event(starts: datetime = STARTS, zone: str = "Europe/Paris") -> Event:
    slot = EventSlot(
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        zone=zone,
        local_start=starts.isoformat(),
        local_end=(starts + timedelta(hours=3)).isoformat(),
        all_day=False,
        cancelled=False,
    )
    return Event(
        id="jpo",
        source="essai",
        uid="jpo",
        kind="portes-ouvertes",
        title="Portes ouvertes de l'IFSI",
        search_text="",
        status="scheduled",
        attendance="onsite",
        commune="Gap",
        audiences=[],
        withdrawn=False,
        example=False,
        last_end=starts + timedelta(hours=3),
        slots=[slot],
        professions=[],
    )


def _sender(client: Client) -> Reminders:
    assert client.app is not None
    return client.app[MESSAGING].reminders


async def _promise(person: Person, engine: FakeEngine, **event: Any) -> None:
    """Have a reminder of an event promised to the person."""
    assert person.client.app is not None
    async with person.client.app[SESSIONS]() as session:
        session.add(_event(**event))
        await session.commit()
    await person.begin()
    engine.reply = PROMISED
    await person.say("rappelle-moi la veille")
    engine.reply = ANSWER


async def _change(client: Client, **values: Any) -> None:
    assert client.app is not None
    async with client.app[SESSIONS]() as session:
        await session.execute(update(Event).values(**values))
        await session.commit()


async def _states(client: Client) -> list[str]:
    return [row["state"] for row in await rows(client, "reminder")]


async def test_a_reminder_leaves_when_it_is_due_and_never_twice(
    on_telegram: Person, engine: FakeEngine, settings: Settings
) -> None:
    await _promise(on_telegram, engine)
    assert engine.turns[-1]["metadata"]["reach"] == "always"
    reminders, before = _sender(on_telegram.client), len(on_telegram.platforms.sent)
    assert await reminders.send_due(DUE - timedelta(minutes=1)) == 0
    async with TestServer(init_app(settings)) as other:
        # Several gateways, one of them just started, ask at the same moment.
        theirs = other.app[MESSAGING].reminders  # type: ignore[attr-defined]
        counts = await asyncio.gather(*(one.send_due(DUE) for one in (reminders, theirs) * 3))
    assert sum(counts) == 1
    await on_telegram.platforms.wait(before + 1)
    assert await reminders.send_due(DUE + timedelta(hours=1)) == 0
    await asyncio.sleep(0.5)
    (sent,) = on_telegram.platforms.sent[before:]
    for words in (
        "Rappel",
        "Portes ouvertes de l'IFSI",
        "samedi 16 janvier 2027",
        "Gap",
        "/events/jpo",
        "« stop »",
    ):
        assert words in sent.text, words
    assert await _states(on_telegram.client) == ["sent"]


async def test_asked_twice_it_is_promised_once(on_telegram: Person, engine: FakeEngine) -> None:
    await _promise(on_telegram, engine)
    engine.reply = PROMISED
    await on_telegram.say("rappelle-moi la veille stp")
    assert await _states(on_telegram.client) == ["waiting"]


async def test_nobody_is_woken_at_night(on_telegram: Person, engine: FakeEngine) -> None:
    """The gateway was away at 18:00 and comes back in the night: the morning is early enough."""
    await _promise(on_telegram, engine)
    reminders, before = _sender(on_telegram.client), len(on_telegram.platforms.sent)
    assert await reminders.send_due(DUE + timedelta(hours=8)) == 0
    assert await reminders.send_due(DUE + timedelta(hours=13, minutes=59)) == 0
    assert await reminders.send_due(DUE + timedelta(hours=14)) == 1
    await on_telegram.platforms.wait(before + 1)


async def test_the_hour_is_that_of_the_place(on_telegram: Person, engine: FakeEngine) -> None:
    await _promise(on_telegram, engine, zone="Indian/Reunion")
    # 17:00 UTC is 21:00 in La Réunion.
    assert await _sender(on_telegram.client).send_due(DUE) == 0
    (reminder,) = await rows(on_telegram.client, "reminder")
    assert reminder["due_at"] == datetime(2027, 1, 16, 4, 0, tzinfo=timezone.utc)


async def test_once_the_event_has_begun_there_is_nothing_to_remind_of(
    on_telegram: Person, engine: FakeEngine
) -> None:
    await _promise(on_telegram, engine)
    assert await _sender(on_telegram.client).send_due(STARTS + timedelta(minutes=1)) == 0
    assert await _states(on_telegram.client) == ["missed"]


async def test_an_event_that_is_off_takes_its_reminder_with_it_and_the_person_is_told(
    on_telegram: Person, engine: FakeEngine
) -> None:
    await _promise(on_telegram, engine)
    before = len(on_telegram.platforms.sent)
    await _change(on_telegram.client, status="cancelled")
    assert await _sender(on_telegram.client).send_due(DUE) == 0
    assert await _states(on_telegram.client) == ["cancelled"]
    await on_telegram.platforms.wait(before + 1)
    assert "annulée" in on_telegram.platforms.sent[-1].text
    assert await _sender(on_telegram.client).send_due(DUE) == 0


async def test_who_was_reminded_already_is_told_that_it_is_off(
    on_telegram: Person, engine: FakeEngine
) -> None:
    await _promise(on_telegram, engine)
    reminders, before = _sender(on_telegram.client), len(on_telegram.platforms.sent)
    assert await reminders.send_due(DUE) == 1
    await on_telegram.platforms.wait(before + 1)
    assert on_telegram.client.app is not None
    async with on_telegram.client.app[SESSIONS].begin() as session:
        event = (await session.scalars(select(Event))).one()
        event.status = "cancelled"
        assert await agenda.tell_cancelled(session, event, DUE + timedelta(minutes=30)) == 1
    assert await reminders.send_due(DUE + timedelta(hours=1)) == 0
    await on_telegram.platforms.wait(before + 2)
    assert "annulée" in on_telegram.platforms.sent[-1].text
    assert await _states(on_telegram.client) == ["cancelled"]


async def test_a_reminder_follows_its_event_to_another_day(on_telegram: Person, engine: FakeEngine) -> None:
    await _promise(on_telegram, engine)
    reminders, before = _sender(on_telegram.client), len(on_telegram.platforms.sent)
    app = on_telegram.client.app
    assert app is not None
    later = STARTS + timedelta(days=7)
    async with app[SESSIONS]() as session:
        await session.execute(update(EventSlot).values(starts_at=later, ends_at=later + timedelta(hours=3)))
        await session.commit()
    await reminders.follow_events()
    (reminder,) = await rows(on_telegram.client, "reminder")
    assert reminder["due_at"] == DUE + timedelta(days=7)
    assert await reminders.send_due(DUE) == 0
    assert await reminders.send_due(DUE + timedelta(days=7)) == 1
    await on_telegram.platforms.wait(before + 1)
    assert "la date a changé" in on_telegram.platforms.sent[-1].text


async def test_stop_and_erasure_cancel_what_was_promised(on_telegram: Person, engine: FakeEngine) -> None:
    await _promise(on_telegram, engine)
    await on_telegram.say("stop")
    assert await _states(on_telegram.client) == ["cancelled"]
    engine.reply = PROMISED
    await on_telegram.say("rappelle-moi la veille finalement")
    assert await _states(on_telegram.client) == ["waiting"]
    await on_telegram.say("effacer")
    assert await _states(on_telegram.client) == []
    assert await _sender(on_telegram.client).send_due(DUE) == 0


async def test_retention_erases_the_words_and_keeps_the_promise(
    on_telegram: Person, engine: FakeEngine
) -> None:
    await _promise(on_telegram, engine)
    app = on_telegram.client.app
    assert app is not None
    async with app[SESSIONS]() as session:
        await session.execute(update(Conversation).values(last_at=conversations.now() - timedelta(days=31)))
        await session.commit()
    assert await purge(app[CONVERSATIONS]) == 1
    assert await rows(on_telegram.client, "turn") == []
    (identity,) = await rows(on_telegram.client, "channel_identity")
    assert (identity["conversation_id"], identity["shown"]) == (None, None)
    before = len(on_telegram.platforms.sent)
    await app[MESSAGING].worker._tidy()
    assert await _sender(on_telegram.client).send_due(DUE) == 1
    await on_telegram.platforms.wait(before + 1)
    await asyncio.sleep(0.3)
    await app[MESSAGING].worker._tidy()
    assert await rows(on_telegram.client, "channel_identity") == []


async def test_the_reach_of_whatsapp_ends_with_its_window(on_whatsapp: Person, engine: FakeEngine) -> None:
    await on_whatsapp.begin()
    (identity,) = await rows(on_whatsapp.client, "channel_identity")
    reach = datetime.fromisoformat(engine.turns[-1]["metadata"]["reach"])
    assert reach == identity["last_in_at"] + timedelta(hours=24)


async def test_a_reminder_outside_the_window_is_never_sent(on_whatsapp: Person, engine: FakeEngine) -> None:
    await _promise(on_whatsapp, engine)
    app = on_whatsapp.client.app
    assert app is not None
    async with app[SESSIONS]() as session:
        past = conversations.now() - timedelta(hours=25)
        await session.execute(update(ChannelIdentity).values(last_in_at=past))
        await session.commit()
    before = len(on_whatsapp.platforms.sent)
    await _sender(on_whatsapp.client).send_due(DUE)
    await asyncio.sleep(0.5)
    assert len(on_whatsapp.platforms.sent) == before


async def test_on_the_web_nothing_can_be_promised(begin: Begin, engine: FakeEngine, client: Client) -> None:
    talk = await begin()
    engine.reply = PROMISED
    assert (await talk.say("rappelle-moi la veille")).status == 200
    assert "reach" not in engine.turns[-1]["metadata"]
    assert await rows(client, "reminder") == []


async def test_what_was_promised_is_in_the_export(on_telegram: Person, engine: FakeEngine) -> None:
    await _promise(on_telegram, engine)
    app = on_telegram.client.app
    assert app is not None
    (conversation,) = await rows(on_telegram.client, "conversation")
    code = app[TOKENS].rights_code(conversation["id"])
    export = await (await on_telegram.client.get(f"/api/v1/rights/{code}")).json()
    assert [(one["event"], one["state"]) for one in export["reminders"]] == [("jpo", "waiting")]
