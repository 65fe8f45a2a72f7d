"""« aide à domicile, ça porte aussi. Moi j'ai mon DEAS, ça sert à rien ? »: the trade objected to is not asked about."""

from __future__ import annotations

import re

from actions.talk.request import sentences_of
from actions.talk.turn import Turn
from bot.french.folding import fold_text

# What speaks against a trade, and the words that say it against the one just proposed or wanted.
_BURDEN = re.compile(
    r"\bport(?:age|er|e|es|ent)s?\b|\bsoul\w+|\blourde?s?\b|\bphysiques?\b|\bdos\b|\bdure?s?\b|\bfatig\w*|\bcrev\w*"
    r"|\bpenible\w*|\bpareil\w*|\bmeme chose\b|\bmal paye\w*|\bnuits?\b|\bweek.?ends?\b|\bseule?s?\b|\bnon\b|\bbof\b"
)
_AGAINST = re.compile(
    r"\baussi\b|\begalement\b|\bpareil\w*|\bmeme chose\b|\bencore\b|\btrop\b|\bnon\b|\bbof\b|\bpas mieux\b|\bpire\b"
)
_WANTED = re.compile(
    r"\b(?:veu[xt]|voudrai\w*|aimerai\w*|devenir|interess\w*|vise\w*|suis|etais|comme|depuis)\b|\?"
)
# « je peux y entrer avec mon DEAS ? » asks of that trade all the same.
_OF_IT = re.compile(r"\by (?:entr\w+|all\w+|acced\w+|arriv\w+)\b|\bpour (?:ca|cela|celui|celle)\b")
_TRADE = "profession"
_OTHERS = frozenset({"profession_current", "diploma"})


def leave_objected(turn: Turn) -> None:
    """Leave out a trade that a sentence only speaks against, when another one asks of what the person holds."""
    parts = sentences_of(turn.text)
    named = [one for one in turn.entities if one.get("entity") == _TRADE]
    if len(parts) < 2 or not named or turn.text.startswith("/"):
        return
    left = [one for one in named if any(_speaks_against(part, str(one.get("text") or "")) for part in parts)]
    theirs = {one.get("value") for one in left}
    rest = " ".join(part for part in parts if not any(_holds(part, one) for one in left))
    others = [one for one in turn.entities if one.get("entity") in _OTHERS and _holds(rest, one)]
    if not left or not others or _OF_IT.search(fold_text(rest)):
        return
    turn.entities = [one for one in turn.entities if one not in left]
    if turn.known("profession") in theirs:
        wanted = next((one["value"] for one in turn.entities if one.get("entity") == _TRADE), None)
        turn.remember("profession", wanted)


def _speaks_against(part: str, trade: str) -> bool:
    said = fold_text(part)
    if not trade or fold_text(trade) not in said or _WANTED.search(said):
        return False
    rest = said.replace(fold_text(trade), " ")
    return _BURDEN.search(rest) is not None and _AGAINST.search(rest) is not None


def _holds(part: str, one: dict[str, object]) -> bool:
    return fold_text(str(one.get("text") or "")) in fold_text(part)
