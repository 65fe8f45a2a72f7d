"""Misspelt place names, looked up only where a place is expected."""

from __future__ import annotations

import re

from symspellpy import Verbosity

from bot.french.place_names import Level, PlaceNames, Sense

_WORDS = re.compile(r"[a-z]+(?: [a-z]+){0,4}")
_SHORTEST = 5
_TELLING = 4  # letters of the word that makes a group of words a name
_TWO_EDITS_FROM = 8
_LINKS = {"le", "la", "les", "l", "de", "du", "des", "d", "sur", "et", "en", "a", "pour", "ou", "je", "j"}


def misspelt(flat: str, position: int, names: PlaceNames) -> tuple[int, list[Sense]] | None:
    """The end and the meanings of a misspelt name that starts at `position`, or None.

    Names of five to seven letters may have one edit, longer ones two; the first letter must be right; an
    ordinary French word is never corrected; villages are not looked for.
    """
    match = _WORDS.match(flat, position)
    if not match:
        return None
    words = match[0].split(" ")
    best: tuple[int, int, str, int] | None = None
    for count in range(min(len(words), 5), 0, -1):
        written = " ".join(words[:count])
        if len(written) < _SHORTEST or words[count - 1] in _LINKS:
            continue
        if not any(len(word) >= _TELLING and word not in names.ordinary for word in words[:count]):
            continue
        query = re.sub(r"\bst(e?)\b", r"saint\1", written)
        edits = 2 if len(query) >= _TWO_EDITS_FROM else 1
        for suggestion in names.spelling.lookup(query, Verbosity.CLOSEST, max_edit_distance=edits):
            term = suggestion.term
            if term[0] != query[0] or names.senses[term][0].level in (Level.NEVER, Level.STRICT):
                continue
            candidate = (suggestion.distance, -count, term, position + len(written))
            if best is None or candidate[:2] < best[:2]:
                best = candidate
            break
    if best is None:
        return None
    return best[3], [sense for sense in names.senses[best[2]] if not sense.contracted]
