"""What messaging apps did not take is seen by counsellors, without a word of it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.catalogue.models.messaging import ChannelIdentity
from bot.catalogue.queries import outbox
from bot.console.messaging import why
from tests.console.conftest import Open

NOW = datetime.now(timezone.utc)


async def test_what_was_not_delivered_is_shown_with_why_and_no_words(open_browser: Open) -> None:
    browser = await open_browser("conseil@exemple.fr")
    assert "Tout a été remis" in await browser.get("/messageries")
    async with await browser.session() as session:
        person = ChannelIdentity(
            channel="whatsapp",
            person_digest="d",
            address="FR.1",
            created_at=NOW,
            last_in_at=NOW,
            leaving=False,
        )
        session.add(person)
        await session.flush()
        for prefix, reason in (("human.1", "window"), ("in.2", "131026"), ("reminder.3", "131009")):
            outbox.add(session, person, "FR.1", prefix, [{"text": "canari-7f3a"}], NOW - timedelta(hours=1))
            await session.flush()
            message = await outbox.of_key(session, f"{prefix}.0")
            assert message is not None
            await outbox.bury(session, message.id, NOW, reason)
        await session.commit()
    shown = await browser.get("/messageries")
    for words in ("réponse d'une personne", "réponse de l'assistant", "rappel", "24 heures", "code 131009"):
        assert words in shown.replace("&#39;", "'"), words
    for secret in ("canari", "FR.1"):
        assert secret not in shown


async def test_readers_do_not_see_it(open_browser: Open) -> None:
    await (await open_browser("lecture@exemple.fr")).get("/messageries", status=403)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("expired 500", "six heures"),
        ("channel", "n'est plus réglée"),
        (None, "code inconnu"),
        ("551", "ne veut plus"),
    ],
)
def test_each_reason_is_said_in_french(reason: str | None, words: str) -> None:
    assert words in why(reason)
