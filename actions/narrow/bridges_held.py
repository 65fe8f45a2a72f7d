"""« mon diplôme raccourcit quelque chose ? »: what the diploma told gives for the trade in question, or both weighed."""

from __future__ import annotations

from actions.narrow.bridges import bridges_answer, choices_of, trade_aimed_at
from actions.narrow.diploma_for import given_by, held_diploma, names_a_trade, title_of
from actions.talk.turn import Turn
from actions.words.bridge_lines import way_sources
from actions.words.wording import distinct
from bot.catalogue.queries import professions
from bot.french.lexicon import find_terms
from bot.replies import ReplyDraft

_RECENT = 4  # messages
_WHO = "L'école visée dit par écrit ce qui est allégé."


def _weighed_last(turn: Turn) -> list[str]:
    """The two trades that the last message to name any named together; nothing when it named another number of them."""
    for text in turn.earlier[:_RECENT]:
        named = dict.fromkeys(str(found.value) for found in find_terms(text) if found.entity == "profession")
        if named:
            return list(named) if len(named) == 2 else []
    return []


async def bridges_held_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """The bridges of the trade in question, with what the diploma that the person told they hold is worth there.

    Two trades weighed in a message just before are both answered. The bridges alone when no diploma of a trade was told.
    """
    diploma = await held_diploma(turn)
    if diploma is None or not names_a_trade(diploma):
        return await bridges_answer(turn, said, talk)
    weighed = [] if turn.professions else _weighed_last(turn)
    found = [await professions.known(turn.session, slug) for slug in weighed]
    aimed = [trade for trade in found if trade]
    if not aimed and (one := await trade_aimed_at(turn, said, talk)):
        aimed = [one]
    trades = [trade for trade in aimed if all(one.diploma_slug != diploma.slug for one in trade.diplomas)]
    if not trades:
        return await bridges_answer(turn, said, talk)
    told = [given_by(diploma, trade, short=len(trades) > 1) for trade in trades]
    text = f"Avec ce diplôme ({title_of(diploma)}), {told[0]}"
    if len(trades) > 1:
        text = f"Avec ce diplôme ({title_of(diploma)}) :\n\n" + "\n".join(f"- {line}" for line in told)
    return ReplyDraft(
        text=f"{text}\n\n{_WHO}",
        choices=choices_of(trades[0]),
        sources=distinct([one for trade in trades for one in way_sources(trade)], 3),
    )
