"""The trades weighed against each other: « les trois », « chacun », « et les deux autres ? » ask one thing of all."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.words.wording import says_rank
from bot.catalogue.orientation import is_proposed
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise

_RECENT = 8  # messages in which the trades weighed were named together
_FEWEST, _MOST = 2, 3
_FEW = 8  # words
# « les trois ans », « les deux mois » count time.
_NO_TIME = (
    r"(?! (?:ans?|annees?|mois|semaines?|jours?|heures?|fois|premiers?|premieres?|derniers?|dernieres?)\b)"
)
_THREE = re.compile(rf"\b(?:les|des|ces|toute?s|pour|entre) (?:les )?(?:trois|3)\b{_NO_TIME}")
_TWO = re.compile(
    rf"\b(?:les|des|ces|toutes|tous|pour|entre) (?:les )?(?:deux|2)\b{_NO_TIME}|\bl.?une? (?:et|ou|comme) l.?autre\b"
)
_EACH = re.compile(
    r"\bchacune?s?\b|\bpour chaque\b(?! (?:an|annee|mois|jour|semaine|ecole|stage|heure))|\bchaque metier\b"
    r"|\bpour (?:eux )?(?:tous|toutes)\b(?! (?:les|mes|ces))"
)
_OTHERS = re.compile(
    r"\b(?:les|des|aux|pour) (?:deux |2 )?autres?\b(?: metiers?)?(?! \w*(?:ecoles?|aides?|formations?))"
)


def says_all(said: str) -> bool:
    """Whether `said` asks of all the trades weighed: « les trois », « chacune », « les deux »."""
    return any(pattern.search(said) for pattern in (_THREE, _TWO, _EACH))


def says_others(said: str) -> bool:
    """Whether `said` speaks of the trades weighed that were not told yet: « et les deux autres ? »."""
    return _OTHERS.search(said) is not None


def weighed(turn: Turn) -> list[str]:
    """The trades meant by « les trois », « chacun » or « les autres »; nothing when nothing fits."""
    said = normalise(turn.text)
    if says_others(said):
        return _others(turn)
    if not says_all(said):
        return _just_proposed(turn, said)
    number = _MOST if _THREE.search(said) else _FEWEST if _TWO.search(said) else None
    return _together(turn, number)


def _just_proposed(turn: Turn, said: str) -> list[str]:
    """The trades proposed just before, of which a few words ask something: « et sans le bac ? »."""
    few = len(said.split()) <= _FEW and ("?" in turn.text or said.startswith("et "))
    if not (few and turn.known("proposals_shown")) or turn.trades_named or says_rank(turn.text):
        return []
    listed = [str(slug) for slug in turn.known("last_list") or []][-_MOST:]
    return listed if len(listed) >= _FEWEST and is_proposed(listed) else []


def _others(turn: Turn) -> list[str]:
    """The three or two weighed but the one that was told last; those that the message names, when it names them."""
    if len(turn.said("profession")) >= _FEWEST:
        return [str(slug) for slug in turn.said("profession")]
    told = {turn.profession, *turn.said("profession")}
    left = [slug for slug in _together(turn, _MOST) if slug not in told]
    return left if len(left) == _FEWEST else []


def _together(turn: Turn, number: int | None) -> list[str]:
    """The trades last set side by side, `number` of them: listed by us, else named in one message; any number when None."""
    listed = [str(slug) for slug in turn.known("last_list") or []]
    named = (
        [str(one.value) for one in find_terms(text) if one.entity == "profession"]
        for text in turn.earlier[:_RECENT]
    )
    for found in (listed, *named):
        slugs = list(dict.fromkeys(found))
        right = len(slugs) == number if number else _FEWEST <= len(slugs) <= _MOST
        if right and turn.trades_named <= set(slugs):
            return slugs
    return []
