"""Which place of a message counts: where one goes and not where one is, the place asked for and not where one works.

« muté à Brest, et je suis AS à Draguignan », « je décolle de Roissy mais j'habite Tours ».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.french.folding import fold
from bot.french.found import Found
from bot.french.place_context import joins

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
# Where one only works or sets out from, which says nothing of where something is looked for.
_WORKS = re.compile(
    r"\b(?:decoll\w+|embarqu\w+|(?:au|le|mon) depart|(?:je|on|nous) (?:pars|part|repars|repart))"
    r" d(?:e |u |es |')\Z"
    r"|\bprend(?:s|re)? (?:le |mon |un |l')?(?:train|tgv|ter|bus|car|avion|vol|bateau) (?:a|au|aux) ?\Z"
    r"|\bj?(?:travaill\w+|boss\w+|taff?\w*|exerc\w+|bureaux?|chantier|en poste|en mission|en deplacement)\b[^.!?;,]{0,25}?"
    r" (?:a|au|aux|en|sur|vers|dans(?: le| la| les| l')?) ?\Z"
    r"|\b(?:mon|ma|notre) (?:travail|boulot|taf|poste|boite|bureau|patron\w*|employeur|entreprise)"
    r" (?:est |se trouve |c'est )?(?:a|au|aux|en|sur|vers|de|dans(?: le| la| les)?) ?\Z"
)
# … unless work there is what is asked for: « je veux travailler à Lyon ».
_WANTED = re.compile(
    r"\b(?:veu[tx]|voudrai\w*|aimerai\w*|souhait\w*|cherch\w*|pour|pouvoir|envie|pourrai\w*|peu[tx]|preter|prete?|mieux|ou)\b"
    r"[^.!?;]{0,20}\Z"
)
# « infirmière à Roubaix, je cherche… »: the trade that opens a message is one's own, there.
_OPENS = re.compile(
    r"\A(?:(?:bonjour|bonsoir|salut|je|suis|moi|ici|actuellement|une?|chui|jsuis)\b|[ ,.!'])*\Z"
)
_THERE = re.compile(r"\A (?:a|au|aux|en|sur|vers|dans (?:le |la |les |l')) ?\Z")
_THEN_ASKS = re.compile(r"\A[^?]*\b(?:je|j|on|cherch\w*|y a|existe\w*|des|une?|quel\w*|mon|ma)\b")
_LIVES = re.compile(
    r"\bj?(?:h?abit\w*|loge\w*|vi[sv]\w*|reside\w*|demeur\w+|chez moi(?:,)?(?: c'?est)?|domicilie\w*"
    r"|ma (?:maison|famille) est)(?: (?:a|au|aux|en|sur|vers|pres de|dans(?: le| la| les| l')?))? ?\Z"
)


def without_where_they_are(text: str, founds: Sequence[Found]) -> list[Found]:
    """`founds` of raw `text`, where the place that is left or only worked in counts no more beside the one meant."""
    places = [one for one in founds if one.entity == "place" and one.is_filter]
    if len(places) < 2:
        return list(founds)
    before = {one.start: fold(text[max(0, one.start - _BEFORE) : one.start]).text for one in places}
    going = {start for start, words in before.items() if _GOES.search(words)}
    left = {
        start for start, words in before.items() if going and start not in going and _IS.search(words)
    } or _only_worked_in(text, places, before, [one for one in founds if one.entity == "profession"])
    return [
        replace(one, is_filter=False) if one.entity == "place" and one.start in left else one
        for one in founds
    ]


def _only_worked_in(
    text: str, places: Sequence[Found], before: dict[int, str], trades: Sequence[Found]
) -> set[int]:
    """Where the places start that are only worked in or set out from, when another one is lived in or asked for."""
    told: list[tuple[Found, str]] = []
    for one in places:
        words = before[one.start]
        works = _only_works(words) or any(_is_ones_own(text, trade, one) for trade in trades)
        as_what = "lives" if _LIVES.search(words) else "works" if works else "asked"
        # « je travaille à Lyon et Villeurbanne »
        if told and as_what == "asked" and joins(fold(text[told[-1][0].end : one.start]).text):
            as_what = told[-1][1]
        told.append((one, as_what))
    meant = [one.value for one, as_what in told if as_what == "asked"]
    meant = meant or [one.value for one, as_what in told if as_what == "lives"]
    return {one.start for one, as_what in told if as_what == "works" and meant and one.value not in meant}


def _only_works(words: str) -> bool:
    """Whether `words` before a place tell that one works there or sets out from it, and wish for none of that."""
    found = _WORKS.search(words)
    return found is not None and _WANTED.search(words[: found.start()]) is None


def _is_ones_own(text: str, trade: Found, place: Found) -> bool:
    """Whether `trade` opens the message and is practised in `place`."""
    return (
        trade.end <= place.start
        and _OPENS.match(fold(text[: trade.start]).text) is not None
        and _THERE.match(fold(text[trade.end : place.start]).text) is not None
        and _THEN_ASKS.match(fold(text[place.end :]).text) is not None
    )
