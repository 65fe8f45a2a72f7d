"""Messenger's webhooks: messages, postbacks and echoes, whole batches."""

from __future__ import annotations

import hashlib
from typing import Any

from bot.channels.incoming import Incoming, Kind, Tolerant, identifier, items, moment, read
from bot.channels.words import command

START = "GET_STARTED"
_CONTENTS = {
    "image": "picture",
    "video": "video",
    "reel": "video",
    "ig_reel": "video",
    "audio": "voice",
    "file": "file",
    "location": "place",
}


class _Party(Tolerant):
    id: str


class _Event(Tolerant):
    sender: _Party
    recipient: _Party | None = None
    timestamp: Any = None
    message: Any = None
    postback: Any = None


def parse(payload: Any, account: str) -> list[Incoming]:
    """Everything of a webhook that people said to the page `account`, in the order given."""
    return [
        found
        for entry in items(payload, "entry")
        for raw in items(entry, "messaging")
        if (found := _event(raw, account))
    ]


def _event(raw: Any, account: str) -> Incoming | None:
    event = read(_Event, raw)
    if event is None:
        return None
    if isinstance(event.message, dict) and event.message.get("is_echo") is True:
        return _echo(event)
    person = identifier(event.sender.id)
    if person is None or person == account or (event.recipient and event.recipient.id != account):
        return None
    if isinstance(event.message, dict):
        return _message(event.message, person, event.timestamp)
    if isinstance(event.postback, dict):
        return _postback(event.postback, person, event.timestamp)
    return None


def _message(message: dict[str, Any], person: str, timestamp: Any) -> Incoming | None:
    mid = identifier(message.get("mid"))
    if mid is None or message.get("is_deleted") is True:
        return None
    text = message.get("text")
    text = text if isinstance(text, str) and text.strip() else None
    quick = message.get("quick_reply")
    payload = identifier(quick.get("payload")) if isinstance(quick, dict) else None
    sorts = [one.get("type") for one in items(message, "attachments") if isinstance(one, dict)]
    what = _CONTENTS.get(sorts[0], "other") if sorts and isinstance(sorts[0], str) else None
    at = moment(timestamp, 1000)
    if payload is not None:
        return Incoming("messenger", mid, person, "choice", text=text, choice=payload, at=at)
    if text is not None:
        # A link that was shared comes with its preview: the text is all there is to read.
        kind: Kind = command(text) or "text"
        seen = what if what in ("picture", "video", "voice", "file") else None
        return Incoming("messenger", mid, person, kind, text=text, what=seen, at=at)
    return Incoming("messenger", mid, person, "unsupported", what=what or "other", at=at)


def _postback(postback: dict[str, Any], person: str, timestamp: Any) -> Incoming | None:
    payload, title = postback.get("payload"), postback.get("title")
    if not isinstance(payload, str):
        return None
    mid = identifier(postback.get("mid"))
    if mid is None:
        # Older versions give postbacks no identifier: who, when and what make one.
        mid = hashlib.sha256(f"{person}|{timestamp}|{payload}".encode(errors="replace")).hexdigest()
    kind: Kind = "start" if payload == START else "choice"
    text = title if isinstance(title, str) and title.strip() else None
    at = moment(timestamp, 1000)
    return Incoming("messenger", mid, person, kind, text=text, choice=identifier(payload), at=at)


def _echo(event: _Event) -> Incoming | None:
    """Our own message, told back: it did leave."""
    key = identifier(event.message.get("metadata"))
    mid = identifier(event.message.get("mid"))
    person = identifier(event.recipient.id) if event.recipient else None
    if key is None or mid is None or person is None:
        return None
    at = moment(event.timestamp, 1000)
    return Incoming("messenger", f"{mid}:sent", person, "status", at=at, key=key, state="sent")
