"""What the bac pro ASSP or SAPAT leads to; that it does not make anybody an aide-soignant, for who believes so."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from bot.replies import ReplyDraft

# « rester aide-soignante ou monter ? », « je suis déjà aide-soignante avec ? »
_BELIEVED = re.compile(
    r"\b(?:rest\w*|suis (?:deja |donc |direct\w* )?|deja|direct\w*|donne (?:le )?|devien\w* (?:direct\w* )?|serai)\b"
    r".{0,12}\b(?:aide.?soignante?|as|auxiliaire de puericulture)\b"
    r"|\b(?:aide.?soignante?|as)\b (?:direct\w*|d.office|automatiquement)"
)
_NO_TITLE = (
    "D'abord une précision : ce bac pro ne donne pas le titre d'aide-soignant, il en raccourcit la formation."
)


async def assp_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft:
    """The three doors, after what is not so in the words of who takes the bac pro for the diploma of the trade."""
    reply = await stored(turn, "assp_leads_to")
    if _BELIEVED.search(said):
        reply.text = f"{_NO_TITLE}\n\n{reply.text}"
    return reply
