"""« RQTH, quels postes où l'on ne porte personne ? »: trades that spare the body, and who tells what it may do."""

from __future__ import annotations

import re

from actions.choosing.examples import answers_of, named, proposals_for
from actions.narrow.lighter import lighter_answer
from actions.people.roles import role
from actions.talk.turn import Turn
from actions.thread.compared import short_name
from actions.words.choices import choice
from actions.words.wording import capital, distinct, source
from bot.catalogue.orientation import Proposal, long_studies, profile
from bot.catalogue.queries import professions
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft

_MOST = 3
_FOR_OTHERS = ("counsellor", "teacher", "employer")
# Seated most of the day, for who asks for that: of those, what needs no long studies comes first.
_SEATED = ("secretaire-medical", "assistant-de-regulation-medicale", "assistant-de-service-social")
_ASKS_TO_SIT = re.compile(r"\bassise?s?\b|\b(?:sans|pas d.|aucun) ?escaliers?\b|\bfauteuil\b|\bsouffle\b")
_WHO_TELLS = (
    "Ce que la santé permet, un médecin le dit : celui du travail, ou le médecin agréé pour l'école. Qui accepte vos "
    "restrictions, je ne le sais pas : cela se voit poste par poste, et Cap emploi, gratuit, le cherche avec vous."
)


async def light_trades_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Trades where little is carried, or where one is seated when that is asked; a doctor and Cap emploi tell the rest."""
    if turn.audience == "counsellor" or role(turn) in _FOR_OTHERS:
        return None  # who guides somebody gets trades that fit all that is told of that person
    if turn.profession and (turn.professions or turn.said("profession_current")):
        return await lighter_answer(
            turn, said, talk
        )  # of who has a trade, or names one: what is like it, and lighter
    if _ASKS_TO_SIT.search(normalise(turn.text)):
        found, kind = [Proposal(slug, 0, (), ()) for slug in _SEATED], "où l'on est surtout assis"
    else:
        answers = {**answers_of(turn), "effort": "light"}
        found = [
            one
            for one in proposals_for(turn, answers, long_studies())
            if profile(one.slug).get("physical") == "light"
        ]
        kind = "où l'on porte peu"
    lines = await named(turn, found[:_MOST])
    if not lines:
        return None
    turn.remember("last_list", [one.slug for one in found[:_MOST]])
    trades = [
        trade
        for one in found[:_MOST]
        if (trade := await professions.known(turn.session, one.slug)) is not None
    ]
    return ReplyDraft(
        text=f"Oui, il existe des métiers {kind}, par exemple :\n\n{lines}\n\n{_WHO_TELLS}",
        choices=[
            ChoiceDraft(title="M'aider à choisir", payload="/help_choose"),
            *(
                choice(capital(short_name(trade, 24)), "profession_info", trade)
                for trade in trades[: _MOST - 1]
            ),
        ],
        sources=distinct(
            [source(one.url, one.as_of, one.title) for trade in trades for one in trade.sources], 3
        ),
    )
