"""From which score a narrow answer that the engine chose is given: what the actions act upon and the evaluation counts."""

from __future__ import annotations

from typing import NamedTuple

# Before the patterns of `data/points` are tried, and after none was found. Chosen on the held-out questions of
# tests/language/narrow (docs/language.md).
SURE, LIKELY = 0.6, -0.1
# What the message is otherwise taken for tells as well. Where that is in doubt, a narrow answer that is a little less
# likely is right (it is given to one of the 219 held-out questions that ask for none); where the message is plainly about
# another subject, the answer must be surer.
_DOUBT, _PLAIN = 0.5, 0.8  # confidence in the intent
_IN_DOUBT, _AGAINST = -0.2, 0.3


class Asked(NamedTuple):
    """What a text asks for: its likeliest intent with how sure it is, and narrow answers with scores, the best first."""

    intent: str
    confidence: float
    answers: list[tuple[str, float]]


def likely_when(confidence: float, agrees: bool) -> float:
    """The score from which a narrow answer is likely for a message whose intent has this `confidence`.

    `agrees` tells whether the answer is about the subject of that intent.
    """
    if confidence < _DOUBT:
        return LIKELY + _IN_DOUBT
    return LIKELY + (_AGAINST if confidence >= _PLAIN and not agrees else 0.0)
