"""Helping to choose: professions ranked by what a person said, each with why and what speaks against it.

The profiles are data (`data/reference/orientation.yml`). Nothing here knows a person's gender, name, origin
or age: only answers to the questions count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from bot.catalogue.fit import JUDGES, is_ruled_out
from bot.catalogue.fit_taste import REFUSED
from bot.french.folding import fold_text
from bot.settings import ROOT

ANY = "any"
_BY_LENGTH = ("none", "short", "medium", "long")
_FILE = ROOT / "data" / "reference" / "orientation.yml"

_PUNCTUATION = re.compile(r"[.,;:!?()\s]+")


@dataclass(frozen=True)
class Option:
    """One answer to a question: `words` are folded words that mean it in free text."""

    value: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question of the form, asked of the `audiences` (of everyone when empty); `explain` says what is meant."""

    slot: str
    text: str
    explain: str
    audiences: tuple[str, ...]
    options: tuple[Option, ...]

    def read(self, said: str) -> str | None:
        """The value that the words `said` mean, None when they mean none."""
        if said in {option.value for option in self.options}:
            return said
        folded = f" {_PUNCTUATION.sub(' ', fold_text(said))} "
        meant = [
            (len(word), -position, option.value)
            for position, option in enumerate(self.options)
            for word in (fold_text(option.title), *option.words)
            if f" {word} " in folded
        ]
        # The longest words win: « pas le bac » before « bac ».
        return max(meant)[2] if meant else None


@dataclass(frozen=True)
class Proposal:
    """A profession that fits, with reasons and objections in French; `score` and `refused` only order proposals.

    `refused` counts what the person ruled out and the profession has all the same.
    """

    slug: str
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    refused: int = 0


@cache
def _described() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def questions() -> dict[str, Question]:
    """The questions by slot, in the order in which they are asked."""
    return {
        entry["slot"]: Question(
            entry["slot"],
            entry["text"],
            entry["explain"],
            tuple(entry.get("audiences", [])),
            tuple(
                Option(option["value"], option["title"], tuple(option.get("words", [])))
                for option in entry["options"]
            ),
        )
        for entry in _described()["questions"]
    }


def asked_of(audience: str | None) -> list[str]:
    """The names of the questions asked of `audience`, in order: six to nine."""
    return [
        name
        for name, question in questions().items()
        if not question.audiences or audience in question.audiences
    ]


def is_proposed(slugs: Sequence[str]) -> bool:
    """Whether `slugs` are professions that can be proposed, and not events or trainings."""
    return bool(slugs) and all(slug in _described()["profiles"] for slug in slugs)


def profile(slug: str) -> Mapping[str, Any]:
    """What the work and the way in of profession `slug` are like (see the file); empty when it has no profile."""
    found: Mapping[str, Any] = _described()["profiles"].get(slug, {})
    return found


def propose(
    answers: Mapping[str, str | None], without: tuple[str, ...] = (), most: int = 3
) -> list[Proposal]:
    """The professions that fit `answers` (slot → value) best, `without` those already refused."""
    ranked = [
        _judge(slug, profile, answers)
        for slug, profile in _described()["profiles"].items()
        if slug not in without and not is_ruled_out(slug, profile, answers)
    ]
    # What was refused comes after all that avoids it, however well it fits otherwise.
    # Between equals, the trades closest to people come first, those that suppose another post or diploma last.
    profiles = _described()["profiles"]
    ranked.sort(
        key=lambda proposal: (
            proposal.refused,
            -proposal.score,
            "requires" in profiles[proposal.slug],
            profiles[proposal.slug]["contact"] != "central",
            _BY_LENGTH.index(
                profiles[proposal.slug]["length"]
            ),  # what is soon learnt, where nothing else tells
            proposal.slug,
        )
    )
    return ranked[:most]


def judge(slug: str, answers: Mapping[str, str | None]) -> Proposal:
    """How profession `slug` fits `answers`. Raises KeyError for one that has no profile."""
    return _judge(slug, _described()["profiles"][slug], answers)


def long_studies() -> tuple[str, ...]:
    """The professions that ask for three years or more before one can practise."""
    return tuple(slug for slug, profile in _described()["profiles"].items() if profile["length"] == "long")


def far_off(skilled: bool = False) -> tuple[str, ...]:
    """The professions that come after another diploma, a post, or studies beyond the bac; the `skilled` have the craft."""
    return tuple(
        slug
        for slug, profile in _described()["profiles"].items()
        if ("requires" in profile and not (skilled and "métier manuel" in profile["requires"]))
        or profile["entry_level"].startswith("bac-plus")
    )


def at_ones_home() -> tuple[str, ...]:
    """The professions that one practises at one's own place."""
    return tuple(slug for slug, profile in _described()["profiles"].items() if profile.get("own_home"))


def unlike(answers: Mapping[str, str | None], without: tuple[str, ...] = ()) -> list[Proposal]:
    """Trades unlike each other, for who has no preference, as `answers` judge them, `without` those already refused."""
    return [judge(slug, answers) for slug in _described()["unlike"] if slug not in without]


def at_once() -> frozenset[str]:
    """The trades whose facts say that no diploma is asked for to begin, and that are learnt once hired."""
    return frozenset(_described()["at_once"])


def propose_at_once(answers: Mapping[str, str | None], most: int = 3) -> list[Proposal]:
    """The same among the trades whose facts say that no diploma is asked for, and that are learnt once hired."""
    at_once = _described()["at_once"]
    others = tuple(slug for slug in _described()["profiles"] if slug not in at_once)
    return propose(answers, others, most)


def _judge(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Proposal:
    score = 0.0
    refused = 0
    reasons: list[str] = []
    against: list[str] = []
    for judge in JUDGES:
        points, reason, objection = judge(slug, profile, answers)
        score += points
        refused += max(0, int(points / REFUSED))
        if reason:
            reasons.append(reason)
        if objection and objection not in against:
            against.append(objection)
    return Proposal(slug, score, tuple(reasons), tuple(against), refused)
