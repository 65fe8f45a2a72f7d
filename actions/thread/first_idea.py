"""« je reviens à la première idée »: the first trade that was spoken of is in question again."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise

_FIRST = re.compile(
    r"\b(?:ma|mon|la|le|au) (?:toute |tout )?premiere? (?:idee|metier|choix|piste|projet|envie)\b"
    r"|\b(?:idee|choix|projet|metier|envie|piste) (?:du |de |d.)(?:debut|depart|origine|avant)\b"
)
_COMES_BACK = re.compile(
    r"\b(?:revien\w*|reven\w*|retour\w*|reste\w*|repren\w*|prefere\w*|garde\w*|finalement|plutot|en fait)\b"
)


def keep_first_idea(turn: Turn) -> None:
    """Remember the first trade named in the talk, when the message comes back to it and names none."""
    said = normalise(turn.text)
    pointed = "profession" in turn.remembered  # at one of those just listed
    if pointed or turn.text.startswith("/") or turn.professions or turn.said("neighbour"):
        return
    if not (_FIRST.search(said) and _COMES_BACK.search(said)):
        return
    named = (
        str(one.value)
        for text in reversed(turn.earlier)
        for one in find_terms(text)
        if one.entity == "profession" and one.details.get("role") != "current"
    )
    first = next((slug for slug in named if slug != turn.known("profession")), None)
    if first is not None:
        turn.remember("profession", first)
