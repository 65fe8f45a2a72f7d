"""When something happens, in French."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.french.calendar_names import DAYS, MONTHS
from bot.replies import When


def french_date(day: date) -> str:
    """« samedi 28 novembre 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{DAYS[day.weekday()]} {number} {MONTHS[day.month - 1]} {day.year}"


def french_month(day: date) -> str:
    """« en avril 2027, jour à préciser »."""
    return f"en {MONTHS[day.month - 1]} {day.year}, jour à préciser"


def _hour(moment: datetime) -> str:
    return f"{moment.hour} h {moment.minute:02d}" if moment.minute else f"{moment.hour} h"


def french_when(when: When) -> str:
    """When something happens, in the place's own time; what cannot be read is given as it is."""
    try:
        zone = ZoneInfo(when.timezone)
        if when.all_day:
            first = _all_day(when.start, zone, last=False)
            final = _all_day(when.end, zone, last=True) if when.end else first
            if final <= first:
                return french_date(first)
            return f"du {french_date(first)} au {french_date(final)}"
        start = _local(when.start, zone)
        end = _local(when.end, zone) if when.end else None
    except (ValueError, KeyError):  # an unreadable instant, an unknown zone
        return when.start if when.end is None else f"{when.start} – {when.end}"
    if end is None or end <= start:
        return f"{french_date(start)} à {_hour(start)}"
    if end.date() == start.date():
        return f"{french_date(start)}, de {_hour(start)} à {_hour(end)}"
    return f"du {french_date(start)} à {_hour(start)} au {french_date(end)} à {_hour(end)}"


def _all_day(text: str, zone: ZoneInfo, *, last: bool) -> date:
    """A whole day; written as an instant, the midnight that ends the last day stands for that day."""
    if len(text) == len("2026-11-28"):
        return date.fromisoformat(text)
    moment = _local(text, zone)
    return (moment - timedelta(seconds=1) if last else moment).date()


def _local(text: str, zone: ZoneInfo) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
