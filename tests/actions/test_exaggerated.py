"""Fear of seeing others die is of the trade; death that one thinks of for oneself is not."""

from __future__ import annotations

import pytest

from actions.people.exaggerated import fears_deaths


@pytest.mark.parametrize(
    "text",
    [
        "ce qui m'angoisse c'est de voir partir les résidents",
        "jai peur que des patients meurent devant moi",
        "je ne pourrai pas encaisser les décès",
    ],
)
def test_the_death_of_those_cared_for_is_feared(text: str) -> None:
    assert fears_deaths(text)


@pytest.mark.parametrize(
    "text",
    [
        "j'ai peur de mourir",
        "j'ai peur, ils veulent me voir mourir",
        "je veux mourir, j'ai peur de voir les gens",
        "ma mère va mourir et j'ai peur",
        "les résidents meurent souvent ?",
    ],
)
def test_a_death_of_ones_own_or_near_is_left_to_the_words_of_danger(text: str) -> None:
    assert not fears_deaths(text)
