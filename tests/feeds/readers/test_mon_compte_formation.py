"""Mon Compte Formation: the catalogue by département, and older extracts."""

from __future__ import annotations

import json
from pathlib import Path

from tests.feeds.readers.reading import read
from tests.feeds.readers.samples import MCF_CSV, MCF_OLDER_CSV


def test_the_catalogue_is_a_directory_by_departement(tmp_path: Path) -> None:
    items = read(tmp_path, "mon-compte-formation", MCF_CSV)
    first, second = items.entries
    assert (first.directory, first.code) == ("mon-compte-formation", "82422814201874/A12/01")
    assert (first.details["department"], first.details["certification"]) == ("01", "RNCP40692")
    assert (first.details["cost_min"], first.details["cost_max"]) == ("5000", "6800.5")
    assert first.details["strengths"] == "L’écoute"
    assert (second.details["department"], second.details["certification"]) == ("05", "RS6000")
    assert "siret" not in second.details
    assert any("8,24E+13" in note.words for note in items.notes)
    assert len(items.skips) == 1


def test_the_catalogue_in_json_where_codes_are_numbers(tmp_path: Path) -> None:
    row = {"nom_of": "Institut d'exemple", "intitule_formation": "Aide-soignant", "code_departement": 1,
           "siret": 82422814201874, "code_rncp": 40692.0, "numero_formation": "A12", "type_referentiel": "RNCP"}  # fmt: skip
    (entry,) = read(tmp_path, "mon-compte-formation", json.dumps({"results": [row]})).entries
    assert entry.code == "82422814201874/A12/01"
    assert entry.details["certification"] == "RNCP40692"


def test_an_older_extract_gives_a_training_once(tmp_path: Path) -> None:
    items = read(tmp_path, "mon-compte-formation", MCF_OLDER_CSV)
    (training,) = items.trainings
    assert (training.rome, training.cost, training.duration) == (("J1501", "K1304"), 238.0, "14 heures")
    assert (training.place.postcode, training.mode) == ("05000", "continuing")
    assert training.entry_conditions == "Justifier d’un diplôme\nou d’une expérience"
    assert "d¿un" in items.notes[0].words
