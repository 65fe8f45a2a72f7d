"""« On voit des patients ou jamais ? »: how much of a day is spent with people, as the profile of the trade tells."""

from __future__ import annotations

from actions.talk.turn import Turn
from actions.words.choices import choice, sources_of
from actions.words.wording import both_names, capital, enumerated
from bot.catalogue.orientation import profile
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

_VERDICTS = {
    "central": "Oui : {trade}, c'est surtout du contact avec les personnes.",
    "some": "En partie : {trade}, c'est un peu de contact avec les personnes, et un travail à côté.",
    "little": "Peu : {trade}, c'est surtout un travail sans les patients ni le public.",
}


async def with_people_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """Whether one sees people at work, of the trade in question, with what is done there; None without its profile."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    verdict = _VERDICTS.get(str(profile(trade.slug).get("contact"))) if trade else None
    if trade is None or verdict is None:
        return None
    did = f" {capital(enumerated(trade.missions, 3))}." if trade.missions else ""
    return ReplyDraft(
        text=f"{verdict.format(trade=both_names(trade))}{did}",
        choices=[
            choice("Une journée type", "profession_day", trade),
            choice("Les étapes", "training_path", trade),
            choice("Le salaire", "pay", trade),
        ],
        sources=sources_of(trade),
    )
