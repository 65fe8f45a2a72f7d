"""Moments of iCalendar: days, wall times in a zone, lengths; and the zones that programs call by other names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from bot.feeds.days import zone_or_none
from bot.feeds.ical.lines import Component, Line

HOME = ZoneInfo("Europe/Paris")
UTC = ZoneInfo("UTC")
_MOMENT = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?"
)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?"
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?:\d{2})?")
# The cities of Windows' own labels, « (UTC+01:00) Brussels, Copenhagen, Madrid, Paris ».
_CITIES = {
    "paris": "Europe/Paris", "berlin": "Europe/Berlin", "london": "Europe/London", "sydney": "Australia/Sydney",
    "athens": "Europe/Athens", "eastern time": "America/New_York", "central time": "America/Chicago",
    "pacific time": "America/Los_Angeles", "mountain time": "America/Denver", "belgrade": "Europe/Budapest",
    "sarajevo": "Europe/Warsaw", "casablanca": "Africa/Casablanca", "cayenne": "America/Cayenne",
    "georgetown": "America/La_Paz", "port louis": "Indian/Mauritius", "reunion": "Indian/Reunion",
}  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """A day (`day` True, midnight) or a wall time, naive, in `zone`."""

    wall: datetime
    zone: ZoneInfo
    day: bool = False

    def into(self, zone: ZoneInfo) -> Moment:
        """The same moment as seen in `zone`; a day is the same everywhere."""
        if self.day or zone.key == self.zone.key:
            return self
        moved = self.wall.replace(tzinfo=self.zone).astimezone(zone)
        return Moment(moved.replace(tzinfo=None), zone)


@dataclass(frozen=True)
class Length:
    """How long something lasts: `wall` as calendars count, then `exact` as clocks do, when they change in between."""

    wall: timedelta
    exact: timedelta = timedelta(0)

    @property
    def whole(self) -> timedelta:
        """Both together, on a day when no clock changes."""
        return self.wall + self.exact

    def after(self, start: Moment) -> Moment:
        """The end of what starts at `start`."""
        end = replace(start, wall=start.wall + self.wall)
        if start.day or not self.exact:
            return replace(end, wall=end.wall + self.exact)
        moved = end.wall.replace(tzinfo=end.zone).astimezone(timezone.utc) + self.exact
        return replace(end, wall=moved.astimezone(end.zone).replace(tzinfo=None))


class Zones:
    """The zones of one calendar: those it defines, those it names, and the one of its floating times."""

    def __init__(self, definitions: list[Component], default: str | None) -> None:
        self._defined = {name: component for component in definitions if (name := component.text("TZID"))}
        self.default = self._known(default or "") or HOME
        self.unknown: set[str] = set()

    def named(self, name: str) -> ZoneInfo:
        """The zone called `name`; the default one, remembered in `unknown`, when nothing tells what it is."""
        found = self._known(name)
        if found is None:
            self.unknown.add(name)
            return self.default
        return found

    def _known(self, name: str) -> ZoneInfo | None:
        plain = name.strip().strip('"').strip()
        if not plain:
            return None
        if plain.upper() in ("Z", "UTC", "GMT"):
            return UTC
        # « /freeassociation.sourceforge.net/Europe/Paris »
        tail = "/".join(plain.split("/")[-2:])
        for candidate in (plain, WINDOWS_TO_OLSON.get(plain), tail if "/" in tail else None):
            if found := zone_or_none(candidate):
                return found
        lowered = plain.lower()
        for city, zone in _CITIES.items():
            if city in lowered:
                return ZoneInfo(zone)
        return self._as_defined(plain) or _by_offset(plain)

    def _as_defined(self, name: str) -> ZoneInfo | None:
        """The zone whose offsets are those of the calendar's own definition."""
        definition = self._defined.get(name)
        if definition is None:
            return None
        if found := zone_or_none(definition.text("X-LIC-LOCATION")):
            return found
        winter, summer = (_offset(definition, kind) for kind in ("STANDARD", "DAYLIGHT"))
        offsets = {part for part in (winter, summer) if part is not None}
        if not offsets:
            return None
        candidates = ("Europe/Paris", "Europe/London", "Europe/Athens", "UTC", "Indian/Reunion", "America/Cayenne",
                      "America/Martinique", "Indian/Mayotte", "America/New_York")  # fmt: skip
        for candidate in candidates:
            zone = ZoneInfo(candidate)
            if {datetime(2026, month, 15, tzinfo=zone).utcoffset() for month in (1, 7)} == offsets:
                return zone
        return None


