"""The requests that a long story holds: the words that ask, since the rest tells who asks."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.french.normalise import normalise

_ASKS = re.compile(
    r"\b(?:est.ce qu.?\w*|comment|combien|qui (?:me )?(?:paye|paie|finance|va payer|recrute|embauche|peut)|quel(?:le)?s?|"
    r"ou (?:est|sont|je|me|se|on|aller|il|elle)|c.?est (?:mort|quoi|possible|jouable|faisable)|a qui|"
    # « écrire un livret, je sais pas si je saurai » doubts of oneself: what it is about stands before.
    r"(?:voudrais|veux|voulais|aimerais|sais pas|dit pas|pas dit|demande\w*|savoir) si\b"
    r"(?! (?:je|j) (?:saurai|serai|vais|pourrai|suis|tiendrai|y arriv)\w*)|"
    r"(?:m.?a|ont|on|me|m.?ont|parait|a|entendu) ?(?:dit|entendu)? qu(?:e|.?on|.?il|.?elle)\b "
    r"(?=(?:\w+ ){0,2}(?:pouv|peut|a droit|fallait|faut))|"
    r"(?:ai|j.?ai|ai.je|aurai|aurais|aura) (?:je )?droit|je (?:peux|pourrais) (?!pas)|y a (?:t il )?(?:un|une|des|pas)|"
    r"faut.il|il faut|on (?:peut|me|va) |ils (?:me|m) |qu.?est.ce"
    # « et si j'étais trop vieille pour apprendre »
    r"|et si (?:j.|je )(?:etais|suis|n.|ne |y arriv\w*|arriv\w* pas))"
)
# Words of a question amid an answer to one of ours.
_OF_ITS_OWN = re.compile(
    r"\b(?:combien|c.?est quoi|qu.est ce|comment|quel(?:le)?s?|pourquoi|faut quoi|ca (?:paye|gagne|dure)"
    r"|y a (?:des|beaucoup|quoi)|(?:veux|voudrais|aimerais) savoir|\bfai[st] quoi"
    r"|(?<!pas )(?<!plus )(?<!trop )(?<!savoir )(?<!idee )\bquoi (?:faire|comme)|\bou (?:pas|non)\b"
    r"|je (?:fais|fait|vais|peux|dois) (?:comment|ou)|(?<!je )(?<!j)\brepond(?:s|ez)?\b (?!a (?:tes|vos|ces) )"
    r"|vous (?:demande|demandais)"
    r"|ma question"
    r"|(?:mon|ma|mes|le|la|les|un) (?:cap|bac|bep|bts|diplome|titre|experience|permis)\b"
    r".{0,20}\b(?:compt\w+|sert|servir\w*|vaut|suffi\w*)"
    r"|(?:veux|voudrais|aimerais|peux|pourrais) (?:bien )?(?:faire|passer|avoir) (?:un |le |mon )?(?:cap|bac pro|bts))\b"
)
_SENTENCE = re.compile(r"(?<=[.?!;…\n])\s+")
_POINTS_BACK = re.compile(r"\b(?:ca|cela|c.?est)\b")
_POINTING = 5  # words
# « est-ce vrai et par où on commence ? » asks it of what was just told.
_WHETHER_TRUE = re.compile(
    r"^\W*(?:et |mais |alors )*(?:est.ce|c.est) (?:bien |donc )?(?:vrai|exact|possible|jouable)\b", re.I
)
_WHETHER = 14  # words of such a question
_MOST = 32  # words of one request
_BACK, _FEW = 14, 6  # words before that a request of a few words (« est-ce que ça bloque ») points at
_TRAILS = 2  # words that ask at the very end of what they ask of
_APART = 3  # words: what begins to ask twice within them asks once (« ou est ce que »)


def sentences_of(text: str) -> list[str]:
    """The sentences of raw `text`, each with the mark that ends it."""
    return [one.strip() for one in _SENTENCE.split(text) if one.strip(" .?!;…")]


def questions_of(text: str) -> list[str]:
    """The sentences of raw `text` that end with a question mark, normalised, in order; nothing when there are none.

    A few words (« c'est possible ? ») ask of the sentence before them, which comes with them.
    """
    parts = sentences_of(text)
    asked = []
    for at, one in enumerate(parts):
        if one.endswith("?"):
            few = len(one.split()) <= (_WHETHER if _WHETHER_TRUE.search(one) else _POINTING)
            alone = not few or at == 0 or parts[at - 1].endswith("?")
            asked.append(normalise(one if alone else f"{parts[at - 1]} {one}"))
    return asked


def requests_of(said: str, most: int = 2) -> list[str]:
    """The last requests of the folded message, each from where it begins to ask to where the next one does."""
    words = said.split()
    starts: list[int] = []
    for found in _ASKS.finditer(said):
        at = len(said[: found.start()].split())
        if not starts or at - starts[-1] >= _APART:
            starts.append(at)
    parts = []
    for start, end in pairwise([*starts, len(words)]):
        part = words[start : min(end, start + _MOST)]
        if len(part) <= _TRAILS and end == len(words):
            part = [*words[max(0, start - _BACK) : start], *part]  # « … ça se débloque comment »
        elif len(part) <= _FEW and _POINTS_BACK.search(" ".join(part)) and len(starts) == 1:
            part = [*words[max(0, start - _BACK) : start], *part]
        parts.append(" ".join(part))
    return parts[-most:]


def asks_of_its_own(text: str) -> bool:
    """Whether the words of a message ask something: « il faut quoi comme note », « je veux faire le CAP petite enfance »."""
    return _OF_ITS_OWN.search(normalise(text)) is not None
