"""« mode facile », « c'est trop compliqué », « mode normal »: how our answers are worded from now on."""

from __future__ import annotations

from actions.assistant import said_again
from actions.course.base import Answering, stored
from actions.talk.turn import Turn
from actions.words.easy_words import mode_asked
from bot.replies import ReplyDraft


class Easy(Answering):
    """Answers that are easy to read and understand, or the usual ones again."""

    subject = "easy"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """That it is done and how to go back, then what was said last in those words."""
        turn.easily = True
        if mode_asked(turn) == "leave":
            return [await stored(turn, "easy_off")]
        done = await stored(turn, "easy_on")
        said = await said_again(turn) or []
        return [done, *said]
