"""Trades asked for by what they are like: « quels métiers avec les enfants ? », « un truc où on porte pas »."""

from __future__ import annotations

import re

from bot.french.normalise import normalise

_WHICH_TRADES = re.compile(
    r"\b(?:un|des|quelque) (?:truc|metier|boulot|job|taf|chose)s? (?:ou|sans|qui|avec|pour|aupres|dans|de|d')\b"
    r"|\b(?:devenir|faire) quoi (?:si|avec|comme|quand|sans)\b"
    r"|\bferai[st]? mieux (?:quoi|de faire quoi)\b|\bc'?est quoi les (?:metiers?|boulots?|jobs?)\b"
    r"|\by a quoi (?:d.?autres?|a part|sauf|comme (?:metier|boulot|taf|job)|sinon|avec les|pour les)\b"
    r"|\bqu.?est[ -]ce (?:que (?:vous|tu|t) ?(?:avez|auriez|as|aurais|avais)|qu'?il y (?:a|aurait))(?: \w+)? pour"
    r" (?:moi|lui|elle|nous|quelqu'un)\b|\bqu.?est[ -]ce que (?:vous|tu|t) ?(?:avez|auriez|as|aurais|proposez"
    r"|proposes)\W*$|\b(?:vous|tu) me (?:verr(?:iez|ais)|voi(?:s|yez))\b"
    r"|\b(?:aur(?:iez|ais)|avez|as|y a|y aurait)(?:[ -](?:vous|tu|t))? (?:quoi|quelque chose|un truc|des choses)"
    r"(?: \w+){0,2} pour (?:moi|lui|elle|nous)\b"
    # « vous voyez quoi pour moi », « vous me verriez où », « tu proposes quoi »
    r"|\b(?:vous|tu) (?:me )?(?:voyez|vois|verriez|verrais|conseillez|conseilles|proposez|proposes)"
    r" (?:quoi|ou|dans quoi)(?: pour (?:moi|lui|elle|nous))?\W*$"
    r"|\b(?:des|une|quelles?|vos) (?:idees?|pistes?)(?: pour moi)?\W*$"
    r"|\bqu.?est[ -]ce qu.?il (?:me|nous) reste(?:rait)?\W*$|\b(?:il )?(?:me|nous) reste(?:rait)? quoi\W*$"
    r"|\b(?:on|je) (?:peut|peux|pourrai[st]) (?:bien |encore )?devenir quoi\b|\bvers quoi (?:me|m'|nous) ?tourner\b"
    r"|\bquoi\b[^.?!]{0,30}\bpour (?:un|une|des)"
    r" (?:gars|mecs?|types?|filles?|nanas?|femmes?|hommes?|gens|personnes?) comme (?:moi|nous)\b"
    r"|\b(?:me|m') ?(?:conseill\w+|propos\w+|recommand\w+|orient\w+) (?:quoi|vers quoi)\b"
    r"|\bquoi d'autres? (?:comme )?(?:metiers?|boulots?|jobs?|taf)\b"
    r"|\b(?:quel(?:le)?s? (?:sont les )?|liste\w*|cite\w*|donne\w*|dis|idees?|exemples?|des|un|les|quoi comme"
    r"|tous les)\b[^.?!]{0,25}"
    r"\b(?:metiers?|boulots?|jobs?|professions?|travail|pistes?|debouches?)\b"
)


def asks_for_trades(text: str) -> bool:
    """« quels métiers avec les enfants ? »: trades are asked for, and what is said of them is a taste."""
    return not text.startswith("/") and _WHICH_TRADES.search(normalise(text)) is not None
