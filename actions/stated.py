"""« je suis au lycée », « j'ai 17 ans »: what one says of oneself changes the last answer, it asks for nothing new."""

from __future__ import annotations

from dataclasses import replace

from actions.assistant import Answer, is_kept_whole
from actions.course.base import Answering, answering, stored
from actions.narrow.computed import COMPUTED
from actions.narrow.listed import named
from actions.narrow.points import named_answer
from actions.talk.said import whole_print
from actions.talk.turn import Turn
from bot.replies import ReplyDraft


class Stated(Answering):
    """What follows from an age, a class or a school told by itself."""

    subject = "stated"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The last answer again, for the person now known; a welcome when nothing was asked before.

        Amid the questions that help to choose nothing is said: the question that comes back takes note of it.
        """
        if turn.in_form:
            return []
        last = turn.known("last_subject")
        if turn.point_before in named():
            # The narrow answer just given stands: the general text of its subject would answer something else.
            before = turn.point = turn.point_before
            again = await named_answer(turn, before) if before in COMPUTED else None
            turn.point = before
            fresh = again is not None and whole_print(again) not in (turn.known("last_said") or [])
            return [again] if again and fresh else [await stored(turn, "noted_of_you")]
        if isinstance(last, str) and last not in ("distress", "help_choose"):
            turn.remember("last_subject", last)
            if is_kept_whole(last):
                return await Answer().answer(replace(turn, intent=last, remembered=turn.remembered))
            action = answering(last)
            if action is not None:
                replies = await action.answer(turn)
                said = turn.known("last_said") or []
                others = [reply for reply in replies if whole_print(reply) not in said]
                # What was told changes nothing of it: it is not said again.
                return others or [await stored(turn, "noted_of_you")]
        return [await stored(turn, "greet")]
