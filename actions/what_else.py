"""What a message asks beside what was answered: its other questions, a second request, one thing more of the trade."""

from __future__ import annotations

from actions.beside import Answering, request_left, second_request
from actions.each_question import answered_apart, asked_apart
from actions.facets import facet_left
from actions.turn import Turn
from bot.replies import ReplyDraft


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
    apart = [] if turn.in_form and turn.filled_a_slot else asked_apart(turn)
    if apart:
        said = str(turn.remembered.get("last_subject") or about)
        found = await answered_apart(turn, replies, said, apart, answering)
        if len(apart) > 1 or found != replies:
            return found, []
    more = [] if holds_one else await second_request(turn, action, answering)
    more = more or (await request_left(turn, answering, before) if len(replies) == 1 else [])
    return replies, more or await facet_left(turn, about, replies, answering)
