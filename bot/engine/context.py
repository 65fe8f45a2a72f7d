"""A short message in its conversation: what was spoken of says much of what « et c'est dur ? » is about."""

from __future__ import annotations

from bot.subjects import IN_PASSING, subject_of_intent

# Intents with their odds, the likeliest first.
Ranking = list[tuple[str, float]]

# The key of a message's metadata that names the subject spoken of before it.
SPOKEN_OF = "spoken_of"

# Chosen on 344 turns of held-out conversations: 91.0 % of their subjects are right without, 93.0 % with (docs/language.md).
_SHORT = 8  # words; a longer message says by itself what it is about
_OUTSIDE = 0.3  # what a short message in the midst of our subjects is seldom about
_OF_US = 0.5  # what is asked of the assistant itself
_OF_AN_EVENT = 0.1  # what is asked of one of a list, where none was shown
_THE_SAME = 4.0  # the subject that goes on

# After these a list stands on the screen, and « la première » points at it.
_LISTED = frozenset(
    {
        "event_search",
        "event_detail",
        "reminder",
        "training_search",
        "immersion",
        "help_choose",
        "compare_professions",
    }
)


def in_context(ranking: Ranking, text: str, spoken_of: str | None) -> Ranking:
    """`ranking` of a normalised `text`, weighed by the subject `spoken_of` before it; as it is for a long message."""
    if not spoken_of or spoken_of in IN_PASSING or len(text.split()) > _SHORT:
        return ranking
    known = subject_of_intent()
    weighed = [(name, odds * _weight(known[name], spoken_of)) for name, odds in ranking]
    total = sum(odds for _, odds in weighed) or 1.0
    return sorted(((name, odds / total) for name, odds in weighed), key=lambda entry: -entry[1])


def _weight(subject: str, spoken_of: str) -> float:
    if subject == spoken_of and subject != "help_choose":  # one who chose is not asked to choose again
        return _THE_SAME
    if subject in ("out_of_scope", "gibberish"):
        return _OUTSIDE
    if subject in ("help", "identity"):
        return _OF_US
    if subject in ("event_detail", "reminder") and spoken_of not in _LISTED:
        return _OF_AN_EVENT
    return 1.0
