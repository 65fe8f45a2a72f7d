"""What decides whether the answer to the whole message answers one of its questions."""

from __future__ import annotations

from typing import Any

import pytest

from actions.course.each_question import asked_apart, repeats
from actions.talk.turn import Turn
from actions.thread.asked import without_which_trade
from bot.replies import ReplyDraft


def _turn(text: str, questions: list[dict[str, Any]], intent: str = "pay", confidence: float = 0.9) -> Turn:
    message = {"intent": {"name": intent, "confidence": confidence}, "questions": questions}
    nothing: Any = None
    return Turn(
        session=nothing,
        text=text,
        intent=intent,
        entities=[],
        slots={},
        metadata={},
        message=message,
        typed=text,
    )


def _read(*intents: str) -> list[dict[str, Any]]:
    return [{"ranking": [{"name": intent, "confidence": 0.9}], "best": []} for intent in intents]


def test_each_question_is_a_turn_that_hangs_on_the_whole() -> None:
    text = "combien gagne une AS et faut-il le bac ?"
    first, second = asked_apart(_turn(text, _read("pay", "admission")))
    assert (first.text, first.intent) == ("combien gagne une as", "pay")
    assert (second.text, second.intent) == ("faut-il le bac", "admission")
    assert second.earlier == (text,)
    assert second.slots is not first.slots


@pytest.mark.parametrize("intent", ["out_of_scope", "distress"])
def test_what_is_not_ours_is_not_cut_up(intent: str) -> None:
    assert (
        asked_apart(_turn("combien gagne une AS et faut-il le bac ?", _read("pay", "admission"), intent))
        == []
    )


def test_readings_that_do_not_match_the_questions_are_left() -> None:
    assert asked_apart(_turn("combien gagne une AS et faut-il le bac ?", _read("pay"))) == []


def test_an_answer_that_says_nothing_new_is_a_repetition() -> None:
    said = [ReplyDraft(text="Le diplôme dure 44 semaines, sans diplôme exigé à l'entrée.")]
    assert repeats(ReplyDraft(text="Sans diplôme exigé, 44 semaines."), said)
    assert not repeats(ReplyDraft(text="Le salaire de début est au SMIC."), said)


def test_the_question_of_the_trade_is_dropped_when_enough_is_said() -> None:
    long = ReplyDraft(
        text="Pour les formations du soin, il faut une preuve d'immunité contre l'hépatite B, à faire tôt."
        " Quel métier visez-vous ?"
    )
    kept = without_which_trade(long)
    assert kept is not None and kept.text.endswith("à faire tôt.")
    assert without_which_trade(ReplyDraft(text="Avec plaisir. Quel métier visez-vous ?")) is None
