"""Words of a folded text, and the key under which their spellings meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.french.folding import Folded

_FEMININE = r"(?:iennes?|iere?s?|eres?|enn?es?|trices?|rices?|ices?|nn?es?|euses?|ees?|es?)"
# « infirmier·ère », « infirmier.e », « infirmier(e)s », « infirmier/ère », « infirmièr-e-s ».
_WORD = re.compile(
    rf"(?<![a-z0-9])(?P<dotted>(?:[a-z]\.){{1,5}}[a-z])(?![a-z0-9])(?:\.(?= [a-z]))?"
    rf"|(?P<word>[a-z]{{4,}})(?:(?:[·./-]|\(-?){_FEMININE}(?:[·.-]s)?\)?(?:[·.-]?s)?|(?:\(s\)|·s))(?![a-z0-9])"
    r"|[a-z0-9]+"
)
# Without one of these signs just behind a letter, words are runs of letters and figures.
_INCLUSIVE = re.compile(r"[a-z][·./(-]")
_PLAIN = re.compile(r"[a-z0-9]+")
_DOUBLED = re.compile(r"([a-z])\1+")
# What may stand inside one name: « aide - soignant », « bac + 2 », « technicien de l'intervention ».
_JOINING = re.compile(r"[ '\-/·_()\"+]*\.?\Z|\Z")


@dataclass(frozen=True)
class Token:
    """One word: its folded letters, its offsets in the folded text, whether the next word may continue it."""

    text: str
    start: int
    end: int
    joins_next: bool


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The key of a folded word: doubled letters made one, plural and mute final letters dropped."""
    size = len(word)
    if size < 4 or not word.isalpha():
        return word
    if size >= 6 and word.endswith("aux"):
        word = word[:-3] + "al"
    single = _DOUBLED.sub(r"\1", word)
    if single.endswith("s"):
        single = single[:-1]
    if size >= 5:
        single = single.rstrip("e")
    return single if len(single) >= 3 else word


def tokens(folded: Folded) -> list[Token]:
    """The words of `folded`, in order; inclusive endings are dropped from the letters, kept in the offsets."""
    text = folded.text
    matches = list((_WORD if _INCLUSIVE.search(text) else _PLAIN).finditer(text))
    found: list[Token] = []
    for index, match in enumerate(matches):
        start, end = match.span()
        letters = match.group()
        if match.lastgroup:
            letters = match["word"] or match["dotted"].replace(".", "")
        after = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        gap = text[end:after]
        found.append(Token(letters, start, end, gap == " " or bool(_JOINING.match(gap))))
    return found
