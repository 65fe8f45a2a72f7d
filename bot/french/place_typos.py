"""Misspelt place names, looked up only where a place is expected."""

from __future__ import annotations

import re
from enum import IntEnum

from bot.french.place_names import Level, PlaceNames, Sense, spoken

_WORDS = re.compile(r"[a-z]+(?: [a-z]+){0,4}")
_SHORTEST = 5
_TELLING = 4  # letters of the word that makes a group of words a name
_TWO_EDITS_FROM = 8
_HEARD_WORDS = 4
# Letters from which a word with its article glued before it is that word: « laffiche » is no town, « lile » may be Lille.
_GLUED = 6
_LINKS = {
    "le",
    "la",
    "les",
    "l",
    "de",
    "du",
    "des",
    "d",
    "sur",
    "et",
    "en",
    "a",
    "au",
    "aux",
    "pour",
    "ou",
    "je",
    "j",
}


class Place(IntEnum):
    """What the words before a position lead one to expect."""

    ANY = 0  # "à", "vers", "j'habite"
    TERRITORY = 1  # "en", "dans le"
    LARGE = 2  # a school, or nothing: only a long name of a large place


_LARGE_LETTERS, _LARGE_WEIGHT = 7, 20_000


def misspelt(
    flat: str, position: int, beyond: int, place: Place, names: PlaceNames
) -> tuple[int, list[Sense]] | None:
    """The end and the meanings of a misspelt name that starts at `position` and ends after `beyond`, or None.

    A name may have one edit, and two when its longest word has eight letters or more; the first letter must be
    right and the number of words the same; an ordinary French word is never corrected; villages are not looked for.
    """
    match = _WORDS.match(flat, position)
    if not match:
        return None
    words = match[0].split(" ")
    best: tuple[int, int, str, int] | None = None
    for count in range(len(words), 0, -1):
        written = " ".join(words[:count])
        known = names.uncorrected if count == 1 or place is not Place.TERRITORY else frozenset[str]()
        telling = [word for word in words[:count] if len(word) >= _TELLING and not _ordinary(word, known)]
        if position + len(written) <= beyond:
            break
        if len(written) < _SHORTEST or words[count - 1] in _LINKS or not telling:
            continue
        query = re.sub(r"\bst(e?)\b", r"saint\1", written)
        edits = 2 if max(map(len, telling)) >= _TWO_EDITS_FROM else 1
        for suggestion in names.nearest(query, edits):
            if _fits(query, suggestion.term, place, names) and (known or suggestion.distance == 1):
                candidate = (suggestion.distance, -count, suggestion.term, position + len(written))
                best = candidate if best is None else min(best, candidate)
                break
    best = best or _heard(words, position, beyond, place, names)
    if best is None:
        return None
    return best[3], [sense for sense in names.senses[best[2]] if not sense.contracted]


def _ordinary(word: str, known: frozenset[str]) -> bool:
    """Whether `word` is one of `known`, in one or several, be its article glued before it."""
    if word in known:
        return True
    bare = word[1:] if word[0] in "ld" else ""
    return len(bare) >= _GLUED and (bare in known or f"{bare}s" in known)


def _heard(
    words: list[str], position: int, beyond: int, place: Place, names: PlaceNames
) -> tuple[int, int, str, int] | None:
    """The town that sounds like what is written at `position`: « dunkerk », « sin nazère »; the longest first."""
    if place is Place.TERRITORY:
        return None
    for count in range(min(len(words), _HEARD_WORDS), 0, -1):
        written = words[:count]
        end = position + len(" ".join(written))
        plain = all(_ordinary(word, names.uncorrected) for word in written)
        if end <= beyond or len(written[-1]) < _TELLING or plain:
            continue
        term = names.sounds.get(spoken(" ".join(written)))
        if term is None or (count == 1 and len(written[0]) < _SHORTEST):
            continue
        if place is Place.ANY or names.senses[term][0].target.weight >= _LARGE_WEIGHT / 2:
            return (0, -count, term, end)
    return None


def _fits(query: str, term: str, place: Place, names: PlaceNames) -> bool:
    first = names.senses[term][0]
    if (
        term[0] != query[0]
        or term.count(" ") != query.count(" ")
        or first.level in (Level.NEVER, Level.STRICT)
    ):
        return False
    if place is Place.TERRITORY:
        return first.target.kind != "commune"
    if place is Place.LARGE:
        letters = _LARGE_LETTERS - (first.target.kind != "commune")
        return len(query) >= letters and first.target.weight >= _LARGE_WEIGHT
    return True
