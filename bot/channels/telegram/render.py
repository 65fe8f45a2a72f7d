"""Replies as Telegram messages: 4,096 characters, 1,024 under a picture, buttons of at most 64 bytes of data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.picture import Picture
from bot.channels.rendered import CHOOSE, Rendered, numbers, options_of, pictured, told
from bot.channels.text import head, is_blank, size, split
from bot.channels.words import Option
from bot.replies import Reply

TEXT = 4096
CAPTION = 1024
DATA_BYTES = 64
MOST_BUTTONS = 40
# A longer title does not show whole on a phone: it is written out and its button bears its number.
TITLE = 40
_SHORT = 16
_NUMBERS_A_ROW = 5


def render(replies: Sequence[Reply], public_url: str) -> Rendered:
    """The messages of a turn; the last one carries the buttons of all its choices."""
    options = options_of(replies)
    texts = told(replies, public_url)
    pressable = 0 < len(options) <= MOST_BUTTONS and all(
        len(_data(option).encode()) <= DATA_BYTES for option in options
    )
    numbered = bool(options) and not (pressable and all(size(option.title) <= TITLE for option in options))
    if numbered:
        listed = numbers(options)
        text, picture = texts.pop() if texts else ("", None)
        texts.append((f"{text}\n\n{listed}".strip(), picture))
    elif options and not texts:
        texts = [(CHOOSE, None)]
    messages = [message for text, picture in texts for message in _messages(text, picture)]
    if options and pressable and messages:
        messages[-1]["reply_markup"] = {"inline_keyboard": _keyboard(options, numbered)}
    return Rendered([messages], options, numbered)


def _messages(text: str, picture: Picture | None) -> list[dict[str, Any]]:
    """What one reply says; its picture has the beginning as its caption."""
    first, rest = head(text, CAPTION)
    if picture is None or is_blank(first):
        return [_message(part) for part in split(text, TEXT)]
    return [pictured(_message(first), picture), *(_message(part) for part in split(rest, TEXT))]


def _message(text: str) -> dict[str, Any]:
    # Without previews: a page that opens a conversation must be opened by the person alone.
    return {"text": text, "link_preview_options": {"is_disabled": True}}


def _data(option: Option) -> str:
    return f"c:{option.id}"


def _keyboard(options: Sequence[Option], numbered: bool) -> list[list[dict[str, str]]]:
    buttons = [
        {"text": str(number) if numbered else option.title, "callback_data": _data(option)}
        for number, option in enumerate(options, 1)
    ]
    width = _NUMBERS_A_ROW if numbered else 1
    if not numbered and len(options) > 3 and all(size(option.title) <= _SHORT for option in options):
        width = 2
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]
