"""The country of a diploma that is not French, as people name it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.french.normalise import normalise

if TYPE_CHECKING:
    from actions.talk.turn import Turn

_OF_THE_UNION = re.compile(
    r"\b(?:roumain\w*|rouman\w*|bulgar\w*|portug\w*|espagn\w*|itali\w*|belg\w*|alleman\w*|allemagne|polon\w*|pologne"
    r"|grec\w*|irland\w*|autrich\w*|croat\w*|hongr\w*|tchequ\w*|luxembourg\w*|neerland\w*|pays.bas|suedois\w*|suede|danois\w*"
    r"|danemark|finland\w*|slova\w*|sloven\w*|lituan\w*|letton\w*|eston\w*|maltais\w*|chypr\w*)\b"
    r"|\b(?:union europeenne|ue)\b"
)
_OUTSIDE = re.compile(r"\bhors (?:de )?(?:l )?.?(?:ue|union|europe)\b")
_OUTSIDE_THE_UNION = re.compile(
    r"\b(?:algeri\w*|maroc\w*|tunisi\w*|cameroun\w*|senegal\w*|ivoir\w*|congo\w*|mali|malien\w*|guine\w*|madagascar|malgach\w*"
    r"|haiti\w*|liban\w*|syri\w*|ukrain\w*|russi\w*|russe|bresil\w*|turqui\w*|turque?|benin\w*|togo\w*|gabon\w*|comor\w*|egypt\w*"
    r"|canad\w*|quebec\w*|mauritani\w*|burkina\w*|niger\w*|tchad\w*|rwand\w*|burund\w*|ethiop\w*|philippin\w*|vietnam\w*"
    r"|colombi\w*|venezuel\w*|perou\w*|peruvien\w*|mexi\w*|armeni\w*|georgi\w*|albanai\w*|albanie|serb\w*|kosov\w*|iran\w*"
    r"|surinam\w*|jamai\w*|nigeria\w*|ghana\w*|keny\w*|inde\b|indien\w*|chin(?:e|ois)\w*"
    r"|irak\w*|afghan\w*|palestin\w*|cap.vert\w*|angol\w*|dakar\w*|abidjan|casablanca|\balger\b|\boran\b|\btunis\b|bamako|conakry|kinshasa|yaounde|douala|beyrouth"
    r"|port.au.prince|antananarivo|rabat|libreville|cotonou|brazzaville|moroni|centrafri\w*|bled)\b"
)
_ELSEWHERE = re.compile(
    r"\bla.bas\b|\betranger\w*|\b(?:dans mon|de mon|au|du) pays\b|\bmon pays\b|\bd.origine\b"
)
_DIPLOMA = re.compile(
    r"\bdiplom\w*|\blicence\b|\bj.?(?:etais|ai ete)\b|\bexerc\w*|\bequivalen\w*|\breconn\w*"
)

# « infirmière en Roumanie pendant 5 ans »: a trade, where it was practised and for how long; not one wished for there.
_TRADE_THERE = re.compile(
    r"\b(?:infirmi\w+|aides?.soignant\w*|sage.?femme|kine\w*|educat\w+|auxiliaire|ambulanci\w+) (?:\w+ ){0,3}?"
    r"(?:en|au|aux|de|du|a|hors|la.bas)\b.*\b(?:pendant|depuis|durant|\d+ ans?|\w+ ans|annees)\b"
    r"|\b(?:pendant|durant|\d+ ans|annees) .{0,20}\b(?:infirmi\w+|aides?.soignant\w*|sage.?femme|kine\w*|educat\w+) "
    r"(?:en|au|aux|a)\b"
)
_WISHED_THERE = re.compile(
    r"\b(?:veu[xt]|voudrai\w*|aimerai\w*|souhait\w*|partir|aller|devenir|pour (?:travailler|bosser|exercer|etre)"
    r"|(?:etudes|formation) d)\b"
)


def of_the_union(talk: str) -> bool:
    """Whether the folded `talk` names a country of the European Union, or the Union itself."""
    return _OF_THE_UNION.search(_OUTSIDE.sub(" ", talk)) is not None


def outside_the_union(talk: str) -> bool:
    """Whether the folded `talk` names a country outside the Union."""
    return _OUTSIDE.search(talk) is not None or _OUTSIDE_THE_UNION.search(talk) is not None


def foreign_told(text: str) -> bool:
    """Whether `text` tells of a diploma or a trade of another country: « un diplôme d'infirmière de là-bas »."""
    said = normalise(text)
    abroad = of_the_union(said) or outside_the_union(said) or _ELSEWHERE.search(said) is not None
    practised = _TRADE_THERE.search(said) is not None and _WISHED_THERE.search(said) is None
    return abroad and (practised or _DIPLOMA.search(said) is not None)


def country_told(turn: Turn) -> str | None:
    """`union` or `outside` when the person named the country of their diploma, now or before; None otherwise."""
    for text in (turn.text, *turn.earlier):
        if text.startswith("/") or not foreign_told(text):
            continue
        said = normalise(text)
        if of_the_union(said):
            return "union"
        if outside_the_union(said):
            return "outside"
    return None
