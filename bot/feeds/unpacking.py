"""Archives (zip) and compressed files (gzip) brought out onto the disk, within bounds, under names of our own.

Nothing an archive says of a path is followed: its names are only shown. What swells beyond all measure is stopped; what
is cut short or damaged gives what came before, and says so.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.feeds.decoding import printable
from bot.feeds.records import Unreadable
from bot.feeds.salvaging import Header, salvaged
from bot.feeds.workbooks import ZIP_MARK

GZIP_MARK = b"\x1f\x8b\x08"
# Of an archive, what is brought out at most: bytes in all, and times its own size (texts rarely shrink to a hundredth).
_LARGEST, _SWELLING, _ALWAYS_ALLOWED = 1 << 30, 200, 64 << 20
_MOST_FILES = 500
_CHUNK = 1 << 18
_LONGEST_NAME = 80
# What programs leave in archives and no person put there.
_LITTER = ("__macosx/", "thumbs.db", "desktop.ini", ".ds_store")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_CUT = "L'archive est coupée ou abîmée : la suite manque."
_ENDLESS = "L'archive est coupée : les fichiers qui suivaient manquent. Téléchargez-la de nouveau."
_LOCKED = "Ce fichier de l'archive est protégé par un mot de passe."
_TOO_MANY = f"L'archive contient plus de {_MOST_FILES} fichiers : il faut la couper."
DAMAGED = "L'archive est coupée ou abîmée : téléchargez-la de nouveau."


@dataclass(frozen=True)
class Unpacked:
    """A file brought out: its name as it may be shown, where it is (None: nowhere), and what was wrong, in French."""

    name: str
    path: Path | None
    fault: str | None = None
    # Nobody knows what it was: it stands for all that the archive has lost.
    is_lost: bool = False


class _Budget:
    """The bytes that an archive may still give."""

    def __init__(self, packed: int) -> None:
        self._left = min(_LARGEST, max(_ALWAYS_ALLOWED, packed * _SWELLING))

    def spend(self, size: int) -> None:
        """Raises Unreadable when the archive has given more than its bound."""
        self._left -= size
        if self._left < 0:
            raise Unreadable("L'archive est démesurée une fois ouverte : elle n'est pas lue.")


def is_packed(head: bytes) -> bool:
    """Whether a file that begins with `head` is a zip or a gzip."""
    return head.startswith((ZIP_MARK, GZIP_MARK))


def unpacked(path: Path, name: str, folder: Path) -> list[Unpacked]:
    """The files that the archive at `path`, known as `name`, holds, brought out into `folder`.

    Raises Unreadable, with a French sentence, when it cannot be opened, is locked throughout, or swells beyond measure.
    """
    with path.open("rb") as file:
        head = file.read(4)
    budget = _Budget(path.stat().st_size)
    if head.startswith(GZIP_MARK):
        return [_inflated(path, name, folder, budget)]
    try:
        archive = zipfile.ZipFile(path)
    except (*_DAMAGE, OSError):
        return _saved(path, folder, budget)
    with archive:
        # A table of contents that leaves out the beginning is that of an archive inside this one, which has lost its own.
        if min((entry.header_offset for entry in archive.infolist()), default=1) == 0:
            return list(_extracted(archive, folder, budget))
    return _saved(path, folder, budget)


def shown_name(name: str) -> str:
    """The name of a file of an archive, without its folders, as a report may show it."""
    return printable(name).replace("\\", "/").rstrip("/").rpartition("/")[2][:_LONGEST_NAME] or "sans nom"


def _extracted(archive: zipfile.ZipFile, folder: Path, budget: _Budget) -> Iterator[Unpacked]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_litter(entry.filename)]
    if len(entries) > _MOST_FILES:
        raise Unreadable(_TOO_MANY)
    for number, entry in enumerate(entries, 1):
        name = shown_name(entry.filename)
        if entry.flag_bits & 0x1:
            yield Unpacked(name, None, _LOCKED)
            continue
        target = folder / f"{number}"
        fault = None
        with target.open("wb") as out:
            try:
                with archive.open(entry) as packed:
                    while piece := packed.read(_CHUNK):
                        budget.spend(len(piece))
                        out.write(piece)
            except _DAMAGE:
                fault = _CUT
        yield Unpacked(name, target, fault)


def _saved(path: Path, folder: Path, budget: _Budget) -> list[Unpacked]:
    """What can be had of an archive that has lost its end; raises Unreadable when that is nothing."""
    found: list[Unpacked] = []

    def target(header: Header) -> IO[bytes] | None:
        if header.name.endswith("/") or _is_litter(header.name):
            return None
        if len(found) >= _MOST_FILES:
            raise Unreadable(_TOO_MANY)
        return (folder / f"{len(found) + 1}").open("wb")

    for header, is_whole in salvaged(path, target, budget.spend):
        if header.name.endswith("/") or _is_litter(header.name):
            continue
        held = folder / f"{len(found) + 1}"
        if header.is_encrypted:
            found.append(Unpacked(shown_name(header.name), None, _LOCKED))
        elif held.exists() and (is_whole or held.stat().st_size):
            found.append(Unpacked(shown_name(header.name), held, None if is_whole else _CUT))
        else:
            found.append(Unpacked(shown_name(header.name), None, _CUT))
    if not any(one.path for one in found):
        raise Unreadable(DAMAGED)
    return [*found, Unpacked("fin de l'archive", None, _ENDLESS, is_lost=True)]


def _is_litter(name: str) -> bool:
    plain = name.replace("\\", "/").lower()
    return plain.startswith(_LITTER[0]) or plain.rpartition("/")[2] in _LITTER


def _inflated(path: Path, name: str, folder: Path, budget: _Budget) -> Unpacked:
    """The file in a gzip, under the name of the gzip without its ending."""
    target = folder / "gz"
    short = name.removesuffix(".gz").removesuffix(".gzip") or name
    with path.open("rb") as packed, target.open("wb") as out:
        try:
            for piece in _pieces(packed):
                budget.spend(len(piece))
                out.write(piece)
        except (zlib.error, EOFError):
            return Unpacked(short, target, _CUT)
    return Unpacked(short, target)


def _pieces(packed: IO[bytes]) -> Iterator[bytes]:
    """The content of a gzip of one or more members, a piece at a time. Raises EOFError when it is cut short."""
    inflater = zlib.decompressobj(31)
    begun = False
    while chunk := packed.read(_CHUNK):
        while chunk:
            if inflater.eof:
                chunk = chunk.lstrip(b"\0")
                if not chunk.startswith(GZIP_MARK[:2]):
                    break  # what follows the last member is padding
                inflater, begun = zlib.decompressobj(31), False
            piece = inflater.decompress(chunk, _CHUNK)
            begun = True
            if piece:
                yield piece
            chunk = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    if begun and not inflater.eof:
        raise EOFError
