"""The choice among narrow answers, on held-out questions that each name the answers that fit them, or none."""

from __future__ import annotations

from typing import Protocol

import yaml

from bot.engine.evaluation.result import Result
from bot.engine.evaluation.scores import MESSAGES
from bot.narrow import LIKELY

QUESTIONS = MESSAGES / "narrow" / "questions.yml"
RIGHT, NOT_WRONG, NONE_GIVEN = (
    "la bonne, ou une aussi juste",
    "pas une autre",
    "aucune quand rien n'est demandé",
)


class Chooser(Protocol):
    """What tells the narrow answers that a text asks for."""

    async def asks(self, text: str, spoken_of: str | None = None) -> list[tuple[str, float]]:
        """Names and scores, the best first."""


async def evaluate_narrow(reader: Chooser, result: Result) -> None:
    """Ask every question and count: the right answer given, no other given, none given where none fits."""
    for question in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["messages"]:
        found = await reader.asks(question["text"], question.get("after"))
        given = found[0][0] if found and found[0][1] >= LIKELY else None
        if question["answers"]:
            result.narrow.add(RIGHT, given in question["answers"])
            result.narrow.add(NOT_WRONG, given is None or given in question["answers"])
        else:
            result.narrow.add(NONE_GIVEN, given is None)
        if given is not None and given not in question["answers"]:
            result.misread["narrow"].append(f"{question['answers']} ≠ {given} | {question['text']}")
