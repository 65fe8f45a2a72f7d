"""The place a person leaves counts no more beside the one they go to."""

from __future__ import annotations

import pytest

from bot.french.find import find_all


def _wanted(text: str) -> list[str]:
    return [one.value["name"] for one in find_all(text) if one.entity == "place" and one.is_filter]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ma femme est mutée à Toulon et je suis infirmier à Lille", ["Toulon"]),
        ("je bosse en crèche à Nancy mais on déménage à Bayonne cet été", ["Bayonne"]),
        ("on part vivre à Rodez, pour l'instant j'habite à Paris", ["Rodez"]),
    ],
)
def test_the_place_that_is_left_is_no_filter(text: str, wanted: list[str]) -> None:
    assert _wanted(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("je suis à Lille, y a une école à Arras ?", ["Lille", "Arras"]),
        ("des formations à Lyon ou à Vienne", ["Lyon", "Vienne"]),
        ("je déménage à Brest", ["Brest"]),
    ],
)
def test_places_without_a_move_are_all_kept(text: str, wanted: list[str]) -> None:
    assert _wanted(text) == wanted
