"""From bytes to text: the encoding told by the file when it tells one, else the likely one of a French file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1024 * 1024
# UTF-8 read as if it were Windows' own encoding (« Ã©vÃ©nement »), or apostrophes lost on the way (« l¿accueil »).
_MOJIBAKE = re.compile("Ã[\u0080-¿]|â€[™œ\u009d]|Â[« »°\u00a0]|[a-zA-Z]¿[a-zA-Z]")
# Control characters that no text holds and that PostgreSQL refuses (NUL), and halves of surrogate pairs.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def encoding_of(path: Path) -> str:
    """The encoding of a text file: its mark, else UTF-8 when it is that throughout, else Windows-1252.

    Never plain ISO-8859-1: files said to be that hold « ’ », « œ » and « € » where only Windows-1252 has them.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    return "utf-8" if _is_utf8(path) else "cp1252"


def open_text(path: Path, newline: str | None = None) -> IO[str]:
    """The file at `path` as text; what its encoding cannot say becomes U+FFFD."""
    return path.open(encoding=encoding_of(path), errors="replace", newline=newline)


def decode(data: bytes) -> str:
    """Bytes as text, by the rules of `encoding_of`."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # The head of a longer file may stop inside a character.
        try:
            return data[:-3].decode("utf-8") if len(data) > 3 else data.decode("cp1252", errors="replace")
        except UnicodeDecodeError:
            return data.decode("cp1252", errors="replace")


def is_wide(head: bytes) -> bool:
    """Whether a file begins with the mark of UTF-16 or UTF-32."""
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))


def write_utf8(path: Path, target: Path) -> None:
    """The text of the file at `path`, in UTF-8, at `target`."""
    with (
        open_text(path, newline="") as file,
        target.open("w", encoding="utf-8", newline="", errors="replace") as out,
    ):
        while piece := file.read(_CHUNK):
            out.write(piece)


def is_garbled(text: str) -> bool:
    """Whether characters of `text` were lost or read in a wrong encoding."""
    return "\ufffd" in text or _MOJIBAKE.search(text) is not None


def mended(text: str) -> str:
    """`text` with UTF-8 that was read as Windows-1252 put right, when that can be done without doubt."""
    if _MOJIBAKE.search(text) is None:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return re.sub("[ÂÃ][\u0080-¿]|â€[™œ\u009d\u0153]", lambda found: _mended_pair(found.group()), text)


def _mended_pair(pair: str) -> str:
    try:
        return pair.encode("cp1252", errors="strict").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        try:
            return pair.encode("latin-1").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return pair


def printable(text: str) -> str:
    """`text` without control characters, its line and paragraph separators (U+2028, U+2029) as line ends."""
    return _CONTROL.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))


def chunks(path: Path) -> Iterator[str]:
    """The text of a file, a piece at a time."""
    with open_text(path) as file:
        while piece := file.read(_CHUNK):
            yield piece
