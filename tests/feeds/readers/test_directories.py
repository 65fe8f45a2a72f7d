"""Directories: RNCP and ROME, FINESS and the schools' own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.feeds.coordinates import degrees_of, from_lambert93, pair_of
from bot.feeds.records import Unreadable
from tests.feeds.readers.reading import read
from tests.feeds.readers.samples import FINESS_CSV, ROME_CSV, UAI_CSV, rncp_zip


def test_certifications_with_their_codes_and_their_chain(tmp_path: Path) -> None:
    items = read(tmp_path, "rncp", rncp_zip())
    old, new = items.entries
    assert (old.code, old.title, old.details["status"]) == ("RNCP100", "Métier d’exemple", "inactive")
    assert (old.details["replaced_by"], old.details["latest"], old.details["replaces"]) == (
        "RNCP200",
        "RNCP200",
        "RNCP50",
    )
    assert (new.details["level"], new.details["valid_until"], new.details["rome"]) == (
        "niveau 4",
        "2030-08-31",
        "J1501",
    )
    assert new.details["access"] == "En contrat d’apprentissage ; Par expérience"
    assert "numéro" in items.skips[0].reason


def test_a_chain_that_turns_in_a_circle_ends(tmp_path: Path) -> None:
    circle = {
        "Standard": '"Numero_Fiche";"Intitule";"Actif"\n"RNCP1";"Un";"ACTIVE"\n',
        "Ancienne_Nouvelle": '"Numero_Fiche";"Ancienne_Certification";"Nouvelle_Certification"\n'
        '"RNCP1";;"RNCP2"\n"RNCP2";;"RNCP1"\n',
    }
    (entry,) = read(tmp_path, "rncp", rncp_zip(circle)).entries
    assert entry.details["latest"] == "RNCP2"


def test_a_damaged_file_of_the_archive_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(rncp_zip())
    at = data.index(b"CSV_Rome") + 40
    data[at : at + 12] = b"\xff" * 12
    items = read(tmp_path, "rncp", bytes(data))
    assert [entry.code for entry in items.entries] == ["RNCP100", "RNCP200"]
    assert [skip.position.words for skip in items.skips if skip.incomplete] == ["fichier rome"]
    assert "formacode" in items.entries[1].details


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", rncp_zip()[:100], rncp_zip({"Autre": "a;b\n"})])
def test_an_archive_that_is_not_one_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(tmp_path, "rncp", content)


def test_rome(tmp_path: Path) -> None:
    items = read(tmp_path, "rome", ROME_CSV)
    (entry,) = items.entries
    assert (entry.directory, entry.code, entry.title) == ("rome", "J1501", "Aide-soignant / Aide-soignante")
    assert entry.details["regulated"] == "O"
    assert len(items.skips) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_finess(tmp_path: Path, encoding: str) -> None:
    items = read(tmp_path, "finess", FINESS_CSV.encode(encoding))
    gap, reunion, saint_martin = items.organisations
    assert (gap.name, gap.finess, gap.siret) == (
        "INSTITUT DE FORMATION D'EXEMPLE",
        "050000012",
        "82422814201874",
    )
    assert gap.kind == "Écoles Formant aux Professions Sanitaires"
    assert (gap.place.insee, gap.place.postcode, gap.place.commune) == ("05061", "05007", "GAP")
    assert gap.place.address == "12 R HAUTE, BP 1"
    assert (gap.place.latitude, gap.place.longitude) == pytest.approx((44.5393, 6.0720), abs=1e-3)
    # La Réunion's points are not in Lambert-93.
    assert (reunion.place.insee, reunion.place.latitude, reunion.phone) == ("97411", None, "0262 90 00 00")
    assert saint_martin.place.insee == "97801"
    assert ["1,2E+08" in items.skips[0].reason, "3 cellules" in items.skips[1].reason] == [True, True]


def test_schools_by_uai(tmp_path: Path) -> None:
    items = read(tmp_path, "uai", UAI_CSV)
    first, overseas = items.organisations
    assert (first.name, first.uai, first.finess) == (
        "Institut de formation d'exemple – l’IFSI",
        "0050001A",
        "050000012",
    )
    assert (first.place.latitude, first.place.longitude) == pytest.approx((44.5393, 6.0720), abs=1e-3)
    assert (overseas.name, overseas.place.insee, overseas.place.latitude) == ("LYCEE EXEMPLE", "97411", None)
    assert "fermé" in items.skips[0].reason
    assert "ce.0050001a" not in repr(items)


# Points of IGN's grid whose degrees are published: the origin, and Paris (point zéro) to the metre.
@pytest.mark.parametrize(
    ("x", "y", "latitude", "longitude"),
    [
        (700000, 6600000, 46.5, 3.0),
        (652381.06, 6862047.04, 48.8567, 2.3510),
        ("881947,9", "6544401,7", 45.97497, 5.35024),
    ],
)
def test_lambert_93(x: object, y: object, latitude: float, longitude: float) -> None:
    assert from_lambert93(x, y) == pytest.approx((latitude, longitude), abs=1e-4)


@pytest.mark.parametrize(
    ("x", "y"), [(None, None), ("", ""), ("nan", "inf"), (338000, 7690000), (0, 0), ("x", "y")]
)
def test_what_lambert_93_does_not_hold(x: object, y: object) -> None:
    assert from_lambert93(x, y) is None


def test_degrees_are_put_in_order_and_checked() -> None:
    assert degrees_of("44,56", "6.07") == degrees_of(6.07, 44.56) == pair_of("44.56,6.07") == (44.56, 6.07)
    assert degrees_of(-20.9, 55.45) == degrees_of(55.45, -20.9) == (-20.9, 55.45)
    assert degrees_of(0, 0) is degrees_of(None, 1) is degrees_of("nan", 6) is pair_of("44.56") is None
    assert degrees_of(40.4, -3.7) is None
    assert degrees_of(40.4, -3.7, abroad=True) == (40.4, -3.7)
