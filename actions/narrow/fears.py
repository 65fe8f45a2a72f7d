"""« Infirmière si j'ai peur des piqûres ? »: whether what one fears is part of the trade."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.choices import choice, sources_of
from actions.words.wording import both_names
from bot.catalogue.orientation import profile
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft

# What is feared, and what of a trade's missions and conditions holds it.
_FEARS = (
    (
        re.compile(
            r"\bsang\b|piqu\w*|aiguilles?|seringues?|prises? de sang|vaccin\w*|injection\w*|plaies?|perfusion\w*"
        ),
        re.compile(
            r"\bsang\b|piqu|injection|perfusion|prelevement|pansement|plaie|prescrit|vaccin|bloc|accouchement"
        ),
    ),
    (
        re.compile(r"\bmorts?\b|mourir|deces|cadavres?|fin de vie"),
        re.compile(r"\bmort|deces|fin de vie|palliatif"),
    ),
    (
        re.compile(
            r"vomi\w*|\bcacas?\b|selles|toilettes? intimes?|\bcouches\b|odeurs?|\bpipi\b|excrement\w*|\bfesses\b"
        ),
        re.compile(r"toilette|hygiene|elimination|change"),
    ),
)


_RECENT = 3  # messages


async def fear_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """Whether the trade in question meets what is feared, and how one gets used to it; None without a trade.

    What is feared may have been told just before: « j'ai peur du sang », then « je peux quand même faire infirmière ? ».
    """
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    texts = (said, *map(normalise, turn.earlier[:_RECENT]))
    found = next((held for text in texts for feared, held in _FEARS if feared.search(text)), None)
    if trade is None or found is None:
        return None
    lines = [line for line in [*trade.missions, *trade.working_conditions] if found.search(fold_text(line))]
    if lines:
        reply = await stored(turn, "fear_met", trade=both_names(trade), line=lines[0])
    elif profile(trade.slug).get("body_care") in ("some", "central"):
        reply = await stored(turn, "fear_unsure", trade=both_names(trade))
    else:
        reply = await stored(turn, "fear_not_met", trade=both_names(trade))
    reply.choices = [
        ChoiceDraft(title="Essayer en immersion", payload="/immersion"),
        choice("Ce que fait le métier", "profession_info", trade),
        ChoiceDraft(title="Métiers sans soins", payload="/help_choose"),
    ]
    reply.sources = sources_of(trade)
    return reply
