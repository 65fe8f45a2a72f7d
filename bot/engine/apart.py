"""The questions of a message, each read by itself: its likely intents, and the narrow answers it looks like asking for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.engine.narrow import tags_said
from bot.engine.softmax import Softmax
from bot.french.questions import questions
from bot.subjects import IN_PASSING, subject_of_intent

_KEPT = 5  # intents told of a question


def read_apart(
    model: Softmax, text: str, spoken_of: str | None, trades: Iterable[str]
) -> list[dict[str, Any]]:
    """For each question of the normalised `text`, when it holds two or more, its `ranking` and its `best` answers.

    What a question asks is what the next one hangs on: « c'est quoi la VAE et comment je fais pour la demander ? ».
    """
    known, trades = subject_of_intent(), list(trades)
    read = []
    for question in questions(text):
        ranking = model.weigh(model.rank(question), question, spoken_of)[:_KEPT]
        best = model.choose(question, tags_said(spoken_of, trades))
        subject = known[ranking[0][0]]
        if subject not in IN_PASSING:
            spoken_of = subject
        read.append({"ranking": [described(*one) for one in ranking], "best": scored(best)})
    return read


def described(intent: str, odds: float) -> dict[str, Any]:
    """An intent of a ranking as Rasa tells it."""
    return {"name": intent, "confidence": odds}


def scored(found: list[tuple[str, float]]) -> list[dict[str, Any]]:
    """Narrow answers with their scores, as the actions are told them."""
    return [{"name": name, "score": round(score, 3)} for name, score in found]
