"""The table of events or trainings that a counsellor fills in a spreadsheet (`orisoin import --template`).

Lines of the same event (same identifier; without one, same title and place) are its dates. Dates are day first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.feeds.cleaning import is_mobile
from bot.feeds.days import read_day, read_hour
from bot.feeds.identities import derived
from bot.feeds.records import (
    EventRecord,
    Item,
    Note,
    OrganisationRecord,
    PlaceRecord,
    Position,
    SessionRecord,
    Skip,
    SlotRecord,
    Source,
    TrainingRecord,
    Unreadable,
)
from bot.feeds.tables import BROKEN, OLE_MARK, ZIP_MARK, Row, column_key, header_keys, is_workbook, rows
from bot.feeds.template import EVENTS, TRAININGS, Column
from bot.feeds.written_times import at_hours, read_times, unserialised
from bot.french.folding import fold_text

_TIMES = {
    "date", "date_de_fin", "heure_de_debut", "heure_de_fin", "date_de_rentree", "fin_de_session", "candidatures_jusqu_au",
}  # fmt: skip
_MOST_LINES = 200_000
_STATUS = (
    ("annul", "cancelled"), ("report", "postponed"), ("complet", "full"), ("en ligne", "moved_online"),
    ("distance", "moved_online"), ("nouvelle date", "rescheduled"), ("reprogramm", "rescheduled"),
)  # fmt: skip
_MODES = (
    ("apprenti", "apprenticeship"), ("alternance", "apprenticeship"), ("vae", "vae"), ("validation", "vae"),
    ("continue", "continuing"), ("adulte", "continuing"), ("initial", "initial"), ("scolaire", "initial"),
    ("etudiant", "initial"),
)  # fmt: skip
_DAMAGED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
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
    return "events" if {"titre", "date"} <= event and len(event) >= 3 else None


def looks_like(head: bytes, name: str) -> bool:
    """Whether it is a workbook, or a CSV with the columns of the template under any of their names."""
    return is_workbook(head, name) or (
        name.endswith((".csv", ".txt", ".tsv")) and _kind(header_keys(head)) is not None
    )


def read(source: Source) -> Iterator[Item]:
    """The events or trainings of a filled table."""
    groups: dict[str, list[_Line]] = {}
    kind: str | None = None
    with source.path.open("rb") as file:
        is_book = file.read(8).startswith((ZIP_MARK, OLE_MARK))
    for lines, (number, row) in enumerate(rows(source.path), 1):
        if lines > _MOST_LINES:
            raise Unreadable(f"Le tableau a plus de {_MOST_LINES} lignes : il faut le couper.")
        if BROKEN in row:
            yield Skip(Position(f"ligne {number}"), f"Cette ligne ne peut pas être lue : {row[BROKEN]}.")
            continue
        if kind is None:
            # Blank cells are left out of a row: the first line may not show every column.
            kind = _kind(set(row)) or _kind(_first_keys(source))
            if kind is None:
                raise Unreadable(
                    "Les titres des colonnes ne sont pas ceux du modèle : « titre » et « date » pour des événements, "
                    "« intitulé » et « voie » pour des formations."
                )
        names = _EVENT_NAMES if kind == "events" else _TRAINING_NAMES
        cells = {names[key]: _MARK.sub("", text) for key, text in row.items() if key in names}
        if is_book:
            cells |= {key: unserialised(text) for key, text in cells.items() if key in _TIMES}
        line = _Line(number, cells)
        groups.setdefault(_group_key(line, kind), []).append(line)
    if kind is None:
        raise Unreadable("Le tableau n'a aucune ligne remplie.")
    for key, group in groups.items():
        yield from _event(key, group) if kind == "events" else _training(key, group)


def _first_keys(source: Source) -> set[str]:
    with source.path.open("rb") as file:
        head = file.read(64 * 1024)
    if not is_workbook(head, source.path.name.lower()) and not head.startswith(b"PK"):
        return header_keys(head)
    return {key for _, row in zip(range(50), rows(source.path), strict=False) for key in row[1]}


@dataclass(frozen=True)
class _Line:
    """A line of the table: its number and its cells by the template's keys."""

    number: int
    cells: Row

    @property
    def position(self) -> Position:
        """Where it stands."""
        return Position(f"ligne {self.number}")

    def get(self, key: str) -> str | None:
        """The cell of this key, None when blank."""
        return self.cells.get(key)


