"""Two requests in one message: which comes first, and what else is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.subjects import subject_of_intent

Ranking = list[tuple[str, float]]

# Where another request may begin: a sentence, a clause, an addition.
_CUT = re.compile(
    r"[.!?;:\n]+|,\s|\s\+\s|\s(?:et|puis|ensuite|sinon|mais|apres|ou)\s(?:aussi\s|puis\s|apres\s|sinon\s)?|\sau fait\s",
    re.IGNORECASE,
)
# What is politeness rather than a request; and what is no part of a message either, since it only makes sense whole.
_POLITENESS = frozenset({"greet", "thanks", "goodbye", "yes", "no", "gibberish", "help"})
_NO_REQUEST = _POLITENESS | {"compare_professions", "distress"}
_INSULT = "insult"
_SURE = 0.7
_DOUBTED = 0.5
# Two subjects that share the odds of a whole message are both asked.
_SHARED = 0.4
# A request told first leads if the whole message speaks of it too: else it is the setting of a story.
_SPOKEN_OF = 0.04
_MOST_PARTS = 4  # more is a story, read as a whole


# A greeting at the head of a message says nothing of what is asked after it.
_GREETING = re.compile(
    r"^\W*(?:bonjour|bonsoir|bonjours|bjr|bsr|salut|slt|hello|hey|coucou|cc|wesh|wsh|yo)\b"
    r"(?:\s+(?:a tous|à tous|a vous|à vous|madame|monsieur|mme|mr|et merci))?[\s,.!;:-]*",
    re.IGNORECASE,
)


def after_greeting(text: str) -> str:
    """`text` without the greeting it begins with, when at least two words follow it."""
    rest = _GREETING.sub("", text, count=1)
    return rest if len(rest.split()) >= 2 else text


@dataclass(frozen=True)
class Requests:
    """What a message asks: the intent that leads, how sure of it we are, and the subjects that follow it."""

    intent: str
    confidence: float
    also: tuple[str, ...]


def requests(text: str, ranking: Ranking, rank: Callable[[list[str]], list[Ranking]]) -> Requests:
    """The requests of `text`, in order. `ranking` is that of the whole text; `rank` ranks other texts.

    When a message holds two requests, the first leads (`subjects.md` of the contract).
    """
    main, confidence = ranking[0]
    known = subject_of_intent()
    shared = [
        known[intent] for intent, odds in ranking[1:2] if odds >= _SHARED and known[intent] not in _NO_REQUEST
    ]
    if shared and known[main] not in _NO_REQUEST:
        confidence += ranking[1][1]
    parts = [part.strip() for part in _CUT.split(text) if part and len(part.split()) >= 2]
    if not 2 <= len(parts) <= _MOST_PARTS:
        return Requests(main, confidence, tuple(shared))
    asked: list[str] = []
    sure: dict[str, float] = {}
    for candidates in rank(parts):
        intent, odds_of_part = candidates[0]
        subject = known.get(intent)
        if (
            odds_of_part < _SURE
            or subject is None
            or subject in _NO_REQUEST
            or intent.startswith("follow_up")
        ):
            continue
        if subject not in (known[seen] for seen in asked):
            asked.append(intent)
            sure[intent] = odds_of_part
    others = [intent for intent in asked if known[intent] != _INSULT]
    if known.get(main) == _INSULT and others:
        # An insult with a request is the request.
        return Requests(others[0], sure[others[0]], (*(known[intent] for intent in others[1:]), _INSULT))
    if others and (confidence < _DOUBTED or known[main] in _POLITENESS):
        # The whole is in doubt, or politeness: a part of it is neither.
        main, confidence = others[0], sure[others[0]]
    led_by = {known[intent] for intent in asked}
    if known.get(main) in led_by and known.get(main) != _INSULT:
        odds = dict(ranking)
        leading = next(
            intent for intent in others if known[intent] == known[main] or odds.get(intent, 0.0) >= _SPOKEN_OF
        )
        main = main if known[leading] == known[main] else leading
    also = dict.fromkeys([*(known[intent] for intent in asked), *shared])
    return Requests(
        main,
        max(confidence, sure.get(main, 0.0)),
        tuple(subject for subject in also if subject != known.get(main)),
    )
