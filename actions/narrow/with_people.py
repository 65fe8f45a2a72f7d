"""« On voit des patients ou jamais ? »: how much of a day is spent with people, as the profile of the trade tells."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.words.choices import choice, sources_of
from actions.words.wording import both_names, capital, enumerated
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

_VERDICTS = {
    "central": "Oui : {trade}, c'est surtout du contact avec les personnes.",
    "some": "En partie : {trade}, c'est un peu de contact avec les personnes, et un travail à côté.",
    "little": "Peu : {trade}, c'est surtout un travail sans les patients ni le public.",
}


# With whom one works, by the profile, the words that name them, and how they are called.
_WITH = {
    "children": (r"\benfants?\b|\bgosses?\b|\bpetits\b|\bbebes?\b", "des enfants"),
    "teenagers": (r"\bados?\b|\badolescents?\b|\bjeunes\b", "des adolescents"),
    "adults": (r"\badultes?\b", "des adultes"),
    "elderly": (
        r"\bvieux\b|\bpersonnes? agees?\b|\bpapis?\b|\bmamies?\b|\bseniors?\b",
        "des personnes âgées",
    ),
    "sick": (r"\bmalades?\b|\bpatients?\b", "des malades"),
    "disability": (r"\bhandicap\w*", "des personnes handicapées"),
    "families": (r"\bfamilles?\b|\bparents?\b", "des familles"),
    "everyone": (r"\btout le monde\b", "toutes sortes de personnes"),
}
_ONLY = re.compile(
    r"\b(?:que|qu.?) ?(?:des|les|avec|d.?)\b|\bseulement\b|\buniquement\b|\bjuste (?:des|les|avec)\b"
)


def _whom(trade: Profession, said: str) -> str | None:
    """The verdict on « on voit que des enfants ? »; None when no public is asked about so."""
    served = list(profile(trade.slug).get("publics") or [])
    asked = next((name for name, (words, _) in _WITH.items() if re.search(words, said)), None)
    if asked is None or not served or not _ONLY.search(said):
        return None
    called = [_WITH[one][1] for one in served if one in _WITH]
    if served == [asked]:
        return f"Oui, surtout : {both_names(trade)}, c'est avec {called[0]}."
    last = f" et {called[-1]}" if len(called) > 1 else called[-1]
    return f"Pas seulement : {both_names(trade)}, c'est avec {', '.join(called[:-1])}{last}."


async def with_people_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """Whether one sees people at work, of the trade in question, with what is done there; None without its profile."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    verdict = _VERDICTS.get(str(profile(trade.slug).get("contact"))) if trade else None
    if trade is None or verdict is None:
        return None
    if whom := _whom(trade, said):
        verdict = whom
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
