"""Dates and hours as French files write them: day first, always; never guessed when a part is missing."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.french.calendar_names import DAYS, MONTHS
from bot.french.folding import fold_text

_MONTHS = tuple(fold_text(name) for name in MONTHS)
_SHORT = {
    "janv": 1, "jan": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[t ].*)?")
_FRENCH = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[ t,].*)?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WORDS = re.compile(r"(?:le )?(?:([a-z]+)\.? )?(\d{1,2})(?:er)? ([a-z]+)\.? (?:(\d{4})\b.*|(\d{2}))")
_HOUR = re.compile(r"(\d{1,2}) ?(?:h|:|heures?)(?: ?(\d{2}))?(?::\d{2})?(?: ?(?:mn|min))?")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})$")


def read_day(text: str) -> date:
    """The day that `text` names: `2027-03-28`, `28/03/2027`, `20270328`, « dimanche 28 mars 2027 ».

    Raises ValueError, whose message is a French sentence, for anything else: no year, a day that does not exist,
    a weekday that contradicts the date, a number of a spreadsheet.
    """
    plain = " ".join(fold_text(text).split())
    if found := _ISO.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := _FRENCH.fullmatch(plain):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    elif found := _PACKED.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := _WORDS.fullmatch(plain):
        return _written(found, text)
    else:
        raise ValueError(f"« {text.strip()[:60]} » n'est pas une date lisible")
    return _checked(year, month, day, text)


def _checked(year: int, month: int, day: int, text: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(f"la date « {text.strip()[:60]} » n'existe pas") from None
    if not 1970 <= year <= 2100:
        raise ValueError(f"l'année de « {text.strip()[:60]} » n'est pas plausible")
    return found


def _written(found: re.Match[str], text: str) -> date:
    weekday, day, month_word, year, short = found.groups()
    year = year or f"20{short}"
    month = _SHORT.get(month_word) or (_MONTHS.index(month_word) + 1 if month_word in _MONTHS else 0)
    if not month:
        raise ValueError(f"« {text.strip()[:60]} » n'est pas une date lisible")
    read = _checked(int(year), month, int(day), text)
    if weekday in DAYS and DAYS[read.weekday()] != weekday:
        raise ValueError(f"dans « {text.strip()[:60]} », le jour de la semaine contredit la date")
    return read


# « 24h00 », which ends a day: the first moment of the next one. No other hour has these microseconds.
MIDNIGHT = time.max


def read_hour(text: str) -> time:
    """The hour that `text` names: « 9h30 », « 14 h », `09:30`, `14:00:00`; MIDNIGHT for « 24h ».

    Raises ValueError with a French sentence.
    """
    found = _HOUR.fullmatch(fold_text(text).strip())
    if found is None:
        raise ValueError(f"« {text.strip()[:30]} » n'est pas une heure lisible")
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    if (hour, minute) == (24, 0):
        return MIDNIGHT
    if hour > 23 or minute > 59:
        raise ValueError(f"l'heure « {text.strip()[:30]} » n'existe pas")
    return time(hour, minute)


def at_hour(day: str, hour: time) -> str:
    """The wall time of an hour of a day (ISO); MIDNIGHT is that of the day after."""
    if hour == MIDNIGHT:
        return f"{date.fromisoformat(day) + timedelta(days=1)}T00:00"
    return f"{day}T{hour:%H:%M}"


def zone_or_none(name: str | None) -> ZoneInfo | None:
    """The IANA zone of this name; None for no name, an unknown one, or one that leads out of the data."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def read_instant(text: str) -> datetime:
    """An ISO moment; aware when it carries an offset (`Z`, `+01:00`, `+0100`), naive otherwise.

    Raises ValueError, whose message is a French sentence.
    """
    plain = text.strip()
    offset = _OFFSET.search(plain)
    if offset and "T" in plain:
        plain = f"{plain[: offset.start()]}{offset[1]}{offset[2]}:{offset[3]}"
    try:
        found = datetime.fromisoformat(plain.replace("Z", "+00:00").replace("z", "+00:00"))
    except ValueError:
        raise ValueError(f"« {text.strip()[:60]} » n'est pas un moment lisible") from None
    if not 1970 <= found.year <= 2100:
        raise ValueError(f"l'année de « {text.strip()[:60]} » n'est pas plausible")
    return found


def wall_time(moment: datetime, zone: ZoneInfo) -> str:
    """The wall time, to the minute, of `moment` in `zone`; a naive moment already is one."""
    local = moment.astimezone(zone) if moment.tzinfo else moment
    return local.strftime("%Y-%m-%dT%H:%M")


def instant_of(wall: str, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, of a wall time in `zone`.

    One that exists twice (the clocks go back) is the first; one that does not exist (they go forward) is pushed
    forward by the gap, as clocks and calendars do.
    """
    return datetime.fromisoformat(wall).replace(tzinfo=zone, fold=0).astimezone(timezone.utc)
