"""« Il me reste cinq ans, ça vaut le coup ? »: short trades of the body for who can carry, others for who spares it."""

from __future__ import annotations

from actions.talk.turn import Turn
from actions.thread.facts_told import is_told
from actions.thread.stored import stored
from bot.replies import ReplyDraft


async def near_retirement_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft:
    """What the years left allow, by whether a body to be spared was told of."""
    spared = is_told(turn, "body_spared")
    return await stored(turn, "near_retirement_light" if spared else "near_retirement_training")
