"""FINESS, the national directory of health and social establishments: extracts « etalab-cs11005… ».

No header: a first line of metadata, then rows `structureet` and, in some extracts, rows `geolocalisation`, which are
told apart by their first cell. Coordinates are Lambert-93 in metropolitan France; overseas, where the projection is
another, they are left to the commune.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.feeds import codes
from bot.feeds.coordinates import from_lambert93
from bot.feeds.csv_stream import csv_rows
from bot.feeds.decoding import decode, open_text
from bot.feeds.published_text import name
from bot.feeds.records import Item, Note, OrganisationRecord, PlaceRecord, Position, Skip, Source, Unreadable

NAME = "finess"
_STRUCTURE, _POINT = "structureet", "geolocalisation"
_CELLS_NEEDED = 20
# Positions in a row `structureet`, counted from 0.
(_FINESS, _SHORT, _LONG, _NUMBER, _WAY, _STREET) = (1, 3, 4, 7, 8, 9)
(_SUITE, _BOX, _COMMUNE, _DEPARTMENT, _CITY, _PHONE, _KIND, _SIRET, _UAI) = (
    10,
    11,
    12,
    13,
    15,
    16,
    19,
    22,
    31,
)
# Of the overseas départements, FINESS writes « 9A » for 971 and the commune's last three figures.
_OVERSEAS = {
    **dict.fromkeys(("9A", "9B", "9C", "9D", "9E", "9F"), "97"),
    **dict.fromkeys(("9H", "9J", "9K"), "98"),
}
# Saint-Barthélemy and Saint-Martin left the Guadeloupe and changed codes.
_RENAMED = {"97123": "97701", "97127": "97801"}
_CITY_LINE = re.compile(r"(\d{5})\s+(.+?)(?:\s+CEDEX(?:\s+\d+)?)?")


def looks_like(head: bytes, name: str) -> bool:
    """Whether the file begins as FINESS extracts do."""
    text = decode(head).lstrip("\ufeff").lower()
    return (
        text.startswith(("finess;etalab", f"{_STRUCTURE};", f"{_POINT};"))
        or f"\n{_STRUCTURE};" in text[:20000]
    )


def read(source: Source) -> Iterator[Item]:
    """The establishments of a FINESS extract; raises `Unreadable` when it lists none."""
    points = _points(source.path)
    found = False
    others = 0
    with open_text(source.path, newline="") as file:
        for row in csv_rows(file, ";"):
            kind = row.cells[0].strip().lower() if row.cells else ""
            position = Position(f"ligne {row.line}")
            if row.reason:
                yield Skip(position, f"Cette ligne ne peut pas être lue : {row.reason}.", incomplete=True)
            elif kind == _STRUCTURE:
                found = True
                yield _establishment(row.cells, position, points)
            elif kind not in ("finess", _POINT):
                others += 1
    if not found:
        raise Unreadable("Le fichier ne liste aucun établissement FINESS.")
    if others:
        yield Note(Position("fichier"), f"Lignes d’un autre genre, laissées de côté : {others}.")


def _points(path: Path) -> dict[str, tuple[float, float]]:
    """Degrees by FINESS number, from the rows `geolocalisation`, which follow the establishments they locate."""
    found: dict[str, tuple[float, float]] = {}
    with open_text(path, newline="") as file:
        for row in csv_rows(file, ";"):
            if len(row.cells) < 4 or row.cells[0].strip().lower() != _POINT:
                continue
            number = codes.finess(row.cells[1])
            projection = row.cells[4].upper() if len(row.cells) > 4 else ""
            elsewhere = "UTM" in projection or (number is not None and number.startswith(("97", "98")))
            point = None if elsewhere else from_lambert93(row.cells[2], row.cells[3])
            if number and point:
                found[number] = point
    return found


def _insee(department: str, commune: str) -> str | None:
    prefix = _OVERSEAS.get(department.upper(), department)
    if not re.fullmatch(r"\d{1,3}", commune.strip()):
        return None
    code = codes.insee(f"{prefix}{commune.strip().zfill(3)}")
    return _RENAMED.get(code, code) if code else None


def _establishment(cells: list[str], position: Position, points: dict[str, tuple[float, float]]) -> Item:
    if len(cells) < _CELLS_NEEDED:
        return Skip(position, f"Cette ligne n’a que {len(cells)} cellules.")
    cells = [*cells, *[""] * (_UAI + 1 - len(cells))]
    title = name(cells[_LONG]) or name(cells[_SHORT])
    number = codes.finess(cells[_FINESS])
    if codes.is_scientific(cells[_FINESS]):
        return Skip(position, f"Le numéro FINESS « {cells[_FINESS]} » a perdu ses chiffres dans un tableur.")
    if title is None or number is None:
        return Skip(position, "Cet établissement n’a pas de nom ou pas de numéro FINESS.")
    street = " ".join(part.strip() for part in cells[_NUMBER : _STREET + 1] if part.strip())
    suite = (name(part) for part in (street, cells[_SUITE], cells[_BOX]))
    city = _CITY_LINE.fullmatch(cells[_CITY].strip())
    point = points.get(number, (None, None))
    return OrganisationRecord(
        name=title,
        uid=number,
        kind=name(cells[_KIND]),
        siret=codes.siret(cells[_SIRET]),
        uai=codes.uai(cells[_UAI]),
        finess=number,
        phone=codes.phone(cells[_PHONE]),
        place=PlaceRecord(
            venue=title,
            address=", ".join(part for part in suite if part) or None,
            postcode=city[1] if city else None,
            commune=city[2] if city else None,
            insee=_insee(cells[_DEPARTMENT].strip(), cells[_COMMUNE]),
            latitude=point[0],
            longitude=point[1],
        ),
    )
