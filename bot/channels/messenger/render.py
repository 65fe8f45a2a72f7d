"""Replies as Messenger messages: 2,000 characters of text, thirteen quick replies of 20 characters, else numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.rendered import CHOOSE, Rendered, distinct_titles, numbers, options_of, pictured, told
from bot.channels.text import cut, size, split
from bot.channels.words import Option
from bot.replies import Reply

TEXT = 2000
QUICK, QUICK_TITLE, QUICK_PAYLOAD = 13, 20, 1000


def render(replies: Sequence[Reply], public_url: str) -> Rendered:
    """The messages of a turn; the last one carries its choices, written out with numbers when one is too long."""
    options = options_of(replies)
    texts = told(replies, public_url)
    quick = 0 < len(options) <= QUICK and all(len(option.id.encode()) <= QUICK_PAYLOAD for option in options)
    short = all(size(option.title) <= QUICK_TITLE for option in options) and distinct_titles(options)
    numbered = bool(options) and not (quick and short)
    if numbered:
        listed = numbers(options)
        text, picture = texts.pop() if texts else ("", None)
        texts.append((f"{text}\n\n{listed}".strip(), picture))
    elif options and not texts:
        texts = [(CHOOSE, None)]
    messages: list[dict[str, Any]] = []
    for text, picture in texts:
        # A picture holds no words here: it goes before those that say the same.
        messages += [pictured({}, picture)] if picture is not None else []
        messages += [{"text": part} for part in split(text, TEXT)]
    if quick and messages:
        messages[-1]["quick_replies"] = [
            _quick(number, option, numbered) for number, option in enumerate(options, 1)
        ]
    return Rendered([messages], options, numbered)


def _quick(number: int, option: Option, numbered: bool) -> dict[str, str]:
    title = cut(f"{number}. {option.title}", QUICK_TITLE) if numbered else option.title
    return {"content_type": "text", "title": title, "payload": option.id}
