"""The times of an OpenAgenda event: every timing, in the zone of its place."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo

from bot.feeds.days import at_hour, read_day, read_hour, read_instant, wall_time, zone_or_none
from bot.feeds.openagenda.shapes import dict_of, list_of, text_of
from bot.feeds.records import SlotRecord

_MOST_TIMINGS = 1000
_FRENCH = re.compile(r"(\d{1,2}/\d{1,2}/\d{2,4})[ ,à]+(\d{1,2} ?[h:].*)")
_FRENCH_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def slots_of(event: dict[str, Any]) -> tuple[tuple[SlotRecord, ...], list[str]]:
    """The times of an event, and what was left out of them, in French."""
    notes = []
    location = dict_of(event.get("location"))
    zone = text_of(event.get("timezone")) or text_of(location.get("timezone")) or ""
    if zone and zone_or_none(zone) is None:
        notes.append(f"Le fuseau « {zone[:40]} » est inconnu : les heures sont lues comme celles du lieu.")
        zone = ""
    timings = list_of(event.get("timings"))
    if not timings:
        ends = [event.get(name) for name in ("firstTiming", "nextTiming", "lastTiming")]
        timings = [timing for timing in ends if timing]
        if timings:
            notes.append("Les horaires détaillés manquent : seules les dates annoncées en tête sont gardées.")
    found: dict[str, SlotRecord] = {}
    unread = 0
    for timing in timings[:_MOST_TIMINGS]:
        try:
            begin, finish = (_as_day(one) for one in _timing(timing))
            if begin is None:
                continue
            if _DAY.fullmatch(begin):
                last = finish if finish and _DAY.fullmatch(finish) and finish > begin else begin
                found[begin] = SlotRecord(begin, last, zone, all_day=True, precision="day")
                continue
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


def _as_day(text: str | None) -> str | None:
    """A day alone as ISO writes it; anything else as it is."""
    return read_day(text).isoformat() if text and _FRENCH_DAY.fullmatch(text.strip()) else text


def _timing(timing: Any) -> tuple[str, str | None]:
    fields = dict_of(timing)
    begin, end = (
        _moment(fields.get(name)) or _moment(fields.get(other))
        for name, other in (("begin", "start"), ("end", "end"))
    )
    if begin is None:
        raise ValueError("l'horaire n'a pas de début")
    return begin, end


def _moment(value: Any) -> str | None:
    """A moment as text; a count of milliseconds, which older exports gave, as the moment it stands for."""
    if isinstance(value, int) and not isinstance(value, bool) and 10**11 < value < 10**13:
        return datetime.fromtimestamp(value / 1000, tz=timezone.utc).isoformat()
    return text_of(value)


def _wall(text: str, zone: str) -> tuple[str, str]:
    """The wall time of a moment, and the zone it is in (empty: that of the place).

    An offset that is not the zone's at that date (+0200 in February) is a fault of the writer: the hour is right.
    """
    if found := _FRENCH.fullmatch(text.strip().lower()):
        # A table saved again by a spreadsheet: « 31/01/2027 14:00 ».
        return at_hour(read_day(found[1]).isoformat(), read_hour(found[2])), zone
    moment = read_instant(text)
    if moment.tzinfo is not None and not moment.utcoffset():
        known = zone_or_none(zone) or ZoneInfo("Europe/Paris")
        return wall_time(moment, known), known.key
    return moment.strftime("%Y-%m-%dT%H:%M"), zone
