"""What a text must hold for a regular expression to match it: a cheap test before hundreds of expressions are tried."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import ahocorasick

# The reader of expressions, renamed in Python 3.11.
_PARSER = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
_MOST = 400  # pieces of one expression


def required(expression: str) -> frozenset[str] | None:
    """Pieces of text of which every match of `expression` holds at least one, as long as can be; None when none is sure."""
    found = _of(_PARSER.parse(expression))
    return frozenset(found) if found and len(found) <= _MOST else None


def _of(parsed: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """The best among what each part of a sequence requires: the set whose shortest piece is longest."""
    best: set[str] | None = None
    run = ""
    for name, value in [*parsed, (None, None)]:
        kind = str(name)
        if kind == "LITERAL":
            run += chr(value)
            continue
        best = _better(best, {run} if run else None)
        run = ""
        best = _better(best, _part(kind, value))
    return best


def _part(kind: str, value: Any) -> set[str] | None:
    if kind == "SUBPATTERN":
        return _of(value[-1])
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        return _of(value[2]) if value[0] >= 1 else None
    if kind == "BRANCH":
        gathered: set[str] = set()
        for branch in value[1]:
            pieces = _of(branch)
            if pieces is None:
                return None
            gathered |= pieces
        return gathered
    return None


def _better(first: set[str] | None, second: set[str] | None) -> set[str] | None:
    if first is None or second is None:
        return second if first is None else first
    return max(first, second, key=lambda pieces: (min(map(len, pieces)), -len(pieces)))


class Sieve:
    """Which of many expressions may match a text, told by one pass over it."""

    def __init__(self, expressions: Sequence[re.Pattern[str]]) -> None:
        """Gather the pieces of `expressions`, whose order gives their numbers."""
        self._always = []
        holders: dict[str, list[int]] = {}
        for number, expression in enumerate(expressions):
            pieces = required(expression.pattern)
            if pieces is None:
                self._always.append(number)
            for piece in pieces or ():
                holders.setdefault(piece, []).append(number)
        self._pieces = ahocorasick.Automaton()
        for piece, numbers in holders.items():
            self._pieces.add_word(piece, numbers)
        if holders:
            self._pieces.make_automaton()

    def candidates(self, text: str) -> list[int]:
        """The numbers of the expressions that `text` may match, in order."""
        kept = set(self._always)
        if len(self._pieces):
            for _, numbers in self._pieces.iter(text):
                kept.update(numbers)
        return sorted(kept)
