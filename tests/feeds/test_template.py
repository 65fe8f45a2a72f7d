"""The table a counsellor fills: every way spreadsheets write it, and back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.feeds.readers import detect
from bot.feeds.records import Unreadable
from bot.feeds.template import EVENTS, TRAININGS, csv_line, empty_csv, empty_workbook, safe_cell, write_empty
from tests.feeds.reading import events, items, notes, skips, times, trainings

LINE = "Portes ouvertes{0}28/03/2027{0}9h30{0}17 h{0}IFSI d'exemple{0}5000{0}Gap{0}infirmier, aide-soignant"
HEAD = "Titre{0}Date{0}Heure de début{0}Heure de fin{0}Lieu{0}CP{0}Ville{0}Métiers"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("announced", [True, False])
def test_tables_in_every_dress(tmp_path: Path, separator: str, encoding: str, announced: bool) -> None:
    line = LINE.replace("infirmier, aide-soignant", '"infirmier, aide-soignant"').format(separator)
    text = (f"sep={separator}\r\n" if announced else "") + HEAD.format(separator) + "\r\n" + line + "\r\n"
    event = events(items(tmp_path, text.encode(encoding), "template"))[0]
    assert times(event) == [("2027-03-28T09:30", "2027-03-28T17:00")]
    assert (event.place.postcode, event.place.venue) == ("05000", "IFSI d'exemple")
    assert event.keywords == ("infirmier", "aide-soignant")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("28/03/2027", "2027-03-28"), ("2027-03-28", "2027-03-28"), ("28.3.27", "2027-03-28"), ("20270328", "2027-03-28"),
        ("dimanche 28 mars 2027", "2027-03-28"), ("1er avril 2027", "2027-04-01"), ("28-03-2027", "2027-03-28"),
    ],
)  # fmt: skip
def test_french_dates(tmp_path: Path, written: str, expected: str) -> None:
    found = items(tmp_path, f"titre;date;lieu\nForum;{written};Gap\n", "template")
    assert times(events(found)[0])[0][0] == expected


@pytest.mark.parametrize(
    "written",
    [
        "03/28/2027",
        "31/02/2027",
        "28 mars",
        "lundi 28 mars 2027",
        "lundi 99 septembre 3019",
        "bientôt",
        "46109",
        "01/01/1900",
    ],
)
def test_dates_that_are_none(tmp_path: Path, written: str) -> None:
    found = items(tmp_path, f"titre;date;lieu\nForum;{written};Gap\nJob dating;28/03/2027;Gap\n", "template")
    assert len(events(found)) == 1 and len(skips(found)) == 1


def test_lines_of_one_event_are_its_dates_and_a_bad_one_costs_itself(tmp_path: Path) -> None:
    text = (
        "identifiant;titre;date;lieu\njpo;Portes ouvertes;28/03/2027;Gap\njpo;Portes ouvertes;29/03/2027;Gap\n"
        "jpo;;n;Gap\n;;01/01/2027;\n"
    )
    found = items(tmp_path, text, "template")
    assert [start for start, _ in times(events(found)[0])] == ["2027-03-28", "2027-03-29"]
    assert len(skips(found)) == 2


def test_what_spreadsheets_damage(tmp_path: Path) -> None:
    text = "titre;date;code postal;téléphone;statut;à distance\nForum;28/03/2027;2,601E+13;612345678;peut-être;un peu\n"
    found = items(tmp_path, text, "template")
    event = events(found)[0]
    assert (event.place.postcode, event.registration_phone, event.status) == (None, None, "scheduled")
    assert len(notes(found)) == 4


def test_trainings(tmp_path: Path) -> None:
    text = (
        "intitulé;voie;date de rentrée;coût;commune;RNCP\n"
        "Infirmier;formation initiale;01/09/2027;1 200,50 €;Gap;39923\n"
        "Infirmier;formation initiale;01/09/2028;;Gap;\n"
        "Aide-soignant;magie;;;Gap;\n"
        "Aide-soignant;VAE;;gratuit;Gap;\n"
    )
    found = items(tmp_path, text, "template")
    first, second = trainings(found)
    assert (first.mode, first.cost, len(first.sessions), first.rncp) == ("initial", 1200.5, 2, ("39923",))
    assert (second.mode, second.cost, second.permanent_entry) == ("vae", 0.0, True)
    assert len(skips(found)) == 1


def test_workbooks_with_real_dates_and_numbers(tmp_path: Path) -> None:
    from datetime import date, time

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Titre", "Date", "Heure de début", "CP", "Ville", "Places"])
    sheet.append(["Portes ouvertes", date(2027, 3, 28), time(9, 30), 5000, "Gap", 60])
    path = tmp_path / "agenda.xlsx"
    workbook.save(path)
    found = detect(path, "agenda.xlsx")
    assert found is not None and found.name == "template"
    event = events(items(tmp_path, path.read_bytes(), "template", name="agenda.xlsx"))[0]
    assert (times(event), event.place.postcode, event.seats) == ([("2027-03-28T09:30", None)], "05000", 60)


def test_the_empty_tables_are_recognised_and_hold_nothing(tmp_path: Path) -> None:
    for kind, columns in (("events", EVENTS), ("trainings", TRAININGS)):
        for ending in (".csv", ".xlsx"):
            path = tmp_path / f"{kind}{ending}"
            write_empty(path, kind)
            found = detect(path, path.name)
            assert found is not None and found.name == "template"
            with pytest.raises(Unreadable, match="aucune ligne"):
                items(tmp_path, path.read_bytes(), "template", name=path.name)
        assert empty_csv(kind).strip().split(";")[0].endswith(columns[0].title)
        sheet = load_workbook(io.BytesIO(empty_workbook(kind))).worksheets[0]
        assert [cell.value for cell in sheet[1]] == [column.title for column in columns]
    with pytest.raises(ValueError, match="xlsx"):
        write_empty(tmp_path / "a.pdf", "events")


@pytest.mark.parametrize("content", ["", "\n\n", "a;b\n1;2\n", "titre\nForum\n"])
def test_other_tables_are_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(Unreadable):
        items(tmp_path, content, "template")


@pytest.mark.parametrize(
    "cell", ["=1+1", "+33", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1"]
)
@pytest.mark.asvs("1.2.10", shows="S12")
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe_cell(cell).startswith("'")
    written = csv_line([cell, "a;b", 'dit "oui"', "deux\nlignes"])
    read = next(csv.reader(io.StringIO(written), delimiter=";"))
    assert read[0] == safe_cell(cell) and read[1:] == ["a;b", 'dit "oui"', "deux\nlignes"]


def test_the_mark_before_a_formula_is_taken_back(tmp_path: Path) -> None:
    text = "titre;date;lieu\n" + csv_line(["=Forum", "28/03/2027", "Gap"])
    assert events(items(tmp_path, text, "template"))[0].title == "=Forum"
