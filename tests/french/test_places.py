"""Places are found in ordinary, hurried and misspelt French, and ordinary words are not taken for places."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.french.found import Found
from bot.french.gazetteer import load_gazetteer
from bot.french.place_names import load_lexicon, load_place_names
from bot.french.places import find_places

CORPUS = yaml.safe_load((Path(__file__).parent / "places.yml").read_text(encoding="utf-8"))


def short(found: Found) -> str:
    return f"{'' if found.is_filter else '!'}{found.value['kind']} {found.value['code']}"


def only(text: str, expected: bool = False) -> Found:
    (found,) = find_places(text, expected=expected)
    return found


@pytest.mark.parametrize("text", CORPUS["none"])
def test_a_sentence_without_place_gives_none(text: str) -> None:
    assert find_places(text) == []


@pytest.mark.parametrize(("text", "places"), CORPUS["places"])
def test_the_places_of_a_sentence(text: str, places: str) -> None:
    assert ",".join(map(short, find_places(text))) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("moniteur d'atelier avec son CAP maçon ?", []),
        ("je suis macon de métier", []),
        ("une école vers macon", ["Mâcon"]),
        ("il est maçon à Mâcon", ["Mâcon"]),
    ],
)
def test_a_bricklayer_is_no_town(text: str, places: list[str]) -> None:
    assert [found.value["name"] for found in find_places(text)] == places


def test_found_carries_the_raw_slice() -> None:
    text = "Bonjour 👋🏽, j'habite près de « Saint‑Étienne » (Loire)…"
    found = only(text)
    assert found.entity == "place"
    assert found.text == text[found.start : found.end]
    assert found.text.startswith("Saint‑Étienne")
    assert found.value == {"kind": "commune", "code": "42218", "name": "Saint-Étienne"}


def test_offsets_of_every_sentence_of_the_corpus() -> None:
    for text, _ in CORPUS["places"]:
        end = 0
        for found in find_places(text):
            assert found.text == text[found.start : found.end]
            assert found.start >= end
            end = found.end


def test_decomposed_accents_do_not_move_the_offsets() -> None:
    text = "a\u0300 Be\u0301ziers svp"
    found = only(text)
    assert (found.text, found.value["code"]) == ("Be\u0301ziers", "34032")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("dans le 05", {"kind": "department", "code": "05", "name": "Hautes-Alpes"}),
        ("05000", {"kind": "postcode", "code": "05000", "name": "Gap"}),
        ("en PACA", {"kind": "region", "code": "93", "name": "Provence-Alpes-Côte d'Azur"}),
        (
            "alpes du sud",
            {"kind": "area", "code": "alpes-du-sud", "name": "Alpes du Sud", "codes": ["04", "05"]},
        ),
        ("Grand Lyon", {"kind": "epci", "code": "200046977", "name": "Métropole de Lyon"}),
        ("Paris 12e", {"kind": "commune", "code": "75112", "name": "Paris 12e Arrondissement"}),
        ("Près de chez moi", {"kind": "nearby", "code": None, "name": "Près de chez moi"}),
    ],
)
def test_the_value_of_each_kind(text: str, value: dict[str, Any]) -> None:
    assert only(text).value == value


def test_every_value_is_known_to_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    for text, _ in CORPUS["places"]:
        for found in find_places(text):
            if found.value["kind"] != "nearby":
                assert gazetteer.departments_of(found.value), text
            for other in found.alternatives:
                assert gazetteer.departments_of(other), text


def test_homonyms_are_offered_most_inhabited_first() -> None:
    found = only("formation à Saint-Denis")
    assert found.value["code"] == "97411"
    assert found.alternatives[0]["code"] == "93066"
    assert len(found.alternatives) == 3
    assert all(other["name"].startswith("Saint-Denis") for other in found.alternatives[:2])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("à Valence", "26362"),
        ("à Valence (82)", "82186"),
        ("à Valence, dans le Tarn-et-Garonne", "82186"),
        ("je suis du 93, à Saint-Denis", "93066"),
        ("Saint-Denis à la Réunion", "97411"),
        ("boulogne 62", "62160"),
        ("Clermont dans l'Oise", "60157"),
        ("saint-pierre en Martinique", "97225"),
        ("20 km autour de Vienne (Isère)", "38544"),
    ],
)
def test_the_department_chooses_among_homonyms(text: str, code: str) -> None:
    assert code in [found.value["code"] for found in find_places(text)]


def test_an_excluded_place_is_no_filter() -> None:
    wanted, excluded = find_places("je veux Nantes mais surtout pas Rennes")
    assert (wanted.is_filter, wanted.details) == (True, {})
    assert (excluded.is_filter, excluded.details) == (False, {"excluded": True})


@pytest.mark.parametrize("text", ["pas Valence, Valenciennes", "finalement pas à Brest, à Quimper"])
def test_a_correction_excludes_only_the_first(text: str) -> None:
    assert [found.is_filter for found in find_places(text)] == [False, True]


def test_an_exception_goes_on_through_an_enumeration() -> None:
    found = find_places("partout sauf Paris, Lyon et Lille, je préfère Nantes")
    assert [place.is_filter for place in found] == [False, False, False, True]


@pytest.mark.parametrize(
    ("text", "code"),
    [("33", "33"), ("26", "26"), ("le 31", "31"), ("sens", "89387"), ("orange", "84087"), ("nord", "59")],
)
def test_an_expected_answer_may_be_ambiguous(text: str, code: str) -> None:
    assert only(text, expected=True).value["code"] == code


@pytest.mark.parametrize("text", ["33", "26 ans", "le 31", "sens", "nord", "18", "merci", "non"])
def test_the_same_words_unasked_are_no_place(text: str) -> None:
    assert find_places(text) == []


@pytest.mark.parametrize("text", ["merci", "non", "je ne sais pas", "25 ans", "à domicile", "aide-soignant"])
def test_even_an_expected_answer_may_be_no_place(text: str) -> None:
    assert find_places(text, expected=True) == []


@pytest.mark.parametrize(
    "text", ["", "   ", "?", "🙂", "-", "'", "\u200b", "a", "à", "le", "(", "st.", "9" * 500, "à " * 300]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    assert find_places(text) == []


def test_the_words_of_the_professions_are_no_places() -> None:
    lexicon = Path(__file__).parents[2] / "data" / "reference" / "professions"
    for file in sorted(lexicon.glob("*.yml")):
        name = file.stem.replace("-", " ")
        for text in (name, f"je veux devenir {name}", f"formation {name} à distance"):
            assert find_places(text) == [], text


def test_every_alias_means_its_place() -> None:
    gazetteer = load_gazetteer()
    names = load_place_names()
    for alias in load_lexicon()["aliases"]:
        assert all(gazetteer.commune(insee) for insee in alias["communes"])
        for name in alias["names"]:
            assert names.senses[name][0].target.code == alias["communes"][0], name
    for alias in load_lexicon()["other_aliases"]:
        for name in alias["names"]:
            kinds = {(sense.target.kind, sense.target.code) for sense in names.senses[name]}
            assert (alias["kind"], alias["code"]) in kinds, name


def test_it_is_fast_enough() -> None:
    sentence = (
        "bonjour je cherche une formation d'aide soignant à Gap ou près de Briançon dans les Hautes-Alpes. "
    )
    find_places(sentence)
    for text, milliseconds in ((sentence, 3), (sentence * 10, 25)):  # ten times what a quiet machine needs
        best = min(_elapsed(text) for _ in range(5))
        assert best * 1000 < milliseconds


def _elapsed(text: str) -> float:
    start = time.process_time()
    find_places(text)
    return time.process_time() - start


def test_the_old_number_of_corsica_is_corsica() -> None:
    for text in ("dans le 20", "département 20", "j'habite dans le 20"):
        assert [found.value["code"] for found in find_places(text)] == ["94"]
