"""A message in doubt that is much like distress is met with a question and a number, never with a list of subjects."""

from __future__ import annotations

from typing import Any

import pytest

from actions.people.comfort import may_be_low
from actions.talk.turn import Turn


def _turn(text: str, odds: float, intent: str = "nlu_fallback") -> Turn:
    session: Any = None
    ranking = [{"name": intent, "confidence": 0.4}, {"name": "distress", "confidence": odds}]
    return Turn(session, text, intent, [], {}, {}, {"intent_ranking": ranking})


def test_a_message_in_doubt_that_is_like_distress_is_asked_about() -> None:
    assert may_be_low(_turn("le soir sur le quai je compte les trains", 0.3))


@pytest.mark.parametrize(
    "turn",
    [
        _turn("le soir sur le quai je compte les trains", 0.1),
        _turn("le soir sur le quai il y a des trains", 0.3),
        _turn("combien je gagne le soir", 0.3, "pay"),
        _turn("/pay", 0.9),
    ],
    ids=["little like it", "of nobody", "no doubt", "a choice"],
)
def test_other_messages_are_not(turn: Turn) -> None:
    assert not may_be_low(turn)
