"""A moment as it was written, year or month often left out, and the days it stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.french.dates import calendar

_FARTHEST_YEARS = 8  # "29 février" comes back within eight years
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """One written moment, ending before token `after`.

    Either `days` holds its first and last day, or what was written is kept (`day`, `month`, `year`, `part`,
    `weekday`) until `resolve` knows the rest. `soft`: a period named to say "before it" ("d'ici l'été").
    `past`: said to be over. `rough`: not meant to the day. `habitual`: may mean every such day.
    `others`: other days the words may mean.
    """

    after: int
    days: calendar.Days | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    part: str = ""
    weekday: int | None = None
    soft: bool = False
    past: bool = False
    rough: bool = False
    habitual: bool = False
    others: tuple[calendar.Days, ...] = ()

    @property
    def needs_context(self) -> bool:
        """Whether only a day number was written."""
        return self.days is None and self.day is not None and self.month is None

    def resolve(self, since: date) -> calendar.Days | None:
        """The written days, or their first occurrence not over on `since`; None when there is none."""
        if self.days:
            return self.days
        if self.day is None and self.month is None and self.weekday is not None:
            first = since + timedelta(days=(self.weekday - since.weekday()) % 7 or 7)
            return first, first
        if self.month is None:
            return self._next_day_number(since)
        years = [self.year] if self.year else range(since.year, since.year + _FARTHEST_YEARS + 1)
        for year in years:
            days = self._in(year, self.month)
            if days and (self.year or days[1] >= since):
                return days
        return None

    def _in(self, year: int, month: int) -> calendar.Days | None:
        if self.day is None:
            return calendar.month_days(year, month, self.part)
        try:
            day = date(year, month, self.day)
        except ValueError:
            return None
        return day, day

    def _next_day_number(self, since: date) -> calendar.Days | None:
        found = None
        for months in range(13):
            month = calendar.months_later(since.replace(day=1), months)
            days = self._in(month.year, month.month)
            if days and days[1] >= since:
                if self.weekday in (None, days[0].weekday()):
                    return days
                found = found or days
        return found


def between(left: Moment, right: Moment, today: date) -> calendar.Days | None:
    """The days from `left` to `right`, each lending the other what it lacks; None when impossible."""
    left, right = lend(left, right)
    opened = left.resolve(today - timedelta(days=31) if left.month or left.day else today)
    closed = _closing(right, opened)
    if opened and closed and closed[1] < today and not (left.year or left.days or right.year):
        opened = left.resolve(today)
        closed = _closing(right, opened)
    if not opened or not closed or closed[1] < opened[0]:
        return None
    start = opened[0]
    if left.day is None and left.year is None and start < today <= closed[1]:
        start = today
    return start, closed[1]


def _closing(right: Moment, opened: calendar.Days | None) -> calendar.Days | None:
    return right.resolve(opened[0]) if opened else None


def lend(left: Moment, right: Moment) -> tuple[Moment, Moment]:
    """`left` and `right` with the month and year that one writes for both ("du 15 au 26 avril 2027")."""
    if left.needs_context and left.day and right.month:
        month, year = right.month, right.year
        if right.day and left.day > right.day:
            month, year = (month - 1, year) if month > 1 else (12, year and year - 1)
        left = replace(left, month=month, year=year)
    elif left.month and not left.year and right.month and right.year:
        left = replace(left, year=right.year - (left.month > right.month))
    if left.month and left.year and right.month and not right.year:
        right = replace(right, year=left.year + (right.month < left.month))
    return left, right
