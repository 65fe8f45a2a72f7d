"""« Et l'auxiliaire ? » just after the auxiliaire de puériculture: of the trades a word may mean, the one spoken of."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise

_RECENT = 6  # messages
# « auxi », said by who spoke of babies.
_OF_BABIES = re.compile(
    r"\b(?:bebes?|bb|creches?|tout.?petits|petite enfance|nourrissons?|maternite|puer\w*)\b"
)
_WITH_BABIES = frozenset(
    {"auxiliaire-de-puericulture", "educateur-de-jeunes-enfants", "infirmier-puericulteur"}
)
# « il peut commencer comme auxiliaire ? », after ambulancier: the assistant of that trade.
_AUXILIARY_OF = dict.fromkeys(("ambulancier", "auxiliaire-ambulancier"), "auxiliaire-ambulancier")
_CREWS = ("ambulancier", "auxiliaire-ambulancier")
# « je préfère le diplômé », of the two who ride in an ambulance.
_WITH_DIPLOMA = re.compile(
    r"\b(?:le|la|les|un|une|celui|celle|plutot|etre|version) (?:vrai |poste )?diplomee?s?\b"
    r"|\b(?:celui|celle) (?:qui a|avec) (?:le|un) diplome\b"
)
_TRADES = frozenset({"profession", "profession_current"})
# « anesthésiste ? », said of what a nurse may become; by itself it is the physician.
_PHYSICIAN, _NURSE, _NURSES = "anesthesiste", "infirmier-anesthesiste", "infirmier"
_PHYSICIAN_NAMED = re.compile(r"\b(?:medecins?|docteur\w*|reanimat\w+|internat)\b")


def keep_meaning(turn: Turn) -> None:
    """Take a word of several trades for the one of them that the talk is about, when it is not about the usual one."""
    told = turn.remembered.get("profession") or turn.previous_profession
    _keep_the_diplomed(turn)
    _keep_the_nurse(turn)
    before = [told, *(turn.known("last_list") or [])]
    for found in turn.entities:
        meanings = found.get("alternatives") or []
        if found.get("entity") not in _TRADES or not meanings or found["value"] in before:
            continue
        auxiliary = str(found.get("text") or "").lower().startswith("auxi")
        meant = next((slug for slug in before if slug in meanings), None)
        meant = meant or (_AUXILIARY_OF.get(str(told)) if auxiliary else None)
        if meant is None and found["value"] not in _WITH_BABIES and _speaks_of_babies(turn):
            meant = next((slug for slug in meanings if slug in _WITH_BABIES), None)
        if meant is None:
            continue
        usual, found["value"] = found["value"], meant
        found["alternatives"] = []
        if turn.known("profession") == usual:
            turn.remember("profession", meant)


def _keep_the_diplomed(turn: Turn) -> None:
    """« je préfère le diplômé », after both who ride in an ambulance were spoken of: that one alone."""
    spoken_of = {turn.profession, turn.previous_profession, *(turn.known("last_list") or [])}
    both_named = "auxi" in turn.text.lower()
    if spoken_of.isdisjoint(_CREWS) or turn.professions or both_named:
        return
    if _WITH_DIPLOMA.search(normalise(turn.text)):
        turn.remember("profession", _CREWS[0])
        turn.remember("last_list", [_CREWS[0]])


def _keep_the_nurse(turn: Turn) -> None:
    """« Et anesthésiste ? », when nurses were spoken of lately: the nurse of that specialty."""
    if _PHYSICIAN not in turn.said("neighbour") or _PHYSICIAN_NAMED.search(normalise(turn.text)):
        return
    lately = (str(one.value) for text in turn.earlier[:_RECENT] for one in find_terms(text))
    if not any(slug.startswith(_NURSES) for slug in (*lately, *(turn.known("last_list") or []))):
        return
    for found in turn.entities:
        if found.get("entity") == "neighbour" and found["value"] == _PHYSICIAN:
            found.update(entity="profession", value=_NURSE)
            turn.remember("profession", _NURSE)


def _speaks_of_babies(turn: Turn) -> bool:
    """Whether babies were spoken of lately, or wanted."""
    texts = map(normalise, (turn.text, *turn.earlier[:_RECENT]))
    return any(_OF_BABIES.search(text) for text in texts)
