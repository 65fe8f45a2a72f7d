"""« J'aurai 18 ans en mars, ça monte ? »: what a birthday changes in the least pay of an apprentice, and from which day."""

from __future__ import annotations

import re

from actions.narrow.apprentice_pay import age_told, floors_of, least_of
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import distinct, source
from bot.replies import ReplyDraft

_RISES = (18, 21, 26)  # years: the ages at which the scale changes (Code du travail, article D. 6222-31)
_MONTHS = (
    ("janvier", "janvier"),
    ("fevrier", "février"),
    ("mars", "mars"),
    ("avril", "avril"),
    ("mai", "mai"),
    ("juin", "juin"),
    ("juillet", "juillet"),
    ("aout", "août"),
    ("septembre", "septembre"),
    ("octobre", "octobre"),
    ("novembre", "novembre"),
    ("decembre", "décembre"),
)
_MONTH = re.compile(rf"\b(?:{'|'.join(name for name, _ in _MONTHS)})\b")
_BORN = re.compile(r"\bannivers\w*|\bnee? en\b|\b(?:aura|aurai|ai|fete\w*|prends?|passe\w*)\b")
# The age that is to come: « j'en aurai 18 », « je passe à 21 », « mes 26 ans ».
_TO_COME = re.compile(
    r"\b(?:j.?(?:en )?(?:aurai|ai)|aurai|aura|avoir|passe\w*(?: a)?|fai[st]|prends?|fete\w*|mes|ses|a mes|vers|apres|a) "
    r"(?:bientot |mes |ses |les )?(1[5-9]|2\d)\b"
)
_OF_AGE = re.compile(r"\bmajeure?\b|\bmajorite\b")
_RECENT = 3  # messages in which the month of the birthday may stand


async def apprentice_birthday(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """From which day the least pay rises, and what it is then; that it does not at another age. None without the scale."""
    floors = await floors_of(turn)
    if not floors:
        return None
    age = _to_come(turn, said, talk)
    if age is None or age not in _RISES:
        return await stored(turn, "apprentice_birthday_same")
    shown = [floor for floor in floors if floor.holds_for(age)]
    reply = await stored(
        turn, "apprentice_birthday", age=str(age), least=least_of(shown, said, talk), when=_when(said, talk)
    )
    reply.sources = distinct([*reply.sources, *(source(floor.source_url, floor.as_of) for floor in shown)], 3)
    return reply


def _to_come(turn: Turn, said: str, talk: str) -> int | None:
    """The age asked about: named as one to come, else the next one that counts after the age told."""
    lately = " / ".join(talk.split(" / ")[:_RECENT])
    for text in (said, lately):
        named = [int(one) for one in _TO_COME.findall(text)]
        if named:
            return max(named)
        if _OF_AGE.search(text):
            return _RISES[0]
    told = age_told(turn, talk)
    return next((rise for rise in _RISES if told is not None and told < rise <= told + 1), None)


def _when(said: str, talk: str) -> str:
    """The day that follows the birthday told: « Anniversaire en mars : c'est donc au 1er avril. »"""
    lately = [said, *talk.split(" / ")[1:_RECENT]]
    month = next((found for text in lately if _BORN.search(text) and (found := _MONTH.search(text))), None)
    if month is None:
        return ""
    at = [name for name, _ in _MONTHS].index(month[0])
    return f" Anniversaire en {_MONTHS[at][1]} : c'est donc au 1er {_MONTHS[(at + 1) % len(_MONTHS)][1]}."
