"""Telegram's Bot API, from our side: calls and what their answers mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.channels.incoming import identifier, items
from bot.channels.sending import Attached, Call, Outcome
from bot.settings import TelegramSettings

# What we ask Telegram to tell us; the rest would be thrown away.
UPDATES = ["message", "callback_query", "my_chat_member"]
_UNAVAILABLE_SECONDS = 60.0
_GONE = ("chat not found", "user is deactivated", "bot was blocked", "peer_id_invalid")


def _method(settings: TelegramSettings, name: str, body: dict[str, Any]) -> Call:
    return Call(f"{settings.api}/bot{settings.token}/{name}", body)


def send(settings: TelegramSettings, address: str, message: dict[str, Any], key: str) -> Call:
    """The call that sends `message`; Telegram has no place for our `key`."""
    return _method(settings, "sendMessage", {"chat_id": int(address), **message})


def send_picture(
    settings: TelegramSettings, address: str, message: dict[str, Any], key: str, picture: str | bytes
) -> Call:
    """The call that sends `message` under `picture`: its bytes, or what Telegram called it when it had them."""
    body = {"chat_id": int(address), "caption": message["text"]}
    if "reply_markup" in message:
        body["reply_markup"] = message["reply_markup"]
    if isinstance(picture, str):
        return _method(settings, "sendPhoto", {**body, "photo": picture})
    return replace(_method(settings, "sendPhoto", body), attached=Attached("photo", picture))


def picture_name(body: Any) -> str | None:
    """What Telegram calls the picture that it just took: the largest of the sizes it made."""
    names = [
        identifier(one.get("file_id")) for one in items(body, "result", "photo") if isinstance(one, dict)
    ]
    return names[-1] if names else None


def acknowledge(settings: TelegramSettings, callback: str) -> Call:
    """The call that ends the wait shown on a pressed button."""
    return _method(settings, "answerCallbackQuery", {"callback_query_id": callback})


def register(settings: TelegramSettings, url: str) -> Call:
    """The call that has Telegram send what it receives to `url`, with our first secret."""
    return _method(
        settings,
        "setWebhook",
        {"url": url, "secret_token": settings.secrets[0], "allowed_updates": UPDATES, "max_connections": 40},
    )


def describe(settings: TelegramSettings, name: str) -> Call:
    """The call that asks `getMe` or `getWebhookInfo`."""
    return _method(settings, name, {})


def outcome(status: int, body: Any, headers: dict[str, str]) -> Outcome:
    """What the answer to `send` means."""
    told = body if isinstance(body, dict) else {}
    if status == 200 and told.get("ok") is True:
        return Outcome("sent")
    if status == 429:
        parameters = told.get("parameters")
        seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
        # Telegram silences the whole bot, not one conversation.
        return Outcome(
            "later", float(seconds) if isinstance(seconds, int) else None, channel=True, reason="429"
        )
    description = str(told.get("description") or "").lower()
    if status == 403 or (status == 400 and any(words in description for words in _GONE)):
        return Outcome("blocked", reason=str(status))
    if status in (401, 404):
        # The token is wrong or was revoked: nothing passes until someone mends it.
        return Outcome("later", _UNAVAILABLE_SECONDS, channel=True, reason=str(status))
    if status == 200 or status >= 500:
        return Outcome("later", reason=str(status))
    return Outcome("refused", reason=str(status))
