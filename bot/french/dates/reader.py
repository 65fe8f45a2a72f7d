"""Reading one moment at a place of a tokenised text: shared helpers and the written calendar days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.french.dates.calendar import iso_week, school_year, year_days
from bot.french.dates.moments import Moment
from bot.french.dates.words import (
    DAY_PARTS,
    LAST,
    MONTHS,
    NEXT,
    ORDINALS,
    SHORT_WEEKDAYS,
    UNITS,
    UNSURE_MONTHS,
    WEEKDAYS,
)
from bot.french.number_words import Token, number_at

ARTICLES = {"le", "la", "les", "l", "ce", "cet", "cette", "au", "aux", "du", "en", "d", "de"}
_MONTH_BEFORE = {
    "en", "de", "d", "debut", "mi", "fin", "milieu", "courant", "avant", "apres", "from", "until", "within",
    "des", "depuis", "pour", "entre", "a", "au", "et", "ou", "-", "ce", "/", "vers", "mois", "prochain",
    "que", "annee", "from_the", "rentree", "session", "le",
}  # fmt: skip
_YEAR_BEFORE = {
    "en", "de", "depuis", "annee", "an", "loi", "decret", "arrete", "reforme", "bac", "diplome", "promo",
    "des", "promotion", "session", "rentree", "ne", "nee", "fin", "debut", "mi", "ete", "hiver", "automne",
    "printemps", "avant", "apres", "until", "entre", "a", "et", "ou", "from", "referentiel", "convention",
    "accord", "avenant", "diplomee", "pour", "vers", "ordonnance", "circulaire", "segur", "version",
    "handicap",
}  # fmt: skip
_NOT_A_YEAR_AFTER = {
    "euro", "euros", "€", "eur", "e", "net", "nets", "brut", "bruts", "balles", "places", "personnes", "km",
    "h", "heures", "heure", "par", "habitants", "k", "%", "eleves", "postes", "calories", "m", "/",
    "offres", "candidats", "euross", "ans", "jours", "mots", "signes",
}  # fmt: skip
_EARNINGS = {"gagne", "gagner", "touche", "salaire", "paye", "paie", "payé", "gagnait", "gagnent", "environ"}
_AFTER_DAY_NUMBER = {
    "ou", "et", "au", "a", "c", "est", "pour", "je", "j", "il", "y", "si", "vers", "avec", "until", "svp",
    "stp", "merci", "dans", "sur", "chez", "matin", "soir", "afternoon", "midi", "next", "prochain", "du",
    "en", "on", "until_the", "?", ".", ",", "!", ";", ":", ")", "-", "vous", "t", "tu", "mais", "ca",
    "cela",
}  # fmt: skip
_NOT_A_DAY_BEFORE_ARTICLE = {
    "dans", "sur", "habite", "vis", "habiter", "departement", "appeler", "appelle", "appelez", "appel",
    "composer", "compose", "faire", "fais", "faites", "numero", "suis", "joindre",
}  # fmt: skip


class Reader:
    """Reads the days people write in figures or with a month, from any token of one text."""

    def __init__(self, tokens: Sequence[Token], today: date, school_zone: str | None) -> None:
        self.tokens = tokens
        self.today = today
        self.school_zone = school_zone

    def word(self, index: int) -> str:
        """The token at `index`, empty beyond either end."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def number(self, index: int) -> int | None:
        """The figure at `index`, None when there is none."""
        return self.tokens[index].number if 0 <= index < len(self.tokens) else None

    def glued(self, index: int) -> bool:
        """Whether nothing separates the token at `index` from the one before."""
        return 0 <= index < len(self.tokens) and self.tokens[index].glued

    def skip(self, index: int, words: set[str]) -> int:
        """The index after the token at `index` when it is one of `words`, else `index`."""
        return index + 1 if self.word(index) in words else index

    def day_number(self, index: int) -> tuple[int, int] | None:
        """A day of the month ("15", "1er", "quinze", "premier") and the index after it."""
        token = self.tokens[index] if 0 <= index < len(self.tokens) else None
        if token is None:
            return None
        if token.text in ("1er", "premier"):
            return 1, index + 1
        if token.number is not None:
            if len(token.text) > 2 or not 1 <= token.number <= 31:
                return None
            return token.number, index + 1
        if token.text == "sept" and self.word(index + 1) in ("-", "/"):
            return None
        written = number_at(self.tokens, index)
        return written if written and 1 <= written[0] <= 31 else None

    def month(self, index: int) -> int | None:
        """The month named at `index`; short or ambiguous names only where a month is expected."""
        word = self.word(index)
        if word not in UNSURE_MONTHS:
            return MONTHS.get(word)
        follower = index + 2 if self.word(index + 1) == "." else index + 1
        if self.word(follower) in UNITS:
            return None
        if word == "mars" and self.word(index - 1) not in ("planete", "-", "bruno", "saint"):
            return 3
        previous, following = self.word(index - 1), self.word(follower)
        if previous in _MONTH_BEFORE or (index == 0 and follower >= len(self.tokens)):
            return UNSURE_MONTHS[word]
        if self.year_number(follower) or following in LAST | {"next"}:
            return UNSURE_MONTHS[word]
        if following in ("-", "/") and self.word(follower + 1) in MONTHS:
            return UNSURE_MONTHS[word]
        if self.number(index - 1) is not None or previous in ORDINALS:
            return UNSURE_MONTHS[word]
        return None

    def year_number(self, index: int) -> int | None:
        """A year in four figures at `index`, amounts left out."""
        number = self.number(index)
        if number is None or len(self.tokens[index].text) != 4 or not 1930 <= number <= 2099:
            return None
        return None if self.word(index + 1) in _NOT_A_YEAR_AFTER - {"/"} else number

    def after_month(self, index: int) -> int:
        """The index after the month at `index` and the point of its short form."""
        is_short = self.word(index) in UNSURE_MONTHS and self.word(index) not in MONTHS
        return (
            index + 2
            if is_short and self.word(index + 1) == "." and index + 2 < len(self.tokens)
            else index + 1
        )

    def with_day_part(self, moment: Moment) -> Moment:
        """`moment` with a following "matin", "après-midi", "au soir" read as part of it."""
        index = self.skip(moment.after, {"au", "en", "dans", "le"})
        index = self.skip(index, {"l", "la"}) if index > moment.after else index
        return replace(moment, after=index + 1) if self.word(index) in DAY_PARTS else moment

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
        if number and self.number(start) is not None and self.stands_alone(number[1]):
            return Moment(number[1], day=number[0], weekday=weekday)
        return None

    def weekday(self, index: int) -> int | None:
        """The weekday named at `index` (Monday 0), short names only where sure."""
        word = self.word(index)
        if word not in SHORT_WEEKDAYS:
            return WEEKDAYS.get(word)
        after = self.skip(index + 1, {"."})
        number, following = self.day_number(after), self.word(after)
        sure = self.number(after) is not None and number is not None and following not in UNITS
        if sure and number and self.word(number[1]) in UNITS:
            return None
        if sure or following == "next":
            return SHORT_WEEKDAYS[word]
        alone = {"", "ce", "pour", "le", "dispo", "et", "ou", "tomorrow", ",", "from", "from_the", "until"}
        if word == "sam" and self.word(index - 1) in alone and following not in ("est", "et"):
            return 5
        return None

    def after_weekday(self, index: int) -> int:
        """The index after the weekday at `index` and the point of its short form."""
        return index + 2 if self.word(index) in SHORT_WEEKDAYS and self.word(index + 1) == "." else index + 1

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

    def bare_day(self, index: int, *, expected: bool = False) -> Moment | None:
        """A day number alone: "le 15", not the département of "dans le 05" nor the number to call."""
        number = self.day_number(index)
        if not number or not self.stands_alone(number[1]):
            return None
        token = self.tokens[index]
        if not expected:
            before = self.word(index - 2)
            if before in _NOT_A_DAY_BEFORE_ARTICLE or (token.number is None and token.text != "premier"):
                return None
            if token.text == "premier" and self.word(number[1]) in ("ou", "et", "a"):
                return None
        return Moment(number[1], day=number[0])

    def stands_alone(self, index: int) -> bool:
        """Whether a day number ending before `index` counts nothing: no unit or noun follows it."""
        following = self.word(index)
        if self.glued(index) and following not in ("?", ".", ",", "!", ";", ")"):
            return False
        if self.glued(index) and following in (".", ",") and self.glued(index + 1):
            return False
        return not following or following in _AFTER_DAY_NUMBER or following in DAY_PARTS

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
        if not is_near and before not in _YEAR_BEFORE:
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

    def is_next(self, index: int) -> bool:
        """Whether "prochain", "d'après", "pro" stands at `index`."""
        return self.word(index) in NEXT
