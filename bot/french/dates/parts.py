"""Reading parts of a period: "mi-avril", "fin d'année", "premier trimestre", "1er samedi de mars"."""

from __future__ import annotations

from dataclasses import replace

from bot.french.dates import calendar
from bot.french.dates.calendar import Days
from bot.french.dates.moments import DAY, Moment
from bot.french.dates.relative import TERM_MONTHS, RelativeReader
from bot.french.dates.words import LAST, ORDINALS, PARTS, SEASONS, WEEKDAYS

_RANKS = {1: {"er", "ere", "re"}, 2: {"e", "eme", "nd", "nde", "ieme"}, 3: {"e", "eme"}, 4: {"e", "eme"}}


class PartReader(RelativeReader):
    """Adds the beginnings, middles, ends and numbered parts of periods."""

    def part(self, index: int) -> Moment | None:
        """ "mi-avril", "fin du mois", "début 2027", "fin d'année", "fin de semaine", "fin août"."""
        name = {"milieu": "mi"}.get(self.word(index), self.word(index))
        if self.word(index) not in PARTS:
            return None
        start = self.skip(index + 1, {"-", "du", "de", "d", "des"})
        start = self.skip(start, {"la", "l", "le"})
        if self.word(start) == "mois" and self.word(start + 1) in ("de", "d"):
            start += 2
        month = self.month(start)
        if month:
            after = self.after_month(start)
            year = self.year_number(self.skip(after, {"de"}))
            after = self.skip(after, {"de"}) + 1 if year else after
            past = self.word(after) in LAST
            after += past or self.word(after) == "next"
            moment = Moment(after, month=month, year=year, part=name, past=past)
            days = moment.resolve(self.today)
            is_running = days and not year and days[0] < self.today
            return replace(moment, days=(self.today, days[1])) if days and is_running else moment
        if self.year_number(start) and self.word(start - 1) in (*PARTS, "-"):
            year = self.year_number(start) or 0
            return Moment(start + 1, days=calendar.year_days(year, name), year=year)
        return self._part_of_period(name, start)

    def _part_of_period(self, name: str, start: int) -> Moment | None:
        word = self.word(start)
        if word not in ("mois", "annee", "semaine", "schoolyear", *SEASONS, *TERM_MONTHS, "vacances"):
            return None
        is_next = self.is_next(start + 1)
        after = start + 1 + is_next
        past = self.word(after) in LAST
        after += past
        shift = -1 if past else int(is_next)
        if word == "mois":
            first = self._months_later(shift)[0]
            days = calendar.month_days(first.year, first.month, name)
        elif word == "annee":
            days = calendar.year_days(self.today.year + shift, name)
            if days[1] < self.today and not past:
                days = calendar.year_days(self.today.year + 1, name)
        else:
            whole = self._whole(word, start, shift)
            if whole is None or whole.days is None:
                return None
            after, days = max(after, whole.after), _third(whole.days, name)
        if days[0] <= self.today <= days[1]:
            days = (self.today, days[1])
        return Moment(after, days=days, past=past)

    def _whole(self, word: str, start: int, shift: int) -> Moment | None:
        if word == "semaine":
            return Moment(start + 1, days=self._weeks_later(shift))
        if word == "schoolyear":
            return Moment(start + 1, days=self._school_years_later(shift))
        if word in TERM_MONTHS:
            return Moment(start + 1, days=self._terms_later(TERM_MONTHS[word])(shift))
        return self.season(start, named=True) if word in SEASONS else self.holidays(start, named=True)

    def ranked(self, index: int) -> Moment | None:
        """ "premier trimestre 2027", "1ère quinzaine d'avril", "dernier samedi de janvier", "T1 2027"."""
        read = self._rank(index)
        if read is None:
            return None
        rank, start = read
        word = self.word(start)
        months = TERM_MONTHS.get(word)
        if months:
            return self._ranked_term(rank, start, months)
        if word not in ("quinzaine", "semaine", "weekend", *WEEKDAYS):
            return None
        after = self.skip(self.skip(start + 1, {"de", "d", "du"}), {"mois"})
        after = self.skip(after, {"de", "d"})
        month = self.month(after)
        if month is None:
            return None
        end = self.after_month(after)
        year = self.year_number(end)
        for candidate in [year] if year else range(self.today.year, self.today.year + 2):
            days = self._ranked_days(rank, word, candidate, month)
            if days and (year or days[1] >= self.today):
                return Moment(end + bool(year), days=days)
        return None

    def _rank(self, index: int) -> tuple[int, int] | None:
        word, number = self.word(index), self.number(index)
        if word in ORDINALS:
            return ORDINALS[word], index + 1
        if number in _RANKS and self.word(index + 1) in _RANKS[number]:
            return number, index + 2
        return None

    def short_term(self, index: int) -> Moment | None:
        """ "T1 2027": a quarter."""
        rank, year = self.number(index + 1), self.year_number(index + 2)
        if not rank or not year or not self.glued(index + 1):
            return None
        if self.word(index) == "t" and rank <= 4:
            first = calendar.month_days(year, 3 * rank - 2)[0]
            return Moment(index + 3, days=(first, calendar.months_later(first, 3) - DAY))
        return None

    def _ranked_term(self, rank: int, start: int, months: int) -> Moment | None:
        count = 12 // months
        after = self.skip(start + 1, {"de", "d"})
        year = self.year_number(after)
        if rank > count or (after > start + 1 and not year):
            return None
        rank = count if rank < 0 else rank
        for candidate in [year] if year else (self.today.year, self.today.year + 1):
            first = calendar.month_days(candidate, months * (rank - 1) + 1)[0]
            last = calendar.months_later(first, months) - DAY
            if year or last >= self.today:
                return Moment(after + bool(year), days=(first if year else max(first, self.today), last))
        return None

    def _ranked_days(self, rank: int, word: str, year: int, month: int) -> Days | None:
        if word == "quinzaine":
            return calendar.month_days(year, month, "first" if rank == 1 else "second")
        if word == "semaine":
            first, last = calendar.month_days(year, month)
            if rank < 0:
                return last - 6 * DAY, last
            start = first + 7 * (rank - 1) * DAY
            return start, min(start + 6 * DAY, last)
        day = calendar.nth_weekday(year, month, WEEKDAYS.get(word, 5), rank)
        return (day, day + DAY * (word == "weekend")) if day else None


def _third(days: Days, name: str) -> Days:
    """The `debut`, `mi` or `fin` third of a period, each at least one day."""
    first, last = days
    third = max(1, ((last - first).days + 1) // 3)
    if name == "debut":
        return first, first + (third - 1) * DAY
    if name == "fin":
        return last - (third - 1) * DAY, last
    return first + third * DAY, last - third * DAY
