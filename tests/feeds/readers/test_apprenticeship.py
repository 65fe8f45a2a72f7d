"""The apprenticeship catalogue: its former pages and the API « formation v1 »."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.feeds.records import SessionRecord, Unreadable
from tests.feeds.readers.reading import Items, read
from tests.feeds.readers.samples import CURRENT_CATALOGUE, CURRENT_PAGE, FORMER_CATALOGUE, FORMER_PAGE


def former(folder: Path, **changes: Any) -> Items:
    return read(folder, "apprenticeship", json.dumps({"formations": [FORMER_CATALOGUE | changes]}))


def test_a_training_of_the_former_catalogue(tmp_path: Path) -> None:
    (training,) = read(tmp_path, "apprenticeship", FORMER_PAGE).trainings
    assert (training.uid, training.mode) == ("0001P01#L01", "apprenticeship")
    assert training.title == "Accompagnant educatif et social (DEAES)"
    assert (training.rome, training.rncp) == (("J1301", "K1301"), ("RNCP36004",))
    assert (training.level, training.duration, training.permanent_entry) == ("niveau 3", "1 an", False)
    # Midnight in UTC names the day; 23:00 in UTC is the next day in Paris.
    assert training.sessions == (
        SessionRecord("2026-09-01", "2026-09-01", "2027-06-30"),
        SessionRecord("2027-01-04", "2027-01-04", "2027-12-17"),
    )
    assert training.organisation is not None
    assert training.organisation.siret == "82422814201874"


def test_coordinates_in_either_order(tmp_path: Path) -> None:
    (training,) = read(tmp_path, "apprenticeship", FORMER_PAGE).trainings
    assert (training.place.latitude, training.place.longitude) == (44.56, 6.07)
    assert training.organisation is not None
    assert (training.organisation.place.latitude, training.organisation.place.longitude) == (44.57, 6.08)


def test_no_person_comes_out(tmp_path: Path) -> None:
    for page in (FORMER_PAGE, CURRENT_PAGE):
        written = repr(read(tmp_path, "apprenticeship", page))
        assert "prenom.nom" not in written
        assert "39 98" not in written


def test_a_training_of_the_api(tmp_path: Path) -> None:
    (training,) = read(tmp_path, "apprenticeship", CURRENT_PAGE).trainings
    assert (training.uid, training.title) == ("0002P01#L01", "Aide-soignant (DEAS)")
    assert training.sessions == (SessionRecord("2026-09-01", "2026-09-01", "2027-06-30", seats=12),)
    assert (training.place.latitude, training.place.longitude, training.place.insee) == (44.56, 6.07, "05061")
    assert (training.level, training.rome, training.rncp) == ("niveau 4", ("J1501",), ("RNCP40692",))
    assert (training.phone, training.url) == ("04 92 00 00 00", "https://exemple.fr/onisep")
    assert training.organisation is not None
    assert (training.organisation.name, training.organisation.uai) == ("CFA d'exemple", "0050001A")


def test_what_left_the_catalogue_is_skipped(tmp_path: Path) -> None:
    assert "publiée" in former(tmp_path, published=False).skips[0].reason
    archived = CURRENT_CATALOGUE | {"statut": {"catalogue": "archivé"}}
    items = read(tmp_path, "apprenticeship", json.dumps({"data": [archived]}))
    assert not items.trainings
    assert "archivé" in items.skips[0].reason


def test_lists_of_dates_that_do_not_match(tmp_path: Path) -> None:
    items = former(tmp_path, date_fin=["2027-06-30T00:00:00.000Z"])
    assert [session.end for session in items.trainings[0].sessions] == [None, None]
    assert "2 dates de début pour 1" in items.notes[0].words
    items = former(tmp_path, date_debut=["2027-02-30", "2027-09-01"], date_fin=None)
    assert [session.start for session in items.trainings[0].sessions] == ["2027-09-01"]
    items = former(tmp_path, date_debut=["2027-09-01"], date_fin=["2026-09-01"])
    assert items.trainings[0].sessions[0].end is None


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, [None], [[1]], {"a": {"b": 1}}, True, 1e400])
def test_any_value_in_any_place(tmp_path: Path, value: Any) -> None:
    records = [FORMER_CATALOGUE | {key: value} for key in FORMER_CATALOGUE]
    records += [CURRENT_CATALOGUE | {key: value} for key in CURRENT_CATALOGUE]
    items = read(tmp_path, "apprenticeship", json.dumps({"formations": records}))
    assert len(items.trainings) + len(items.skips) == len(records)


def test_a_broken_record_costs_only_itself(tmp_path: Path) -> None:
    one = json.dumps(FORMER_CATALOGUE)
    page = '{"formations": [' + one + ", " + one.replace('"duree": "1"', '"duree": 1"') + ",\n" + one + "]}"
    items = read(tmp_path, "apprenticeship", page)
    assert len(items.trainings) == 2
    assert items.skips[0].incomplete


def test_an_empty_page_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read(tmp_path, "apprenticeship", '{"formations": []}')
