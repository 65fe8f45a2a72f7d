"""A conversation on a messaging app, from the welcome to the erasure."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import update

from bot.catalogue.models.conversations import Conversation
from bot.catalogue.queries import conversations
from bot.gateway.housekeeping import purge
from bot.gateway.keys import CONVERSATIONS, MESSAGING, SESSIONS, TOKENS
from bot.replies import Reply
from tests.channels.samples import (
    _FILE,
    messenger,
    messenger_event,
    telegram_message,
    whatsapp,
    whatsapp_message,
)
from tests.gateway.fakes import ANSWER, FakeEngine
from tests.gateway.messaging.conftest import Person, rows
from tests.gateway.messaging.platforms import FakePlatforms

_CHOICES = [
    {"title": "Changer de métier sans quitter mon emploi", "payload": "/career_change"},
    *[{"title": f"Métier numéro {n}", "payload": f"métier {n}"} for n in range(1, 16)],
]


async def test_the_first_message_says_that_a_machine_speaks_what_is_kept_and_how_to_leave(
    person: Person,
) -> None:
    (welcome,) = await person.say("/start" if person.channel == "telegram" else "commencer")
    for words in ("programme automatique", "30 jours", "/confidentialite", "hors de l'Union européenne"):
        assert words in welcome.text, words
    for words in ("« stop »", "« effacer »", "https://orisoin.exemple.fr/chat"):
        assert words in welcome.text, words
    assert list(welcome.options.values()) == [
        "M'aider à choisir",
        "Découvrir un métier",
        "Voir les rencontres",
    ]


async def test_the_whole_talk_of_a_career_changer(person: Person, engine: FakeEngine) -> None:
    """Between two shifts: a long story, a choice pressed, a number typed, a photo, stop, and a new start."""
    first = await person.say(
        "Bonjour, je suis caissière depuis dix ans et j'en ai assez. Combien gagne une aide-soignante à Gap ?",
        1 if person.channel == "whatsapp" else 2,
    )
    assert "programme automatique" in first[0].text
    assert "1 900 €" in first[-1].text and "Portes ouvertes (exemple)" in first[-1].text
    assert "Source : Une source (2024) : https://source.test/" in first[-1].text
    assert list(first[-1].options.values()) in (
        ["Comment le devenir ?", "Autre métier"],
        ["1. Comment le deven…", "2. Autre métier"],
    )
    await person.press(next(iter(first[-1].options.values())))
    assert engine.turns[-1]["payload"] == '/training_path{"profession": "aide-soignant"}'
    engine.reply = {**ANSWER, "cards": [], "choices": _CHOICES, "text": "Que voulez-vous savoir ?"}
    (listed,) = await person.say("autre chose")
    await person.say("Changer de metier sans quitter mon emploi")
    assert engine.turns[-1]["payload"] == "/career_change"
    numbered = "16. Métier numéro 15" in listed.text
    await person.say("16" if numbered else "métier numéro 15")
    assert (engine.turns[-1]["text"], engine.turns[-1]["payload"]) == ("métier 15", None)
    engine.reply = ANSWER
    before = len(engine.turns)
    pictures = {
        "telegram": telegram_message(5000, 1_790_009_000, photo=[_FILE]),
        "whatsapp": whatsapp(whatsapp_message("image", {"id": "m"}, "wamid.5000")),
        "messenger": messenger(
            messenger_event(
                at=1_790_009_000_000, message={"mid": "m5000", "attachments": [{"type": "image"}]}
            )
        ),
    }
    (unread,) = await person._exchange(pictures[person.channel], 1)
    assert "Je ne peux pas regarder les images" in unread.text
    assert len(engine.turns) == before
    await person.press("Parler à quelqu'un")
    assert engine.turns[-1]["payload"] == "/human"
    (stopped,) = await person.say("STOP")
    assert "je ne vous écrirai plus" in stopped.text
    (again,) = await person.say("combien gagne une aide-soignante ?")
    assert "1 900 €" in again.text and "programme automatique" not in again.text
    assert len(await rows(person.client, "conversation")) == 1
    said = [row["text"] for row in await rows(person.client, "turn") if row["author"] == "person"]
    assert (
        said[0].startswith("Bonjour, je suis caissière") and said[-1] == "combien gagne une aide-soignante ?"
    )


async def test_whatsapp_gets_two_bubbles_at_most_and_the_rest_when_it_is_asked_for(
    on_whatsapp: Person, engine: FakeEngine
) -> None:
    engine.reply = {**ANSWER, "text": "\n\n".join(f"Paragraphe {n}. " + "mot " * 150 for n in range(19))}
    first = await on_whatsapp.say("racontez-moi tout", 2)
    assert first[1].text.endswith("envoyez « suite ».)")
    await asyncio.sleep(0.5)
    assert len(on_whatsapp.platforms.sent) == 2
    rest = await on_whatsapp.say("suite", 2)
    (last,) = await on_whatsapp.say("suite")
    whole = "".join(one.text for one in (*first, *rest, last))
    assert all(f"Paragraphe {n}." in whole for n in range(19))
    assert list(last.options.values()) == ["Comment le devenir ?", "Autre métier"]
    (over,) = await on_whatsapp.say("suite")
    assert "tout lu" in over.text
    assert len(engine.turns) == 1


async def test_a_long_story_reaches_the_engine_short_with_its_request(
    person: Person, engine: FakeEngine
) -> None:
    story = "J'ai beaucoup travaillé dans ma vie et les journées étaient longues. " * 55
    await person.begin()
    await person.say(story + "Est-ce que je peux devenir infirmière à Gap avec la VAE ? Merci d'avance.")
    text = engine.turns[-1]["text"]
    assert len(text) <= 1000
    assert "Est-ce que je peux devenir infirmière à Gap avec la VAE ?" in text


async def test_a_text_beside_a_picture_is_answered_and_the_picture_is_said_unread(
    on_telegram: Person, engine: FakeEngine
) -> None:
    await on_telegram.begin()
    photo = telegram_message(6000, 1_790_009_000, photo=[_FILE], caption="combien gagne-t-on ici ?")
    answers = await on_telegram._exchange(photo, 2)
    assert "Je ne peux pas regarder l'image" in answers[0].text
    assert engine.turns[-1]["text"] == "combien gagne-t-on ici ?"


async def test_a_forged_or_foreign_choice_is_only_words(person: Person, engine: FakeEngine) -> None:
    await person.begin()
    await person._exchange(person.press_payload("/restart", "Autre chose"), 1)
    assert (engine.turns[-1]["text"], engine.turns[-1]["payload"]) == ("Autre chose", None)
    await person.say('/restart{"a": "b"}')
    assert (engine.turns[-1]["text"], engine.turns[-1]["payload"]) == ('/restart{"a": "b"}', None)


async def test_erasing_leaves_no_row_and_the_next_message_begins_anew(
    person: Person, engine: FakeEngine
) -> None:
    await person.begin()
    await person.say("mon secret")
    sender = engine.turns[-1]["sender"]
    (farewell,) = await person.say("Effacer mes données")
    assert "effacés chez nous" in farewell.text
    app = person.client.app
    assert app is not None
    async with asyncio.timeout(5):
        while sender not in engine.erased:  # noqa: ASYNC110 - the engine has no event for this
            await asyncio.sleep(0.05)
    for table in ("conversation", "turn", "reply", "choice"):
        assert await rows(person.client, table) == [], table
    # The identity goes once the farewell is known to be delivered.
    async with asyncio.timeout(5):
        while await rows(person.client, "channel_identity"):
            await asyncio.sleep(0.05)
            await app[MESSAGING].worker._tidy()
    for table in ("channel_identity", "outbox", "reminder"):
        assert await rows(person.client, table) == [], table
    kept = await rows(person.client, "inbox")
    assert all(row["state"] == "done" and row["identity_id"] is None for row in kept)
    assert not any(row["text"] or row["address"] or row["choice"] for row in kept)
    again = await person.begin()
    assert "programme automatique" in again[0].text
    assert engine.turns[-1]["sender"] != sender


async def test_erasing_with_the_code_on_the_web_forgets_the_person_too(person: Person) -> None:
    await person.begin()
    (conversation,) = await rows(person.client, "conversation")
    assert person.client.app is not None
    code = person.client.app[TOKENS].rights_code(conversation["id"])
    assert (await person.client.delete(f"/api/v1/rights/{code}")).status == 200
    for table in ("channel_identity", "outbox", "turn", "conversation"):
        assert await rows(person.client, table) == [], table
    await person.begin()


async def test_what_a_counsellor_answers_reaches_the_person_once(person: Person) -> None:
    await person.begin()
    app = person.client.app
    assert app is not None
    (conversation,) = await rows(person.client, "conversation")
    said = Reply(id="h1", at="2026-11-26T12:00:00+00:00", author="human", text="Appelez-moi lundi.")
    before = len(person.platforms.sent)
    async with app[SESSIONS]() as session:
        body = said.model_dump(exclude_none=True)
        await conversations.keep_answer(session, conversation["id"], None, [body], author="human")
        await session.commit()
    await person.platforms.wait(before + 1)
    assert person.platforms.sent[-1].text == "Réponse d'une personne :\n\nAppelez-moi lundi."
    await asyncio.sleep(1.5)
    assert len(person.platforms.sent) == before + 1
    (again,) = await person.say("merci, et combien gagne une infirmière ?")
    assert again.text.startswith("Réponse automatique :")
    (then,) = await person.say("et sinon ?")
    assert "Réponse automatique" not in then.text


async def test_retention_forgets_the_person_unless_a_reminder_waits(on_telegram: Person) -> None:
    await on_telegram.begin()
    app = on_telegram.client.app
    assert app is not None
    async with app[SESSIONS]() as session:
        await session.execute(update(Conversation).values(last_at=conversations.now() - timedelta(days=31)))
        await session.commit()
    assert await purge(app[CONVERSATIONS]) == 1
    for table in ("channel_identity", "outbox", "turn", "conversation"):
        assert await rows(on_telegram.client, table) == [], table


async def test_the_same_conversation_goes_on_on_the_web(person: Person) -> None:
    await person.begin()
    (told,) = await person.say("web")
    link = next(word for word in told.text.split() if "/chat/suite/" in word)
    path = link.removeprefix("https://orisoin.exemple.fr")
    server = person.client.server
    async with TestClient(server) as browser:
        page = await browser.get(path)
        assert page.status == 200 and "Ouvrir ma conversation" in await page.text()
        assert not page.cookies
        opened = await browser.post(path, headers={"Sec-Fetch-Site": "same-origin"}, allow_redirects=False)
        assert (opened.status, opened.headers["Location"]) == (303, "/chat")
        cookie = opened.cookies["orisoin_conversation"].value
        chat = await browser.get("/chat", headers={"Cookie": f"orisoin_conversation={cookie}"})
        assert "1 900" in await chat.text()
        foreign = await browser.post(path, headers={"Sec-Fetch-Site": "cross-site"}, allow_redirects=False)
        assert foreign.status == 403
        altered = await browser.get(path[:-3] + "abc")
        assert altered.status == 401


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u2060"])
async def test_a_message_of_nothing_gets_a_word(
    on_whatsapp: Person, text: str, platforms: FakePlatforms
) -> None:
    payload: Any = whatsapp(whatsapp_message("text", {"body": text}))
    await on_whatsapp.post(payload)
    await platforms.wait(1)
    assert "messages écrits" in platforms.sent[0].text
