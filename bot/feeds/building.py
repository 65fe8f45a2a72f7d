"""From a record of a feed to the values of its row: texts cleaned, place resolved, classes told, times made instants."""

from __future__ import annotations

import json
from calendar import monthrange
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from bot.catalogue.demonstration import search_text
from bot.catalogue.models.events import STATUSES
from bot.catalogue.models.trainings import MODES
from bot.feeds.announced import announced, announced_deadline
from bot.feeds.classifying import Codes, classify_event, classify_training
from bot.feeds.cleaning import clean_html, is_html, is_mobile, line, plain
from bot.feeds.days import instant_of, read_instant, zone_or_none
from bot.feeds.places import Resolved, resolve
from bot.feeds.records import EventRecord, OrganisationRecord, SessionRecord, SlotRecord, TrainingRecord
from bot.french.folding import fold_text

# Raise it when the same record must be built anew: the digest of every record changes with it.
_BUILD = 2
_LONGEST_UID = 255
# Recruitment that is closed or suspended is over as far as one who looks for a place is concerned.
_SESSION_STATUS = {
    "open": "open", "full": "full", "cancelled": "cancelled", "closed": "closed", "suspended": "closed",
}  # fmt: skip
_ATTENDANCES = ("onsite", "online", "mixed")


class Unusable(ValueError):
    """A record that cannot be kept; the message says why, in a French sentence."""


@dataclass
class Built:
    """The values of a row, those of its children, its organisation, and what was mended, in French."""

    uid: str
    digest: str
    values: dict[str, Any]
    slots: list[dict[str, Any]] = field(default_factory=list)
    professions: tuple[str, ...] = ()
    sessions: list[dict[str, Any]] = field(default_factory=list)
    organisation: dict[str, Any] | None = None
    notes: list[str] = field(default_factory=list)


def short_uid(uid: str) -> str:
    """A record's identifier as the table can hold it."""
    uid = uid.replace("\0", "")
    return uid if len(uid) <= _LONGEST_UID else f"{uid[:180]}#{sha256(uid.encode()).hexdigest()}"


def digest_of(record: Any, *more: object) -> str:
    """The digest of what a feed says in a record, wherever it stands there."""
    told = asdict(record)
    told.pop("position", None)
    text = json.dumps([_BUILD, *map(str, more), told], sort_keys=True, ensure_ascii=True, default=str)
    return sha256(text.encode()).hexdigest()


def build_event(record: EventRecord, codes: Codes, keeps_all: bool, today: date) -> Built:
    """The row of an event. Raises Unusable when it has no title or no time."""
    title = line(record.title)
    if title is None:
        raise Unusable("L'événement n'a pas de titre.")
    description = plain(record.description) or plain(record.description_html)
    place = resolve(record.place)
    slots = _slots(record.slots, place.zone)
    if not slots:
        raise Unusable("L'événement n'a pas de date.")
    classes = classify_event(record, description, codes, keeps_all)
    attendance = record.attendance if record.attendance in _ATTENDANCES else None
    organiser = record.organisation
    markup = record.description_html or (record.description if is_html(record.description or "") else None)
    first = min(slot["local_start"][:10] for slot in slots)
    status = record.status if record.status in STATUSES else "scheduled"
    if status == "scheduled" and (told := announced(title, description)):
        status, classes.reasons["status"] = told[0], f"annoncé : « {told[1]} »"
    values = {
        **place.columns,
        "kind": classes.kind,
        "title": title,
        "description": description,
        "description_html": clean_html(markup),
        "search_text": search_text(
            title, description, place.columns["venue"], organiser.name if organiser else None
        ),
        "status": status,
        "last_end": max(slot["ends_at"] for slot in slots),
        "audiences": list(classes.audiences),
        "registration_required": record.registration_required,
        "registration_link": _link(record.registration_link),
        "registration_phone": _phone(record.registration_phone),
        "registration_deadline": _deadline(
            record.registration_deadline or announced_deadline(description, date.fromisoformat(first)),
            place.zone,
        ),
        "seats": record.seats if record.seats is not None and 0 < record.seats < 1_000_000 else None,
        "accessibility": line(record.accessibility, 500),
        "url": _link(record.url),
        "online_link": _link(record.online_link),
        "sequence": record.sequence if record.sequence is not None and abs(record.sequence) < 2**31 else None,
        "source_url": _link(record.url),
        "licence": line(record.licence, 300),
        "updated_at": _instant(record.updated_at),
        "attendance": attendance
        or ("online" if record.online_link and not record.place.commune else "onsite"),
        "classification": classes.reasons,
        "in_scope": classes.in_scope,
    }
    values["match_key"] = _match_key(values, first)
    return Built(
        uid=short_uid(record.uid),
        digest=digest_of(record, keeps_all),
        values=values,
        slots=slots,
        professions=classes.professions,
        organisation=build_organisation(organiser) if organiser else None,
        notes=place.notes,
    )


