"""« Qui m'aide pour les papiers ? »: those of a diploma from elsewhere, once one was told of, else the right to work."""

from __future__ import annotations

import re

from actions.narrow.abroad import foreign_who_answer
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.countries import foreign_told
from bot.replies import ReplyDraft

_TO_STAY = re.compile(
    r"sejour|\bcarte\b|\bvisa\b|recepisse|droit de travailler|sans.papiers|autorisation de travail"
)


async def papers_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whom to ask about the papers in question."""
    if not _TO_STAY.search(said) and any(foreign_told(text) for text in turn.earlier):
        return await foreign_who_answer(turn, said, talk)
    return await stored(turn, "papers")
