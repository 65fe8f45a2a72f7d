"""Days as French feeds write them in figures: 20171204, 20170900, 30/04/2018, 2022-09-12T00:00:00.000Z."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

_PARIS = ZoneInfo("Europe/Paris")
_NO_DAY = frozenset(["", "-", "00000000", "99999999", "00/00/0000", "0000-00-00"])
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[ T].*)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_HOUR = re.compile(r"(\d{1,2})\s?(?:[hH:]\s?(\d\d)?|heures?)?")


@dataclass(frozen=True)
class PublishedDay:
    """A day, or the first of a month when `precision` is `month`."""

    day: date
    precision: str = "day"


class NotADay(ValueError):
    """What is written where a day should be is none; the message is what was written."""


def published_day(value: object) -> PublishedDay | None:
    """The day written as figures, always day before month; None when the feed says there is none.

    Raises `NotADay` for what no calendar knows. 20170900 is September 2017. An instant at midnight or at the last
    second in UTC is the day it names, any other instant the day it is in Paris.
    """
    text = str(value if value is not None else "").strip()
    if text in _NO_DAY:
        return None
    if match := _COMPACT.fullmatch(text):
        return _checked(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHED.fullmatch(text):
        return _checked(text, int(match[3]), int(match[2]), int(match[1]))
    if match := _ISO_DAY.match(text):
        return _from_iso(text, match)
    raise NotADay(text[:40])


def _checked(text: str, year: int, month: int, day: int) -> PublishedDay:
    precision = "day"
    if day == 0:
        day, precision = 1, "month"
    try:
        found = date(year, month, day)
    except ValueError:
        raise NotADay(text[:40]) from None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise NotADay(text[:40])
    return PublishedDay(found, precision)


def _from_iso(text: str, match: re.Match[str]) -> PublishedDay:
    named = _checked(text, int(match[1]), int(match[2]), int(match[3]))
    rest = text[match.end() :]
    if not rest:
        return named
    try:
        moment = datetime.fromisoformat(text.replace(" ", "T", 1))
    except ValueError:
        raise NotADay(text[:40]) from None
    if moment.tzinfo is None:
        return named
    moment = moment.astimezone(timezone.utc)
    if (moment.hour, moment.minute) in ((0, 0), (23, 59)) and moment.date() == named.day:
        return named
    return PublishedDay(moment.astimezone(_PARIS).date())


def published_hour(value: object) -> str | None:
    """An hour as `HH:MM`: « 14h15 », « 9h », « 9:30 », « 08 h 30 »; None when it is none."""
    text = str(value or "").strip().casefold()
    if text == "midi":
        return "12:00"
    match = _HOUR.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return f"{int(match[1]):02d}:{int(match[2] or 0):02d}"
