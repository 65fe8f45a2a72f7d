"""Tokens of a folded text, and the numbers they write in figures or in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|\S")
_LONGEST_FIGURE = 6

_UNITS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
ROUGH = {
    "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
}  # fmt: skip
# A life told by its ten: « quadra », « la cinquantaine ».
DECADES = {
    "trentenaire": 30, "quadra": 40, "quadragenaire": 40, "quarantenaire": 40, "quinqua": 50,
    "quinquagenaire": 50, "cinquantenaire": 50, "sexagenaire": 60,
}  # fmt: skip
DECADES_WITH_ARTICLE = {
    "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60,
}  # fmt: skip


NUMBER_STARTERS = frozenset((*_UNITS, *_TENS, "cent", "cents", "mille"))


class Token(NamedTuple):
    """A word, a figure or a sign of a folded text; `glued`: nothing separates it from the one before."""

    text: str
    start: int
    end: int
    glued: bool
    number: int | None


@lru_cache(maxsize=64)  # dates, lengths and ages are read from the same message
def tokenize(folded_text: str) -> tuple[Token, ...]:
    """Cut a folded text into words, figures and single signs, without apostrophes, which people forget."""
    tokens: list[Token] = []
    last_end = -1
    for match in _TOKEN.finditer(folded_text):
        text = match.group()
        start, end = match.span()
        if text != "'":
            is_figure = "0" <= text[0] <= "9" and len(text) <= _LONGEST_FIGURE
            tokens.append(Token(text, start, end, start == last_end, int(text) if is_figure else None))
        last_end = end
    return tuple(tokens)


def number_at(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """The whole number written from `index` on, and the index after it: "18", "1 540", "vingt-cinq".

    Returns None when no number starts there.
    """
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.number is not None:
        follower = tokens[index + 1] if index + 1 < len(tokens) else None
        if follower and follower.number is not None and len(follower.text) == 3 and 0 < token.number < 1000:
            return token.number * 1000 + follower.number, index + 2
        return token.number, index + 1
    if token.text not in NUMBER_STARTERS:
        return None
    thousands = _below_thousand(tokens, index)
    value, after = thousands if thousands else (1, index)
    if _word(tokens, after) != "mille":
        return thousands
    rest = _below_thousand(tokens, after + 1)
    return (value * 1000 + rest[0], rest[1]) if rest else (value * 1000, after + 1)


def rough_number_at(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """The number behind "une dizaine de", "une quinzaine d'" and the index after the preposition, or None."""
    if _word(tokens, index) == "une":
        index += 1
    value = ROUGH.get(_word(tokens, index))
    if value is None or _word(tokens, index + 1) not in ("de", "d"):
        return None
    return value, index + 2


def _word(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if index < len(tokens) else ""


def _after_hyphen(tokens: Sequence[Token], index: int) -> int:
    return index + 1 if _word(tokens, index) == "-" else index


def _below_thousand(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    hundreds = _below_hundred(tokens, index)
    value, after = hundreds if hundreds else (1, index)
    if _word(tokens, _after_hyphen(tokens, after)) not in ("cent", "cents") or value > 9:
        return hundreds
    after = _after_hyphen(tokens, after) + 1
    rest = _below_hundred(tokens, _after_hyphen(tokens, after))
    return (value * 100 + rest[0], rest[1]) if rest else (value * 100, after)


def _below_hundred(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    word = _word(tokens, index)
    if word == "quatre":
        follower = _after_hyphen(tokens, index + 1)
        if _word(tokens, follower) in ("vingt", "vingts"):
            return _with_tail(tokens, 80, follower + 1, 19)
    if word in _TENS:
        return _with_tail(tokens, _TENS[word], index + 1, 19 if word == "soixante" else 9)
    return _below_twenty(tokens, index)


def _below_twenty(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    value = _UNITS.get(_word(tokens, index))
    if value is None:
        return None
    if value == 10:
        follower = _after_hyphen(tokens, index + 1)
        unit = _UNITS.get(_word(tokens, follower), 0)
        if 7 <= unit <= 9:
            return 10 + unit, follower + 1
    return value, index + 1


def _with_tail(tokens: Sequence[Token], base: int, index: int, largest: int) -> tuple[int, int]:
    position = _after_hyphen(tokens, index)
    if _word(tokens, position) == "et":
        position = _after_hyphen(tokens, position + 1)
        if _word(tokens, position) not in ("un", "une", "onze"):
            return base, index
    tail = _below_twenty(tokens, position)
    return (base + tail[0], tail[1]) if tail and tail[0] <= largest else (base, index)
