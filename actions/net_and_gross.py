"""The pay the person told, set against what we know of a trade: honestly, net is not gross."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.wording import as_of_words, euros
from bot.catalogue.models import Benchmark, PayLine
from bot.french.normalise import normalise

_COMPARES = re.compile(
    r"par rapport|compar\w*|(?:moins|plus|mieux) (?:que|de|d.)|au lieu de|je (?:touche|gagne|suis a)|actuel\w*|\bmoi\b|"
    r"superieur|inferieur|au.?dess[ou]us?|en dessous|contre|autant|pareil|\bsuis a\b|\bmes \d"
)
_AMOUNT = re.compile(r"\b([1-9])[ \u00a0\u202f.]?(\d{3})\b(?! ?h)")
_NET = re.compile(r"\bnets?\b")
_NEAR = 1.05  # within a twentieth, two amounts are « about the same »
_YEARS = range(1950, 2051)  # a bare number in this range is taken for a year unless money is named


def told(text: str) -> tuple[int, bool] | None:
    """The monthly amount in euros that `text` compares with, and whether it is said to be net."""
    read = normalise(text)
    found = _AMOUNT.search(read)
    if not found or not _COMPARES.search(read):
        return None
    amount, net = int(found[1] + found[2]), bool(_NET.search(read))
    if amount in _YEARS and not (net or re.search(r"brut|euros?|€", read)):
        return None
    return amount, net


def near_the_minimum(amount: float, smic_net: Benchmark, lowest: float, smic: Benchmark) -> str | None:
    """A verdict on a net pay against a trade that begins at the minimum wage; None when it begins higher.

    The minimum wage is the one amount known both gross and net: elsewhere gross is never turned into net.
    """
    if not smic_net.value or not smic.value or lowest > smic.value * _NEAR:
        return None
    floor = f"le SMIC, environ {euros(smic_net.value)} net ({as_of_words(smic_net.as_of)})"
    if amount > smic_net.value * _NEAR:
        verdict = "Au début, plutôt moins"
    elif amount < smic_net.value / _NEAR:
        verdict = "Plutôt plus"
    else:
        verdict = "Au début, à peu près pareil"
    return (
        f"{verdict} que vos {euros(amount)} net : la base commence près du minimum, et à temps plein on touche "
        f"au moins {floor}. Les primes s'ajoutent."
    )


def against(
    text: str, lines: Sequence[PayLine], smic: Benchmark | None = None, smic_net: Benchmark | None = None
) -> str | None:
    """A sentence that sets the amount told against `lines`, in the private sector first; None when none was told.

    A gross pay under a net one is less for certain; the other way round nothing is certain without a payslip.
    """
    mine = told(text)
    gross = [line for line in lines if line.gross_min is not None and line.kind == "salary"]
    if mine is None or not gross:
        return None
    amount, net = mine
    lowest = min(line.gross_min for line in gross if line.gross_min is not None)
    highest = max(line.gross_max or line.gross_min or 0 for line in gross)
    known = f"de {euros(lowest)} à {euros(highest)} brut, primes non comptées"
    if net and smic and smic_net and (verdict := near_the_minimum(amount, smic_net, lowest, smic)):
        return verdict
    if highest <= amount:
        return f"Ce serait moins que vos {euros(amount)}, hors primes : je connais {known}."
    if net and lowest <= amount:
        return (
            f"Vos {euros(amount)} sont en net, et je connais {known}. Le net est plus bas que le brut : "
            "en bas de ces grilles, ce serait moins qu'aujourd'hui."
        )
    if net:
        return f"Vos {euros(amount)} sont en net, et je connais {known} : une fiche de paie seule permet de comparer."
    return f"Face à vos {euros(amount)} brut, je connais {known}."
