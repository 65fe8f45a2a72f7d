"""An answer that begins with « Oui » or « Non » begins with the one that fits how its question was put.

« C'est encore possible ? » and « c'est trop tard ? » have one answer, and not the same first word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# How a question hopes for a yes, and how one fears it.
_HOPES = re.compile(
    r"\b(?:possible|faisable|jouable|envisageable|realisable|accessible)\b"
    r"|\b(?:peu[txs]?|puis|pouvons|pourrai\w*|pourra) "
    r"|\b(?:prend|prennent|prendra\w*|prendront|accept\w+|veulent|voudra\w*|voudront|accueill\w+)\b"
    r"|\best.ce ouvert\b|\bouverte?s? a\b|\bai (?:encore )?(?:mes|ma|une) chances?\b"
    r"|\bca (?:passe|marche|le fait)\b|\bj.?ai le droit\b"
)
_FEARS = re.compile(
    r"\btrop (?:tard|vieu\w*|vielle|vieille|agee?s?|jeune)\b"
    r"|\b(?:fini|cuit|foutu|mort|grille|rape|fichu|perdu|ferme|bloque|barre)e?s?\b"
    r"|\b(?:empech\w*|interdi\w*|refus\w*|elimin\w*|recal\w*|gen\w{1,3}nt|handicap pour)\b"
    r"|\b(?:ridicul\w*|honte\w*|grave|probleme|soucis?|limite|maximum|maximal\w*)\b"
    r"|\bpasse l.age\b|\bplus (?:possible|le droit|l.age)\b|\b(?:pas|plus) (?:me |la |le )?(?:prendre|vouloir)\b"
)
# The heads that say « this is open » to a fear, and to a hope.
_NO_HEAD = re.compile(
    r"^Non, (?:ce n'est pas (?:trop tard|fermé|fini)|il n'est pas trop tard|rien n'est (?:bloqué|perdu)) ?: "
)
_NO_LIMIT = re.compile(r"^Non, (?=je n'ai trouvé aucun âge maximum|je ne connais aucune règle de taille)")
_YES_HEAD = re.compile(r"^Oui, c'est (?:encore )?(?:possible|faisable)(?= ?[:,.;])")
_YES = "Oui, c'est possible : "


def to_the_question(turn: Turn, replies: Sequence[ReplyDraft]) -> None:
    """Begin the first of `replies` with yes where its question hopes, with no where it fears."""
    said = normalise(turn.text)
    if not replies or turn.text.startswith("/"):
        return
    first, fears = replies[0], _FEARS.search(said) is not None
    if _HOPES.search(said) and not fears:
        first.text = _NO_LIMIT.sub(_YES, _NO_HEAD.sub(_YES, first.text, count=1), count=1)
    elif fears and not _HOPES.search(said):
        first.text = _YES_HEAD.sub("Non, ce n'est pas fermé", first.text, count=1)
