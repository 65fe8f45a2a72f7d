"""The person answers the question that ended our last answer: what follows from it."""

from __future__ import annotations

from actions.course.base import Answering, stored
from actions.funding import TrainingCost
from actions.talk.turn import Turn
from actions.thread.asked import answer_to_it
from actions.words.contacts import show_contacts
from actions.words.wording import place_words
from bot.replies import ReplyDraft

# Who knows what a Région pays this year.
_WHO_KNOWS = ["region", "carif_oref", "france_travail"]
# A situation told in a word or two, as the answers about money read it.
_SITUATIONS = {"employee": "salarié", "job_seeker": "demandeur d'emploi", "student": "étudiant"}


class Asked(Answering):
    """The answer to our own question: a status, a contract, a region."""

    subject = "asked"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """What the status or the contract opens, or who knows what the person's Région pays."""
        found = answer_to_it(turn)
        turn.remember("last_subject", TrainingCost.subject)
        if found in _SITUATIONS:
            turn.text = _SITUATIONS[found]
            return await TrainingCost().answer(turn)
        assert found is not None
        if found != "region_pays":
            return [await stored(turn, found)]
        reply = await stored(turn, found, place=place_words(turn.place or {}))
        await show_contacts(turn, reply, _WHO_KNOWS, len(_WHO_KNOWS))
        return [reply]
