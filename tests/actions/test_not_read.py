"""What is not understood amid the questions that help to choose: their question comes back, or a way on is shown."""

from __future__ import annotations

from actions.out_of_scope import DidYouMean
from actions.talk.turn import Turn


def turn(interruptions: int) -> Turn:
    """« chez eux », taken for a place to search near, amid the questions, after so many asides in a row."""
    return Turn(
        session=None,  # type: ignore[arg-type]
        text="chez eux",
        intent="follow_up_place",
        entities=[],
        slots={"requested_slot": "orientation_taste"},
        metadata={},
        message={},
        typed="chez eux",
        in_form=True,
        interruptions=interruptions,
    )


async def test_the_question_that_comes_back_is_way_enough() -> None:
    (reply,) = await DidYouMean().answer(turn(1))
    assert "pas bien compris" in reply.text
    assert reply.choices == []


async def test_questions_that_wait_leave_a_way_on() -> None:
    (reply,) = await DidYouMean().answer(turn(2))
    assert [choice.title for choice in reply.choices] == ["Reprendre les questions", "Parler à quelqu'un"]
