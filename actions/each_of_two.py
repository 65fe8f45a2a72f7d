"""« c'est sur Parcoursup, les deux ? »: what is asked of the two trades just compared is answered of each."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from actions.turn import Turn
from actions.wording import both_names, distinct
from bot.catalogue.models import Profession
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

# Narrow questions asked of one trade, whose answer names it.
_OF_A_TRADE = frozenset(
    {
        "by_parcoursup",
        "length",
        "entry",
        "selection_form",
        "no_diploma",
        "licence_needed",
        "marks",
    }
)
_BOTH = re.compile(
    r"\b(?:les|des) (?:deux|2)\b|\bl.?une? (?:et|ou|comme) l.?autre\b|\bchacune?\b|\bpour (?:les )?deux\b"
    r"|\bpour chaque\b(?! (?:an|mois|jour|semaine|ecole))"
)
_SOURCES = 4

Computed = Callable[[Turn, str, str], Awaitable[ReplyDraft | None]]


async def pair_of(turn: Turn) -> list[Profession]:
    """The two trades that the message names, else the two on the screen; nothing when there are more, or fewer."""
    named = [str(slug) for slug in turn.said("profession")]
    shown = named or [str(slug) for slug in turn.known("last_list") or []]
    if len(shown) != 2 or (turn.trades_named and not named):
        return []
    found = [await professions.known(turn.session, slug) for slug in shown]
    return [trade for trade in found if trade]


async def of_each(turn: Turn, name: str, computed: Computed, said: str) -> ReplyDraft | None:
    """The answer `name` for each of the two trades in question; None when the message does not ask it of both."""
    named = len(turn.said("profession")) == 2 and not turn.said("profession_current")
    if name not in _OF_A_TRADE or not (named or _BOTH.search(said)):
        return None
    replies, trades = [], await pair_of(turn)
    for trade in trades:
        about = replace(turn, slots={**turn.slots, "profession": trade.slug}, remembered={})
        replies.append(await computed(about, said, said))
    told = [reply for reply in replies if reply]
    if len(told) != len(replies) or len(told) < 2:
        return None
    return ReplyDraft(
        text=_in_one([reply.text for reply in told], [both_names(trade) for trade in trades]),
        choices=told[0].choices,
        sources=distinct([one for reply in told for one in reply.sources], _SOURCES),
    )


def _in_one(texts: list[str], names: list[str]) -> str:
    """The texts one under the other; said once, of both, where they differ by the name alone."""
    bare = {text.replace(name, "{}") for text, name in zip(texts, names, strict=True)}
    if len(bare) == 1 and names[0] in texts[0]:
        return f"C'est la même réponse pour les deux. {texts[0].replace(names[0], ' et '.join(names), 1)}"
    return "\n\n".join(texts)
