"""A search that found nothing as asked, told to the gateway, which counts it apart from the person."""

from __future__ import annotations

from typing import Literal

from actions.talk.turn import Turn
from bot.french.gazetteer import load_gazetteer
from bot.replies import Unmet


def unmet(turn: Turn, what: Literal["events", "trainings"]) -> Unmet:
    """What was looked for: where (one département, or nowhere in particular), which trade, which month."""
    departments = load_gazetteer().departments_of(turn.place) if turn.place else ()
    start, _ = turn.dates
    return Unmet(
        what=what,
        department=departments[0] if len(departments) == 1 else "",
        profession=turn.profession or "",
        month=f"{start:%Y-%m}" if start else "",
    )
