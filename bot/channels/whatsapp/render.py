"""Replies as WhatsApp messages: at most two bubbles a turn, three buttons or a list of ten, else numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.rendered import CHOOSE, Rendered, distinct_titles, numbers, options_of, texts_of
from bot.channels.text import cut, size, split
from bot.channels.words import Option
from bot.replies import Reply

TEXT = 4096
BODY = 1024
BUBBLES = 2
BUTTONS, BUTTON_TITLE, BUTTON_ID = 3, 20, 256
ROWS, ROW_TITLE, ROW_DESCRIPTION, ROW_ID = 10, 24, 72, 200
_LIST_BUTTON = "Choisir"
MORE = "\n\n(Pour lire la suite, envoyez « suite ».)"


def render(replies: Sequence[Reply], public_url: str) -> Rendered:
    """The messages of a turn, all its replies joined; what does not fit in two waits for « suite »."""
    options = options_of(replies)
    text = "\n\n".join(texts_of(replies, public_url))
    action = _buttons(options) or _list(options)
    numbered = bool(options) and action is None
    if numbered:
        text = f"{text}\n\n{numbers(options)}".strip()
    parts = split(text, TEXT - size(MORE))
    if action is None:
        bubbles = [_text(part) for part in parts]
    elif parts and size(parts[-1]) <= BODY:
        bubbles = [*(_text(part) for part in parts[:-1]), _interactive(parts[-1], action)]
    else:
        bubbles = [*(_text(part) for part in parts), _interactive(CHOOSE, action)]
    pages = [bubbles[start : start + BUBBLES] for start in range(0, len(bubbles), BUBBLES)]
    for page in pages[:-1]:
        page[-1]["text"]["body"] += MORE
    return Rendered(pages or [[]], options, numbered)


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
