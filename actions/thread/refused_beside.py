"""« Aide à domicile non. Brancardier, ça paye combien ? »: one trade is set aside, and something is asked of another."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.words.wording import both_names
from bot.catalogue.queries import professions
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_STOP = re.compile(r"[.!?;,\n]+\s*")
# Said of a trade, with nothing asked of it.
_REFUSED = re.compile(
    r"\b(?:non|nan|nul\w*|bof|berk|beurk|jamais|degueu\w*|degoute\w*|horrible|ennuyeux|pourri|mort)\b|\bpas pour moi\b"
    r"|\bc.?est (?:pour|un (?:metier|truc|boulot) de) (?:les |des )?(?:meufs?|filles?|femmes?|nanas?|gonzesses?|bonnes?)\b"
    r"|\b(?:veu[tx]|dit|tente|plai[ts]?|interesse|parle|branche|aime) (?:pas|rien|plus)\b|\blaisse\w*\b|\boubli\w*\b"
)
_FOR_WOMEN = re.compile(r"\b(?:meufs?|filles?|femmes?|nanas?|gonzesses?)\b")
_ASKS = re.compile(
    r"\b(?:combien|comment|quoi|quel\w*|quand|ou|faut|paye\w*|paie|gagne\w*|salaire|diplome|formation|dure|horaires?)\b"
)
_TRADES = frozenset({"profession", "profession_excluded"})
# What the rest asks of the other trade, by the subject that answers it.
_SUBJECTS = (
    (re.compile(r"\b(?:paye\w*|paie|gagn\w*|touche\w*|salaires?|remuner\w*)\b"), "pay"),
    (
        re.compile(
            r"\b(?:comment (?:on |je )?(?:devien\w*|devenir|fai\w*)|formations?|etudes|diplomes?|combien de temps)\b"
        ),
        "training_path",
    ),
    (re.compile(r"\b(?:horaires?|nuits?|week.?ends?|dur\b|difficile)"), "profession_conditions"),
    (re.compile(r"\b(?:c.?est quoi|fai[ts] quoi|en quoi consiste)\b"), "profession_info"),
)
_OPEN = "ce métier est ouvert aux hommes comme aux femmes"


def set_trade_aside(turn: Turn) -> None:
    """Leave to the turn only what is asked of the other trade, when the message first refuses one and asks nothing of it."""
    named = [one for one in turn.entities if one.get("entity") in _TRADES]
    if turn.text.startswith("/") or len({one["value"] for one in named}) != 2:
        return
    at = next(one.get("start", 0) for one in named if one["value"] != named[0]["value"])
    stop = next((one for one in reversed([*_STOP.finditer(turn.typed)]) if one.end() <= at), None)
    if stop is None:
        return
    head, rest = turn.typed[: stop.start()], turn.typed[stop.end() :]
    said = normalise(head)
    refused = [one for one in named if one.get("start", 0) < stop.start()]
    others = [one for one in named if one["entity"] == "profession" and one.get("start", 0) >= stop.end()]
    if (
        len({one["value"] for one in refused}) != 1
        or not others
        or refused[0]["value"] in {one["value"] for one in others}
        or stop.group().strip().startswith("?")
        or not _REFUSED.search(said)
        or _ASKS.search(said)
    ):
        return
    asked = normalise(rest)
    subject = next((name for pattern, name in _SUBJECTS if pattern.search(asked)), None)
    if subject is None:
        return
    turn.refused_trade = str(refused[0]["value"])
    turn.for_women = _FOR_WOMEN.search(said) is not None
    turn.text, turn.intent = rest, subject
    turn.entities = [one for one in turn.entities if one.get("start", 0) >= stop.end()]
    turn.message = {**turn.message, "narrow": [], "questions": [], "also": []}
    turn.remember("profession", str(others[0]["value"]))


def wanted_beside(turn: Turn) -> str | None:
    """The subject that answers what is asked of the other trade; None when none was set aside."""
    return turn.intent if turn.refused_trade else None


async def with_trade_set_aside(turn: Turn, replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """`replies` after a line that says that the trade refused is set aside, and that it is open to men when that is why."""
    trade = await professions.known(turn.session, turn.refused_trade) if turn.refused_trade else None
    if trade is None or not replies:
        return replies
    why = f" ; {_OPEN}" if turn.for_women else ""
    replies[0].text = f"C'est noté, pas {both_names(trade)}{why}.\n\n{replies[0].text}"
    return replies
