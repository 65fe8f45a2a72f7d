"""Folding: the one comparable form of a French text, with the way back to the raw offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_REPLACED = {
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "Æ": "ae",
    "ß": "ss",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "‑": "-",
    "‐": "-",
    "•": "·",
    "‧": "·",
    "…": ".",
    "\u2044": "/",
}


@dataclass(frozen=True)
class Folded:
    """A folded text and, for each of its characters, the offset of its source in the raw text."""

    text: str
    offsets: Sequence[int]
    raw: str

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the raw text of the folded slice `[start, end)`, which must not be empty."""
        raw_end = self.offsets[end - 1] + 1
        while raw_end < len(self.raw) and unicodedata.combining(self.raw[raw_end]):
            raw_end += 1
        return self.offsets[start], raw_end


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """What one character becomes: nothing, a letter, or several."""
    letters = []
    for part in unicodedata.normalize("NFKD", _REPLACED.get(character, character)).lower():
        category = unicodedata.category(part)
        if category in ("Mn", "Cf"):
            continue
        letters.append(" " if category.startswith("Z") or part in "\t\n\r\v\f" else part)
    return "".join(letters)


class _OneForOne(dict[int, str]):
    """What each character becomes, for `str.translate`, learnt as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


_ONE_FOR_ONE = _OneForOne()
# Messages of these alone, which is most of them, keep their length: no way back need be kept.
_USUAL = re.compile(r"[\x20-\x7e\nàâäçéèêëîïôöùûüÀÂÇÉÈÊËÎÏÔÙÛ’€°«»–—]*")


@lru_cache(maxsize=512)  # every finder folds the same message
def fold(text: str) -> Folded:
    """Lower-case `text`, drop its accents and unify its apostrophes, dashes, quotes and spaces.

    Ligatures become two letters; invisible characters disappear. Words are never reordered, and every
    folded character knows where it came from.
    """
    if _USUAL.fullmatch(text):
        return Folded(text.translate(_ONE_FOR_ONE), range(len(text)), text)
    letters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for part in _folded(character):
            letters.append(part)
            offsets.append(offset)
    return Folded("".join(letters), tuple(offsets), text)


def fold_text(text: str) -> str:
    """The folded form of `text` alone."""
    return fold(text).text
