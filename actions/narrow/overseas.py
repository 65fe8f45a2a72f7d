"""« Elle a 35 ans, elle a droit au billet ? »: the age told, set against the limit of the journey paid for studies."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from bot.replies import ReplyDraft

_AGE = re.compile(r"\b([1-6]\d) ?ans\b")
_LIMIT = 28  # years (rule of May 2024)


async def overseas_age_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """That the age told is above the limit; None when none is told, or it is not above."""
    found = _AGE.search(said) or _AGE.search(talk)
    if found is None or int(found[1]) <= _LIMIT:
        return None
    return await stored(turn, "overseas_age", age=found[1])
