"""The calendar behind the words: months, weeks, seasons, feasts and French school holidays."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from vacances_scolaires_france import SchoolHolidayDates

Days = tuple[date, date]  # first and last day, both included

_SEASONS = {  # first and last day as (month, day), as French calendars print them; winter ends the year after
    "printemps": ((3, 20), (6, 20)),
    "ete": ((6, 21), (9, 22)),
    "automne": ((9, 23), (12, 20)),
    "hiver": ((12, 21), (3, 19)),
}
_FEASTS = {
    "noel": (12, 25), "christmaseve": (12, 24), "newyear": (1, 1), "newyearseve": (12, 31),
    "toussaint": (11, 1), "armistice": (11, 11), "halloween": (10, 31), "valentine": (2, 14),
    "labourday": (5, 1), "bastille": (7, 14), "assomption": (8, 15),
}  # fmt: skip
# First and last day, counted from Easter Sunday.
_MOVING_FEASTS = {
    "easter": (0, 0), "eastermonday": (1, 1), "easterweekend": (-1, 1), "ascension": (39, 39),
    "bridge": (39, 42), "pentecote": (49, 49), "whitmonday": (50, 50), "whitweekend": (48, 50),
    "mardigras": (-47, -47),
}  # fmt: skip
FEASTS = {*_FEASTS, *_MOVING_FEASTS, "festivities"}
HOLIDAYS = {
    "toussaint": "Vacances de la Toussaint",
    "noel": "Vacances de Noël",
    "hiver": "Vacances d'hiver",
    "printemps": "Vacances de printemps",
    "ete": "Vacances d'été",
}


def month_days(year: int, month: int, part: str = "") -> Days:
    """A month, or its `debut` (1-10), `mi` (11-20), `fin` (21-), `first` or `second` half (1-15, 16-)."""
    last = monthrange(year, month)[1]
    first_day, last_day = {
        "debut": (1, 10),
        "mi": (11, 20),
        "fin": (21, last),
        "first": (1, 15),
        "second": (16, last),
    }.get(part, (1, last))
    return date(year, month, first_day), date(year, month, last_day)


def year_days(year: int, part: str = "") -> Days:
    """A calendar year, or its `debut` (January-March), `mi` (May-August) or `fin` (October-December)."""
    first, last = {"debut": (1, 3), "mi": (5, 8), "fin": (10, 12)}.get(part, (1, 12))
    return date(year, first, 1), month_days(year, last)[1]


def school_year(year: int) -> Days:
    """From 1 September of `year` to 31 August of the next."""
    return date(year, 9, 1), date(year + 1, 8, 31)


def week_of(day: date) -> Days:
    """The Monday and the Sunday of the week that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def iso_week(year: int, week: int) -> Days | None:
    """The days of an ISO 8601 week, None when that year has no such week."""
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)


def months_later(day: date, months: int) -> date:
    """The same day `months` later (earlier when negative), or the last day of a shorter month."""
    position = day.year * 12 + day.month - 1 + months
    year, month = divmod(position, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def nth_weekday(year: int, month: int, weekday: int, rank: int) -> date | None:
    """The `rank`-th `weekday` (Monday 0) of a month, the last one for -1; None when there is no such day."""
    first, last = month_days(year, month)
    if rank < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (rank - 1))
    return day if day <= last else None


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def feast(name: str, year: int) -> Days:
    """The days of a feast of `FEASTS` that starts in `year`."""
    if name == "festivities":
        return date(year, 12, 24), date(year + 1, 1, 1)
    if name in _FEASTS:
        day = date(year, *_FEASTS[name])
        return day, day
    first, last = _MOVING_FEASTS[name]
    easter = easter_sunday(year)
    return easter + timedelta(days=first), easter + timedelta(days=last)


def season(name: str, year: int) -> Days:
    """A season that starts in `year`."""
    first, last = _SEASONS[name]
    return date(year, *first), date(year + 1 if name == "hiver" else year, *last)


@lru_cache(maxsize=1)
def _holiday_days() -> dict[tuple[str, str], list[date]]:
    days: dict[tuple[str, str], list[date]] = {}
    for day, row in sorted(SchoolHolidayDates().data.items()):
        for zone in "ABC":
            if row[f"vacances_zone_{zone.lower()}"]:
                days.setdefault((row["nom_vacances"], zone), []).append(day)
    return days


@lru_cache(maxsize=256)
def school_holidays(name: str, first_year: int, zone: str | None) -> Days | None:
    """School holidays `name` (a key of `HOLIDAYS`) of the school year starting in `first_year`.

    `zone` is A, B or C; without it, from the first day off of any zone to the last. None for a year that
    vacances-scolaires-france does not know.
    """
    first, last = school_year(first_year)
    days = [
        day
        for each in ([zone] if zone else ["A", "B", "C"])
        for day in _holiday_days().get((HOLIDAYS[name], each), [])
        if first <= day <= last
    ]
    return (min(days), max(days)) if days else None