def _group_key(line: _Line, kind: str) -> str:
    if uid := line.get("identifiant"):
        return uid
    title = "titre" if kind == "events" else "intitule"
    told = [
        line.get(name) or "" for name in (title, "lieu", "code_postal", "commune", "organisateur", "voie")
    ]
    if not told[0]:
        return f"ligne {line.number}"
    return derived(fold_text("|".join(told)))


def _event(uid: str, group: list[_Line]) -> Iterator[Item]:
    first = group[0]
    title = first.get("titre")
    if title is None:
        yield Skip(first.position, "Le titre manque.")
        return
    slots: dict[str, SlotRecord] = {}
    skips: list[Skip] = []
    for line in group:
        try:
            told = _slots(line)
        except ValueError as error:
            skips.append(Skip(line.position, f"{str(error)[:1].upper()}{str(error)[1:]}.", uid=uid))
            continue
        slots |= {slot.start: slot for slot in told}
    yield from skips
    if not slots:
        return
    notes: list[str] = []
    deadline = _deadline(first, notes)
    link = first.get("lien_d_inscription")
    status = _matching(first.get("statut"), _STATUS)
    if first.get("statut") and status is None:
        notes.append(
            f"Le statut « {first.get('statut')} » n'est pas compris : l'événement est gardé comme prévu."
        )
    yield EventRecord(
        uid=uid,
        title=title,
        position=first.position,
        slots=tuple(slots[start] for start in sorted(slots)),
        description=first.get("description"),
        keywords=tuple(filter(None, (first.get("type"), *_listed(first.get("metiers"))))),
        kind=first.get("type"),
        audience_words=first.get("public"),
        status=status or "scheduled",
        attendance=_attendance(first, notes),
        place=_place(first, notes),
        organisation=_organisation(first),
        url=_link(first.get("lien")),
        registration_required=_yes(first.get("inscription_obligatoire")),
        registration_link=_link(link),
        registration_phone=_phone(first, notes),
        registration_deadline=deadline,
        seats=_whole(first.get("places")),
        accessibility=first.get("accessibilite"),
    )
    yield from (Note(first.position, words) for words in notes)


def _slots(line: _Line) -> list[SlotRecord]:
    written = line.get("date")
    if written is None:
        raise ValueError("la date manque")
    # A workbook's cell may hold the day and the hour together.
    if re.match(r"\d{4}-\d\d-\d\dT", written):
        written, _, told = written.partition("T")
    else:
        told = ""
    found = read_times(written)
    hour, until = line.get("heure_de_debut") or told or None, line.get("heure_de_fin")
    ending = line.get("date_de_fin")
    last = read_day(ending.partition("T")[0]) if ending else None
    first = date.fromisoformat(found[0].start[:10])
    if last is not None and last < first:
        raise ValueError("la date de fin vient avant la date de début")
    if last is None or last == first:
        return at_hours(found, hour, until) if hour else found
    if hour is None:
        return [SlotRecord(first.isoformat(), last.isoformat(), "", all_day=True, precision="day")]
    start = f"{first}T{read_hour(hour):%H:%M}"
    end = f"{last}T{read_hour(until):%H:%M}" if until else None
    return [SlotRecord(start, end, "")]


def _training(uid: str, group: list[_Line]) -> Iterator[Item]:
    first = group[0]
    title, way = first.get("intitule"), first.get("voie")
    if title is None:
        yield Skip(first.position, "L'intitulé manque.")
        return
    mode = _matching(way, _MODES)
    if mode is None:
        yield Skip(
            first.position,
            f"La voie « {way or ''} » n'est pas comprise : initiale, apprentissage, continue ou VAE.",
            uid=uid,
        )
        return
    sessions: list[SessionRecord] = []
    notes: list[str] = []
    for line in group:
        try:
            if session := _session(line):
                sessions.append(session)
        except ValueError as error:
            yield Skip(line.position, f"{str(error)[:1].upper()}{str(error)[1:]}.", uid=uid)
            if len(group) == 1:
                return
    texts = [first.get(name) for name in ("metiers", "diplome")]
    yield TrainingRecord(
        uid=uid,
        title=title,
        position=first.position,
        mode=mode,
        sessions=tuple(sessions),
        description=first.get("description"),
        keywords=tuple(word for text in texts for word in _listed(text)),
        rome=tuple(code.upper() for code in _listed(first.get("rome"))),
        rncp=tuple(_listed(first.get("rncp"))),
        attendance=_attendance(first, notes),
        permanent_entry=None if sessions else True,
        entry_conditions=first.get("conditions_d_entree"),
        duration=first.get("duree"),
        cost=_amount(first.get("cout"), notes),
        funding=first.get("financement"),
        place=_place(first, notes),
        organisation=_organisation(first),
        url=_link(first.get("lien")),
        phone=_phone(first, notes),
        accessibility=first.get("accessibilite"),
    )
    yield from (Note(first.position, words) for words in notes)


