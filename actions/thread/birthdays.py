"""« Il aura 15 ans en février », « mon titre expire en janvier »: a date of a life, when nothing is looked for."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise

_OF_A_LIFE = re.compile(
    r"\b(?:aura|aurai|aurait|auras|fete\w*|fera|ferai|passe|vais avoir|va avoir) (?:deja |bientot |que )?(?:ses |mes |ces )?"
    r"\d\d(?: ans)?\b.{0,12}\b(?:en|le|au|fin|debut|mi|a la|dans|cet|cette|l)\b"
    r"|\b(?:mes|ses) \d\d ans\b.{0,8}\b(?:en|le|au|fin|debut|mi|dans)\b|\banniversaire\b|\bnee? (?:en|le)\b"
    r"|\b(?:titre|carte|visa|recepisse|permis|rqth|agrement|bail|passeport)\b.{0,30}\b(?:expir\w*|perim\w*|finit|se termine"
    r"|arrive a (?:echeance|expiration)|jusqu)"
)
# « pas encore le permis, je l'ai dans six mois », « mon CDD finit en mars »: when something of a life comes or ends.
_MILESTONE = re.compile(
    r"\b(?:permis|code|bac|brevet|diplome|cdd|contrat|preavis|chomage|conge\w*|bail|interim|accouch\w*|operation|retraite"
    r"|demenag\w*|majeure?|majorite|18 ans)\b.{0,30}\b(?:dans|d.ici|en|fin|debut|mi|le|jusqu\w*|au mois)\b"
)
_SEARCHES = frozenset(
    {"event_search", "training_search", "event_detail", "reminder", "follow_up_date", "immersion"}
)
# What is looked for at that time, all the same.
_LOOKED_FOR = re.compile(
    r"\b(?:formations?|rentree|session|portes? ouvertes?|jpo|salons?|forums?|reunions?|rencontres?|stages?|commenc\w*"
    r"|debut\w*|inscri\w*)\b"
)


# What one does at some time: « je rends mon paquetage cet hiver », « on déménage en juin ».
_ONE_DOES = re.compile(
    r"\b(?:je|j|on|nous|mon mari|ma femme)\b.{0,12}?\b(?:rend\w*|quitt\w+|fini\w*|termin\w+|raccroch\w+|arret\w+|lach\w+"
    r"|demenag\w+|sors|sort|perd\w*|demission\w*|pars|part|partons|reprend\w*|repren\w*|accouch\w*|mari\w+|emmenag\w+|rentr\w+|divorc\w*)\b"
)
# Subjects under which nothing is looked for at a time.
_OF_NO_TIME = frozenset(
    {
        "career_change",
        "help_choose",
        "profession_progression",
        "profession_info",
        "doubts",
        "training_cost",
        "cpf",
        "vae",
    }
    | {
        "human",
        "pay",
        "job_offers",
        "training_path",
        "foreign_diploma",
        "profession_qualities",
        "compare_professions",
    }
)
_TOLD = 6  # words
_SENTENCE_ENDS = re.compile(r"(?<=[.?!;\n])\s*")


def _of_what_one_does(turn: Turn) -> bool:
    """Whether every date stands in a sentence, or a message, that only tells what one does then, and looks for nothing."""
    dates = [one for one in turn.entities if one.get("entity") == "date"]
    return all(_tells(turn, int(one.get("start") or 0)) for one in dates)


def _tells(turn: Turn, at: int) -> bool:
    ends = [0, *(found.end() for found in _SENTENCE_ENDS.finditer(turn.typed)), len(turn.typed)]
    start = max(end for end in ends if end <= at)
    sentence = turn.typed[start : min((end for end in ends if end > at), default=len(turn.typed))]
    said = normalise(sentence)
    if "?" in sentence or _LOOKED_FOR.search(said):
        return False
    # Alone, it may well be an answer: « on déménage en juin ».
    apart = len(sentence.split()) < len(turn.typed.split()) and _ONE_DOES.search(said) is not None
    if len(turn.typed.split()) < _TOLD:
        return False
    return apart or (turn.intent in _OF_NO_TIME and turn.known("last_subject") not in _SEARCHES)


def leave_dates_of_a_life(turn: Turn) -> None:
    """Forget the date of a birthday, a paper, a licence to come, the end of a contract: no later search is made for it."""
    if turn.text.startswith("/") or not turn.said("date"):
        return
    if turn.intent != "follow_up_date" and _of_what_one_does(turn):
        turn.remember("date", None)
        return
    said = normalise(turn.text)
    of_a_life = _OF_A_LIFE.search(said) or (turn.intent not in _SEARCHES and _MILESTONE.search(said))
    if not of_a_life or _LOOKED_FOR.search(said):
        return
    turn.entities = [one for one in turn.entities if one.get("entity") != "date"]
    turn.remember("date", None)
