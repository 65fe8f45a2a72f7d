"""What is said amid the questions when trades are put aside by their names: that they are, and which others come instead."""

from __future__ import annotations

from actions.choosing.examples import answers_of, named, proposals_for, says_with_whom
from actions.choosing.orientation_reading import echo
from actions.choosing.trades_aside import put_aside_said
from actions.talk.turn import Turn


async def without_those(turn: Turn) -> str:
    """« D'accord, j'enlève … », and other trades once something is known of the person; nothing when none is put aside."""
    removed = await put_aside_said(turn)
    if not removed:
        return ""
    ideas = await listed_now(turn, "D'autres idées")
    return f"{removed}{echo(turn)}{ideas}"


async def listed_now(turn: Turn, words: str) -> str:
    """Three trades that fit what is known, after `words`; nothing while nothing is."""
    answers = answers_of(turn)
    if not says_with_whom(answers):
        return ""
    proposals = proposals_for(turn, answers)
    turn.remember("last_list", [proposal.slug for proposal in proposals])
    turn.remember("last_subject", "help_choose")
    return f"{words} :\n\n{await named(turn, proposals)}\n\n" if proposals else ""
