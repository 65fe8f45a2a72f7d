"""Messenger's Send API, from our side: calls and what their answers mean."""

from __future__ import annotations

from typing import Any

from bot.channels.incoming import identifier
from bot.channels.sending import Attached, Call, Outcome, graph_error, retry_after
from bot.settings import MetaSettings

_UNAVAILABLE_SECONDS = 60.0
_RATES = frozenset({4, 32, 613, 80006})
_PASSING = frozenset({1, 2, 1200})
_ACCESS = frozenset({3, 102, 190, 200, 230})
_BLOCKED = frozenset({551})
_OUTSIDE_WINDOW = 2018278
# « (#10) outside of allowed window » and « (#100) no matching user » share codes with mistakes of ours.
_NOBODY = 2018001


def send(settings: MetaSettings, address: str, message: dict[str, Any], key: str) -> Call:
    """The call that sends `message` in answer to a person; its echo will carry `key`."""
    return Call(
        f"{settings.api}/{settings.account}/messages",
        {
            "recipient": {"id": address},
            "messaging_type": "RESPONSE",
            "message": {**message, "metadata": key},
        },
        {"Authorization": f"Bearer {settings.token}"},
    )


def upload(settings: MetaSettings, picture: bytes) -> Call:
    """The call that has Messenger keep a picture, to be sent to anyone."""
    return Call(
        f"{settings.api}/{settings.account}/message_attachments",
        {"message": {"attachment": {"type": "image", "payload": {"is_reusable": True}}}},
        {"Authorization": f"Bearer {settings.token}"},
        Attached("filedata", picture),
    )


def picture_name(body: Any) -> str | None:
    """What Messenger calls the picture that it just took."""
    return identifier(body.get("attachment_id")) if isinstance(body, dict) else None


def send_picture(
    settings: MetaSettings, address: str, message: dict[str, Any], key: str, picture: str
) -> Call:
    """The call that sends `picture`, which goes alone here."""
    shown = {"attachment": {"type": "image", "payload": {"attachment_id": picture}}}
    return send(settings, address, {**message, **shown}, key)


def outcome(status: int, body: Any, headers: dict[str, str]) -> Outcome:
    """What the answer to `send` means."""
    if status == 200 and isinstance(body, dict) and body.get("message_id"):
        return Outcome("sent")
    code, sub = graph_error(body)
    if sub == _OUTSIDE_WINDOW:
        return Outcome("refused", reason="window")
    if code in _BLOCKED or sub == _NOBODY:
        return Outcome("blocked", reason=str(code))
    if status == 429 or code in _RATES:
        return Outcome("later", retry_after(headers), channel=True, reason=str(code or status))
    if code in _ACCESS or (code is None and status in (401, 403, 404)):
        return Outcome("later", _UNAVAILABLE_SECONDS, channel=True, reason=str(code or status))
    if code in _PASSING or status == 200 or status >= 500:
        return Outcome("later", reason=str(code or status))
    return Outcome("refused", reason=str(code or status))
