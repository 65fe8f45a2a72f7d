"""Trades told without their name (« au volant d'une ambulance »), words that look like one, and the trade meant by a word
that several share, from what else the text says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

from bot.french.folding import Folded
from bot.french.lexicon_data import Meaning, read_lexicon


@dataclass(frozen=True)
class _Described:
    """A trade, pieces of words of which one must stand in the text, and what is said of it."""

    meaning: Meaning
    pieces: tuple[str, ...]
    said: re.Pattern[str]


@cache
def _trades() -> tuple[_Described, ...]:
    listed = read_lexicon("described_trades.yml")
    return tuple(
        _told(Meaning(entity, (slug,)), told)
        for entity, trades in (("profession", listed["described"]), ("neighbour", listed["neighbours"]))
        for slug, told in trades.items()
    )


@cache
def _traps() -> tuple[_Described, ...]:
    return tuple(_told(Meaning("", ()), trap) for trap in read_lexicon("professions.yml")["traps"])


def _told(meaning: Meaning, told: dict[str, Any]) -> _Described:
    expressions = "|".join(f"(?:{expression})" for expression in told["said"])
    return _Described(meaning, tuple(map(str, told["with"])), re.compile(expressions))


def described(folded: Folded) -> Iterator[tuple[Meaning, int, int]]:
    """Each trade told without its name in a text: what it is, and the folded offsets that tell it."""
    for trade in _held(_trades, folded.text):
        for match in trade.said.finditer(folded.text):
            yield trade.meaning, *match.span(match.lastindex or 0)


def trapped(folded: Folded) -> list[tuple[int, int]]:
    """The folded spans in which no word is a name: « tuteur de stage », « moniteur de ski »."""
    return [match.span() for trap in _held(_traps, folded.text) for match in trap.said.finditer(folded.text)]


def _held(told: Callable[[], tuple[_Described, ...]], text: str) -> list[_Described]:
    """Those of `told` of which a piece stands in `text`, in their order."""
    numbers = {number for _, numbers in _pieces(told).iter(text) for number in numbers}
    return [told()[number] for number in sorted(numbers)]


@cache
def _pieces(told: Callable[[], tuple[_Described, ...]]) -> Any:
    """The automaton that spots the pieces of all of `told`, each with the numbers of those it belongs to."""
    holders: dict[str, list[int]] = {}
    for number, one in enumerate(told()):
        for piece in one.pieces:
            holders.setdefault(piece, []).append(number)
    automaton = ahocorasick.Automaton()
    for piece, numbers in holders.items():
        automaton.add_word(piece, numbers)
    automaton.make_automaton()
    return automaton


def in_context(meaning: Meaning, text: str, start: int, end: int) -> Meaning:
    """`meaning` with the value first that words around `[start, end)` of the folded text call for."""
    if not meaning.near:
        return meaning
    around = f" {text[:start]} {text[end:]}".replace("-", " ").replace("'", " ")
    for value, beginnings in meaning.near:
        if any(f" {beginning}" in around for beginning in beginnings):
            others = tuple(other for other in meaning.values if other != value)
            return Meaning(meaning.entity, (value, *others), meaning.exact, meaning.details)
    return meaning
