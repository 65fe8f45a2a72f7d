"""What a few words ask of the trainings just listed: the price, the start, until when one applies. The words alone."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.words.wording import says_rank
from bot.french.normalise import normalise

TRAINING = "training:"  # how a training is told from an event or a trade in what was listed last
_LONGEST = 14  # words
# That those of the list are meant, and not trainings at large.
_OF_THE_LIST = re.compile(
    r"\b(?:elles?|celles?(?:[ -](?:la|ci))?|celui[ -](?:la|ci)|les (?:deux|trois|2|3)|chacune|ces (?:formations?|ecoles?)"
    r"|cette (?:formation|ecole)|y en a|en a[ -]t[ -]il)\b"
)
_WHAT = {
    "deadline": re.compile(
        r"\bdates? limites?\b|\b(?:rate|loupe|depasse|passe)\w* (?:la|les) (?:dates?|inscriptions?)\b|\btrop tard\b"
        r"|\b(?:avant|jusqu'a) quand\b|\b(?:encore|toujours) (?:le temps|temps|possible|ouvert\w*)\b|\bpour candidater\b"
        r"|\b(?:deposer|envoyer|rendre) (?:le|mon|un|son) dossier\b"
    ),
    "cost": re.compile(r"\bcout\w*\b|\bprix\b|\btarifs?\b|\bgratuit\w*\b|\bpayant\w*\b|\bfrais\b"),
    "start": re.compile(
        r"\bcommenc\w+|\bdemarr\w+|\brentrees?\b|\bdebut\w*\b|\b(?:c'est )?quand\b|\bquelle date\b"
    ),
    "duration": re.compile(r"\bdur(?:e|ee|ent|ees)\b|\blong\w*\b|\bcombien de (?:temps|mois)\b"),
    "count": re.compile(
        r"\by en a (?:combien|d'autres|que)\b|\bcombien (?:il )?y en a\b|\ben a[ -]t[ -]il (?:combien|d'autres)\b"
    ),
}


def asked_of_trainings(turn: Turn) -> str | None:
    """What is asked of the trainings just listed: a key of `_WHAT`; None when nothing is."""
    listed = [str(one) for one in turn.known("last_list") or []]
    if turn.in_form or turn.text.startswith("/") or turn.known("last_subject") != "training_search":
        return None
    if not (listed and listed[0].startswith(TRAINING)) or len(turn.text.split()) > _LONGEST:
        return None
    if turn.said("place") or turn.professions or turn.said("diploma"):
        return None
    said = normalise(turn.text)
    what = next((name for name, pattern in _WHAT.items() if pattern.search(said)), None)
    meant = what in ("deadline", "count") or says_rank(turn.text) or _OF_THE_LIST.search(said)
    return what if meant else None


def meant_of_trainings(turn: Turn) -> str | None:
    """The subject that answers what is asked of the trainings just listed."""
    return "training_of_list" if asked_of_trainings(turn) else None
