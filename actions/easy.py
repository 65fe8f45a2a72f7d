"""« mode facile », « c'est trop compliqué », « mode normal »: how our answers are worded from now on."""

from __future__ import annotations

from dataclasses import replace

from actions.assistant import said_again
from actions.course.base import Answering, stored
from actions.narrow.points import named_answer
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
        return [done, *(await _last_said(turn) or await said_again(turn) or [])]


async def _last_said(turn: Turn) -> list[ReplyDraft]:
    """The narrow answer just given, in easy words when it has some; nothing when the last answer was none."""
    last = next(iter(turn.points_lately), "")
    if not last or not turn.earlier:
        return []
    asked = replace(turn, text=turn.earlier[0])
    reply = await named_answer(asked, last)
    if reply is None:
        return []
    reply.text = f"Je le redis. {reply.text}"
    return [reply]
