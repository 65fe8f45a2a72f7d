"""What a pupil asks amid the search for an internship: whether one may, a message to copy, what to do when it is at once."""

from __future__ import annotations

import re

from actions.narrow.pupils import Stage, soon, told_of_stage
from actions.people.roles import role
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import capital
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_STAGE = re.compile(r"\bstages?\b")
# Where it would be, or whom one would be with.
_SOMEWHERE = re.compile(
    r"\b(?:stages?|ehpads?|maisons? de retraite|creches?|hopita\w+|cliniques?|maternelles?|la.?bas|enfants?|bebes?"
    r"|petits|vieux|personnes agees)\b"
)
_TRADES = re.compile(r"\b(?:quels?|des|les|autres?) metiers?\b|\bmetiers? (?:quoi|possibles?)\b")
# Somebody of the family lives in the home that is to be written to.
_LIVES_THERE = re.compile(
    r"\b(?P<who>mamie|papi|papy|grand.?mere|grand.?pere)\b.{0,20}\b(?:ehpad|maison de retraite)\b"
    r"|\b(?:ehpad|maison de retraite) de (?:ma|mon) (?P<of>mamie|papi|papy|grand.?mere|grand.?pere)\b"
)
_GRANDFATHERS = frozenset({"papi", "papy"})
_AT_WORK = frozenset({"career_change", "counsellor"})
_FOR_PUPILS = frozenset({"employer", "teacher"})  # who takes pupils in or sends them


def keeps_the_stage(turn: Turn) -> bool:
    """Whether an internship is looked for, and the message goes on about it rather than asking for trades."""
    if not any(name == "school_stage" or name.startswith("stage_") for name in turn.points_lately):
        return False
    said = normalise(turn.text)
    return _SOMEWHERE.search(said) is not None and _TRADES.search(said) is None


async def stage_allowed(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whether a pupil may do the internship there: no rule is known, the place and the school decide."""
    if turn.audience in _AT_WORK or role(turn) in _FOR_PUPILS or not _STAGE.search(talk):
        return None
    told = told_of_stage(turn, said, talk)
    return await stored(
        turn,
        "stage_allowed",
        noted=told.noted.strip(),
        decides=told.decides,
        Decides=capital(told.decides),
        school=told.school,
    )


async def stage_letter(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """A message to copy, with the class, the place, the town and the week told; None when none of them is."""
    if turn.audience in _AT_WORK or not _STAGE.search(talk):
        return None
    told = told_of_stage(turn, said, talk)
    if not _level(told) and told.at == "chez vous" and turn.place is None:
        return None
    return await stored(turn, "stage_letter", **_words(turn, talk, told))


async def stage_call(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Sentences to read out when one calls for an internship, with what was told of it."""
    if role(turn) in _FOR_PUPILS:
        return None
    return await stored(turn, "stage_call", **_words(turn, talk, told_of_stage(turn, said, talk)))


def _words(turn: Turn, talk: str, told: Stage) -> dict[str, str]:
    """What fills a letter or a call: who asks, for what, where and when."""
    level = _level(told)
    of_a_trade = level in ("CAP", "bac pro")
    return {
        "level": f"en {level}" if of_a_trade else f"en classe de {level}" if level else "élève",
        "what": told.what,
        "at": told.at + _town(turn) + _why(talk, told),
        "week": f" {told.week}" if told.week else " du… au…",
    }


def _level(told: Stage) -> str:
    return told.kind.removeprefix("stage").removeprefix(" de ").strip()


def _town(turn: Turn) -> str:
    name = (turn.place or {}).get("name") if turn.place and turn.place.get("kind") == "commune" else None
    return f", à {name}" if name else ""


def _why(talk: str, told: Stage) -> str:
    found = _LIVES_THERE.search(talk) if told.decides == "l'Ehpad" else None
    who = (found["who"] or found["of"]) if found else None
    if who is None:
        return ""
    return ", où vit mon grand-père" if who in _GRANDFATHERS or "pere" in who else ", où vit ma grand-mère"


# « mon stage est annulé, il m'en faut un autre »: there is no time left, whatever the date.
_CALLED_OFF = re.compile(
    r"\bannul\w*|\btombe a l'eau\b|\bdesist\w*|\bretract\w*|\bnon (?:finalement|au dernier)"
)


async def stage_soon(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """What is done first when the internship is this month or the next; None when it is later, or no date is told."""
    if turn.audience in _AT_WORK or role(turn) in _FOR_PUPILS or not _STAGE.search(talk):
        return None
    if not (soon(turn) or _CALLED_OFF.search(said)):
        return None
    told = told_of_stage(turn, said, talk)
    return await stored(turn, "stage_soon", noted=told.noted, where=told.where, school=told.school)


ASKED_OF_A_STAGE = {
    "stage_allowed": stage_allowed,
    "stage_call": stage_call,
    "stage_letter": stage_letter,
    "stage_soon": stage_soon,
}
