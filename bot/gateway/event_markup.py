"""What the page of an event tells to programs, in schema.org's words: moments in ISO 8601, status, attendance, a map."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.catalogue.models import Event, EventSlot
from bot.channels.when import french_date

_STATUS = {
    "scheduled": "EventScheduled", "full": "EventScheduled", "cancelled": "EventCancelled",
    "postponed": "EventPostponed", "rescheduled": "EventRescheduled", "moved_online": "EventMovedOnline",
}  # fmt: skip
_ATTENDANCE = {"onsite": "Offline", "online": "Online", "mixed": "Mixed"}


def schema_start(slot: EventSlot) -> str:
    """The beginning of a slot: with the offset of its zone, a day, or a month when no more is known."""
    if slot.precision == "month":
        return slot.local_start[:7]
    if slot.all_day:
        return slot.local_start[:10]
    return slot.starts_at.astimezone(ZoneInfo(slot.zone)).isoformat(timespec="minutes")


def schema_end(slot: EventSlot) -> str | None:
    """The end of a slot, its last day when it is whole; None when it is not known."""
    if slot.precision == "month":
        return None
    if slot.all_day:
        return (slot.local_end or slot.local_start)[:10]
    if slot.ends_at <= slot.starts_at:
        return None
    return slot.ends_at.astimezone(ZoneInfo(slot.zone)).isoformat(timespec="minutes")


def schema_status(event: Event) -> str:
    """The address of the event's status."""
    return f"https://schema.org/{_STATUS.get(event.status, 'EventScheduled')}"


def schema_attendance(event: Event) -> str:
    """The address of the way one attends the event."""
    mode = "Online" if event.status == "moved_online" else _ATTENDANCE.get(event.attendance, "Offline")
    return f"https://schema.org/{mode}EventAttendanceMode"


def last_day_to_register(event: Event) -> str:
    """The last day to register, in words, in the zone of the place; the deadline is the midnight that ends it."""
    zone = ZoneInfo(event.slots[0].zone if event.slots else "Europe/Paris")
    deadline = event.registration_deadline
    return french_date((deadline - timedelta(seconds=1)).astimezone(zone).date()) if deadline else ""


def map_address(event: Event) -> str | None:
    """A public map centred on the event; None without coordinates."""
    if event.latitude is None or event.longitude is None:
        return None
    latitude, longitude = f"{event.latitude:.5f}", f"{event.longitude:.5f}"
    return f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=16/{latitude}/{longitude}"


FILTERS = {
    "schema_start": schema_start,
    "schema_end": schema_end,
    "schema_status": schema_status,
    "schema_attendance": schema_attendance,
    "map_address": map_address,
    "last_day_to_register": last_day_to_register,
}
