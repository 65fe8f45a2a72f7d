"""OpenAgenda: answers of its API v2 and of its exports, the public dump (Opendatasoft), tolerant of API v3.

Kept: texts in French (else in the language there is), every timing, place, status, links, accessibility. Left out:
contributors (`member`), e-mail addresses, drafts, pictures.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from bot.feeds.cleaning import is_html, is_mobile
from bot.feeds.days import read_instant, wall_time, zone_or_none
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
_MOST_TIMINGS = 1000
_V2_MARKS = (b'"timings"', b'"firstTiming"', b'"originAgenda"', b'"lastTiming"', b'"nextTiming"')
_DUMP_MARKS = (b'"firstdate_begin"', b'"originagenda_uid"', b"evenements-publics-openagenda")


def looks_like(head: bytes, name: str) -> bool:
    """Whether it holds OpenAgenda's own fields, in JSON or as the columns of a table."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        told = b'"timings"' in head and b'"uid"' in head and (b'"location"' in head or b'"slug"' in head)
        return (
            told or any(mark in head for mark in _DUMP_MARKS) or sum(mark in head for mark in _V2_MARKS) >= 2
        )
    if name.endswith((".csv", ".txt", ".tsv")) or b";" in head[:4096]:
        keys = header_keys(head)
        return (
            "uid" in keys
            and bool(keys & {"title_fr", "titre_fr", "title"})
            and bool(keys & {"timings", "firstdate_begin", "firsttiming_begin", "horaires_detailles_iso"})
        )
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
            fields = _unwrapped(raw)
            if _is_envelope(fields):
                yield Note(position, "La réponse ne contient aucun événement.")
                continue
            yield from _event(_as_v2(fields), position)
    except CutShort:
        if not number:
            raise Unreadable("Le fichier JSON est coupé ou abîmé avant son premier événement.") from None
        yield Skip(
            Position(f"après l'événement {number}"),
            "Le fichier JSON est coupé ou abîmé : la suite manque.",
            incomplete=True,
        )


def _raw(source: Source) -> Iterator[Any]:
    with source.path.open("rb") as file:
        head = file.read(64 * 1024)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        yield from elements(source.path, "events", "records", "results", "items", "data")
    elif "uid" in header_keys(head):
        for _, row in rows(source.path):
            yield row if BROKEN not in row else Broken(row[BROKEN])
    else:
        raise Unreadable("Ce n'est ni du JSON ni un tableau d'OpenAgenda.")


def _unwrapped(raw: dict[str, Any]) -> dict[str, Any]:
    """The fields of an event, out of Opendatasoft's and v3's wrappings."""
    for key in ("fields", "record", "event"):
        inner = raw.get(key)
        if isinstance(inner, dict):
            return _unwrapped(inner) if key == "record" else inner
    return raw


def _is_envelope(fields: dict[str, Any]) -> bool:
    return not any(key in fields for key in ("uid", "title", "title_fr", "slug")) and bool(
        {"success", "total", "nhits", "total_count"} & set(fields)
    )


