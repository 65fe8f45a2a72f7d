"""The subjects a message may be about, their topics and the intents that belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml

from bot.settings import ROOT

# What is said in passing: it leaves the subject as it was, but says nothing of the next message.
IN_PASSING = frozenset(
    {
        "out_of_scope",
        "gibberish",
        "distress",
        "insult",
        "greet",
        "thanks",
        "goodbye",
        "yes",
        "no",
        "help",
        "identity",
        "personal_data",
    }
)


@dataclass(frozen=True)
class Subject:
    """One of the forty subjects; `label` is the French wording a person reads when we doubt."""

    slug: str
    topic: str
    label: str
    intents: tuple[str, ...]


@cache
def subjects() -> dict[str, Subject]:
    """All subjects by slug, from `data/subjects.yml`."""
    listed = yaml.safe_load((ROOT / "data" / "subjects.yml").read_text(encoding="utf-8"))["subjects"]
    return {
        slug: Subject(slug, entry["topic"], entry["label"], tuple(entry["intents"]))
        for slug, entry in listed.items()
    }


@cache
def subject_of_intent() -> dict[str, str]:
    """The subject's slug for each intent."""
    return {intent: subject.slug for subject in subjects().values() for intent in subject.intents}
