"""Feeds as people send them: saved again by a spreadsheet, cut, half named, refused by the service they come from."""

from __future__ import annotations

import json
from datetime import time
from pathlib import Path

import pytest

from bot.feeds.days import MIDNIGHT, at_hour, read_hour
from bot.feeds.linked_data import loaded
from bot.feeds.opening import opened
from bot.feeds.readers import READERS, detect
from bot.feeds.records import DirectoryRecord, Skip, Source, Unreadable
from bot.feeds.written_times import at_hours, read_times
from tests.feeds.readers.samples import rncp_zip
from tests.feeds.reading import TODAY, events, items, skips, times


def test_twenty_four_hours_end_a_day() -> None:
    assert read_hour("24h00") == read_hour("24:00:00") == MIDNIGHT
    assert at_hour("2027-12-31", MIDNIGHT) == "2028-01-01T00:00"
    (slot,) = at_hours(read_times("30/01/2027"), time(20), read_hour("24h"))
    assert (slot.start, slot.end) == ("2027-01-30T20:00", "2027-01-31T00:00")
    with pytest.raises(ValueError, match="24 h"):
        at_hours(read_times("30/01/2027"), MIDNIGHT, None)
    with pytest.raises(ValueError, match="n'existe pas"):
        read_hour("24h30")


def test_france_travail_ends_at_twenty_four(tmp_path: Path) -> None:
    told = {"id": 1, "titre": "Job dating", "dateEvenement": "2027-01-08T00:00:00+01:00", "heureDebut": "18:00",
            "heureFin": "24:00", "codesRome": ["K1304"]}  # fmt: skip
    (found,) = events(items(tmp_path, json.dumps({"content": [told]}), "france-travail"))
    assert times(found) == [("2027-01-08T18:00", "2027-01-09T00:00")]


def test_openagenda_v3_named_by_id(tmp_path: Path) -> None:
    told = {
        "id": "evt_1",
        "title": "Forum",
        "timings": [{"start": "2027-03-10T09:00:00+01:00"}],
        "location": None,
    }
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"object": "list", "data": [told]}), encoding="utf-8")
    form = detect(path, path.name)
    assert form is not None and form.name == "openagenda"
    (found,) = events(list(form.read(Source(path, "essai", TODAY))))
    assert (found.uid, times(found)) == ("evt_1", [("2027-03-10T09:00", None)])


def test_an_openagenda_table_saved_by_a_spreadsheet(tmp_path: Path) -> None:
    table = (
        "Identifiant;Titre - FR;Première date - Début;Première date - Fin;Ville\n"
        "1;Forum;31/01/2027 14:00;31/01/2027 17h30;Gap\n2;Forum;31/01/2027;;Gap\n3;Forum;31/02/2027 9h;;Gap\n"
    )
    found = items(tmp_path, table, "openagenda", name="feed.csv")
    assert [times(one) for one in events(found)] == [
        [("2027-01-31T14:00", "2027-01-31T17:30")],
        [("2027-01-31", "2027-01-31")],
    ]
    assert skips(found) == ["L'événement n'a pas de date lisible."]


@pytest.mark.parametrize(
    ("table", "form"),
    [
        ("annee,etab_nom,nm,commune,fiche\n2026,IFSI d'exemple,Infirmier,Gap,https://exemple.fr\n", "parcoursup"),
        ("code_rome,libelle_rome\nJ1501,Aide-soignant\n", "rome"),
    ],
)  # fmt: skip
def test_tables_with_fewer_columns(tmp_path: Path, table: str, form: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(table, encoding="utf-8")
    found = detect(path, path.name)
    assert found is not None and found.name == form
    assert len(list(found.read(Source(path, "essai", TODAY)))) == 1


def test_quotes_left_open_in_a_page() -> None:
    (found,) = loaded('{"@type":"Event","name":"Forum "métiers" du soin","startDate":"2027-03-10",}')
    assert (found["name"], found["startDate"]) == ('Forum "métiers" du soin', "2027-03-10")


def test_an_archive_of_certifications_that_lost_its_end(tmp_path: Path) -> None:
    whole = rncp_zip()
    path = tmp_path / "export-fiches-csv-2026-11-25.zip"
    path.write_bytes(whole[: whole.rfind(b"PK\x01\x02") - 10])
    found = list(READERS["rncp"].read(Source(path, "essai", TODAY)))
    assert [one.code for one in found if isinstance(one, DirectoryRecord)] == ["RNCP100", "RNCP200"]
    assert any(isinstance(one, Skip) and one.incomplete for one in found)


def test_a_service_that_refuses_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text('{"code": 401, "message": "Unauthorized"}', encoding="utf-8")
    with pytest.raises(Unreadable, match="Unauthorized"):
        opened(path, "answer.json", None, tmp_path)
