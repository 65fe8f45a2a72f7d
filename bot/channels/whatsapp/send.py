"""WhatsApp's Cloud API, from our side: calls and what their answers mean."""

from __future__ import annotations

from typing import Any

from bot.channels.incoming import identifier
from bot.channels.sending import Attached, Call, Outcome, graph_error, retry_after
from bot.settings import MetaSettings

_UNAVAILABLE_SECONDS = 60.0
# Too many messages to one person: WhatsApp asks to wait 4 to the power of the attempts.
_PAIR_SECONDS = 6.0
_PAIR = 131056
_RATES = frozenset({4, 80007, 130429, 133016})
_PASSING = frozenset({1, 2, 131000, 131016, 131057, 133004, 133005})
_ACCESS = frozenset({0, 3, 10, 190, 200, 131005, 131031, 368})
_WINDOW = 131047
_BLOCKED = frozenset({131026, 131030, 131050})


def send(settings: MetaSettings, address: str, message: dict[str, Any], key: str) -> Call:
    """The call that sends `message`; its status will carry `key`. An address of digits is a telephone."""
    whom = {"to": address} if address.isdigit() else {"recipient": address}
    return Call(
        f"{settings.api}/{settings.account}/messages",
        {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            **whom,
            **message,
            "biz_opaque_callback_data": key,
        },
        {"Authorization": f"Bearer {settings.token}"},
    )


def upload(settings: MetaSettings, picture: bytes) -> Call:
    """The call that has WhatsApp keep a picture, for thirty days."""
    return Call(
        f"{settings.api}/{settings.account}/media",
        {"messaging_product": "whatsapp", "type": "image/png"},
        {"Authorization": f"Bearer {settings.token}"},
        Attached("file", picture),
    )


def picture_name(body: Any) -> str | None:
    """What WhatsApp calls the picture that it just took."""
    return identifier(body.get("id")) if isinstance(body, dict) else None


def send_picture(
    settings: MetaSettings, address: str, message: dict[str, Any], key: str, picture: str
) -> Call:
    """The call that sends `message` under `picture`: words as its caption, or above buttons as their header."""
    image: dict[str, Any] = {"id": picture}
    if message["type"] == "text":
        shown = {"type": "image", "image": {**image, "caption": message["text"]["body"]}}
    else:
        header = {"type": "image", "image": image}
        shown = {"type": "interactive", "interactive": {**message["interactive"], "header": header}}
    return send(settings, address, shown, key)


def outcome(status: int, body: Any, headers: dict[str, str]) -> Outcome:
    """What the answer to `send` means."""
    if status == 200 and isinstance(body, dict) and body.get("messages"):
        return Outcome("sent")
    code, _ = graph_error(body)
    if code == _PAIR:
        return Outcome("later", retry_after(headers) or _PAIR_SECONDS, reason=str(code))
    if status == 429 or code in _RATES:
        return Outcome("later", retry_after(headers), channel=True, reason=str(code or status))
    return failure(code) if code is not None else _without_code(status)


def failure(code: int) -> Outcome:
    """What an error code means, in an answer or in a status that comes later."""
    if code == _WINDOW:
        return Outcome("refused", reason="window")
    if code in _BLOCKED:
        return Outcome("blocked", reason=str(code))
    if code in _ACCESS:
        return Outcome("later", _UNAVAILABLE_SECONDS, channel=True, reason=str(code))
    if code in _PASSING or code == _PAIR or code in _RATES:
        return Outcome("later", reason=str(code))
    return Outcome("refused", reason=str(code))


def _without_code(status: int) -> Outcome:
    if status in (401, 403, 404):
        return Outcome("later", _UNAVAILABLE_SECONDS, channel=True, reason=str(status))
    if status == 200 or status >= 500:
        return Outcome("later", reason=str(status))
    return Outcome("refused", reason=str(status))
