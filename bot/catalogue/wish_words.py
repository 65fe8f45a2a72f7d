"""The value of an answer, taken apart, and the words of `data/reference/wishes.yml`."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from bot.settings import ROOT


def tokens(value: str | None) -> set[str]:
    """What is wanted in the `value` of an answer: « elderly -children » wants `elderly`."""
    return {token for token in (value or "").split() if not token.startswith("-")}


def against(value: str | None) -> set[str]:
    """What is refused in the `value` of an answer: « elderly -children » refuses `children`."""
    return {token[1:] for token in (value or "").split() if token.startswith("-")}


@cache
def wording() -> dict[str, Any]:
    """The words people want and refuse things with, and how they are said back."""
    path = ROOT / "data" / "reference" / "wishes.yml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded
