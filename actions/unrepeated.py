"""The same answer is not served twice in a row: what is left to say is who knows better."""

from __future__ import annotations

from actions.contacts import age_of, show_contacts
from actions.said import whole_print
from actions.stored import stored
from actions.turn import Turn
from bot.replies import ReplyDraft

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


async def unrepeated(turn: Turn, replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """`replies` without those just given; when none is left, that it is all we know, and who knows more."""
    # Who wants easy words may want them twice.
    if turn.text.startswith("/") or turn.intent in _MAY_REPEAT or turn.in_form or turn.known("easy"):
        return replies
    said = turn.known("last_said") or []
    fresh = [reply for reply in replies if whole_print(reply) not in said]
    if fresh:
        return fresh
    reply = await stored(turn, "all_known")
    await show_contacts(turn, reply, _WHO_KNOWS.get(turn.audience or "", _ADULTS), 2, age_of(turn))
    return [reply]


def said_once(replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """`replies` without the second of two that say the same: both requests of a message may lead to one answer."""
    kept: list[ReplyDraft] = []
    for reply in replies:
        same = next((one for one in kept if one.text == reply.text), None)
        if same is None:
            kept.append(reply)
        elif len(reply.cards) > len(same.cards):
            kept[kept.index(same)] = reply
    return kept
