"""Answers kept whole in the catalogue, and the replies that hang on what was said before."""

from __future__ import annotations

from actions.base import Answering, answering, stored
from actions.out_of_scope import without_words
from actions.professions import neighbour_answer
from actions.turn import Turn
from bot.catalogue.queries import professions
from bot.french.aspects import aspect
from bot.replies import ChoiceDraft, ReplyDraft
from bot.subjects import subject_of_intent

# The answer of the catalogue for the intents that are answered by one.
_SLUGS = {
    "parcoursup": "parcoursup",
    "foreign_diploma": "foreign_diploma",
    "apprenticeship": "apprentissage",
    "vae": "vae",
    "cpf": "cpf",
    "career_change": "career_change",
    "job_offers": "job_offers",
    "men_in_care": "men_in_care",
    "disability": "disability",
    "greet": "greet",
    "thanks": "thanks",
    "goodbye": "goodbye",
    "help": "help",
    "identity": "identity",
    "personal_data": "personal_data",
    "insult": "insult",
    "gibberish": "gibberish",
}
# The subject a bare name of something asks about when nothing was asked before.
_BARE = {
    "follow_up_profession": "profession_info",
    "follow_up_place": "event_search",
    "follow_up_date": "event_search",
}
_PLACED = ("event_search", "training_search", "human", "immersion")


class Answer(Answering):
    """The answer of the catalogue for the intent."""

    subject = "answer"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """That answer, in the wording of the audience."""
        if turn.intent == "gibberish" and (meant := await without_words(turn)):
            return meant
        again = turn.intent == "gibberish" and turn.known("last_subject") == "gibberish"
        turn.remember("last_subject", subject_of_intent().get(turn.intent))
        slug = _SLUGS[turn.intent]
        if turn.intent == "personal_data" and aspect("personal_data", turn.text) == "erase":
            slug = "privacy_erase"
        reply = await stored(turn, slug)
        if again:
            reply.choices = [*reply.choices[:2], ChoiceDraft(title="Parler à quelqu'un", payload="/human")]
        return [reply]


class FollowUp(Answering):
    """« et pour éduc spé ? », « plutôt vers Lyon », « et en avril ? »: the last subject, with what changes."""

    subject = "follow_up"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The answer of the last subject if the change makes sense there, else what the bare name asks."""
        last = turn.known("last_subject")
        if turn.intent == "follow_up_profession" and turn.said("neighbour") and not turn.said("profession"):
            return [await neighbour_answer(turn, turn.said("neighbour")[0])]
        refused = turn.said("profession_excluded")
        if turn.intent == "follow_up_profession" and refused and not turn.professions:
            return [await self._without(turn, refused[0])]
        if turn.the_other:
            turn.remember("profession", turn.the_other)
            last = last or "profession_info"
        elif turn.intent != "follow_up_profession" and last not in _PLACED:
            last = _BARE[turn.intent]
        action = answering(last) if isinstance(last, str) else None
        if action is None:
            last = _BARE[turn.intent]
            action = answering(last)
        assert action is not None
        turn.remember("last_subject", last)
        return await action.answer(turn)

    async def _without(self, turn: Turn, slug: str) -> ReplyDraft:
        profession = await professions.get(turn.session, slug)
        name = f" {profession.name_f}" if profession else ""
        return ReplyDraft(
            text=f"D'accord, pas{name}. Voulez-vous que je vous propose d'autres métiers ?",
            choices=[
                ChoiceDraft(title="M'aider à choisir", payload="/help_choose"),
                ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
            ],
        )


class Accept(Answering):
    """« oui »: what was offered, if something was."""

    subject = "accept"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The answer of the offered subject, else a question on what is wanted."""
        offer = turn.known("offer")
        turn.remember("offer", None)
        action = answering(offer) if isinstance(offer, str) else None
        return await action.answer(turn) if action else [await stored(turn, "yes")]


class Decline(Answering):
    """« non »: nothing is insisted upon."""

    subject = "decline"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """What else can be done."""
        turn.remember("offer", None)
        return [await stored(turn, "no")]
