"""« Pas un job dating, une formation »: the one of the two that is wanted, when the message sets the other aside."""

from __future__ import annotations

import re

from actions.talk.own_subject import set_aside
from actions.talk.turn import Turn
from actions.thread.corrected import meant_rather
from actions.thread.refused_beside import wanted_beside
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


# The intents of the schemes that a message may set aside.
_SCHEMES = {"vae": "vae", "cpf": "cpf", "apprentissage": "apprenticeship", "alternance": "apprenticeship"}
# « et pas en apprentissage non plus »: the ways in are asked, without that one.
_REFUSES = re.compile(
    r"^(?:et |mais |non |ni )*pas (?:en |par |de |d.|l.|la |le )*(apprentissage|alternance|vae|cpf)\b"
)
_A_TRAINING = re.compile(
    rf"\b(?:une?|des|quelle?s?) (?:\w+ )?{_TRAININGS}\b|\b{_TRAININGS} (?:courte|rapide|pres)"
)


def wanted_instead(turn: Turn) -> str | None:
    """`training_search` or `event_search` when the message wants the one and not the other; else None.

    When it set a trade aside, what it asks of the other one.
    « plus rapide que la VAE, une formation courte ? » wants a training, whatever scheme it names.
    """
    if turn.text.startswith("/"):
        return None
    if beside := wanted_beside(turn):
        return beside
    said = normalise(turn.text)
    aside = set_aside(said)
    if aside and _SCHEMES.get(aside) == turn.intent and _A_TRAINING.search(said):
        return "training_search" if turn.said("place") else "training_path"
    if turn.profession and "?" not in said and (refused := _REFUSES.search(said)):
        return "training_path" if _SCHEMES[refused[1]] == turn.intent else None
    if turn.intent not in _SAYS:
        return meant_rather(turn)
    return next(
        (subject for subject, pattern in _SAYS.items() if pattern.search(said)), None
    ) or meant_rather(turn)
