"""What does not apply to the person is left out of an answer: an apprenticeship after 29, a private employee's right,
the rule of a région that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from actions.people.roles import relative_in_question, role
from actions.people.standing import has_standing
from actions.talk.turn import Turn
from bot.french.folding import fold_text
from bot.french.gazetteer import load_gazetteer
from bot.french.normalise import normalise
from bot.replies import Card, ReplyDraft

_OLDEST = 29  # years: the last age at which an apprentice's contract is signed, but for a recognised handicap
_PUBLIC = frozenset({"hospital", "civil_servant", "military", "la_poste"})
_GROWN = 18
_SENTENCE = re.compile(r"(?<=[.?!])(\s+)(?=[A-ZÀÉÊÎÔ«])")
_APPRENTICE = re.compile(r"\bapprenti\w*")
_PRIVATE = re.compile(r"\bptp\b|projet de transition|transitions pro\b")
_FOR_PRIVATE = re.compile(r"\bsalariees? du prive\b")
_MINOR = re.compile(
    r"\bavant 18 ans\b|\bpersonne mineure\b|\baccord d.un parent\b|\bau college ou au lycee\b"
)
# « Avant 26 ans, la mission locale aide à postuler » says nothing to somebody of 34.
_YOUNG = re.compile(r"\bavant 2[56] ans\b|\bde 16 a 25 ans\b|\bjusqu.a 2[56] ans\b")
_YOUNG_UNTIL = 26
# A sentence that tells the rule itself stays: it says to whom it applies.
_RULE = re.compile(
    r"\b(?:29|30) ans\b|\brqth\b|\bsauf\b|\bapres 29\b|\bfermee?\b|\bprive\b|\bpas pour\b|limite d.age|d.age maximum"
)
# How a message, or the name of the answer it got, asks of an apprenticeship.
_ASKS_IT = re.compile(r"\bapprenti\w*|\balternan\w*|\bcfa\b")
# A sentence that says nothing by itself, without the one before it.
_HANGS = re.compile(
    r"(?:ailleurs|les autres|pour (?:une|les) autres?|c.est|ce sont|ils?|elles?|on|cela|ca|ces|cette|autrement)\b"
)
# Figures of one school, that say nothing of another trade's: « En formation infirmière, c'était 178 € ».
_OF_NURSES = re.compile(r"\ben formation infirmiere\b")
_NURSES = ("infirmier",)
_LEAST = 8  # words that must be left


def leave_out_what_is_not_theirs(turn: Turn, replies: Sequence[ReplyDraft]) -> None:
    """Leave out of `replies` the sentences about a way that age or title closes to the person, unless they ask of it."""
    said = normalise(turn.text)
    age = turn.age or 0
    theirs = (turn.audience != "counsellor" and role(turn) is None) or relative_in_question(turn) is not None
    asked = f"{said} {turn.point or ''}"
    closed = [
        pattern
        for pattern, asks, is_closed in (
            (_APPRENTICE, _ASKS_IT, theirs and age > _OLDEST),
            (_PRIVATE, _PRIVATE, has_standing(turn, _PUBLIC)),
            (_MINOR, _MINOR, theirs and age >= _GROWN),
            (_YOUNG, _YOUNG, theirs and age >= _YOUNG_UNTIL),
            (_OF_NURSES, _OF_NURSES, turn.profession is not None and not turn.profession.startswith(_NURSES)),
        )
        if is_closed and not asks.search(asked)
    ]
    elsewhere, here = _regions(turn)
    for reply in replies:
        # Trainings and meetings are told with where they are.
        others = None if reply.cards else elsewhere
        reply.text = _without(reply.text, closed, others, here)
        if _APPRENTICE in closed:
            reply.choices = [one for one in reply.choices if not _APPRENTICE.search(fold_text(one.title))]
        if _PRIVATE in closed:
            reply.cards = [one for one in reply.cards if not _is_for_private_employees(one)]


def _is_for_private_employees(card: Card) -> bool:
    """Whether the contact of `card` says that it helps those whom a private employer pays."""
    whom = (fact.value for fact in card.facts if card.kind == "contact")
    return any(_FOR_PRIVATE.search(fold_text(value)) for value in whom)


def _regions(turn: Turn) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """The names of the régions where the person is not, and those of theirs.

    None, as long as their place is not known or when the message names another région.
    """
    gazetteer, place = load_gazetteer(), turn.place
    if place is None or place.get("kind") == "nearby":
        return None, None
    departments = (gazetteer.department(code) for code in gazetteer.departments_of(place))
    own = {department.region for department in departments if department}
    names = {region.code: fold_text(region.name) for region in gazetteer.regions()}
    # « la réunion » is a meeting too.
    others = [name for code, name in names.items() if code not in own and name != "la reunion"]
    if not own or any(name in fold_text(turn.text) for name in others):
        return None, None
    return _any_of(tuple(others)), _any_of(tuple(name for code, name in names.items() if code in own))


@lru_cache(maxsize=64)  # two for each région
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def _without(
    text: str,
    closed: Sequence[re.Pattern[str]],
    elsewhere: re.Pattern[str] | None,
    here: re.Pattern[str] | None,
) -> str:
    """`text` without the sentences that do not apply; the first one, and what the next one hangs on, always stay."""
    parts = _SENTENCE.split(text)  # sentences, and the blanks between them
    sentences = [fold_text(one) for one in parts[::2]]
    kept = parts[:1]
    for at, one in enumerate(sentences[1:], start=1):
        goes = any(pattern.search(one) for pattern in closed) and not _RULE.search(one)
        if elsewhere and here and elsewhere.search(one) and not here.search(one):
            goes = True
        hung_on = at + 1 < len(sentences) and _HANGS.match(sentences[at + 1])
        if not goes or hung_on:
            kept += parts[2 * at - 1 : 2 * at + 1]
    left = "".join(kept)
    return left if len(left.split()) >= _LEAST else text
