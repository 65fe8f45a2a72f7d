"""Everything a message names, without overlaps, and its delexicalised form."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.french.find import delexicalise, find_all

_NOW = datetime(2026, 11, 21, 22, 30, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("combien gagne un infirmier à Marseille", "combien gagne un PROFESSION à PLACE"),
        ("je cherche une jpo à Gap samedi prochain", "je cherche une jpo à PLACE DATE"),
        ("j'ai 17 ans et le bac pro assp", "j'ai AGE et le DIPLOMA"),
        ("une formation de 10 mois pour le DEAS", "une formation de DURATION pour le DIPLOMA"),
        ("salon de l'emploi à Salon-de-Provence", "salon de l'emploi à PLACE"),
        ("le diplôme d'infirmier", "le DIPLOMA"),
        ("infirmière scolaire, je suis en terminale", "PROFESSION, je suis LEVEL"),
        ("bonjour", "bonjour"),
    ],
)
def test_names_are_replaced_by_their_kind(text: str, expected: str) -> None:
    assert delexicalise(text, find_all(text, _NOW)) == expected


def test_nothing_overlaps_but_a_profession_inside_a_diploma() -> None:
    text = "le diplôme d'infirmier à Lyon en mars"
    found = find_all(text, _NOW)
    assert [item.entity for item in found] == ["diploma", "profession", "place", "date"]
    assert found[0].start < found[1].start < found[1].end <= found[0].end
    assert all(text[item.start : item.end] == item.text for item in found)


def test_days_are_those_of_the_overseas_place_named() -> None:
    night = datetime(2026, 11, 22, 2, 0, tzinfo=ZoneInfo("Europe/Paris"))
    here = next(item for item in find_all("demain à Lyon", night) if item.entity == "date")
    there = next(item for item in find_all("demain en Guadeloupe", night) if item.entity == "date")
    assert here.value["start"] == "2026-11-23"
    assert there.value["start"] == "2026-11-22", "it is still the 21st there"
