"""A team's opening hours as people write them (« du lundi au vendredi, 9 h-12 h et 14 h-17 h 30 ; samedi 9 h-12 h »)."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.french.folding import fold_text

PARIS = ZoneInfo("Europe/Paris")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_DAY = re.compile(r"\b(lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?(?:s\b)?")
_RANGE = re.compile(
    r"\b(lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?\s*(?:au|a|-|–)\s*(lun|mar|mer|jeu|ven|sam|dim)[a-z]*"
)
_HOUR = r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?"
_HOURS = re.compile(rf"{_HOUR}\s*(?:-|–|a|jusqu.?a)\s*{_HOUR}")
_SHORT = [name[:3] for name in DAYS]

# For each day of the week (Monday is 0): from when to when.
Week = dict[int, list[tuple[time, time]]]


def read(text: str | None) -> Week | None:
    """The week that `text` tells; None when it is not told in a way we are sure of."""
    week: Week = {}
    for part in re.split(r"[;\n.]", fold_text(text or "")):
        if not part.strip():
            continue
        days, hours = _days(part), _hours(part)
        if not days or not hours:
            return None
        for day in days:
            week.setdefault(day, []).extend(hours)
    return week or None


def _days(part: str) -> list[int]:
    found = _RANGE.search(part)
    if found:
        first, last = _SHORT.index(found[1]), _SHORT.index(found[2])
        return list(range(first, last + 1)) if first <= last else []
    return sorted({_SHORT.index(name) for name in _DAY.findall(part)})


def _hours(part: str) -> list[tuple[time, time]]:
    try:
        spans = [
            (time(int(a), int(b or 0)), time(int(c), int(d or 0))) for a, b, c, d in _HOURS.findall(part)
        ]
    except ValueError:
        return []
    return spans if all(start < end for start, end in spans) else []


def opens_at(text: str | None, moment: datetime) -> datetime | None:
    """When the team opens next, in Paris; None when it is open at `moment`, or when its hours are not sure."""
    week = read(text)
    if week is None:
        return None
    here = moment.astimezone(PARIS)
    if any(start <= here.time() < end for start, end in week.get(here.weekday(), [])):
        return None
    for ahead in range(8):
        day = (here + timedelta(days=ahead)).date()
        starts = sorted(start for start, _ in week.get(day.weekday(), []))
        for start in starts:
            at = datetime.combine(day, start, PARIS)
            if at > here:
                return at
    return None


def closed_words(text: str | None, moment: datetime) -> str | None:
    """What to tell who writes while the team is away; None while it is there, or when its hours are not sure."""
    at = opens_at(text, moment)
    if at is None:
        return None
    today = moment.astimezone(PARIS).date()
    day = {0: "aujourd'hui", 1: "demain"}.get((at.date() - today).days, DAYS[at.weekday()])
    hour = f"{at.hour} h" + (f" {at.minute:02}" if at.minute else "")
    return f"L'équipe n'est pas là en ce moment. Votre demande pourra être lue {day} à partir de {hour}."
