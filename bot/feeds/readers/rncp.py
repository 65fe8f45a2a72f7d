"""The RNCP and the RS of France compétences: the zip of ten CSV files, « export-fiches-csv-AAAA-MM-JJ.zip »."""

from __future__ import annotations

import io
import lzma
import tempfile
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Generator, Iterator
from typing import IO

from bot.feeds import codes
from bot.feeds.csv_stream import csv_rows
from bot.feeds.open_data import COLUMNS_AT_MOST, LONGEST_NAME, Row
from bot.feeds.published_dates import NotADay, published_day
from bot.feeds.published_text import name
from bot.feeds.records import DirectoryRecord, Item, Position, Skip, Source, Unreadable
from bot.feeds.salvaging import Header, salvaged
from bot.feeds.tables import column_key

NAME = "rncp"
# A file of the zip, told by a part of its name, and the column whose values are gathered by certification.
_GATHERED = {
    "rome": ("rome", "codes_rome_code"),
    "formacode": ("formacode", "formacode_code"),
    "nsf": ("nsf", "nsf_code"),
    "voixdacc": ("access", "si_jury"),
    "certificateurs": ("certifiers", "nom_certificateur"),
}
_CHAIN, _SHEETS = "ancienne_nouvelle", "standard"
_LARGEST_MEMBER = 2 << 30
_MOST_FILES = 50
# What the standard library raises on archives that are cut, changed, encrypted or packed in a way it does not know.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)
_LONGEST_CHAIN = 50
_DAYS = {"valid_until": "date_fin_enregistrement", "decided": "date_decision", "effective": "date_effet"}


def looks_like(head: bytes, name: str) -> bool:
    """Whether the file is a zip whose first entries are those of France compétences."""
    return head.startswith(b"PK\x03\x04") and (b"export_fiches_CSV" in head or "export-fiches-csv" in name)


def read(source: Source) -> Iterator[Item]:
    """The certifications, active or not, with their level, end, codes, ways in and what replaces them."""
    try:
        archive = zipfile.ZipFile(source.path)
    except _DAMAGE:
        yield from _cut_short(source)
        return
    with archive:
        yield from _certifications(archive)


def _cut_short(source: Source) -> Iterator[Item]:
    """The certifications of an archive that has lost its end: of the files that came whole, and of a part of one."""
    left = _LARGEST_MEMBER

    def spend(size: int) -> None:
        nonlocal left
        left -= size
        if left < 0:
            raise Unreadable("L’archive est démesurée.")

    with tempfile.TemporaryFile() as held:
        found = 0
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:

            def target(header: Header) -> IO[bytes] | None:
                nonlocal found
                if found >= _MOST_FILES or not header.name.lower().endswith(".csv"):
                    return None
                found += 1
                return made.open(header.name, "w", force_zip64=True)

            try:
                for _ in salvaged(source.path, target, spend):
                    pass
            except ValueError:  # an empty file
                found = 0
        if not found:
            raise Unreadable("Ce n’est pas une archive, ou elle est abîmée.")
        with zipfile.ZipFile(held) as archive:
            yield from _of_what_is_left(_certifications(archive))


def _of_what_is_left(items: Iterator[Item]) -> Iterator[Item]:
    """The items, after the word that some are missing. Raises Unreadable when none is a certification."""
    before = list[Item]()
    for item in items:
        if isinstance(item, DirectoryRecord):
            yield Skip(
                Position("archive"), "L’archive est coupée ou abîmée : la suite manque.", incomplete=True
            )
            yield from before
            yield item
            yield from items
            return
        before.append(item)
    raise Unreadable("Ce n’est pas une archive, ou elle est abîmée.")


def _member(archive: zipfile.ZipFile, part: str) -> zipfile.ZipInfo | None:
    for entry in archive.infolist():
        plain = column_key(entry.filename.rsplit("/", 1)[-1])
        if part in plain and plain.endswith("csv") and entry.file_size <= _LARGEST_MEMBER:
            return entry
    return None


