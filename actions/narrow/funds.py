"""« Et le FIF PL ? »: bodies that pay for trainings, of which nothing is known here but the name."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import listed
from bot.replies import ReplyDraft

# How each is written, by the words that name it.
_NAMES = {
    "FIF PL": r"fif.?pl",
    "Agefice": r"agefice",
    "Vivea": r"vivea",
    "FAFCEA": r"fafcea",
    "Défense Mobilité": r"defense mobilite",
    "Uniformation": r"uniformation",
    "Akto": r"\bakto\b",
    "CNFPT": r"\bcnfpt\b",
    "Agefiph": r"\bagefiph\b",
    "FIPHFP": r"\bfiphfp\b",
    "MSA": r"\bmsa\b",
    "Afpa": r"\bafpa\b",
}


async def named_fund_answer(turn: Turn, said: str, _talk: str = "") -> ReplyDraft | None:
    """That we know nothing sure of the bodies that the folded message names; None when it names none of them."""
    named = [name for name, pattern in _NAMES.items() if re.search(pattern, said)]
    return await stored(turn, "named_fund", body=listed(named)) if named else None
