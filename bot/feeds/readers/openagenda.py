"""OpenAgenda: answers of its API v2 and of its exports, the public dump (Opendatasoft), tolerant of API v3.

Kept: texts in French (else in the language there is), every timing, place, status, links, accessibility. Left out:
contributors (`member`), e-mail addresses, drafts, pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.feeds.cleaning import is_html, is_mobile
from bot.feeds.identities import derived
from bot.feeds.json_stream import Broken, CutShort, elements
from bot.feeds.openagenda.headings import in_dump_words, tells_openagenda
from bot.feeds.openagenda.shapes import (
    LISTS,
    as_v2,
    code_of,
    dict_of,
    enclosed,
    is_envelope,
    list_of,
    number_of,
    text_of,
    unwrapped,
)
from bot.feeds.openagenda.times import slots_of
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
from bot.feeds.tables import BROKEN, header_keys, rows

_STATUS = {
    1: "scheduled", 2: "rescheduled", 3: "moved_online", 4: "postponed", 5: "full", 6: "cancelled",
    "scheduled": "scheduled", "rescheduled": "rescheduled", "movedonline": "moved_online",
    "moved_online": "moved_online", "postponed": "postponed", "full": "full", "cancelled": "cancelled",
    "canceled": "cancelled", "programme": "scheduled", "reprogramme": "rescheduled", "reporte": "postponed",
    "complet": "full", "annule": "cancelled",
}  # fmt: skip
_ATTENDANCE = {
    1: "onsite", 2: "online", 3: "mixed", "offline": "onsite", "onsite": "onsite", "online": "online", "mixed": "mixed",
}  # fmt: skip
_DISABILITIES = {"hi": "auditif", "vi": "visuel", "pi": "psychique", "mi": "moteur", "ii": "intellectuel"}
_PUBLISHED = 2
_HELD_BACK = r"-?\d|draft|brouillon|refused|rejected|to_?control|private|unpublished"
_V2_MARKS = (b'"timings"', b'"firstTiming"', b'"originAgenda"', b'"lastTiming"', b'"nextTiming"')
_DUMP_MARKS = (b'"firstdate_begin"', b'"originagenda_uid"', b"evenements-publics-openagenda")


def looks_like(head: bytes, name: str) -> bool:
    """Whether it holds OpenAgenda's own fields, in JSON or as the columns of a table."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        named = b'"uid"' in head or b'"id"' in head
        told = b'"timings"' in head and named and (b'"location"' in head or b'"slug"' in head)
        return (
            told or any(mark in head for mark in _DUMP_MARKS) or sum(mark in head for mark in _V2_MARKS) >= 2
        )
    if name.endswith((".csv", ".txt", ".tsv")) or b";" in head[:4096]:
        return tells_openagenda(header_keys(head))
    return False


def read(source: Source) -> Iterator[Item]:
    """The events of a saved answer, export or dump."""
    number = 0
    try:
        for number, raw in enumerate(_raw(source), 1):
            position = Position(f"événement {number}")
            if not isinstance(raw, dict):
                reason = raw.reason if isinstance(raw, Broken) else "un objet était attendu"
                yield Skip(position, f"Cet événement ne peut pas être lu : {reason}.", incomplete=True)
                continue
            yield from _events(raw, position)
    except CutShort:
        if not number:
            raise Unreadable("Le fichier JSON est coupé ou abîmé avant son premier événement.") from None
        yield Skip(
            Position(f"après l'événement {number}"),
            "Le fichier JSON est coupé ou abîmé : la suite manque.",
            incomplete=True,
        )


def _events(raw: dict[str, Any], position: Position) -> Iterator[Item]:
    """The event that a record is, or those that an answer among others holds."""
    fields = unwrapped(raw)
    if not is_envelope(fields):
        yield from _event(as_v2(fields), position)
        return
    inside = enclosed(fields)
    if not inside:
        yield Note(position, "La réponse ne contient aucun événement.")
    for rank, one in enumerate(inside, 1):
        where = Position(f"réponse {position.words.rpartition(' ')[2]}, événement {rank}")
        if isinstance(one, dict):
            yield from _event(as_v2(unwrapped(one)), where)
        else:
            yield Skip(where, "Cet événement ne peut pas être lu : un objet était attendu.", incomplete=True)


def _raw(source: Source) -> Iterator[Any]:
    with source.path.open("rb") as file:
        head = file.read(64 * 1024)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        yield from elements(source.path, *LISTS)
    elif tells_openagenda(header_keys(head)):
        for _, row in rows(source.path):
            yield in_dump_words(row) if BROKEN not in row else Broken(row[BROKEN])
    else:
        raise Unreadable("Ce n'est ni du JSON ni un tableau d'OpenAgenda.")


def _first_begin(event: dict[str, Any]) -> object:
    first = event.get("firstTiming") or next(iter(event.get("timings") or []), None)
    return first.get("begin") if isinstance(first, dict) else None


