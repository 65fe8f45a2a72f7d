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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mon bureau est à Nanterre mais je vis à Angers", ["Angers"]),
        ("je bosse sur Paris, j'habite Meaux, une école d'AS ?", ["Meaux"]),
        ("au départ de Marseille, je cherche un salon à Aix-en-Provence", ["Aix-en-Provence"]),
        ("je suis AS à Brest, une passerelle IFSI à Quimper ?", ["Quimper"]),
        ("je travaille à Lyon et Villeurbanne", ["Lyon", "Villeurbanne"]),
        ("je veux travailler à Lyon, j'habite Vienne", ["Lyon", "Vienne"]),
        ("aide-soignante à Lyon ou Grenoble", ["Lyon", "Grenoble"]),
    ],
)
def test_the_place_worked_in_is_no_filter_beside_another(text: str, wanted: list[str]) -> None:
    assert _wanted(text) == wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vers Chaumont, celui de Haute-Marne, il y en a d'autres", "52121"),
        ("à Valence, celle du Tarn-et-Garonne", "82186"),
        ("Vienne, celle d'Isère", "38544"),
    ],
)
def test_a_department_told_beside_a_town_says_which_it_is(text: str, code: str) -> None:
    assert [one.value["code"] for one in find_all(text) if one.entity == "place"] == [code]


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("plutôt en mars, février c'est cuit", [True, False]),
        ("décembre jpeux pas", [False]),
        ("mars, c'est trop tard ?", [True]),
        ("mars trop tard pour moi", [False]),
    ],
)
def test_a_month_that_is_ruled_out_is_no_filter(text: str, filters: list[bool]) -> None:
    assert [one.is_filter for one in find_all(text) if one.entity == "date"] == filters
