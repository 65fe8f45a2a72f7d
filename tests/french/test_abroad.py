"""Whoever looks outside France is understood as such, and nobody else."""

from __future__ import annotations

import pytest

from actions.words.wording import abroad_words
from bot.french.abroad import place_abroad


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("une formation à Bruxelles", "Bruxelles"), ("FORMATION A BRUXELLES", "Bruxelles"),
        ("portes ouvertes en suisse", "Suisse"),
        ("job dating au Luxembourg", "Luxembourg"), ("ifsi au quebec ?", "Québec"), ("vers Liège", "Liège"),
    ],
)  # fmt: skip
def test_places_abroad_are_named(text: str, name: str) -> None:
    assert place_abroad(text) == name
    assert abroad_words(text) == f"Je ne connais que la France : je n'ai rien pour « {name} ». "


@pytest.mark.parametrize(
    "text",
    [
        "",
        "à Montreuil",
        "je suis à Mons-en-Barœul",
        "un diplôme belge",
        "la Suisse normande",
        "à Milançay",
        "du liège",
        "à Gap",
    ],
)
def test_nobody_else_is_told_so(text: str) -> None:
    assert place_abroad(text) is None and abroad_words(text) == ""
