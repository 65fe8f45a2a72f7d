"""« Je sais pas trop », of the trade spoken of: how to see it before one decides, and what else can be asked of it."""

from __future__ import annotations

from actions.choosing.begun import unsure_of_trade
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.choices import choice
from actions.words.wording import both_names
from bot.catalogue.queries import professions
from bot.replies import ChoiceDraft, ReplyDraft


async def unsure_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """How to see the trade in question before deciding; None without one, or amid the questions that help to choose."""
    if (turn.in_form and not turn.form.began) or not unsure_of_trade(turn):
        return None
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is None:
        return None
    reply = await stored(turn, "unsure_of_trade", trade=both_names(trade))
    reply.choices = [
        choice("Les conditions", "profession_conditions", trade),
        choice("Voir sur place", "immersion", trade),
        ChoiceDraft(title="M'aider à choisir", payload="/help_choose"),
    ]
    return reply
