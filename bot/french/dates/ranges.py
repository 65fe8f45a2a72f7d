"""From moments to intervals: "du … au", "entre … et", "à partir de", "avant", "d'ici", "dans 15 jours"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.french.dates import calendar
from bot.french.dates.calendar import Days
from bot.french.dates.moments import DAY, Moment, between, lend
from bot.french.dates.periods import PeriodReader
from bot.french.dates.reader import ARTICLES
from bot.french.dates.words import LAST, UNITS
from bot.french.number_words import number_at, rough_number_at

_FAR_NUMBER = 600
_VAGUE = {"day": (0, 7, "day"), "week": (0, 6, "week"), "month": (0, 6, "month")}


@dataclass(frozen=True)
class Interval:
    """Days read from tokens `first` to `after` (excluded); an open side is None.

    `past`, `rough`, `habitual` and `others` as in `Moment`.
    """

    first: int
    after: int
    start: date | None
    end: date | None
    past: bool = False
    rough: bool = False
    habitual: bool = False
    others: tuple[Days, ...] = ()


class IntervalReader(PeriodReader):
    """Reads one interval at a token, or nothing."""

    def interval(self, index: int) -> Interval | None:
        """The longest interval that starts at `index`."""
        opener = self.word(index)
        if opener in ("du", "de", "entre"):
            return self._between(index)
        if opener in ("dans", "within", "sous", "les", "ces"):
            found = self._counted(index)
            if found or opener != "within":
                return found
        if opener == "il" and self.word(index + 1) == "y" and self.word(index + 2) == "a":
            return self._ago(index)
        if opener in ("ce", "cet", "cette") and not self.relative_day(index):
            found = self.interval(index + 1) if self.word(index + 1) not in ("ce", "cet", "cette") else None
            return replace(found, first=index) if found else None
        if opener == "courant":
            moment = self.moment(self.skip(index + 1, {"de", "d", "du"}))
            return self._plain(index, moment) if moment else None
        bounded = self._bounded(index)
        if bounded:
            return bounded
        moment = self.moment(index)
        return self._extended(index, moment) if moment else self._list_of_days(index)

    def moment(self, index: int) -> Moment | None:
        """The moment written from `index`, articles not skipped."""
        return (
            self.calendar_day(index)
            or self.relative_day(index)
            or self.feast(index)
            or self.named_weekday(index)
            or self.weekend(index)
            or self.part(index)
            or self.ranked(index)
            or self.short_term(index)
            or self.week(index)
            or self.month_year_or_term(index)
            or self.holidays(index)
            or self.season(index)
            or self.rentree(index)
            or self._month(index)
            or self.years(index)
            or self._after_article(index)
        )

    def _after_article(self, index: int) -> Moment | None:
        if self.word(index) == "next":
            moment = self.moment(index + 1)
            return moment if moment and not moment.needs_context else None
        if self.word(index) == "le":
            return self.bare_day(index + 1)
        if (
            self.word(index) == "quinzaine"
            and self.word(index - 1) in ("la", "cette")
            and self.stands_alone(index + 1)
        ):
            return Moment(index + 1, days=(self.today, self.today + 14 * DAY))
        return None

    def _month(self, index: int) -> Moment | None:
        month = self.month(index)
        if month is None:
            return None
        after = self.after_month(index)
        year_at = self.skip(after, {"de", "-", "/"})
        year = self.year_number(year_at)
        if year and (year_at == after or self.word(after) != "de"):
            after = year_at + 1
        else:
            year = None
        past = self.word(after) in LAST
        after += past or self.is_next(after)
        moment = Moment(after, month=month, year=year, past=past)
        if year:
            return moment
        if past:
            first = date(self.today.year - (month >= self.today.month), month, 1)
            return replace(moment, days=calendar.month_days(first.year, month))
        return moment

    def _operand(self, index: int, *, bare: bool) -> Moment | None:
        """A moment with its articles; a day number alone only when `bare`."""
        start = index
        while start < index + 3 and self.word(start) in ARTICLES:
            start += 1
        if self.word(start) == "mois" and self.word(start + 1) in ("de", "d"):
            start += 2
        moment = self.moment(start)
        if moment is None and bare:
            return self.bare_day(start, expected=True) or self._day_before_connector(start)
        return moment

    def _day_before_connector(self, index: int) -> Moment | None:
        number = self.day_number(index)
        connectors = ("au", "et", "a", "until", "until_the", "-", "ou")
        return Moment(number[1], day=number[0]) if number and self.word(number[1]) in connectors else None

    def _between(self, index: int) -> Interval | None:
        opener = self.word(index)
        left = self._operand(index + 1, bare=True)
        if left is None:
            return None
        connectors = {"entre": ("et",), "de": ("a", "au", "until")}.get(
            opener, ("au", "a", "until", "until_the", "-")
        )
        if self.word(left.after) not in connectors:
            return None
        right = self._operand(left.after + 1, bare=opener != "de")
        days = between(left, right, self.today) if right else None
        if right is None or days is None:
            return None
        right = self.with_day_part(right)
        working_week = opener == "du" and left.weekday is not None and left.day is None
        return Interval(index, right.after, days[0], days[1], habitual=working_week)

    def _extended(self, index: int, left: Moment) -> Interval | None:
        """`left` alone or up to a second moment: "avril-mai", "mi-mai à juin", "samedi ou dimanche"."""
        connector = self.word(left.after)
        if connector in ("au", "a", "-", "until", "until_the", "et", "ou", "/"):
            right = self._operand(
                left.after + 1, bare=connector in ("au", "until_the") and left.day is not None
            )
            if right and connector not in ("et", "ou"):
                days = between(left, right, self.today)
                if days and not left.needs_context:
                    habitual = left.weekday is not None and left.day is None and connector == "au"
                    return Interval(index, right.after, days[0], days[1], habitual=habitual)
            if right and not right.needs_context:
                left, right = lend(left, right)
                first, second = left.resolve(self.today), right.resolve(self.today)
                if first and second and first[0] <= second[0] <= first[1] + DAY and not right.past:
                    habitual = left.habitual or right.habitual
                    start = max(first[0], self.today) if left.day is None and not left.year else first[0]
                    return Interval(index, right.after, start, max(first[1], second[1]), habitual=habitual)
        return self._plain(index, left)

    def _list_of_days(self, index: int) -> Interval | None:
        """ "15 au 26 avril", "3 ou 4 mars": figures that a month on their right makes days."""
        number = self.day_number(index)
        if not number or (self.glued(index) and self.word(index - 1) in ("/", ".", "-")):
            return None
        left, connector = Moment(number[1], day=number[0]), self.word(number[1])
        if connector not in ("au", "a", "-", "et", "ou", "until_the") or self.tokens[index].number is None:
            return None
        right = self._operand(left.after + 1, bare=False)
        if right is None or right.day is None or right.month is None:
            return None
        if connector in ("et", "ou"):
            day, _ = lend(left, right)
            days, other = day.resolve(self.today), right.resolve(self.today)
            if not days or not other:
                return None
            is_pair = other[0] - days[0] == DAY
            return Interval(
                index, right.after if is_pair else left.after, days[0], other[1] if is_pair else days[1]
            )
        span = between(left, right, self.today)
        return Interval(index, right.after, *span) if span else None

    def _plain(self, index: int, moment: Moment) -> Interval | None:
        days = moment.resolve(self.today)
        if days is None:
            return None
        start, end = days
        whole_month = moment.month and moment.day is None and not moment.year and not moment.past
        if whole_month and start < self.today:
            start = self.today
        return Interval(
            index,
            moment.after,
            start,
            end,
            past=moment.past,
            rough=moment.rough,
            habitual=moment.habitual,
            others=moment.others,
        )

    def _bounded(self, index: int) -> Interval | None:
        """ "à partir de janvier", "après le 10 mars", "avant l'été", "jusqu'à fin juin", "d'ici Noël"."""
        word = self.word(index)
        if word in (
            "from",
            "from_the",
            "until",
            "until_the",
            "within",
            "latest",
            "avant",
            "apres",
            "depuis",
            "des",
        ):
            start = index + 1
        else:
            return None
        start = self.skip(start, {"-"}) if word != "des" else start
        bare = word.endswith("_the") or self.word(start) in ("le", "au", "du")
        moment = self._operand(start, bare=bare)
        if moment is None or (word == "des" and moment.habitual):
            return None
        if word == "des" and self.word(start) in ("summerholidays", "vacances", "weekend"):
            return None
        days = moment.resolve(self.today)
        if days is None:
            return None
        if moment.month and moment.day is None and not moment.year:
            days = (max(days[0], self.today), days[1]) if not moment.past else days
        return self._bounds(index, word, moment, days)

    def _bounds(self, index: int, word: str, moment: Moment, days: Days) -> Interval:
        first, last = days
        before_it = first - DAY if moment.soft else last
        start: date | None
        end: date | None
        if word == "avant":
            start, end = None, first - DAY
        elif word in ("until", "until_the", "latest"):
            start, end = None, before_it
        elif word == "within":
            start, end = self.today, before_it
        elif word == "apres":
            start, end = last + DAY, None
        elif word == "depuis":
            start, end = self._backwards(moment, first), None
        else:
            start, end = first, None
        if start and end and end < start:
            end = last
        return Interval(index, moment.after, start, end, past=moment.past or word == "depuis")

    def _backwards(self, moment: Moment, first: date) -> date:
        if first <= self.today:
            return first
        is_weekday = moment.weekday is not None and moment.day is None
        return first - timedelta(days=7) if is_weekday else calendar.months_later(first, -12)

    def _count(self, index: int) -> tuple[int, str, int] | None:
        """A number of days, weeks, months or years at `index`: the number, the unit and the index after."""
        read = rough_number_at(self.tokens, index) or number_at(self.tokens, index)
        if not read or read[0] > _FAR_NUMBER:
            return None
        start = read[1]
        is_adjective = self.word(start) in ("next", "premiers", "last")
        unit = UNITS.get(self.word(start + is_adjective))
        return (read[0], unit, start + 1 + is_adjective) if unit else None

    def _later(self, count: int, unit: str) -> date:
        if unit == "hour":
            return self.today + timedelta(days=-(-count // 24))
        if unit in ("month", "year"):
            return calendar.months_later(self.today, count * (12 if unit == "year" else 1))
        return self.today + timedelta(days=count * (7 if unit == "week" else 1))

    def _counted(self, index: int) -> Interval | None:
        """ "dans 15 jours", "d'ici 3 semaines", "sous 48h", "dans les 3 prochains mois"."""
        opener = self.word(index)
        start = self.skip(index + 1, {"les", "la", "le", "moins", "a"})
        start = self.skip(start, {"de"}) if self.word(start - 1) == "moins" else start
        is_span = opener in ("within", "sous") or start > index + 1
        if self.word(start) == "quinzaine" or (
            self.word(start) == "une" and self.word(start + 1) == "quinzaine"
        ):
            if opener not in ("les", "ces"):
                after = start + 1 + (self.word(start) == "une")
                after = after + 2 if self.word(after) == "de" and self.word(after + 1) == "jours" else after
                last = self.today + timedelta(days=15)
                is_day = opener == "dans" and self.word(start) == "une"
                return Interval(index, after, last if is_day else self.today, last, rough=is_day)
            return None
        adjective = self.word(start)
        if adjective in ("next", "quelques", *LAST):
            return self._vague(index, start, past=adjective in LAST)
        read = self._count(start)
        if read is None or (opener in ("dans", "within") and self._is_time_range(read[2])):
            return None
        count, unit, after = read
        if unit == "hour" and (opener in ("les", "ces") or count < 24 or start > index + 1):
            return None
        if opener in ("les", "ces"):
            return self._next_ones(index, count, unit, after)
        last = self._later(count, unit)
        after = self.skip(after, {"next", "maximum", "max"})
        return Interval(index, after, self.today if is_span else last, last, rough=not is_span)

    def _is_time_range(self, after: int) -> bool:
        return self.word(after) == "de" and self.word(after + 1) in ("experience", "formation")

    def _next_ones(self, index: int, count: int, unit: str, after: int) -> Interval | None:
        around = (self.word(after - 2), self.word(after))
        if "next" in around:
            return Interval(index, self.skip(after, {"next"}), self.today, self._later(count, unit))
        if around[0] in LAST or around[1] in LAST:
            after = self.skip(after, LAST)
            return Interval(index, after, self._later(-count, unit), self.today, past=True)
        return None

    def _vague(self, index: int, start: int, *, past: bool) -> Interval | None:
        unit = UNITS.get(self.word(start + 1))
        if unit not in _VAGUE or self.word(start + 1) not in ("jours", "semaines", "mois"):
            return None
        _, count, step = _VAGUE[unit]
        if past:
            return Interval(index, start + 2, self._later(-count, step), self.today, past=True)
        return Interval(index, start + 2, self.today, self._later(count, step), rough=True)

    def _ago(self, index: int) -> Interval | None:
        """ "il y a 3 ans"; "il y a 3 ans de formation" is a length."""
        read = self._count(self.skip(index + 3, {"environ", "plus", "de"}))
        if read is None or self.word(read[2]) in ("de", "d"):
            return None
        day = self._later(-read[0], read[1])
        return Interval(index, read[2], day, day, past=True, rough=True)
