"""Reading days, weeks, months, terms and years told from today on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.french.dates import calendar
from bot.french.dates.calendar import Days
from bot.french.dates.moments import DAY, Moment
from bot.french.dates.seasons import SeasonReader
from bot.french.dates.words import DAY_PARTS, LAST, NEXT

RELATIVE_DAYS = {"today": 0, "tomorrow": 1, "aftertomorrow": 2, "yesterday": -1, "beforeyesterday": -2}
THIS = {"ce", "cet", "cette"}
TERM_MONTHS = {"trimestre": 3, "semestre": 6}


class RelativeReader(SeasonReader):
    """Adds what is told from today on: "demain", "samedi prochain", "cette semaine", "l'an dernier"."""

    def relative_day(self, index: int) -> Moment | None:
        """ "aujourd'hui", "demain matin", "ce soir", "hier"."""
        word = self.word(index)
        if word in RELATIVE_DAYS:
            shift = RELATIVE_DAYS[word]
            day = self.today + timedelta(days=shift)
            return self.with_day_part(Moment(index + 1, days=(day, day), past=shift < 0))
        if word in THIS and self.word(index + 1) in DAY_PARTS:
            return Moment(index + 2, days=(self.today, self.today))
        return None

    def named_weekday(self, index: int) -> Moment | None:
        """ "samedi", "samedi prochain", "lundi en huit", "jeudi dernier", "mardi de la semaine prochaine"."""
        weekday = self.weekday(index)
        if weekday is None:
            return None
        after = self.after_weekday(index)
        first = self.today + timedelta(days=(weekday - self.today.weekday()) % 7 or 7)
        if self.word(after) in LAST:
            last = self.today - timedelta(days=(self.today.weekday() - weekday) % 7 or 7)
            return Moment(after + 1, days=(last, last), past=True)
        if self.word(index - 1) == "ce" and weekday == self.today.weekday():
            first = self.today
        if self.word(after) == "en" and self.word(after + 1) in ("huit", "8", "quinze", "15"):
            first += timedelta(days=7 if self.word(after + 1) in ("huit", "8") else 14)
            return Moment(after + 2, days=(first, first))
        start = self.skip(self.skip(after, {"de"}), {"la"})
        if self.word(start) in ("semaine", "sem") and self.is_next(start + 1):
            monday = calendar.week_of(self.today)[0] + 7 * DAY
            day = monday + timedelta(days=weekday)
            return self.with_day_part(Moment(start + 2, days=(day, day)))
        if self.word(after) in NEXT:
            others = ((first + 7 * DAY, first + 7 * DAY),) if (first - self.today).days < 3 else ()
            return self.with_day_part(Moment(after + 1, days=(first, first), others=others))
        if (
            self.word(index - 1) in ("un", "1")
            and self.word(after) in ("de", "d", "en")
            and self.month(after + 1)
        ):
            return None  # "un samedi de janvier": some day of that month
        habitual = self.word(index - 1) in ("le", "de", "un", "du")
        if self.word(index - 1) == "ce":
            return self.with_day_part(Moment(after, days=(first, first)))
        return self.with_day_part(Moment(after, weekday=weekday, habitual=habitual))

    def weekend(self, index: int) -> Moment | None:
        """ "ce week-end", "le we", "week-end prochain", "week-end du 28"."""
        if self.word(index) != "weekend" or self.number(index - 1) is not None:
            return None
        saturday = calendar.week_of(self.today)[0] + 5 * DAY
        after = index + 1
        if self.word(after) == "du":
            moment = self.calendar_day(after + 1) or self.bare_day(after + 1, expected=True)
            days = moment.resolve(self.today) if moment else None
            if moment and days:
                saturday = calendar.week_of(days[0])[0] + 5 * DAY
                return Moment(moment.after, days=(saturday, saturday + DAY))
        if self.word(after) in LAST or self.word(index - 1) in LAST:
            saturday -= 7 * DAY
            return Moment(after + (self.word(after) in LAST), days=(saturday, saturday + DAY), past=True)
        coming = saturday if self.today < saturday else saturday + 7 * DAY
        if self.is_next(after) or self.word(index - 1) == "next":
            skip_week = self.word(after) == "following" and coming == saturday
            coming += 7 * DAY * skip_week
            others = ((coming + 7 * DAY, coming + 8 * DAY),) if coming == saturday else ()
            return Moment(after + self.is_next(after), days=(coming, coming + DAY), others=others)
        return Moment(
            after,
            days=(max(saturday, self.today), saturday + DAY),
            habitual=self.word(index - 1) not in THIS,
        )

    def week(self, index: int) -> Moment | None:
        """ "cette semaine", "semaine pro", "semaine d'après", "semaine du 6 avril", "semaine 4"."""
        if self.word(index) not in ("semaine", "sem"):
            return self.numbered_week(index)
        if self.word(index + 1) == "du":
            moment = self.calendar_day(index + 2) or self.bare_day(index + 2, expected=True)
            days = moment.resolve(self.today) if moment else None
            return Moment(moment.after, days=calendar.week_of(days[0])) if moment and days else None
        if self.word(index + 1) == "de" and self.word(index + 2) in calendar.FEASTS:
            feast = self.feast(index + 2)
            return Moment(index + 3, days=calendar.week_of(feast.days[0])) if feast and feast.days else None
        return self.numbered_week(index) or self._shifted(index, self._weeks_later)

    def _weeks_later(self, count: int) -> Days:
        monday, sunday = calendar.week_of(self.today)
        return monday + 7 * count * DAY, sunday + 7 * count * DAY

    def _months_later(self, count: int) -> Days:
        first = calendar.months_later(self.today.replace(day=1), count)
        return calendar.month_days(first.year, first.month)

    def _years_later(self, count: int) -> Days:
        return calendar.year_days(self.today.year + count)

    def _school_years_later(self, count: int) -> Days:
        return calendar.school_year(self.today.year - (self.today.month < 9) + count)

    def _terms_later(self, months: int) -> Callable[[int], Days]:
        def later(count: int) -> Days:
            first_month = (self.today.month - 1) // months * months + 1
            first = calendar.months_later(self.today.replace(month=first_month, day=1), count * months)
            return first, calendar.months_later(first, months) - DAY

        return later

    def month_year_or_term(self, index: int) -> Moment | None:
        """ "le mois prochain", "cette année", "l'an dernier", "ce trimestre", "année scolaire 2027-2028"."""
        word = self.word(index)
        if word == "mois":
            return self._shifted(index, self._months_later)
        if word in ("annee", "an"):
            return self._shifted(index, self._years_later)
        if word == "schoolyear":
            start = self.skip(index + 1, {"de"})
            written = self.years(start) if self.number(start) else None
            if written and written.year:
                return Moment(written.after, days=calendar.school_year(written.year))
            return self._shifted(index, self._school_years_later)
        months = TERM_MONTHS.get(word)
        return self._shifted(index, self._terms_later(months)) if months else None

    def _shifted(self, index: int, later: Callable[[int], Days]) -> Moment | None:
        """The period named at `index`, this one, the next or the last as the words around it say."""
        after = index + 1
        counted = self.number(index - 1) is not None and self.word(index - 1) != "1er"
        if counted and not (
            self.word(index - 1)[0] == "0" and self.is_next(after)
        ):  # "ehpad 04 mois prochain"
            return None
        if self.word(index + 1) in LAST or (
            self.word(index - 1) in LAST and self.word(index - 2) in ("la", "le")
        ):
            return Moment(after + (self.word(after) in LAST), days=later(-1), past=True)
        if self.is_next(after) or self.word(index - 1) == "next":
            return Moment(after + self.is_next(after), days=later(1))
        is_this = self.word(index - 1) in THIS
        is_running = self.word(index - 1) in ("la", "le", "l") and self.word(index - 2) == "dans"
        if not is_this and not (is_running and self.word(after) in ("", "?", ".", ",", "!", "si")):
            return None
        if self.word(after) == "-" and self.word(after + 1) == "ci":
            after += 2
        first, last = later(0)
        return Moment(after, days=(max(first, self.today), last))
