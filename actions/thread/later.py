"""« Aide-soignante, ou bien infirmière plus tard »: the trade wanted now is the one spoken of, not the one for later."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.folding import fold_text

_LATER = re.compile(
    r"^\W*(?:plus tard|un jour|(?:quelques|des) annees (?:apres|plus tard)|dans (?:quelques|\w+) ans|a terme)\b"
)
_HEAD = 30  # letters looked at after a name


def keep_the_nearest(turn: Turn) -> None:
    """Keep in question the trade named before one that is only for later."""
    named = [one for one in turn.entities if one.get("entity") == "profession"]
    if len(named) < 2 or named[-1]["value"] == named[-2]["value"]:
        return
    end = int(named[-1].get("end") or 0)
    if (
        _LATER.search(fold_text(turn.text[end : end + _HEAD]))
        and turn.known("profession") == named[-1]["value"]
    ):
        turn.remember("profession", named[-2]["value"])