def _place_name(event: dict[str, Any]) -> str | None:
    place = event.get("location")
    return text_of(place.get("name")) if isinstance(place, dict) else None


def _event(event: dict[str, Any], position: Position) -> Iterator[Item]:
    uid, title = text_of(event.get("uid")), text_of(event.get("title"))
    if uid is None:
        uid = derived(text_of(event.get("slug")) or title, _first_begin(event), _place_name(event))
    else:
        position = Position(f"{position.words}, uid {uid[:40]}")
    if event.get("removed") is True:
        yield Note(position, "L'agenda dit cet événement retiré.")
        return
    if event.get("draft") in (1, True, "1", "true") or not _is_published(event.get("state")):
        yield Skip(position, "L'événement n'est pas publié (brouillon, refusé ou à contrôler).")
        return
    if title is None:
        yield Skip(position, "L'événement n'a pas de titre.", uid=uid)
        return
    slots, notes = slots_of(event)
    if not slots:
        yield Skip(position, "L'événement n'a pas de date lisible.", uid=uid)
        return
    yield _record(uid, title, event, slots, position)
    yield from (Note(position, words) for words in notes)


def _is_published(state: Any) -> bool:
    """Whether a state is that of published events, or nothing tells; v3 and tables say it in words or digits."""
    told = (text_of(state) or "").lower() if not isinstance(state, bool) else ""
    return told in ("", str(_PUBLISHED)) or not re.fullmatch(_HELD_BACK, told)


def _record(
    uid: str, title: str, event: dict[str, Any], slots: tuple[SlotRecord, ...], position: Position
) -> EventRecord:
    location = dict_of(event.get("location"))
    link, phone = _registration(event.get("registration"))
    long_text = text_of(event.get("longDescription"))
    texts = [text_of(event.get("description")), long_text, _conditions(event)]
    agenda = text_of(dict_of(event.get("originAgenda")).get("title"))
    online = text_of(event.get("onlineAccessLink"))
    return EventRecord(
        uid=uid,
        title=title,
        position=position,
        slots=slots,
        description="\n\n".join(text for text in texts if text) or None,
        description_html=long_text if long_text and is_html(long_text) else None,
        keywords=_keywords(event.get("keywords")),
        audience_words=_ages(dict_of(event.get("age"))),
        status=code_of(event.get("status"), _STATUS) or "scheduled",
        attendance=code_of(event.get("attendanceMode"), _ATTENDANCE),
        place=PlaceRecord(
            venue=text_of(location.get("name")),
            address=text_of(location.get("address")),
            postcode=text_of(location.get("postalCode")),
            commune=text_of(location.get("city")),
            insee=text_of(location.get("insee")),
            latitude=number_of(location.get("latitude")),
            longitude=number_of(location.get("longitude")),
            country=text_of(location.get("countryCode")),
        ),
        organisation=OrganisationRecord(name=agenda) if agenda else None,
        url=text_of(event.get("canonicalUrl")),
        online_link=online if online and online.startswith("https://") else None,
        registration_link=link,
        registration_phone=phone,
        accessibility=_accessibility(event.get("accessibility")),
        updated_at=text_of(event.get("updatedAt")),
    )


def _registration(value: Any) -> tuple[str | None, str | None]:
    """The first link and the first telephone of an organisation; addresses and mobiles of persons are left out."""
    link = phone = None
    for entry in list_of(value):
        fields = dict_of(entry)
        text = text_of(fields.get("value")) or (text_of(entry) if isinstance(entry, str) else None)
        if text is None:
            continue
        if text.startswith(("http://", "https://")):
            link = link or text
        elif (
            fields.get("type") in ("phone", None)
            and sum(sign.isdigit() for sign in text) >= 4
            and "@" not in text
        ):
            phone = phone or (None if is_mobile(text) else text)
    return link, phone


def _conditions(event: dict[str, Any]) -> str | None:
    text = text_of(event.get("conditions"))
    return f"Conditions : {text}" if text else None


def _keywords(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        value = value.get("fr") or next(iter(value.values()), None)
    if isinstance(value, str):
        value = value.replace(",", ";").split(";")
    return tuple(word.strip() for word in list_of(value) if isinstance(word, str) and word.strip())[:40]


def _ages(age: dict[str, Any]) -> str | None:
    low, high = (number_of(age.get(name)) for name in ("min", "max"))
    if low is None and high is None:
        return None
    if high is None:
        return f"à partir de {low:.0f} ans"
    return f"de {low or 0:.0f} à {high:.0f} ans"


def _accessibility(value: Any) -> str | None:
    if isinstance(value, str):
        codes = value.replace(",", ";").split(";")
    elif isinstance(value, dict):
        codes = [code for code, wanted in value.items() if wanted is True]
    else:
        codes = [code for code in list_of(value) if isinstance(code, str)]
    named = [_DISABILITIES[code.strip()] for code in codes if code.strip() in _DISABILITIES]
    return f"Accueil prévu : handicap {', '.join(named)}" if named else None
