"""From moments to intervals: "du … au", "entre … et", "à partir de", "avant", "d'ici", "dans 15 jours"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from bot.french.dates import calendar
from bot.french.dates.calendar import Days
from bot.french.dates.counts import CountReader, Interval
from bot.french.dates.moments import DAY, Moment, between, lend
from bot.french.dates.reader import ARTICLES
from bot.french.dates.relative import RELATIVE_DAYS, TERM_MONTHS, THIS
from bot.french.dates.words import (
    DAY_PARTS,
    LAST,
    MONTHS,
    ORDINALS,
    PARTS,
    SEASONS,
    SHORT_WEEKDAYS,
    UNITS,
    UNSURE_MONTHS,
    WEEKDAYS,
    begins_phrase,
)
from bot.french.dates.words import correct as word_of_date
from bot.french.number_words import NUMBER_STARTERS, Token

# A moment begins with a figure or one of these, an interval with one of them or of those.
_MOMENT_WORDS = frozenset(
    {
        *MONTHS, *UNSURE_MONTHS, *WEEKDAYS, *SHORT_WEEKDAYS, *PARTS, *SEASONS, *ORDINALS, *THIS, *calendar.FEASTS,
        *RELATIVE_DAYS, *TERM_MONTHS, *NUMBER_STARTERS, "fetes", "weekend", "semaine", "sem", "s", "mois", "annee", "an",
        "schoolyear", "vacances", "summerholidays", "rentree", "rentre", "rentr", "t", "next", "le", "quinzaine",
    }
)  # fmt: skip
_INTERVAL_WORDS = _MOMENT_WORDS | {
    "du", "de", "entre", "dans", "within", "sous", "les", "ces", "il", "courant", "from", "from_the", "until",
    "until_the", "latest", "avant", "apres", "depuis", "des",
}  # fmt: skip
# Without a figure or one of these, what begins an interval comes to none: « le », « de », « un » are in nearly every text.
_TELLING_WORDS = (_MOMENT_WORDS - {"le", "next", "un", "une", *THIS}) | {*UNITS, *DAY_PARTS}


@lru_cache(maxsize=65536)
def _tells_of_time(word: str) -> bool:
    return word_of_date(word) in _TELLING_WORDS or begins_phrase(word, _TELLING_WORDS)


def may_hold_dates(tokens: Iterable[Token]) -> bool:
    """Whether `tokens`, as they were written, may name a moment at all: a cheap test, which most messages fail."""
    return any(token.number is not None or _tells_of_time(token.text) for token in tokens)


class IntervalReader(CountReader):
    """Reads one interval at a token, or nothing."""

    def __init__(self, tokens: Sequence[Token], today: date, school_zone: str | None) -> None:
        super().__init__(tokens, today, school_zone)
        self._moments: dict[int, Moment | None] = {}

    def interval(self, index: int) -> Interval | None:
        """The longest interval that starts at `index`."""
        opener = self.word(index)
        if opener not in _INTERVAL_WORDS and self.number(index) is None:
            return None
        inside_figures = (
            self.glued(index) and self.word(index - 1) in ("/", ".") and self.number(index - 2) is not None
        )
        if not opener[:1].isalnum() or inside_figures:
            return None
        if opener in ("du", "de", "entre"):
            return self._between(index)
        if opener in ("dans", "within", "sous", "les", "ces"):
            found = self.counted(index)
            if found or opener != "within":
                return found
        if opener == "il" and self.word(index + 1) == "y" and self.word(index + 2) == "a":
            return self.ago(index)
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
        found = self._extended(index, moment) if moment else self._list_of_days(index)
        if found and self.word(found.after) in ("latest", "maximum", "max"):
            return replace(found, start=None, after=found.after + 1)
        return found

    def moment(self, index: int) -> Moment | None:
        """The moment written from `index`, articles not skipped."""
        if index not in self._moments:  # read once: it may be tried alone, as a start and as an end
            self._moments[index] = self._read_moment(index)
        return self._moments[index]

    def _read_moment(self, index: int) -> Moment | None:
        if self.word(index) not in _MOMENT_WORDS and self.number(index) is None:
            return None
        return (
            self.calendar_day(index)
            or self.month_and_year(index)
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
        if self.word(index) == "next" and self.word(index + 1) != "next":
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
        if month is None or (self.number(index - 1) and self.day_number(index - 1)):
            return None  # a figure that makes no day with this month: "31 avril"
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
            joined = self._joined(index, left, right) if right else None
            if joined:
                return joined
            if right and not right.needs_context:
                left = lend(left, right)[0]
        elif self.month(left.after) or self.weekday(left.after) is not None or connector in PARTS:
            right = self.moment(left.after)
            joined = self._joined(index, left, right) if right else None
            if joined:
                return joined
        return self._plain(index, left)

    def _joined(self, index: int, left: Moment, right: Moment) -> Interval | None:
        """`left` and `right` as one interval when the second follows the first without a gap."""
        if right.needs_context or right.past or left.past:
            return None
        left, right = lend(left, right)
        first, second = left.resolve(self.today), right.resolve(self.today)
        if not first or not second or not first[0] <= second[0] <= first[1] + DAY:
            return None
        start = max(first[0], self.today) if left.day is None and not left.year else first[0]
        habitual = left.habitual or right.habitual
        return Interval(index, right.after, start, max(first[1], second[1]), habitual=habitual)

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
            # « avant fin janvier », « avant la fin du mois »: its last day is still before the end.
            within = first <= self.today <= last or "fin" in (self.word(index + 1), self.word(index + 2))
            start, end = None, last if within else first - DAY
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
            start, end = (start, last) if last >= start else (None, last)
        return Interval(index, moment.after, start, end, past=moment.past or word == "depuis")

    def _backwards(self, moment: Moment, first: date) -> date:
        if first <= self.today:
            return first
        is_weekday = moment.weekday is not None and moment.day is None
        return first - timedelta(days=7) if is_weekday else calendar.months_later(first, -12)
