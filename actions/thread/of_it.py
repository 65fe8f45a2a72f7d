"""« C payé cb ? » after the service civique: what is asked hangs on it, so no trade is asked for in return."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase

from actions.talk.turn import Turn
from actions.thread.asked import asks_which_trade
from actions.thread.stored import stored
from actions.thread.whom_of_it import whom_named
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# Narrow answers about a thing of its own, of which one asks what it pays or how long it lasts.
_THINGS = [
    "civic_service*",
    "cej_*",
    "mission_locale_money",
    "animals_*",
    "art_therapies",
    "humanitarian_work",
    "volunteering_*",
    "summer_job",
    "poei*",
    "ptp*",
    "vae_*",
    "rqth_*",
    "apprentice_*",
    "grant_*",
    "lodging",
    "boarding_school",
    "caf_or_housing",
    "abroad*",
    "stage_*",
    "school_stage",
    "immersion_*",
    "bafa*",
    "csp_*",
    "pupil_*",
    "which_lycee_near",
    "mid_year_*",
    "extra_time",
    "dys_*",
    "residence_*",
    "french_*",
    "foreign_*",
]
_FEW = 9  # words
_OF_STUDIES = re.compile(r"\b(?:formations?|etudes|ecoles?|diplomes?)\b")
_HOW_LONG = re.compile(r"\bcombien (?:de temps|d.annees?|de mois)|\bdure(?:e|r|nt)?\b|\blong\w*|\bannees?\b")


def is_a_thing(slug: str) -> bool:
    """Whether the answer `slug` is about a thing of its own, on which a few words hang."""
    return any(fnmatchcase(slug, name) for name in _THINGS)


async def of_it(turn: Turn, replies: Sequence[ReplyDraft]) -> list[ReplyDraft]:
    """`replies`, or, where they only ask which trade is meant, that we lack this of the thing spoken of, and who has it."""
    said = normalise(turn.text)
    before = next(iter(turn.points_lately), "")
    if (
        not replies
        or turn.point is not None
        or turn.in_form
        or turn.text.startswith("/")
        or turn.profession is not None
        or turn.trades_named
        or len(said.split()) > _FEW
        or not asks_which_trade(replies[-1])
    ):
        return list(replies)
    if _OF_STUDIES.search(said) or _OF_STUDIES.search(normalise(turn.earlier[0]) if turn.earlier else ""):
        # « combien de temps », « je parle de la formation »: the lengths there are say more than a question.
        asked = f"{said} {normalise(turn.earlier[0])}" if turn.earlier else said
        return [await stored(turn, "studies_how_long")] if _HOW_LONG.search(asked) else list(replies)
    if not is_a_thing(before):
        return list(replies)
    found = await whom_named(turn, "Là-dessus, je n'ai rien de plus sûr. ")
    if found is None:
        return list(replies)
    turn.point = before  # the thread goes on
    return [found]
