"""Where an event is to take place: « visiter une crèche », « non, plutôt un foyer » after one in an Ehpad."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise

# The words by which an event tells that it is there, and how the place is called.
_WORKPLACES = {
    "crèche": re.compile(r"\bcreches?\b"),
    "Ehpad": re.compile(r"\behpads?\b|\bmaisons? de retraite\b"),
    "hôpital": re.compile(r"\bhopita(?:l|ux)\b|\bhosto\b"),
    "foyer": re.compile(r"\bfoyers?\b"),
    "IME": re.compile(r"\bime\b"),
}
_SEEN = re.compile(r"\b(?:visit\w*|voir|decouvr\w*|aller|journee|passer|immersion)\b")
_ASIDE = re.compile(
    r"\b(?:pas|plus|laisse\w* tomber|oublie\w*|sauf|ni)\b(?: (?:l.|les?|la|une?|d.|des|de|en|dans))*\W*$"
)
_RATHER = re.compile(
    r"^(?:non|bon|ok|et|ou|mais|en fait|finalement|alors|sinon|du coup|laisse\w* tomber|oublie\w*|pas|,| |l."
    r"|les?|la|d.|des?|une?|en|dans"
    r"|ehpads?|maisons? de retraite|hopita\w+|creches?|foyers?|ime)*"
    r"\b(?:plutot|sinon|et|ou|pour|si possible)\b(?: (?:dans|en|a|pour|une?|des|les?|la|l.|au))*"
    r" (?:creches?|ehpads?|maisons? de retraite|hopita(?:l|ux)|foyers?|ime)\b.{0,12}$"
)


def workplace_wanted(text: str) -> str | None:
    """The kind of place where `text` wants an event to be; None when it names none, or only sets one aside."""
    said = normalise(text)
    for name, words in _WORKPLACES.items():
        for found in words.finditer(said):
            if not _ASIDE.search(said[: found.start()]):
                return name
    return None


def of_a_visit(turn: Turn) -> str | None:
    """The place that is to be seen: the message asks for a visit, or puts one place instead of another."""
    said = normalise(turn.text)
    return workplace_wanted(turn.text) if _SEEN.search(said) or _RATHER.search(said) else None


def another_workplace(turn: Turn) -> bool:
    """Whether the message only puts one place of work instead of the one an event was looked for in."""
    said = normalise(turn.text)
    return (
        turn.known("last_subject") in ("event_search", "event_detail")
        and _RATHER.search(said) is not None
        and workplace_wanted(turn.text) is not None
    )
