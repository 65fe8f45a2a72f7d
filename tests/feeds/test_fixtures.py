"""Feeds as agencies really have them, odd or broken, brought in by the command: what is kept, and what the report says."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.command import importing
from tests.feeds.test_commands import Run, run  # noqa: F401 - a fixture

FOLDER = Path(__file__).parent / "fixtures"
DAY = "2026-11-27"

# Of each file: the exit status, what is kept, what is left out, words of the report (each file's own).
READ = {
    "outlook-zones.ics": (3, 4, 1, ["marqué privé", "« Customized Time Zone » est inconnu"]),
    "google-series.ics": (0, 3, 0, []),
    "google-heure-changee.ics": (0, 3, 0, []),
    "plusieurs-defauts.ics": (3, 3, 3, ["« 20271332T090000 » n'existe pas", "n'a pas de titre", "étaient inversées"]),
    "tronque.ics": (3, 2, 1, ["la suite manque", "ce qui précède est gardé"]),
    "latin1.ics": (0, 1, 0, []),
    "utf16.ics": (0, 1, 0, []),
    "marque.csv": (0, 1, 0, []),
    "latin1-dates-en-lettres.csv": (3, 5, 3, ["contredit la date", "Le titre manque"]),
    "guillemet-ouvert.csv": (0, 4, 0, []),
    "excel-fusionne.xlsx": (3, 5, 1, ["ligne 9 : La date manque"]),
    "openagenda-v2.json": (3, 10, 2, ["n'a pas de date lisible", "n'est pas publié", "retiré"]),
    "openagenda-coupe.json": (3, 1, 1, ["la suite manque"]),
    "page-evenements.html": (3, 2, 2, ["la date de début manque", "abîmé"]),
    "france-travail.json": (0, 3, 0, ["« 25:00:00 » n'existe pas"]),
    "onisep.csv": (3, 5, 2, ["Dates indicatives", "aucune date"]),
    "lheo-dates-fausses.xml": (3, 4, 2, ["« 20271301 » n’est pas une date", "pas d’intitulé"]),
    "lheo.zip": (3, 4, 2, ["lheo.xml, formation 4", "lisezmoi.txt : Ce fichier de l'archive n'est d'aucun format"]),
    "lheo-coupe.zip": (3, 4, 3, ["lheo.xml, formation 4", "les fichiers qui suivaient manquent"]),
    "lheo-coupe.xml": (3, 3, 2, ["s’arrête avant sa fin"]),
}  # fmt: skip
UNREAD = {
    "vide.ics": "Le fichier est vide.",
    "blancs.csv": "Le fichier est vide.",
    "colonnes-inconnues.csv": "les colonnes du modèle",
    "excel-coupe.xlsx": "abîmé ou protégé",
    "page-erreur.html": "page d'erreur ou de connexion",
    "page-erreur.ics": "page d'erreur ou de connexion",
}


def _slots(folder: Path, title: str) -> list[tuple[str, str | None, int]]:
    with sqlite3.connect(folder / "commands.db") as database:
        return database.execute(
            "SELECT local_start, local_end, cancelled FROM event_slot JOIN event ON event.id = event_id "
            "WHERE title = ? ORDER BY local_start",
            (title,),
        ).fetchall()


@pytest.mark.parametrize("name", READ)
def test_what_is_kept_and_said(name: str, run: Run, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    status, kept, skipped, words = READ[name]
    assert run(importing, str(FOLDER / name), "--today", DAY) == status
    told = capsys.readouterr().out
    assert f"Gardés : {kept} (" in told and f"Écartés : {skipped}\n" in told
    assert [one for one in words if one not in told] == []
    # The same file again changes nothing.
    assert run(importing, str(FOLDER / name), "--today", DAY) == status
    assert f"nouveaux : 0, mis à jour : 0, inchangés : {kept}\nRetirés : 0" in capsys.readouterr().out


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_said_in_one_sentence(
    name: str,
    run: Run,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(importing, str(FOLDER / name), "--today", DAY) == 2
    told = capsys.readouterr()
    assert UNREAD[name] in told.err and told.err.count("\n") == 1 and not told.out


def test_times_as_people_write_them(run: Run, tmp_path: Path) -> None:  # noqa: F811
    for name in ("latin1-dates-en-lettres.csv", "excel-fusionne.xlsx", "google-series.ics"):
        run(importing, str(FOLDER / name), "--today", DAY)
    found = {
        title: [(start, end) for start, end, cancelled in _slots(tmp_path, title) if not cancelled]
        for title in (
            "Portes ouvertes de l'école d'aides-soignants",
            "Atelier CV",
            "Job dating",
            "Forum des métiers",
        )
    }
    assert found == {
        "Portes ouvertes de l'école d'aides-soignants": [("2026-12-05T09:00", "2026-12-05T12:30")],
        "Atelier CV": [("2027-02-03T09:00", "2027-02-03T12:00"), ("2027-02-03T14:00", "2027-02-03T17:00")],
        # A workbook's own numbers for the day and the hour.
        "Job dating": [("2026-12-11T14:00", None)],
        "Forum des métiers": [("2027-01-14", "2027-01-14"), ("2027-01-15", "2027-01-15")],
    }
    series = _slots(tmp_path, "Atelier métiers du grand âge")
    assert ("2026-12-15T18:00", "2026-12-15T19:30", 0) not in series
    assert ("2026-12-17T18:30", "2026-12-17T20:00", 0) in series
    assert ("2027-01-05T18:00", "2027-01-05T19:30", 1) in series
