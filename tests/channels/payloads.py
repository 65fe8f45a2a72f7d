"""What our calls carry: each message as the platform gets it, in words and under its picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.channels.picture import PICTURE, Picture
from bot.channels.platforms import Platform, platforms
from bot.channels.rendered import without_picture
from bot.settings import load_settings
from tests.channels.limits import check_messenger, check_telegram, check_whatsapp

CHECKS: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "telegram": check_telegram,
    "whatsapp": check_whatsapp,
    "messenger": check_messenger,
}
PLATFORMS = platforms(
    load_settings(
        {
            "ORISOIN_SECRET": "s",
            "ORISOIN_TELEGRAM_TOKEN": "1:t",
            "ORISOIN_TELEGRAM_SECRET": "un-secret-d-essai",
            **{f"ORISOIN_WHATSAPP_{name}": "1" for name in ("NUMBER", "TOKEN", "SECRET", "VERIFY")},
            **{f"ORISOIN_MESSENGER_{name}": "1" for name in ("PAGE", "TOKEN", "SECRET", "VERIFY")},
        }
    )
)


def payload(channel: str, platform: Platform, message: dict[str, Any]) -> list[dict[str, Any]]:
    """The message as it is sent: in words and, when it has one, under its picture."""
    ways = [platform.send("7", words, "k")] if (words := without_picture(message)) else []
    if PICTURE in message:
        assert Picture.model_validate(message[PICTURE]).charts
        ways.append(platform.pictures.send("7", words, "k", "AgACname"))
    envelope = {
        "telegram": ("chat_id",),
        "whatsapp": ("messaging_product", "recipient_type", "to", "biz_opaque_callback_data"),
        "messenger": ("metadata",),
    }[channel]
    bodies = [way.body["message"] if channel == "messenger" else way.body for way in ways]
    return [{name: part for name, part in body.items() if name not in envelope} for body in bodies]


def pressable(channel: str, message: dict[str, Any]) -> list[str]:
    """The options of a message, the same with its picture and without."""
    found = [CHECKS[channel](one) for one in payload(channel, PLATFORMS[channel], message)]
    assert found and (channel == "messenger" or all(one == found[0] for one in found))
    return found[0]
