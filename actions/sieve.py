"""Which of many patterns a text may hold, told by looking for the words they cannot do without: trying each costs more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

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
        """Each pattern that tells what it needs has a bit, which its pieces set and its thing asks for."""
        self._asked: list[tuple[_T, int]] = []
        self._set_by: dict[str, int] = {}
        bit = 1
        for thing, patterns in things:
            asked = 0
            for pieces in filter(None, map(needed, patterns)):
                for piece in pieces:
                    self._set_by[piece] = self._set_by.get(piece, 0) | bit
                asked |= bit
                bit <<= 1
            self._asked.append((thing, asked))

    def sift(self, text: str) -> list[_T]:
        """In their order, the things whose patterns `text` may all hold; those left out it does not."""
        held = 0
        for piece, bits in self._set_by.items():
            if piece in text:
                held |= bits
        return [thing for thing, asked in self._asked if held & asked == asked]
