"""« non, c'est pas ça »: the narrow answer just given is not given again."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.corrected import not_again
from bot.french.normalise import normalise

_REJECTS = re.compile(
    r"\b(?:pas|rien|mal) (?:du tout )?comprise?s?\b|\bc.?est pas (?:du tout )?(?:ca|la question|ma question|ce que)\b"
    r"|\blaiss\w+ tomber\b|\bpas ce que (?:je|j)\b|\ba cote de la (?:plaque|question)\b|\brien a voir\b"
    r"|\bpas (?:repondu|de ca)\b|^(?:mais )?je (?:ne )?parl\w+ pas\b"
    r"|^(?:mais |bah )?non (?:l[ea] |l.|les )?\w+ (?:c.?est (?:apres|pas)|je m.en)\b"
)


def rejected(turn: Turn) -> str | None:
    """The narrow answer just given, when the message says that it was not what was asked; else None."""
    said = normalise(turn.typed or turn.text)
    if turn.text.startswith("/") or not (_REJECTS.search(said) or not_again(turn)):
        return None
    return turn.point_before
