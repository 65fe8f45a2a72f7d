"""The lines of an .ics file, and the components they make, cut one by one so that a broken one costs no other."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.feeds.decoding import decode, open_text, printable

# Longer lines and components are attachments or faults, not events.
_LONGEST_LINE = 200_000
_LONGEST_COMPONENT = 2_000_000
_NAME = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)\s*=\s*("[^"]*"|[^;:"]*)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """A property: its name in capitals, its parameters (names in capitals), its value as written."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as text: escapes undone, spaces around it dropped."""
        return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value).strip()


@dataclass
class Component:
    """A component in its file: its kind, the number of its first line, its lines, whether its end was written."""

    kind: str
    number: int
    lines: list[Line] = field(default_factory=list)
    closed: bool = False
    oversized: bool = False
    parts: list[Component] = field(default_factory=list)

    def first(self, name: str) -> Line | None:
        """The first property of this name that has a value."""
        return next((line for line in self.lines if line.name == name and line.value.strip()), None)

    def every(self, name: str) -> list[Line]:
        """The properties of this name."""
        return [line for line in self.lines if line.name == name]

    def text(self, name: str) -> str | None:
        """The text of the first property of this name, None without one or when it is blank."""
        line = self.first(name)
        return (line.text or None) if line else None


def _raw_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with open_text(path) as text:
            for written in text:
                yield written.rstrip("\r\n").encode("utf-8", "replace")
        return
    with path.open("rb") as file:
        while line := file.readline(_LONGEST_LINE):
            # Old Mac files end their lines with CR alone.
            yield from line.rstrip(b"\r\n").split(b"\r")


def _unfolded(path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines with their number, folded ones joined: on bytes, as a fold may cut a character in two."""
    held: list[bytes] = []
    held_number = size = 0
    for number, raw in enumerate(_raw_lines(path), 1):
        if raw[:1] in (b" ", b"\t") and held:
            size += len(raw)
            if size <= _LONGEST_LINE:
                held.append(raw[1:])
            continue
        if held:
            yield held_number, b"".join(held)
        held, held_number, size = [raw], number, len(raw)
    if held:
        yield held_number, b"".join(held)


def split_line(text: str) -> Line | None:
    """A content line cut into name, parameters and value; None when it is not one."""
    found = _NAME.match(text)
    if found is None:
        return None
    parameters: dict[str, str] = {}
    at = found.end()
    while parameter := _PARAMETER.match(text, at):
        parameters[parameter[1].upper()] = parameter[2].strip().strip('"')
        at = parameter.end()
    colon = text.find(":", at)
    if colon < 0:
        return None
    return Line(found.group().upper(), parameters, text[colon + 1 :])


def components(path: Path) -> Iterator[Component]:
    """The components of the file, each with those inside it, as they end; calendars after what they hold.

    A component without its end ends where the next of its rank begins, where its calendar ends, or with the file;
    `closed` then is False. Alarms are parts of their event and harm nobody.
    """
    open_ones: list[Component] = []
    size = 0
    for number, raw in _unfolded(path):
        line = split_line(printable(decode(raw)).lstrip("\ufeff"))
        if line is None:
            continue
        kind = line.value.strip().upper()
        if line.name == "BEGIN":
            while open_ones and not _may_hold(open_ones[-1].kind, kind):
                yield from _end(open_ones, closed=False)
            open_ones.append(Component(kind, number))
            size = 0
        elif line.name == "END":
            if not any(component.kind == kind for component in open_ones):
                continue
            while open_ones[-1].kind != kind:
                yield from _end(open_ones, closed=False)
            yield from _end(open_ones, closed=True)
        elif open_ones:
            size += len(line.value)
            if size > _LONGEST_COMPONENT and open_ones[-1].kind != "VCALENDAR":
                open_ones[-1].oversized = True
            else:
                open_ones[-1].lines.append(line)
    while open_ones:
        yield from _end(open_ones, closed=False)


def _may_hold(outer: str, inner: str) -> bool:
    if outer == "VCALENDAR":
        return inner != "VCALENDAR"
    if outer == "VTIMEZONE":
        return inner in ("STANDARD", "DAYLIGHT")
    return inner == "VALARM" and outer in ("VEVENT", "VTODO")


def _end(open_ones: list[Component], closed: bool) -> Iterator[Component]:
    done = open_ones.pop()
    done.closed = closed
    if done.kind in ("STANDARD", "DAYLIGHT", "VALARM") and open_ones:
        open_ones[-1].parts.append(done)
    else:
        yield done
