"""What a title, or a plain sentence of a text, announces of an event: « [ANNULÉ] … », « … – COMPLET », « reporté au … ».

Many agendas have no field for it, or nobody fills it. Whoever is told so must not be sent there.
"""

from __future__ import annotations

import re
from datetime import date

from bot.feeds.days import read_day
from bot.french.folding import fold_text

_WORDS = {
    "cancelled": r"annul(?:e|ee|es|ees|ation)|cancell?ed|supprimee?",
    "postponed": r"report(?:e|ee|es|ees)|decalee?|postponed",
    "full": r"complet(?:e|s|es)?|plus de places?(?: disponibles?)?|sold out",
}
_NOUNS = r"(?:evenement|reunion|journee|rencontre|visite|atelier|forum|session|seance|manifestation|salon)"
_TEXT_CHARACTERS = 1_500


def _title_pattern(words: str) -> re.Pattern[str]:
    # A word of its own at one end of the title, or between brackets: « Forum complet du handicap » is no full forum.
    return re.compile(
        rf"^[\W_]*(?:{words})(?:\s+(?:au|a|pour|cause)\b[^:–-]*)?\s*(?:[-:!\])|–/*•]|$)"
        rf"|[-:(\[|–/*•!]\s*(?:{words})(?:\s+(?:au|a|pour|cause)\b[^()\[\]]*)?[\W_]*$"
        rf"|[\[(]\s*(?:{words})\s*[!*]*\s*[\])]|^[\W_]*{_NOUNS} (?:{words})\s*[-:!–|]"
    )


_IN_TITLE = {status: _title_pattern(words) for status, words in _WORDS.items()}
# « Job dating annulé » needs no dash; « bilan complet » is something else.
_AT_END = {
    "cancelled": re.compile(r"\bannul(?:e|ee|es|ees)[\W_]*$"),
    "postponed": re.compile(r"\breport(?:e|ee|es|ees)[\W_]*$"),
}
_MONTH = r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
# « Inscription obligatoire avant le 25 mars 2027 », « date limite d'inscription : 25/03/2027 »; a year is asked for.
_DEADLINE = re.compile(
    rf"(?:\b(?:inscri\w+|candidat\w+|reserv\w+)\b[^.\n]{{0,60}}?\b(?:avant le|jusqu'au|au plus tard le|date limite)"
    rf"|\b(?:date )?limite (?:d'inscription|des inscriptions|de candidature)|\bcloture des inscriptions)"
    rf"\s*(?:le|:|est fixee au|fixee au)?\s*(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?"
    rf"(\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{1,2}}(?:er)? {_MONTH} \d{{4}})"
)
_ABOUT = rf"\b(?:cet|cette|ce|la|le|l')\s*{_NOUNS}"
_IN_TEXT = {
    status: re.compile(
        rf"{_ABOUT}\s+(?:est|sera|a ete|affiche)\s+(?:finalement |donc |malheureusement )?(?:{words})\b"
    )
    for status, words in _WORDS.items()
}


def announced(title: str, description: str | None) -> tuple[str, str] | None:
    """The status that the words announce, one of cancelled, postponed, full, and those words; None for none."""
    plain = fold_text(title).strip()
    for status, pattern in _IN_TITLE.items():
        if found := pattern.search(plain):
            return status, found.group().strip(" -:[]()|–!*")
    for status, pattern in _AT_END.items():
        if found := pattern.search(plain):
            return status, found.group().strip(" -:[]()|–!*")
    told = fold_text((description or "")[:_TEXT_CHARACTERS])
    for status, pattern in _IN_TEXT.items():
        if found := pattern.search(told):
            return status, found.group()
    return None


def announced_deadline(description: str | None, first: date) -> str | None:
    """The last day to register that a text tells, in ISO; None for none, or for one that cannot be: `first` is the
    day on which the event begins."""
    found = _DEADLINE.search(fold_text((description or "")[:_TEXT_CHARACTERS]))
    if found is None:
        return None
    try:
        told = read_day(found[1])
    except ValueError:
        return None
    return told.isoformat() if told <= first else None
