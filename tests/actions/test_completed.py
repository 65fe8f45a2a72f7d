"""A message that only tells a fact completes the question before it; one that asks or wants something does not."""

from __future__ import annotations

from typing import Any

import pytest

from actions.course.completed import completed, only_tells
from actions.talk.turn import Turn


def turn(text: str, named: dict[str, str] | None = None, **more: Any) -> Turn:
    """A turn of `text` in which `named` words are entities, by name."""
    entities = [
        {"entity": entity, "value": words, "start": text.index(words), "end": text.index(words) + len(words)}
        for entity, words in (named or {}).items()
    ]
    return Turn(
        session=None,  # type: ignore[arg-type]
        text=text,
        intent=more.pop("intent", "greet"),
        entities=entities,
        slots=more.pop("slots", {}),
        metadata={},
        message={},
        typed=text,
        **more,
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("g 17 ans", {"age": "17 ans"}),
        ("elle a bientôt 18 ans", {"age_other": "18 ans"}),
        ("j'ai 19 ans j'habite Roubaix", {"age": "19 ans", "place": "Roubaix"}),
        ("c pour le public", {}),
        ("il est en seconde", {"level": "seconde"}),
        ("ma salariée est en cdi", {}),
    ],
)
def test_facts_alone_are_told(text: str, named: dict[str, str]) -> None:
    assert only_tells(turn(text, named))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("j'ai 17 ans, c'est possible ?", {"age": "17 ans"}),
        ("j'ai 40 ans et je veux changer", {"age": "40 ans"}),
        ("et à Roubaix combien", {"place": "Roubaix"}),
        ("bonjour", {}),
        ("infirmière à 17 ans", {"age": "17 ans", "profession": "infirmière"}),
    ],
)
def test_a_wish_or_a_question_is_more_than_a_fact(text: str, named: dict[str, str]) -> None:
    assert not only_tells(turn(text, named))


def test_the_question_before_is_read_with_the_fact() -> None:
    told = turn(
        "g 17 ans",
        {"age": "17 ans"},
        slots={"last_subject": "apprenticeship"},
        earlier=("en cfa c'est payé combien ?",),
    )
    whole = completed(told)
    assert whole is not None
    assert whole.text == "en cfa c'est payé combien, g 17 ans"
    assert whole.intent == "apprenticeship"


def test_nothing_is_completed_without_a_question() -> None:
    told = turn(
        "g 17 ans",
        {"age": "17 ans"},
        slots={"last_subject": "apprenticeship"},
        earlier=("merci beaucoup",),
    )
    assert completed(told) is None
