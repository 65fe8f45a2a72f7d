"""The platforms' own limits, written apart from the renderers that must respect them."""

from __future__ import annotations

from typing import Any


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _text(value: Any, most: int) -> str:
    assert isinstance(value, str) and 0 < units(value) <= most, units(value)
    assert value.strip(), "nothing to see"
    value.encode()
    return value


def check_telegram(message: dict[str, Any]) -> list[str]:
    """The identifiers of the buttons of a valid `sendMessage` or, with a `photo`, of a valid `sendPhoto`."""
    if "photo" in message:
        assert set(message) <= {"photo", "caption", "reply_markup"}
        _text(message["caption"], 1024)
    else:
        assert set(message) <= {"text", "link_preview_options", "reply_markup"}
        _text(message["text"], 4096)
    found = []
    rows = message.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
    assert sum(len(row) for row in rows) <= 100 and all(0 < len(row) <= 8 for row in rows)
    for button in (button for row in rows for button in row):
        assert set(button) == {"text", "callback_data"}
        _text(button["text"], 64)
        assert 1 <= len(button["callback_data"].encode()) <= 64
        found.append(button["callback_data"].removeprefix("c:"))
    return found


def check_whatsapp(message: dict[str, Any]) -> list[str]:
    """The identifiers of the options of a valid message."""
    if message["type"] == "text":
        assert set(message) == {"type", "text"}
        _text(message["text"]["body"], 4096)
        return []
    if message["type"] == "image":
        assert set(message) == {"type", "image"} and set(message["image"]) == {"id", "caption"}
        _text(message["image"]["caption"], 1024)
        return []
    assert message["type"] == "interactive" and set(message) == {"type", "interactive"}
    inner = message["interactive"]
    if "header" in inner:
        # A list bears a header of words only.
        assert inner["type"] == "button" and inner["header"]["type"] == "image"
        assert set(inner["header"]["image"]) == {"id"}
    _text(inner["body"]["text"], 1024)
    if inner["type"] == "button":
        replies = [button["reply"] for button in inner["action"]["buttons"]]
        assert 1 <= len(replies) <= 3
        assert len({reply["title"] for reply in replies}) == len(replies)
        for reply in replies:
            _text(reply["title"], 20)
            _text(reply["id"], 256)
        return [reply["id"] for reply in replies]
    assert inner["type"] == "list"
    _text(inner["action"]["button"], 20)
    (section,) = inner["action"]["sections"]
    assert 1 <= len(section["rows"]) <= 10
    for row in section["rows"]:
        assert set(row) <= {"id", "title", "description"}
        _text(row["title"], 24)
        _text(row["id"], 200)
        if "description" in row:
            _text(row["description"], 72)
    return [row["id"] for row in section["rows"]]


def check_messenger(message: dict[str, Any]) -> list[str]:
    """The payloads of the quick replies of a valid message."""
    assert set(message) <= {"text", "attachment", "quick_replies"}
    assert len({"text", "attachment"} & set(message)) == 1, "words or a picture, never both"
    if "text" in message:
        _text(message["text"], 2000)
    else:
        assert message["attachment"]["type"] == "image"
        assert set(message["attachment"]["payload"]) == {"attachment_id"}
    replies = message.get("quick_replies", [])
    assert len(replies) <= 13
    for reply in replies:
        assert reply["content_type"] == "text"
        _text(reply["title"], 20)
        _text(reply["payload"], 1000)
    return [reply["payload"] for reply in replies]
