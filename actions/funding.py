"""What a training costs and who pays."""

from __future__ import annotations

from actions.course.base import Answering
from actions.narrow.price import price_card
from actions.talk.turn import Turn
from actions.thread.asked import contract_told, status_told
from actions.thread.stored import stored
from actions.words.wording import distinct, source
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft


class TrainingCost(Answering):
    """The cost, the funding and the income while training, for the person's situation."""

    subject = "training_cost"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The answer for the situation the person told, with the profession's own costs on a card."""
        situation = status_told(turn)
        contract = contract_told(turn) if situation == "employee" else None
        unknown = "training_cost_for_them" if turn.audience == "counsellor" else "training_cost"
        slug = f"training_cost_{situation}" if situation else unknown
        reply = await stored(turn, f"ptp_{contract}" if contract else slug)
        profession = await professions.known(turn.session, turn.profession) if turn.profession else None
        if profession is not None:
            reply.cards.append(price_card(profession))
            reply.sources = distinct(
                [*reply.sources, *(source(line.source_url, line.as_of) for line in profession.costs)], 6
            )
        return [reply]
