"""A short message in its conversation: what was spoken of says much of what « et c'est dur ? » is about.

How often each subject follows another is counted in the talks of `data/talks`, written turn after turn as people say them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from bot.settings import ROOT
from bot.subjects import IN_PASSING, subject_of_intent, subjects

# Intents with their odds, the likeliest first.
Ranking = list[tuple[str, float]]

# The key of a message's metadata that names the subject spoken of before it.
SPOKEN_OF = "spoken_of"

_FILES = ROOT / "data" / "talks"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Chosen on seven sets of held-out conversations, of which two had not been read by who chose (docs/adr/0021).
_SHORT = 14  # words; a longer message says by itself what it is about
_ANY = 20.0  # turns that count for a subject beside those seen after it: what follows any subject
_COMMON = 0.8  # how much it counts that a subject is common or rare in the middle of talks
_SURER = 1.5  # power of the odds: of those in doubt without it, two in three are right
# Who answers the questions that help to choose is read by these; what is said beside them is no wish to choose again.
_ASKED_BY_US = "help_choose"
# Whatever was spoken of, these stay as likely as their words say: danger, and what is rare but told by words of its own.
_NEVER_LESS = frozenset(
    {"distress", "disability", "foreign_diploma", "men_in_care"}
    | {"segur", "vae", "cpf", "parcoursup", "apprenticeship"}
)


class Follows:
    """How much likelier, or less, each subject is in a talk than by its words alone, after each subject spoken of."""

    def __init__(self, weights: dict[str, dict[str, float]]) -> None:
        """`weights`: for each subject spoken of, the factor of the odds of each subject."""
        self._weights = weights

    def weigh(self, ranking: Ranking, text: str, spoken_of: str | None) -> Ranking:
        """`ranking` of a normalised `text` after the subject `spoken_of`; as it is for a long message or at the start."""
        weights = self._weights.get(spoken_of or "")
        if weights is None or len(text.split()) > _SHORT:
            return ranking
        known = subject_of_intent()
        weighed = [(name, (odds * weights[known[name]]) ** _SURER) for name, odds in ranking]
        total = sum(odds for _, odds in weighed) or 1.0
        return sorted(((name, odds / total) for name, odds in weighed), key=lambda entry: -entry[1])

    def described(self) -> dict[str, dict[str, float]]:
        """What is stored as plain data."""
        return self._weights


def learn_follows(talks: Iterable[Sequence[str]]) -> Follows:
    """Count what comes after each subject in `talks`, one subject a turn; what is said in passing leaves it spoken of."""
    after: dict[str, Counter[str]] = {slug: Counter() for slug in subjects() if slug not in IN_PASSING}
    for talk in talks:
        spoken_of = None
        for subject in talk:
            if spoken_of:
                after[spoken_of][subject] += 1
            spoken_of = spoken_of if subject in IN_PASSING else subject
    common = Counter[str]()
    for counts in after.values():
        common.update(counts)
    if not common:
        return Follows({})
    share = {slug: (common[slug] + 1) / (common.total() + len(subjects())) for slug in subjects()}
    weights = {spoken_of: _factors(counts, share) for spoken_of, counts in after.items()}
    weights[_ASKED_BY_US][_ASKED_BY_US] = min(weights[_ASKED_BY_US][_ASKED_BY_US], 1.0)
    return Follows(weights)


def _factors(counts: Counter[str], share: dict[str, float]) -> dict[str, float]:
    """The factor of each subject after one that `counts` follow, 1 on average over what is said in talks."""
    seen = counts.total() + _ANY
    factors = {
        slug: (counts[slug] + _ANY * usual) / seen / usual * usual**_COMMON for slug, usual in share.items()
    }
    mean = sum(factors[slug] * usual for slug, usual in share.items())
    return {
        slug: round(max(factor / mean, 1.0 if slug in _NEVER_LESS else 0.0), 4)
        for slug, factor in factors.items()
    }


def written_talks() -> list[list[str]]:
    """The subjects of the turns of each talk of `data/talks`. Raises KeyError for a turn without subject."""
    files = [yaml.load(path.read_text("utf-8"), _LOADER) for path in sorted(_FILES.glob("*.yml"))]  # noqa: S506
    return [[turn["subject"] for turn in talk] for file in files for talk in file["talks"]]
