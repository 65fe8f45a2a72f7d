"""What is given in place of the questions that help to choose: work, someone near, something for a class, or trades."""

from __future__ import annotations

from actions.choosing.amid import refuses_questions, wants_work
from actions.choosing.elsewhere import for_a_class, wants_helper
from actions.choosing.examples import answers_of, named, proposals_for
from actions.choosing.own_first import wants_human
from actions.choosing.work_now import work_answer
from actions.course.base import answering, stored
from actions.talk.turn import Turn
from bot.replies import ReplyDraft


def wants_none(turn: Turn) -> bool:
    """Whether something else than questions is wanted."""
    said = turn.text
    return (
        wants_human(said)
        or refuses_questions(said)
        or wants_work(said)
        or wants_helper(turn)
        or for_a_class(turn)
    )


async def instead(turn: Turn) -> list[ReplyDraft]:
    """What is given to who wants no questions: work, else trades that go with what was said, and no question."""
    if wants_work(turn.text):
        return [await work_answer(turn)]
    human = answering("human") if wants_helper(turn) or wants_human(turn.text) else None
    if human is not None:
        turn.remember("last_subject", "human")
        return await human.answer(turn)
    if for_a_class(turn):
        return [await stored(turn, "for_a_class")]
    answers = answers_of(turn)
    proposals = proposals_for(turn, answers)
    turn.remember("last_list", [proposal.slug for proposal in proposals])
    turn.remember("last_subject", "help_choose")
    reply = await stored(turn, "no_questions", trades=await named(turn, proposals, why=True))
    return [reply]
