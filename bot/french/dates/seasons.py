"""Reading seasons, feasts, school holidays and the start of a school year."""

from __future__ import annotations

from bot.french.dates import calendar
from bot.french.dates.calendar import Days
from bot.french.dates.days import DayReader
from bot.french.dates.moments import Moment
from bot.french.dates.words import LAST, PARTS, SEASONS, THIS

_HOLIDAY_OF = {
    "toussaint": "toussaint", "novembre": "toussaint", "octobre": "toussaint", "noel": "noel",
    "decembre": "noel", "hiver": "hiver", "fevrier": "hiver", "fev": "hiver", "fevr": "hiver",
    "ski": "hiver", "easter": "printemps", "printemps": "printemps", "avril": "printemps", "ete": "ete",
}  # fmt: skip
_HOLIDAYS_BEFORE = {"les", "aux", "ces", "des", "until_the", "from_the", "prochaines", "next", "last"}
_AROUND_FEASTS = {"apres", "avant", "until", "within", "pendant", "pour"}
_RENTREE_BEFORE = {"la", "cette", "a", "de", "next", "until", "pour", "within", "des", "avant", "apres"}


class SeasonReader(DayReader):
    """Adds the times of the year that have a name."""

    def season(self, index: int, *, named: bool = False) -> Moment | None:
        """ "cet été", "au printemps", "hiver 2026-2027", "automne prochain"; "j'ai été" is not summer."""
        name = self.word(index)
        if name not in SEASONS:
            return None
        after = index + 1
        year = self.year_number(after)
        before = self.word(index - 1)
        if name == "ete" and not (named or year or self.is_next(after) or self.word(after) in LAST):
            is_summer = before in THIS | {"l", "en", "fin", "debut", "next"} or (
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
                general = before == "l" and after == index + 1
                return Moment(after, days=(max(first, self.today), last), soft=True, habitual=general)
        return None

    def feast(self, index: int) -> Moment | None:
        """ "Noël", "Pâques 2027", "le pont de l'Ascension", "la Toussaint"."""
        name = self.word(index)
        if name == "fetes" and self.word(index - 1) == "les" and self.word(index - 2) in _AROUND_FEASTS:
            name = "festivities"
        if name not in calendar.FEASTS or self.word(index - 1) == "mere":
            return None
        if "vacances" in (self.word(index - 2), self.word(index - 3)):
            return None
        year = self.year_number(index + 1)
        if year:
            return Moment(index + 2, days=calendar.feast(name, year), year=year)
        past = self.word(index + 1) in LAST
        after = index + 1 + (past or self.is_next(index + 1))
        if past:
            over = (calendar.feast(name, self.today.year - back) for back in (0, 1, 2))
            return Moment(after, days=next(days for days in over if days[1] < self.today), past=True)
        if name == "ascension" and self.word(index + 1).startswith(("prof", "soc")):
            return None
        for shift in (-1, 0, 1):
            days = calendar.feast(name, self.today.year + shift)
            if days[1] >= self.today:
                return Moment(after, days=days, habitual=self.word(index - 1) == "a")
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
                return Moment(after, days=days if past else self._still(days), past=past, soft=True)
        return None

    def _still(self, days: Days) -> Days:
        """What is left of a period that is not over."""
        return max(days[0], self.today), days[1]

    def _coming_holidays(self, after: int) -> Moment | None:
        zone, after = self._zone_at(after)
        current = self.today.year - (self.today.month < 9)
        coming = [
            days
            for first_year in (current, current + 1)
            for name in calendar.HOLIDAYS
            if (days := calendar.school_holidays(name, first_year, zone)) and days[1] >= self.today
        ]
        return Moment(after, days=self._still(min(coming)), soft=True) if coming else None

    def rentree(self, index: int) -> Moment | None:
        """ "à la rentrée", "rentrée 2027", "rentrée de janvier 2027": September by default."""
        after = index + 1
        if self.word(index) != "rentree" and not (
            self.word(index) in ("rentre", "rentr") and self.month(after) and self.word(index - 1) != "est"
        ):
            return None
        past = self.word(after) in LAST
        after += past or self.is_next(after)
        start = self.skip(self.skip(after, {"de", "d", "en"}), {"-"})
        if self.month(start):
            end = self.after_month(start)
            year = self.year_number(end)
            return Moment(end + bool(year), month=self.month(start), year=year, past=past)
        written = self.years(after) if self.number(after) is not None else None
        if written and written.year:
            return Moment(written.after, month=9, year=written.year, soft=True)
        if past:
            return Moment(after, month=9, year=self.today.year - (self.today.month < 10), past=True)
        asked = any(
            self.word(each) in ("quand", "quelle", "dates", "date") for each in range(index - 5, index + 5)
        )
        if (
            asked
            or self.word(index - 1) not in _RENTREE_BEFORE
            or (self.word(index - 1) == "de" and after == index + 1)
        ):
            return None
        if any(self.month(each) for each in range(after, after + 5)):
            return None  # "la rentrée d'AS de janvier": the month says more
        days = Moment(after, month=9).resolve(self.today)
        return Moment(after, days=days, soft=True)
