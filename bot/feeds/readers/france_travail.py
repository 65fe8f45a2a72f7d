"""France Travail: « Mes événements emploi » (saved answers of the partner API) and the older online job fairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.feeds.cleaning import is_html
from bot.feeds.days import at_hour, read_day, read_hour, read_instant, wall_time, zone_or_none
from bot.feeds.identities import derived
from bot.feeds.json_stream import Broken, CutShort, elements
from bot.feeds.records import (
    EventRecord,
    Item,
    Note,
    OrganisationRecord,
    PlaceRecord,
    Position,
    Skip,
    SlotRecord,
    Source,
    Unreadable,
)
from bot.french.folding import fold_text

_ORGANISATION = OrganisationRecord(name="France Travail", kind="agency")
# What France Travail calls things, in the words of the catalogue; the others are read from the text.
_KINDS = {
    "job dating": "job-dating", "forum": "job-dating", "salon en ligne": "job-dating", "salon": "job-dating",
    "reunion d'information": "reunion-information", "information collective": "reunion-information",
    "conference": "conference", "portes ouvertes": "portes-ouvertes", "visite d'entreprise": "visite-etablissement",
    "atelier": "atelier-vis-ma-vie",
}  # fmt: skip
_CODE = re.compile(r"[A-N]\d{4}")
_DEPARTMENT = re.compile(r"\s*\(\s*(?:dept|dpt|d[ée]partement)?\.?\s*(\d{2,3}|2[AB])\s*\)\s*", re.IGNORECASE)


def looks_like(head: bytes, name: str) -> bool:
    """Whether it holds the fields of one of the two services, in JSON."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return False
    partner = b'"dateEvenement"' in head and (b'"heureDebut"' in head or b'"codesRome"' in head)
    return partner or b'"urlSalonEnLigne"' in head or b'"salonEnCours"' in head


def read(source: Source) -> Iterator[Item]:
    """The events of a saved answer of either service."""
    number = 0
    try:
        for number, raw in enumerate(
            elements(source.path, "_embedded", "content", "evenements", "salons", "resultats", "results"), 1
        ):
            position = Position(f"événement {number}")
            if not isinstance(raw, dict):
                reason = raw.reason if isinstance(raw, Broken) else "un objet était attendu"
                yield Skip(position, f"Cet événement ne peut pas être lu : {reason}.", incomplete=True)
            elif "titre" not in raw and {"totalElements", "content"} & set(raw):
                yield Note(position, "La réponse ne contient aucun événement.")
            elif "dateEvenement" in raw:
                yield from _partner(raw, position)
            else:
                yield from _fair(raw, position)
    except CutShort:
        if not number:
            raise Unreadable("Le fichier JSON est coupé ou abîmé avant son premier événement.") from None
        yield Skip(
            Position(f"après l'événement {number}"),
            "Le fichier JSON est coupé ou abîmé : la suite manque.",
            incomplete=True,
        )


def _text(value: Any) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for one in values if (text := _text(one))]


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _link(value: Any) -> str | None:
    text = _text(value)
    return text if text and text.startswith(("http://", "https://")) else None


def _partner(raw: dict[str, Any], position: Position) -> Iterator[Item]:
    """An event of the partner API: its end is the day of `dateEvenement` at `heureFin`."""
    uid, title = _text(raw.get("id")), _text(raw.get("titre"))
    if title is None:
        yield Skip(position, "L'événement n'a pas de titre.", uid=uid)
        return
    if uid is None:
        uid = derived(title, raw.get("dateEvenement"), raw.get("heureDebut"), raw.get("codePostal"))
    else:
        position = Position(f"{position.words}, id {uid[:40]}")
    notes: list[str] = []
    try:
        slot = _partner_slot(raw, notes)
    except ValueError as error:
        yield Skip(position, f"Date illisible : {error}.", uid=uid)
        return
    codes = _texts(raw.get("codesRome"))
    status, total = _partner_status(raw)
    texts = [_text(raw.get(name)) for name in ("description", "deroulement")]
    html = next((text for text in texts if text and is_html(text)), None)
    yield EventRecord(
        uid=uid,
        title=title,
        position=position,
        slots=(slot,),
        description="\n\n".join(text for text in texts if text) or None,
        description_html=html,
        keywords=tuple(filter(None, [_text(raw.get("type")), *_texts(raw.get("objectifs"))])),
        kind=_KINDS.get((_text(raw.get("type")) or "").lower().replace("é", "e")),
        rome=tuple(code for code in codes if _CODE.fullmatch(code)),
        audience_words=", ".join(_texts(raw.get("publics"))) or None,
        status=status,
        attendance=_attendance(_texts(raw.get("modalites"))),
        place=PlaceRecord(
            postcode=_text(raw.get("codePostal")),
            commune=_text(raw.get("ville")),
            insee=_text(raw.get("codeInsee")),
            latitude=_number(raw.get("latitude")),
            longitude=_number(raw.get("longitude")),
        ),
        organisation=_ORGANISATION,
        url=_link(raw.get("urlDetailEvenement")),
        registration_link=_link(raw.get("urlDetailEvenement")),
        seats=total or None,
    )
    yield from (Note(position, words) for words in notes)
    if short := [code for code in codes if not _CODE.fullmatch(code)]:
        yield Note(position, f"Codes ROME trop courts pour dire un métier : {', '.join(short)[:80]}.")


