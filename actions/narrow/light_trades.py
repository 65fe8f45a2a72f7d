"""« RQTH, quels postes où l'on ne porte personne ? »: trades that spare the body, and who tells what it may do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.choosing.examples import answers_of, judged_by, named, proposals_for
from actions.narrow.lighter import lighter_answer
from actions.people.roles import role
from actions.talk.turn import Turn
from actions.thread.compared import short_length, short_name
from actions.words.choices import choice
from actions.words.wording import both_names, capital, distinct, source
from bot.catalogue.models import Profession
from bot.catalogue.orientation import Proposal, far_off, long_studies, profile, propose
from bot.catalogue.queries import professions
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft

_MOST = 3
_ALL = 60  # more than there are trades
_FEW = 16  # words
_GO_ABOUT = ("responsable-de-secteur", "conseiller-en-economie-sociale-familiale")
_FOR_OTHERS = ("counsellor", "teacher", "employer")
# Seated most of the day, for who asks for that: of those, what needs no long studies comes first.
_SEATED = ("secretaire-medical", "assistant-de-regulation-medicale", "assistant-de-service-social")
_ASKS_TO_SIT = re.compile(r"\bassise?s?\b|\b(?:sans|pas d.|aucun) ?escaliers?\b|\bfauteuil\b|\bsouffle\b")
# « juste conduire sans porter »
_DRIVES = re.compile(r"\b(?:condui\w+|rouler|roule|au volant|chauffeur\w*)\b")
_CARRIES_NOTHING = re.compile(
    r"\b(?:sans|pas|jamais|rien|zero|moins|peu)\b.{0,16}\b(?:port(?:e|es|er|ait|age)|soul[ev]\w+|charges?|brancard\w*|forcer"
    r"|manutention)\b|\b(?:port(?:e|es|er)|soul[ev]\w+)\b (?:\w+ )?(?:rien|personne|pas|plus|jamais)\b"
)
_BOTH = (
    "Je ne connais pas de métier où l'on ne fait que conduire. {carriers} : on y conduit, mais on y brancarde aussi. "
    "Là où l'on se déplace chez les gens et où l'on porte peu :"
)
_AFTER_BAC = "Le plus souvent, on y entre avec le bac. "
_CARRIERS = ("ambulancier", "auxiliaire-ambulancier")
_WHO_TELLS = (
    "Ce que la santé permet, un médecin le dit : celui du travail, ou le médecin agréé pour l'école. Qui accepte vos "
    "restrictions, je ne le sais pas : cela se voit poste par poste, et Cap emploi, gratuit, le cherche avec vous."
)


def drives_without_lifting(text: str) -> bool:
    """Whether a trade is wanted in which one drives and carries nothing."""
    said = normalise(text)
    few = not text.startswith("/") and len(said.split()) <= _FEW
    return few and _DRIVES.search(said) is not None and _CARRIES_NOTHING.search(said) is not None


async def _driving(turn: Turn) -> ReplyDraft | None:
    """That those who drive an ambulance carry too, and the trades in which one goes about and carries little."""
    answers = {**answers_of(turn), "effort": "light"}
    fitting = [
        one
        for one in propose(judged_by(turn, answers), (*_CARRIERS, *far_off()), _ALL)
        if profile(one.slug)["physical"] == "light" and profile(one.slug)["home_visits"] and not one.refused
    ]
    fitting = fitting or [Proposal(slug, 0, (), ()) for slug in _GO_ABOUT]
    trades = [
        trade
        for one in fitting[:_MOST]
        if (trade := await professions.known(turn.session, one.slug)) is not None
    ]
    crews = [
        trade for slug in _CARRIERS if (trade := await professions.known(turn.session, slug)) is not None
    ]
    if not trades or not crews:
        return None
    turn.remember("last_list", [trade.slug for trade in trades])
    turn.remember("profession", None)
    lines = "\n".join(f"- **{capital(both_names(trade))}** : {short_length(trade)}" for trade in trades)
    first = _BOTH.format(carriers=capital(" ou ".join(trade.name_m for trade in crews)))
    after = _AFTER_BAC if all(profile(trade.slug)["entry_level"] == "bac" for trade in trades) else ""
    return _proposed(f"{first}\n\n{lines}\n\n{after}{_WHO_TELLS}", trades, crews)


def _proposed(text: str, trades: Sequence[Profession], also: Sequence[Profession] = ()) -> ReplyDraft:
    """`text` with `trades` to choose from, and the sources of these and of those it names `also`."""
    return ReplyDraft(
        text=text,
        choices=[
            ChoiceDraft(title="M'aider à choisir", payload="/help_choose"),
            *(
                choice(capital(short_name(trade, 24)), "profession_info", trade)
                for trade in trades[: _MOST - 1]
            ),
        ],
        sources=distinct(
            [source(one.url, one.as_of, one.title) for trade in (*also, *trades) for one in trade.sources], 3
        ),
    )


async def light_trades_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Trades where little is carried, or where one is seated when that is asked; a doctor and Cap emploi tell the rest."""
    if turn.audience == "counsellor" or role(turn) in _FOR_OTHERS:
        return None  # who guides somebody gets trades that fit all that is told of that person
    if turn.profession and (turn.professions or turn.said("profession_current")):
        return await lighter_answer(
            turn, said, talk
        )  # of who has a trade, or names one: what is like it, and lighter
    if drives_without_lifting(turn.text):
        return await _driving(turn)
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
    return _proposed(f"Oui, il existe des métiers {kind}, par exemple :\n\n{lines}\n\n{_WHO_TELLS}", trades)
