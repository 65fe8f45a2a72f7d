"""What our last answer told of: « mon employeur peut refuser ? » hangs on the leave that we spoke of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# The words by which narrow questions know what the talk is about (`talk` of data/points), as our answers write them;
# « 3 ans en alternance école / stages » tells of a school and no contract.
_WORDS = re.compile(
    r"\b(?:vae|poei|ptp|transitions? pro|projet de transition|apprentissage|alternance(?! ecole)"
    r"|contrat de professionnalisation"
    r"|parcoursup|segur|ladom|rqth|immersion|cpf|employeur|permis|stage de (?:troisieme|seconde))\b"
)
# Names of one scheme.
_SAME = {
    **dict.fromkeys(("transitions pro", "transition pro", "projet de transition"), "ptp"),
    **dict.fromkeys(("alternance", "contrat de professionnalisation"), "apprentissage"),
}
_AROUND = frozenset({"employeur", "permis"})  # said around a scheme
_MOST = 1  # scheme: an answer that tells of more lists ways, and is about none of them
# « … ou former quelqu'un avant l'embauche (POEI) »: what brackets hold is only mentioned.
_BRACKETS = re.compile(r"\([^)]*\)")


def told_of(replies: Sequence[ReplyDraft], before: dict[str, Any] | None) -> dict[str, Any] | None:
    """The words of schemes in the texts of `replies`, and how many answers since; those `before` last one answer more.

    None when there are none, or too many to mean one.
    """
    found = list(
        dict.fromkeys(
            word for reply in replies for word in _WORDS.findall(normalise(_BRACKETS.sub(" ", reply.text)))
        )
    )
    if not found:
        return {**before, "since": 1} if before and not before["since"] else None
    schemes = {_SAME.get(word, word) for word in found} - _AROUND
    return {"words": found, "since": 0} if len(schemes) <= _MOST else None
