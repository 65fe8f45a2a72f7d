"""Hours in the sentences of open days: « de 9h à 12h et de 14h à 17h », lunch breaks, hours told day by day."""

from __future__ import annotations

import re
from datetime import date

from bot.french.dates.words import WEEKDAYS

Hours = tuple[str, str | None]

_HOUR = r"(\d{1,2})\s?(?:h|:|heures?)\s?(\d{2})?(?!\d)"
_SPAN = re.compile(rf"(?:\b(?:de|entre)\s+)?{_HOUR}\s*(?:a|et|-|>|jusqu'a)\s*{_HOUR}")
_FROM = re.compile(rf"(?:a partir de|des)\s+{_HOUR}")
_PAUSE = re.compile(rf"(?:pause|interruption|coupure|ferm\w*|dejeuner)[^.;|]{{0,60}}?{_SPAN.pattern}")
_DATED_BEFORE = re.compile(r"(?:le\s+)?(\d{1,2})/(\d{1,2})(?:/\d{2,4})?\s*:?\s*(?:et\s*)?$")
_DATED_AFTER = re.compile(r"^\s*(?:le\s+)?(\d{1,2})/(\d{1,2})\b")
_WEEKDAY_BEFORE = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\s*:?\s*$")


def _hour(hour: str, minute: str | None) -> str | None:
    if int(hour) > 23 or int(minute or 0) > 59:
        return None
    return f"{int(hour):02d}:{int(minute or 0):02d}"


def _spans(text: str) -> list[tuple[int, int, Hours]]:
    found: list[tuple[int, int, Hours]] = []
    for match in _SPAN.finditer(text):
        start, end = _hour(match[1], match[2]), _hour(match[3], match[4])
        if start and end and start < end:
            found.append((match.start(), match.end(), (start, end)))
    return found


def hours_in(text: str, *, alone: bool = False) -> list[Hours]:
    """The hours of one day in folded `text`, in order.

    A span that the next ones only detail is left to them: « de 9h30 à 16h30 de 9h30 à 12h30 et de 13h30 à 16h30 ».
    `alone` takes only an opening hour (« à partir de 14h »).
    """
    if not alone and (spans := [hours for _, _, hours in _spans(text)]):
        detailed = [
            other
            for other in spans[1:]
            if spans[0][0] <= other[0] and (other[1] or "") <= (spans[0][1] or "")
        ]
        if len(detailed) > 1 and len(detailed) == len(spans) - 1:
            spans = spans[1:]
        return sorted(dict.fromkeys(spans), key=lambda hours: hours[0])
    opening = _FROM.search(text)
    start = _hour(opening[1], opening[2]) if opening else None
    return [(start, None)] if start else []


def without_pauses(hours: list[Hours], text: str) -> list[Hours]:
    """`hours` of one day, cut by the breaks that folded `text` tells: « interruption de 12h30 à 13h »."""
    for match in _PAUSE.finditer(text):
        start, end = _hour(match[1], match[2]), _hour(match[3], match[4])
        if not start or not end or start >= end:
            continue
        cut: list[Hours] = []
        for first, last in hours:
            if last and first < start and end < last:
                cut += [(first, start), (end, last)]
            else:
                cut.append((first, last))
        hours = cut
    return hours


def by_day(text: str, days: list[date]) -> dict[date, list[Hours]] | None:
    """The hours that folded `text` gives to each of `days`, by its date or its weekday; None unless all are told."""
    told: dict[date, list[Hours]] = {}
    previous = 0
    for start, end, hours in _spans(text):
        before, after = text[previous:start], text[end:]
        day = _named(before, after, days)
        previous = end
        if day is None:
            return None
        told.setdefault(day, []).append(hours)
    return told if len(told) == len(days) else None


def _named(before: str, after: str, days: list[date]) -> date | None:
    if match := _DATED_AFTER.match(after) or _DATED_BEFORE.search(before.rstrip(" :,")):
        return next((day for day in days if (day.day, day.month) == (int(match[1]), int(match[2]))), None)
    if match := _WEEKDAY_BEFORE.search(before.rstrip(" :,")):
        return next((day for day in days if day.weekday() == WEEKDAYS[match[1]]), None)
    return None
