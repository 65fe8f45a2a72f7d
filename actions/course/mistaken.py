"""A message taken for a detail of an event, when the talk has left the events: its next likeliest reading."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.pointed_back import that_one
from actions.words.wording import says_rank
from bot.french.normalise import normalise
from bot.subjects import subject_of_intent, subjects

_OF_EVENTS = frozenset(
    {"event_search", "event_detail", "reminder", "follow_up_place", "follow_up_date", "help_choose", None}
    | {"training_search", "compare_professions"}  # whose lists are pointed at too
)
_SEARCHED = frozenset({"event_search", "event_detail", "reminder", "training_search", None})
_EVENT = re.compile(
    r"\b(?:rencontr\w+|evenements?|forums?|salons?|portes? ouvertes?|jpo|datings?|visites?|reunions?|webinaires?|inscri\w+"
    r"|venir|viens?|vient|adresse|parking|gratuit\w*|entree|stand|ateliers?|date|horaires?|heure|quel jour|c.est ou"
    r"|rappel\w*|place|premier|premiere|deuxieme|seconde?|troisieme|dernier|derniere|celui|celle|[123]e)\b"
)
_LEAST = 0.02  # confidence from which another reading is worth an answer
_NO_READING = frozenset(
    {"greet", "thanks", "goodbye", "yes", "no", "insult", "distress", "gibberish", "out_of_scope"}
)


# « que lui conseiller ? » asks what to tell somebody, and nobody to talk to.
_WHAT_TO_ADVISE = re.compile(
    r"\b(?:que|quoi) (?:lui|leur|nous|me)? ?conseill\w+|\b(?:lui|leur|me|nous) conseill\w+ quoi\b"
    r"|\bquels? (?:metiers?|pistes?|voies?|formations?|etudes?)\b.{0,20}\bconseill\w+"
)


def asks_what_to_advise(turn: Turn) -> bool:
    """Whether a message taken for the wish to reach somebody only asks what to advise."""
    return turn.intent == "human" and _WHAT_TO_ADVISE.search(normalise(turn.text)) is not None


def meant_not_a_person(turn: Turn) -> str | None:
    """The next likeliest subject of a message that only asks what to advise; None when a person may be wanted."""
    if turn.in_form or turn.text.startswith("/") or not asks_what_to_advise(turn):
        return None
    found = _next_reading(turn)
    return "profession_info" if found == "did_you_mean" else found


def meant_not_of_an_event(turn: Turn) -> str | None:
    """The subject to answer about in place of an event's details; None when those may well be meant."""
    if turn.intent != "event_detail" or turn.text.startswith("/") or turn.in_form:
        return None
    # Of nothing that was listed no rank can point at an event: « le premier, il faut quoi pour y entrer ? ».
    nothing = turn.known("last_subject") not in _SEARCHED and not turn.known("last_list")
    # « celui-là, on voit des patients ? », of the trade named just before.
    if not ((nothing and says_rank(turn.text)) or that_one(turn)) and (
        turn.known("last_subject") in _OF_EVENTS or _EVENT.search(normalise(turn.text))
    ):
        return None
    return _next_reading(turn)


def _next_reading(turn: Turn) -> str:
    known = subject_of_intent()
    for entry in (turn.message.get("intent_ranking") or [])[1:4]:
        subject = known.get(entry["name"])
        if (
            subject in subjects()
            and subject not in _NO_READING | _OF_EVENTS
            and entry["confidence"] >= _LEAST
        ):
            return subject
    return "did_you_mean"
