"""Events as an iCalendar file (RFC 5545): one component per slot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

from bot.catalogue.models import Event, EventSlot

_LINE_BYTES = 75
_STATUS = {"cancelled": "CANCELLED", "postponed": "CANCELLED"}


def _text(value: str) -> str:
    """A text value, escaped (RFC 5545, 3.3.11)."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _fold(line: str) -> str:
    """A line cut every 75 octets, never inside a character (RFC 5545, 3.1)."""
    parts, current, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE_BYTES:
            parts.append(current)
            current, size = " ", 1
        current += character
        size += width
    return "\r\n".join([*parts, current])


def _instant(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def _times(slot: EventSlot) -> list[str]:
    if not slot.all_day:
        # An end that is not known is left out: DTEND must come after DTSTART (RFC 5545, 3.8.2.2).
        known = slot.ends_at > slot.starts_at
        return [
            f"DTSTART:{_instant(slot.starts_at)}",
            *([f"DTEND:{_instant(slot.ends_at)}"] if known else []),
        ]
    first = date.fromisoformat(slot.local_start[:10])
    # DTEND is excluded, while the published last day is included.
    after = date.fromisoformat((slot.local_end or slot.local_start)[:10]) + timedelta(days=1)
    return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]


def _component(event: Event, slot: EventSlot, public_url: str, now: datetime) -> list[str]:
    title = f"[Exemple] {event.title}" if event.example else event.title
    if slot.precision == "month":
        title += " (jour à préciser)"
    about = "Exemple de démonstration, pas une vraie annonce.\n" if event.example else ""
    where = ", ".join(part for part in (event.venue, event.address, event.postcode, event.commune) if part)
    cancelled = slot.cancelled or event.withdrawn
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.id}-{_instant(slot.starts_at)}@orisoin",
        f"DTSTAMP:{_instant(event.updated_at or now)}",
        *_times(slot),
        f"SUMMARY:{_text(title)}",
        f"STATUS:{'CANCELLED' if cancelled else _STATUS.get(event.status, 'CONFIRMED')}",
        f"URL:{public_url}/events/{event.id}",
    ]
    if about or event.description:
        lines.append(f"DESCRIPTION:{_text(about + (event.description or ''))}")
    if where:
        lines.append(f"LOCATION:{_text(where)}")
    if event.latitude is not None and event.longitude is not None:
        lines.append(f"GEO:{event.latitude:.6f};{event.longitude:.6f}")
    return [*lines, "END:VEVENT"]


def calendar(
    events: Iterable[Event],
    public_url: str,
    now: datetime,
    name: str = "Métiers du soin et de l'accompagnement",
) -> str:
    """A calendar of these events, ready to be subscribed to: what it is called, and how often it is worth asking again
    (RFC 7986, and the older names of the same)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Orisoin//Orisoin//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H"]
    for event in events:
        for slot in event.slots:
            lines += _component(event, slot, public_url, now)
    return "\r\n".join(_fold(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n"
