"""« il y a beaucoup d'hommes aides-soignants ? »: the share of men, of the trade named when it is known."""

from __future__ import annotations

from actions.stored import stored
from actions.turn import Turn
from actions.wording import both_names
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

NAME = "men_in_care"
# The only trade whose share of men we hold (Banque des Territoires, 2022); it is told by the general answer.
_KNOWN = "educateur-technique-specialise"


async def men_answer(turn: Turn, _said: str = "", _talk: str = "") -> ReplyDraft:
    """That we lack the figure of the trade in question, then what is known of all of them."""
    reply = await stored(turn, NAME)
    turn.point = NAME
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is not None and trade.slug != _KNOWN:
        reply.text = f"Pour ce métier ({both_names(trade)}), je n'ai pas la part d'hommes. {reply.text}"
        reply.text = reply.text.rpartition(" Quel métier")[0] or reply.text
    return reply
