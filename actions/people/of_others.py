"""A danger told of somebody else, that is taken for none or for one's own: « elle le tape », « elle m'a dit … »."""

from __future__ import annotations

import re

from bot.french.normalise import normalise

_CHILD = (
    r"(?:(?:mon|ma|mes|son|sa|ses|notre|leurs?) (?:petite?s? )?(?:(?:demi.?)?(?:frere|soeur)|neveu|niece|cousine?)s?"
    r"|(?:le|la|les|son|sa|ses|leurs?) (?:petite?s?|enfants?|gosses?|gamine?s?|bebes?|fils|fille)|(?:mon|ma|mes) enfants?)"
)
# « elle crie sur mon petit frère et le tape avec la ceinture »
_STRUCK = re.compile(
    rf"\b{_CHILD}\b[^.?!]{{0,40}}\b(?:le|la|les|l'?) ?(?:tape|frappe|bat|gifle|cogne|fouette|secoue)\w*\b"
    rf"|\b(?:tape|frappe|bat|gifle|cogne|fouette)(?:nt|s|z)? (?:sur )?{_CHILD}\b"
)
# … but « il bat la mesure », « il tape dans le ballon », and what was of long ago.
_NO_BLOW = re.compile(r"\b(?:mesure|ballon|clavier|record|jeu|oeil|porte|faisait|autrefois|petite? deja)\b")
# « une élève m'a dit qu'elle voulait sauter »
_SAYS_SO = re.compile(
    r"\b(?:une?|ma|mon|cet|cette) (?:de (?:mes|nos) )?(?:petite? |jeune )?(?:eleve|lyceenn?e?|collegienn?e?|jeune|copine"
    r"|copain|pote|amie?|camarade|collegue|stagiaire|apprentie?|fils|fille|soeur|frere|cousine?|voisine?|residente?|patiente?)\b"
    r"[^.?!]{0,14}\b(?:m'?a|me|m'|nous a|a|vient de me) ?(?:dit|ecrit|confie|avoue|raconte|repete|parle)\w*\b"
    r"[^.?!]{0,20}\b(?:qu'?(?:elle|il)|vouloir|de sauter|de mourir|de se|d'en finir)\b"
)


def child_struck(text: str) -> bool:
    """Whether `text` tells that a child near is hit."""
    said = normalise(text)
    return _STRUCK.search(said) is not None and _NO_BLOW.search(said) is None


def said_by_another(text: str) -> bool:
    """Whether what `text` tells of death was said to the writer by somebody else."""
    return _SAYS_SO.search(normalise(text)) is not None
