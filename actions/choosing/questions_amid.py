"""A question of one's own amid those that help to choose: it is answered, and ours is asked after it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.choosing.amid import UNSURE, described, resumes, wants_result
from actions.choosing.asked_trades import asks_for_trades
from actions.choosing.echoed import without_our_question
from actions.choosing.pausing import already, of_the_question
from actions.course.base import answering
from actions.course.beside import about
from actions.course.each_question import asked_apart
from actions.narrow.men import NAME as MEN
from actions.narrow.men import men_answer
from actions.narrow.point import OF_A_TRADE
from actions.narrow.points import narrowly
from actions.talk.form_turn import FormTurn
from actions.talk.request import asks_of_its_own, sentences_of
from actions.talk.turn import Turn
from actions.thread.asked import without_which_trade
from bot.french.normalise import normalise
from bot.replies import ReplyDraft
from bot.subjects import IN_PASSING, subject_of_intent

_OF_A_SEARCH = frozenset({"place", "date", "event_type"})
_AWAY = 1  # messages in a row that did not answer us: after them the talk is elsewhere
_A_STATEMENT = 5  # words of something told that answers nothing
_LEAST = 3  # words: fewer are the answer itself (« éduquer »)
_LIKELY = 0.5  # confidence in the intent of a question that has no narrow answer
_NOT_AMID = IN_PASSING | {"help_choose", "doubts", "career_change", "out_of_scope", "distress"}
_PLAINLY = 0.7  # confidence in what a message that answers us also asks


async def answered_amid(turn: Turn) -> list[ReplyDraft]:
    """The answer to what the person asks amid our questions, beside what they answer; nothing when they ask nothing."""
    if turn.filled_a_slot:
        return await _beside_an_answer(turn)
    # « aide à domicile, ce serait trop dur ? » was taken for a wish to be helped.
    amid = turn.intent == "help_choose" and not turn.form.began and not turn.form.set and "?" in turn.text
    if not amid or of_the_questions(turn.text):
        return []
    if replies := await narrowly(replace(turn, in_form=False)):
        return replies
    if asks_for_trades(turn.text):
        return []
    return (
        await _of_the_trade(turn, [entry["name"] for entry in _ranking(turn)[1:]]) if turn.professions else []
    )


async def _beside_an_answer(turn: Turn) -> list[ReplyDraft]:
    """« pas trop, je pensais à kiné, c'est quoi les études »: what is asked of the trade that the message names."""
    if turn.form.began or turn.text.startswith("/") or len(turn.text.split()) < _LEAST:
        return []
    if without_our_question(turn.text, (turn.form.asked or "").removeprefix("orientation_")) != turn.text:
        return []  # the question was ours
    if not turn.professions:
        if not (asks_of_its_own(turn.text) or "?" in turn.text) or _only_asks_for_trades(turn.text):
            return []
        described_trade = {"profession": slug} if (slug := described(turn.text)) else {}
        asked = replace(turn, in_form=False, form=FormTurn(), slots={**turn.slots, **described_trade})
        apart = asked_apart(asked)
        for one in (asked, *apart):
            if replies := await narrowly(one):
                return replies
        return await _in_general(apart or [asked])
    ranking = _ranking(turn)
    plain = [one["name"] for one in ranking[:1] if one["confidence"] >= _PLAINLY]
    asking = "?" in turn.text or asks_of_its_own(turn.text)
    clauses = [one["intent"] for one in (turn.message.get("narrow") or [])[1:] if one.get("asks", True)]
    if replies := await _of_the_trade(turn, [*plain, *(clauses if asking else [])]):
        return replies
    # « y a une école à Rennes ? »: what is asked beside the answer, of no trade's sheet.
    return await _in_general(asked_apart(replace(turn, in_form=False, form=FormTurn()))) if asking else []


# « deux ans si ça paye. du coup tu me proposes quoi ? »: the pay is a condition told, and the proposals are asked for.
_OF_PAY = re.compile(r"\bcombien\b|\bpay[ee]\w*|\bgagn\w*|\bsalaires?\b")

_IF_PAID = re.compile(
    r"\b(?:si|seulement si|sauf si|à condition que|a condition que|tant que) (?:c['’ ]?est|c|[çc]a|sa|on est|je suis|on)\b"
    r"(?: \w+)?? (?:pay|gagn|r[ée]mun[ée]r)\w*",
    re.IGNORECASE,
)


def _only_asks_for_trades(text: str) -> bool:
    """Whether each sentence that asks, of an answer to ours, asks for the proposals and nothing else."""
    told = [_IF_PAID.sub(" ", one) for one in sentences_of(text)]
    asking = [one for one in told if "?" in one or asks_of_its_own(one)]
    return bool(asking) and all(
        (wants_result(one) or asks_for_trades(one)) and not _OF_PAY.search(normalise(one)) for one in asking
    )


async def _in_general(asked: list[Turn]) -> list[ReplyDraft]:
    """What is said of the subject that a question plainly asks about; nothing where it would only ask which trade."""
    known = subject_of_intent()
    for one in asked:
        subject = known.get(one.intent)
        if subject is None or subject in _NOT_AMID or one.confidence < _LIKELY:
            continue
        found = [reply for reply in map(without_which_trade, await about(one, subject, answering)) if reply]
        if found:
            return found[:1]
    return []


async def _of_the_trade(turn: Turn, intents: list[str]) -> list[ReplyDraft]:
    """The answer about the first of `intents` that asks something of a trade."""
    known = subject_of_intent()
    for intent in intents:
        subject = known.get(intent)
        if subject == MEN:
            return [await men_answer(turn)]
        action = answering(subject) if subject in OF_A_TRADE else None
        if action is not None:
            return await action.answer(replace(turn, intent=intent))
    return []


def _ranking(turn: Turn) -> list[dict[str, Any]]:
    return list(turn.message.get("intent_ranking") or [])


def leaves_ours(turn: Turn) -> bool:
    """Whether a message that we doubt of, amid our questions, is about something else: it asks, it names a place or a
    date, or the talk has gone elsewhere for some messages."""
    if of_the_questions(turn.text):
        return False
    named = _OF_A_SEARCH.intersection(str(one.get("entity")) for one in turn.entities)
    asks = "?" in turn.text or asks_of_its_own(turn.text)
    return turn.intent in UNSURE and (bool(named) or asks or turn.interruptions > _AWAY)


def asks_aside(text: str) -> bool:
    """Whether a message that answers none of ours asks or tells something of its own, and is no mere « hein ? »."""
    asks = "?" in text or asks_of_its_own(text)
    return not text.startswith("/") and len(text.split()) >= (_LEAST if asks else _A_STATEMENT)


def of_the_questions(text: str) -> bool:
    """Whether the message, which answers nothing, speaks of the questions themselves."""
    return resumes(text) or already(text) or of_the_question(text)
