"""Replies as WhatsApp messages: at most two bubbles a turn, three buttons or a list of ten, else numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.picture import Picture, picture_of
from bot.channels.rendered import CHOOSE, Rendered, distinct_titles, numbers, options_of, pictured, texts_of
from bot.channels.text import cut, head, is_blank, size, split
from bot.channels.words import Option
from bot.replies import Reply

TEXT = 4096
BODY = 1024
BUBBLES = 2
BUTTONS, BUTTON_TITLE, BUTTON_ID = 3, 20, 256
ROWS, ROW_TITLE, ROW_DESCRIPTION, ROW_ID = 10, 24, 72, 200
_LIST_BUTTON = "Choisir"
MORE = "\n\n(Pour lire la suite, envoyez « suite ».)"
CAPTION = BODY - len(MORE)


def render(replies: Sequence[Reply], public_url: str) -> Rendered:
    """The messages of a turn, all its replies joined; what does not fit in two waits for « suite »."""
    options = options_of(replies)
    text = "\n\n".join(texts_of(replies, public_url))
    picture = None if is_blank(head(text, CAPTION)[0]) else picture_of(replies)
    action = _buttons(options) or _list(options)
    if picture is not None and action is not None and not _fits(text, action):
        action = None
    numbered = bool(options) and action is None
    if numbered:
        text = f"{text}\n\n{numbers(options)}".strip()
    if picture is None:
        bubbles = _bubbles(text, action)
    else:
        bubbles = _with_picture(text, action, picture, late=picture_of(replies[:1]) is None)
    pages = [bubbles[start : start + BUBBLES] for start in range(0, len(bubbles), BUBBLES)]
    for page in pages[:-1]:
        page[-1]["text"]["body"] += MORE
    return Rendered(pages or [[]], options, numbered)


def _bubbles(text: str, action: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Words, the last of them above the options."""
    parts = split(text, TEXT - size(MORE))
    if action is None:
        return [_text(part) for part in parts]
    if parts and size(parts[-1]) <= BODY:
        return [*(_text(part) for part in parts[:-1]), _interactive(parts[-1], action)]
    return [*(_text(part) for part in parts), _interactive(CHOOSE, action)]


def _fits(text: str, action: dict[str, Any]) -> bool:
    """Whether words, picture and options go in two bubbles: a list, which bears no picture, may be too much."""
    return action["type"] == "button" or size(head(text, CAPTION)[1]) <= BODY


def _with_picture(
    text: str, action: dict[str, Any] | None, picture: Picture, *, late: bool
) -> list[dict[str, Any]]:
    """The same with a picture: above the first words or, where that spares a bubble, above the buttons.

    There too when it is `late`: the first words speak of something else.
    """
    first, rest = head(text, CAPTION)
    *before, last = _bubbles(text, action)
    buttons = action is not None and action["type"] == "button"
    if buttons and len(before) < BUBBLES and (late or not rest or size(rest) > BODY):
        return [*before, pictured(last, picture)]
    return [pictured(_text(first), picture), *_bubbles(rest, action)]


def _text(body: str) -> dict[str, Any]:
    return {"type": "text", "text": {"preview_url": False, "body": body}}


def _interactive(body: str, action: dict[str, Any]) -> dict[str, Any]:
    return {"type": "interactive", "interactive": {**action, "body": {"text": body}}}


def _buttons(options: Sequence[Option]) -> dict[str, Any] | None:
    """Reply buttons, when every option fits on one; None otherwise. Two may not bear the same title."""
    fits = all(
        size(option.title) <= BUTTON_TITLE and len(option.id.encode()) <= BUTTON_ID for option in options
    )
    if not 0 < len(options) <= BUTTONS or not fits or not distinct_titles(options):
        return None
    buttons = [{"type": "reply", "reply": {"id": option.id, "title": option.title}} for option in options]
    return {"type": "button", "action": {"buttons": buttons}}


def _list(options: Sequence[Option]) -> dict[str, Any] | None:
    """A list of one section, the whole of a longer title in its description; None when one does not fit."""
    fits = all(
        size(option.title) <= ROW_DESCRIPTION and len(option.id.encode()) <= ROW_ID for option in options
    )
    if not 0 < len(options) <= ROWS or not fits:
        return None
    rows = []
    for option in options:
        row = {"id": option.id, "title": cut(option.title, ROW_TITLE)}
        if row["title"] != option.title:
            row["description"] = option.title
        rows.append(row)
    if len({row["title"] for row in rows}) < len(rows):
        return None
    return {"type": "list", "action": {"button": _LIST_BUTTON, "sections": [{"rows": rows}]}}
