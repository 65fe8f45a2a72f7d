"""Aspects: which part of a subject a message is about, by words (`data/aspects.yml`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import yaml

from bot.french.normalise import normalise

_FILE = Path(__file__).resolve().parent.parent.parent / "data" / "aspects.yml"


@cache
def _patterns() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    listed = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["aspects"]
    return {
        subject: [
            (aspect, re.compile("|".join(f"(?:{word})" for word in words))) for aspect, words in entry.items()
        ]
        for subject, entry in listed.items()
    }


@lru_cache(maxsize=1024)  # what was said before is asked again with each message
def aspects(subject: str, text: str) -> tuple[str, ...]:
    """The aspects of `subject` that `text` names, in the order of the file; empty when none."""
    read = normalise(text)
    return tuple(aspect for aspect, pattern in _patterns().get(subject, []) if pattern.search(read))


def aspect(subject: str, text: str) -> str | None:
    """The first aspect of `subject` that `text` names."""
    return next(iter(aspects(subject, text)), None)
