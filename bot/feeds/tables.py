"""Tables as rows of text by column name: CSV in any of the forms spreadsheets write, and workbooks."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from bot.feeds.csv_stream import csv_rows, separator_of
from bot.feeds.decoding import decode, open_text, printable
from bot.feeds.records import Unreadable
from bot.french.folding import fold_text

_LONGEST_CELL = 2_000_000
_LARGEST_WORKBOOK = 200 * 1024 * 1024
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"

Row = dict[str, str]
# The only key of a row that could not be read: why.
BROKEN = ""
_MOST_MERGED = 400


def column_key(name: str) -> str:
    """A column's name as it is compared: folded, words joined by one `_` (« Code postal » is `code_postal`)."""
    return re.sub(r"[^a-z0-9]+", "_", fold_text(name)).strip("_")


def _csv_rows(path: Path) -> Iterator[tuple[int, Row]]:
    with open_text(path, newline="") as file:
        separator = separator_of(islice(file, 200))
        file.seek(0)
        yield from _named(
            (row.line, [row.reason], True) if row.reason else (row.line, row.cells, False)
            for row in csv_rows(file, separator)
        )


def _is_announcement(cells: list[str]) -> bool:
    """Whether a first record is « sep=; », which the separator itself may have cut."""
    return cells[0].lstrip("\ufeff").lower().startswith("sep=") and not any(cells[1:])


def _named(records: Iterator[tuple[int, list[str], bool]]) -> Iterator[tuple[int, Row]]:
    """Records by column name; the header is the first that is filled. Raises Unreadable when there is none."""
    names: list[str] | None = None
    for number, record, broken in records:
        if broken:
            yield number, {BROKEN: record[0]}
            continue
        cells = [cell.strip(" \t\r\n\ufeff\u00a0") for cell in record]
        if not any(cells) or (names is None and _is_announcement(cells)):
            continue
        if names is None:
            # A title written above the columns fills one cell.
            if sum(map(bool, cells)) > 1 or len(cells) == 1:
                names = [column_key(cell) for cell in cells]
            continue
        row: Row = {}
        for name, cell in zip(names, cells, strict=False):
            if name and cell and name not in row:
                row[name] = cell
        if row:
            yield number, row
    if names is None:
        raise Unreadable("Le tableau est vide : il n'a même pas de ligne de titres.")


def workbook_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of the first sheet that has any. Raises Unreadable when the workbook cannot be opened."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                if sum(member.file_size for member in archive.infolist()) > _LARGEST_WORKBOOK:
                    raise Unreadable("Le classeur est démesuré une fois ouvert.")
        workbook = CalamineWorkbook.from_path(str(path))
        sheets = [_cells(workbook.get_sheet_by_name(name)) for name in workbook.sheet_names[:20]]
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable("Le classeur ne s'ouvre pas : il est abîmé ou protégé.") from error
    filled = next((sheet for sheet in sheets if any(any(row) for row in sheet)), [])
    yield from _named(
        (number, [cell_text(cell) for cell in row], False) for number, row in enumerate(filled, 1)
    )


def _cells(sheet: CalamineSheet) -> list[list[Any]]:
    """The cells of a sheet; those merged from top to bottom all say what the first one does."""
    cells = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if left == right and bottom - top < _MOST_MERGED:
            for row in cells[top + 1 : bottom + 1]:
                row[left] = cells[top][left]
    return cells


def cell_text(cell: Any) -> str:
    """A workbook's cell as a person would have typed it: whole numbers without decimals, days in ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return printable(str(cell))


def is_workbook(head: bytes, name: str) -> bool:
    """Whether a file is a workbook, by its mark and its name."""
    return name.endswith(_WORKBOOKS) and head.startswith((ZIP_MARK, OLE_MARK))


def rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a table, CSV or workbook, with where they stand: `(line, {column_key: text})`, blanks left out.

    A row that could not be read is `{BROKEN: reason}`.
    """
    with path.open("rb") as file:
        head = file.read(8)
    yield from workbook_rows(path) if head.startswith((ZIP_MARK, OLE_MARK)) else _csv_rows(path)


def header_keys(head: bytes) -> set[str]:
    """The column keys of a CSV file that begins with `head`."""
    lines = decode(head).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    separator = separator_of(lines[:50])
    try:
        csv.field_size_limit(_LONGEST_CELL)
        for record in csv.reader((line + "\n" for line in lines[:50]), delimiter=separator):
            if any(record) and not _is_announcement(record):
                return {column_key(cell) for cell in record}
    except csv.Error:
        return set()
    return set()
