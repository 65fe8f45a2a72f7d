"""Few words that seem to tell of distress: believed when one of them is learnt from it, or when they are very like it.

« il est jeune », « écouter, je pense » are like nothing we know: what most « je » and « il » come with would win there, and
a person who answers a question would be given the number of a helpline. Words of danger are found elsewhere
(`bot.french.safety`) and need no such proof.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from bot.french.normalise import words

DISTRESS = "distress"

# Chosen on 100 harmless lines of a few words and the held-out messages of distress (docs/language.md).
_SHORT = 8  # words; a longer message says enough by itself
_CUE, _STRONG = 2.0, 3.0  # log odds from which a word tells of distress, and tells it by itself
_LIKE, _VERY_LIKE = 0.0, 1.8  # scores asked for beside a cue, and without any
_SEEN = 3  # messages of distress in which a cue is met


def cues_of(texts: Iterable[str], intents: Iterable[str]) -> dict[str, float]:
    """The words met far more often in distress than elsewhere, each with the logarithm of how much more."""
    told: Counter[str] = Counter()
    others: Counter[str] = Counter()
    of_distress = of_others = 1
    for text, intent in zip(texts, intents, strict=True):
        if intent == DISTRESS:
            told.update(set(words(text)))
            of_distress += 1
        else:
            others.update(set(words(text)))
            of_others += 1
    odds = {
        word: math.log((count + 0.2) / of_distress) - math.log((others[word] + 0.2) / of_others)
        for word, count in told.items()
        if count >= _SEEN
    }
    return {word: round(value, 2) for word, value in odds.items() if value >= _CUE}


def alarming(text: str, score: float, cues: Mapping[str, float]) -> bool:
    """Whether the normalised `text`, most like distress at `score` (0 on the border of what was learnt), tells of it."""
    said = words(text)
    if len(said) > _SHORT:
        return True
    strongest = max((cues.get(word, 0.0) for word in said), default=0.0)
    if strongest >= _STRONG:
        return True
    return score >= (_LIKE if strongest >= _CUE else _VERY_LIKE)
