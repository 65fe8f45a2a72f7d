"""« Mieux que 1 500 net ? »: more, less or about the same, only from net amounts known; gross is never turned into net."""

from __future__ import annotations

from collections.abc import Sequence

from actions.words.wording import as_of_words, euro_range, euros
from bot.catalogue.models import Benchmark, PayLine

_NEAR = 1.05  # within a twentieth, two amounts are « about the same »


def net_verdict(amount: float, lines: Sequence[PayLine], smic: Benchmark, smic_net: Benchmark) -> str | None:
    """A verdict on `amount`, net a month: against the net pays known, else the minimum wage if the trade begins there."""
    known = [line for line in lines if line.kind == "salary" and (line.net_min or line.net_max)]
    if known and smic_net.value:
        return _against_the_known(amount, known, smic_net.value)
    return _against_the_minimum(amount, lines, smic, smic_net)


def _against_the_known(amount: float, known: Sequence[PayLine], floor: float) -> str:
    """Old amounts may be under the minimum wage of today: none is taken lower than it."""
    low = max(min(line.net_min or line.net_max or 0 for line in known), floor)
    high = max(max(line.net_max or line.net_min or 0 for line in known), floor)
    if amount > high * _NEAR:
        word = "Plutôt moins"
    elif amount < low / _NEAR:
        word = "Plutôt plus"
    elif max(low, amount) <= min(low, amount) * _NEAR:
        word = "Au début, à peu près pareil" if high > low else "À peu près pareil"
    else:
        word = "Moins au début, plus ensuite"
    average = all(line.moment == "average" for line in known)
    kind = "en moyenne, donc souvent moins au début" if average else "selon le poste et l'ancienneté"
    years = sorted({as_of_words(line.as_of) for line in known})
    dated = years[0] if len(years) == 1 else f"{years[0]} à {years[-1]}"
    return (
        f"{word} que vos {euros(amount)} net : en net, je connais {euro_range(low, high)} ({dated}), {kind}."
    )


def _against_the_minimum(
    amount: float, lines: Sequence[PayLine], smic: Benchmark, smic_net: Benchmark
) -> str | None:
    """None unless every beginner's pay known is near the minimum wage, the one amount known both gross and net."""
    begins = [line.gross_min for line in lines if line.moment == "beginner" and line.gross_min is not None]
    if not begins or not smic_net.value or not smic.value or max(begins) > smic.value * _NEAR:
        return None
    if amount > smic_net.value * _NEAR:
        word = "Au début, plutôt moins"
    elif amount < smic_net.value / _NEAR:
        word = "Plutôt plus"
    else:
        word = "Au début, à peu près pareil"
    return (
        f"{word} que vos {euros(amount)} net, hors primes : la base commence près du minimum, et à temps plein on touche "
        f"au moins le SMIC, environ {euros(smic_net.value)} net ({as_of_words(smic_net.as_of)})."
    )
