"""Asked of the trade spoken of: whether one lives on its pay, which diploma an employer asks for, how often something is."""

from __future__ import annotations

import re

from actions.narrow.bridges import choices_of
from actions.narrow.pay_special import freelance_pay_answer
from actions.talk.turn import Turn
from actions.thread.compared import trades_compared
from actions.thread.stored import stored
from actions.words.choices import choice
from actions.words.pay_words import sentence
from actions.words.wording import both_names, capital, distinct, enumerated, source
from bot.catalogue.queries import benchmarks, pay, professions
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft

_ON_ONES_OWN = re.compile(
    r"\b(?:liberale?s?|independante?s?|cabinet|patientele|installe\w*)\b|\ba (?:son|mon|leur) compte\b"
)
_NONE_ASKED = "Aucun diplôme"  # how the note of a trade begins that asks for none


def _lately(turn: Turn) -> str:
    """The message and the one before it, of which it may be a question."""
    return " / ".join(normalise(text) for text in (turn.text, *turn.earlier[:1]))


async def enough_to_live_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """What the trade in question pays, which one lives on or not; what one earns in general without a trade."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    lines = [line for line in await pay.lines(turn.session, trade.slug) if line.has_amount] if trade else []
    paid = [line for line in lines if line.kind == "salary" and line.sector != "liberal"]
    named = len(set(turn.said("profession")))
    several = named > 1 or (not named and len(await trades_compared(turn)) > 1)
    if trade is None or not lines or several:
        return await stored(turn, "enough_to_live")
    own = any(line.kind == "liberal_income" or line.sector == "liberal" for line in lines)
    if own and (not paid or _ON_ONES_OWN.search(_lately(turn))):
        return await freelance_pay_answer(turn, said, talk)
    if not paid:
        return await stored(turn, "enough_to_live")
    line = next((one for one in paid if one.moment == "beginner"), paid[0])
    smic, today = await benchmarks.get(turn.session, "smic"), turn.now.date()
    return ReplyDraft(
        text=f"Je ne peux pas le dire pour vous : cela dépend de vos dépenses et des heures garanties. "
        f"{capital(both_names(trade))} : {sentence(line, today, smic)}",
        choices=[
            choice("Tout le salaire", "pay", trade),
            choice("Évoluer ensuite", "profession_progression", trade),
        ],
        sources=distinct(
            [source(line.source_url, line.as_of), source(smic.source_url, smic.as_of) if smic else None], 3
        ),
    )


async def diploma_to_ask_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """The diploma of the trade for which an employer recruits, as our facts tell; None without a trade."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is None or not trade.diplomas:
        return None
    diploma = trade.diplomas[0]
    level = f" (niveau {diploma.level})" if diploma.level else ""
    free = (diploma.note or "").startswith(_NONE_ASKED)
    note = f" {str(diploma.note).rstrip(' .')}." if free else ""
    ways = [way.way for way in trade.ways_in if way.way]
    others = f" On y vient par : {enumerated(list(dict.fromkeys(ways)))}." if ways else ""
    return ReplyDraft(
        text=f"Pour ce métier ({both_names(trade)}) : {diploma.title}{level}.{note}{others} "
        "Ce que votre convention collective ou un agrément impose de plus, je ne l'ai pas : votre OPCO ou votre "
        "fédération le dit.",
        choices=[*choices_of(trade)[:1], ChoiceDraft(title="Parler à quelqu'un", payload="/human")],
        sources=distinct(
            [
                source(diploma.source_url, diploma.as_of),
                *(source(way.source_url, way.as_of) for way in trade.ways_in),
                *(source(entry.url, entry.as_of, entry.title) for entry in trade.sources),
            ],
            3,
        ),
    )
