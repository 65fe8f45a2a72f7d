"""Telegram's updates (Bot API): private messages, pressed buttons, and people who block the bot."""

from __future__ import annotations

from typing import Any

from bot.channels.incoming import Incoming, Tolerant, identifier, moment, read
from bot.channels.words import command

# A message is one of these, or text. What is absent here is news of the service: nobody awaits an answer.
_CONTENTS = {
    "photo": "picture",
    "video": "video",
    "animation": "video",
    "video_note": "video",
    "voice": "voice",
    "audio": "voice",
    "sticker": "sticker",
    "document": "file",
    "location": "place",
    "venue": "place",
    "contact": "contact",
    "dice": "other",
    "poll": "other",
    "game": "other",
    "story": "other",
    "paid_media": "picture",
    "checklist": "other",
    "web_app_data": "other",
}
_SERVICE = frozenset(
    {
        "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo",
        "group_chat_created", "supergroup_chat_created", "channel_chat_created", "migrate_to_chat_id",
        "migrate_from_chat_id", "message_auto_delete_timer_changed", "pinned_message", "invoice",
        "successful_payment", "refunded_payment", "users_shared", "chat_shared", "connected_website",
        "write_access_allowed", "passport_data", "proximity_alert_triggered", "boost_added",
        "chat_background_set", "forum_topic_created", "forum_topic_edited", "forum_topic_closed",
        "forum_topic_reopened", "giveaway", "giveaway_created", "giveaway_winners", "giveaway_completed",
        "video_chat_scheduled", "video_chat_started", "video_chat_ended", "video_chat_participants_invited",
        "gift", "unique_gift", "paid_message_price_changed", "checklist_tasks_done", "checklist_tasks_added",
    }
)  # fmt: skip


class _Chat(Tolerant):
    id: int
    type: str


class _Message(Tolerant):
    chat: _Chat
    date: Any = None
    text: Any = None
    caption: Any = None


class _Pressed(Tolerant):
    id: str
    data: Any = None
    message: Any = None


class _Member(Tolerant):
    status: str


class _Membership(Tolerant):
    chat: _Chat
    date: Any = None
    new_chat_member: _Member


def parse(payload: Any) -> list[Incoming]:
    """What one update tells us; nothing for groups, edited messages and news we do not need."""
    if not isinstance(payload, dict):
        return []
    number = payload.get("update_id")
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 2**63:
        return []
    found = (
        _message(payload.get("message"), number)
        or _pressed(payload.get("callback_query"), number)
        or _membership(payload.get("my_chat_member"), number)
    )
    return [found] if found else []


def _person(chat: _Chat) -> str | None:
    return identifier(chat.id) if chat.type == "private" else None


def _message(value: Any, number: int) -> Incoming | None:
    message = read(_Message, value)
    person = _person(message.chat) if message else None
    if message is None or person is None:
        return None
    what = next((kind for name, kind in _CONTENTS.items() if name in value), None)
    text = message.text if isinstance(message.text, str) else message.caption
    at = moment(message.date)
    if isinstance(text, str) and text.strip():
        kind = (command(text) if what is None else None) or "text"
        return Incoming("telegram", str(number), person, kind, text=text, at=at, sequence=number, what=what)
    if what is None and _SERVICE & value.keys():
        return None
    return Incoming(
        "telegram", str(number), person, "unsupported", at=at, sequence=number, what=what or "other"
    )


def _pressed(value: Any, number: int) -> Incoming | None:
    pressed = read(_Pressed, value)
    message = read(_Message, pressed.message) if pressed else None
    person = _person(message.chat) if message else None
    if pressed is None or message is None or person is None or not identifier(pressed.id):
        return None
    data = pressed.data if isinstance(pressed.data, str) else ""
    return Incoming(
        "telegram",
        str(number),
        person,
        "choice",
        text=_label(pressed.message, data),
        choice=identifier(data.removeprefix("c:")),
        sequence=number,
        callback=pressed.id,
    )


def _label(message: Any, data: str) -> str | None:
    """What is written on the pressed button, found again in the message that carries it."""
    keyboard = message.get("reply_markup")
    rows = keyboard.get("inline_keyboard") if isinstance(keyboard, dict) else None
    for row in rows if isinstance(rows, list) else []:
        for button in row if isinstance(row, list) else []:
            if isinstance(button, dict) and button.get("callback_data") == data:
                return button["text"] if isinstance(button.get("text"), str) else None
    return None


def _membership(value: Any, number: int) -> Incoming | None:
    membership = read(_Membership, value)
    person = _person(membership.chat) if membership else None
    if membership is None or person is None or membership.new_chat_member.status not in ("kicked", "left"):
        return None
    return Incoming("telegram", str(number), person, "blocked", at=moment(membership.date), sequence=number)
