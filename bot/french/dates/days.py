"""Reading calendar days: "15 avril 2027", "samedi 28", "15/04", years, numbered weeks."""

from __future__ import annotations

from dataclasses import replace

from bot.french.dates.calendar import iso_week, school_year, year_days
from bot.french.dates.moments import Moment
from bot.french.dates.reader import Reader
from bot.french.dates.words import LAST, SHORT_WEEKDAYS, UNITS, WEEKDAYS

_YEAR_BEFORE = {
    "en", "de", "depuis", "annee", "an", "loi", "decret", "arrete", "reforme", "bac", "diplome", "promo",
    "des", "promotion", "session", "rentree", "ne", "nee", "fin", "debut", "mi", "ete", "hiver", "automne",
    "printemps", "avant", "apres", "until", "entre", "a", "et", "ou", "from", "referentiel", "convention",
    "accord", "avenant", "diplomee", "pour", "vers", "ordonnance", "circulaire", "segur", "version",
    "handicap",
}  # fmt: skip
_EARNINGS = {"gagne", "gagner", "touche", "salaire", "paye", "paie", "gagnait", "gagnent", "environ"}


class DayReader(Reader):
    """Adds the days and years written in full or in figures."""

    def calendar_day(self, index: int) -> Moment | None:
        """ "15 avril 2027", "15/04", "2027-04-15", "samedi 28", "vendredi 10 avril", from `index`."""
        weekday = self.weekday(index)
        if weekday is None:
            return self.numeric_date(index) or self.day_and_month(index, None)
        after = self.after_weekday(index)
        start = self.skip(self.skip(after, {","}), {"le"})
        moment = self.numeric_date(start) or self.day_and_month(start, weekday)
        if moment:
            return replace(moment, weekday=weekday)
        number = self.day_number(start)
        if number and self.number(start) is not None:
            moment = Moment(number[1], day=number[0], weekday=weekday)
            if self.stands_alone(number[1]) or self._is_that_weekday(moment, number[1]):
                return moment
        return None

    def _is_that_weekday(self, moment: Moment, after: int) -> bool:
        """Whether the day number really falls on the weekday before it: "dimanche 29 ça irait", not "lundi 8 h"."""
        if self.word(after) in UNITS or (self.glued(after) and self.word(after) not in ".,;!?"):
            return False
        days = moment.resolve(self.today)
        return days is not None and days[0].weekday() == moment.weekday and (days[0] - self.today).days < 62

    def month_and_year(self, index: int) -> Moment | None:
        """ "09/2027": a month in figures and its year."""
        if self.number(index) is None or self.glued(index) or not self.glued(index + 2):
            return None
        month, year = self.number(index), self.year_number(index + 2)
        if self.word(index + 1) not in ("/", "-") or not year or not month or not 1 <= month <= 12:
            return None
        is_written = len(self.word(index)) == 2 or self.word(index + 1) == "/"
        return Moment(index + 3, month=month, year=year) if is_written else None

    def day_and_month(self, index: int, weekday: int | None) -> Moment | None:
        """ "15 avril", "1er mai 2027", "quinze mars", "15 du mois prochain" is left to the caller."""
        number = self.day_number(index)
        if not number:
            return None
        start = self.skip(number[1], {"de", "d", "du", "-"} if weekday is None else {"de", "d"})
        start = self.skip(start, {"mois"})
        start = self.skip(start, {"de", "d"}) if self.word(start - 1) == "mois" else start
        month = self.month(start)
        if (
            month is None
            or self.word(index - 1) in ("mi", "debut", "fin")
            or self._is_place_name(index, start)
        ):
            return None
        after = self.after_month(start)
        after_of = self.skip(after, {"de", "-"})
        year = self.year_number(after_of) or self.year_number(after)
        if year:
            after = after_of + 1
        elif self.number(after) is not None and self.glued(after):
            return None
        moment = Moment(after, day=number[0], month=month, year=year)
        if self.word(after) in LAST:
            moment = replace(moment, after=after + 1, past=True)
        elif self.word(after) == "next":
            moment = replace(moment, after=after + 1)
        return moment if moment.resolve(self.today) else None

    def _is_place_name(self, index: int, month: int) -> bool:
        return self.word(month) == "mars" and self.word(index) == "cinq" and self.word(month + 1) == "-"

    def numeric_date(self, index: int) -> Moment | None:
        """ "15/04", "15-04-2027", "15.04.27", "2027-04-15": figures glued by one kind of sign."""
        if self.number(index) is None or (self.glued(index) and self.word(index - 1) not in ("(", '"')):
            return None
        spaced = [self.word(each) for each in range(index, index + 3)]
        if [len(text) for text in spaced] == [2, 2, 4] and all(text.isdigit() for text in spaced):
            return self._three_figures(spaced, index + 3)
        sign = self.word(index + 1)
        if sign not in ("/", "-", ".") or self.number(index + 2) is None:
            return None
        texts = [self.word(index), self.word(index + 2)]
        three = self.word(index + 3) == sign and self.number(index + 4) is not None
        if three and self.glued(index + 4):
            texts.append(self.word(index + 4))
        after = index + 2 * len(texts) - 1
        if not all(self.glued(each) for each in range(index + 1, after)):
            return None
        if self.glued(after) and (self.number(after + 1) is not None or self.word(after) not in ",.;:!?)\"'"):
            return None
        return self._three_figures(texts, after) if len(texts) == 3 else self._two_figures(texts, sign, index)

    def _three_figures(self, texts: list[str], after: int) -> Moment | None:
        if len(texts[0]) == 4:
            texts = texts[::-1]
        day, month, year = (int(text) for text in texts)
        if [len(text) > 2 for text in texts[:2]] != [False, False] or len(texts[2]) not in (2, 4):
            return None
        if len(texts[2]) == 2:
            year += 2000 if 2000 + year <= self.today.year + 10 else 1900
        return self._valid(Moment(after, day=day, month=month, year=year)) if 1900 <= year <= 2099 else None

    def _two_figures(self, texts: list[str], sign: str, index: int) -> Moment | None:
        day, month = int(texts[0]), int(texts[1])
        if (
            len(texts[0]) > 2
            or len(texts[1]) > 2
            or self.word(index + 3) in UNITS | {"€": "", "%": "", "euros": ""}
        ):
            return None
        expected = self.word(index - 1) in {
            "le", "du", "au", "from_the", "until_the", "avant", "apres", "within", "until", "from",
            *WEEKDAYS, *SHORT_WEEKDAYS,
        }  # fmt: skip
        is_mark = month == 10 and day <= 10 and len(texts[0]) == 1
        if not expected and (sign != "/" or len(texts[1]) == 1 or is_mark):
            return None
        return self._valid(Moment(index + 3, day=day, month=month))

    def _valid(self, moment: Moment) -> Moment | None:
        if not moment.month or not 1 <= moment.month <= 12:
            return None
        return moment if moment.resolve(self.today) else None

    def years(self, index: int) -> Moment | None:
        """ "2027", "2027-2028" (a school year), where a year is meant and not an amount."""
        year = self.year_number(index)
        if year is None or (self.glued(index) and self.word(index - 1) not in ("(", "/", "-")):
            return None
        sign, second = self.word(index + 1), self.word(index + 2)
        if sign in ("-", "/") and second in (str(year + 1), str(year + 1)[2:]):
            return Moment(index + 3, days=school_year(year), year=year)
        if self.glued(index + 1) and sign not in (",", ".", "?", "!", ";", ":", ")", "-", '"'):
            return None
        before = self.word(index - 1)
        before = self.word(index - 2) if before in ("l", "annee", "(") else before
        is_near = self.today.year <= year <= self.today.year + 8 and before not in _EARNINGS
        if not is_near and (before not in _YEAR_BEFORE or self.word(index - 2) in ("plus", "moins", "plein")):
            return None
        return Moment(index + 1, days=year_days(year), year=year)

    def numbered_week(self, index: int) -> Moment | None:
        """ "semaine 4", "semaine n°4 2027", "S4 2027": ISO weeks, the next one when no year is written."""
        word = self.word(index)
        start = index + 1
        if word in ("semaine", "sem"):
            start = self.skip(self.skip(self.skip(start, {"numero", "no", "n"}), {"o"}), {"°"})
        elif word != "s" or not self.glued(start) or self.glued(index):
            return None
        week = self.number(start)
        if week is None or not 1 <= week <= 53 or self.word(start + 1) in UNITS:
            return None
        year = self.year_number(start + 1) or self.year_number(self.skip(start + 1, {"de", "-", "/"}))
        if year:
            days = iso_week(year, week)
            return Moment(start + 1 + (not self.year_number(start + 1)) + 1, days=days) if days else None
        if word == "s" and week <= 6:  # S1 to S6 are the six terms of a three-year course
            return None
        for candidate in range(self.today.year, self.today.year + 8):
            days = iso_week(candidate, week)
            if days and days[1] >= self.today:
                return Moment(start + 1, days=days)
        return None
