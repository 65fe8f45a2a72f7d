"""« Tu n'as pas répondu pour le bégaiement »: the question that was left is taken up, else we say that we missed it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from actions.contacts import age_of, show_contacts
from actions.said import whole_print
from actions.stored import stored
from actions.turn import Turn
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_REPROACH = re.compile(
    r"^.*?\b(?:pas|jamais|rien|toujours pas) (?:vraiment )?(?:repondu?\w*|reponse|dit|repond\w*)\s*"
    r"(?:a (?:ma|la) question|a ca)?\s*"
)
_LEAD = re.compile(
    r"^(?:[,: ]|\b(?:pour|sur|a propos de|de|du|des|au|aux|a|la|le|les|l.|mon|ma|mes|question)\b)*"
)
_LEAST = 4  # letters of what is asked, for it to be looked for
_WHO_KNOWS = {"young": ["cio", "mission_locale"]}
_ADULTS = ["cep", "france_travail"]

Narrowly = Callable[[Turn, str], Awaitable[ReplyDraft | None]]


def left_out(said: str) -> str:
    """What the reproach says was left without an answer; empty when it does not say."""
    rest = _REPROACH.sub("", said, count=1) if _REPROACH.match(said) else ""
    return _LEAD.sub("", rest).strip(" ?!.,")


async def _another(turn: Turn, asked: str, narrowly: Narrowly) -> ReplyDraft | None:
    """The narrow answer to the message before, with what is said to have been left out, when it was not just given."""
    reply = await narrowly(turn, f"{normalise(turn.earlier[0])} {asked}".strip())
    if reply is None or whole_print(reply) in (turn.known("last_said") or []):
        return None
    reply.text = f"Pardon, j'étais passé à côté. {reply.text}"
    return reply


async def not_answered_answer(turn: Turn, said: str, narrowly: Narrowly) -> ReplyDraft:
    """The narrow answer to what was left out; else regrets, and who can answer."""
    asked = left_out(said)
    if len(asked) >= _LEAST and (reply := await narrowly(turn, asked)):
        reply.text = f"Pardon, j'étais passé à côté. {reply.text}"
        return reply
    if turn.earlier and (reply := await _another(turn, asked, narrowly)):
        return reply
    reply = await stored(turn, "not_answered")
    await show_contacts(turn, reply, _WHO_KNOWS.get(turn.audience or "", _ADULTS), 1, age_of(turn))
    return reply
