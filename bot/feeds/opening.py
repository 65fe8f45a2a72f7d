"""Which reader a file is for, whatever it is wrapped in: an archive, a compressed file, a workbook of open data."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.feeds.cleaning import is_html
from bot.feeds.decoding import decode, is_wide, write_utf8
from bot.feeds.readers import HEAD_BYTES, READERS, FormatSpec, detect, template
from bot.feeds.records import Item, Note, OrganisationRecord, Position, Skip, Source, Unreadable
from bot.feeds.unpacking import DAMAGED, GZIP_MARK, is_packed, unpacked
from bot.feeds.workbooks import ZIP_MARK, is_workbook, write_csv

# What services answer in JSON instead of what is asked: {"error": "unauthorized"}, {"code": 401, "message": "…"}.
_REFUSAL = re.compile(r'^\{[^\[{]{0,200}?"(?:error|erreur|message|detail|title)"\s*:\s*"([^"]{1,200})"')
_A_PAGE = (
    "C'est une page web sans événement en données structurées : peut-être une page d'erreur ou de connexion."
)
# A gzip may hold a zip, and a zip gzips or workbooks; archives of archives of archives are nobody's feed.
_DEEPEST = 2
_DATA = (
    ".xml",
    ".csv",
    ".tsv",
    ".json",
    ".jsonl",
    ".geojson",
    ".ics",
    ".xlsx",
    ".xls",
    ".ods",
    ".gz",
    ".zip",
)
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|div|p|script|meta|title|h1)\b", re.IGNORECASE)
_OTHER_ARCHIVES = {
    b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}  # fmt: skip


def format_of(path: Path, name: str, wanted: str | None) -> FormatSpec:
    """The reader for a file. Raises Unreadable when the format wanted is unknown or the file is of none."""
    if wanted is not None:
        if wanted not in READERS:
            raise Unreadable(f"Le format « {wanted} » est inconnu. Formats : {', '.join(READERS)}.")
        return READERS[wanted]
    found = detect(path, name)
    if found is None:
        raise Unreadable(_why_not(path))
    return found


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _why_not(path: Path) -> str:
    """Why a file is of no format, as far as its beginning tells."""
    head = _head(path)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        return "Le fichier est vide."
    if head.startswith(ZIP_MARK) and not zipfile.is_zipfile(path):
        return DAMAGED
    if kind := next((kind for mark, kind in _OTHER_ARCHIVES.items() if head.startswith(mark)), None):
        return f"C'est une archive {kind} : importez plutôt le fichier qu'elle contient, ou une archive zip ou gzip."
    if head[257:262] == b"ustar":
        return "C'est une archive tar : importez plutôt le fichier qu'elle contient, ou une archive zip."
    if head.startswith(b"%PDF"):
        return "C'est un document PDF : demandez plutôt le tableau ou l'agenda dont il est tiré."
    if b"\0" in head:
        return "Ce n'est ni un tableau ni un agenda : une image, un document ou un programme, peut-être."
    start = decode(head[:2000]).lstrip("\ufeff \t\r\n")
    if start.startswith("<?xml") or (start.startswith("<") and not _PAGE.search(start)):
        return "C'est un fichier XML d'un format inconnu : LHÉO et EDOF sont lus."
    if is_html(start):
        return _A_PAGE
    if start.startswith("{") and (found := _REFUSAL.search(start)):
        return (
            f"C'est la réponse d'un service qui refuse ou qui a échoué (« {found[1][:80]} »), pas un agenda."
        )
    return (
        "Le format du fichier n'est pas reconnu. Un tableau doit avoir les colonnes du modèle, "
        "« titre » et « date » au moins : « ./orisoin import --template modele.xlsx » l'écrit."
    )


def opened(
    path: Path, name: str, wanted: str | None, folder: Path, depth: int = 0
) -> tuple[FormatSpec, Path]:
    """The reader of the file at `path`, known as `name`, and the file it is to read: itself, or one in `folder`.

    `wanted` is a format's name, None to recognise it. Raises Unreadable, with a French sentence.
    """
    head = _head(path)
    if is_wide(head):
        # Readers look for marks of their formats in bytes.
        target = folder / "utf8"
        write_utf8(path, target)
        return format_of(target, name, wanted), target
    if is_workbook(head, name):
        return _book(path, name, wanted, folder)
    if not is_packed(head) or (head.startswith(ZIP_MARK) and _reads_archives(path, name, wanted)):
        return format_of(path, name, wanted), path
    if depth >= _DEEPEST:
        raise Unreadable("C'est une archive dans une archive : importez plutôt ce qu'elle contient.")
    return _parted(path, name, wanted, folder, depth)


def _reads_archives(path: Path, name: str, wanted: str | None) -> bool:
    """Whether the format is one whose files are archives."""
    return wanted == "rncp" if wanted is not None else detect(path, name) is not None


def _book(path: Path, name: str, wanted: str | None, folder: Path) -> tuple[FormatSpec, Path]:
    """A workbook: the counsellor's table, or a table of another format that was downloaded as a workbook."""
    own = READERS["template"]
    if wanted == own.name or template.is_template(path):
        return own, path
    target = folder / "book.csv"
    write_csv(path, target)
    if wanted is not None:
        return format_of(target, name, wanted), target
    found = detect(target, "book.csv")
    return (found, target) if found is not None else (own, path)


