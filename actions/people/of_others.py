"""A danger told of somebody else, that is taken for none: « elle le tape »."""

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


def child_struck(text: str) -> bool:
    """Whether `text` tells that a child near is hit."""
    said = normalise(text)
    return _STRUCK.search(said) is not None and _NO_BLOW.search(said) is None
