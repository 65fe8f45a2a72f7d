"""A correction in which we read nothing is met by regrets and who can help, not by what we can do in general."""

from __future__ import annotations

from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn
from actions.thread.asked_again import unanswered
from actions.thread.corrected import denied_subjects, puts_right
from bot.replies import ReplyDraft

_NOTHING_READ = frozenset({"help", "gibberish", "out_of_scope"})


async def not_lost(turn: Turn, replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """`replies`, or regrets where the message puts us right and what it asks was not read, or is what it denies."""
    if turn.point is not None or not puts_right(turn):
        return replies
    asks = "?" in turn.text or asks_of_its_own(turn.text)
    denied = not asks and turn.remembered.get("last_subject") in denied_subjects(turn)
    unread = turn.intent in _NOTHING_READ and "last_subject" not in turn.remembered
    return [await unanswered(turn)] if denied or unread else replies
