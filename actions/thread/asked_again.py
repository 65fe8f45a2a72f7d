"""« Je demandais la durée, vous n'avez pas répondu »: the one thing that is asked of the trade again, by its own words."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise

_LONGEST = 20  # words
_AGAIN = re.compile(
    r"\b(?:je |j.)(?:te |vous |t.)?(?:demand(?:e|ais|ai)|ai (?:bien )?demande|parl(?:e|ais)"
    r"|voulais (?:juste )?(?:dire|savoir|parler)|veux (?:juste )?savoir)\b "
    r"(?:(?:juste|de|d.|pour|sur|du|des|plutot) )*(?P<what>.+)"
    r"|\bma question (?:c.est|c.etait|etait|est|portait)\b (?:(?:juste|de|d.|pour|sur|du|des) )*(?P<question>.+)"
    r"|\b(?:pas|jamais|toujours pas|rien) (?:vraiment )?(?:repondu?\w*|dit)\b"
    r"(?: (?:a ma question|pour|sur|a))+ (?P<left>.+)"
)
# What of a trade is asked again, and the narrow answer that tells it.
_FACETS = (
    (
        "length",
        re.compile(r"\bdurees?\b|\bcombien (?:de temps|d.annees?|de mois)|\b(?:le|du) temps\b|\blongueur\b"),
    ),
    ("price", re.compile(r"\bprix\b|\bcouts?\b|\btarifs?\b|\bcombien (?:ca )?cout\w+")),
    ("trade_hours", re.compile(r"\bhoraires?\b|\bheures\b")),
    ("placement_weeks", re.compile(r"\bstages?\b")),
    ("entry", re.compile(r"\bconditions?\b|\bselection\b|\bconcours\b|\bpour entrer\b")),
    ("age_for_trade", re.compile(r"\bl.?age\b")),
)
_PAY = re.compile(r"\bsalaires?\b|\bla paye\b|\bla paie\b|\bcombien (?:on |ca |je )?(?:gagn|pay|touch)\w+")
# What one earns while one learns is another question.
_WHILE_LEARNING = re.compile(r"\b(?:pendant|durant|en formation|apprenti\w*|alternan\w*|stages?)\b")
# Where what is asked again ends.
_ENDS = re.compile(
    r"[,;.!?]|\b(?:et )?(?:vous|tu|t) (?:n )?(?:avez|as|m.avez|m.as|repond\w*)\b|\bpas (?:la|le|les|du|l.)"
)
# How long something else lasts.
_OF_ELSE = re.compile(
    r"\b(?:demarches?|dossier|reponse|attente|stage|immersion|vae|ptp|contrat|conges?|inscriptions?|cpf)\b"
)


def what_again(turn: Turn) -> str:
    """The words of what the message asks again; empty when it does not."""
    said = normalise(turn.typed or turn.text)
    if turn.text.startswith("/") or len(said.split()) > _LONGEST or not (found := _AGAIN.search(said)):
        return ""
    told = found["what"] or found["question"] or found["left"] or ""
    return _ENDS.split(told, maxsplit=1)[0].strip()


def facet_again(turn: Turn) -> str | None:
    """The narrow answer about the trade in question that is asked again; None when no trade or no such thing is."""
    what = what_again(turn)
    if not what or turn.profession is None:
        return None
    facet = next((name for name, asks in _FACETS if asks.search(what)), None)
    return None if facet == "length" and _OF_ELSE.search(what) else facet


def pay_again(turn: Turn) -> bool:
    """Whether the pay of the trade in question is asked again."""
    what = what_again(turn)
    return turn.profession is not None and _PAY.search(what) is not None and not _WHILE_LEARNING.search(what)
