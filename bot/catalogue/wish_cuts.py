"""What a text amounts to before its wishes are read: what it says beside them is cut out, what it implies is said."""

from __future__ import annotations

import re

from bot.catalogue import polarity
from bot.catalogue.oneself import without_name, without_oneself
from bot.catalogue.wish_idioms import refused_plainly, with_those_like_them

# « à part la crèche », « pas les bébés »: other children are not refused.
_NO_BABIES = re.compile(
    r"\b(sauf|a part|hormis|pas)(?: (?:trop|vraiment|surtout))?"
    r"(?: (?:la|les|en|de|des|avec|pour|a|aux|une))* (?:creches?|bebes?)\b"
)
# « autour des malades, sans toucher aux malades »: their bodies are not to be cared for; they are not refused.
_NO_TOUCHING = re.compile(
    r"\bsans (?:les )?(?:toucher|manipuler)\b(?: (?:aux?|les|des|le|la|leurs?))?(?: (?!,)\w+)?"
)
# « qui aime conduire et qui supporte pas le silence »: a new clause.
_AND_WHO = re.compile(r"\bet qui\b")
# « les machines me parlent plus que causer avec les malades »: what is liked less is not wished for.
_LIKED_LESS = re.compile(
    r"\b(parle\w*|plai\w+|attir\w+|branch\w+|interess\w+|tent\w+|va|irait|aime|prefere|convien\w+)"
    r" (?:bien )?(?:plus|mieux|davantage) qu(?:e |')(?!tout\b|jamais\b)[^,.;:!?]{3,50}"
)
# « un métier où y a pas d'école »: studies are refused, not children.
_NO_SCHOOL = re.compile(
    r"\b(pas|plus|sans|zero|ni) (?:(?:retourner|revenir|repartir|aller|passer|remettre|rester|refaire|reprendre) )?"
    r"(?:d' ?|de l' ?|a l' ?|par l' ?|sur l' ?|l' ?)?ecole\b(?! (?:maternelle|primaire|elementaire))"
)
# « pas les enfants malades »: those of them that are ill are refused, and no other child.
_NOT_THOSE_OF_THEM = re.compile(
    r"\b((?:pas|ni|jamais|sauf|sans|hormis|a part|(?<!en )plus)(?: (?:trop|vraiment|surtout|avec|aupres|de|d'|chez))*)"
    r" (?:les |des |d'|l'|aux? )?(?:enfants?|bebes?|gosses?|gamins?|petits?|ados?|jeunes)"
    r" (malades|hospitalises|handicapes|autistes)\b"
)
# « la toilette, c'est pas le sujet avec des ados »: nothing of it is wanted or refused.
_BESIDE_THE_POINT = re.compile(
    r"[^,.;:!?\n]*(?:,\s*)?\b(?:c'?est|ce n'est|c) (?:vraiment )?"
    r"(?:pas|hors) (?:le |du )?(?:sujet|propos|ma question|la question)\b[^,.;:!?\n]*"
)
# « les laver pas trop les piqûres »: what is refused comes after.
_REFUSED_AFTER = re.compile(
    r"(?<=(?:er|ir|re)) (?=(?:mais )?pas (?:trop |vraiment |forcement )?(?:les?|la|l'|des?|d'|du|aux?)\b)"
)
# « pas sûre d'avoir mon bac »: it is not missing yet.
_BAC_IN_DOUBT = re.compile(
    r"\b(?:pas (?:\w+ )?(?:sure?|certaine?)|peur|risque\w*|peut.etre pas|flippe\w*) .{0,24}\bbac\b"
)
# « c'est possible sans refaire un CAP ? »: one more is not wanted, none is said to be missing.
_NOT_AGAIN = re.compile(
    r"\bsans (?:avoir a )?(?:refaire|repasser|faire|passer) (?:encore )?(?:un|le|de|d.)? ?(?:autre )?"
    r"(?:cap|bac|bep|diplome)\b"
)
# « bof, y a quoi d'autre avec les bébés ? »: what was answered is met so, not what is asked now.
_BOF_FIRST = re.compile(r"^\W*(?:bof|mouais)+\W+(?=(?:et|mais|sinon|y a|il y a|ya|quoi|moi|plutot)\b)")
# The help that is asked for is no taste for helping.
_HELP_WANTED = re.compile(
    r"\baid\w*[ -](?:moi|nous|le|la)\b|\b(?:m'|me |nous |l')(?:\w+ )?aid\w*"
    r"|\b(?:besoin|veux|voudrais|cherche|demande) (?:d'|de l'|une? )aide\b|\baid\w* a (?:choisir|trouver|decider)\b"
)


def as_meant(said: str, asked: str | None) -> str:
    """`said`, in answer to question `asked`, prepared for its wishes to be read."""
    text = without_oneself(with_those_like_them(polarity.prepared(without_name(said, asked))))
    text = refused_plainly(_HELP_WANTED.sub(" ", text))
    text = _REFUSED_AFTER.sub(", ", _BESIDE_THE_POINT.sub(" ", text))
    text = _NOT_AGAIN.sub(" ", text)
    text = _BOF_FIRST.sub(" ", _BAC_IN_DOUBT.sub(" ", text))
    text = _LIKED_LESS.sub(r"\1 ", _NO_TOUCHING.sub(", pas de toilette,", text))
    text = _AND_WHO.sub(", qui", text)
    text = _NO_SCHOOL.sub(r"\1 d'etudes", text)
    text = _NOT_THOSE_OF_THEM.sub(r"\1 les \2", text)
    return without_babies(text)


def without_babies(text: str) -> str:
    """The prepared `text` in which « pas les bébés » refuses the very young, and no other child."""
    return _NO_BABIES.sub(r"\1 les tout-petits", text)
