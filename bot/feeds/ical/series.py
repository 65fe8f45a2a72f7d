"""The occurrences of a recurring event: the rule, dates added and taken away, changed ones, within a window.

Rules are followed in wall time, as the calendar's author sees it: 9:00 stays 9:00 when the clocks change.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from dateutil import rrule

from bot.feeds.ical.lines import Component
from bot.feeds.ical.times import Moment, Zones, read_length, read_moment, read_moments

LONGEST_SERIES = 1000
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
# Dates of a rule followed at most, from its first one on.
_MOST_STEPS = 40_000
# Days looked at before a rule's conditions are called impossible: two turns of the calendar's 28 years.
_MOST_DAYS = 2 * 28 * 366


class NoOccurrence(Exception):
    """The series has no occurrence at all: its author emptied it. The message says how, in French."""


@dataclass(frozen=True)
class Occurrence:
    """One time of an event. `end` is excluded when days are; None when unknown. `key` is its RECURRENCE-ID."""

    start: Moment
    end: Moment | None
    key: Moment
    cancelled: bool = False


@dataclass(frozen=True)
class Window:
    """The days between which occurrences are kept, both included."""

    first: date
    last: date

    def holds(self, occurrence: Occurrence) -> bool:
        """Whether the occurrence touches the window."""
        end = occurrence.end or occurrence.start
        return occurrence.start.wall.date() <= self.last and end.wall.date() >= self.first


@dataclass(frozen=True)
class Span:
    """When an event starts, and how long it lasts (None: unknown)."""

    start: Moment
    length: timedelta | None

    def at(self, start: Moment) -> Moment | None:
        """The end of the same event when it starts at `start`."""
        return None if self.length is None else replace(start, wall=start.wall + self.length)


def read_span(component: Component, zones: Zones) -> tuple[Span, str | None]:
    """When an event starts and how long it lasts, and what had to be mended, in French.

    Raises ValueError, whose message is a French sentence, when it does not say when it starts.
    """
    line = component.first("DTSTART")
    if line is None:
        raise ValueError("la date de début manque")
    start = read_moment(line.value, line.parameters, zones)
    default = timedelta(days=1) if start.day else None
    try:
        length = _length(component, start, zones)
    except ValueError as error:
        return Span(start, default), f"La fin est illisible ({error}) : elle est laissée de côté."
    if length is None:
        return Span(start, default), None
    if length < timedelta(0):
        return Span(start, default), "La fin vient avant le début : elle est laissée de côté."
    if start.day:
        # The end of whole days is excluded; some write it equal to the start for a single day.
        return Span(start, max(timedelta(days=length.days), timedelta(days=1))), None
    # Without a length there is nothing to say of the end: The Events Calendar writes DTEND equal to DTSTART.
    return Span(start, length or None), None


def in_home_zone(span: Span, zones: Zones) -> Span:
    """The span in the calendar's own zone when it is written in UTC, which nobody lives in."""
    return Span(span.start.into(zones.default), span.length) if span.start.zone.key == "UTC" else span


def _length(component: Component, start: Moment, zones: Zones) -> timedelta | None:
    if line := component.first("DTEND"):
        end = read_moment(line.value, line.parameters, zones)
        if end.day and not start.day:
            return replace(end, day=False).wall + timedelta(days=1) - start.wall
        return end.into(start.zone).wall - start.wall
    if line := component.first("DURATION"):
        return read_length(line.value)
    return None


def occurrences(
    master: Component, span: Span, changed: list[Component], zones: Zones, window: Window
) -> tuple[list[Occurrence], list[str]]:
    """The occurrences in the window, in order, and notes in French.

    `changed` are the components of the same event that replace one occurrence, or one and those that follow.
    Raises NoOccurrence when the series is empty by its own words.
    """
    notes: list[str] = []
    excluded, excluded_days = _excluded(master, span, zones)
    found: dict[datetime, Occurrence] = {}
    # Changes may bring into the window what the rule puts outside it.
    wide = Window(window.first - timedelta(days=400), window.last + timedelta(days=400))
    starts = islice(_starts(master, span, zones, window.last, notes), None)
    kept = 0
    for start, end in starts:
        if start.wall in excluded or start.wall.date() in excluded_days:
            continue
        occurrence = Occurrence(start, end, start)
        if not wide.holds(occurrence):
            continue
        kept += window.holds(occurrence)
        if kept > LONGEST_SERIES:
            notes.append(f"La série est longue : ses {LONGEST_SERIES} premières dates sont gardées.")
            break
        found[start.wall] = occurrence
    for component in sorted(changed, key=lambda one: _key(one, span, zones) or span.start.wall):
        _change(component, found, span, zones, notes)
    inside = [occurrence for occurrence in found.values() if window.holds(occurrence)]
    return sorted(inside, key=lambda occurrence: occurrence.start.wall), notes


def _excluded(master: Component, span: Span, zones: Zones) -> tuple[set[datetime], set[date]]:
    walls: set[datetime] = set()
    days: set[date] = set()
    for line in master.every("EXDATE"):
        for moment, _ in read_moments(line, zones):
            if moment.day:
                days.add(moment.wall.date())
            else:
                walls.add(moment.into(span.start.zone).wall)
    return walls, days


