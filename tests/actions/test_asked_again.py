"""The one thing asked of a trade once more: what is meant, and what only looks like it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from actions.thread.asked_again import facet_again, pay_again, what_again


def turn(text: str, profession: str | None = "ergotherapeute") -> Any:
    """A turn that says `text` while `profession` is in question."""
    return SimpleNamespace(text=text, typed=text, profession=profession)


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("je demandais la durée, vous n'avez pas répondu", "length"),
        ("ma question c'était le prix de l'école", "price"),
        ("je parlais des horaires pas du salaire", "trade_hours"),
        ("tu n'as pas répondu pour les conditions", "entry"),
        ("je demandais la durée de l'immersion", None),
        ("combien de temps ça dure ?", None),
    ],
)
def test_what_is_asked_again(text: str, facet: str | None) -> None:
    assert facet_again(turn(text)) == facet


def test_no_trade_no_facet() -> None:
    assert facet_again(turn("je demandais la durée", profession=None)) is None


def test_the_pay() -> None:
    assert pay_again(turn("je voulais savoir le salaire"))
    assert not pay_again(turn("je demandais l'école, pas le salaire"))


def test_the_words_end_where_something_is_put_aside() -> None:
    assert what_again(turn("je demandais le logement, vous avez parlé d'argent")) == "le logement"
