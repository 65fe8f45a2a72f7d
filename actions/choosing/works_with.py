"""« Je veux travailler avec des handicapés »: those one would work with, not a handicap of one's own."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise

_WORKS_WITH = re.compile(
    r"\b(?:travaill\w*|boss\w*|taff?\w*|aid\w+|occup\w+|accompagn\w+|metiers?|boulots?|jobs?|etre|plait"
    r"|interess\w+|attire\w*)\b"
    r".{0,18}\b(?:avec|aupres|pour|d.|de|des|les|l.|aux)\s*(?:des |de |d.|les |l.|aux )?"
    r"(?:(?:personnes?|gens|enfants?|jeunes?|adultes?|ados?|eleves?|gamins?|gosses?|public)s? )?"
    r"(?:en situation de handicap|(?:qui (?:ont|sont) )?(?:un |en )?handicap\w*|autis\w+|trisomi\w+|polyhandicap\w*"
    r"|deficien\w+)"
)
# Who tells of a handicap of their own asks what it allows.
_OWN = re.compile(
    r"\b(?:mon|ma|mes) (?:handicap|rqth|trouble|maladie|dys\w*)\b|\brqth\b"
    r"|\b(?:je suis|chui|jsuis|suis|etant|comme je suis|j.ai|ayant) (?:moi.?meme |aussi |un |une )*"
    r"(?:handicap\w*|autiste|sourde?|dys\w*)"
)


def works_with_them(turn: Turn) -> bool:
    """Whether a message taken for one's own handicap tells of those one would work with, and asks nothing else."""
    said = normalise(turn.text)
    return (
        turn.intent == "disability"
        and not (turn.in_form or turn.text.startswith("/") or turn.professions)
        and _WORKS_WITH.search(said) is not None
        and _OWN.search(said) is None
    )


# Words of who works already, or did.
_HAS_WORKED = re.compile(
    r"\b(?:reconver\w*|chang\w+ de (?:metier|travail|boulot|voie|vie)|mon (?:travail|boulot|taf|metier|emploi"
    r"|cdi|patron)"
    r"|je (?:travaille|bosse|taffe)|demission\w*|chomage|licenci\w*|quitt\w+)\b"
)
_WANTS = re.compile(r"\b(?:veux|voudrais|aimerais|devenir|faire|etre|vise)\b")


def is_no_career_change(turn: Turn) -> bool:
    """« jveux faire éduc pour aider des gens comme moi »: the young who name a trade they want change no career."""
    said = normalise(turn.text)
    return (
        turn.intent == "career_change"
        and turn.audience == "young"
        and len(turn.said("profession")) == 1
        and not (turn.in_form or turn.text.startswith("/") or turn.said("profession_current"))
        and _WANTS.search(said) is not None
        and not any(_HAS_WORKED.search(text) for text in (said, *map(normalise, turn.earlier)))
    )