def _starts(
    master: Component, span: Span, zones: Zones, last: date, notes: list[str]
) -> Iterator[tuple[Moment, Moment | None]]:
    """Where the rule and the added dates put the event; the first date always counts."""
    rules = [line.value.strip().upper() for line in master.every("RRULE") if line.value.strip()]
    ruled: list[Iterator[datetime]] = []
    for text in rules:
        try:
            ruled.append(_ruled(text, span, zones, last))
        except ValueError as error:
            notes.append(
                f"La règle de répétition est illisible ({error}) : seule la première date est gardée."
            )
    seen = set()
    if not ruled:
        seen.add(span.start.wall)
        yield span.start, span.at(span.start)
    for line in master.every("RDATE"):
        for moment, period in read_moments(line, zones):
            start = replace(span.start, wall=moment.into(span.start.zone).wall)
            if span.start.day:
                start = replace(start, wall=datetime.combine(start.wall.date(), datetime.min.time()))
            if start.wall not in seen:
                seen.add(start.wall)
                yield start, _period_end(start, period, span)
    for walls in ruled:
        for wall in walls:
            if wall not in seen:
                if len(seen) < 2 * _MOST_STEPS:
                    seen.add(wall)
                start = replace(span.start, wall=wall)
                yield start, span.at(start)


def _period_end(start: Moment, period: Moment | timedelta | None, span: Span) -> Moment | None:
    if isinstance(period, timedelta):
        return replace(start, wall=start.wall + period)
    return span.at(start) if period is None else period.into(start.zone)


def _ruled(text: str, span: Span, zones: Zones, last: date) -> Iterator[datetime]:
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
        end = read_moment(parts["UNTIL"], {}, zones)
        bound = end.wall.replace(hour=23, minute=59, second=59) if end.day else end.into(span.start.zone).wall
        if bound < span.start.wall:
            raise NoOccurrence("la série se termine avant d'avoir commencé : son agenda l'a supprimée")
        until = min(until, bound)
    if not _can_match(options, span.start.wall.date(), interval if frequency == rrule.DAILY else 1):
        raise ValueError("elle ne tombe sur aucun jour")
    count = None
    if "COUNT" in parts:
        count = int(parts["COUNT"]) if parts["COUNT"].strip().lstrip("-").isdigit() else 1
        if count < 1:
            raise NoOccurrence("la série compte zéro date : son agenda l'a supprimée")
    try:
        rule = rrule.rrule(
            frequency, dtstart=span.start.wall, interval=interval, wkst=week, until=until, **options
        )
    except (ValueError, TypeError, OverflowError):
        raise ValueError("règle impossible") from None
    return islice(_bounded(rule, span.start.wall), count)


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
        yield from islice(steps, _MOST_STEPS)
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


def recurrence_key(component: Component, zones: Zones) -> Moment | None:
    """The occurrence that a component replaces; None when it says none that can be read."""
    line = component.first("RECURRENCE-ID")
    if line is None:
        return None
    try:
        return read_moment(line.value, line.parameters, zones)
    except ValueError:
        return None


def _key(component: Component, span: Span, zones: Zones) -> datetime | None:
    found = recurrence_key(component, zones)
    if found is None:
        return None
    if found.day and not span.start.day:
        return datetime.combine(found.wall.date(), span.start.wall.time())
    wall = found.into(span.start.zone).wall
    return datetime.combine(wall.date(), datetime.min.time()) if span.start.day else wall


def is_cancelled(component: Component) -> bool:
    """Whether a component says that what it describes will not take place."""
    return (component.text("STATUS") or "").upper() == "CANCELLED"


def _change(
    component: Component, found: dict[datetime, Occurrence], span: Span, zones: Zones, notes: list[str]
) -> None:
    """Put a changed occurrence in the place of the one it replaces, and of the following ones if it says so."""
    key = _key(component, span, zones)
    if key is None:
        notes.append("Une date modifiée ne dit pas laquelle elle remplace : elle est laissée de côté.")
        return
    line = component.first("RECURRENCE-ID")
    following = line is not None and line.parameters.get("RANGE", "").upper() == "THISANDFUTURE"
    original = replace(span.start, wall=key)
    if is_cancelled(component):
        for wall in [one for one in found if one == key or (following and one > key)]:
            found[wall] = replace(found[wall], cancelled=True)
        if key not in found:
            found[key] = Occurrence(original, span.at(original), original, cancelled=True)
        return
    try:
        changed, _ = read_span(component, zones)
    except ValueError:
        notes.append("Une date modifiée est illisible : la date d'origine est gardée.")
        return
    found[key] = Occurrence(changed.start, changed.at(changed.start), original)
    if not following:
        return
    shift = changed.start.into(span.start.zone).wall - key
    for wall in [one for one in found if one > key]:
        moved = replace(changed.start, zone=span.start.zone, wall=found[wall].key.wall + shift)
        found[wall] = Occurrence(moved, changed.at(moved), found[wall].key)
