"""Distress and danger: one or two right lines at once, no question, nothing cheerful after."""

from __future__ import annotations

from actions.base import Answering, stored
from actions.turn import Turn
from bot.french.aspects import aspect
from bot.french.safety import find_danger
from bot.replies import ReplyDraft

ANSWERS = {
    "suicide": "distress_suicide",
    "violence": "distress_violence",
    "child_danger": "distress_child",
    "medical": "distress_medical",
    "harassment": "distress_harassment",
    "elder_abuse": "elder_abuse",
    "general_distress": "distress_general",
    "third_party_suicide": "third_party",
}


_RECENT = 5  # messages


class Distress(Answering):
    """Suicidal words, violence, danger, deep distress."""

    subject = "distress"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The answer for the kind of danger found, in this message or in those just before it."""
        told = (find_danger(text) for text in (turn.text, *turn.earlier[:_RECENT]))
        danger = next((found for found in told if found is not None), None)
        # Words of danger come first; else what weighs on the person, then listening in general.
        weighs = aspect(self.subject, turn.text)
        reply = await stored(
            turn,
            ANSWERS[danger.kind]
            if danger and danger.kind != "general_distress"
            else f"distress_{weighs or 'general'}",
        )
        reply.choices = []
        return [reply]
