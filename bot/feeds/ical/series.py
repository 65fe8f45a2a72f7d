"""The occurrences of a recurring event: the rule, dates added and taken away, changed ones, within a window.

Rules are followed in wall time, as the calendar's author sees it: 9:00 stays 9:00 when the clocks change, and so does
the hour of an end. A DURATION is days of the calendar, then hours of the clock (RFC 5545, 3.3.6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from bot.feeds.ical.lines import Component
from bot.feeds.ical.rules import MOST_STEPS, walls_of_rule
from bot.feeds.ical.rules import NoOccurrence as NoOccurrence
from bot.feeds.ical.times import Length, Moment, Zones, read_length, read_moment, read_moments

LONGEST_SERIES = 1000


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
    length: Length | None

    def at(self, start: Moment) -> Moment | None:
        """The end of the same event when it starts at `start`."""
        return None if self.length is None else self.length.after(start)


def read_span(component: Component, zones: Zones) -> tuple[Span, str | None]:
    """When an event starts and how long it lasts, and what had to be mended, in French.

    Raises ValueError, whose message is a French sentence, when it does not say when it starts.
    """
    line = component.first("DTSTART")
    if line is None:
        raise ValueError("la date de début manque")
    start = read_moment(line.value, line.parameters, zones)
    default = Length(timedelta(days=1)) if start.day else None
    try:
        length = _length(component, start, zones)
    except ValueError as error:
        return Span(start, default), f"La fin est illisible ({error}) : elle est laissée de côté."
    if length is None:
        return Span(start, default), None
    if length.whole < timedelta(0):
        return Span(start, default), "La fin vient avant le début : elle est laissée de côté."
    if start.day:
        # The end of whole days is excluded; some write it equal to the start for a single day.
        return Span(start, Length(max(timedelta(days=length.whole.days), timedelta(days=1)))), None
    # Without a length there is nothing to say of the end: The Events Calendar writes DTEND equal to DTSTART.
    return Span(start, length if length.whole else None), None


def in_home_zone(span: Span, zones: Zones) -> Span:
    """The span in the calendar's own zone when it is written in UTC, which nobody lives in."""
    return Span(span.start.into(zones.default), span.length) if span.start.zone.key == "UTC" else span


def _length(component: Component, start: Moment, zones: Zones) -> Length | None:
    if line := component.first("DTEND"):
        end = read_moment(line.value, line.parameters, zones)
        if end.day and not start.day:
            return Length(end.wall + timedelta(days=1) - start.wall)
        lasts = end.into(start.zone).wall - start.wall
        # Between two instants the time that passes is known; between two wall times, the hour of the end.
        return Length(timedelta(0), lasts) if start.zone.key == "UTC" else Length(lasts)
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
            ruled.append(walls_of_rule(text, span.start, zones, last))
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
                if len(seen) < 2 * MOST_STEPS:
                    seen.add(wall)
                start = replace(span.start, wall=wall)
                yield start, span.at(start)


def _period_end(start: Moment, period: Moment | Length | None, span: Span) -> Moment | None:
    if isinstance(period, Length):
        return period.after(start)
    return span.at(start) if period is None else period.into(start.zone)


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
