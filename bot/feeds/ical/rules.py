"""A repetition rule (RRULE) of iCalendar, followed in wall time; an impossible one is refused before it is followed."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from dateutil import rrule

from bot.feeds.ical.times import Moment, Zones, read_moment

# Dates of a rule followed at most, from its first one on.
MOST_STEPS = 40_000
_FREQUENCIES = {
    "YEARLY": rrule.YEARLY,
    "MONTHLY": rrule.MONTHLY,
    "WEEKLY": rrule.WEEKLY,
    "DAILY": rrule.DAILY,
}
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBERS = {
    "BYMONTH": ("bymonth", 12), "BYMONTHDAY": ("bymonthday", 31), "BYYEARDAY": ("byyearday", 366),
    "BYWEEKNO": ("byweekno", 53), "BYSETPOS": ("bysetpos", 366),
}  # fmt: skip
# Days looked at before a rule's conditions are called impossible: two turns of the calendar's 28 years.
_MOST_DAYS = 2 * 28 * 366


class NoOccurrence(Exception):
    """The series has no occurrence at all: its author emptied it. The message says how, in French."""


def walls_of_rule(text: str, start: Moment, zones: Zones, last: date) -> Iterator[datetime]:
    """The wall times of one rule, up to `last`. Raises ValueError, in French, for a rule that cannot be followed."""
    while text.startswith("RRULE:"):
        text = text.removeprefix("RRULE:")
    parts = dict(
        part.strip().partition("=")[::2] for part in text.replace(" =", "=").split(";") if "=" in part
    )
    frequency = _FREQUENCIES.get(parts.get("FREQ", "").strip())
    if frequency is None:
        raise ValueError(f"répétition « {parts.get('FREQ', '')[:20]} »")
    options: dict[str, Any] = {}
    for name, (option, highest) in _NUMBERS.items():
        if name in parts:
            options[option] = _integers(parts[name], highest)
    if "BYDAY" in parts:
        options["byweekday"] = _weekdays(parts["BYDAY"])
    interval = abs(_integers(parts.get("INTERVAL", "1"), 1000)[0])
    _drop_positions(options, frequency)
    week = _weekdays(parts.get("WKST", "MO") or "MO")[0]
    until = datetime.combine(last, datetime.max.time()).replace(microsecond=0)
    if "UNTIL" in parts:
        # A local end is in the zone of the start; a day counts whole.
        end = read_moment(parts["UNTIL"], {"TZID": start.zone.key}, zones)
        bound = end.wall.replace(hour=23, minute=59, second=59) if end.day else end.into(start.zone).wall
        if bound < start.wall:
            raise NoOccurrence("la série se termine avant d'avoir commencé : son agenda l'a supprimée")
        until = min(until, bound)
    if not _can_match(options, start.wall.date(), interval if frequency == rrule.DAILY else 1):
        raise ValueError("elle ne tombe sur aucun jour")
    count = None
    if "COUNT" in parts:
        count = int(parts["COUNT"]) if parts["COUNT"].strip().lstrip("-").isdigit() else 1
        if count < 1:
            raise NoOccurrence("la série compte zéro date : son agenda l'a supprimée")
    try:
        rule = rrule.rrule(
            frequency, dtstart=start.wall, interval=interval, wkst=week, until=until, **options
        )
    except (ValueError, TypeError, OverflowError):
        raise ValueError("règle impossible") from None
    return islice(_bounded(rule, start.wall), count)


def _drop_positions(options: dict[str, Any], frequency: int) -> None:
    """Leave out positions (BYSETPOS) that no period of the rule has."""
    longest = {rrule.DAILY: 1, rrule.WEEKLY: len(options.get("byweekday") or [0]), rrule.MONTHLY: 31}
    kept = [place for place in options.pop("bysetpos", []) if abs(place) <= longest.get(frequency, 366)]
    if kept:
        options["bysetpos"] = kept


def _can_match(options: dict[str, Any], start: date, step: int) -> bool:
    """Whether some day meets the rule's conditions: dateutil would look for one until the year 9999."""
    if not options:
        return True
    weekdays = {day.weekday for day in options.get("byweekday", [])}
    for number in range(0, _MOST_DAYS * step, step):
        try:
            day = start + timedelta(days=number)
        except OverflowError:
            return False
        length = 366 if isleap(day.year) else 365
        month = monthrange(day.year, day.month)[1]
        told = day.timetuple().tm_yday
        if (
            _among(options.get("bymonth"), day.month, 12)
            and _among(options.get("bymonthday"), day.day, month)
            and _among(options.get("byyearday"), told, length)
            and _among(options.get("byweekno"), day.isocalendar().week, 53)
            and (not weekdays or day.weekday() in weekdays)
        ):
            return True
    return False


def _among(numbers: list[int] | None, number: int, length: int) -> bool:
    """Whether a condition holds: no numbers hold always, those below zero count from the end."""
    return not numbers or number in numbers or number - length - 1 in numbers


def _bounded(rule: Iterator[datetime], start: datetime) -> Iterator[datetime]:
    """The rule's dates; the first date of the event counts even when the rule does not name it."""
    steps = iter(rule)
    try:
        first = next(steps, None)
        yield start
        if first is not None and first != start:
            yield first
        yield from islice(steps, MOST_STEPS)
    except (ValueError, OverflowError):  # past the year 9999
        return


def _integers(text: str, highest: int) -> list[int]:
    numbers = [int(part) for part in text.split(",") if part.strip().lstrip("+-").isdigit()]
    kept = [number for number in numbers if number and abs(number) <= highest]
    if not kept:
        raise ValueError(f"« {text[:20]} »")
    return kept


def _weekdays(text: str) -> list[rrule.weekday]:
    days = []
    for part in text.split(","):
        found = _WEEKDAY.fullmatch(part.strip())
        if found is None:
            raise ValueError(f"« {part[:20]} »")
        day = getattr(rrule, found[2])
        days.append(day(int(found[1])) if found[1] and int(found[1]) else day)
    return days
