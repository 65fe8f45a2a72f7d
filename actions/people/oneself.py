"""Whether a message only says who speaks: an age, a class, a school."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise

_OF_ONESELF = re.compile(
    r"(?:(?:et|ben|bah|mais|oui|non|moi|alors|pardon|euh|en fait|la|jusqu en|la|j ai arrete|j ai arrete en|arrete) )*"
    r"(?:(?:je|j|il|elle|ma fille|mon fils) )?(?:suis|ai|a|est|vais avoir|va avoir|aurai)? ?"
    r"(?:encore |deja |juste |que |toujours )?"
    r"(?:(?:au|en|a la|a l) (?:lycee|college|fac|ecole|mission locale|terminale|tle|premiere|seconde|1ere|2nde|2de|"
    r"3e|3eme|troisieme|4e|4eme|quatrieme|5e|cinquieme)(?: (?:pro|generale?|st2s|assp))?"
    r"|(?:en )?(?:1ere|premiere|2nde?|2de|seconde|tle|terminale) (?:pro|generale?|st2s|assp)(?: j ai (?:arrete|lache))?"
    r"|(?:en )?(?:1ere|premiere|2nde?|2de|seconde|tle|terminale) j ai (?:arrete|lache)"
    r"|en (?:cap|bac pro|bts|but|licence|l1|l2|ifsi|ifas)(?: aepe| assp| sapat| petite enfance| esf| sp3s)?"
    r"(?: en)? (?:1ere|2e|2eme|3e|3eme|premiere|deuxieme|troisieme|derniere) annee"
    r"|\d\d (?:ans|piges|balais)|mineure?|majeure?|lyceenn?e?|collegienn?e?|etudiante?)"
)
_WORDS = re.compile(r"[^a-z0-9]+")


def says_who_speaks(turn: Turn) -> bool:
    """Whether the message says an age, a class or a school, and nothing else."""
    plain = _WORDS.sub(" ", normalise(turn.text)).strip()
    typed = not turn.text.startswith("/") and "?" not in turn.text
    return typed and _OF_ONESELF.fullmatch(plain) is not None