@dataclass(frozen=True)
class _Part:
    """A file of an archive: its name, and the reader with its file, or why there is none."""

    name: str
    spec: FormatSpec | None
    path: Path
    fault: str | None
    is_lost: bool = False


def _parted(path: Path, name: str, wanted: str | None, folder: Path, depth: int) -> tuple[FormatSpec, Path]:
    """The files of an archive as one feed, each read by its own reader."""
    parts: list[_Part] = []
    refusal = "L'archive ne contient aucun fichier."
    for number, one in enumerate(unpacked(path, name, _room(folder, "parts")), 1):
        if one.path is None:
            refusal = one.fault or refusal
            parts.append(_Part(one.name, None, path, one.fault, one.is_lost))
            continue
        try:
            spec, found = opened(one.path, one.name.lower(), wanted, _room(folder, f"{number}"), depth + 1)
            parts.append(_Part(one.name, spec, found, one.fault))
        except Unreadable as error:
            refusal = str(error)
            parts.append(_Part(one.name, None, path, refusal))
    specs = [part.spec for part in parts if part.spec is not None]
    if not specs:
        if any(part.is_lost for part in parts):
            raise Unreadable(DAMAGED)
        many = len(parts) > 1
        raise Unreadable("Aucun fichier de l'archive n'est d'un format connu." if many else refusal)
    if len(parts) == 1 and parts[0].fault is None:
        return specs[0], parts[0].path
    is_zip = not _head(path).startswith(GZIP_MARK)

    def read(source: Source) -> Iterator[Item]:
        for part in parts:
            yield from _items(part, source, named=is_zip)

    return replace(specs[0], read=read, keeps_all=all(spec.keeps_all for spec in specs)), path


def _room(folder: Path, name: str) -> Path:
    inside = folder / name
    inside.mkdir()
    return inside


def _items(part: _Part, source: Source, *, named: bool) -> Iterator[Item]:
    """What a file of an archive holds, each position beginning with its name when `named`."""
    where = Position(part.name)
    if part.spec is None:
        words = part.fault or "Ce fichier n'est d'aucun format connu."
        if part.is_lost or part.name.lower().endswith(_DATA):
            yield Skip(where, words, incomplete=True)
        else:
            yield Note(where, "Ce fichier de l'archive n'est d'aucun format connu : il est laissé de côté.")
        return
    try:
        for item in part.spec.read(replace(source, path=part.path)):
            yield _within(part.name, item) if named else item
    except Unreadable as error:
        yield Skip(where, str(error), incomplete=True)
    if part.fault:
        yield Skip(where, part.fault, incomplete=True)


def _within(name: str, item: Item) -> Item:
    """An item whose position begins with the name of its file."""
    if isinstance(item, OrganisationRecord):
        return item
    return replace(item, position=Position(f"{name}, {item.position.words}"))
