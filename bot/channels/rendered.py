"""What every renderer makes of replies: messages to send, and the options that were shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.picture import PICTURE, Picture, picture_of
from bot.channels.text import is_blank, reply_text, visible
from bot.channels.words import Option
from bot.replies import Reply

CHOOSE = "Pour continuer, choisissez ou écrivez votre question."
NUMBERS = "Répondez par un numéro :"


@dataclass(frozen=True)
class Rendered:
    """A turn as messages of a platform, without their address.

    A message that goes with a picture holds what it shows under `PICTURE`; without that part, it is the message
    that says the same in words alone, or nothing.

    `pages[0]` goes out at once; each further page when the person asks for the rest. `options` are all those
    of the turn, in order; `numbered` when the person sees their numbers.
    """

    pages: list[list[dict[str, Any]]]
    options: list[Option]
    numbered: bool


def options_of(replies: Iterable[Reply]) -> list[Option]:
    """The choices of all replies, each once, with a title that can be shown."""
    found: dict[str, Option] = {}
    for reply in replies:
        for choice in reply.choices:
            title = " ".join(visible(choice.title).split())
            found.setdefault(choice.id, _option(choice.id, title, len(found) + 1))
    return list(found.values())


def _option(identifier: str, title: str, number: int) -> Option:
    return Option(identifier, f"Option {number}" if is_blank(title) else title)


def texts_of(replies: Iterable[Reply], public_url: str) -> list[str]:
    """What each reply says, those that say nothing left out."""
    written = (reply_text(reply, public_url) for reply in replies)
    return [text for text in written if not is_blank(text)]


def told(replies: Iterable[Reply], public_url: str) -> list[tuple[str, Picture | None]]:
    """What each reply says with the picture of its charts, those that say nothing left out."""
    written = [(reply_text(reply, public_url), picture_of([reply])) for reply in replies]
    return [(text, picture) for text, picture in written if not is_blank(text)]


def pictured(message: dict[str, Any], picture: Picture | None) -> dict[str, Any]:
    """`message` with its picture, if there is one."""
    return message if picture is None else {**message, PICTURE: picture.model_dump(exclude_none=True)}


def without_picture(message: dict[str, Any]) -> dict[str, Any]:
    """`message` in words alone; empty when it was nothing but a picture."""
    return {name: part for name, part in message.items() if name != PICTURE}


def numbers(options: Sequence[Option]) -> str:
    """The options as a numbered list."""
    lines = [f"{number}. {option.title}" for number, option in enumerate(options, 1)]
    return "\n".join([NUMBERS, *lines])


def distinct_titles(options: Sequence[Option]) -> bool:
    """Whether no two options read the same."""
    return len({option.title for option in options}) == len(options)
