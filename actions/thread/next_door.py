"""A trade next to our field stays what is spoken of: « et le salaire ? » after it is not asked of a trade before it."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.words.wording import distinct, source
from bot.catalogue.queries import neighbours
from bot.french.folding import fold_text
from bot.replies import ChoiceDraft, ReplyDraft

_SLOT = "neighbour"
_BESIDE = re.compile(
    r"\b(?:par rapport a|que|qu|comme|compare a)\W+(?:ce que je gagne comme )?(?:une?|mon|ma|le|la|l|les|des)?\W*$"
)
# « je dois trouver un dentiste moi-même ? », of his assistant: who employs is not asked about.
_EMPLOYS = re.compile(
    r"\b(?:trouver?|trouve|cherche[rz]?|demarche[rz]?|contacte[rz]?|appele[rz]?|demande[rz]? a|chez|aupres d.?)\W*"
    r"(?:une?|le|la|les|des|mon|ma|l.?|d.?|d.autres?)?\W*$"
)
_OWN = re.compile(
    r"(?:\b(?:je suis|j.etais|j.ai ete|ex|ancien\w*|comme|en tant que|metier de|travaille comme|\d\d ans)\W*"
    r"(?:une? |actuellement |toujours |ex |ancien\w* )*)$"
)
_WANTS_ANOTHER = re.compile(
    r"\b(?:voudrais|veux|aimerais|souhaite\w*|cherche|envie|envisage|pense)\b.{0,40}"
    r"\b(?:metier|boulot|travail\w*|changer|autre|reconver\w*|bosser|aider|m.occuper|soin|social)\b"
    r"|\bme reconvertir\b|\breconversion\b"
)
ASKED = {
    "pay": "le salaire",
    "training_path": "les études",
    "admission": "les conditions d'entrée",
    "profession_conditions": "les conditions de travail",
    "profession_day": "la journée type",
    "profession_qualities": "les qualités demandées",
    "profession_progression": "les évolutions",
}
WAYS_ON = (
    ChoiceDraft(title="M'aider à choisir", payload="/help_choose"),
    ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
)


def leave_compared(turn: Turn) -> None:
    """Leave out the neighbour that a trade spoken of is only compared with: « par rapport à un cuisinier »."""
    if turn.professions or not isinstance(turn.known("profession"), str):
        return
    turn.entities = [
        one
        for one in turn.entities
        if one.get("entity") != _SLOT
        or not any(
            words.search(fold_text(turn.text[: int(one.get("start") or 0)])) for words in (_BESIDE, _EMPLOYS)
        )
    ]


def _told_as_own(turn: Turn) -> bool:
    """Whether the neighbour is only the trade that the person practises, or left, beside a wish for another."""
    folded = fold_text(turn.text)
    starts = [int(one.get("start") or 0) for one in turn.entities if one.get("entity") == _SLOT]
    return _WANTS_ANOTHER.search(folded) is not None and any(_OWN.search(folded[:at]) for at in starts)


def keep_neighbour(turn: Turn) -> None:
    """Remember the neighbour that is named, and the trade of ours taken in its place; forget it for another trade."""
    named = turn.said("neighbour")
    if named and not turn.said("profession") and _told_as_own(turn):
        return  # « 45 ans, cuisinier, je voudrais un métier plus calme »: the trade that is left is not in question
    if named:
        turn.remember(_SLOT, {"slug": named[0], "ours": next(iter(turn.said("profession")), None)})
    elif turn.professions and turn.known(_SLOT):
        turn.remember(_SLOT, None)


async def neighbour_followed(turn: Turn, subject: str) -> ReplyDraft | None:
    """What we do not have of the neighbour spoken of before, when the message names no trade; None when none was.

    Said alone it ends the answer; where a trade of ours was taken in its place (`ours_instead`), that one's answer follows.
    """
    before = turn.known(_SLOT)
    if not before or turn.said(_SLOT) or turn.professions or subject not in ASKED:
        return None
    found = await neighbours.find(turn.session, before["slug"])
    if found is None:
        return None
    where = f" Voyez : {found.source}." if found.source else ""
    text = f"Pour ce métier ({found.name}), je n'ai pas {ASKED[subject]}.{where}"
    if before["ours"]:
        text += " Voici pour le métier le plus proche."
    return ReplyDraft(
        text=text,
        choices=[] if before["ours"] else list(WAYS_ON),
        sources=distinct([source(found.url, found.as_of, found.source)]),
    )


def ours_instead(turn: Turn) -> bool:
    """Whether a trade of ours was taken in the place of the neighbour that is remembered."""
    return bool((turn.known(_SLOT) or {}).get("ours"))