def _rows(archive: zipfile.ZipFile, part: str) -> Iterator[Row | Skip]:
    entry = _member(archive, part)
    if entry is None:
        return
    try:
        with (
            archive.open(entry) as raw,
            io.TextIOWrapper(raw, "utf-8-sig", errors="replace", newline="") as file,
        ):
            yield from _rows_of(file, part)
    except _DAMAGE:
        where = Position(f"fichier {part}")
        yield Skip(
            where, "Ce fichier de l’archive est abîmé ou chiffré : la suite en manque.", incomplete=True
        )


def _rows_of(file: IO[str], part: str) -> Iterator[Row | Skip]:
    names: list[str] | None = None
    for row in csv_rows(file, ";"):
        position = Position(f"{part}, ligne {row.line}")
        if row.reason:
            yield Skip(position, f"Cette ligne ne peut pas être lue : {row.reason}.", incomplete=True)
        elif names is None:
            names = [column_key(cell[:LONGEST_NAME]) for cell in row.cells[:COLUMNS_AT_MOST]]
        else:
            cells = (cell.replace("''", "’") for cell in row.cells)
            yield Row(position, dict(zip(names, cells, strict=False)))


def _certifications(archive: zipfile.ZipFile) -> Iterator[Item]:
    if _member(archive, _SHEETS) is None:
        raise Unreadable("L’archive ne contient pas le fichier « Standard » des fiches.")
    gathered: dict[str, dict[str, list[str]]] = {}
    for part, (key, column) in _GATHERED.items():
        gathered[key] = yield from _gather(archive, part, column)
    following = yield from _chains(archive)
    preceding = {new: old for old, new in following.items()}
    for row in _rows(archive, _SHEETS):
        if isinstance(row, Skip):
            yield row
            continue
        number, title = codes.certification(row.get("numero_fiche")), name(row.get("intitule"), 500)
        if number is None or title is None:
            yield Skip(row.position, "Cette fiche n’a pas de numéro ou pas d’intitulé.")
            continue
        yield DirectoryRecord(
            directory="rncp",
            code=number,
            title=title,
            position=row.position,
            details=_details(row, number, gathered, following, preceding),
        )


def _gather(archive: zipfile.ZipFile, part: str, column: str) -> Generator[Skip, None, dict[str, list[str]]]:
    """The values of `column` by certification; skips on the way."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(archive, part):
        if isinstance(row, Skip):
            yield row
        elif (number := codes.certification(row.get("numero_fiche"))) and (value := name(row.get(column))):
            found[number].append(value)
    return found


def _chains(archive: zipfile.ZipFile) -> Generator[Skip, None, dict[str, str]]:
    """The certification that replaces each one that was."""
    found: dict[str, str] = {}
    for row in _rows(archive, _CHAIN):
        if isinstance(row, Skip):
            yield row
            continue
        number = codes.certification(row.get("numero_fiche"))
        old, new = (
            codes.certification(row.get("ancienne_certification")),
            codes.certification(row.get("nouvelle_certification")),
        )
        if number and new and new != number:
            found[number] = new
        if number and old and old != number:
            found.setdefault(old, number)
    return found


def _latest(number: str, following: dict[str, str]) -> str:
    """The last certification of a chain; one that turns in a circle stops where it began."""
    seen = {number}
    while (after := following.get(number)) and after not in seen and len(seen) < _LONGEST_CHAIN:
        number = after
        seen.add(number)
    return number


def _details(
    row: Row,
    number: str,
    gathered: dict[str, dict[str, list[str]]],
    following: dict[str, str],
    preceding: dict[str, str],
) -> dict[str, str]:
    """`status` active or inactive, `level` in words, days in ISO, lists parted by « ; »."""
    level = str(row.get("nomenclature_europe_niveau") or "").upper().removeprefix("NIV")
    found: dict[str, str | None] = {
        "status": (name(row.get("actif")) or "").lower() or None,
        "level": f"niveau {level}" if level.isdigit() else None,
        "diploma": name(row.get("abrege_libelle")),
        "kind": name(row.get("type_enregistrement")),
        "replaced_by": following.get(number),
        "latest": _latest(number, following) if number in following else None,
        "replaces": preceding.get(number),
    }
    for key, column in _DAYS.items():
        try:
            day = published_day(row.get(column))
        except NotADay:
            day = None
        found[key] = str(day.day) if day else None
    for key, values in gathered.items():
        found[key] = " ; ".join(dict.fromkeys(values.get(number, []))) or None
    return {key: value for key, value in found.items() if value}
