"""The narrow answers that the engine has learnt a message asks for (`data/nlu/answers`, `bot/engine/narrow.py`)."""

from __future__ import annotations

from typing import Any

from actions.turn import Turn

# Chosen on the held-out questions of tests/language/answers.yml (docs/language.md).
_SURE = -0.5
_MOST = 2  # answers given to one message


def asked_for(turn: Turn) -> list[list[str]]:
    """For each request of the message, the names of the answers that fit it, the best first; nothing when in doubt.

    A message that asks two things does so in two clauses, one of which asks what the whole most looks like asking.
    """
    found = turn.message.get("narrow") or []
    if not found:
        return []
    whole, *parts = (_sure(one) for one in found)
    asked = list({names[0]: names for names in parts if names}.values())
    if len(asked) > 1 and (not whole or whole[0] in (names[0] for names in asked)):
        return asked[:_MOST]
    if whole:
        return [whole]
    return asked[:1]


def _sure(one: dict[str, Any]) -> list[str]:
    return [str(choice["name"]) for choice in one["best"] if choice["score"] >= _SURE]


def of_narrow(turn: Turn) -> list[str]:
    """The intents of the clauses that ask for a narrow answer."""
    return [one["intent"] for one in (turn.message.get("narrow") or [])[1:] if _sure(one)]


def left_over(turn: Turn) -> list[str]:
    """The intents of the other clauses, in order."""
    return [one["intent"] for one in (turn.message.get("narrow") or [])[1:] if not _sure(one)]
