"""Records of a JSON file of any size, one at a time, in constant memory; a broken one costs only itself.

The records are the elements of the top-level array, or of the array a top-level object holds under one of the keys
that the caller names (« formations », « results », « records », « data », « features »); JSON Lines too, and pages of
answers one after the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from bot.feeds.decoding import open_text
from bot.feeds.records import Unreadable

# No published record comes near; what is longer has lost its end. After one that has, the next are suspected.
LONGEST_RECORD = 4 << 20
_LONGEST_SUSPECTED = 1 << 16
_BROKEN_AT_MOST = 200
_CHUNK = 1 << 18
_BLANK = re.compile(r"[\s,\ufeff]*")
# A string is one step; a quote that opens one without end stops the scan.
_STEP = re.compile(r'[\[{\]}]|"[^"\\]*(?:\\.[^"\\]*)*"|"', re.DOTALL)
_KEY = re.compile(r'"((?:[^"\\]|\\.){0,200})"\s*:\s*')
_SCALAR = re.compile(r"[^\s,\]}]+")
_NEXT_RECORD = re.compile(r"\}\s*,\s*(?=\{)|\n(?=\{)")
_DECODER = json.JSONDecoder(strict=False)


class CutShort(Exception):
    """The file stops, or stops being JSON, before its end; what came before was read."""


@dataclass(frozen=True)
class Broken:
    """What stands for a record that could not be read, and why."""

    reason: str


@dataclass(frozen=True)
class JsonRecord:
    """The `index`-th record, counted from 1, or None and the reason why it could not be read; its line.

    `is_last`: the file stops in the middle of it.
    """

    index: int
    line: int
    value: Any
    reason: str = ""
    is_last: bool = False


def elements(path: Path, *keys: str) -> Iterator[Any]:
    """The values of the records, `Broken` for one that could not be read.

    Raises Unreadable when the file is not JSON, CutShort when it stops in the middle of a record.
    """
    for record in json_records(path, keys):
        if record.is_last:
            raise CutShort
        yield Broken(record.reason) if record.reason else record.value


def json_records(path: Path, keys: tuple[str, ...]) -> Iterator[JsonRecord]:
    """The records of the JSON file at `path`; a file without an array under `keys` is one record itself.

    Raises Unreadable when the file is not JSON.
    """
    with open_text(path, newline="") as file:
        scanner = _Scanner(file, keys)
        if not scanner.is_json():
            raise Unreadable("Le fichier ne contient pas de JSON.")
        if not scanner.enter_array():
            file.seek(0)
            scanner = _Scanner(file, keys)
        yield from scanner.elements()


class _Scanner:
    def __init__(self, file: IO[str], keys: tuple[str, ...]) -> None:
        self._file = file
        self._keys = keys
        self._text = file.read(_CHUNK)
        self._ended = not self._text
        self._at = 0
        self._line, self._counted = 1, 0
        self._index = self._broken = 0
        self._limit = LONGEST_RECORD
        self._in_array = False

    def is_json(self) -> bool:
        """Whether the file begins as an object or an array does."""
        self._skip_blank()
        return self._peek() in ("{", "[") and bool(self._peek())

    def enter_array(self) -> bool:
        """Whether there is an array of records; then its first element is next."""
        self._skip_blank()
        first = self._peek()
        self._at += 1
        if first == "[":
            self._in_array = True
            return True
        while True:
            self._skip_blank()
            key = _KEY.match(self._text, self._at)
            if key is None:
                return False
            self._at = key.end()
            first = self._peek()
            if key[1] in self._keys and first in ("[", "{"):
                self._at += 1
                if first == "[":
                    self._in_array = True
                    return True
                continue
            end = self._end_of_value()
            if end is None:
                return False
            self._at = end

    def elements(self) -> Iterator[JsonRecord]:
        while True:
            self._skip_blank()
            first = self._peek()
            if first in ("]", "}") or (first == "" and not self._in_array):
                return
            self._index += 1
            line = self._here()
            end = self._end_of_value()
            if end is None:
                reason = "le fichier s’arrête avant sa fin" if self._ended else "sa fin ne se trouve pas"
                self._broken += 1
                goes_on = self._broken <= _BROKEN_AT_MOST and self._recover()
                yield JsonRecord(self._index, line, None, reason, is_last=not goes_on)
                if not goes_on:
                    return
                self._limit = _LONGEST_SUSPECTED
                continue
            self._limit = LONGEST_RECORD
            text = self._text[self._at : end]
            self._at = end
            try:
                value = _DECODER.decode(text)
            except (ValueError, RecursionError):
                yield JsonRecord(self._index, line, None, "le JSON est illisible")
                continue
            inside = self._enclosed(value)
            yield JsonRecord(self._index, line, value if inside is None else inside[0])
            for one in inside[1:] if inside else ():
                self._index += 1
                yield JsonRecord(self._index, line, one)

    def _enclosed(self, value: Any) -> list[Any] | None:
        """The records of an answer that is itself one of a list, as pages saved one after the other are."""
        if not isinstance(value, dict):
            return None
        lists = [key for key, one in value.items() if isinstance(one, list)]
        if len(lists) != 1 or lists[0] not in self._keys or "id" in value or "uid" in value:
            return None
        inside: list[Any] = value[lists[0]]
        return inside if inside and all(isinstance(one, dict) for one in inside) else None

    def _recover(self) -> bool:
        """Goes to what looks like the beginning of another record; whether there is one."""
        match = _NEXT_RECORD.search(self._text, self._at + 1)
        if match is None:
            return False
        self._at = match.end()
        return True

    def _end_of_value(self) -> int | None:
        """Where the value at hand ends in the text, read on as needed; None when it has no end in reach."""
        if self._peek() not in ("{", "[", '"'):
            scalar = _SCALAR.match(self._text, self._at)
            return scalar.end() if scalar else None
        depth, place = 0, self._at
        while True:
            for step in _STEP.finditer(self._text, place, self._at + self._limit):
                sign = step[0]
                if sign == '"':
                    break
                place = step.end()
                depth += (sign in "[{") - (sign in "]}")
                if depth == 0:
                    return place
            if self._ended or len(self._text) - self._at > self._limit:
                return None
            before = self._at
            self._more()
            place -= before

    def _more(self) -> None:
        self._here()
        self._text = self._text[self._at :]
        self._counted = self._at = 0
        chunk = self._file.read(_CHUNK)
        self._ended = not chunk
        self._text += chunk

    def _skip_blank(self) -> None:
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._ended or len(self._text) - self._at > 512:
                return
            self._more()

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = max(self._counted, self._at)
        return self._line
