"""« Je voudrais avoir un master » : the trades whose diploma is of a level wanted, or the level of the trade named."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.compared import short_length, titles
from actions.words.choices import choice
from actions.words.wording import both_names, capital, distinct, source
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

_LEVELS = (
    (7, "celui du master (niveau 7)", re.compile(r"\bmasters?\b|\bbac ?(?:\+|plus) ?(?:5|cinq)\b")),
    (6, "celui de la licence (niveau 6)", re.compile(r"\blicences?\b|\bbac ?(?:\+|plus) ?(?:3|trois)\b")),
)
_CALLED = {6: "de la licence", 7: "du master"}
_MOST = 5


async def of_level_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """The trades of the level that `said` wants, or the level of the one trade it names; None when it names no level."""
    wanted = next(((level, words) for level, words, pattern in _LEVELS if pattern.search(said)), None)
    if wanted is None:
        return None
    level, words = wanted
    if turn.said("profession"):
        named = await professions.known(turn.session, str(turn.said("profession")[0]))
        return _of_one(named, level, words) if named else None
    trades = [trade for trade in await professions.every(turn.session) if _level(trade) == level]
    if not trades:
        return None
    trades.sort(key=lambda trade: "requires" in profile(trade.slug))
    shown = trades[:_MOST]
    lines = "\n".join(f"- {capital(both_names(trade))} : {short_length(trade)}" for trade in shown)
    turn.remember("last_list", [trade.slug for trade in shown[:3]])
    return ReplyDraft(
        text=f"Ces métiers demandent un diplôme du niveau {_CALLED[level]} :\n\n{lines}\n\n"
        "Ma liste n'est pas complète. D'autres métiers s'ouvrent avec moins, et l'on peut étudier plus loin ensuite.",
        choices=[
            choice(title, "profession_info", trade)
            for title, trade in zip(titles("", shown[:3]), shown[:3], strict=True)
        ],
        sources=distinct([source(trade.training_source_url, trade.training_as_of) for trade in shown], 4),
    )


def _level(trade: Profession) -> int | None:
    return trade.diplomas[0].level if trade.diplomas else None


def _of_one(trade: Profession, level: int, words: str) -> ReplyDraft | None:
    own = _level(trade)
    if own is None:
        return None
    how = "comme" if own == level else "plus haut que" if own > level else "en dessous de"
    return ReplyDraft(
        text=f"Pour {both_names(trade)}, le diplôme est de niveau {own}, {how} {words}. "
        f"Durée : {short_length(trade)}. Après, on peut continuer des études : l'école dit ce qu'elle reconnaît.",
        choices=[
            choice("Les étapes", "training_path", trade),
            choice("Où se former", "training_search", trade),
        ],
        sources=distinct([source(trade.training_source_url, trade.training_as_of)], 2),
    )
