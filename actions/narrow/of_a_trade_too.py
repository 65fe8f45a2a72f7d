"""What is true whatever the trade, then what the trade in question asks for: « dyslexique, il veut devenir ambulancier »."""

from __future__ import annotations

import re

from actions.narrow.from_to import shortened_answer
from actions.people.at_school import conditions_of
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.choices import access_sources, choice
from actions.words.wording import both_names, distinct
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

_CONDITIONS = 3
_LATELY = 2  # the message, and the one before or the whole it is a question of
_CAP_AEPE = re.compile(r"\baepe\b|\bcap (?:pe\b|petite enfance)")
_OTHERS = re.compile(r"aide.?soignant|infirmi|educat|assistante? (?:de|social)|moniteur|\bifsi\b|\bifas\b")


async def dys_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft:
    """That no dys closes these trades, and what the trade that the message names asks of everybody."""
    reply = await stored(turn, "dys_and_tdah")
    named = turn.said("profession")
    profession = await professions.known(turn.session, named[0]) if len(named) == 1 else None
    if profession is None or not (conditions := conditions_of(turn, profession)):
        return reply
    asked = " ; ".join(f"{line[:1].lower()}{line[1:].rstrip(' .')}" for line in conditions[:_CONDITIONS])
    reply.text += f"\n\nPour {both_names(profession)}, ce qui est demandé à tout le monde : {asked}."
    reply.choices = [choice("Les étapes", "training_path", profession), *reply.choices[:2]]
    reply.sources = distinct([*reply.sources, *access_sources(profession)], 4)
    return reply


async def writing_answer(turn: Turn, _said: str, talk: str) -> ReplyDraft:
    """What is written at school; of the CAP of early childhood just spoken of, that the school knows."""
    lately = " / ".join(talk.split(" / ")[:_LATELY])
    of_the_cap = _CAP_AEPE.search(lately) is not None and _OTHERS.search(lately) is None
    return await stored(turn, "cap_aepe_writing" if of_the_cap else "writing_fear")


async def lightening_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft:
    """What the trade practised takes off the way to the one aimed at, when we know it; else what an allègement is."""
    aimed = await professions.known(turn.session, turn.profession) if turn.profession else None
    return (await shortened_answer(turn, aimed) if aimed else None) or await stored(turn, "lightening_what")
