"""What is not ours: the right public service in one sentence; and what we did not understand."""

from __future__ import annotations

from actions.base import Answering, stored
from actions.professions import neighbour_answer
from actions.turn import Turn
from bot.french.aspects import aspect
from bot.replies import ChoiceDraft, ReplyDraft
from bot.subjects import subject_of_intent, subjects

_MOST = 3
# What nobody means by words we doubt of.
_NEVER_OFFERED = frozenset(
    {"gibberish", "out_of_scope", "insult", "distress", "yes", "no", "thanks", "goodbye", "greet"}
)


class OutOfScope(Answering):
    """Outside the field, near misses included."""

    subject = "out_of_scope"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """Where to turn for what was asked, else what can be asked here."""
        named = turn.said("neighbour")
        if named:
            return [await neighbour_answer(turn, named[0])]
        return [await stored(turn, aspect(self.subject, turn.text) or "out_of_scope")]


class DidYouMean(Answering):
    """Doubt: two or three readings of the message, worded for people."""

    subject = "did_you_mean"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The most likely subjects as choices; when none is left, that nothing was understood."""
        if turn.in_form:
            return [ReplyDraft(text="Je n'ai pas bien compris votre réponse.")]
        known = subject_of_intent()
        offered: list[ChoiceDraft] = []
        for entry in turn.message.get("intent_ranking") or []:
            subject = known.get(entry["name"])
            if subject is None or subject in _NEVER_OFFERED:
                continue
            title = subjects()[subject].label
            if all(choice.title != title for choice in offered):
                offered.append(ChoiceDraft(title=title, payload=f"/{subjects()[subject].intents[0]}"))
        if not offered:
            return [await stored(turn, "not_understood")]
        reply = await stored(turn, "did_you_mean")
        reply.choices = [*offered[:_MOST], ChoiceDraft(title="Parler à quelqu'un", payload="/human")]
        return [reply]


class DefaultFallback(DidYouMean):
    """Rasa's own fallback, when no rule applies."""

    subject = "default_fallback"
