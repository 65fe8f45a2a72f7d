"""« en visio ? », « à distance »: what can be followed from home."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.folding import fold_text

ONLINE = re.compile(r"\b(a distance|en ligne|distanciel|visio\w*)\b")


def asks_online(turn: Turn) -> bool:
    """Whether the message asks for what can be followed from home."""
    return ONLINE.search(fold_text(turn.text)) is not None
