"""A no that is said of another question than the one asked."""

from __future__ import annotations

import pytest

from actions.choosing.ideas import asks_which_idea
from actions.choosing.put_right import put_right


@pytest.mark.parametrize(
    ("text", "requested", "heard"),
    [
        ("ah non pardon, plutôt les personnes âgées", "science", "plutôt les personnes âgées"),
        ("nan en fait jme suis trompée, les ados", "contact", "jme suis trompée, les ados"),
        ("non, pas de toilette", "contact", "non, pas de toilette"),
        ("non", "contact", "non"),
        ("j'ai pas répondu à la toilette, ça me va", "science", "la toilette ça me va"),
    ],
)
def test_a_no_of_another_question_is_left_out(text: str, requested: str, heard: str) -> None:
    assert put_right(text, requested) == heard


def test_which_of_the_trades_shown() -> None:
    shown = ["educateur-specialise", "aesh", "moniteur-educateur"]
    assert asks_which_idea("lequel recrute le plus", shown)
    assert not asks_which_idea("lequel recrute le plus", [])
    assert not asks_which_idea("moins d'un an", shown)
