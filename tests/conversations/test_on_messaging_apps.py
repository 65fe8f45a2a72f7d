"""The talk of someone who changes career, held through each messaging app, the real engine and actions behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.gateway.app import init_app
from bot.gateway.messaging import dialogue
from tests.gateway.messaging.conftest import CHANNELS, Person, rows
from tests.gateway.messaging.platforms import FakePlatforms, Sent, with_channels
from tests.service import Service

pytestmark = pytest.mark.service
_SECONDS = 60
_BUSY = "Réessayez dans un instant"


@pytest.fixture
async def platforms() -> AsyncIterator[FakePlatforms]:
    """The platforms, listening."""
    fake = FakePlatforms()
    await fake.start()
    yield fake
    await fake.stop()


def _warm(service: Service) -> None:
    """Have everything read that is read at a first question."""
    for question, words in (
        ("combien gagne une aide-soignante ?", "brut par mois"),
        ("une rencontre à Gap ?", "Gap"),
    ):
        talk = service.open()
        for _ in range(10):
            talk.send(question)
            if words in talk.said:
                break
        assert words in talk.said, talk.said


@dataclass
class Talk:
    """A talk on one channel: each turn is over when the engine has answered and all of it has left."""

    person: Person

    async def hear(self, payload: object) -> str:
        """Send a call, and read all that it makes us say."""
        platforms, client = self.person.platforms, self.person.client
        before, asked = len(platforms.sent), len(await rows(client, "inbox"))
        response = await self.person.post(payload)
        assert response.status == 200
        settled: set[str] = set()
        for _ in range(_SECONDS * 10):
            await self.person.quiet(0.1)
            inbox = await rows(client, "inbox")
            settled = {row["state"] for row in inbox} | {row["state"] for row in await rows(client, "outbox")}
            if len(inbox) > asked and settled <= {"done", "sent"}:
                break
        assert settled <= {"done", "sent"}, settled
        self.last: list[Sent] = platforms.sent[before:]
        return "\n".join(one.text for one in self.last)

    async def say(self, text: str) -> str:
        """Write; and again when a busy machine asks to come back, as people do."""
        told = await self.hear(self.person.text_payload(text))
        for _ in range(3):
            if _BUSY not in told.rpartition(text)[2]:
                break
            told += f"\n{text}\n" + await self.hear(self.person.text_payload(text))
        return told

    async def press(self, title: str) -> str:
        """Press the option of this title under the last message, or write it where options are numbered."""
        shown = self.last[-1].options
        option = next((key for key, label in shown.items() if label == title), None)
        if option is None:
            assert f". {title}" in "\n".join(one.text for one in self.last), self.last
            return await self.say(title)
        told = await self.hear(self.person.press_payload(option, title))
        return told if _BUSY not in told else await self.say(title)


@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_career_changer_asks_between_two_shifts(
    service: Service, platforms: FakePlatforms, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a machine that is busy the first turns are slow: here nobody minds waiting.
    monkeypatch.setattr(dialogue, "PATIENCE", timedelta(minutes=3))
    await asyncio.to_thread(_warm, service)
    settings = with_channels(
        {
            "ORISOIN_VAR": str(service.var),
            "ORISOIN_ENGINE_PORT": str(service.engine_port),
            "ORISOIN_ACTIONS_PORT": str(service.actions_port),
            "ORISOIN_PUBLIC_URL": "https://orisoin.exemple.fr",
        },
        platforms.url,
    )
    async with TestClient(TestServer(init_app(settings))) as client:
        person = Person(channel, client, platforms)
        talk = Talk(person)
        told = await talk.say(
            "Bonjour, je suis caissière, je voudrais changer. Combien gagne une aide-soignante ?"
        )
        assert "programme automatique" in told and "« stop »" in told
        assert "brut par mois" in told and "Source" in told
        (picture,) = [one.picture for one in talk.last if one.picture is not None]
        assert picture.startswith(b"\x89PNG")
        told = await talk.press("Comment le devenir")
        assert "IFAS" in told or "institut" in told
        told = await talk.say("qui paie ma formation si je garde mon emploi ?")
        assert "projet de transition" in told.lower() or "CPF" in told
        told = await talk.say("des portes ouvertes près de Gap ?")
        assert "(exemple)" in told and "Gap" in told and "https://orisoin.exemple.fr/events/" in told
        told = await talk.press("Comment m'inscrire")
        assert "nscription" in told
        told = await talk.say("rappelle-moi la veille")
        promised = await rows(client, "reminder")
        if channel == "telegram":  # its window never closes: the eve is promised, in either wording
            assert "la veille" in told.lower() and promised
        else:
            assert ".ics" in told
        told = await talk.say("je préfère parler à quelqu'un")
        assert "conseil" in told.lower()
        (identity,) = [one for one in await rows(client, "channel_identity") if one["channel"] == channel]
        told = await talk.say("effacer")
        assert "sont effacés chez nous" in told
        assert identity["conversation_id"] not in str(await rows(client, "turn"))
