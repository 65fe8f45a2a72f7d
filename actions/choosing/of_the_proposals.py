"""« Pour quel métier ? » after proposals: the choices are the trades just proposed, not examples."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.talk.turn import Turn
from actions.thread.asked import asks_which_trade
from actions.words.wording import button
from bot.catalogue.orientation import is_proposed
from bot.catalogue.queries import professions
from bot.replies import ChoiceDraft, ReplyDraft

_OF_A_TRADE = re.compile(r'^/(?P<intent>\w+)\{"profession": ?"[a-z0-9-]+"\}$')
_FEWEST, _MOST = 2, 3


async def ask_of_the_proposals(turn: Turn, replies: Sequence[ReplyDraft]) -> None:
    """Offer the trades last proposed where the last of `replies` asks which trade is meant."""
    shown = [str(slug) for slug in turn.known("last_list") or []][-_MOST:]
    if not replies or turn.in_form or len(shown) < _FEWEST or not is_proposed(shown):
        return
    if not asks_which_trade(replies[-1]):
        return
    asked = [match["intent"] for one in replies[-1].choices if (match := _OF_A_TRADE.match(one.payload))]
    if not asked:
        return
    found = [await professions.known(turn.session, slug) for slug in shown]
    replies[-1].choices = [
        ChoiceDraft(title=button(trade.name_f), payload=f'/{asked[0]}{{"profession": "{trade.slug}"}}')
        for trade in found
        if trade is not None
    ]
