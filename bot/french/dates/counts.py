"""Reading distances from today: "dans 15 jours", "d'ici 3 semaines", "les 3 prochains mois", "il y a 2 ans"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.french.dates import calendar
from bot.french.dates.calendar import Days
from bot.french.dates.parts import PartReader
from bot.french.dates.words import LAST, UNITS
from bot.french.number_words import number_at, rough_number_at

_FAR_NUMBER = 600
# "ces prochains jours", "dans quelques semaines": how far that may reach, our own choice.
_VAGUE = {"day": 7, "week": 6, "month": 6}


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


class CountReader(PartReader):
    """Adds intervals counted in days, weeks, months or years from today."""

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

    def counted(self, index: int) -> Interval | None:
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
        if (
            adjective in UNITS
            and opener in ("dans", "les", "ces")
            and self.word(start + 1) in ("next", *LAST)
        ):
            return self._vague(index, start - 1, past=self.word(start + 1) in LAST)
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
        if self.word(after) in ("type", "normale", "ordinaire"):
            return True
        return self.word(after) in ("de", "d") and self.word(after + 1) in (
            "experience",
            "formation",
            "travail",
            "etude",
            "etudes",
            "metier",
            "fac",
            "cursus",
        )

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
        count = _VAGUE[unit]
        after = self.skip(start + 2, {"next", *LAST})
        if past:
            return Interval(index, after, self._later(-count, unit), self.today, past=True)
        return Interval(index, after, self.today, self._later(count, unit), rough=True)

    def ago(self, index: int) -> Interval | None:
        """ "il y a 3 ans"; "il y a 3 ans de formation" is a length."""
        read = self._count(self.skip(index + 3, {"environ", "plus", "de"}))
        if read is None or self.word(read[2]) in ("de", "d"):
            return None
        day = self._later(-read[0], read[1])
        return Interval(index, read[2], day, day, past=True, rough=True)
