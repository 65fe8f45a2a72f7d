"""The table of events or trainings that a counsellor fills in a spreadsheet (`orisoin import --template`).

Lines of the same event (same identifier; without one, same title and place) are its dates. Dates are day first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.feeds.identities import derived
from bot.feeds.records import (
    EventRecord,
    Item,
    Note,
    Position,
    Skip,
    SlotRecord,
    Source,
    Unreadable,
)
from bot.feeds.table_line import (
    Line,
    attendance_of,
    deadline_of,
    listed,
    matching,
    organisation_of,
    page_address,
    place_of,
    registration_of,
    whole_number,
    yes,
)
from bot.feeds.table_times import line_slots
from bot.feeds.table_trainings import training_items
from bot.feeds.tables import BROKEN, column_key, has_header, header_keys, rows, sheets_without
from bot.feeds.template import EVENTS, HELP_SHEET, TEMPLATES, TRAININGS, Column
from bot.feeds.workbooks import OLE_MARK, ZIP_MARK, is_workbook
from bot.feeds.written_times import unserialised
from bot.french.folding import fold_text

_TIMES = {
    "date", "date_de_fin", "heure_de_debut", "heure_de_fin", "date_de_rentree", "fin_de_session", "candidatures_jusqu_au",
    "date_limite_d_inscription",
}  # fmt: skip
_MOST_LINES = 200_000
_STATUS = (
    ("annul", "cancelled"), ("report", "postponed"), ("complet", "full"), ("en ligne", "moved_online"),
    ("distance", "moved_online"), ("nouvelle date", "rescheduled"), ("reprogramm", "rescheduled"),
)  # fmt: skip
_AS_PLANNED = r"(?:prevu|confirme|maintenu|ok|ouvert|valide|programme|a venir|publie)"
_OTHER_COLUMNS = (
    "Les titres des colonnes ne sont pas ceux du modèle : « titre » et « date » pour des événements, "
    "« intitulé » et « voie » pour des formations."
)
_MARK = re.compile(r"^'(?=[=+\-@\t＝＋－＠])")  # what the way out put before a would-be formula


def _names(columns: tuple[Column, ...]) -> dict[str, str]:
    """Every name a column goes by, and its own."""
    known = {column_key(other): column.key for column in columns for other in column.others}
    return known | {column.key: column.key for column in columns}


_EVENT_NAMES, _TRAINING_NAMES = _names(EVENTS), _names(TRAININGS)


def _kind(keys: set[str]) -> str | None:
    """Whether columns are those of events or of trainings; None for neither."""
    training = {_TRAINING_NAMES[key] for key in keys if key in _TRAINING_NAMES}
    if {"intitule", "voie"} <= training:
        return "trainings"
    event = {_EVENT_NAMES[key] for key in keys if key in _EVENT_NAMES}
    # Two names alone may be any table's, but for a table that has no other.
    return "events" if {"titre", "date"} <= event and (len(event) >= 3 or len(keys) == 2) else None


def _is_header(keys: set[str]) -> bool:
    return _kind(keys) is not None


def _is_of(kind: str, keys: set[str]) -> bool:
    return _kind(keys) == kind


def looks_like(head: bytes, name: str) -> bool:
    """Whether it is a workbook, or a CSV with the columns of the template under any of their names."""
    if is_workbook(head, name):
        return True
    return not head.startswith((ZIP_MARK, b"{", b"[", b"<")) and bool(header_keys(head, _is_header))


def is_template(path: Path) -> bool:
    """Whether a workbook has a sheet with the columns of the template. Raises Unreadable when it cannot be opened."""
    return has_header(path, _is_header)


def read(source: Source) -> Iterator[Item]:
    """The events or trainings of a filled table; a workbook may have sheets of both, and several of each."""
    with source.path.open("rb") as file:
        head = file.read(64 * 1024)
    is_book = head.startswith((ZIP_MARK, OLE_MARK))
    if is_book:
        kinds = [kind for kind in TEMPLATES if has_header(source.path, partial(_is_of, kind))]
    else:
        told = _kind(header_keys(head, _is_header))
        kinds = [told] if told else []
    if not kinds:
        raise Unreadable(_OTHER_COLUMNS)
    found = False
    for kind in kinds:
        for item in _items(source, kind, is_book):
            found = True
            yield item
    if not found:
        raise Unreadable("Le tableau n'a aucune ligne remplie.")
    for name in sheets_without(source.path, _is_header) if is_book else []:
        if fold_text(name) != fold_text(HELP_SHEET):
            words = "Cette feuille est masquée, ou n'a pas les colonnes du modèle : elle est laissée de côté."
            yield Note(Position(f"feuille « {name[:40]} »"), words)


def _items(source: Source, kind: str, is_book: bool) -> Iterator[Item]:
    names = _EVENT_NAMES if kind == "events" else _TRAINING_NAMES
    groups: dict[str, list[Line]] = {}
    for lines, (number, row) in enumerate(rows(source.path, partial(_is_of, kind)), 1):
        if lines > _MOST_LINES:
            raise Unreadable(f"Le tableau a plus de {_MOST_LINES} lignes : il faut le couper.")
        if BROKEN in row:
            yield Skip(Position(f"ligne {number}"), f"Cette ligne ne peut pas être lue : {row[BROKEN]}.")
            continue
        cells: dict[str, str] = {}
        for key, text in row.items():
            if key in names:
                cells.setdefault(names[key], _MARK.sub("", text))
        if is_book:
            cells |= {key: unserialised(text) for key, text in cells.items() if key in _TIMES}
        if cells:
            line = Line(number, cells)
            groups.setdefault(_group_key(line, kind), []).append(line)
    for key, group in groups.items():
        yield from _event(key, group) if kind == "events" else training_items(key, group)


def _group_key(line: Line, kind: str) -> str:
    if uid := line.get("identifiant"):
        return uid
    title = "titre" if kind == "events" else "intitule"
    told = [
        line.get(name) or "" for name in (title, "lieu", "code_postal", "commune", "organisateur", "voie")
    ]
    if not told[0]:
        return f"ligne {line.number}"
    return derived(fold_text("|".join(told)))


def _event(uid: str, group: list[Line]) -> Iterator[Item]:
    """The event of some lines; dates that are full or put off, among others that are not, make one of their own."""
    by_status: dict[str, list[Line]] = {}
    for line in group:
        by_status.setdefault(next(iter(matching(line.get("statut"), _STATUS)), "scheduled"), []).append(line)
    gone = by_status.pop("cancelled", []) if len(by_status) > 1 else []
    off = frozenset(id(line) for line in gone)
    first = "scheduled" if "scheduled" in by_status else next(iter(by_status))
    for status, lines in by_status.items():
        if status == first:
            taken = {id(line) for line in (*lines, *gone)}
            yield from _one_event(uid, [line for line in group if id(line) in taken], status, off)
        else:
            yield from _one_event(f"{uid}#{status}", lines, status, frozenset())


def _one_event(uid: str, group: list[Line], status: str, off: frozenset[int]) -> Iterator[Item]:
    """The event of lines of one status; those of `off`, told by their `id`, are dates that will not take place."""
    first = next(line for line in group if id(line) not in off)
    title = first.get("titre")
    if title is None:
        yield Skip(first.position, "Le titre manque.")
        return
    slots: dict[str, SlotRecord] = {}
    skips: list[Skip | Note] = []
    notes: list[str] = []
    for line in group:
        unread: list[str] = []
        try:
            told = line_slots(line, unread)
        except ValueError as error:
            skips.append(Skip(line.position, f"{str(error)[:1].upper()}{str(error)[1:]}.", uid=uid))
            continue
        slots |= {slot.start: replace(slot, cancelled=id(line) in off) for slot in told}
        skips += [Note(line.position, words) for words in unread]
    yield from skips
    if not slots:
        return
    if first.get("statut") and not matching(first.get("statut"), _STATUS):
        words = fold_text(first.get("statut") or "")
        if not re.match(_AS_PLANNED, words):
            notes.append(
                f"Le statut « {first.get('statut')} » n'est pas compris : l'événement est gardé comme prévu."
            )
    link, phone = registration_of(first, notes)
    yield EventRecord(
        uid=uid,
        title=title,
        position=first.position,
        slots=tuple(slots[start] for start in sorted(slots)),
        description=first.get("description"),
        keywords=tuple(filter(None, (first.get("type"), *listed(first.get("metiers"))))),
        kind=first.get("type"),
        audience_words=first.get("public"),
        status=status,
        attendance=attendance_of(first, notes),
        place=place_of(first, notes),
        organisation=organisation_of(first),
        url=page_address(first.get("lien"), notes),
        registration_required=yes(first.get("inscription_obligatoire")),
        registration_link=link,
        registration_phone=phone,
        registration_deadline=deadline_of(first, notes),
        seats=whole_number(first.get("places")),
        accessibility=first.get("accessibilite"),
    )
    yield from (Note(first.position, words) for words in notes)