def _by_offset(name: str) -> ZoneInfo | None:
    """The zone of a bare offset, « UTC-4 », « GMT+0200 »; None for those of Paris, whose summer it may be."""
    found = re.fullmatch(r"(?:UTC|GMT)\s?([+-])0?(\d{1,2})(?::?00)?", name.upper())
    if found is None or (found[1] == "+" and found[2] in ("1", "2")):
        return None
    return zone_or_none(f"Etc/GMT{'-' if found[1] == '+' else '+'}{int(found[2])}")


def _offset(definition: Component, kind: str) -> timedelta | None:
    """The last offset that a zone's definition gives for winter or summer."""
    parts = [part for part in definition.parts if part.kind == kind]
    found = _OFFSET.match(parts[-1].text("TZOFFSETTO") or "") if parts else None
    if found is None:
        return None
    length = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -length if found[1] == "-" else length


def read_moment(text: str, parameters: dict[str, str], zones: Zones) -> Moment:
    """A DATE or a DATE-TIME. Raises ValueError, whose message is a French sentence, when it is neither."""
    found = _MOMENT.fullmatch(text.strip().upper())
    if found is None:
        raise ValueError(f"« {text.strip()[:40]} » n'est pas une date lisible")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        wall = datetime(year, month, day, min(hour, 24) % 24, minute, min(second, 59))  # noqa: DTZ001 - a wall time
    except ValueError:
        raise ValueError(f"la date « {text.strip()[:40]} » n'existe pas") from None
    if not 1900 <= year <= 2200:
        raise ValueError(f"l'année de « {text.strip()[:40]} » n'est pas plausible")
    if hour == 24:
        wall += timedelta(days=1)
    if found[4] is None:
        return Moment(datetime.combine(wall.date(), time()), zones.default, day=True)
    if found[7] == "Z":
        return Moment(wall, UTC)
    if found[7]:  # an offset, which iCalendar does not have: that of another standard
        shift = datetime.strptime(found[7].replace(":", ""), "%z").utcoffset() or timedelta()
        return Moment(wall - shift, UTC).into(zones.default)
    name = parameters.get("TZID")
    return Moment(wall, zones.named(name) if name else zones.default)


def read_moments(line: Line, zones: Zones) -> list[tuple[Moment, Moment | Length | None]]:
    """The moments of an RDATE or EXDATE, each with the end or length of its period; unreadable ones are left out."""
    moments: list[tuple[Moment, Moment | Length | None]] = []
    for value in line.value.split(","):
        start, _, end = value.partition("/")
        try:
            first = read_moment(start, line.parameters, zones)
            last: Moment | Length | None = None
            if end:
                last = read_length(end) if "P" in end.upper() else read_moment(end, line.parameters, zones)
        except ValueError:
            continue
        moments.append((first, last))
    return moments


def read_length(text: str) -> Length:
    """A DURATION (`PT1H30M`, `P2D`). Raises ValueError with a French sentence."""
    found = _LENGTH.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise ValueError(f"« {text.strip()[:40]} » n'est pas une durée lisible")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    sign = -1 if found[1] == "-" else 1
    nominal, exact = (
        timedelta(weeks=weeks, days=days),
        timedelta(hours=hours, minutes=minutes, seconds=seconds),
    )
    return Length(sign * nominal, sign * exact)


def written(moment: Moment) -> str:
    """A moment as a slot holds it: a day, or a wall time to the minute."""
    return moment.wall.date().isoformat() if moment.day else moment.wall.strftime("%Y-%m-%dT%H:%M")


def is_before(moment: Moment, day: date) -> bool:
    """Whether a moment falls before `day`, in its own zone."""
    return moment.wall.date() < day


def instant(moment: Moment) -> datetime:
    """The instant of a moment, in UTC, to put moments of several zones in order."""
    return moment.wall.replace(tzinfo=moment.zone).astimezone(timezone.utc)
