"""Where the person goes, when a message also tells where they are: « muté à Brest, et je suis AS à Draguignan »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.french.folding import fold
from bot.french.found import Found

_AT = (
    r"(?: (?:juste|bientot|ensuite|tous|toute la famille|prochainement|vivre|habiter|bosser|travailler))*,?"
    r" (?:a|au|aux|en|sur|vers|dans(?: le| la| les| l')?) ?\Z"
)
_GOES = re.compile(
    r"\b(?:mute\w*|demenag\w*|pars|part|partons|partir|(?:m'|s'|nous )install\w*|installer|arriv\w+|aller (?:vivre|habiter)"
    rf"|vais (?:vivre|habiter)|suivre \w+ \w+|suis mon \w+|rejoin\w+ \w+ \w+){_AT}"
)
_IS = re.compile(
    r"\b(?:suis|sommes|travaille|bosse|taffe|habite|vis|exerce|poste)\b[^.!?;]{0,40}\b"
    r"(?:a|au|aux|en|sur|vers|dans(?: le| la| les)?) ?(?:l')?\Z"
)
_BEFORE = 80  # characters


def without_where_they_are(text: str, founds: Sequence[Found]) -> list[Found]:
    """`founds` of raw `text`, where the place that is left counts no more beside the one that is gone to."""
    places = [one for one in founds if one.entity == "place" and one.is_filter]
    if len(places) < 2:
        return list(founds)
    before = {one.start: fold(text[max(0, one.start - _BEFORE) : one.start]).text for one in places}
    going = {start for start, words in before.items() if _GOES.search(words)}
    if not going:
        return list(founds)
    return [
        replace(one, is_filter=False)
        if one.start in before and one.start not in going and _IS.search(before[one.start])
        else one
        for one in founds
    ]