def _match_key(values: dict[str, Any], first: str) -> str | None:
    """What events of the same day and place share; none when the place is not told."""
    where = values["insee"] or values["postcode"] or ("online" if values["attendance"] == "online" else None)
    return f"{where}|{first}" if where else None


def _slots(records: tuple[SlotRecord, ...], place_zone: str) -> list[dict[str, Any]]:
    found: dict[tuple[datetime, datetime], dict[str, Any]] = {}
    for record in records:
        slot = _slot(record, record.zone or place_zone)
        key = (slot["starts_at"], slot["ends_at"])
        # Said twice, once cancelled: the date that stands wins.
        if key not in found or found[key]["cancelled"]:
            found[key] = slot
    return [found[key] for key in sorted(found)]


def _slot(record: SlotRecord, zone_name: str) -> dict[str, Any]:
    zone = zone_or_none(zone_name) or ZoneInfo("Europe/Paris")
    if record.all_day or record.precision != "minute":
        first = date.fromisoformat(record.start[:10])
        last = date.fromisoformat((record.end or record.start)[:10])
        if record.precision == "month":
            last = last.replace(day=monthrange(last.year, last.month)[1])
        last = max(first, last)
        starts, ends = (
            datetime.combine(day, time(), zone).astimezone(timezone.utc)
            for day in (first, last + timedelta(days=1))
        )
        local = (first.isoformat(), last.isoformat())
    else:
        starts = instant_of(record.start, zone)
        ends = max(starts, instant_of(record.end, zone)) if record.end else starts
        local = (record.start, record.end if record.end and ends > starts else None)  # type: ignore[assignment]
    return {
        "starts_at": starts,
        "ends_at": ends,
        "zone": zone.key,
        "local_start": local[0],
        "local_end": local[1],
        "all_day": record.all_day or record.precision != "minute",
        "precision": record.precision,
        "cancelled": record.cancelled,
    }


def build_training(record: TrainingRecord, codes: Codes, keeps_all: bool, today: date) -> Built:
    """The row of a training. Raises Unusable when it has no title."""
    title = line(record.title)
    if title is None:
        raise Unusable("La formation n'a pas d'intitulé.")
    description = plain(record.description) or plain(record.description_html)
    place: Resolved = resolve(record.place)
    classes = classify_training(record, description, codes)
    notes = list(place.notes)
    mode = record.mode
    if mode not in MODES:
        mode = "continuing"
        notes.append("La voie n'est pas dite : la formation est rangée en formation continue.")
    markup = record.description_html or (record.description if is_html(record.description or "") else None)
    organiser = record.organisation
    values = {
        **place.columns,
        "title": title,
        "description": description,
        "description_html": clean_html(markup),
        "search_text": search_text(
            title, description, place.columns["venue"], organiser.name if organiser else None
        ),
        "profession_slug": next(iter(classes.professions), None),
        "diploma_slug": classes.diploma,
        "mode": mode,
        "duration": line(record.duration, 300),
        "cost": record.cost if record.cost is not None and 0 <= record.cost < 1_000_000 else None,
        "cost_note": line(record.cost_note, 500),
        "funding": line(record.funding, 500),
        "link": _link(record.url),
        "phone": _phone(record.phone),
        "accessibility": line(record.accessibility, 500),
        "rncp": list(record.rncp[:20]),
        "rome": list(record.rome[:20]),
        "formacode": list(record.formacode[:20]),
        "level": line(record.level, 200),
        "entry_conditions": plain(record.entry_conditions, 2000),
        "permanent_entry": record.permanent_entry,
        "source_url": _link(record.url),
        "licence": line(record.licence, 300),
        "updated_at": _instant(record.updated_at),
        "attendance": record.attendance if record.attendance in _ATTENDANCES else "onsite",
        "classification": classes.reasons,
        "in_scope": classes.in_scope or keeps_all,
    }
    sessions = [session for one in record.sessions if (session := _session(one, notes)) is not None]
    return Built(
        uid=short_uid(record.uid),
        digest=digest_of(record, keeps_all),
        values=values,
        sessions=sessions,
        organisation=build_organisation(organiser) if organiser else None,
        notes=notes,
    )


