"""What a childminder earns for the number of children that the message tells, from the least an hour pays for each."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.words.choices import choice
from actions.words.wording import as_of_words, distinct, euros, source
from bot.catalogue.models import ProfessionFigure
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

_TRADE = "assistant-maternel"
_COUNT = re.compile(
    r"\b(par|un seul|un|une|deux|trois|quatre|[1-4]) (?:\w+ )?"
    r"(?:enfants?|bebes?|petite?s?|gosses?|gamins?|bambins?|bouts?)\b"
)
_NUMBERS = {"par": 1, "un": 1, "une": 1, "un seul": 1, "deux": 2, "trois": 3, "quatre": 4}
_HOURS = re.compile(r"\b(\d{1,2}) ?h(?:eures?)?\b(?: par semaine)?")
_USUAL_HOURS, _MOST_HOURS = 45, 50  # a week: those of the example of our source; more is no week of care
_A_DAY = 12  # hours below this are those of a day
_WEEKS, _MONTHS = 52, 12


async def childminder_pay_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """The least that so many children pay in a month, as a calculation; None without a number of them or a figure."""
    found = _COUNT.search(said)
    trade = await professions.known(turn.session, _TRADE)
    if found is None or trade is None:
        return None
    gross, net = (_an_hour(trade.figures, unit) for unit in ("brut/heure", "net/heure"))
    if gross is None or net is None or gross.minimum is None or net.minimum is None:
        return None
    count = _NUMBERS.get(found[1]) or int(found[1])
    told = _HOURS.search(said)
    hours = int(told[1]) if told and _A_DAY < int(told[1]) <= _MOST_HOURS else _USUAL_HOURS
    month = count * hours * _WEEKS / _MONTHS
    children = "1 enfant gardé" if count == 1 else f"{count} enfants gardés"
    return ReplyDraft(
        text=(
            f"Pour {children} {hours} h par semaine, au minimum environ "
            f"**{euros(gross.minimum * month)} brut par mois**, {euros(net.minimum * month)} net "
            f"(calcul sur le minimum de l'heure, {as_of_words(gross.as_of)}). L'indemnité d'entretien s'ajoute. "
            "Le salaire réel se négocie avec chaque famille, et il suit le nombre d'enfants."
        ),
        choices=[
            choice("Le salaire", "pay", trade),
            choice("Les conditions", "profession_conditions", trade),
        ],
        sources=distinct([source(one.source_url, one.as_of) for one in (gross, net)], 2),
    )


def _an_hour(figures: list[ProfessionFigure], unit: str) -> ProfessionFigure | None:
    """The least that an hour of one child pays by the convention, in gross or in net."""
    return next(
        (one for one in figures if "conventionnel" in one.label and (one.unit or "").endswith(unit)), None
    )
