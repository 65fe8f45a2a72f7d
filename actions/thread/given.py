"""What the last answers were and offered: words as short as « et en stage ? » or « donc quoi ? » hang on them."""

from __future__ import annotations

from collections.abc import Sequence

from actions.talk.said import print_of
from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft

_KEPT = 12  # answers
_MOST = 3  # things offered
_A_PERSON = "/human"


def keep_given(turn: Turn, replies: Sequence[ReplyDraft], beside: bool) -> None:
    """Remember the narrow answer of this turn, and what it offers; a question of a form `beside` an answer is none."""
    if beside or not replies:
        return
    # With the print of the question, so that « vous m'aviez dit quoi déjà ? » finds it; no words of anybody's are kept.
    given = f"{turn.point or ''}@{print_of(normalise(turn.typed or turn.text))}"
    turn.remember("points_given", [given, *(turn.known("points_given") or [])][:_KEPT])
    offered = [choice.model_dump(exclude_none=True) for choice in replies[-1].choices[:_MOST]]
    offered = [] if turn.in_form else offered
    if offered != (turn.known("offered") or []):
        turn.remember("offered", offered or None)


async def what_next(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """« donc je fais quoi ? »: what the last answer offered, in words; None when it offered nothing but a person."""
    choices = [ChoiceDraft.model_validate(one) for one in turn.known("offered") or []]
    steps = [one.title for one in choices if one.payload != _A_PERSON]
    if not steps or turn.professions or turn.in_form:
        return None
    # The narrow answer goes on: what hung on it still does.
    turn.remember("offered", None)
    listed = "\n".join(f"- {step}" for step in steps)
    return ReplyDraft(
        text=f"D'ici, on peut avancer comme cela :\n\n{listed}\n\nChoisissez, ou posez votre question avec vos mots.",
        choices=choices,
    )