def _session(line: _Line) -> SessionRecord | None:
    start = line.get("date_de_rentree")
    if start is None:
        return None
    ends = [line.get(name) for name in ("fin_de_session", "candidatures_jusqu_au")]
    last, until = (read_day(text).isoformat() if text else None for text in ends)
    return SessionRecord(uid=None, start=read_day(start).isoformat(), end=last, apply_until=until)


def _deadline(line: _Line, notes: list[str]) -> str | None:
    text = line.get("date_limite_d_inscription")
    if text is None:
        return None
    try:
        return read_day(text.partition("T")[0]).isoformat()
    except ValueError as error:
        notes.append(f"Date limite laissée de côté : {error}.")
        return None


def _place(line: _Line, notes: list[str]) -> PlaceRecord:
    place = PlaceRecord(
        venue=line.get("lieu"),
        address=line.get("adresse"),
        postcode=line.get("code_postal"),
        commune=line.get("commune"),
        insee=line.get("code_insee"),
    )
    return replace(place, postcode=_code(place.postcode, notes), insee=_code(place.insee, notes))


def _code(code: str | None, notes: list[str]) -> str | None:
    """A postcode or an INSEE code, with the 0 that a spreadsheet took away."""
    if code and _DAMAGED.fullmatch(code):
        notes.append(f"Le code « {code} » a été abîmé par le tableur : il est laissé de côté.")
        return None
    return f"0{code}" if code and code.isdigit() and len(code) == 4 else code


def _attendance(line: _Line, notes: list[str]) -> str | None:
    text = fold_text(line.get("a_distance") or "")
    if not text:
        return None
    if "deux" in text or "mixte" in text or "hybride" in text:
        return "mixed"
    said = _yes(text)
    if said is None:
        notes.append(f"« à distance : {text[:30]} » n'est pas compris (oui, non ou les deux).")
        return None
    return "online" if said else "onsite"


def _organisation(line: _Line) -> OrganisationRecord | None:
    name = line.get("organisateur")
    return OrganisationRecord(name=name) if name else None


def _phone(line: _Line, notes: list[str]) -> str | None:
    phone = line.get("telephone")
    if phone and phone.isdigit() and len(phone) == 9:  # the 0 that a spreadsheet took away
        phone = f"0{phone}"
    if phone and is_mobile(phone):
        notes.append(
            "Le numéro de téléphone est un mobile : il est laissé de côté, c'est souvent celui d'une personne."
        )
        return None
    return phone


def _matching(text: str | None, known: tuple[tuple[str, str], ...]) -> str | None:
    plain = fold_text(text or "")
    return next((value for start, value in known if start in plain), None) if plain else None


def _yes(text: str | None) -> bool | None:
    plain = fold_text(text or "").strip()
    if plain in ("oui", "o", "x", "1", "vrai", "true", "yes"):
        return True
    return False if plain in ("non", "n", "0", "faux", "false", "no") else None


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in re.split(r"[,;/\n]", text or "") if part.strip()]


def _link(text: str | None) -> str | None:
    if text is None:
        return None
    if text.startswith("www."):
        text = f"https://{text}"
    return text if text.startswith(("http://", "https://")) else None


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() and len(text) < 7 else None


def _amount(text: str | None, notes: list[str]) -> float | None:
    if text is None:
        return None
    plain = re.sub(r"[\s\u00a0\u202f€]|euros?", "", text).replace(",", ".")
    try:
        amount = float(plain)
    except ValueError:
        amount = 0.0 if fold_text(text).startswith("gratuit") else -1.0
    if not 0 <= amount < 1_000_000:
        notes.append(f"Le coût « {text[:30]} » n'est pas un montant : il est laissé de côté.")
        return None
    return amount