def _loaded(value: Any) -> Any:
    """JSON written inside a string, read; anything else as it is."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value, strict=False)
        except (json.JSONDecodeError, RecursionError):
            return value
    return value


def _as_v2(fields: dict[str, Any]) -> dict[str, Any]:
    """A flat record (dump, table) in the shape of the API's; one of the API's as it is."""
    if isinstance(fields.get("location"), dict) or not any("_" in key for key in fields):
        return fields
    get = fields.get
    point = _loaded(get("location_coordinates"))
    if isinstance(point, str):
        point = [part.strip() for part in point.split(",")]
    if isinstance(point, dict):
        point = [point.get("lat"), point.get("lon")]
    first, last = (
        {"begin": get(f"{name}_begin"), "end": get(f"{name}_end")} for name in ("firstdate", "lastdate")
    )
    found = {
        "uid": get("uid"),
        "slug": get("slug"),
        "keywords": get("keywords_fr") or get("keywords"),
        "timings": _loaded(get("timings")),
        "firstTiming": first if first["begin"] else None,
        "lastTiming": last if last["begin"] else None,
        "status": _loaded(get("status")),
        "attendanceMode": _loaded(get("attendancemode")),
        "onlineAccessLink": get("onlineaccesslink"),
        "registration": _loaded(get("registration")),
        "accessibility": get("accessibility"),
        "age": {"min": get("age_min"), "max": get("age_max")},
        "canonicalUrl": get("canonicalurl"),
        "updatedAt": get("updatedat"),
        "state": get("state"),
        "timezone": get("timezone") or get("location_timezone"),
        "originAgenda": {"title": get("originagenda_title")},
        "location": {
            "name": get("location_name"),
            "address": get("location_address"),
            "postalCode": get("location_postalcode"),
            "city": get("location_city"),
            "insee": get("location_insee"),
            "countryCode": get("location_countrycode"),
            "latitude": point[0] if isinstance(point, list) and len(point) == 2 else get("location_latitude"),
            "longitude": point[1]
            if isinstance(point, list) and len(point) == 2
            else get("location_longitude"),
        },
    }
    for name, flat in (("title", "title"), ("description", "description"), ("longDescription", "longdescription"),
                       ("conditions", "conditions")):  # fmt: skip
        languages = {
            key.rpartition("_")[2]: text for key, text in fields.items() if key.startswith(f"{flat}_")
        }
        found[name] = languages or get(flat)
    return found


def _text(value: Any) -> str | None:
    """A text, in French when there are several languages, else in the first that says something."""
    if isinstance(value, dict):
        tongues = [value.get("fr"), value.get("en"), *value.values()]
        value = next((text for text in tongues if isinstance(text, str) and text.strip()), None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _code(value: Any, known: dict[Any, str]) -> str | None:
    """A coded value (a number, its label, or both in an object) by the table `known`."""
    if isinstance(value, dict):
        value = value.get("id", value.get("value"))
    if isinstance(value, str):
        plain = value.strip().lower().replace("é", "e")
        value = int(plain) if plain.isdigit() and len(plain) < 4 else plain
    return known.get(value) if isinstance(value, int | str) else None


def _number(value: Any) -> float | None:
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return None


def _first_begin(event: dict[str, Any]) -> object:
    first = event.get("firstTiming") or next(iter(event.get("timings") or []), None)
    return first.get("begin") if isinstance(first, dict) else None


def _place_name(event: dict[str, Any]) -> str | None:
    place = event.get("location")
    return _text(place.get("name")) if isinstance(place, dict) else None


def _event(event: dict[str, Any], position: Position) -> Iterator[Item]:
    uid, title = _text(event.get("uid")), _text(event.get("title"))
    if uid is None:
        uid = derived(_text(event.get("slug")) or title, _first_begin(event), _place_name(event))
    else:
        position = Position(f"{position.words}, uid {uid[:40]}")
    if event.get("removed") is True:
        yield Note(position, "L'agenda dit cet événement retiré.")
        return
    state = event.get("state")
    draft = event.get("draft") in (1, True)
    if draft or (isinstance(state, int) and not isinstance(state, bool) and state != _PUBLISHED):
        yield Skip(position, "L'événement n'est pas publié (brouillon, refusé ou à contrôler).")
        return
    if title is None:
        yield Skip(position, "L'événement n'a pas de titre.", uid=uid)
        return
    slots, notes = _slots(event)
    if not slots:
        yield Skip(position, "L'événement n'a pas de date lisible.", uid=uid)
        return
    yield _record(uid, title, event, slots, position)
    yield from (Note(position, words) for words in notes)


def _slots(event: dict[str, Any]) -> tuple[tuple[SlotRecord, ...], list[str]]:
    notes = []
    location = _dict(event.get("location"))
    zone = _text(event.get("timezone")) or _text(location.get("timezone")) or ""
    if zone and zone_or_none(zone) is None:
        notes.append(f"Le fuseau « {zone[:40]} » est inconnu : les heures sont lues comme celles du lieu.")
        zone = ""
    timings = _list(event.get("timings"))
    if not timings:
        ends = [event.get(name) for name in ("firstTiming", "nextTiming", "lastTiming")]
        timings = [timing for timing in ends if timing]
        if timings:
            notes.append("Les horaires détaillés manquent : seules les dates annoncées en tête sont gardées.")
    found: dict[str, SlotRecord] = {}
    unread = 0
    for timing in timings[:_MOST_TIMINGS]:
        try:
            begin, finish = _timing(timing)
            start, where = _wall(begin, zone)
            end = _wall(finish, zone)[0] if finish else None
        except ValueError:
            unread += 1
            continue
        found[start] = SlotRecord(start, end if end and end > start else None, where)
    if unread:
        notes.append(f"{unread} horaire(s) illisible(s) laissé(s) de côté.")
    if len(timings) > _MOST_TIMINGS:
        notes.append(f"L'événement a plus de {_MOST_TIMINGS} horaires : les suivants sont laissés de côté.")
    return tuple(found[start] for start in sorted(found)), notes


def _timing(timing: Any) -> tuple[str, str | None]:
    fields = _dict(timing)
    begin = _text(fields.get("begin")) or _text(fields.get("start"))
    if begin is None:
        raise ValueError("l'horaire n'a pas de début")
    return begin, _text(fields.get("end"))


def _wall(text: str, zone: str) -> tuple[str, str]:
    """The wall time of a moment, and the zone it is in (empty: that of the place).

    An offset that is not the zone's at that date (+0200 in February) is a fault of the writer: the hour is right.
    """
    moment = read_instant(text)
    if moment.tzinfo is not None and not moment.utcoffset():
        known = zone_or_none(zone) or ZoneInfo("Europe/Paris")
        return wall_time(moment, known), known.key
    return moment.strftime("%Y-%m-%dT%H:%M"), zone


def _record(
    uid: str, title: str, event: dict[str, Any], slots: tuple[SlotRecord, ...], position: Position
) -> EventRecord:
    location = _dict(event.get("location"))
    link, phone = _registration(event.get("registration"))
    long_text = _text(event.get("longDescription"))
    texts = [_text(event.get("description")), long_text, _conditions(event)]
    agenda = _text(_dict(event.get("originAgenda")).get("title"))
    online = _text(event.get("onlineAccessLink"))
    return EventRecord(
        uid=uid,
        title=title,
        position=position,
        slots=slots,
        description="\n\n".join(text for text in texts if text) or None,
        description_html=long_text if long_text and is_html(long_text) else None,
        keywords=_keywords(event.get("keywords")),
        audience_words=_ages(_dict(event.get("age"))),
        status=_code(event.get("status"), _STATUS) or "scheduled",
        attendance=_code(event.get("attendanceMode"), _ATTENDANCE),
        place=PlaceRecord(
            venue=_text(location.get("name")),
            address=_text(location.get("address")),
            postcode=_text(location.get("postalCode")),
            commune=_text(location.get("city")),
            insee=_text(location.get("insee")),
            latitude=_number(location.get("latitude")),
            longitude=_number(location.get("longitude")),
            country=_text(location.get("countryCode")),
        ),
        organisation=OrganisationRecord(name=agenda) if agenda else None,
        url=_text(event.get("canonicalUrl")),
        online_link=online if online and online.startswith("https://") else None,
        registration_link=link,
        registration_phone=phone,
        accessibility=_accessibility(event.get("accessibility")),
        updated_at=_text(event.get("updatedAt")),
    )


def _registration(value: Any) -> tuple[str | None, str | None]:
    """The first link and the first telephone of an organisation; addresses and mobiles of persons are left out."""
    link = phone = None
    for entry in _list(value):
        fields = _dict(entry)
        text = _text(fields.get("value")) or (_text(entry) if isinstance(entry, str) else None)
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
    text = _text(event.get("conditions"))
    return f"Conditions : {text}" if text else None


def _keywords(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        value = value.get("fr") or next(iter(value.values()), None)
    if isinstance(value, str):
        value = value.replace(",", ";").split(";")
    return tuple(word.strip() for word in _list(value) if isinstance(word, str) and word.strip())[:40]


def _ages(age: dict[str, Any]) -> str | None:
    low, high = (_number(age.get(name)) for name in ("min", "max"))
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
        codes = [code for code in _list(value) if isinstance(code, str)]
    named = [_DISABILITIES[code.strip()] for code in codes if code.strip() in _DISABILITIES]
    return f"Accueil prévu : handicap {', '.join(named)}" if named else None
