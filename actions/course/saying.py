"""The last of a turn: replies in the words that the person wants, without what was said; what they leave to remember."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from actions.choosing.of_the_proposals import ask_of_the_proposals
from actions.narrow.licence import licence_told
from actions.narrow.listed import named
from actions.people.applies import leave_out_what_is_not_theirs
from actions.people.easy_offer import offer_easy
from actions.people.own_structure import leave_out_own_contacts
from actions.people.wards import speak_of_them
from actions.people.worry import heard_first
from actions.talk.said import prints, whole_print
from actions.talk.turn import Turn
from actions.thread.asked import question_of, spare_known
from actions.thread.corrected import owned
from actions.thread.given import keep_given
from actions.thread.lost_again import not_lost
from actions.thread.refused_beside import with_trade_set_aside
from actions.thread.spoken_of import told_of
from actions.thread.unrepeated import unrepeated
from actions.words.choices import trades_offered
from actions.words.direction import to_the_question
from actions.words.easy_words import in_easy_words
from bot.replies import ReplyDraft


async def as_it_is_said(
    turn: Turn,
    replies: list[ReplyDraft],
    answers: Callable[[Turn, str], Awaitable[list[ReplyDraft]]],
    before: str | None,
    stays: bool,
    asks: bool,
) -> list[ReplyDraft]:
    """`replies` without what is not theirs or was said already, in the words that the person wants.

    `answers` gives the replies of a subject, `before` is the one spoken of, `stays` tells that distress goes on, `asks` that
    a question of a form comes last.
    """
    if not stays and not asks:
        leave_out_what_is_not_theirs(turn, replies)
    if not stays:
        leave_out_own_contacts(turn, replies)
    if not stays and not asks:
        replies = heard_first(turn, await licence_told(turn, await not_lost(turn, replies)))
        replies = await in_easy_words(turn, await unrepeated(turn, replies, answers, before))
        replies = await with_trade_set_aside(turn, replies)
        to_the_question(turn, replies)
        owned(turn, replies)
    if asks and turn.form.answered:
        # What the answer before the question has said is not said again with it.
        said = turn.known("last_said") or []
        replies = [one for one in replies[:-1] if whole_print(one) not in said] + replies[-1:]
    return replies


async def keep_said(turn: Turn, replies: list[ReplyDraft], asks: bool) -> None:
    """Remember what `replies` leave to be asked next, and end them as they must; `asks` as above."""
    if "last_list" not in turn.remembered and (offered := trades_offered(replies)):
        turn.remember("last_list", offered)
    # A question of the form that follows an answer leaves what was answered to be asked again.
    beside = asks and turn.form.answered
    kept = turn.known("last_said") if beside else None
    turn.point = turn.point or (kept[0] if kept and kept[0] in named() else None)
    turn.remember("last_said", prints(replies, turn.point, turn.known("last_said")))
    keep_given(turn, replies, beside=beside)
    if (spoken_of := told_of(replies, turn.known("told"))) != turn.known("told"):
        turn.remember("told", spoken_of)
    spare_known(turn, replies)
    await ask_of_the_proposals(turn, replies)
    asked = question_of(replies)
    offer_easy(turn, replies)
    speak_of_them(turn, replies)
    if asked != turn.known("asked"):
        turn.remember("asked", asked)
