"""What people say of themselves and of their own, taken out before their wishes are read.

A first name, an origin, an illness, an age or a family says nothing of what one would like to do: « je m'appelle Manuel »
is no taste for manual work, « je suis malade » no wish to meet the sick. The words are data (`wishes.yml`, `oneself`).
"""

from __future__ import annotations

import re
from functools import cache

from bot.catalogue.orientation import questions
from bot.catalogue.wish_words import wording
from bot.french.folding import fold_text

_OWN = re.compile(
    r"\b(?:mes|mon|ma|notre|nos|son|sa|ses) (?:\w+ )?"
    r"(?:enfants?|bebes?|fils|fille|filles|petits?|petites?|parents?|mere|pere|maman|papa|famille|ados?)\b"
    r"|\b(?:ai|eleve|maman de|papa de|mere de|pere de) (?!dit\b|parle\b)(?:\w+ )?"
    r"(?:\d+|un|une|deux|trois|quatre|des) (?:\w+ )?"
    r"(?:enfants?|bebes?|ados?|gosses?|filles?|fils|garcons?)\b"
)
# « le week-end j'ai le foot », « j'ai mon théâtre »: what fills one's own time.
_LEISURE = re.compile(
    r"\b(?:ai|avec|pour|a cause (?:de|du)|pendant|apres|garder?|rate\w*) (?:le |la |du |de la |mon |ma |mes "
    r"|un |une |l'|d')*"
    r"(?:entrainements?|matchs?|cours|club|repetitions?)?(?: (?:de|du) (?:la )?)? ?"
    r"\b(?:foot\w*|basket|rugby|hand|judo|danse|natation|piscine|muscu\w*|gym|tennis|musique|theatre|chorale|piano|guitare)\b"
)
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_NAMED = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)*"
# « je m'appelle lou », « mon prénom c'est Lou »: whatever comes next is a name.
_INTRODUCED = re.compile(
    rf"(?i:\bj(?:e )?(?:m['’ ]?|me )(?:appel+e?|nomme|prenomme|prénomme)|\bmon (?:pr[eé])?nom(?: est| c['’ ]?est| c| :|:)"
    rf"|\bpr[eé]nom ?:|\bon m['’]appelle|\bappel+e[zs]?[- ]moi) (?:{_NAMED}(?: {_NAMED})*|{_WORD})"
)
# « moi c'est Lou », « merci, Lou », « Lou, 17 ans »: a name if it looks like one.
_MAYBE = re.compile(
    rf"(?P<before>(?i:\bmoi,? c(?:['’ ]?est)? (?:moi )?|\bici (?:c['’]est )?|\b(?:merci|cordialement|bonne journ[eé]e),? ))"
    rf"(?P<name>{_WORD})"
    rf"|(?:^|(?i:\b(?:bonjour|bonsoir|salut|coucou|hello)[ ,!]+))(?P<first>{_WORD})(?= ici\b|,? \d\d ans\b)"
)


@cache
def _answers() -> dict[str, frozenset[str]]:
    """The words that mean an option, and the questions they answer."""
    found: dict[str, set[str]] = {}
    for name, question in questions().items():
        for option in question.options:
            for word in option.words:
                found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@cache
def _described() -> re.Pattern[str]:
    words = "|".join(sorted(wording()["oneself"]["described"], key=len, reverse=True))
    return re.compile(
        rf"(?<!\bqui )\b(?:suis|est|sont|etais|etait|ete|es|sens|reste|deviens|reconnue?) (?:\w+ ){{0,2}}?(?:{words})\b"
        r"|\b(?:ai|a|avec|avais) (?:un |une |mon |ma |son |sa )(?:\w+ )?(?:handicap|autisme|maladie)\b"
        r"|\b(?:1[3-9]|[2-9]\d) ans\b"  # an age: no training is that long
        r"|\b(?:mon|ma|son|sa) (?:handicap|autisme|maladie)\b|\b(?:suis|est) en situation de handicap\b"
    )


def without_name(said: str, asked: str | None = None) -> str:
    """`said` without the name that the person gives themselves; `asked` is the question that it may answer."""

    def kept(match: re.Match[str]) -> str:
        name = match["name"] or match["first"]
        alone = not said.replace(match.group(), "").strip(" .!")
        return " " if _is_name(name, asked if alone else None) else match.group()

    return _MAYBE.sub(kept, _INTRODUCED.sub(" ", said))


def _is_name(word: str, asked: str | None) -> bool:
    folded = fold_text(word)
    answers = _answers().get(folded, frozenset())
    if folded in wording()["oneself"]["given_names"]:
        # « moi c'est manuel » and no more answers the question on tastes.
        return word[0].isupper() or asked not in answers
    return re.fullmatch(_NAMED, word) is not None and not answers


def without_oneself(text: str) -> str:
    """A prepared `text` without the family, the age, the health and the origin of the person."""
    return _described().sub(" ", _LEISURE.sub(" ", _OWN.sub(" ", text)))
