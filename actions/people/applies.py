"""What does not apply to the person is left out of an answer: an apprenticeship after 29, a private employee's right,
the rule of a région that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from actions.people.roles import relative_in_question, relative_told, role, told_of_whom
from actions.people.standing import has_standing, standings
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
# « en apprentissage dès 16 ans », « le bac pro ASSP au lycée » say nothing to who is grown and has the bac.
_OF_PUPILS = re.compile(
    r"\b(?:des|a) 1[56] ans\b|\b1[56] ans,? parfois\b|\bapres (?:la (?:troisieme|3e)|le college)\b"
    r"|\bbac pro\b.{0,40}\blycee\b"
    r"|\bau (?:college|lycee)\b(?! ou\b)"
)
_ASKS_PUPILS = re.compile(
    r"\blycee\b|\bcollege\b|\bbac pro\b|\bassp\b|\bapprenti\w*|\b1[4-7] ans\b|\btroisieme\b|\b3e\b"
)
_BAC_HELD = frozenset({"bac", "bac-plus-2", "bac-plus-3", "bac-plus-5"})
# What is said to who has a post, or has not the RQTH yet.
_KEEPS_A_POST = re.compile(
    r"\bgardez votre (?:poste|emploi|travail)\b|\bavant de (?:quitter votre|demissionner)\b|\bne demissionnez\b"
    r"|\battend\w* (?:un |le |d.etre )?licenci\w*|\bgarder (?:un|son|votre) (?:poste|salaire)\b"
)
_WITHOUT_RQTH = re.compile(
    r"\bsans rqth\b|\brqth\b[^.?!]{0,60}\bsi vous ne l.avez pas\b|\bla rqth se demande\b"
)
_ASKS_RQTH = re.compile(r"\b(?:ou|comment|demander|dossier|mdph|renouvel\w*)\b")
_HAS_RQTH = re.compile(
    r"\b(?:j.?ai|ayant|avec|obtenu|mon|ma|reconnue?) (?:deja |bien |eu |enfin |une? |la |ma |mon |en )*rqth\b"
    r"|\brqth,? (?:je l.?ai|deja|en poche|depuis|obtenue|valide|accordee)\b|\btitulaire (?:de la |d.une )?rqth\b"
)
_NOT_YET = re.compile(r"\b(?:pas|plus|sans|ni|si j.ai|demande\w*|dossier)\b[^.?!]{0,24}\brqth\b")
_THEIR_AGE = re.compile(r"(?<!j.ai )(?<!j'ai )\b(1[0-9]|[2-6]\d) ?ans\b(?! (?:de|d.|comme|chez|en|au|a)\b)")
_FOR_MANAGERS = re.compile(r"\bpour les cadres\b|\bsi vous avez un emploi\b")
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
    age = _age(turn)
    theirs = (turn.audience != "counsellor" and role(turn) is None) or relative_in_question(turn) is not None
    asked = f"{said} {turn.point or ''}"
    closed = [
        pattern
        for pattern, asks, is_closed in (
            (_APPRENTICE, _ASKS_IT, theirs and age > _OLDEST),
            (_PRIVATE, _PRIVATE, has_standing(turn, _PUBLIC)),
            (_MINOR, _MINOR, theirs and age >= _GROWN),
            (_YOUNG, _YOUNG, theirs and age >= _YOUNG_UNTIL),
            (_OF_PUPILS, _ASKS_PUPILS, theirs and age >= _GROWN and turn.known("level") in _BAC_HELD),
            (_KEEPS_A_POST, _KEEPS_A_POST, role(turn) is None and _without_a_post(turn)),
            (_FOR_MANAGERS, _FOR_MANAGERS, theirs and _without_a_post(turn)),
            (_OF_NURSES, _OF_NURSES, turn.profession is not None and not turn.profession.startswith(_NURSES)),
        )
        if is_closed and not asks.search(asked)
    ]
    if _has_rqth(turn) and not _ASKS_RQTH.search(said):
        for reply in replies:
            reply.text = _without(reply.text, [_WITHOUT_RQTH], None, None, rule=False)
    elsewhere, here = _regions(turn)
    for reply in replies:
        # Trainings and meetings are told with where they are.
        others = None if reply.cards else elsewhere
        reply.text = _without(reply.text, closed, others, here)
        if _APPRENTICE in closed:
            reply.choices = [one for one in reply.choices if not _APPRENTICE.search(fold_text(one.title))]
        if _PRIVATE in closed:
            reply.cards = [one for one in reply.cards if not _is_for_private_employees(one)]


def _age(turn: Turn) -> int:
    """The age of the one in question, 0 when it was not told: that of the relative, where one is asked for."""
    if relative_in_question(turn) is None:
        return turn.age or 0
    told = (_THEIR_AGE.search(normalise(text)) for text in (turn.text, *turn.earlier) if relative_told(text))
    return next((int(found[1]) for found in told if found), 0)


def _without_a_post(turn: Turn) -> bool:
    return next(iter(standings(turn)), None) in ("job_seeker", "rsa")


def _has_rqth(turn: Turn) -> bool:
    """Whether the person told that they have the RQTH."""
    texts = [normalise(text) for text in told_of_whom(turn) if not text.startswith("/")]
    return any(_HAS_RQTH.search(text) and not _NOT_YET.search(text) for text in texts)


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
    rule: bool = True,
) -> str:
    """`text` without the sentences that do not apply; the first one, and what the next one hangs on, always stay.

    `rule` tells that a sentence with a rule in it stays too.
    """
    parts = _SENTENCE.split(text)  # sentences, and the blanks between them
    sentences = [fold_text(one) for one in parts[::2]]
    kept = parts[:1]
    for at, one in enumerate(sentences[1:], start=1):
        goes = any(pattern.search(one) for pattern in closed) and not (rule and _RULE.search(one))
        if elsewhere and here and elsewhere.search(one) and not here.search(one):
            goes = True
        hung_on = at + 1 < len(sentences) and _HANGS.match(sentences[at + 1])
        if not goes or hung_on:
            kept += parts[2 * at - 1 : 2 * at + 1]
    left = "".join(kept)
    return left if len(left.split()) >= _LEAST else text
