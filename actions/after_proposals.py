"""What is said of the professions just proposed: one of them by its rank, or a wish that changes the proposals."""

from __future__ import annotations

import re

from actions.turn import Turn
from actions.wording import rank
from bot.catalogue.orientation import is_proposed, questions
from bot.catalogue.wishes import NOTED, read, shortens, shorter
from bot.french.folding import fold_text

_MOST = 3  # proposals shown at once
_LONGEST = 30  # words of a wish; a longer message is a story
# « le deuxième », « la 3e ? » point at a proposal; « la première année », « mon premier emploi » do not.
_POINTS = re.compile(
    r"(?:\b(?:le|la|celui|celle|du|de la|au|a la|pour|numero)|^(?:et )?)\W*"
    r"(?:1ere?|premiere?|deuxieme|seconde?|2e|2eme|2nde?|troisieme|3e|3eme|derniere?)\b"
    r"(?! (?:annee|fois|partie|question|emploi|poste|stage))"
)
_NEVER = frozenset(
    {"distress", "human", "insult", "goodbye", "personal_data", "event_search", "event_detail"}
)


def meant_of_proposals(turn: Turn) -> str | None:
    """The subject that answers what is said of the proposals, or None when it speaks of something else."""
    shown = list(turn.known("last_list") or [])[-_MOST:]
    if (
        turn.in_form
        or turn.form.began
        or turn.text.startswith("/")
        or turn.professions
        or not is_proposed(shown)
    ):
        return None
    if _POINTS.search(fold_text(turn.text)) and rank(turn.text, len(shown)) is not None:
        return "event_detail"
    return "orientation_refine" if wishes(turn) else None


def keep_pointed(turn: Turn) -> None:
    """Remember the trade that « le 2e » points at among those just listed, whatever is asked of it."""
    shown = list(turn.known("last_list") or [])[-_MOST:]
    if turn.text.startswith("/") or turn.professions or turn.said("neighbour") or not is_proposed(shown):
        return
    at = rank(turn.text, len(shown)) if _POINTS.search(fold_text(turn.text)) else None
    if at is not None:
        turn.remember("profession", shown[at])


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
    found = {
        name: value
        for name, value in read(turn.typed or turn.text).items()
        if name == NOTED or name in questions()
    }
    if shortens(turn.text) and "length" not in found:
        found["length"] = shorter(turn.known("orientation_length"))
    return found
