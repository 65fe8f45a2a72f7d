"""What an hour pays: the minimum wage of an hour, or the monthly pay shared over a full month's hours."""

from __future__ import annotations

import re

from actions.narrow.pay_verdict import starts
from actions.talk.turn import Turn
from actions.words.choices import choice
from actions.words.wording import as_of_words, both_names, capital, distinct, source
from bot.catalogue.queries import benchmarks, professions
from bot.replies import ReplyDraft

_NET = re.compile(r"\bnets?\b")
_MONTH = 151.67  # hours of a full-time month: 35 h × 52 weeks / 12


async def hourly_pay_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """The gross and the net of an hour to begin with in the trade in question; None without a trade or the minimum wage."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    least = await benchmarks.get(turn.session, "smic-brut-horaire")
    smic, net = (
        await benchmarks.get(turn.session, "smic"),
        await benchmarks.get(turn.session, "smic-net-mensuel"),
    )
    if trade is None or least is None or least.value is None or smic is None or smic.value is None:
        return None
    first = next(iter((await starts(turn, trade, smic.value)).values()), None)
    names = capital(both_names(trade))
    if first is None or first.raised:
        gross = f"**{_euros(least.value)} brut de l'heure** ({as_of_words(least.as_of)})"
        told = (
            f"environ **{_euros(net.value / _MONTH)} net de l'heure** (calcul)" if net and net.value else ""
        )
        text = f"{names} : au moins le SMIC, {gross}{f', soit {told}' if told else ''}."
        if told and _NET.search(said):
            text = f"Au SMIC, {told}, pour {gross}. C'est le minimum dans tous les métiers."
        text += " L'ancienneté et le diplôme peuvent ajouter un peu."
        used = [source(least.source_url, least.as_of)]
    else:
        hour = _euros(first.amount / _MONTH)
        text = (
            f"{names}, au début : environ **{hour} brut de l'heure** ({as_of_words(first.line.as_of)}), d'après le salaire "
            "d'un mois à temps plein (calcul sur 151,67 heures). Le net n'est pas le même partout : la fiche de paie le dit."
        )
        used = [source(first.line.source_url, first.line.as_of)]
    return ReplyDraft(
        text=text,
        choices=[
            choice("Le salaire du mois", "pay", trade),
            choice("Les horaires", "profession_conditions", trade),
            choice("Comment le devenir", "training_path", trade),
        ],
        sources=distinct(used),
    )


def _euros(amount: float) -> str:
    """« 12,31 € »."""
    return f"{amount:.2f}".replace(".", ",") + " €"
