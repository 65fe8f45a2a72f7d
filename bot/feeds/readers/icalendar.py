"""iCalendar files (.ics): what any agenda program exports, read one component at a time.

Kept: title, texts, place, point, links, status, times, repeated ones within a window of one month back and eighteen
ahead. Left out: organisers and guests (persons), alarms, tasks, private events.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.feeds.decoding import mended
from bot.feeds.ical.lines import Component, components
from bot.feeds.ical.series import (
    LONGEST_SERIES,
    NoOccurrence,
    Occurrence,
    Span,
    Window,
    in_home_zone,
    is_cancelled,
    occurrences,
    read_span,
    recurrence_key,
)
from bot.feeds.ical.times import Moment, Zones, written
from bot.feeds.identities import derived
from bot.feeds.records import (
    EventRecord,
    Item,
    Note,
    PlaceRecord,
    Position,
    Skip,
    SlotRecord,
    Source,
    Unreadable,
)

WINDOW_BACK = timedelta(days=31)
WINDOW_AHEAD = timedelta(days=548)
MOST_SLOTS = 5000
_LARGEST_FILE = 100 * 1024 * 1024
_OTHERS = {"VTODO": "tâche", "VJOURNAL": "note", "VFREEBUSY": "plage de disponibilité"}
_PRIVATE = ("PRIVATE", "CONFIDENTIAL")
_ONLINE = re.compile(
    r"\b(?:visio\w*|webinaire|webinar|en ligne|online|à distance|distanciel|zoom|teams|google meet|virtuel\w*)\b",
    re.I,
)
_LINK = re.compile(r"https?://[^\s<>\"\\]+")
_MEETING = re.compile(
    r"https://[\w.-]*(?:zoom\.us|teams\.(?:microsoft|live)\.com|meet\.google\.com|webex\.com)/\S+"
)
# The Events Calendar: « 10001316-1737707400-1737707400@site » holds the dates, which change; the post's number stays.
_EVENTS_CALENDAR_UID = re.compile(r"(\d+)-\d{8,}-\d{8,}@(.+)")
_GEO = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[;,]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


def looks_like(head: bytes, name: str) -> bool:
    """Whether it begins like a calendar, whatever stands before its first line."""
    return b"BEGIN:VCALENDAR" in head[:4096].upper().replace(b"\x00", b"") or (
        name.endswith((".ics", ".ical", ".ifb")) and b"BEGIN:VEVENT" in head.upper()
    )


@dataclass
class _Calendar:
    """What one VCALENDAR of the file held."""

    zones: list[Component] = field(default_factory=list)
    events: list[Component] = field(default_factory=list)


def read(source: Source) -> Iterator[Item]:
    """The events of an .ics file; a broken component is skipped with its reason and costs no other."""
    if source.path.stat().st_size > _LARGEST_FILE:
        raise Unreadable("Le fichier est trop gros pour un agenda (plus de 100 Mo).")
    window = Window(source.today - WINDOW_BACK, source.today + WINDOW_AHEAD)
    held, others, calendars, budget = _Calendar(), Counter[str](), 0, _Budget()
    for component in components(source.path):
        if component.kind == "VTIMEZONE":
            held.zones.append(component)
        elif component.kind == "VEVENT":
            held.events.append(component)
        elif component.kind == "VCALENDAR":
            calendars += 1
            yield from _events(component, held, window, budget)
            if not component.closed:
                yield Skip(
                    Position(f"ligne {component.number}"),
                    "Le fichier s'arrête avant la fin de l'agenda : la suite manque.",
                    incomplete=True,
                )
            held = _Calendar()
        else:
            others[component.kind] += 1
    if held.events:  # events outside any calendar
        calendars += 1
        yield from _events(Component("VCALENDAR", 1), held, window, budget)
    if not calendars:
        raise Unreadable("Le fichier ne contient pas d'agenda iCalendar.")
    for kind, count in others.items():
        name = _OTHERS.get(kind, f"élément {kind[:30]}")
        yield Note(Position("fichier"), f"{count} × {name} : ce ne sont pas des événements, laissés de côté.")


@dataclass
class _Budget:
    """How many slots the feed may still give: a runaway series must not fill the catalogue."""

    left: int = MOST_SLOTS


def _events(calendar: Component, held: _Calendar, window: Window, budget: _Budget) -> Iterator[Item]:
    zones = Zones(held.zones, calendar.text("X-WR-TIMEZONE"))
    cancelled = (calendar.text("METHOD") or "").upper() == "CANCEL"
    groups: dict[str, list[Component]] = {}
    for component in held.events:
        uid = _uid(component)
        groups.setdefault(uid or f"\0{component.number}", []).append(component)
    for uid, group in groups.items():
        yield from _group(None if uid.startswith("\0") else uid, group, zones, window, cancelled, budget)
    for name in sorted(zones.unknown):
        yield Note(
            Position("fichier"),
            f"Le fuseau « {name[:60]} » est inconnu : les heures sont lues comme {zones.default.key}.",
        )


def _uid(component: Component) -> str | None:
    uid = component.text("UID")
    found = _EVENTS_CALENDAR_UID.fullmatch(uid or "")
    return f"{found[1]}@{found[2]}" if found else uid


def _position(component: Component) -> Position:
    uid = component.text("UID")
    return Position(f"ligne {component.number}" + (f", UID {uid[:80]}" if uid else ""))


def _sequence(component: Component) -> int:
    text = (component.text("SEQUENCE") or "").strip()
    return int(text) if text.isdigit() and len(text) < 10 else 0


def _version(component: Component) -> tuple[int, str]:
    return _sequence(component), component.text("LAST-MODIFIED") or component.text("DTSTAMP") or ""


def _group(
    uid: str | None,
    group: list[Component],
    zones: Zones,
    window: Window,
    cancelled: bool,
    budget: _Budget,
) -> Iterator[Item]:
    """The components of one UID: a master, the occurrences that change it, older versions of either."""
    masters = [one for one in group if one.first("RECURRENCE-ID") is None]
    changed: dict[str, Component] = {}
    for one in group:
        if line := one.first("RECURRENCE-ID"):
            known = changed.get(line.value)
            if known is None or _version(one) >= _version(known):
                changed[line.value] = one
    if not masters:
        for one in changed.values():
            yield from _one(uid, one, [], zones, window, cancelled, budget, suffix=_suffix(one, zones))
        return
    newest = max(_sequence(one) for one in masters)
    kept = [one for one in masters if _sequence(one) == newest]
    by_start: dict[str, Component] = {}
    for one in kept:
        start = one.first("DTSTART")
        moment = start.value if start else ""
        known = by_start.get(moment)
        if known is None or _version(one) >= _version(known):
            by_start[moment] = one
    # Same UID, same version, other dates: some programs write each date of an event so.
    for rank, one in enumerate(sorted(by_start.values(), key=lambda each: each.number)):
        apart = [] if rank else list(changed.values())
        suffix = "" if rank == 0 else f"#{one.first('DTSTART').value}" if one.first("DTSTART") else f"#{rank}"  # type: ignore[union-attr]
        yield from _one(uid, one, apart, zones, window, cancelled, budget, suffix=suffix)


def _suffix(component: Component, zones: Zones) -> str:
    key = recurrence_key(component, zones)
    return f"#{written(key)}" if key else f"#{component.number}"


def _differs(component: Component, master: Component) -> bool:
    """Whether a changed occurrence has become another event: another title, or another place."""
    return not is_cancelled(component) and any(
        component.text(name) not in (None, master.text(name)) for name in ("SUMMARY", "LOCATION")
    )


def _one(
    uid: str | None,
    component: Component,
    changed: list[Component],
    zones: Zones,
    window: Window,
    cancelled: bool,
    budget: _Budget,
    suffix: str = "",
) -> Iterator[Item]:
    """One component and the occurrences that change it, as one event; a changed title or place makes another."""
    where = _position(component)
    full_uid = f"{uid}{suffix}" if uid else None
    reason = _refusal(component)
    if reason is None:
        try:
            span, mend = read_span(component, zones)
            span = in_home_zone(span, zones)
            found, notes = occurrences(component, span, changed, zones, window)
        except (ValueError, NoOccurrence) as error:
            reason = f"{str(error)[:1].upper()}{str(error)[1:]}."
    if reason is not None:
        yield Skip(where, reason, uid=full_uid)
        return
    if mend:
        notes.insert(0, mend)
    if not component.closed:
        notes.append("La fin de l'événement manque dans le fichier : ce qui précède est gardé.")
    apart = {_suffix(one, zones): one for one in changed if _differs(one, component)}
    keys = {suffix_of[1:] for suffix_of in apart}
    found = [one for one in found if written(one.key) not in keys]
    if not found and not apart:
        found = [Occurrence(span.start, span.at(span.start), span.start)]
        if component.first("RRULE") or component.first("RDATE"):
            notes.append("La série n'a pas de date dans la période lue : seule sa première date est gardée.")
    if len(found) > budget.left:
        found = found[: max(budget.left, 1)]
        notes.append(f"L'agenda a plus de {MOST_SLOTS} dates : les suivantes sont laissées de côté.")
    budget.left -= len(found)
    if found:
        yield _record(full_uid, component, span, found, zones, where, cancelled)
        yield from (Note(where, words) for words in notes)
    for key, one in apart.items():
        yield from _one(f"{uid}{suffix}", one, [], zones, window, cancelled, budget, suffix=key)


def _refusal(component: Component) -> str | None:
    if component.oversized:
        return "L'événement est démesuré (plus de 2 Mo de texte)."
    if (component.text("CLASS") or "").upper() in _PRIVATE:
        return "L'événement est marqué privé dans son agenda."
    if _title(component) is None:
        return "L'événement n'a pas de titre."
    return None


def _title(component: Component) -> str | None:
    title = component.text("SUMMARY") or (component.text("DESCRIPTION") or component.text("LOCATION") or "")
    title = title.strip().partition("\n")[0][:300]
    return mended(title.strip()) or None


def _record(
    uid: str | None,
    component: Component,
    span: Span,
    found: list[Occurrence],
    zones: Zones,
    where: Position,
    cancelled: bool,
) -> EventRecord:
    title = _title(component) or ""
    location = component.text("LOCATION")
    description = component.text("DESCRIPTION")
    html = next(
        (
            line.text
            for line in component.every("X-ALT-DESC")
            if "html" in line.parameters.get("FMTTYPE", "html")
        ),
        None,
    )
    slots = tuple(_slot(one, zones) for one in found[:LONGEST_SERIES])
    whole = cancelled or is_cancelled(component) or all(slot.cancelled for slot in slots)
    link = component.text("URL")
    if uid is None:
        # Outlook's web calendars give none: what is announced, when and where then tells one event from another.
        # The start of a series, not of its next date, which moves on from one reading to the next.
        uid = derived(title, span.start, location)
    meeting = _MEETING.search(" ".join(filter(None, (location, description))))
    online = _conference(component) or (meeting.group() if meeting else None)
    return EventRecord(
        uid=uid,
        title=title,
        position=where,
        slots=slots,
        description=description,
        description_html=html,
        keywords=tuple(
            part.strip()
            for line in component.every("CATEGORIES")
            for part in line.text.split(",")
            if part.strip()
        ),
        status="cancelled" if whole else "scheduled",
        attendance=_attendance(location, online),
        place=_place(location, component.text("GEO")),
        url=link if link and link.startswith(("http://", "https://")) else None,
        online_link=online,
        sequence=_sequence(component) or None,
        updated_at=_stamp(component),
    )


def _slot(one: Occurrence, zones: Zones) -> SlotRecord:
    start, end = one.start, one.end
    zone = zones.default if start.zone.key == "UTC" else start.zone
    start = start.into(zone)
    if start.day:
        last = Moment(end.wall - timedelta(days=1), zone, day=True) if end else start
        return SlotRecord(written(start), written(last), zone.key, True, one.cancelled, "day")
    return SlotRecord(
        written(start), written(end.into(zone)) if end else None, zone.key, False, one.cancelled, "minute"
    )


def _stamp(component: Component) -> str | None:
    for name in ("LAST-MODIFIED", "DTSTAMP"):
        found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?", component.text(name) or "")
        if found:
            year, month, day, hour, minute, second = found.groups()
            try:
                date(int(year), int(month), int(day))
            except ValueError:
                continue
            return f"{year}-{month}-{day}T{hour}:{minute}:{second}+00:00"
    return None


def _conference(component: Component) -> str | None:
    for name in ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"):
        value = component.text(name)
        if value and value.startswith("https://"):
            return value
    return None


def _attendance(location: str | None, online: str | None) -> str | None:
    distant = online is not None or (location is not None and _ONLINE.search(location) is not None)
    if not distant:
        return "onsite" if location else None
    rest = _ONLINE.sub("", _LINK.sub("", location or "")).strip(" ,;:/-()\n")
    remains = re.sub(r"\b(?:et|ou|sur|via|microsoft|réunion|lien|en|par)\b", "", rest, flags=re.I).strip(
        " ,;:/-()"
    )
    return "mixed" if len(remains) > 3 else "online"


def _place(location: str | None, geo: str | None) -> PlaceRecord:
    point = _GEO.fullmatch(geo or "")
    latitude, longitude = (float(point[1]), float(point[2])) if point else (None, None)
    if location is None or _LINK.fullmatch(location):
        return PlaceRecord(latitude=latitude, longitude=longitude)
    # « IFSI d'exemple, 1 rue de l'Exemple, 05000 Gap »: what the address holds is told apart when places are resolved.
    first, _, rest = mended(location).replace("\n", ", ").partition(",")
    return PlaceRecord(
        venue=first.strip() or None, address=rest.strip(" ,") or None, latitude=latitude, longitude=longitude
    )
