"""Personal data found and masked; figures that are not personal left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from stdnum.fr import nir

from bot.french.personal_data import Match, find_personal_data, mask

_TABLE = yaml.safe_load((Path(__file__).parent / "personal_data.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, listed in _TABLE["found"].items() for text in listed]
)
def test_personal_data_is_found(kind: str, text: str) -> None:
    assert [match.kind for match in find_personal_data(text)] == [kind]


@pytest.mark.parametrize("text", _TABLE["not_found"])
def test_other_figures_are_left_alone(text: str) -> None:
    assert mask(text) == text


def test_tables_are_large_enough() -> None:
    assert sum(map(len, _TABLE["found"].values())) >= 100
    assert len(_TABLE["not_found"]) >= 100


def test_several_pieces_are_masked_in_place() -> None:
    text = "Lina, lina@free.fr, 06 12 34 56 78 ou 01 42 34 56 78"
    assert find_personal_data(text)[0] == Match("email", 6, 18)
    assert mask(text) == "Lina, [adresse e-mail], [numéro de téléphone] ou [numéro de téléphone]"


def test_two_phones_side_by_side_are_both_masked() -> None:
    assert mask("06 12 34 56 78 07 81 23 45 67") == "[numéro de téléphone] [numéro de téléphone]"


@pytest.mark.parametrize("number", ["185057800608491", "185057800608490", "18505 2A 006 084 00"])
def test_the_key_of_a_social_security_number_is_checked_as_stdnum_does(number: str) -> None:
    found = any(match.kind == "nir" for match in find_personal_data(number))
    assert found == nir.is_valid(number)
