"""The request that a long story holds: its last words that ask, since the rest tells who asks."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"\b(?:est ce qu\w*|comment|combien|qui (?:paye|paie|finance|va payer|recrute|embauche|peut)|quel(?:le)?s?|quand|"
    r"ou (?:est|sont|je|me|se|on|aller)|c.?est (?:mort|quoi|possible|jouable|faisable)|"
    r"(?:je|j.?)? ?(?:voudrais|veux|voulais|aimerais) savoir|a qui|(?:ai|j.?ai|ai je|aurai|aurais) (?:je )?droit|je (?:peux|pourrais)|"
    r"y a (?:t il )?(?:un|une|des|pas)|il faut|faut il|on (?:peut|me|va)|ils (?:me|m)|qu.?est ce)\b"
)
_MOST = 32  # words


def request_of(said: str, most: int = _MOST) -> str:
    """The words of the folded message from where it last begins to ask, `most` of them; empty when it asks nothing.

    Two requests that follow each other within a few words are kept together.
    """
    starts = [found.start() for found in _ASKS.finditer(said)]
    for start in starts:
        part = said[start:]
        if len(part.split()) <= most:
            return part
    return " ".join(said[starts[-1] :].split()[:most]) if starts else ""
