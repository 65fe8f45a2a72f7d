"""Tables as rows of text by column name: CSV in any of the forms spreadsheets write, and workbooks."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from bot.feeds.csv_stream import csv_rows, separator_of
from bot.feeds.decoding import decode, open_text
from bot.feeds.records import Unreadable
from bot.feeds.workbooks import OLE_MARK, ZIP_MARK, Sheet, sheets
from bot.french.folding import fold_text

_LONGEST_CELL = 2_000_000
# The header of a table comes soon, below a title or a few words at most.
_HEADER_WITHIN = 30
_EMPTY = "Le tableau est vide : il n'a même pas de ligne de titres."

Row = dict[str, str]
Located = tuple[str, Row]
IsHeader = Callable[[set[str]], bool]
# The only key of a row that could not be read: why.
BROKEN = ""


def column_key(name: str) -> str:
    """A column's name as it is compared: folded, words joined by one `_` (« Code postal » is `code_postal`)."""
    return re.sub(r"[^a-z0-9]+", "_", fold_text(name)).strip("_")


def _any_names(keys: set[str]) -> bool:
    """Any line with two names or more: a title written above the columns fills one cell."""
    return len(keys) > 1


def _keys(cells: list[str]) -> set[str]:
    return {key for cell in cells if (key := column_key(cell))}


def _csv_rows(path: Path, is_header: IsHeader) -> Iterator[Located]:
    with open_text(path, newline="") as file:
        separator = separator_of(islice(file, 200))
        file.seek(0)
        yield from _named(
            (
                (f"{row.line}", [row.reason], True) if row.reason else (f"{row.line}", row.cells, False)
                for row in csv_rows(file, separator)
            ),
            is_header,
        )


def _is_announcement(cells: list[str]) -> bool:
    """Whether a first record is « sep=; », which the separator itself may have cut."""
    return cells[0].lstrip("\ufeff").lower().startswith("sep=") and not any(cells[1:])


def _named(records: Iterable[tuple[str, list[str], bool]], is_header: IsHeader) -> Iterator[Located]:
    """Records by column name. Raises Unreadable when there is none that is filled."""
    records = iter(records)
    # The lines above the header are few: held until it is found.
    held = list(islice(records, _HEADER_WITHIN))
    plain = [(number, [] if broken else _cleaned(record)) for number, record, broken in held]
    filled = [(number, cells) for number, cells in plain if any(cells) and not _is_announcement(cells)]
    header = next((one for one in filled if is_header(_keys(one[1]))), None)
    header = header or next((one for one in filled if _any_names(_keys(one[1])) or len(one[1]) == 1), None)
    if header is None:
        raise Unreadable(_EMPTY)
    names = [column_key(cell) for cell in header[1]]
    begun = False
    for number, record, broken in chain(held, records):
        if not begun:
            begun = number == header[0]
        elif broken:
            yield number, {BROKEN: record[0]}
        else:
            row: Row = {}
            for name, cell in zip(names, _cleaned(record), strict=False):
                if name and cell and name not in row:
                    row[name] = cell
            # A header written again, above the next month's lines, says nothing.
            if row and not all(column_key(cell) == name for name, cell in row.items()):
                yield number, row


def _cleaned(record: list[str]) -> list[str]:
    return [cell.strip(" \t\r\n\ufeff\u00a0") for cell in record]


def rows(path: Path, is_header: IsHeader = _any_names) -> Iterator[Located]:
    """The rows of a table, CSV or workbook, with where they stand: `(« 12 », {column_key: text})`, blanks left out.

    The columns are named by the first line that `is_header` takes, by the first that is filled when it takes none; of a
    workbook, every sheet that has such a line is read, and `notes` says which were left. A row that could not be read
    is `{BROKEN: reason}`. Raises Unreadable when the table is empty or the workbook cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith((ZIP_MARK, OLE_MARK)):
        yield from _workbook_rows(path, is_header)
    else:
        yield from _csv_rows(path, is_header)


def _workbook_rows(path: Path, is_header: IsHeader) -> Iterator[Located]:
    filled = sheets(path)
    if not filled:
        raise Unreadable(_EMPTY)
    told = [sheet for sheet in filled if _has_header(sheet, is_header)]
    for sheet in told or filled[:1]:
        where = f", feuille « {sheet.name[:40]} »" if len(told) > 1 else ""
        records = ((f"{number}{where}", row, False) for number, row in enumerate(sheet.rows, 1))
        yield from _named(records, is_header)


def _has_header(sheet: Sheet, is_header: IsHeader) -> bool:
    return not sheet.hidden and any(is_header(_keys(row)) for row in sheet.rows[:_HEADER_WITHIN])


def has_header(path: Path, is_header: IsHeader) -> bool:
    """Whether a sheet of the workbook has a line that `is_header` takes. Raises Unreadable when it cannot be opened."""
    return any(_has_header(sheet, is_header) for sheet in sheets(path))


def sheets_without(path: Path, is_header: IsHeader) -> list[str]:
    """The names of the filled sheets of a workbook that have no such line, or that are hidden."""
    return [sheet.name for sheet in sheets(path) if not _has_header(sheet, is_header)]


def header_keys(head: bytes, is_header: IsHeader | None = None) -> set[str]:
    """The column keys of a CSV file that begins with `head`: those of its first line, or of the first of its first
    lines that `is_header` takes, none when there is no such line."""
    lines = decode(head).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    separator = separator_of(lines[:50])
    filled = 0
    try:
        csv.field_size_limit(_LONGEST_CELL)
        for record in csv.reader((line + "\n" for line in lines[:50]), delimiter=separator):
            if any(record) and not _is_announcement(record):
                keys = {column_key(cell) for cell in record}
                filled += 1
                if is_header is None or is_header(keys):
                    return keys
                if filled >= _HEADER_WITHIN:
                    break
    except csv.Error:
        return set()
    return set()
