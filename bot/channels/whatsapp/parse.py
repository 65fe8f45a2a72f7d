"""WhatsApp's webhooks (Cloud API): messages and statuses, whole batches, people known by their BSUID first."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.channels.incoming import Incoming, Kind, Tolerant, identifier, items, moment, read
from bot.channels.words import command

_CONTENTS = {
    "image": "picture",
    "video": "video",
    "audio": "voice",
    "voice": "voice",
    "sticker": "sticker",
    "document": "file",
    "location": "place",
    "contacts": "contact",
}
_IGNORED = frozenset({"reaction", "request_timeout", "edit", "revoke", "group_update"})
# « User … changed from A to B »: the old name is told by words alone in some versions of the webhook.
_CHANGED = re.compile(r"changed from (?P<previous>\S+) to (?P<current>\S+)")


class _Message(Tolerant):
    id: str
    type: str
    timestamp: Any = None
    from_user_id: Any = None
    group_id: Any = None


class _Status(Tolerant):
    id: str
    status: str
    timestamp: Any = None
    recipient_id: Any = None
    recipient_user_id: Any = None
    biz_opaque_callback_data: Any = None
    errors: Any = None


def parse(payload: Any, account: str) -> list[Incoming]:
    """Everything of a webhook that concerns the number `account`, in the order given."""
    found: list[Incoming] = []
    for entry in items(payload, "entry"):
        for change in items(entry, "changes"):
            value = change.get("value") if isinstance(change, dict) else None
            if not isinstance(value, dict) or not _ours(value, account):
                continue
            contacts = [one for one in items(value, "contacts") if isinstance(one, dict)]
            found += [one for raw in items(value, "messages") if (one := _message(raw, contacts))]
            found += [one for raw in items(value, "statuses") if (one := _status(raw))]
    return found


def _ours(value: dict[str, Any], account: str) -> bool:
    metadata = value.get("metadata")
    number = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
    return number is None or number == account


def _person(raw: dict[str, Any], contacts: list[dict[str, Any]]) -> tuple[str | None, str | None]:
    """The person's BSUID, and their telephone: each may be absent."""
    phone = identifier(raw.get("from"))
    user = identifier(raw.get("from_user_id"))
    mine = [one for one in contacts if phone is not None and one.get("wa_id") == phone]
    contact = mine[0] if mine else (contacts[0] if len(contacts) == 1 else {})
    same = user is None or contact.get("user_id") in (None, user)
    if same:
        user = user or identifier(contact.get("user_id"))
        phone = phone or identifier(contact.get("wa_id"))
    return user, phone


def _text(raw: dict[str, Any], *path: str) -> str | None:
    value: Any = raw
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) and value.strip() else None


def _message(raw: Any, contacts: list[dict[str, Any]]) -> Incoming | None:
    message = read(_Message, raw)
    if message is None or not identifier(message.id) or message.type in _IGNORED or message.group_id:
        return None
    user, phone = _person(raw, contacts)
    person = user or phone
    if person is None:
        return None
    beside, at = phone if user else None, moment(message.timestamp)
    if message.type == "system":
        return _moved(raw, message.id, person, beside, at)
    kind, text, choice, what = _content(raw, message.type)
    return Incoming(
        "whatsapp", message.id, person, kind, text=text, choice=choice, what=what, phone=beside, at=at
    )


def _content(raw: dict[str, Any], sort: str) -> tuple[Kind, str | None, str | None, str | None]:
    """The kind of a message, its text, the id of its choice, and what else it holds."""
    if sort == "text" and (text := _text(raw, "text", "body")):
        return command(text) or "text", text, None, None
    if sort == "button" and (text := _text(raw, "button", "text") or _text(raw, "button", "payload")):
        return "choice", text, identifier(_text(raw, "button", "payload")), None
    if sort == "interactive":
        for reply in ("button_reply", "list_reply"):
            choice = identifier(_text(raw, "interactive", reply, "id"))
            title = _text(raw, "interactive", reply, "title")
            if choice or title:
                return "choice", title, choice, None
    if sort == "request_welcome":
        return "start", None, None, None
    what = _CONTENTS.get(sort, "other")
    caption = _text(raw, sort, "caption")
    return ("text", caption, None, what) if caption else ("unsupported", None, None, what)


def _moved(
    raw: dict[str, Any], message_id: str, person: str, phone: str | None, at: datetime | None
) -> Incoming | None:
    """A person whose BSUID or number changed: `previous` is how we knew them."""
    sort = _text(raw, "system", "type")
    told = _CHANGED.search(_text(raw, "system", "body") or "")
    if sort == "user_changed_user_id":
        current = identifier(_text(raw, "system", "user_id")) or (told["current"] if told else None)
        previous = identifier(_text(raw, "system", "previous_user_id")) or (
            told["previous"] if told else None
        )
        previous = previous or (person if person != current else None)
    elif sort in ("user_changed_number", "customer_changed_number"):
        current = (
            identifier(_text(raw, "system", "user_id"))
            or identifier(_text(raw, "system", "wa_id"))
            or identifier(_text(raw, "system", "new_wa_id"))
        )
        previous = person
    else:
        return None
    if not current or not previous or current == previous:
        return None
    return Incoming("whatsapp", message_id, current, "moved", previous=previous, at=at, phone=phone)


def _status(raw: Any) -> Incoming | None:
    status = read(_Status, raw)
    if status is None or not identifier(status.id):
        return None
    person = identifier(status.recipient_user_id) or identifier(status.recipient_id)
    key = identifier(status.biz_opaque_callback_data)
    if person is None or key is None or status.status not in ("sent", "delivered", "read", "failed"):
        return None
    codes = [one.get("code") for one in items({"errors": status.errors}, "errors") if isinstance(one, dict)]
    error = next((str(code) for code in codes if isinstance(code, int)), None)
    return Incoming(
        "whatsapp",
        f"{status.id}:{status.status}",
        person,
        "status",
        at=moment(status.timestamp),
        key=key,
        state=status.status,
        error=error,
    )
