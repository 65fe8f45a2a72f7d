"""The same answer is not served twice in a row: another reading is tried, then what is left to say is who knows better."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

from actions.narrow.lengths import entry_answer, length_answer
from actions.talk.said import print_of, whole_print
from actions.talk.turn import Turn
from actions.thread.asked_again import unanswered
from actions.thread.corrected import YES_OR_NO, denied_subjects, not_again, said_already
from actions.thread.following import asks_there
from actions.thread.search_again import chooses_again
from actions.thread.stored import stored
from actions.words.contacts import age_of, show_contacts
from bot.french.normalise import normalise
from bot.replies import ReplyDraft
from bot.subjects import subject_of_intent

# What may be said again: courtesies, safety, and what the person asks us to repeat.
_MAY_REPEAT = frozenset(
    {"distress", "greet", "thanks", "goodbye", "insult", "gibberish", "help", "human", "personal_data"}
    | {"yes", "no", "reminder", "event_detail", "nlu_fallback", "out_of_scope", "identity", "help_choose"}
)
_WHO_KNOWS = {
    "young": ["cio", "mission_locale"],
    "counsellor": ["carif_oref", "region"],
}
_ADULTS = ["cep", "france_travail"]
# The one line of a whole answer that is asked for again.
_LINES = (
    (re.compile(r"\bdur(?:e|ee|er|ent)\b|combien (?:de (?:temps|mois|semaines)|d'annees?)"), length_answer),
    (re.compile(r"\bconcours\b|\bselection\b|\bepreuves?\b"), entry_answer),
)
_WHEN = re.compile(r"\bquand\b|\bdates?\b|\brentrees?\b|\bcommence\w*|\bdemarr\w*|\bdebut\w*")
_OF_A_TRADE = frozenset({"training_path", "admission", "profession_info", "parcoursup", "training_search"})
_PLAINLY = 0.8  # confidence in what is asked
_WORTH_TRYING = 0.08  # a reading below these odds is none
_NEVER_TRIED = _MAY_REPEAT | {"compare_professions", "event_search", "immersion", "foreign_diploma"}

Answers = Callable[[Turn, str], Awaitable[list[ReplyDraft]]]


async def unrepeated(
    turn: Turn, replies: list[ReplyDraft], answers: Answers, before: str | None
) -> list[ReplyDraft]:
    """`replies` without those just given; else another reading, or that it is all we know, and who knows more.

    `answers` gives the answer of a subject to a turn; `before` is the subject that was spoken of.
    """
    # Who wants easy words may want them twice.
    if (
        not replies
        or turn.text.startswith("/")
        or turn.intent in _MAY_REPEAT
        or turn.in_form
        or turn.known("easy")
    ):
        return replies
    said = turn.known("last_said") or []
    beside = not_again(turn)  # what was not meant is not said in other words either
    fresh = [
        reply
        for reply in replies
        if whole_print(reply) not in said and not (beside and said_already(turn, reply))
    ]
    if fresh:
        return fresh
    # « pareil en secteur associatif ? », when that was the pay just told: the same it is.
    plainly = YES_OR_NO.search(normalise(turn.text)) is not None
    if not beside and (plainly or _asked_for_itself(turn, before) or asks_there(turn) or chooses_again(turn)):
        replies[0].text = f"Je le redis. {replies[0].text}"
        return replies
    # What has a narrow answer is understood: another reading would answer something else.
    async for others in _readings(turn, answers if beside or turn.point is None else None):
        if fresh := [reply for reply in others if not said_already(turn, reply)]:
            return fresh
    listed = [reply for reply in replies if any(card.kind in ("training", "event") for card in reply.cards)]
    if listed and _WHEN.search(normalise(turn.text)):
        listed[0].text = f"Les dates sont sur chaque fiche. {listed[0].text}"
        return listed
    if beside:
        return [await unanswered(turn)]
    reply = await stored(turn, "all_known")
    await show_contacts(turn, reply, _WHO_KNOWS.get(turn.audience or "", _ADULTS), 2, age_of(turn))
    return [reply]


def _asked_for_itself(turn: Turn, before: str | None) -> bool:
    """Whether what was told beside another answer is now asked by its own name: it is worth saying again."""
    return turn.confidence >= _PLAINLY and before not in (None, subject_of_intent().get(turn.intent))


async def _readings(turn: Turn, answers: Answers | None) -> AsyncIterator[list[ReplyDraft]]:
    """The answers to the message in other readings: the line it asks of what was told, then the next likely subjects.

    Without `answers`, that line alone.
    """
    said, known = normalise(turn.text), subject_of_intent()
    if turn.known("last_subject") in _OF_A_TRADE and turn.profession:
        for asks, line in _LINES:
            if asks.search(said) and (reply := await line(turn, said, said)):
                yield [reply]
    if answers is None:
        return
    tried = {known.get(turn.intent), *denied_subjects(turn)}
    ranking = [*(turn.message.get("alone") or []), *(turn.message.get("intent_ranking") or [])]
    likely = [entry["name"] for entry in ranking if entry["confidence"] >= _WORTH_TRYING]
    for intent in likely:
        subject = known.get(intent)
        if subject is None or subject in tried or subject in _NEVER_TRIED or intent.startswith("follow_up"):
            continue
        tried.add(subject)
        before = dict(turn.remembered)
        others = await answers(replace(turn, intent=intent, remembered=turn.remembered), subject)
        if others:
            turn.remember("last_subject", subject)
            yield others
            turn.remembered.clear()
            turn.remembered.update(before)


def said_once(turn: Turn, replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """`replies` without the second of two that say the same: both requests of a message may lead to one answer."""
    kept: list[ReplyDraft] = []
    for reply in replies:
        worded = turn.wordings.get(print_of(reply.text), frozenset())
        same = next((one for one in kept if one.text == reply.text or print_of(one.text) in worded), None)
        if same is None:
            kept.append(reply)
        elif len(reply.cards) > len(same.cards):
            kept[kept.index(same)] = reply
    return kept
