"""Rows of a CSV file of any size, one at a time, in constant memory; a broken row costs only itself.

The separator is found (; , tab |), a first line « sep=; » is obeyed, cells and the header may hold line breaks.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from bot.feeds.decoding import printable

_LONGEST_LINE = 1 << 20
# A row over more lines than this has a quote that was opened and never closed.
_LINES_AT_MOST = 400
_LONGEST_CELL = 2_000_000
_SEPARATORS = ";,\t|"
_SEP_LINE = re.compile(r"^\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)


def separator_of(lines: Iterable[str]) -> str:
    """The separator of a CSV: the one announced by `sep=`, else the one its first record uses most."""
    counts = dict.fromkeys(_SEPARATORS, 0)
    quoted = False
    for line in lines:
        announced = re.fullmatch(r'"?sep=(.)"?\s*', line.strip("\ufeff\r\n"), re.IGNORECASE)
        if announced:
            return announced[1]
        for character in line:
            if character == '"':
                quoted = not quoted
            elif not quoted and character in counts:
                counts[character] += 1
        if any(counts.values()) and not quoted:
            break
    best = max(counts, key=lambda separator: counts[separator])
    return best if counts[best] else ";"


@dataclass(frozen=True)
class CsvRow:
    """The cells of a row and the line it begins at, counted from 1; a reason instead when it could not be read."""

    line: int
    cells: list[str]
    reason: str = ""


class _Lines:
    """Lines of a file, numbered, that can be given back."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _LINES_AT_MOST:
            raise csv.Error("row too long")
        line = self._back.popleft() if self._back else self._file.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return printable(line)

    def give_back(self, kept: int) -> None:
        """Gives back the lines taken for a row but the first `kept`."""
        returned = self.taken[kept:]
        self._back.extendleft(reversed(returned))
        self.number -= len(returned)
        del self.taken[kept:]


def csv_rows(file: IO[str], separator: str | None = None) -> Iterator[CsvRow]:
    """The rows of `file` that are not empty, the header among them."""
    csv.field_size_limit(_LONGEST_CELL)
    lines = _Lines(file)
    first = next(lines, None)
    if first is None:
        return
    declared = _SEP_LINE.match(first)
    if declared:
        separator = declared[1]
    else:
        lines.give_back(0)
    if separator is None:
        separator = separator_of([first])
    width = 0
    reader = csv.reader(lines, delimiter=separator)
    while True:
        lines.taken.clear()
        begun = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = []
        if (not cells and len("".join(lines.taken).strip())) or _swallowed(cells, lines.taken, width):
            whole = len(lines.taken[0]) < _LONGEST_LINE and len(cells) > 0
            told = _unquoted(lines.taken[0], separator) if whole else []
            lines.give_back(1)
            reader = csv.reader(lines, delimiter=separator)
            if len(told) == width:
                yield CsvRow(begun, told)
                continue
            yield CsvRow(begun, [], "un guillemet ouvert n’est pas refermé, ou la ligne est trop longue")
            continue
        if any(cell.strip() for cell in cells):
            width = width or len(cells)
            yield CsvRow(begun, cells)


def _swallowed(cells: list[str], lines: list[str], width: int) -> bool:
    """Whether a row took the next ones with it: too few cells, over several lines that look like rows."""
    if len(lines) > 1 and "".join(lines).count('"') % 2:
        return True
    return 0 < len(cells) < width and len(lines) > 2 and any(cell.count("\n") > 1 for cell in cells[-1:])


def _unquoted(line: str, separator: str) -> list[str]:
    """The cells of a line whose quotes are not in pairs, read as if they were none."""
    cells = next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE), [])
    return [cell.strip().removeprefix('"').removesuffix('"').replace('""', '"') for cell in cells]
