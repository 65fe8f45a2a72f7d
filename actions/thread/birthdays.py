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


def leave_dates_of_a_life(turn: Turn) -> None:
    """Forget the date of a birthday, a paper, a licence to come, the end of a contract: no later search is made for it."""
    if turn.text.startswith("/") or not turn.said("date"):
        return
    said = normalise(turn.text)
    of_a_life = _OF_A_LIFE.search(said) or (turn.intent not in _SEARCHES and _MILESTONE.search(said))
    if not of_a_life or _LOOKED_FOR.search(said):
        return
    turn.entities = [one for one in turn.entities if one.get("entity") != "date"]
    turn.remember("date", None)
