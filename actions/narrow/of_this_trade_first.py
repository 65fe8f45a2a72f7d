"""Violence at work, holidays: what is held, or not, of the trade in question comes before what is said of others."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.choices import choice, sources_of
from actions.words.wording import both_names
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.replies import ReplyDraft

_VIOLENT = re.compile(r"violen\w*|agress\w*|comportements difficiles|\bcrises?\b")
_EMERGENCIES = re.compile(r"\burgences?\b")
_AESH, _FOSTER = "aesh", "assistant-familial"
_OF_THE_SCHOOL = (
    "L'AESH suit le rythme de l'école, vacances scolaires comprises, d'après ma fiche. Le détail dépend du contrat : "
    "demandez le planning avant de signer."
)
_WITH_THE_CHILD = (
    "Partir en vacances avec l'enfant accueilli, ou sans lui, et qui l'autorise : je n'en ai pas la règle. Le service qui "
    "emploie l'assistant familial la connaît. Posez-lui la question avant de signer, avec vos dates habituelles."
)


async def violence_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """Whether one is hit at work; before it, that the sheet of the trade in question, or we of emergencies, lack it."""
    reply = await stored(turn, "violence_at_work")
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is not None:
        lines = [*trade.working_conditions, *trade.missions]
        if not any(_VIOLENT.search(fold_text(line)) for line in lines):
            reply.text = f"Pour ce métier ({both_names(trade)}), ma fiche n'en parle pas. {reply.text}"
    elif _EMERGENCIES.search(said):
        reply.text = f"Aux urgences, je n'ai pas de chiffre. {reply.text}"
    return reply


async def leave_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """Holidays: those of the school for an AESH; of a child one takes in, that the rule is not held; else in general."""
    if turn.profession not in (_AESH, _FOSTER):
        return await stored(turn, "leave_weeks")
    trade = await professions.known(turn.session, turn.profession)
    if trade is None:
        return None
    return ReplyDraft(
        text=_OF_THE_SCHOOL if trade.slug == _AESH else _WITH_THE_CHILD,
        choices=[
            choice("Les conditions", "profession_conditions", trade),
            choice("Le salaire", "pay", trade),
        ],
        sources=sources_of(trade),
    )
