"""Parcoursup's map of trainings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.feeds.records import Unreadable
from tests.feeds.readers.reading import read
from tests.feeds.readers.samples import PARCOURSUP_CSV


def test_the_newest_year_only(tmp_path: Path) -> None:
    items = read(tmp_path, "parcoursup", PARCOURSUP_CSV)
    initial, apprenticeship = items.trainings
    assert (initial.uid, initial.title, initial.mode, initial.sessions) == (
        "1",
        "D.E Infirmier",
        "initial",
        (),
    )
    assert (apprenticeship.title, apprenticeship.mode) == ("BTS - Services", "apprenticeship")
    assert initial.keywords == ("D.E secteur sanitaire", "D.E Infirmier")
    assert initial.organisation is not None
    assert (initial.organisation.name, initial.organisation.uai) == ("IFSI d'exemple", "0050001A")
    assert initial.organisation.url == "https://www.exemple.fr"
    assert items.notes[0].words == "Lignes d’années avant 2026, laissées de côté : 1."


def test_points_in_either_order(tmp_path: Path) -> None:
    places = [training.place for training in read(tmp_path, "parcoursup", PARCOURSUP_CSV).trainings]
    assert {(place.latitude, place.longitude) for place in places} == {(44.56, 6.07)}


def test_the_same_in_json(tmp_path: Path) -> None:
    row = {"annee": "2026", "etab_uai": "0050001A", "etab_nom": "IFSI d'exemple", "commune": "Gap", "nm": ["D.E Infirmier"],
           "tf": ["D.E"], "app": ["Formations en apprentissage"], "fiche": "https://exemple.fr", "gta": 12,
           "etab_gps": {"lon": 6.07, "lat": 44.56}}  # fmt: skip
    point = {"type": "Point", "coordinates": [6.07, 44.56]}
    without = {key: value for key, value in row.items() if key != "etab_gps"}
    for content in ([row], {"results": [row]}, {"features": [{"properties": without, "geometry": point}]}):
        (training,) = read(tmp_path, "parcoursup", json.dumps(content)).trainings
        assert (training.uid, training.mode, training.place.latitude) == ("12", "apprenticeship", 44.56)


def test_a_file_without_years_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read(tmp_path, "parcoursup", PARCOURSUP_CSV.replace("2026;", ";").replace("2025;", ";"))
