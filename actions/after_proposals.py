"""What is said of the professions just proposed: one of them by its rank, or a wish that changes the proposals."""

from __future__ import annotations

import re

from actions.turn import Turn
from actions.wording import rank, says_rank
from bot.catalogue.orientation import is_proposed, questions
from bot.catalogue.wishes import NOTED, read, shortens, shorter
from bot.french.folding import fold_text

_MOST = 3  # proposals shown at once
_LONGEST = 30  # words of a wish; a longer message is a story
# « la première année », « mon premier emploi » are no ranks.
_NO_RANK = re.compile(
    r"\b(?:premiere?|deuxieme|second|seconde|troisieme|derniere?) (?:annee|fois|partie|question|emploi|poste|stage)\b|\ben (?:premiere|seconde)\b"
)
_NEVER = frozenset(
    {"distress", "human", "insult", "goodbye", "personal_data", "event_search", "event_detail"}
)


def meant_of_proposals(turn: Turn) -> str | None:
    """The subject that answers what is said of the proposals, or None when it speaks of something else."""
    shown = list(turn.known("last_list") or [])[-_MOST:]
    if turn.in_form or turn.text.startswith("/") or turn.professions or not is_proposed(shown):
        return None
    if (
        says_rank(turn.text)
        and not _NO_RANK.search(fold_text(turn.text))
        and rank(turn.text, len(shown)) is not None
    ):
        return "event_detail"
    return "orientation_refine" if wishes(turn) else None


def wishes(turn: Turn) -> dict[str, str]:
    """What the message changes of the answers given, question → value."""
    if (
        turn.text.startswith("/")
        or "?" in turn.text
        or len(turn.text.split()) > _LONGEST
        or turn.intent in _NEVER
    ):
        return {}
    if not any(turn.known(f"orientation_{name}") for name in questions()):
        return {}
    found = {name: value for name, value in read(turn.text).items() if name == NOTED or name in questions()}
    if shortens(turn.text) and "length" not in found:
        found["length"] = shorter(turn.known("orientation_length"))
    return found
