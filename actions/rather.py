"""« Pas un job dating, une formation »: the one of the two that is wanted, when the message sets the other aside."""

from __future__ import annotations

import re

from actions.turn import Turn
from bot.french.normalise import normalise

_EVENTS = r"(?:job ?datings?|salons?|forums?|portes? ouvertes?|jpo|rencontres?|evenements?|reunions?)"
_TRAININGS = r"(?:formations?|ecoles?|instituts?|ifsi|ifas)"
_NOT = r"\b(?:pas|plus|veux pas|cherche pas) (?:d.|de |des |un |une |les |la |le |l.)?"
# The thing set aside, then what is wanted instead; a full stop between them makes two requests of it.
_SAYS = {
    "training_search": re.compile(
        rf"{_NOT}{_EVENTS}\b[^.?!]*?(?:,| mais| plutot| je (?:veux|cherche)) .*\b{_TRAININGS}\b"
    ),
    "event_search": re.compile(
        rf"{_NOT}{_TRAININGS}\b[^.?!]*?(?:,| mais| plutot| je (?:veux|cherche)) .*\b{_EVENTS}\b"
    ),
}


def wanted_instead(turn: Turn) -> str | None:
    """`training_search` or `event_search` when the message wants the one and not the other; else None."""
    if turn.intent not in _SAYS or turn.text.startswith("/"):
        return None
    said = normalise(turn.text)
    return next((subject for subject, pattern in _SAYS.items() if pattern.search(said)), None)
