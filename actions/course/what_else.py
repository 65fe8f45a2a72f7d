"""What a message asks beside what was answered: its other questions, a second request, one thing more of the trade."""

from __future__ import annotations

from dataclasses import replace

from actions.choosing.examples import trades_beside
from actions.course.beside import Answering, about, request_left, second_request
from actions.course.each_question import answered_apart, asked_apart, repeats
from actions.course.facets import age_left, facet_left
from actions.narrow.listed import named
from actions.narrow.points import named_answer, named_subject
from actions.people.roles import role
from actions.talk.request import sentences_of
from actions.talk.turn import Turn
from actions.thread.asked import answer_to_it
from bot.narrow import LIKELY
from bot.replies import ChoiceDraft, ReplyDraft
from bot.subjects import IN_PASSING, subject_of_intent

_CHOOSE = ChoiceDraft(title="M'aider à choisir", payload="/help_choose")
_CHOSEN = frozenset({"help_choose", "career_change", "doubts"})  # what they answer
_SEARCHES = frozenset({"training_search", "event_search"})
_OF_EVENTS = frozenset({"event_search", "event_detail"})
_NOT_WARNED = "Je ne peux pas vous prévenir ici : l'agenda de votre téléphone le fait."
_SEARCHED = 0.9  # confidence that something is looked for
_SHORT = 25  # words of a message that tells no life
_PLAINLY = 0.7  # confidence in what a question asks by itself
_OF_MONEY = frozenset({"training_cost", "career_change", "cpf"})
_LISTS_TRADES = frozenset({"other_public", "trades_of_public"})  # narrow answers


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
    action, answered = subjects
    replies = [*await _told_first(turn, answering), *replies]
    apart = [] if turn.in_form and turn.filled_a_slot else asked_apart(turn)
    _no_reminder(turn, replies, answered, {one.intent for one in apart})
    if apart:
        said = str(turn.remembered.get("last_subject") or answered)
        found = await answered_apart(turn, replies, said, apart, answering)
        _offer_to_choose(turn, found, {one.intent for one in apart if one.confidence >= _PLAINLY})
        if found != replies:
            return found, []
        if len(apart) > 1:
            return found, await facet_left(turn, answered, found, answering)
    replies = [*await _lead_left(turn, answering), *replies]
    more = [] if holds_one else await second_request(turn, action, answering)
    more = more or (await request_left(turn, answering, before) if len(replies) == 1 else [])
    more = more or await facet_left(turn, answered, replies, answering)
    more = more or await _clause_left(turn, answered, replies)
    more = [one for one in more or await age_left(turn) if not repeats(one, replies)]
    if not more:
        _offer_to_choose(turn, replies, set(turn.also) if turn.point else set())
    return replies, more or await _wish_left(turn, replies)


async def _lead_left(turn: Turn, answering: Answering) -> list[ReplyDraft]:
    """What the message looks for somewhere, when a narrow answer only told the rest: « AES à Nîmes, et le prix »."""
    main = subject_of_intent().get(turn.intent)
    if turn.point is None or turn.in_form or main not in _SEARCHES or turn.confidence < _SEARCHED:
        return []
    told = named()[turn.point][0].subject
    clauses = (turn.message.get("narrow") or [])[1:]
    apart = any(subject_of_intent().get(one["intent"]) == main for one in clauses)
    # A place in a life told at length is only lived in.
    story = len(turn.text.split()) > _SHORT
    if told == main or told not in turn.also or story or not apart or not turn.said("place"):
        return []
    return (await about(turn, main, answering))[:1]


async def _clause_left(turn: Turn, subject: str, replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """The narrow answer that a clause surely asks for beside a general one: « une crèche, et si le CAP suffit »."""
    if turn.point is not None or turn.in_form or len(replies) != 1:
        return []
    main = subject_of_intent().get(turn.intent)
    for one in (turn.message.get("narrow") or [])[1:]:
        asked = subject_of_intent().get(one["intent"])
        if not one.get("asks", True) or asked in (None, main, subject, *IN_PASSING) or not one["best"]:
            continue
        best = one["best"][0]
        if best["score"] >= LIKELY and named_subject(best["name"]) == asked:
            reply = await named_answer(replace(turn, intent=one["intent"]), best["name"])
            return [reply] if reply else []
    return []


def _no_reminder(turn: Turn, replies: list[ReplyDraft], answered: str, asked: set[str]) -> None:
    """That nobody can be warned here, when that is asked beside an event: « et me le rappeler la veille ? »."""
    wanted = ("reminder" in turn.also or "reminder" in asked) and answered in _OF_EVENTS
    if wanted and turn.reach is None and replies and "prévenir" not in replies[0].text:
        replies[0].text = f"{_NOT_WARNED} {replies[0].text}"


def _offer_to_choose(turn: Turn, replies: list[ReplyDraft], asked: set[str]) -> None:
    """The questions that help to choose, offered for a second request that only they answer."""
    others = role(turn) in ("employer", "teacher", "counsellor")
    if not asked & _CHOSEN or turn.in_form or others or not replies or replies[-1].text == "":
        return
    if all(choice.payload != _CHOOSE.payload for reply in replies for choice in reply.choices):
        # Of one text in two wordings, the first is kept.
        last = next(reply for reply in replies if reply.choices == replies[-1].choices)
        last.choices = [_CHOOSE, *last.choices[:2]]


async def _wish_left(turn: Turn, replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """Trades for the wish told beside a question: « j'en ferais un métier, mais à mon âge ? »; else a way to look."""
    if "help_choose" not in turn.also or turn.point is None or turn.profession or turn.in_form or not replies:
        return []
    if turn.point in _LISTS_TRADES:
        return []  # a second list would say otherwise, and be the one that « sans trois ans d'études » is said of
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
