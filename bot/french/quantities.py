"""Quantities of time as they are written: a number, its unit, and their ISO 8601 form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.french.number_words import NUMBER_STARTERS, ROUGH, Token, number_at, rough_number_at

YEARS = frozenset({"an", "ans", "annee", "annees", "ann", "pige", "piges", "balai", "balais", "berges"})
# Years in slang, said of people's ages only.
_SLANG = frozenset({"pige", "balai", "balais", "berges"})
_YOUNGEST_TOLD = 10
_UNITS = {
    **dict.fromkeys(YEARS, "Y"),
    **dict.fromkeys(("mois",), "M"),
    **dict.fromkeys(("semaine", "semaines", "sem"), "W"),
    **dict.fromkeys(("jour", "jours", "jr", "jrs", "j", "journee", "journees"), "D"),
    **dict.fromkeys(("heure", "heures", "h", "hr", "hrs"), "TH"),
    **dict.fromkeys(("minute", "minutes", "min", "mn"), "TM"),
    **dict.fromkeys(("trimestre", "trimestres"), "M3"),
    **dict.fromkeys(("semestre", "semestres"), "M6"),
}
# What a number begins with when it is no figure.
_BEGIN = NUMBER_STARTERS | {"une", "demi", *ROUGH}


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, from token `first` to `after` (excluded).

    `unit` is Y, M, W, D, TH or TM as in ISO 8601, M3 and M6 for a quarter and a half-year; `iso` the whole value;
    `second` the upper value of "3 à 5 ans".
    """

    first: int
    after: int
    number: int
    unit: str
    iso: str
    second: str | None = None


def word_at(tokens: Sequence[Token], index: int) -> str:
    """The token at `index`, empty beyond either end."""
    return tokens[index].text if 0 <= index < len(tokens) else ""


def quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Every quantity of time in the tokens of a folded text, whatever it says, in its order."""
    found: list[Quantity] = []
    after = 0
    for index, token in enumerate(tokens):
        if index < after or (token.number is None and token.text not in _BEGIN):
            continue
        quantity = _quantity_at(tokens, index)
        if quantity:
            found.append(quantity)
            after = quantity.after
    return found


def _quantity_at(tokens: Sequence[Token], index: int) -> Quantity | None:
    if word_at(tokens, index) == "demi" and word_at(tokens, index + 1) == "-":
        index += 2
        half = {"journee": "P0.5D", "journees": "P0.5D", "heure": "PT30M"}.get(word_at(tokens, index))
        return Quantity(index - 2, index + 1, 1, "D", half) if half else None
    read = rough_number_at(tokens, index) or number_at(tokens, index)
    if read is None or (tokens[index].glued and word_at(tokens, index - 1) in (".", ",", "/", "+", "x")):
        return None
    number, after = read
    upper = None
    if word_at(tokens, after) in ("a", "-", "ou", "et", "/"):
        upper = number_at(tokens, after + 1)
        if upper and upper[0] > number and word_at(tokens, upper[1]) in _UNITS:
            after = upper[1]
        else:
            upper = None
    if word_at(tokens, after) == "-" and word_at(tokens, after + 1) in _UNITS:
        after += 1
    unit = _UNITS.get(word_at(tokens, after))
    if unit is None or (number == 0 and upper is None):
        return None
    if word_at(tokens, after) == "j" and after + 1 < len(tokens) and tokens[after + 1].glued:
        return None  # « je gagne 1 950 j'ai deux enfants »
    if word_at(tokens, after) in _SLANG and number < _YOUNGEST_TOLD:  # "con comme un balai"
        return None
    after += 1
    if unit == "TH" and word_at(tokens, after - 1) == "h":
        return _hours(tokens, index, number, after, upper)
    iso, after = _with_remainder(tokens, number, unit, after)
    second = _iso(upper[0], unit) if upper else None
    return Quantity(index, after, number, unit, iso, second)


def _hours(
    tokens: Sequence[Token], index: int, number: int, after: int, upper: tuple[int, int] | None
) -> Quantity | None:
    minutes = tokens[after].number if after < len(tokens) and tokens[after].glued else None
    if minutes is not None:
        is_clock = number > 5 and word_at(tokens, after + 1) != "par"
        return (
            None
            if minutes > 59 or is_clock
            else Quantity(index, after + 1, number, "TH", f"PT{number}H{minutes}M")
        )
    if word_at(tokens, after) in ("/", "sur"):
        return None
    second = _iso(upper[0], "TH") if upper else None
    return Quantity(index, after, number, "TH", _iso(number, "TH"), second)


def _with_remainder(tokens: Sequence[Token], number: int, unit: str, after: int) -> tuple[str, int]:
    """The ISO form of a quantity and of the "et demi" or "et 6 mois" behind it, and the index after."""
    iso = _iso(number, unit)
    if word_at(tokens, after) in ("/", "sur") and unit == "D":
        return iso, after
    if word_at(tokens, after) == "et":
        if word_at(tokens, after + 1) in ("demi", "demie"):
            half = {"Y": "6M", "M": "15D", "TH": "30M", "D": "T12H"}.get(unit)
            return (iso + half, after + 2) if half else (iso, after)
        rest = number_at(tokens, after + 1)
        if rest and unit == "Y" and word_at(tokens, rest[1]) == "mois":
            return f"{iso}{rest[0]}M", rest[1] + 1
    return iso, after


def _iso(number: int, unit: str) -> str:
    if unit[0] == "T":
        return f"PT{number}{unit[1]}"
    factor = int(unit[1:] or 1)
    return f"P{number * factor}{unit[0]}"
