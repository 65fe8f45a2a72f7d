"""« Faut faire médecine d'abord ? »: whether the way into the trade in question goes by the studies of health."""

from __future__ import annotations

import re

from actions.narrow.bridges import choices_of, trade_of
from actions.talk.turn import Turn
from actions.words.wording import both_names, distinct, source
from bot.french.folding import fold_text
from bot.replies import ReplyDraft

_YEAR = re.compile(r"\bpass\b|\bl\.?as\b|licence acces sante")


async def medicine_first_answer(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """That medicine is not to be done first, and the way in as we know it; None without a trade or a way."""
    trade = await trade_of(turn, talk)
    ways = [f"{way.way} : {way.detail}" if way.detail else way.way for way in trade.ways_in] if trade else []
    if trade is None or not ways:
        return None
    shared = next((way for way in ways if _YEAR.search(fold_text(way))), None)
    if shared:
        head = "Non, pas médecine en entier : seule la première année d'études de santé peut être commune."
    else:
        head = "Non, la médecine n'est pas dans les voies que je connais."
    return ReplyDraft(
        text=f"{head} Pour {both_names(trade)}, on entre ainsi : {shared or ways[0]}. Durée : {trade.training_text}",
        choices=choices_of(trade),
        sources=distinct(
            [source(url, trade.access_as_of) for url in trade.access_source_urls]
            + [source(trade.training_source_url, trade.training_as_of)],
            3,
        ),
    )
