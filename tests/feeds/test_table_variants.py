"""Tables as agencies keep them: hours in one cell, days in several ways, titles above, a sheet a month, a status a date."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.feeds.records import Item, Note, Skip
from tests.feeds.reading import events, items, notes, skips, times, trainings

DAY = "2027-04-15"


def table(folder: Path, *rows: str, head: str = "Titre;Date;Horaires;Ville") -> list[Item]:
    return items(folder, "\n".join((head, *rows)) + "\n", "template", name="a.csv")


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("9h-12h", [("09:00", "12:00")]), ("9-12h", [("09:00", "12:00")]), ("9H/12H", [("09:00", "12:00")]),
        ("de 9h00 à 12h", [("09:00", "12:00")]), ("9 h 30 - 12 h", [("09:30", "12:00")]), ("0930", [("09:30", None)]),
        ("9h à 12h et de 14h à 17h", [("09:00", "12:00"), ("14:00", "17:00")]), ("à partir de 14h", [("14:00", None)]),
        ("9h-12h / 14h-17h", [("09:00", "12:00"), ("14:00", "17:00")]), ("09:00-12:00", [("09:00", "12:00")]),
    ],
)  # fmt: skip
def test_hours_in_one_cell(tmp_path: Path, hours: str, expected: list[tuple[str, str | None]]) -> None:
    (event,) = events(table(tmp_path, f"Forum;15/04/2027;{hours};Gap"))
    assert times(event) == [(f"{DAY}T{start}", end and f"{DAY}T{end}") for start, end in expected]


@pytest.mark.parametrize("hours", ["matin", "12h-9h", "9h-12h-14h", "25h", "à confirmer"])
def test_hours_that_are_none_cost_only_themselves(tmp_path: Path, hours: str) -> None:
    found = table(tmp_path, f"Forum;15/04/2027;{hours};Gap")
    assert times(events(found)[0]) == [(DAY, DAY)]
    assert "Heure laissée de côté" in notes(found)[0] and not skips(found)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("15/04/27", ["15"]), ("15 avril 27", ["15"]), ("15  avril  2027", ["15"]), ("2027/04/15", ["15"]),
        ("JEUDI 15 AVRIL 2027", ["15"]), ("du 15 au 17 avril 2027", ["15", "16", "17"]),
        ("15/04/2027 au 17/04/2027", ["15", "16", "17"]), ("15/04/2027 - 16/04/2027", ["15", "16"]),
        ("15/04/2027, 17/04/2027", ["15", "17"]), ("15/04/2027 et le 17/04/2027", ["15", "17"]),
    ],
)  # fmt: skip
def test_days_in_one_cell(tmp_path: Path, written: str, expected: list[str]) -> None:
    (event,) = events(table(tmp_path, f"Forum;{written};;Gap"))
    assert [start for start, _ in times(event)] == [f"2027-04-{day}" for day in expected]


def test_a_month_alone_stays_a_month(tmp_path: Path) -> None:
    (event,) = events(table(tmp_path, "Forum;avril 2027;9h;Gap"))
    assert (event.slots[0].start, event.slots[0].precision) == ("2027-04-01", "month")
    found = table(tmp_path, "DEAS;initiale;rentrée 2027;Gap", "DEAES;initiale;septembre 2027;Gap",
                  head="Intitulé;Voie;Date de rentrée;Ville")  # fmt: skip
    unread, told = trainings(found)
    assert unread.sessions == () and unread.permanent_entry is None
    assert (told.sessions[0].start, told.sessions[0].precision) == ("2027-09-01", "month")
    assert "Date de session laissée de côté" in notes(found)[0]


@pytest.mark.parametrize(
    "written", ["15/04", "4/15/2027", "17/04/2027 au 15/04/2027", "01/01/2027 au 01/12/2027", ""]
)
def test_days_that_are_none_are_said(tmp_path: Path, written: str) -> None:
    found = table(tmp_path, f"Forum;{written};9h;Gap", "Autre;15/04/2027;;Gap")
    assert [event.title for event in events(found)] == ["Autre"]
    assert [item.position.words for item in found if isinstance(item, Skip)] == ["ligne 2"]


def test_each_date_has_its_own_status(tmp_path: Path) -> None:
    found = table(
        tmp_path, "Visite;15/04/2027;;Gap", "Visite;16/04/2027;annulé;Gap", "Visite;17/04/2027;COMPLET;Gap",
        "Forum;18/04/2027;incomplet;Gap", head="Titre;Date;Statut;Ville",
    )  # fmt: skip
    visit, full, forum = events(found)
    assert [(slot.start, slot.cancelled) for slot in visit.slots] == [
        ("2027-04-15", False),
        ("2027-04-16", True),
    ]
    assert (full.status, times(full)) == ("full", [("2027-04-17", "2027-04-17")]) and full.uid != visit.uid
    assert forum.status == "scheduled" and "incomplet" in notes(found)[0]


def test_titles_above_and_headers_written_again(tmp_path: Path) -> None:
    text = (
        ";;;\nAgenda de la mission;;;\nMis à jour le 3/11/2026;par l'accueil;;\n\nTitre;Date;Ville;Type\n"
        "Forum;15/04/2027;Gap;forum\nTitre;Date;Ville;Type\nAtelier;16/04/2027;Gap;atelier\n;;;\n"
    )
    found = items(tmp_path, text, "template", name="a.csv")
    assert [event.title for event in events(found)] == ["Forum", "Atelier"] and not skips(found)


@pytest.mark.parametrize(
    ("head", "keys"),
    [
        ("INTITULÉ;DATE DE DÉBUT;HORAIRE;VILLE", "template"),
        ("Intitule;Date de debut;Horaire;Ville", "template"),
        ("Nom de l'événement;Date de l’événement;Horaires;Commune", "template"),
        ("Libellé ; Dates ; Heures ; Ville", "template"),
    ],
)
def test_headings_with_accents_or_not(tmp_path: Path, head: str, keys: str) -> None:
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        text = f"{head}\nForum;15/04/2027;9h-12h;Gap\n".encode(encoding)
        found = items(tmp_path, text, keys, name="a.csv")
        assert times(events(found)[0]) == [(f"{DAY}T09:00", f"{DAY}T12:00")], encoding


def test_amounts_links_and_counts(tmp_path: Path) -> None:
    found = table(
        tmp_path, "A;VAE;1 200 €;www.exemple.fr", "B;VAE;1.200,50;exemple.fr/b", "C;VAE;de 1000 à 2000 €;qui@exemple.fr",
        "D;VAE;gratuit;", head="Intitulé;Voie;Coût;Lien",
    )  # fmt: skip
    assert [(one.cost, one.url) for one in trainings(found)] == [
        (1200.0, "https://www.exemple.fr"), (1200.5, "https://exemple.fr/b"), (None, None), (0.0, None),
    ]  # fmt: skip
    assert len(notes(found)) == 2 and "qui@" not in " ".join(notes(found))


def workbook(fill: Callable[[Workbook, Worksheet], None]) -> bytes:
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    fill(made, sheet)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def test_every_sheet_that_has_the_columns(tmp_path: Path) -> None:
    def fill(made: Workbook, first: Worksheet) -> None:
        first.title = "Janvier"
        for row in (["Agenda 2027"], ["Titre", "Date", "Ville"], ["A", "15/01/2027", "Gap"]):
            first.append(row)
        for name, rows in (
            ("Février", [["Titre", "Date", "Ville"], ["B", "15/02/2027", "Gap"], ["C", "bientôt", "Gap"]]),
            ("Notes", [["à faire", "avant"]]), ("Vieux", [["Titre", "Date", "Ville"], ["Z", "15/01/2027", "Gap"]]),
            ("Formations", [["Intitulé", "Voie"], ["DEAS", "initiale, apprentissage"]]),
        ):  # fmt: skip
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
        made["Vieux"].sheet_state = "hidden"

    found = items(tmp_path, workbook(fill), "template", name="a.xlsx")
    assert [event.title for event in events(found)] == ["A", "B"]
    assert [one.mode for one in trainings(found)] == ["apprenticeship", "initial"]
    assert [item.position.words for item in found if isinstance(item, Skip)] == [
        "ligne 3, feuille « Février »"
    ]
    assert [item.position.words for item in found if isinstance(item, Note)] == [
        "feuille « Notes »",
        "feuille « Vieux »",
    ]


def test_the_types_of_a_workbook(tmp_path: Path) -> None:
    def fill(made: Workbook, sheet: Worksheet) -> None:
        sheet.append(
            ["Titre", "Date", "Heure de début", "Heure de fin", "CP", "Ville", "Date limite d'inscription"]
        )
        for row in (
            ["A", date(2027, 4, 15), time(9), time(12), 5000, "Gap", 46470],
            ["B", datetime(2027, 4, 15, 9), None, time(12), "05000", "Gap", date(2027, 3, 24)],  # noqa: DTZ001
            ["C", 46492, 0.375, 0.5, 5000.0, "Gap", None],
            ["D", 46492.375, None, "12h", 5000, "Gap", None],
            [None] * 7,
            # A formula that no program has worked out has no value to read.
            ["E", "=DATE(2027,4,15)", None, None, 5000, "Gap", None],
        ):
            sheet.append(row)

    found = items(tmp_path, workbook(fill), "template", name="a.xlsx")
    assert [times(event) for event in events(found)] == [[(f"{DAY}T09:00", f"{DAY}T12:00")]] * 4
    assert {event.place.postcode for event in events(found)} == {"05000"}
    assert [event.registration_deadline for event in events(found)][:2] == ["2027-03-24"] * 2
    assert [item.position.words for item in found if isinstance(item, Skip)] == ["ligne 7"]
