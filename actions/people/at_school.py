"""Who is still at school: what holds for adults alone is neither told nor shown to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.talk.turn import Turn
from bot.catalogue.models import Profession
from bot.french.normalise import normalise

_AT_SCHOOL = frozenset({"college", "seconde", "premiere", "terminale"})  # slugs of data/reference/levels.yml
_FOR_ADULTS = frozenset({"cap_emploi", "france_travail"})  # kinds of contact
_OF_WORKERS = frozenset({"cap_emploi"})
_WORKS = re.compile(
    r"\brqth\b|\bcap emploi\b|\btravailleur handicape\b|\bje (?:travaille|bosse)\b|\ben emploi\b"
)
_CONTINUING = "formation continue"  # how a condition of those who have worked begins
# « j'ai arrêté le lycée en première »: the class told is the one that was left.
_LEFT = re.compile(
    r"\b(?:arrete\w*|quitte\w*|lache\w*|stoppe\w*|abandonne\w*|decroche\w*|plus (?:au|en|a)) "
    r"(?:le |la |l.|les |mes |mon |ma |du |de l.)?(?:lycee|college|ecole|cours|etudes|seconde|premiere|1ere|terminale)\b"
)


def at_school(turn: Turn) -> bool:
    """Whether the person told a class of collège or lycée as theirs, and did not leave it."""
    if turn.known("level") not in _AT_SCHOOL or turn.audience == "counsellor":
        return False
    return not any(_LEFT.search(normalise(text)) for text in (turn.text, *turn.earlier))


def conditions_of(turn: Turn, profession: Profession) -> list[str]:
    """The conditions of access of `profession` that hold for this person."""
    lines = list(profession.access_conditions)
    return [line for line in lines if not line.startswith(_CONTINUING)] if at_school(turn) else lines


def contacts_for(turn: Turn, kinds: Sequence[str]) -> list[str]:
    """The `kinds` of contact of an answer, the CIO instead of those that follow adults for who is at school.

    Of a young person who told neither class nor recognised handicap, Cap emploi alone gives way.
    """
    if at_school(turn):
        aside = _FOR_ADULTS
    elif turn.audience == "young" and not any(
        _WORKS.search(normalise(one)) for one in (turn.text, *turn.earlier)
    ):
        aside = _OF_WORKERS
    else:
        return list(kinds)
    return list(dict.fromkeys("cio" if kind in aside else kind for kind in kinds))
