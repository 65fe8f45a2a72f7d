"""« 26 mois sur 5 ans, le dernier CDD de 5 mois »: months told, set against what the transition project asks of a CDD."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from bot.replies import ReplyDraft

_MONTHS = re.compile(r"\b(\d{1,3}) mois\b")
_ACTIVITY, _CDD = 24, 4  # months asked for: of activity over five years, of CDD over the last twelve months


async def ptp_months_answer(turn: Turn, said: str, _talk: str = "") -> ReplyDraft | None:
    """Whether each count of the folded message is enough, with the rule; None when it tells none that can be read.

    The greatest count is taken for the activity, one at least as long as a year being no contract of the last months.
    """
    counts = [int(found) for found in _MONTHS.findall(said)]
    long = next((count for count in sorted(counts, reverse=True) if count > 12), None)
    short = next((count for count in counts if count <= 12), None)
    if long is None and short is None:
        return None
    parts = []
    if long is not None:
        enough = (
            "c'est assez s'ils tiennent en 5 ans"
            if long >= _ACTIVITY
            else f"il en faut {_ACTIVITY} sur 5 ans"
        )
        parts.append(f"{long} mois d'activité : {enough}.")
    if short is not None:
        enough = "c'est assez s'ils sont" if short >= _CDD else f"il en faut {_CDD}"
        parts.append(f"{short} mois en CDD : {enough} dans les 12 derniers mois.")
    reply = await stored(turn, "ptp_cdd")
    reply.text = f"{' '.join(parts)}\n\n{reply.text}"
    return reply
