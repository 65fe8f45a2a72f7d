"""« Ils ne prennent pas d'apprentis, trop de papiers »: what to tell an employer, in the words we have for employers."""

from __future__ import annotations

from actions.talk.turn import Turn
from actions.thread.stored import stored
from bot.replies import ChoiceDraft, ReplyDraft

NAME = "apprentice_convince"
_FOR_EMPLOYERS = "employer_apprentice"


async def convince_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft:
    """What an employer who hesitates may be shown: who guides the contract, who pays, and at what ages."""
    reply = await stored(turn, _FOR_EMPLOYERS)
    reply.text = (
        "Je n'ai pas d'argument magique, mais le CFA aide l'employeur : proposez-lui de l'appeler. "
        f"Voici ce que vous pouvez lui montrer.\n\n« {reply.text} »"
    )
    reply.choices = [
        ChoiceDraft(title="Trouver un employeur", payload="comment trouver un employeur en apprentissage"),
        ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
    ]
    return reply
