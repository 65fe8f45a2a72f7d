"""What does not apply to the person is left out of an answer: an apprenticeship after 29, a private employee's right,
the rule of a région that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.standing import has_standing
from actions.turn import Turn
from bot.french.folding import fold_text
from bot.french.gazetteer import load_gazetteer
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_OLDEST = 29  # years: the last age at which an apprentice's contract is signed, but for a recognised handicap
_PUBLIC = frozenset({"hospital", "civil_servant", "military", "la_poste"})
_GROWN = 18
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-ZÀÉÊÎÔ«])")
_APPRENTICE = re.compile(r"\bapprenti(?:e|es|s|ssage)?\b")
_PRIVATE = re.compile(r"\bptp\b|projet de transition|transitions pro\b")
_MINOR = re.compile(
    r"\bavant 18 ans\b|\bpersonne mineure\b|\baccord d.un parent\b|\bau college ou au lycee\b"
)
# A sentence that tells the rule itself stays: it says to whom it applies.
_RULE = re.compile(r"\b(?:29|30) ans\b|\brqth\b|\bsauf\b|\bapres 29\b|\bfermee?\b|\bprive\b|\bpas pour\b")
_LEAST = 8  # words that must be left


def leave_out_what_is_not_theirs(turn: Turn, replies: Sequence[ReplyDraft]) -> None:
    """Leave out of `replies` the sentences about a way that age or title closes to the person, unless they ask of it."""
    said = normalise(turn.text)
    age = turn.age or 0
    theirs = turn.audience != "counsellor"
    closed = [
        pattern
        for pattern, is_closed in (
            (_APPRENTICE, theirs and age > _OLDEST),
            (_PRIVATE, has_standing(turn, _PUBLIC)),
            (_MINOR, theirs and age >= _GROWN),
        )
        if is_closed and not pattern.search(said)
    ]
    elsewhere = _elsewhere(turn)
    for reply in replies:
        if reply.cards and elsewhere:
            reply.text = _without(reply.text, closed)  # trainings and meetings are told with where they are
        else:
            reply.text = _without(reply.text, [*closed, *([elsewhere] if elsewhere else [])])
        if _APPRENTICE in closed:
            reply.choices = [one for one in reply.choices if not _APPRENTICE.search(fold_text(one.title))]


def _elsewhere(turn: Turn) -> re.Pattern[str] | None:
    """The names of the régions where the person is not; None as long as their place is not known, or when one is named."""
    gazetteer = load_gazetteer()
    place = turn.place
    if place is None or place.get("kind") == "nearby":
        return None
    departments = (gazetteer.department(code) for code in gazetteer.departments_of(place))
    own = {department.region for department in departments if department}
    others = [fold_text(region.name) for region in gazetteer.regions() if region.code not in own]
    names = re.compile(rf"\b(?:{'|'.join(map(re.escape, others))})\b") if own and others else None
    return None if names and names.search(fold_text(turn.text)) else names


def _without(text: str, closed: Sequence[re.Pattern[str]]) -> str:
    """`text` without the sentences that hold one of `closed`; `text` itself when too little would be left."""
    if not closed:
        return text
    kept = []
    for paragraph in text.split("\n"):
        sentences = _SENTENCE.split(paragraph)
        left = [
            one
            for one in sentences
            if _RULE.search(fold_text(one)) or not any(pattern.search(fold_text(one)) for pattern in closed)
        ]
        kept.append(" ".join(left))
    told = "\n".join(kept).strip()
    return told if len(told.split()) >= _LEAST else text
