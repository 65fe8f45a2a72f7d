"""Dates as French people write them: `find_dates`."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.french.dates.calendar import Days
from bot.french.dates.context import is_filter, is_noise
from bot.french.dates.ranges import IntervalReader, may_hold_dates
from bot.french.dates.words import canonical
from bot.french.folding import fold
from bot.french.found import Found
from bot.french.number_words import tokenize

__all__ = ["find_dates"]

_HOME = "Europe/Paris"
# Figures of phone numbers and web addresses are no dates.
_MASKED = re.compile(r"(?<!\d)(?:\+33 ?|0)[1-9](?:[ ./-]?\d\d){4}(?!\d)|https?://\S+")
_MAY_BE_MASKED = re.compile(r"\d|://")


def find_dates(
    text: str,
    now: datetime,
    zone: str | None = None,
    school_zone: str | None = None,
    *,
    of_trade: bool = False,
) -> list[Found]:
    """The dates and periods written in `text`, in their order.

    `now` is timezone-aware; today is its date in `zone`, an IANA name, Europe/Paris by default.
    `school_zone` (A, B or C) chooses school holidays; without it, they run from the first zone's start to the
    last one's end. Each Found is a `date` with the value `{"start": "YYYY-MM-DD" | None, "end": …}`, both
    days included and None for an open side. A period under way starts today, unless its year was written.
    `of_trade` says that the text names a trade: "le week-end" may then be about its hours.
    `is_filter` is False for what is past, a habit or part of a law's title.
    `details["rough"]` is True where the day is an order of magnitude ("dans 3 semaines").
    Raises ValueError for a naive `now`, ZoneInfoNotFoundError for an unknown zone.
    """
    if now.tzinfo is None:
        raise ValueError("find_dates needs a timezone-aware moment")
    today = now.astimezone(ZoneInfo(zone or _HOME)).date()
    folded = fold(text)
    masked = folded.text
    if _MAY_BE_MASKED.search(masked):
        masked = _MASKED.sub(lambda match: "#" * len(match.group()), masked)
    written = tokenize(masked)
    if not may_hold_dates(written):
        return []
    tokens = canonical(written)
    reader = IntervalReader(tokens, today, school_zone)
    found: list[Found] = []
    index = 0
    while index < len(tokens):
        interval = reader.interval(index)
        if interval is None:
            index += 1
            continue
        if not is_noise(interval, tokens, today):
            start, end = folded.raw_span(tokens[interval.first].start, tokens[interval.after - 1].end)
            found.append(
                Found(
                    "date",
                    _value((interval.start, interval.end)),
                    text[start:end],
                    start,
                    end,
                    alternatives=tuple(_value(days) for days in interval.others),
                    is_filter=is_filter(interval, tokens, today, of_trade=of_trade),
                    details={"rough": True} if interval.rough else {},
                )
            )
        index = interval.after
    return found


def _value(days: Days | tuple[object, object]) -> dict[str, str | None]:
    start, end = days
    return {"start": str(start) if start else None, "end": str(end) if end else None}
