"""The choice among narrow answers, on held-out questions that each name the answers that fit them, or none."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

import yaml

from bot.engine.evaluation.result import Result
from bot.engine.evaluation.scores import MESSAGES
from bot.narrow import Asked, likely_when
from bot.settings import ROOT
from bot.subjects import subject_of_intent

QUESTIONS = MESSAGES / "narrow" / "questions.yml"
# One or two of each answer, by those who wrote a part of what is taught.
VOICES = MESSAGES / "narrow" / "voices.yml"
RIGHT, NOT_WRONG, NONE_GIVEN = (
    "la bonne, ou une aussi juste",
    "pas une autre",
    "aucune quand rien n'est demandé",
)
RIGHT_OF_ALL, NOT_WRONG_OF_ALL = "la bonne, toutes les réponses", "pas une autre, toutes les réponses"


class Chooser(Protocol):
    """What tells the narrow answers that a text asks for."""

    async def asks(self, text: str, spoken_of: str | None = None) -> Asked:
        """What `text` asks for after the subject `spoken_of`."""


async def evaluate_narrow(reader: Chooser, result: Result) -> None:
    """Ask every question and count: the right answer given, no other given, none given where none fits."""
    for question in _messages(QUESTIONS):
        given = _given(await reader.asks(question["text"], question.get("after")))
        if question["answers"]:
            result.narrow.add(RIGHT, given in question["answers"])
            result.narrow.add(NOT_WRONG, given is None or given in question["answers"])
        else:
            result.narrow.add(NONE_GIVEN, given is None)
        if given is not None and given not in question["answers"]:
            result.misread["narrow"].append(f"{question['answers']} ≠ {given} | {question['text']}")
    for question in _messages(VOICES):
        given = _given(await reader.asks(question["text"], question.get("after")))
        result.narrow.add(RIGHT_OF_ALL, given in question["answers"])
        result.narrow.add(NOT_WRONG_OF_ALL, given is None or given in question["answers"])


def _given(asked: Asked) -> str | None:
    if not asked.answers:
        return None
    name, score = asked.answers[0]
    agrees = subject_of_intent().get(asked.intent) == _subjects().get(name)
    return name if score >= likely_when(asked.confidence, agrees) else None


def _messages(path: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["messages"]
    return found


@cache
def _subjects() -> dict[str, str]:
    """The subject of each answer, as the actions know it: that of the point without patterns, when there is one."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "data" / "points").glob("*.yml")):
        for point in yaml.safe_load(path.read_text(encoding="utf-8"))["points"]:
            if not point.get("says") or point["answer"] not in found:
                found[point["answer"]] = point["subject"]
    return found
