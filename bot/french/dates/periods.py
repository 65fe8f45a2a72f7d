"""Reading periods: relative days, weeks, months, terms, years, seasons, feasts and school holidays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.french.dates import calendar
from bot.french.dates.calendar import Days
from bot.french.dates.moments import DAY, Moment
from bot.french.dates.reader import Reader
from bot.french.dates.words import DAY_PARTS, LAST, MONTHS, NEXT, ORDINALS, PARTS, SEASONS, WEEKDAYS

_RELATIVE_DAYS = {"today": 0, "tomorrow": 1, "aftertomorrow": 2, "yesterday": -1, "beforeyesterday": -2}
_THIS = {"ce", "cet", "cette"}
_HOLIDAY_OF = {
    "toussaint": "toussaint", "novembre": "toussaint", "octobre": "toussaint", "noel": "noel",
    "decembre": "noel", "hiver": "hiver", "fevrier": "hiver", "fev": "hiver", "fevr": "hiver",
    "ski": "hiver", "easter": "printemps", "printemps": "printemps", "avril": "printemps", "ete": "ete",
}  # fmt: skip
_HOLIDAYS_BEFORE = {"les", "aux", "ces", "des", "until_the", "from_the", "prochaines", "next", "last"}
_RENTREE_BEFORE = {"la", "cette", "a", "de", "next", "until", "pour", "within", "des", "avant", "apres"}
_TERM_MONTHS = {"trimestre": 3, "semestre": 6}
_RANKS = {1: {"er", "ere", "re"}, 2: {"e", "eme", "nd", "nde", "ieme"}, 3: {"e", "eme"}, 4: {"e", "eme"}}


class PeriodReader(Reader):
    """Adds to calendar days every period with a name."""

    def relative_day(self, index: int) -> Moment | None:
        """ "aujourd'hui", "demain matin", "ce soir", "hier"."""
        word = self.word(index)
        if word in _RELATIVE_DAYS:
            shift = _RELATIVE_DAYS[word]
            day = self.today + timedelta(days=shift)
            return self.with_day_part(Moment(index + 1, days=(day, day), past=shift < 0))
        if word in _THIS and self.word(index + 1) in DAY_PARTS:
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
        habitual = self.word(index - 1) == "le"
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
            habitual=self.word(index - 1) not in _THIS,
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
        months = _TERM_MONTHS.get(word)
        return self._shifted(index, self._terms_later(months)) if months else None

    def _shifted(self, index: int, later: Callable[[int], Days]) -> Moment | None:
        """The period named at `index`, this one, the next or the last as the words around it say."""
        after = index + 1
        if self.number(index - 1) is not None and self.word(index - 1) != "1er":
            return None
        if self.word(index + 1) in LAST or (
            self.word(index - 1) in LAST and self.word(index - 2) in ("la", "le")
        ):
            return Moment(after + (self.word(after) in LAST), days=later(-1), past=True)
        if self.is_next(after) or self.word(index - 1) == "next":
            return Moment(after + self.is_next(after), days=later(1))
        is_this = self.word(index - 1) in _THIS
        is_running = self.word(index - 1) in ("la", "le", "l") and self.word(index - 2) == "dans"
        if not is_this and not (is_running and self.word(after) in ("", "?", ".", ",", "!", "si")):
            return None
        if self.word(after) == "-" and self.word(after + 1) == "ci":
            after += 2
        first, last = later(0)
        return Moment(after, days=(max(first, self.today), last))

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
        if word not in ("mois", "annee", "semaine", "schoolyear", *SEASONS, *_TERM_MONTHS, "vacances"):
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
        if word in _TERM_MONTHS:
            return Moment(start + 1, days=self._terms_later(_TERM_MONTHS[word])(shift))
        return self.season(start, named=True) if word in SEASONS else self.holidays(start, named=True)

    def ranked(self, index: int) -> Moment | None:
        """ "premier trimestre 2027", "1ère quinzaine d'avril", "dernier samedi de janvier", "T1 2027"."""
        read = self._rank(index)
        if read is None:
            return None
        rank, start = read
        word = self.word(start)
        months = _TERM_MONTHS.get(word)
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
        if number in _RANKS and self.glued(index + 1) and self.word(index + 1) in _RANKS[number]:
            return number, index + 2
        return None

    def short_term(self, index: int) -> Moment | None:
        """ "T1 2027", "S1 2027" read as a week, the half-year being its other sense."""
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

    def season(self, index: int, *, named: bool = False) -> Moment | None:
        """ "cet été", "au printemps", "hiver 2026-2027", "automne prochain"; "j'ai été" is not summer."""
        name = self.word(index)
        if name not in SEASONS:
            return None
        after = index + 1
        year = self.year_number(after)
        before = self.word(index - 1)
        if name == "ete" and not (named or year or self.is_next(after) or self.word(after) in LAST):
            is_summer = before in _THIS | {"l", "en", "fin", "debut", "next"} or (
                before == "d" and self.word(index - 2) in PARTS
            )
            if not is_summer or self.word(index - 2) in ("qui", "a"):
                return None
        if year:
            first_year = year - (name == "hiver" and self.word(after + 1) not in ("-", "/"))
            end = after + 1
            if self.word(end) in ("-", "/") and self.year_number(end + 1) == year + 1:
                end += 2
            return Moment(end, days=calendar.season(name, first_year), year=year, soft=True)
        if self.word(after) in LAST:
            over = [calendar.season(name, self.today.year - back) for back in (0, 1, 2)]
            return Moment(after + 1, days=next(days for days in over if days[1] < self.today), past=True)
        after += self.is_next(after)
        candidates = [calendar.season(name, self.today.year + shift) for shift in (-1, 0, 1)]
        is_over_or_running = after > index + 1 or before == "next"
        for first, last in candidates:
            if last >= self.today and not (is_over_or_running and first <= self.today):
                return Moment(after, days=(max(first, self.today), last), soft=True)
        return None

    def feast(self, index: int) -> Moment | None:
        """ "Noël", "Pâques 2027", "le pont de l'Ascension", "la Toussaint"."""
        name = self.word(index)
        if name not in calendar.FEASTS or self.word(index - 1) == "mere":
            return None
        year = self.year_number(index + 1)
        if year:
            return Moment(index + 2, days=calendar.feast(name, year), year=year)
        past = self.word(index + 1) in LAST
        after = index + 1 + (past or self.is_next(index + 1))
        if past:
            over = (calendar.feast(name, self.today.year - back) for back in (0, 1))
            return Moment(after, days=next(days for days in over if days[1] < self.today), past=True)
        for shift in (-1, 0, 1):
            days = calendar.feast(name, self.today.year + shift)
            if days[1] >= self.today:
                return Moment(after, days=days)
        return None

    def holidays(self, index: int, *, named: bool = False) -> Moment | None:
        """School holidays: "vacances de la Toussaint", "vac de février zone B", "pendant les vacances"."""
        word = self.word(index)
        if word == "summerholidays":
            return self._school_holidays("ete", index + 1, self.is_next(index + 1))
        if word != "vacances":
            return None
        is_next = self.is_next(index + 1)
        start = self.skip(self.skip(index + 1 + is_next, {"de", "du", "d", "au"}), {"la", "l"})
        name = _HOLIDAY_OF.get(self.word(start))
        if name:
            return self._school_holidays(name, start + 1, False)
        around = self.word(index - 1)
        if not is_next and not (around in _HOLIDAYS_BEFORE or named):
            return None
        if around == "les" and not is_next and self.word(index - 2) not in (
            "pendant", "durant", "avant", "apres", "next", "pour", "until", "sur", "within", "des",
            "toutes", "fin",
        ):  # fmt: skip
            return None
        return self._coming_holidays(index + 1 + is_next)

    def _zone_at(self, index: int) -> tuple[str | None, int]:
        if self.word(index) == "zone" and self.word(index + 1) in ("a", "b", "c"):
            return self.word(index + 1).upper(), index + 2
        return self.school_zone, index

    def _school_holidays(self, name: str, after: int, is_next: bool) -> Moment | None:
        past = self.word(after) in LAST
        after += past or is_next or self.is_next(after)
        zone, after = self._zone_at(after)
        year = self.year_number(after)
        if year:
            zone, end = self._zone_at(after + 1)
            first_year = year if name in ("toussaint", "noel") else year - 1
            days = calendar.school_holidays(name, first_year, zone)
            return Moment(end, days=days, year=year, soft=True) if days else None
        current = self.today.year - (self.today.month < 9)
        for first_year in (current, current + 1) if not past else (current, current - 1):
            days = calendar.school_holidays(name, first_year, zone)
            if days and (days[1] < self.today if past else days[1] >= self.today):
                return Moment(after, days=days, past=past, soft=True)
        return None

    def _coming_holidays(self, after: int) -> Moment | None:
        zone, after = self._zone_at(after)
        current = self.today.year - (self.today.month < 9)
        coming = [
            days
            for first_year in (current, current + 1)
            for name in calendar.HOLIDAYS
            if (days := calendar.school_holidays(name, first_year, zone)) and days[1] >= self.today
        ]
        return Moment(after, days=min(coming), soft=True) if coming else None

    def rentree(self, index: int) -> Moment | None:
        """ "à la rentrée", "rentrée 2027", "rentrée de janvier 2027": September by default."""
        if self.word(index) != "rentree":
            return None
        after = index + 1
        past = self.word(after) in LAST
        after += past or self.is_next(after)
        start = self.skip(self.skip(after, {"de", "d", "en"}), {"-"})
        if self.month(start) and (start > after or self.word(start) in MONTHS):
            end = self.after_month(start)
            year = self.year_number(end)
            return Moment(end + bool(year), month=self.month(start), year=year, past=past)
        written = self.years(after) if self.number(after) is not None else None
        if written and written.year:
            return Moment(written.after, month=9, year=written.year, soft=True)
        if past:
            return Moment(after, month=9, year=self.today.year - (self.today.month < 10), past=True)
        asked = any(
            self.word(each) in ("quand", "quelle", "dates", "date") for each in range(index - 5, index + 3)
        )
        if (
            asked
            or self.word(index - 1) not in _RENTREE_BEFORE
            or (self.word(index - 1) == "de" and after == index + 1)
        ):
            return None
        days = Moment(after, month=9).resolve(self.today)
        return Moment(after, days=days, soft=True)


def _third(days: Days, name: str) -> Days:
    """The `debut`, `mi` or `fin` third of a period, each at least one day."""
    first, last = days
    third = max(1, ((last - first).days + 1) // 3)
    if name == "debut":
        return first, first + (third - 1) * DAY
    if name == "fin":
        return last - (third - 1) * DAY, last
    return first + third * DAY, last - third * DAY
