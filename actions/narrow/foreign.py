"""A diploma of another country: what we know of one of the European Union is told of it, and of no other."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.countries import of_the_union
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_NURSE = "infirmier"
_ORDER = re.compile(r"\bl.ordre\b")


async def foreign_meanwhile(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Working as an aide-soignant while a nurse's diploma is looked at; the rule we hold is not one of the Union."""
    told = " / ".join((talk, *map(normalise, turn.earlier)))
    if of_the_union(told):
        return await stored(turn, "foreign_eu_meanwhile")
    return await stored(turn, "foreign_as_meanwhile") if "infirmi" in told else None


async def foreign_in_eu(turn: Turn, said: str, talk: str) -> ReplyDraft:
    """A diploma of the Union: a nurse's is the Ordre's affair, the others are seen trade by trade."""
    # « l'Ordre fait un examen de langue ? », of a nurse who would meanwhile be an aide-soignante
    nurse = (
        _NURSE in (turn.profession, *turn.professions)
        or _nurse_of_the_union(turn, talk)
        or _ORDER.search(said) is not None
    )
    return await stored(turn, "foreign_nurse_eu" if nurse else "foreign_in_eu")


def _nurse_of_the_union(turn: Turn, talk: str) -> bool:
    """Whether a nurse's diploma of the Union was told of, whatever trade was spoken of since."""
    told = " / ".join((talk, *map(normalise, turn.earlier)))
    return _NURSE in told and of_the_union(told)


async def foreign_file(turn: Turn, name: str, talk: str) -> ReplyDraft:
    """Whom the file goes to, in how long and at what price: of a nurse's of the Union, the Ordre tells; else `name`."""
    return await stored(turn, "foreign_nurse_file" if _nurse_of_the_union(turn, talk) else name)


async def foreign_delay(turn: Turn, said: str, talk: str) -> ReplyDraft:
    """How long the answer takes."""
    return await foreign_file(turn, "foreign_delay", talk)


async def foreign_cost(turn: Turn, said: str, talk: str) -> ReplyDraft:
    """What having it recognised costs."""
    return await foreign_file(turn, "foreign_cost", talk)


async def b1_enough(turn: Turn, said: str, talk: str) -> ReplyDraft:
    """Whether the B1 is enough: to learn here, or to practise with a nurse's diploma of the Union."""
    nurse = _nurse_of_the_union(turn, talk) and "soign" not in said
    return await stored(turn, "foreign_nurse_french" if nurse else "b1_enough")


async def foreign_nurse_eu(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """The same of a nurse; None unless the talk tells that the diploma is of the Union."""
    nurse = _NURSE in (turn.profession, *turn.professions) and (of_the_union(talk) or "conformite" in said)
    return await foreign_in_eu(turn, said, talk) if nurse or _nurse_of_the_union(turn, talk) else None


async def foreign_outside_eu(turn: Turn, said: str, talk: str) -> ReplyDraft:
    """A diploma from outside the Union, unless the talk tells that it is of the Union."""
    if of_the_union(" / ".join((talk, *map(normalise, turn.earlier)))):
        return await foreign_in_eu(turn, said, talk)
    return await stored(turn, "foreign_outside_eu")
