"""`orisoin channels`: what it says of settings, platforms and queues; never a secret."""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import update

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.models import OutboxMessage
from bot.catalogue.queries import outbox
from bot.command.channels import _run
from bot.settings import SettingError, Settings, load_settings
from tests.gateway.messaging.conftest import Person
from tests.gateway.messaging.platforms import (
    META_SECRET,
    META_TOKEN,
    TELEGRAM_SECRET,
    TELEGRAM_TOKEN,
    FakePlatforms,
)

SECRETS = (META_SECRET, META_TOKEN, TELEGRAM_SECRET, TELEGRAM_TOKEN)


async def run(settings: Settings, *words: str) -> int:
    """The command with these words."""
    names = ("action", "channel", "address")
    values: dict[str, Any] = dict(zip(names, words, strict=False))
    return await _run(argparse.Namespace(**values), settings)


async def test_check_says_whether_the_platforms_recognise_us(
    settings: Settings, platforms: FakePlatforms, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(settings, "check") == 1
    said = capsys.readouterr().out
    assert "@essai_bot" in said and "L'adresse n'est pas déclarée" in said
    assert said.count("Meta reconnaît") == 2
    assert "https://orisoin.exemple.fr/webhooks/whatsapp" in said
    await platforms.stop()
    assert await run(settings, "check") == 1
    assert "réponse absente" in capsys.readouterr().out
    bare = load_settings({"ORISOIN_VAR": str(settings.var)})
    assert await run(bare, "check") == 0
    assert capsys.readouterr().out.count("non configuré") == 3


async def test_register_declares_the_address_with_its_secret(
    settings: Settings, platforms: FakePlatforms, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(settings, "register") == 0
    ((method, body),) = platforms.calls
    assert method == "setWebhook"
    assert body["url"] == "https://orisoin.exemple.fr/webhooks/telegram"
    assert body["secret_token"] == TELEGRAM_SECRET
    assert body["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
    said = capsys.readouterr().out
    assert "adresse déclarée" in said and "ORISOIN_WHATSAPP_VERIFY" in said
    assert not any(secret in said for secret in SECRETS)


async def test_a_test_message_leaves_or_says_why_not(
    settings: Settings, platforms: FakePlatforms, capsys: pytest.CaptureFixture[str]
) -> None:
    for channel, address in (("telegram", "42"), ("whatsapp", "FR.1"), ("messenger", "p1")):
        assert await run(settings, "test", channel, address) == 0
    assert [one.address for one in platforms.sent] == ["42", "FR.1", "p1"]
    platforms.plan.append((403, {"ok": False, "description": "Forbidden"}))
    assert await run(settings, "test", "telegram", "42") == 1
    assert await run(settings, "test", "telegram", "quelqu'un") == 2
    said = capsys.readouterr()
    assert "blocked" in said.out and not any(secret in said.out + said.err for secret in SECRETS)


async def test_queue_shows_what_waits_and_what_was_not_delivered(
    on_telegram: Person, settings: Settings, platforms: FakePlatforms, capsys: pytest.CaptureFixture[str]
) -> None:
    await on_telegram.begin()
    assert await run(settings, "queue") == 0
    assert "Telegram : 0 à traiter, 0 à envoyer." in capsys.readouterr().out
    engine = open_database(settings.database_url)
    async with session_maker(engine)() as session:
        past = datetime.now(timezone.utc) - timedelta(seconds=90)
        await session.execute(
            update(OutboxMessage).values(
                state="waiting", created_at=past, next_attempt_at=past + timedelta(days=9)
            )
        )
        await outbox.pause(session, "telegram", datetime.now(timezone.utc) + timedelta(minutes=5), "429")
        await session.commit()
        assert await run(settings, "queue") == 0
        said = capsys.readouterr().out
        assert "2 à envoyer (le plus ancien depuis 9" in said and "En pause" in said
        await session.execute(
            update(OutboxMessage).values(state="dead", settled_at=past, last_error="131009")
        )
        await session.commit()
    await engine.dispose()
    assert await run(settings, "queue") == 1
    assert "131009" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"ORISOIN_TELEGRAM_TOKEN": "1:a"}, "ORISOIN_TELEGRAM_SECRET"),
        ({"ORISOIN_TELEGRAM_TOKEN": "1:a", "ORISOIN_TELEGRAM_SECRET": "court"}, "ORISOIN_TELEGRAM_SECRET"),
        ({"ORISOIN_WHATSAPP_TOKEN": "a", "ORISOIN_WHATSAPP_NUMBER": "1"}, "ORISOIN_WHATSAPP_SECRET"),
        (
            {f"ORISOIN_MESSENGER_{name}": "mot" for name in ("PAGE", "TOKEN", "SECRET", "VERIFY")},
            "ORISOIN_MESSENGER_PAGE",
        ),
    ],
)
def test_a_channel_set_up_by_half_stops_the_start(values: dict[str, str], named: str) -> None:
    with pytest.raises(SettingError, match=named):
        load_settings(values)
