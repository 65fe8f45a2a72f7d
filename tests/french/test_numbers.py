"""Durations, ages and the numbers they are written with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.french.number_words import number_at, rough_number_at, tokenize
from bot.french.numbers import find_ages, find_durations

_HERE = Path(__file__).parent
_ISO_DURATION = re.compile(r"P(?!$)(\d+(\.\d)?Y)?(\d+M)?(\d+W)?(\d+(\.\d)?D)?(T(\d+H)?(\d+M)?)?")
_WORDS = (
    "j'ai 3 4 17 43 2,5 1 540 une un deux vingt et cent quatre - demi demie ans an mois semaines jours heures h min à "
    "dans depuis pendant de d'ici il y a mon fils ma mère âge quarantaine d'années dizaine moins plus / sur 7 ou ."
)


def _cases() -> list[Any]:
    tables = [
        yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
        for name in ("numbers.yml", "numbers_held_out.yml")
    ]
    return [pytest.param(*case, id=case[0]) for table in tables for case in table["cases"]]


@pytest.mark.parametrize(("text", "own", "others", "durations"), _cases())
def test_ages_and_durations(text: str, own: list[int], others: list[int], durations: list[str]) -> None:
    ages = find_ages(text)
    assert [each.value for each in ages if each.is_filter] == own
    assert [each.value for each in ages if not each.is_filter] == others
    assert [each.value for each in find_durations(text)] == durations


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("zéro", None),
        ("un", 1),
        ("dix-sept", 17),
        ("vingt et un", 21),
        ("trente-deux", 32),
        ("soixante et onze", 71),
        ("soixante-dix-neuf", 79),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-huit", 98),
        ("cent dix", 110),
        ("deux cents", 200),
        ("mille cinq cent quarante", 1540),
        ("1 607", 1607),
        ("soixante quinze", 75),
        ("2027", 2027),
    ],
)
def test_number_words(text: str, number: int | None) -> None:
    from_start = number_at(tokenize(text.replace("é", "e")), 0)
    assert (from_start[0] if from_start else None) == number


def test_number_stops_where_it_ends() -> None:
    tokens = tokenize("vingt et des poussieres")
    assert number_at(tokens, 0) == (20, 1)
    assert number_at(tokens, 99) is None
    assert rough_number_at(tokenize("une dizaine de jours"), 0) == (10, 3)
    assert rough_number_at(tokenize("une dizaine"), 0) is None


def test_upper_value_is_an_alternative() -> None:
    found = find_durations("ça prend 3 à 5 ans")[0]
    assert (found.value, found.alternatives, found.text) == ("P3Y", ("P5Y",), "3 à 5 ans")


def test_text_is_what_was_written() -> None:
    assert [each.text for each in find_durations("Formation d’1\u00a0540\u00a0heures")] == [
        "1\u00a0540\u00a0heures"
    ]
    assert [each.text for each in find_ages("j’ai Vingt-Cinq ANS !")] == ["Vingt-Cinq ANS"]


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_WORDS.split()), max_size=14).map(" ".join)))
@settings(max_examples=500, deadline=None)
def test_any_text_gives_sound_values(text: str) -> None:
    for each in [*find_durations(text), *find_ages(text)]:
        assert text[each.start : each.end] == each.text
    assert all(_ISO_DURATION.fullmatch(each.value) for each in find_durations(text))
    assert all(0 <= each.value <= 120 for each in find_ages(text))
