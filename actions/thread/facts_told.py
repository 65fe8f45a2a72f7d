"""Facts of a life told once that change what later questions ask: a diploma of another country, an old French diploma."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions.people.roles import told_of_whom
from actions.talk.turn import Turn
from actions.words.countries import foreign_told
from bot.french.normalise import normalise

# The names that the diploma of AES had before 2016, as one says one's own.
_OLD_CARE = re.compile(
    r"\b(?:suis|etais|ai|comme|mon|diplomee?|titulaire|diplome|formation|avec)\b[^.?!]{0,25}"
    r"\b(?:d?e?amp|avs|deavs|dpas|dpamp|cafad|aide medico.?psy\w*|auxiliaire de vie sociale)\b"
)


def _foreign(text: str) -> bool:
    return foreign_told(text)


def _old_care(text: str) -> bool:
    return _OLD_CARE.search(normalise(text)) is not None


_INVALIDITY = re.compile(
    r"\ben invalidite\b|\b(?:pension|rente|carte) d.invalidite\b|\binvalidite (?:de )?(?:cat\w*|niveau) ?\d"
)


def _invalidity(text: str) -> bool:
    return _INVALIDITY.search(normalise(text)) is not None


_FACTS: dict[str, Callable[[str], bool]] = {
    "foreign_diploma": _foreign,
    "old_care_diploma": _old_care,
    "invalidity": _invalidity,
}


def is_told(turn: Turn, fact: str) -> bool:
    """Whether `fact` was told of the person in question, in this message or in any before it."""
    return any(_FACTS[fact](text) for text in told_of_whom(turn) if not text.startswith("/"))


def facts_known() -> frozenset[str]:
    """The names of the facts that points may ask for."""
    return frozenset(_FACTS)
