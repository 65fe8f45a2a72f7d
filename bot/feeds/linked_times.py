"""The times of a schema.org event: one, several, a day, a month, a schedule; in French too, as some sites write them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil import rrule

from bot.feeds.days import read_day, read_hour, read_instant, zone_or_none
from bot.feeds.ical.times import read_length
from bot.feeds.linked_data import node_of, text_of
from bot.feeds.records import SlotRecord
from bot.feeds.written_times import at_hours, read_times

_MOST = 1000
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_FREQUENCIES = {
    "P1D": rrule.DAILY, "P1W": rrule.WEEKLY, "P7D": rrule.WEEKLY, "P1M": rrule.MONTHLY,
    "DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY,
}  # fmt: skip
_WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_DATE_ONLY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{8}")


def slots_of(node: dict[str, Any], notes: list[str]) -> tuple[SlotRecord, ...]:
    """The times of an event; what had to be left out is said in `notes`.

    Raises ValueError, whose message is a French sentence, when it has none that can be read.
    """
    schedule = node_of(node.get("eventSchedule"))
    named = text_of(schedule.get("scheduleTimezone"))
    zone = named if named and zone_or_none(named) else ""
    starts, ends = (
        value if isinstance(value, list) else [value]
        for value in (node.get("startDate"), node.get("endDate"))
    )
    if starts == [None] and schedule:
        return scheduled(schedule, zone)
    length = text_of(node.get("duration"))
    found: dict[str, SlotRecord] = {}
    fault: ValueError | None = None
    for number, value in enumerate(starts[:_MOST]):
        end = text_of(ends[number]) if number < len(ends) and len(ends) in (1, len(starts)) else None
        try:
            for slot in _slot(text_of(value), end if len(starts) == len(ends) else None, length, zone, notes):
                found[slot.start] = slot
        except ValueError as error:
            fault = error
    if not found and fault:
        raise fault
    if fault:
        notes.append(f"Une date est laissée de côté : {fault}.")
    return tuple(found[start] for start in sorted(found))


def _slot(
    start: str | None, end: str | None, length: str | None, zone: str, notes: list[str]
) -> list[SlotRecord]:
    if start is None:
        raise ValueError("la date de début manque")
    if found := _MONTH.fullmatch(start):
        return [SlotRecord(f"{found[0]}-01", None, zone, all_day=True, precision="month")]
    if _DATE_ONLY.fullmatch(start):
        first = read_day(start)
        last = _last_day(end, notes) or first
        if last < first:
            notes.append("La fin vient avant le début : elle est laissée de côté.")
            last = first
        return [SlotRecord(first.isoformat(), last.isoformat(), zone, all_day=True, precision="day")]
    try:
        begins = _moment(start)
    except ValueError:
        return [replace(slot, zone=zone) for slot in read_times(start)]
    closes = _end(begins, end, length, notes)
    last_wall = closes.strftime("%Y-%m-%dT%H:%M") if closes and closes != begins else None
    return [SlotRecord(begins.strftime("%Y-%m-%dT%H:%M"), last_wall, zone)]


def _last_day(end: str | None, notes: list[str]) -> date | None:
    if end is None:
        return None
    try:
        return read_day(end)
    except ValueError:
        notes.append("La fin est illisible : elle est laissée de côté.")
        return None


def _end(begins: datetime, end: str | None, length: str | None, notes: list[str]) -> datetime | None:
    """When it ends, told by itself or by a length; what contradicts the start is left out."""
    ends: datetime | None = None
    try:
        if end and not _DATE_ONLY.fullmatch(end):
            ends = _moment(end)
        elif length:
            ends = begins + read_length(length).whole
    except ValueError:
        notes.append("La fin est illisible : elle est laissée de côté.")
    if ends is not None and ends < begins:
        notes.append("La fin vient avant le début : elle est laissée de côté.")
        return None
    return ends


def scheduled(schedule: dict[str, Any], zone: str) -> tuple[SlotRecord, ...]:
    """The times of a schedule that comes back each day, week or month, between two days it names.

    Raises ValueError, whose message is a French sentence, when it does not say enough.
    """
    told = {
        name: text_of(schedule.get(name))
        for name in ("startDate", "endDate", "startTime", "endTime", "repeatCount")
    }
    frequency = _FREQUENCIES.get((text_of(schedule.get("repeatFrequency")) or "").upper())
    if told["startDate"] is None or frequency is None:
        raise ValueError("la date de début manque, ou la répétition n'est pas lisible")
    first = read_day(told["startDate"])
    last = read_day(told["endDate"]) if told["endDate"] else None
    count = int(told["repeatCount"] or 0) if (told["repeatCount"] or "").isdigit() else None
    if last is None and count is None:
        raise ValueError("la répétition n'a pas de fin")
    names = schedule.get("byDay") or []
    listed = [text_of(name) or "" for name in (names if isinstance(names, list) else [names])]
    weekdays = [number for name in listed if (number := _weekday(name)) is not None]
    begun = datetime.combine(first, time())
    until = datetime.combine(last, time()) if last else None
    rule = rrule.rrule(
        frequency, dtstart=begun, until=until, count=None if until else count, byweekday=weekdays or None
    )
    excepted = schedule.get("exceptDate") or []
    left = {(text_of(one) or "")[:10] for one in (excepted if isinstance(excepted, list) else [excepted])}
    days = [SlotRecord(f"{day.date()}", f"{day.date()}", zone, all_day=True, precision="day")
            for day in islice(rule, _MOST) if f"{day.date()}" not in left]  # fmt: skip
    if not days:
        raise ValueError("la répétition ne tombe sur aucun jour")
    if told["startTime"] is None:
        return tuple(days)
    end = read_hour(told["endTime"]) if told["endTime"] else None
    return tuple(replace(slot, zone=zone) for slot in at_hours(days, read_hour(told["startTime"]), end))


def _weekday(name: str) -> int | None:
    plain = name.rpartition("/")[2].lower()[:2]
    return _WEEKDAYS.index(plain) if plain in _WEEKDAYS else None


def _moment(text: str) -> datetime:
    """The wall time of a moment: as written, but for UTC, in which nobody announces an event: then in Paris."""
    moment = read_instant(text)
    if moment.tzinfo is not None and moment.utcoffset() == timedelta(0):
        paris = zone_or_none("Europe/Paris")
        return moment.astimezone(paris).replace(tzinfo=None)
    return moment.replace(tzinfo=None)
