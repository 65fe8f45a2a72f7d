"""Long JSON files, one element at a time: an array, the array under one key of an object, or one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.feeds.decoding import chunks
from bot.feeds.records import Unreadable

_SPACES = re.compile(r"[\s\ufeff]*")
_SEPARATOR = re.compile(r"[\s,]*")
# An element longer than this is not a record: give up rather than fill the memory.
_LONGEST_ELEMENT = 32 * 1024 * 1024


class CutShort(Exception):
    """The file stops, or stops being JSON, before its end; what came before was read."""


class _Buffer:
    """What is read and not yet used of a file."""

    def __init__(self, path: Path) -> None:
        self._chunks = chunks(path)
        self.text = ""
        self.at = 0

    def more(self) -> bool:
        """Read some more; False at the end of the file."""
        piece = next(self._chunks, None)
        if piece is None:
            return False
        self.text = self.text[self.at :] + piece
        self.at = 0
        return True

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Pass what `pattern` matches; the next character, empty at the end."""
        while True:
            found = pattern.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def value(self) -> Any:
        """The value that begins here. Raises CutShort when it does not end, or is not JSON."""
        decoder = json.JSONDecoder(strict=False)
        while True:
            try:
                found, end = decoder.raw_decode(self.text, self.at)
            except (json.JSONDecodeError, RecursionError) as error:
                unread = len(self.text) - self.at
                # A fault far from the end of what is read will not be mended by reading on.
                early = isinstance(error, json.JSONDecodeError) and error.pos < len(self.text) - 16
                unclosed = isinstance(error, json.JSONDecodeError) and "Unterminated" in error.msg
                hopeless = isinstance(error, RecursionError) or (early and not unclosed)
                if hopeless or unread > _LONGEST_ELEMENT or not self.more():
                    raise CutShort from error
                continue
            # A number may go on in the next piece.
            if end == len(self.text) and self.text[end - 1].isdigit() and self.more():
                continue
            self.at = end
            return found


def elements(path: Path, *keys: str) -> Iterator[Any]:
    """The records of a JSON file, in order, in constant memory.

    They are the elements of the file's array; or of the array under the first of `keys` met at the top of its
    object; or the object itself when it has none of them; or the objects of a file that has one a line.
    Raises Unreadable when the file is not JSON, CutShort when it stops being so after some records.
    """
    buffer = _Buffer(path)
    first = buffer.skip(_SPACES)
    if first == "[":
        buffer.at += 1
        yield from _array(buffer)
    elif first == "{":
        yield from _object(buffer, keys)
    else:
        raise Unreadable("Le fichier ne contient pas de JSON.")


def _array(buffer: _Buffer) -> Iterator[Any]:
    while True:
        following = buffer.skip(_SEPARATOR)
        if following == "]":
            buffer.at += 1
            return
        if not following:
            raise CutShort
        yield buffer.value()


def _object(buffer: _Buffer, keys: tuple[str, ...]) -> Iterator[Any]:
    whole: dict[str, Any] = {}
    buffer.at += 1
    found = False
    while (following := buffer.skip(_SEPARATOR)) != "}":
        if following != '"':
            raise CutShort
        key = buffer.value()
        if buffer.skip(_SPACES) != ":":
            raise CutShort
        buffer.at += 1
        opening = buffer.skip(_SPACES)
        if key in keys and opening == "[":
            found = True
            buffer.at += 1
            yield from _array(buffer)
        elif found:
            buffer.value()  # what follows the records: totals, a cursor
        else:
            whole[key] = buffer.value()
    buffer.at += 1
    if not found:
        yield whole
    while buffer.skip(_SEPARATOR) == "{":
        yield buffer.value()
