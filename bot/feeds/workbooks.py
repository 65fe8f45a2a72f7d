"""Workbooks (XLSX, XLS, ODS) as rows of text, sheet after sheet, as a person would have typed their cells."""

from __future__ import annotations

import csv
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from bot.feeds.decoding import printable
from bot.feeds.records import Unreadable

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"
_LARGEST_WORKBOOK = 200 * 1024 * 1024
_MOST_SHEETS = 40
_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
# What a workbook's first entries are called, for those that come under another name (« export », « download »).
_INSIDE = re.compile(
    rb"xl/(?:workbook|worksheets|_rels|theme|styles|sharedStrings)|opendocument\.spreadsheet"
)
_MOST_MERGED = 400


def is_workbook(head: bytes, name: str) -> bool:
    """Whether a file is a workbook, by its mark and by its name or its first entries."""
    if head.startswith(ZIP_MARK):
        return name.endswith(_ENDINGS) or _INSIDE.search(head) is not None
    return name.endswith(_ENDINGS) and head.startswith(OLE_MARK)


@dataclass(frozen=True)
class Sheet:
    """A sheet that has something in it: its name, and its rows, the first being number 1; whether its author hid it."""

    name: str
    rows: list[list[str]]
    hidden: bool = False


def sheets(path: Path) -> list[Sheet]:
    """The filled sheets of a workbook. Raises Unreadable when it cannot be opened."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                if sum(member.file_size for member in archive.infolist()) > _LARGEST_WORKBOOK:
                    raise Unreadable("Le classeur est démesuré une fois ouvert.")
        workbook = CalamineWorkbook.from_path(str(path))
        found = [(one, _cells(workbook.get_sheet_by_name(one.name))) for one in _worksheets(workbook)]
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable("Le classeur ne s'ouvre pas : il est abîmé ou protégé.") from error
    told = [
        Sheet(
            one.name,
            [[cell_text(cell) for cell in row] for row in cells],
            one.visible != SheetVisibleEnum.Visible,
        )
        for one, cells in found
    ]
    return [sheet for sheet in told if any(any(row) for row in sheet.rows)]


def _worksheets(workbook: CalamineWorkbook) -> list[SheetMetadata]:
    """The sheets that hold cells: charts have none."""
    return [one for one in workbook.sheets_metadata[:_MOST_SHEETS] if one.typ == SheetTypeEnum.WorkSheet]


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


def write_csv(path: Path, target: Path) -> None:
    """The first filled sheet of the workbook at `path` as a CSV at `target`, a line for each of its rows.

    Raises Unreadable when it cannot be opened.
    """
    found = sheets(path)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        for row in found[0].rows if found else []:
            # A blank row keeps its line, so that positions are the workbook's.
            writer.writerow(cell.replace("\r\n", "\n").replace("\n", " ") for cell in row)
