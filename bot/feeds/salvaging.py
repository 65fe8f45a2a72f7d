"""Zip archives that have lost their end, and with it their table of contents: each file is found by its own header.

A download that stops too early loses what comes last; what came whole before is read all the same.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

# Of a local file header (APPNOTE 4.3.7): flags, method, CRC, sizes packed and unpacked, lengths of name and extra field.
_MARK = b"PK\x03\x04"
_HEADER = struct.Struct("<4xBxHH4xLLLHH")
_ENCRYPTED, _SIZES_AFTER, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_NEWEST_VERSION = 63
_IN_EXTRA, _ZIP64 = 0xFFFFFFFF, 1
_CHUNK = 1 << 18


@dataclass(frozen=True)
class Header:
    """What a file's own header says; `size` is that of its packed bytes, None when it is told after them only."""

    name: str
    start: int
    size: int | None
    method: int
    crc: int | None
    is_encrypted: bool

    @property
    def is_readable(self) -> bool:
        """Whether its bytes can be brought out: neither locked nor packed in a way nobody uses."""
        known = self.method == _DEFLATED or (self.method == _STORED and self.size is not None)
        return known and not self.is_encrypted


def salvaged(
    path: Path, target: Callable[[Header], IO[bytes] | None], spend: Callable[[int], None]
) -> Iterator[tuple[Header, bool]]:
    """The files found in the archive at `path`, each written to the file that `target` opens for it (None: passed
    over), and whether it came out whole. `spend` is told of the bytes and may raise."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
        position = held.find(_MARK)
        while position >= 0:
            header = _header(held, position)
            if header is None:
                position = held.find(_MARK, position + 4)
                continue
            out = target(header) if header.is_readable else None
            if out is None:
                yield header, False
                position = held.find(_MARK, header.start + (header.size or 0))
                continue
            with out:
                end, is_whole = _brought_out(held, header, out, spend)
            yield header, is_whole
            position = held.find(_MARK, end)


def _header(held: mmap.mmap, position: int) -> Header | None:
    """The header at `position`; None when these four bytes are only some of a file's own."""
    if position + _HEADER.size > len(held):
        return None
    version, flags, method, crc, packed, unpacked, name_length, extra_length = _HEADER.unpack_from(
        held, position
    )
    start = position + _HEADER.size + name_length + extra_length
    if version > _NEWEST_VERSION or not name_length or start > len(held):
        return None
    name = held[position + _HEADER.size : position + _HEADER.size + name_length]
    size: int | None = packed
    if packed == _IN_EXTRA:
        size = _long_size(held[position + _HEADER.size + name_length : start], unpacked == _IN_EXTRA)
    is_told = not flags & _SIZES_AFTER
    return Header(
        name.decode("utf-8" if flags & _UTF8 else "cp437", errors="replace"),
        start,
        size if is_told else None,
        method,
        crc if is_told else None,
        bool(flags & _ENCRYPTED),
    )


def _long_size(extra: bytes, has_both: bool) -> int | None:
    """The packed size out of the extra field of a zip64 header."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        sizes = extra[4 : 4 + length]
        if kind == _ZIP64 and len(sizes) >= (16 if has_both else 8):
            return int.from_bytes(sizes[8:16] if has_both else sizes[:8], "little")
        extra = extra[4 + length :]
    return None


def _brought_out(
    held: mmap.mmap, header: Header, out: IO[bytes], spend: Callable[[int], None]
) -> tuple[int, bool]:
    """Write the content of a file; where it ends in the archive, and whether it is whole."""
    last = len(held) if header.size is None else min(len(held), header.start + header.size)
    is_whole = header.size is None or header.start + header.size <= len(held)
    inflater = zlib.decompressobj(-15) if header.method == _DEFLATED else None
    position, crc = header.start, 0
    while position < last and not (inflater and inflater.eof):
        chunk = held[position : min(position + _CHUNK, last)]
        position += len(chunk)
        while chunk:
            try:
                piece = inflater.decompress(chunk, _CHUNK) if inflater else chunk
            except zlib.error:
                return max(header.start, position - len(chunk)), False
            spend(len(piece))
            crc = zlib.crc32(piece, crc)
            out.write(piece)
            chunk = b"" if inflater is None or inflater.eof else inflater.unconsumed_tail
    if inflater is not None:
        is_whole = inflater.eof
        position -= len(inflater.unused_data)
    return position, is_whole and header.crc in (None, crc)
