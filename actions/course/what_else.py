"""What a message asks beside what was answered: its other questions, a second request, one thing more of the trade."""

from __future__ import annotations

from dataclasses import replace

from actions.choosing.examples import trades_beside
from actions.course.beside import Answering, request_left, second_request
from actions.course.each_question import answered_apart, asked_apart
from actions.course.facets import facet_left
from actions.talk.request import sentences_of
from actions.talk.turn import Turn
from actions.thread.asked import answer_to_it
from bot.replies import ChoiceDraft, ReplyDraft
from bot.subjects import subject_of_intent

_CHOOSE = ChoiceDraft(title="M'aider à choisir", payload="/help_choose")
_OF_MONEY = frozenset({"training_cost", "career_change", "cpf"})


async def what_else(
    turn: Turn,
    replies: list[ReplyDraft],
    subjects: tuple[str, str],
    before: str | None,
    holds_one: bool,
    answering: Answering,
) -> tuple[list[ReplyDraft], list[ReplyDraft]]:
    """`replies` as the questions of the message leave them, and what is said after them.

    `subjects` are the subject of the action and the one that its answer is about, `before` the one spoken of before;
    `holds_one` tells that the message holds no second request, but what a narrow question leaves.
    """
    action, about = subjects
    replies = [*await _told_first(turn, answering), *replies]
    apart = [] if turn.in_form and turn.filled_a_slot else asked_apart(turn)
    if apart:
        said = str(turn.remembered.get("last_subject") or about)
        found = await answered_apart(turn, replies, said, apart, answering)
        if len(apart) > 1 or found != replies:
            return found, []
    more = [] if holds_one else await second_request(turn, action, answering)
    more = more or (await request_left(turn, answering, before) if len(replies) == 1 else [])
    more = more or await facet_left(turn, about, replies, answering)
    return replies, more or await _wish_left(turn, replies)


async def _wish_left(turn: Turn, replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """Trades for the wish told beside a question: « j'en ferais un métier, mais à mon âge ? »; else a way to look."""
    if "help_choose" not in turn.also or turn.point is None or turn.profession or turn.in_form or not replies:
        return []
    if found := await trades_beside(turn):
        return found
    if all(choice.payload != _CHOOSE.payload for choice in replies[-1].choices):
        replies[-1].choices = [_CHOOSE, *replies[-1].choices[:2]]
    return []


async def _told_first(turn: Turn, answering: Answering) -> list[ReplyDraft]:
    """What follows from the sentence that answers our question, before the one that asks: « oui en CDI. et la garde ? »."""
    sentences = sentences_of(turn.text)
    asking = next((at for at, one in enumerate(sentences) if one.endswith("?")), 0)
    if not asking or turn.known("asked") is None:
        return []
    # The région was asked for to tell who pays: « dans la Drôme. elle peut faire une immersion ? » asks for something else.
    if turn.known("asked") == "region" and subject_of_intent().get(turn.intent) not in _OF_MONEY:
        return []
    head = " ".join(sentences[:asking])
    told = replace(
        turn,
        text=head,
        typed=head,
        intent="yes",
        message={**turn.message, "also": []},
        slots=dict(turn.slots),
        remembered={},
    )
    action = answering("asked") if answer_to_it(told) else None
    return (await action.answer(told))[:1] if action else []
