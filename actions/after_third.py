"""« Il veut être ambulancier, quoi après la 3e ? »: the diplomas after the troisième, and what the trade asks later."""

from __future__ import annotations

from actions.stored import stored
from actions.turn import Turn
from actions.wording import both_names
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

NAME = "after_third_form"
_CONDITIONS = 2  # of the trade, told after the diplomas


async def after_third_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """The three diplomas, then the first conditions of the trade that the message names, if it names one."""
    reply = await stored(turn, NAME)
    named = turn.said("profession")
    profession = await professions.known(turn.session, named[0]) if len(named) == 1 else None
    if profession is not None and profession.access_conditions:
        conditions = " ; ".join(
            f"{line[:1].lower()}{line[1:].rstrip(' .')}"
            for line in profession.access_conditions[:_CONDITIONS]
        )
        reply.text += f"\n\nPour {both_names(profession)}, ce sera plus tard : {conditions}."
    return reply
