"""What the tests of readers share: a file written and read, its items by kind, its bytes damaged."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from bot.feeds.readers import READERS, detect
from bot.feeds.records import (
    DirectoryRecord,
    EventRecord,
    Item,
    Note,
    OrganisationRecord,
    Skip,
    Source,
    TrainingRecord,
    Unreadable,
)

TODAY = date(2026, 11, 26)
KINDS = (EventRecord, TrainingRecord, OrganisationRecord, DirectoryRecord, Skip, Note)


class Items(list[Item]):
    """Items of a feed, by kind."""

    def of(self, kind: type[Any]) -> list[Any]:
        return [item for item in self if isinstance(item, kind)]

    @property
    def events(self) -> list[EventRecord]:
        return self.of(EventRecord)

    @property
    def trainings(self) -> list[TrainingRecord]:
        return self.of(TrainingRecord)

    @property
    def organisations(self) -> list[OrganisationRecord]:
        return self.of(OrganisationRecord)

    @property
    def entries(self) -> list[DirectoryRecord]:
        return self.of(DirectoryRecord)

    @property
    def skips(self) -> list[Skip]:
        return self.of(Skip)

    @property
    def notes(self) -> list[Note]:
        return self.of(Note)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder: Path, format_name: str, content: str | bytes, name: str = "fichier.dat") -> Items:
    """The items of `content` read as `format_name`."""
    path = written(folder, name, content)
    return Items(READERS[format_name].read(Source(path, name, TODAY)))


def recognised(folder: Path, name: str, content: str | bytes) -> str | None:
    """The format that the registry recognises `content` as."""
    found = detect(written(folder, name, content), name)
    return found.name if found else None


def damaged(data: bytes, seed: int) -> bytes:
    """`data` cut, with bytes changed, blocks moved, doubled or taken out."""
    chance = random.Random(seed)
    broken = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(broken) + 1)
        length = chance.randint(1, 80)
        step = chance.randrange(6)
        if step == 0:
            broken[at : at + 1] = bytes([chance.randrange(256)])
        elif step == 1:
            del broken[at : at + length]
        elif step == 2:
            broken[at:at] = broken[at : at + length] * chance.randint(1, 40)
        elif step == 3:
            broken[at:at] = chance.choice(_POISONS)
        elif step == 4:
            del broken[at + 1 :]
        else:
            other = chance.randrange(len(broken) + 1)
            broken[at : at + length] = broken[other : other + length]
    return bytes(broken)


_POISONS = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>&b;',
    b'<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;',
    b"&#0;&#xD800;&f;\x00\x0b",
    b"<![CDATA[",
    b"<!--",
    b'"',
    b'";"\n"',
    b"\xff\xfe\x00\xd8",
    b"{" * 300,
    b"1" * 6000,
    b"1e999999999,NaN,-Infinity",
    "\u2028\u202e\u0000é".encode(),
    b"99999999",
    b"=cmd|' /C calc'!A0",
)


@contextmanager
def sealed(folder: Path) -> Iterator[None]:
    """No socket can be made, and no file outside `folder` and Python's own be opened."""
    opened = Path.open

    def guarded(self: Path, *arguments: Any, **options: Any) -> Any:
        assert self.resolve().is_relative_to(folder.resolve()), f"opened {self}"
        return opened(self, *arguments, **options)

    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("a reader touched the network")

    with (
        mock.patch.object(Path, "open", guarded),
        mock.patch.object(socket, "socket", refused),
        mock.patch.object(socket, "getaddrinfo", refused),
    ):
        yield


def survives(folder: Path, format_name: str, data: bytes, name: str) -> Items:
    """The items read of broken `data`: only known kinds, or nothing readable at all; anything else fails the test."""
    path = written(folder, name, data)
    items = Items()
    reader: Callable[[Source], Iterator[Item]] = READERS[format_name].read
    with sealed(folder):
        READERS[format_name].looks_like(data[: 64 * 1024], name)
        try:
            for item in reader(Source(path, name, TODAY)):
                assert isinstance(item, KINDS)
                items.append(item)
        except Unreadable as error:
            assert str(error).endswith(".")
    return items
