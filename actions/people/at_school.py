"""Who is still at school: what holds for adults alone is neither told nor shown to them."""

from __future__ import annotations

from collections.abc import Sequence

from actions.talk.turn import Turn
from bot.catalogue.models import Profession

_AT_SCHOOL = frozenset({"college", "seconde", "premiere", "terminale"})  # slugs of data/reference/levels.yml
_FOR_ADULTS = frozenset({"cap_emploi", "france_travail"})  # kinds of contact
_CONTINUING = "formation continue"  # how a condition of those who have worked begins


def at_school(turn: Turn) -> bool:
    """Whether the person told a class of collège or lycée as theirs."""
    return turn.known("level") in _AT_SCHOOL and turn.audience != "counsellor"


def conditions_of(turn: Turn, profession: Profession) -> list[str]:
    """The conditions of access of `profession` that hold for this person."""
    lines = list(profession.access_conditions)
    return [line for line in lines if not line.startswith(_CONTINUING)] if at_school(turn) else lines


def contacts_for(turn: Turn, kinds: Sequence[str]) -> list[str]:
    """The `kinds` of contact of an answer, the CIO instead of those that follow adults for who is at school."""
    if not at_school(turn):
        return list(kinds)
    return list(dict.fromkeys("cio" if kind in _FOR_ADULTS else kind for kind in kinds))
