"""« mon diplôme d'infirmière me permet-il d'y entrer ? », of another trade: the diploma held names no trade aimed at."""

from __future__ import annotations

import re
from typing import Any

from actions.talk.turn import Turn
from bot.french.folding import fold_text

_TRADES = frozenset({"profession", "profession_current"})
# What stands before the trade of a diploma that is one's own.
_OWN = re.compile(
    r"\b(?:mon|mes|son|ses|nos|notre|leurs?|(?:j.?ai|avec|a|ayant|titulaire d.|possede) (?:deja )?(?:un|le|du|mon|son))? ?"
    r"(?:diplomes?|titres?|d\.? ?e\.?|deust|formation initiale|licence|brevet)"
    r"(?: (?:d.etat|professionnel|francais|pro))*(?: de | d.| d'|')(?:l.|une? )?$"
)
_MINE = re.compile(
    r"\b(?:mon|mes|son|ses|nos|notre|leurs?|j.?ai|avec|ayant|titulaire|possede|grace au?x?|deja)\b[^,.;?!]{0,30}$"
)
_LEAD = re.compile(
    r"(?:diplomes?|titres?|d\.? ?e\.?|licence|brevet)(?: (?:d.etat|professionnel|pro))*(?: de | d.)"
)
# « je veux mon diplôme d'infirmière » is wanted.
_WANTED = re.compile(
    r"\b(?:veu[xt]|voudrai\w*|aimerai\w*|passer|preparer|obtenir|decrocher|avoir|viser|vise|pour|financer|payer|reprendre)\b"
    r"[^,.;?!]{0,24}$"
)


def leave_own_diploma(turn: Turn) -> None:
    """Keep the trade in question when the message only names another one by the diploma that is held."""
    before = turn.previous_profession
    named = [one for one in turn.entities if one.get("entity") in _TRADES]
    if not isinstance(before, str) or turn.text.startswith("/") or not named:
        return
    held = [one for one in named if _is_held(turn.text, _name_of(turn.text, one))]
    values = {one["value"] for one in held}
    if not held or len(held) < len(named) or before in values or turn.known("profession") not in values:
        return
    turn.entities = [one for one in turn.entities if one not in held]
    turn.remember("profession", before)


def _name_of(text: str, one: dict[str, Any]) -> int:
    """Where the trade itself begins, when the diploma was taken with it: « diplôme d'infirmière »."""
    start = int(one.get("start") or 0)
    led = _LEAD.match(fold_text(text[start : int(one.get("end") or start)]))
    return start + led.end() if led else start


def _is_held(text: str, start: int) -> bool:
    lead = fold_text(text[:start])
    found = _OWN.search(lead)
    if found is None:
        return False
    upto = lead[: found.start()] + " " + found[0].split(" de ")[0].split(" d")[0]
    return _MINE.search(upto) is not None and _WANTED.search(lead[: found.start()]) is None
