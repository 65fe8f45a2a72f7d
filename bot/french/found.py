"""What a finder of `bot.french` returns: one thing recognised in a text, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Found:
    """One entity recognised in a raw text.

    `entity` is one of `profession`, `place`, `date`, `event_type`, `diploma`, `duration`, `age`, `level`.
    `value` is its canonical form (a slug, a place dictionary, an interval: see `bot/french/README.md`).
    `start` and `end` are offsets in code points of the raw text, `end` excluded; `text` is that slice.
    `alternatives` are other canonical values the same words may mean, most likely first ("AS").
    `is_filter` is False for what was recognised but must not narrow a search: a past date, a child's age,
    the year in the title of a law.
    """

    entity: str
    value: Any
    text: str
    start: int
    end: int
    alternatives: tuple[Any, ...] = ()
    is_filter: bool = True
    details: dict[str, Any] = field(default_factory=dict, compare=False)
