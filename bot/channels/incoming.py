"""What came in, whatever the platform, and how the platforms' loosely kept forms are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

Kind = Literal[
    "text", "choice", "start", "stop", "erase", "web", "more", "unsupported", "status", "blocked", "moved"
]
Channel = Literal["telegram", "whatsapp", "messenger"]
M = TypeVar("M", bound="Tolerant")

# Beyond these an identifier is no identifier, and a text is no message of these platforms.
LONGEST_ID = 500
LONGEST_TEXT = 20_000
_EARLIEST, _LATEST = 946_684_800, 4_102_444_800  # 2000 and 2100, in seconds


class Tolerant(BaseModel):
    """A part of a platform's payload: what we do not know in it is ignored."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=False)


@dataclass(frozen=True)
class Incoming:
    """One thing a platform told us.

    `message_id` is unique on its channel; `person` is the platform's name for who wrote (the address to answer
    to), `phone` their telephone where the platform gives it beside that name. `at` is the platform's own time
    in UTC (None when it gives none) and `sequence` its own order within a second. A `choice` carries the id
    behind the button and, as `text`, its label where known. `what` names the content of a message that is
    not (only) text. `callback` is what Telegram wants acknowledged. A `moved` person was `previous` before.
    A `status` tells what became of our message `key`: `state` sent, delivered, read or failed, and `error`.
    """

    channel: Channel
    message_id: str
    person: str
    kind: Kind
    text: str | None = None
    choice: str | None = None
    at: datetime | None = None
    sequence: int = 0
    phone: str | None = None
    callback: str | None = None
    what: str | None = None
    previous: str | None = None
    key: str | None = None
    state: str | None = None
    error: str | None = None


def read(model: type[M], value: Any) -> M | None:
    """`value` as `model`; None when it has another form."""
    try:
        return model.model_validate(value)
    except (ValidationError, RecursionError):
        return None


def items(value: Any, *path: str) -> Iterator[Any]:
    """The elements of the list at `path` of nested dictionaries; none when there is no such list."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, list):
        yield from value


def identifier(value: Any) -> str | None:
    """A platform's identifier as text; None for what cannot be one."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    return text if 0 < len(text) <= LONGEST_ID and text.isprintable() else None


def moment(value: Any, unit: int = 1) -> datetime | None:
    """An instant given as a number (or its digits) of seconds divided by `unit`; None when it makes no sense."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not _EARLIEST <= value / unit <= _LATEST:
        return None
    return datetime.fromtimestamp(value / unit, timezone.utc)
