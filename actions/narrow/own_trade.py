"""What is asked of the trade one already has: leaving it with its diploma, whom to see when it wears one out."""

from __future__ import annotations

import re

from actions.people.comfort import denies
from actions.talk.turn import Turn
from actions.thread.stored import stored
from bot.replies import ReplyDraft

# The trades whose other ways we know (`other_way_nurse`).
_KNOWN = frozenset({"infirmier", "aide-soignant"})
_WORN_OUT = re.compile(
    r"\ba bout\b|\bepuis\w*|n.en (?:peux|peut) plus|plus en pouvoir|burn.?out|craqu\w*|dor[st] (?:plus|pas|mal)|\bpleur\w*"
    r"|\bcramee?s?\b|\brincee?s?\b|\bvidee?s?\b|\busee?s?\b|\buse\b|fatigu\w*|lessivee?s?"
    r"|plus (?:la force|d.energie|de force)"
)


async def leaving_own_trade(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """What the diploma held opens elsewhere: « infirmière, quelles passerelles ? »; None with a trade aimed at."""
    practised = turn.said("profession_current")
    if turn.said("profession") or not practised or practised[0] not in _KNOWN:
        return None
    return await stored(turn, "other_way_nurse")


async def whom_to_see(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """The doctor first, for who is worn out; None as long as the message itself may tell of a danger.

    « voir qui pour en parler ? » of anything else asks for somebody else.
    """
    if (turn.intent == "distress" and not denies(turn)) or _WORN_OUT.search(talk) is None:
        return None
    return await stored(turn, "worn_out_job")
