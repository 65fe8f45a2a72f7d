"""Two requests in one message: what else is asked beside the main subject."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.subjects import subject_of_intent

Ranking = list[tuple[str, float]]

# Where a second request may begin: after a sentence, or at a linking word followed by a question word.
_CUT = re.compile(
    r"[.!?;\n]+|,?\s+(?:et|puis|ou|mais|sinon|aussi|ensuite)\s+(?=(?:aussi\s+)?(?:c|combien|comment|est|il|ou|où|qu|"
    r"quand|quel|ya|y\s|on|je|la|le|les|dans|pour|faut|fo)\w*)",
    re.IGNORECASE,
)
# What is politeness rather than a request.
_SMALL_TALK = frozenset({"greet", "thanks", "goodbye", "yes", "no", "gibberish", "help"})
_SURE = 0.6


def also(text: str, ranking: Ranking, rank: Callable[[list[str]], list[Ranking]]) -> list[str]:
    """The subjects, other than the main one, that a part of `text` asks about with confidence.

    `text` is delexicalised, `ranking` is its own ranking and `rank` ranks other texts.
    """
    parts = [part.strip() for part in _CUT.split(text) if part and len(part.split()) >= 2]
    if len(parts) < 2:
        return []
    known = subject_of_intent()
    main = known.get(ranking[0][0])
    found: list[str] = []
    for candidates in rank(parts):
        intent, confidence = candidates[0]
        subject = known.get(intent)
        if confidence < _SURE or subject is None or subject == main or subject in found:
            continue
        if subject in _SMALL_TALK or intent.startswith("follow_up"):
            continue
        found.append(subject)
    return found
