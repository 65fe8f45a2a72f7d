"""Scores of the language understanding on labelled messages: what counts as right, and how it is counted."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.settings import ROOT

MESSAGES = ROOT / "tests" / "language"
RECORDED = MESSAGES / "recorded_scores.yml"
COMPARED = ("profession", "place", "date", "event_type", "diploma", "duration", "age", "level")
# A subject may lose this much from its recorded score, or one message where it has few, before CI fails.
_ALLOWED_LOSS = 0.03
# The moment from which the dates of the messages are labelled.
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Europe/Paris"))


def held_out(directory: Path = MESSAGES) -> list[dict[str, Any]]:
    """The labelled messages, each with the name of its file under `voice`."""
    messages = []
    for path in sorted(directory.glob("*.yml")):
        for message in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("messages") or []:
            messages.append({**message, "voice": path.stem})
    return messages


def subject_is_right(message: dict[str, Any], read: dict[str, Any]) -> bool:
    """Whether the subject is the label or another defensible one."""
    return read["subject"] in (message["subject"], *message.get("accepted", ()))


def comparable(entity: str, value: Any) -> Any:
    """A value reduced to what is compared: a place by its kind and code."""
    if entity == "place" and isinstance(value, dict):
        code = value.get("code")
        return (value.get("kind"), None if code is None else str(code))
    if isinstance(value, dict):
        return tuple(sorted((key, str(part)) for key, part in value.items()))
    return str(value)


def entities_are_right(message: dict[str, Any], read: dict[str, Any], entity: str) -> bool:
    """Whether the values of one entity are those of the label: all that are not optional, and no other."""
    found = {comparable(entity, one["value"]) for one in read["entities"] if one["entity"] == entity}
    accepted: set[Any] = set()
    for label in labels(message, entity):
        values = [label["value"]] if "value" in label else []
        options = {comparable(entity, value) for value in (*values, *label.get("accepted_values", ()))}
        if not options & found and not label.get("optional"):
            return False
        accepted |= options
    return found <= accepted


def labels(message: dict[str, Any], entity: str) -> list[dict[str, Any]]:
    """The labels of `message` for one entity."""
    return [label for label in message.get("entities") or [] if label["entity"] == entity]


class Tally:
    """Right answers out of how many, by name."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()

    def add(self, name: str, right: bool) -> None:
        """Count one answer under `name`."""
        self.all[name] += 1
        self.right[name] += right

    def rows(self) -> list[tuple[str, int, int]]:
        """For each name, the weakest first: the name, how many are right, out of how many."""
        names = sorted(self.all, key=lambda name: self.right[name] / self.all[name])
        return [(name, self.right[name], self.all[name]) for name in names]

    def lines(self) -> list[str]:
        """The same, one line a name."""
        return [
            f"  {name:36} {right:4}/{count:<4} {right / count:6.1%}" for name, right, count in self.rows()
        ]

    def scores(self) -> dict[str, float]:
        """The share of right answers by name."""
        return {name: round(self.right[name] / self.all[name], 4) for name in sorted(self.all)}


def losses(tally: Tally, recorded: dict[str, float]) -> list[str]:
    """A sentence for each name of `recorded` whose share fell by more than is allowed."""
    found = []
    for name, before in recorded.items():
        count = tally.all[name]
        now = tally.right[name] / count if count else 0.0
        if before - now > max(_ALLOWED_LOSS, 1 / count if count else 0.0) + 1e-6:
            found.append(f"{name} : {before:.1%} enregistré, {now:.1%} aujourd'hui")
    return found
