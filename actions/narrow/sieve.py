"""Which of many patterns a text may hold, told by looking for the words they cannot do without: trying each costs more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

import ahocorasick

_T = TypeVar("_T")

# A single letter is in nearly every text: it tells nothing.
_LEAST = 2


def needed(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Pieces of which one at least is in every text that holds `pattern`; None when none can be told."""
    if pattern.flags & re.IGNORECASE:
        return None
    return _needed(parser.parse(pattern.pattern, pattern.flags))


def _needed(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The same of a sequence of parts: that of its part whose shortest piece is longest, which tells most."""
    found: list[frozenset[str] | None] = []
    run = ""
    for kind, what in parsed:
        if kind is parser.LITERAL:
            run += chr(what)
            continue
        found.append(_piece(run))
        run = ""
        if kind is parser.BRANCH:
            branches = [_needed(branch) for branch in what[1]]
            told = [branch for branch in branches if branch is not None]
            found.append(frozenset().union(*told) if len(told) == len(branches) else None)
        elif kind is parser.SUBPATTERN and not what[1] & re.IGNORECASE:
            found.append(_needed(what[3]))
        elif kind in (parser.MAX_REPEAT, parser.MIN_REPEAT) and what[0] > 0:
            found.append(_needed(what[2]))
    found.append(_piece(run))
    telling = [pieces for pieces in found if pieces]
    return max(telling, key=lambda pieces: (min(map(len, pieces)), -len(pieces)), default=None)


def _piece(run: str) -> frozenset[str] | None:
    return frozenset([run]) if len(run) >= _LEAST else None


class Sieve(Generic[_T]):
    """Things that each ask for all of some patterns."""

    def __init__(self, things: Iterable[tuple[_T, Sequence[re.Pattern[str]]]]) -> None:
        """Each pattern that tells what it needs is a demand of its thing, met by any of its pieces."""
        self._things: list[_T] = []
        self._demands: list[int] = []  # how many of each thing
        met_by: dict[str, list[int]] = {}
        self._of: list[int] = []  # the thing of each demand
        for number, (thing, patterns) in enumerate(things):
            told = [pieces for pieces in map(needed, patterns) if pieces]
            self._things.append(thing)
            self._demands.append(len(told))
            for pieces in told:
                for piece in pieces:
                    met_by.setdefault(piece, []).append(len(self._of))
                self._of.append(number)
        self._free = [number for number, demands in enumerate(self._demands) if not demands]
        self._pieces = ahocorasick.Automaton()
        for piece, demands_met in met_by.items():
            self._pieces.add_word(piece, tuple(demands_met))
        if met_by:
            self._pieces.make_automaton()

    def sift(self, text: str) -> list[_T]:
        """In their order, the things whose patterns `text` may all hold; those left out it does not."""
        found = (met for _, met in self._pieces.iter(text)) if len(self._pieces) else ()
        met = Counter(self._of[demand] for demand in set().union(*found))
        kept = [number for number, count in met.items() if count == self._demands[number]]
        return [self._things[number] for number in sorted([*kept, *self._free])]
