"""« Il veut être ambulancier, quoi après la 3e ? »: the diplomas after the troisième, and what the trade asks later."""

from __future__ import annotations

from actions.narrow.bridges import choices_of
from actions.people.at_school import conditions_of
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.choices import access_sources
from actions.words.wording import both_names, distinct, source
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

NAME = "after_third_form"
_BAC = "bac"  # level that opens the usual way in
_CONDITIONS = 2  # of the trade, told after the diplomas


async def after_third_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """The three diplomas, then the conditions of the trade in question; its own way when that asks for a bac."""
    named = turn.said("profession") or ([turn.profession] if turn.profession else [])
    profession = await professions.known(turn.session, named[0]) if len(named) == 1 else None
    if profession is not None and profile(profession.slug).get("entry_level") == _BAC:
        return _by_the_bac(profession)
    reply = await stored(turn, NAME)
    if profession is not None and profession.access_conditions:
        conditions = " ; ".join(
            f"{line[:1].lower()}{line[1:].rstrip(' .')}"
            for line in conditions_of(turn, profession)[:_CONDITIONS]
        )
        reply.text += f"\n\nPour {both_names(profession)}, ce sera plus tard : {conditions}."
    return reply


def _by_the_bac(profession: Profession) -> ReplyDraft:
    """The lycée first, then the way in and the length: a CAP or a bac pro of care is no step on the way there."""
    way = next(iter(profession.ways_in), None)
    told = (f"{way.way} : {way.detail.split(' ; ')[0]}" if way.detail else way.way) if way else None
    text = f"Après la troisième, c'est d'abord le lycée, jusqu'au bac. Pour {both_names(profession)}, on continue ensuite"
    text += f" : {told}." if told else "."
    text += (
        f"\n\nDurée des études après le bac : {profession.training_text.rstrip(' .')}. "
        "Quel bac prendre, le CIO et le professeur principal en parlent avec vous."
    )
    return ReplyDraft(
        text=text,
        choices=choices_of(profession),
        sources=distinct(
            [source(profession.training_source_url, profession.training_as_of), *access_sources(profession)],
            3,
        ),
    )
