"""Reading a tokenised text word by word: what every reader of dates shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

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
    "que", "annee", "from_the", "rentree", "rentre", "session", "le",
}  # fmt: skip
_NOT_A_YEAR_AFTER = {
    "euro", "euros", "€", "eur", "e", "net", "nets", "brut", "bruts", "balles", "places", "personnes", "km",
    "h", "heures", "heure", "par", "habitants", "k", "%", "eleves", "postes", "calories", "m", "/",
    "offres", "candidats", "euross", "ans", "jours", "mots", "signes",
}  # fmt: skip
_AFTER_DAY_NUMBER = {
    "ou", "et", "au", "a", "c", "est", "pour", "je", "j", "il", "y", "si", "vers", "avec", "until", "svp",
    "stp", "merci", "dans", "sur", "chez", "matin", "soir", "afternoon", "midi", "next", "prochain", "du",
    "en", "on", "until_the", "?", ".", ",", "!", ";", ":", ")", "-", "vous", "t", "tu", "mais", "ca",
    "cela",
}  # fmt: skip
# "le 18 ou le 112": numbers to call, when the message speaks of calling.
_EMERGENCY = (15, 17, 18)
_CALLS = {
    "112", "114", "116", "119", "3114", "3919", "samu", "pompier", "pompiers", "police", "urgence", "urgences",
    "telephone", "numero", "numeros",
}  # fmt: skip
_NOT_A_DAY_BEFORE_ARTICLE = {
    "dans", "sur", "habite", "vis", "habiter", "departement", "appeler", "appelle", "appelez", "appel",
    "composer", "ouvre", "ouvrir", "affiche", "mets", "montre", "choisis", "prends", "compose", "faire",
    "fais", "faites", "numero", "suis", "joindre", "fait", "fai", "faisait", "fesait", "tape", "taper", "repond",
    "repondre", "etes", "es",
}  # fmt: skip


class Reader:
    """Looks at the tokens of one text: words, figures, names of months and weekdays, years."""

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
        if word not in ("mai", "mars", "jan", "sep", "sept"):
            return UNSURE_MONTHS[word]
        if self.word(index - 1) == "-" and self.word(index - 2) in ("saint", "st", "cinq"):
            return None
        previous, following = self.word(index - 1), self.word(follower)
        if previous in _MONTH_BEFORE or (index == 0 and follower >= len(self.tokens)):
            return UNSURE_MONTHS[word]
        if self.year_number(follower) or following in LAST | {"next", *MONTHS}:
            return UNSURE_MONTHS[word]
        if following in ("-", "/") and self.word(follower + 1) in MONTHS | UNSURE_MONTHS:
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

    def bare_day(self, index: int, *, expected: bool = False) -> Moment | None:
        """A day number alone: "le 15", not the département of "dans le 05" nor the number to call."""
        number = self.day_number(index)
        if not number or not self.stands_alone(number[1]):
            return None
        token = self.tokens[index]
        if not expected and number[0] in _EMERGENCY and any(each.text in _CALLS for each in self.tokens):
            return None
        if not expected and (token.number is None or self.word(index - 2) in _NOT_A_DAY_BEFORE_ARTICLE):
            return None  # "le premier" of a list, "dans le 05", "appeler le 15"
        return Moment(number[1], day=number[0])

    def stands_alone(self, index: int) -> bool:
        """Whether a day number ending before `index` counts nothing: no unit or noun follows it."""
        following = self.word(index)
        if self.glued(index) and following not in ("?", ".", ",", "!", ";", ")"):
            return False
        if self.glued(index) and following in (".", ",") and self.glued(index + 1):
            return False
        if following == "en" and self.number(index + 1) is not None:
            return False
        return not following or following in _AFTER_DAY_NUMBER or following in DAY_PARTS

    def is_next(self, index: int) -> bool:
        """Whether "prochain", "d'après", "pro" stands at `index`."""
        return self.word(index) in NEXT
