"""« vous m'aviez dit quoi pour le DEAVS déjà ? », « je demandais pour la distance »: the answer given then, given again."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from actions.talk.said import SORRY
from actions.talk.turn import Turn
from actions.thread.asked_again import reproaches
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_RECALLS = re.compile(
    r"\b(?:vous|tu) (?:me |m.?|l.?)*(?:aviez|avez|avais|as|disiez|disais)\b.{0,12}\b(?:dit|disiez|parle|explique)\b.{0,40}"
    r"\b(?:quoi|combien|comment|qui|ou|deja)\b|\b(?:quoi|combien|comment|qui|ou)\b.{0,30}\bdeja\W*$"
    r"|\bc.?etait (?:deja )?(?:quoi|combien|comment|qui|ou)\b"
    r"|\b(?:rappel\w+|redi[st]\w*|repete\w*)[ -]moi\b"
)
_WORD = re.compile(r"[a-z]{5,}")
_STEM = 6  # letters by which a word is known again
_BACK = 10  # messages
_MOST = 20  # words
# Words of any talk, by which no question is known again.
_EMPTY = frozenset(
    word[:_STEM]
    for word in re.findall(
        r"\w+",
        "demande demander demandais repondu repondez reponse question possible formation metier travail aussi combien deja "
        "temps avoir etait aviez disiez comment quelle quelque chose toujours encore vraiment pouvez savoir voulais parle "
        "ecole ecoles etudes rappelez redites expliquez merci bonjour alors parce pourquoi quand faire etre devenir apres "
        "avant",
    )
)
# What says nothing of a question.
_OF_NOTHING = frozenset(
    {"not_answered", "repeats_itself", "off_topic_reply", "lost", "listening", "what_next"}
)

Named = Callable[[Turn, str], Awaitable[ReplyDraft | None]]


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(normalise(text))} - _EMPTY


async def recalled_answer(turn: Turn, named: Named, asked: Named) -> ReplyDraft | None:
    """The narrow answer once given to the question that the message comes back to; None when it comes back to none.

    `named` gives a narrow answer by its name, `asked` the one that folded words ask for.
    """
    said = normalise(turn.typed or turn.text)
    reproach = reproaches(turn)
    if turn.text.startswith("/") or len(said.split()) > _MOST or not (reproach or _RECALLS.search(said)):
        return None
    about = _stems(said)
    # Who says that the last question was not answered is not given the same answer.
    for text in turn.earlier[1 if reproach else 0 : _BACK]:
        if not about & _stems(text):
            continue
        point = turn.point_given_to(text)
        given = await named(turn, point) if point and point not in _OF_NOTHING else None
        if given:
            turn.point = point
        if reply := given or await asked(turn, normalise(text)):
            if reproach:
                reply.text = f"{SORRY} {reply.text}"
            return reply
    return None
