"""The table a counsellor can fill: its columns, the empty file, and how cells are made safe for spreadsheets.

The same columns serve the way in (`bot.feeds.readers.template`) and the way out (`orisoin export … --format csv`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from bot.feeds.tables import column_key

# What a spreadsheet takes for a formula (OWASP); full-width forms are read as these by some.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column:
    """A column: its French title, the other titles it is known by, an example, what to write in it."""

    title: str
    example: str
    help: str
    others: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name it is compared by."""
        return column_key(self.title)


_PLACE = (
    Column(
        "lieu",
        "Institut de formation d'exemple",
        "nom de l'établissement ou de la salle",
        ("salle", "etablissement"),
    ),
    Column("adresse", "1 rue de l'Exemple", "numéro et rue", ("rue",)),
    Column("code postal", "05000", "cinq chiffres, le 0 du début compris", ("cp", "postcode")),
    Column("commune", "Gap", "nom de la commune", ("ville",)),
    Column("code INSEE", "", "s'il est connu, il l'emporte sur le nom", ("insee",)),
    Column("à distance", "non", "oui, non ou les deux", ("distance", "en ligne", "visio")),
)
_COMMON = (
    Column(
        "métiers",
        "infirmier, aide-soignant",
        "noms des métiers, séparés par des virgules",
        ("metier", "professions"),
    ),
    Column(
        "organisateur", "Institut de formation d'exemple", "un organisme, jamais une personne", ("organisme",)
    ),
    Column("téléphone", "", "celui d'un accueil, pas d'une personne", ("tel",)),
    Column("accessibilité", "Accès en fauteuil roulant", "ce qui est prévu", ("handicap",)),
    Column("description", "Visite et rencontre des étudiants", "quelques phrases", ("texte", "presentation")),
    Column("identifiant", "jpo-2027", "facultatif : garde le même d'un envoi à l'autre", ("uid", "id")),
)
EVENTS: tuple[Column, ...] = (
    Column(
        "titre",
        "Portes ouvertes",
        "obligatoire",
        (
            "intitule",
            "evenement",
            "nom",
            "libelle",
            "titre de l evenement",
            "nom de l evenement",
            "intitule de l evenement",
            "evenements",
        ),
    ),
    Column(
        "type", "portes ouvertes", "portes ouvertes, job dating, forum, réunion d'information…", ("nature",)
    ),
    Column(
        "date",
        "28/03/2027",
        "jour/mois/année, obligatoire",
        (
            "date de debut",
            "date debut",
            "jour",
            "debut",
            "dates",
            "date de l evenement",
            "date evenement",
            "date et heure",
            "date heure",
            "date et horaires",
            "jours",
            "date et heure de debut",
        ),
    ),
    Column(
        "heure de début",
        "9h30",
        "rien : toute la journée",
        ("heure debut", "de", "heure", "horaire", "horaires", "heures", "creneau", "creneaux"),
    ),
    Column(
        "date de fin",
        "",
        "seulement si l'événement dure plusieurs jours",
        ("date fin", "fin", "date et heure de fin"),
    ),
    Column("heure de fin", "17h00", "", ("heure fin", "a")),
    *_PLACE,
    Column("public", "lycéens, adultes en reconversion", "rien : tout public", ("public vise", "publics")),
    Column("statut", "", "annulé, reporté, complet, en ligne ; rien si tout va bien", ("etat",)),
    Column("inscription obligatoire", "oui", "oui ou non", ("sur inscription",)),
    Column(
        "lien d'inscription",
        "https://exemple.fr/inscription",
        "",
        ("inscription", "inscriptions", "lien inscription", "s inscrire"),
    ),
    Column(
        "date limite d'inscription",
        "20/03/2027",
        "",
        (
            "date limite",
            "date limite inscription",
            "date limite inscriptions",
            "limite d inscription",
            "fin des inscriptions",
            "inscription avant le",
            "inscriptions avant le",
            "inscription jusqu au",
            "cloture des inscriptions",
        ),
    ),
    Column("places", "60", "nombre total", ("nombre de places", "capacite")),
    Column("lien", "https://exemple.fr/portes-ouvertes", "la page de l'événement", ("url", "site")),
    *_COMMON,
)
TRAININGS: tuple[Column, ...] = (
    Column(
        "intitulé", "Formation d'infirmier", "obligatoire", ("intitule de la formation", "formation", "titre")
    ),
    Column("diplôme", "diplôme d'État d'infirmier", "", ("diplome prepare",)),
    Column("voie", "initiale", "initiale, apprentissage, continue ou VAE, obligatoire", ("mode", "modalite")),
    Column("date de rentrée", "01/09/2027", "rien : entrées permanentes", ("rentree", "debut de session")),
    Column("fin de session", "30/06/2030", "", ("date de fin", "fin")),
    Column("candidatures jusqu'au", "02/04/2027", "", ("date limite", "limite de candidature")),
    *_PLACE,
    Column("durée", "3 ans", "", ()),
    Column("coût", "", "en euros, toute la formation", ("prix", "tarif")),
    Column("financement", "Région", "", ()),
    Column("conditions d'entrée", "bac", "", ("prerequis", "conditions")),
    Column("RNCP", "", "numéro de fiche, s'il est connu", ("code rncp",)),
    Column("ROME", "", "codes, séparés par des virgules", ("code rome",)),
    Column("lien", "https://exemple.fr/formation", "la page de la formation", ("url", "site")),
    *_COMMON,
)
HELP_SHEET = "Mode d'emploi"
TEMPLATES = {"events": EVENTS, "trainings": TRAININGS}


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what would be one."""
    told = "" if value is None else str(value)
    text = told.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if told.startswith(_FORMULA) else text


def csv_line(cells: Iterable[object]) -> str:
    """A line of a CSV (RFC 4180) as French spreadsheets open it: semicolons, no formula."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return buffer.getvalue()


def csv_head(titles: Sequence[str]) -> str:
    """The beginning of a CSV: the mark of UTF-8, which spreadsheets need, and the titles."""
    return "\ufeff" + csv_line(titles)


def empty_csv(kind: str) -> str:
    """The empty table of `kind` (`events` or `trainings`) as CSV: titles only."""
    return csv_head([column.title for column in TEMPLATES[kind]])


def empty_workbook(kind: str) -> bytes:
    """The empty table of `kind` as an XLSX workbook, every cell of text, with a sheet that explains each column."""
    columns = TEMPLATES[kind]
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Événements" if kind == "events" else "Formations"
    sheet.append([column.title for column in columns])
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[letter].width = max(14, len(column.title) + 2)
        # Text keeps the 0 of « 05000 » and the day of « 03/04 » before its month.
        sheet.column_dimensions[letter].number_format = "@"
    sheet.freeze_panes = "A2"
    explained = workbook.create_sheet(HELP_SHEET)
    explained.append(["colonne", "ce qu'on y écrit", "exemple"])
    for column in columns:
        explained.append([column.title, column.help, safe_cell(column.example)])
    explained.column_dimensions["A"].width, explained.column_dimensions["B"].width = 28, 60
    explained.column_dimensions["C"].width = 40
    for row in explained.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def write_empty(path: Path, kind: str) -> None:
    """Write the empty table of `kind` at `path`; its ending, .xlsx or .csv, tells the form.

    Raises ValueError, in French, for another ending.
    """
    if path.suffix.lower() == ".xlsx":
        path.write_bytes(empty_workbook(kind))
    elif path.suffix.lower() == ".csv":
        path.write_bytes(empty_csv(kind).encode())
    else:
        raise ValueError("Le modèle s'écrit en .xlsx ou en .csv.")