def _partner_slot(raw: dict[str, Any], notes: list[str]) -> SlotRecord:
    """The time of an event; hours that cannot be read are said in `notes`. Raises ValueError when it has no day."""
    zone = _text(raw.get("timezone")) or ""
    day = _day(raw.get("dateEvenement"), zone)
    whole = SlotRecord(day, day, zone, all_day=True, precision="day")
    hours = [_text(raw.get(name)) for name in ("heureDebut", "heureFin")]
    try:
        start, end = (at_hour(day, read_hour(hour)) if hour else None for hour in hours)
    except ValueError as error:
        notes.append(f"Heure laissée de côté, seule la journée est gardée : {error}.")
        return whole
    if start is None:
        return whole
    return SlotRecord(start, end if end and end > start else None, zone)


def _day(value: Any, zone: str) -> str:
    """The day of an event. An offset is the writer's own and says nothing; in UTC, midnight in Paris is the day before."""
    text = _text(value)
    if text is None:
        raise ValueError("la date manque")
    if not re.match(r"\d{4}-\d\d-\d\dT", text):
        return read_day(text).isoformat()
    moment = read_instant(text)
    if moment.tzinfo is not None and not moment.utcoffset():
        return wall_time(moment, zone_or_none(zone) or ZoneInfo("Europe/Paris"))[:10]
    return moment.date().isoformat()


def _partner_status(raw: dict[str, Any]) -> tuple[str, int]:
    """Whether one can still come, by the status told, else by the seats left; and the seats in all."""
    modes = ("Distance", "Presentiel")
    total = sum(int(_number(raw.get(f"nombrePlaceTotal{mode}")) or 0) for mode in modes)
    taken = sum(
        int(_number(raw.get(f"nombreInscrit{mode}", raw.get(f"nombrePlaceInscrit{mode}"))) or 0)
        for mode in modes
    )
    told = fold_text(_text(raw.get("statut")) or _text(raw.get("etat")) or "")
    if "annul" in told or raw.get("annule") is True:
        return "cancelled", total
    if "report" in told:
        return "postponed", total
    return ("full" if told == "complet" or (total and taken >= total) else "scheduled"), total


def _attendance(words: list[str]) -> str | None:
    plain = " ".join(words).lower()
    onsite, online = "physique" in plain or "présentiel" in plain, "distance" in plain
    if onsite and online:
        return "mixed"
    return "online" if online else "onsite" if onsite else None


def _fair(raw: dict[str, Any], position: Position) -> Iterator[Item]:
    """An online fair of the older service: whole days, a free-form place, HTML texts."""
    title, link = _text(raw.get("titre")), _link(raw.get("urlSalonEnLigne"))
    if title is None:
        yield Skip(position, "Le salon n'a pas de titre.", uid=_fair_uid(link, title, raw))
        return
    uid = _fair_uid(link, title, raw)
    try:
        first = read_day(_text(raw.get("dateDebut")) or "")
        last = read_day(text) if (text := _text(raw.get("dateFin"))) else first
        if last < first:
            raise ValueError("le salon finit avant de commencer")
        deadline = read_day(text) if (text := _text(raw.get("dateFinCandidature"))) else None
    except ValueError as error:
        yield Skip(position, f"Date illisible : {error}.", uid=uid)
        return
    text = _text(raw.get("description"))
    organiser = _text(raw.get("organismeOrganisateur"))
    yield EventRecord(
        uid=uid,
        title=title,
        position=position,
        slots=(_days(first, last),),
        description=text,
        description_html=text if text and is_html(text) else None,
        keywords=tuple(filter(None, [_text(raw.get("typeEvenement"))])),
        kind="job-dating",
        attendance="online",
        place=_fair_place(_text(raw.get("localisation"))),
        organisation=OrganisationRecord(name=organiser) if organiser else _ORGANISATION,
        url=link,
        online_link=link if link and link.startswith("https://") else None,
        registration_link=link,
        registration_deadline=deadline.isoformat() if deadline else None,
    )


def _fair_uid(link: str | None, title: str | None, raw: dict[str, Any]) -> str:
    number = re.search(r"salonId=(\d+)", link or "")
    if number:
        return number[1]
    return derived(title, raw.get("dateDebut"), raw.get("localisation"))


def _days(first: date, last: date) -> SlotRecord:
    return SlotRecord(first.isoformat(), last.isoformat(), "", all_day=True, precision="day")


def _fair_place(text: str | None) -> PlaceRecord:
    """« RIOM (dept 63) » keeps its département for the resolution of places; « CORSE » is no commune."""
    if text is None:
        return PlaceRecord()
    found = _DEPARTMENT.search(text)
    name = _DEPARTMENT.sub("", text).strip()
    return PlaceRecord(commune=f"{name} ({found[1]})" if found else name)
