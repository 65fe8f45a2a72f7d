"""Steps asked for where the questions that help to choose would begin: the order in which one leaves, the agreement."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_AGREEMENT, _IN_ORDER = "childminder_agreement", "first_steps_worker"
_STEPS = re.compile(
    r"\b(?:dans|en) quel ordre\b|\b(?:quelles?|les|premieres?) (?:etapes?|demarches?)\b|\bautorisation\b|\bagrement\b"
    r"|\bpar (?:ou|quoi) (?:je |on |il faut )?commenc\w+|\bcomment (?:je fais|on fait|faire|m'y prendre|ca se passe)\b"
    r"|\b(?:je|on) (?:dois|doit) (?:demander|faire quoi|m'inscrire)\b|\bil faut (?:faire )?quoi\b"
)
_ORDER = re.compile(
    r"\b(?:dans|en) quel ordre\b|\bpar (?:ou|quoi) (?:je |on |il faut )?commenc\w+"
    r"|\b(?:en premier|d'abord)\b[^.!]{0,60}\bou\b|\bou\b[^.!]{0,60}\b(?:en premier|d'abord)\b"
)
_LEAVING = re.compile(
    r"\b(?:demission\w*|preavis|negoci\w*|rupture|bilan"
    r"|quitt\w+ (?:mon|son|le|ma) (?:poste|travail|boulot|emploi|boite|cdi))\b"
)
# « m'occuper d'un ou deux petits chez moi »
_MINDING = re.compile(
    r"\b(?:gard\w+|accueill\w+|occuper|prendre|avoir)\b[^.?!]{0,30}"
    r"\b(?:petits?|bebes?|enfants?|loulous?|gamins?|gosses?|tout[ -]petits)\b"
    r"[^.?!]{0,20}\b(?:chez moi|a la maison|a mon domicile|dans ma maison)\b"
)
_MINDED = re.compile(
    r"\b(?:mes|mon|ma|nos) (?:petits?[ -])?(?:enfants?|fils|filles?|bebes?)[^.?!]{0,12}\b(?:chez|a la maison)"
    r"|\bfamilles? d.accueil\b|\bplacee?s?\b"
)


def steps_asked(turn: Turn) -> str | None:
    """The answer that gives the steps which a message that begins the questions asks for; None when it asks for none."""
    if not turn.form.began or turn.form.resumed or turn.text.startswith("/"):
        return None
    said = normalise(turn.text)
    if _MINDING.search(said) and _STEPS.search(said) and not _MINDED.search(said):
        return _AGREEMENT
    return _IN_ORDER if _ORDER.search(said) and _LEAVING.search(said) else None


async def steps_told(turn: Turn, slug: str) -> ReplyDraft:
    """The answer `slug`, after which the talk is of those steps."""
    turn.point = slug
    turn.remember("last_subject", "admission" if slug == _AGREEMENT else "career_change")
    if slug == _AGREEMENT:
        turn.remember("profession", "assistant-maternel")
    return await stored(turn, slug)