def _session(record: SessionRecord, notes: list[str]) -> dict[str, Any] | None:
    try:
        days = {
            name: date.fromisoformat(value) if value else None
            for name, value in (
                ("start_on", record.start),
                ("end_on", record.end),
                ("apply_from", record.apply_from),
                ("apply_until", record.apply_until),
            )
        }
    except ValueError:
        notes.append("Une session a une date illisible : elle est laissée de côté.")
        return None
    return {
        **days,
        "uid": short_uid(record.uid) if record.uid else None,
        "seats": record.seats if record.seats is not None and 0 < record.seats < 1_000_000 else None,
        "status": _SESSION_STATUS.get(record.status or ""),
        "url": _link(record.url),
        "precision": record.precision if record.precision in ("day", "month") else "day",
    }


def build_organisation(record: OrganisationRecord) -> dict[str, Any] | None:
    """The row of an organisation, with its `slug`; None when it has no name left once persons are taken out."""
    name = line(record.name, 200)
    if name is None or "[nom retiré]" in name:
        return None
    place = resolve(record.place).columns
    siret, uai, finess = (
        _code(code, length) for code, length in ((record.siret, 14), (record.uai, 8), (record.finess, 9))
    )
    if siret:
        slug = f"siret-{siret}"
    elif uai:
        slug = f"uai-{uai.lower()}"
    elif finess:
        slug = f"finess-{finess.lower()}"
    else:
        told = "|".join((fold_text(name), str(place["insee"] or place["postcode"] or "")))
        slug = f"nom-{sha256(told.encode()).hexdigest()[:24]}"
    return {
        "slug": slug,
        "name": name,
        "kind": line(record.kind, 40),
        "url": _link(record.url),
        "phone": _phone(record.phone),
        "address": place["address"],
        "insee": place["insee"],
        "postcode": place["postcode"],
        "commune": place["commune"],
        "siret": siret,
        "uai": uai,
        "finess": finess,
    }


def _code(code: str | None, length: int) -> str | None:
    kept = "".join(sign for sign in code or "" if sign.isascii() and sign.isalnum()).upper()
    return kept if len(kept) == length else None


def _link(text: str | None) -> str | None:
    if text is None or not text.strip().startswith(("http://", "https://")):
        return None
    return line(text.strip().replace(" ", "%20"), 2000)


def _phone(text: str | None) -> str | None:
    """An organisation's number; a mobile, which is most often a person's, is left out."""
    kept = line(text, 40)
    return kept if kept and not is_mobile(kept) and sum(sign.isdigit() for sign in kept) >= 4 else None


def _deadline(text: str | None, zone_name: str) -> datetime | None:
    """The end of the last day one may register, or the moment told."""
    if text is None:
        return None
    zone = zone_or_none(zone_name) or ZoneInfo("Europe/Paris")
    try:
        moment = read_instant(text)
    except ValueError:
        return None
    if len(text.strip()) <= 10:
        moment += timedelta(days=1)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(timezone.utc)


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = read_instant(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)
