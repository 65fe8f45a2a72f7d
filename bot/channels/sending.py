"""What sending needs whatever the platform: the call to make, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Attached:
    """A picture sent with a call, as the part `name` of a form."""

    name: str
    png: bytes


@dataclass(frozen=True)
class Call:
    """An HTTP POST: of JSON, or of a form (`multipart/form-data`) when something is attached.

    A form holds what is not text as JSON. Its address may hold a secret: never log it.
    """

    url: str
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    attached: Attached | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a message.

    `sent`; `later`: try again, after `seconds` if the platform says so, the whole channel waiting if
    `channel`; `blocked`: the person wants nothing more; `refused`: this message will never pass, and `reason`
    says why in one word or number; `skipped`: it was a picture, and its words say the same. `plain`: try again
    without its picture.
    """

    kind: Literal["sent", "later", "blocked", "refused", "skipped"]
    seconds: float | None = None
    channel: bool = False
    reason: str | None = None
    plain: bool = False


def retry_after(headers: dict[str, str]) -> float | None:
    """The seconds of a `Retry-After` header (names in lower case); None without a number."""
    text = headers.get("retry-after", "").strip()
    return float(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def graph_error(body: Any) -> tuple[int | None, int | None]:
    """The code and the sub-code of an error of Meta's Graph API; None for what is not told."""
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return None, None
    code, sub = error.get("code"), error.get("error_subcode")
    return (code if isinstance(code, int) else None, sub if isinstance(sub, int) else None)
