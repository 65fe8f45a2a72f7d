"""Of the trade in question, in a few words: the level of its diploma, whether it exists, whether it is practised by day."""

from __future__ import annotations

import re

from actions.narrow.age_and_entry import trade_hours
from actions.narrow.bridges import choices_of
from actions.talk.turn import Turn
from actions.thread.compared import short_length
from actions.thread.stored import stored
from actions.words.bridge_lines import way_sources
from actions.words.wording import both_names, bullets, capital, distinct, listed, source
from bot.catalogue.orientation import profile
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.replies import ReplyDraft

_NIGHT = re.compile(r"\bnuits?\b|\binternats?\b")
_DAY = re.compile(r"\bjournee\b|\bde jour\b|horaires reguliers|horaires de bureau|rythme scolaire")
# « y'a un vrai métier pour ça ? », of what was just told
_FOR_THAT = re.compile(
    r"\b(?:pour|de|comme) (?:ca|cela)\b|\bla dedans\b|\b(?:ca|cela|sa) (?:existe|exist|peut|pourrait)\b"
)
_ALL_YEAR = re.compile(r"\ba l.annee\b|toute l.annee|\bcdi\b|temps plein|plein temps|\bsaison\w*")
_PLACES = 4


async def level_of_trade(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """The level of the diploma of the trade in question, as its title tells; None without one."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is None or not trade.diplomas or trade.diplomas[0].level is None:
        return None
    diploma = trade.diplomas[0]
    return ReplyDraft(
        text=f"Niveau {diploma.level} ({both_names(trade)}) : {diploma.title}. Formation : {short_length(trade)}.",
        choices=choices_of(trade),
        sources=distinct([source(trade.training_source_url, trade.training_as_of)], 2),
    )


async def trade_exists(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """That the trade named is one of ours, what it is and where; None of a trade of others."""
    named = turn.said("profession") or ((turn.profession,) if _FOR_THAT.search(said) else ())
    trade = await professions.known(turn.session, str(named[0])) if named and not turn.next_door else None
    if trade is None:
        return None
    where = listed(list(trade.workplaces[:_PLACES])) if trade.workplaces else ""
    text = f"Oui, c'est un métier : **{both_names(trade)}**. {trade.summary}"
    text += f" Où : {where}." if where else ""
    if _ALL_YEAR.search(said):
        text += " Le contrat et les heures dépendent de l'employeur : demandez-les avant de signer."
    return ReplyDraft(
        text=text,
        choices=choices_of(trade),
        sources=distinct([source(entry.url, entry.as_of, entry.title) for entry in trade.sources], 2),
    )


async def trade_by_day(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whether the trade in question is practised by day, by what its hours say; None without a trade."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    reply = await trade_hours(turn, said, talk)
    if trade is None or reply is None:
        return None
    told = fold_text(" ; ".join(trade.working_conditions))
    if _NIGHT.search(told):
        reply.text = f"Pas seulement : il peut y avoir des nuits. {capital(reply.text)}"
    elif _DAY.search(told):
        reply.text = f"Oui, surtout en journée. {capital(reply.text)}"
    return reply


async def direct_way(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """Whether the trade named is entered without another one first: what it requires, else its selection."""
    named = turn.said("profession")
    trade = await professions.known(turn.session, str(named[0])) if named and not turn.next_door else None
    if trade is None or not trade.ways_in:
        return None
    needed = profile(trade.slug).get("requires")
    ways = [f"{way.way} : {way.detail}" if way.detail else way.way for way in trade.ways_in]
    text = (
        f"Pas tout à fait : pour {both_names(trade)}, il faut {needed}."
        if needed
        else f"Oui, {both_names(trade)} se prépare sans passer par un autre métier. On entre par :\n\n{bullets(ways, 3)}"
    )
    return ReplyDraft(text=text, choices=choices_of(trade), sources=distinct(way_sources(trade), 3))


async def carer_stays_near(turn: Turn, _said: str, _talk: str) -> ReplyDraft:
    """That one stays near a relative: the town that was told is not asked again."""
    reply = await stored(turn, "carer_stays_near")
    name = (turn.place or {}).get("name")
    if name:
        reply.text = (
            f"D'accord, on reste ici ({name}) : quelqu'un compte sur vous. Demandez aux écoles leurs horaires, et ce qui se "
            "suit à distance."
        )
    return reply
