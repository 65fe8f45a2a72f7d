"""« il y a des garçons aides-soignants ? »: the shares of men and women that we hold, or that we lack this trade's."""

from __future__ import annotations

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import both_names
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

NAME = "men_in_care"
_SHARES = "men_share"
# The trades whose share that answer tells (Infirmiers.com 2021, Banque des Territoires 2022).
_TOLD = frozenset(
    {
        "aide-soignant",
        "infirmier",
        "aide-a-domicile",
        "educateur-specialise",
        "educateur-technique-specialise",
        "moniteur-atelier",
    }
)


async def men_answer(turn: Turn, _said: str = "", _talk: str = "") -> ReplyDraft:
    """The shares known when they tell of the trade in question; else that we lack it, and what is known of all trades."""
    turn.point = NAME
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is None:
        return await stored(turn, NAME)
    if trade.slug in _TOLD:
        return await stored(turn, _SHARES)
    reply = await stored(turn, NAME)
    reply.text = f"Pour ce métier ({both_names(trade)}), je n'ai pas la part d'hommes. {reply.text}"
    reply.text = reply.text.rpartition(" Quel métier")[0] or reply.text
    return reply


async def shares_answer(turn: Turn, said: str, talk: str) -> ReplyDraft:
    """The same where the share is what is asked: those known, when no trade is in question."""
    return await (men_answer(turn, said, talk) if turn.profession else stored(turn, _SHARES))
