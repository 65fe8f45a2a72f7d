"""The pay the person told, set against what we know of a trade: honestly, net is not gross."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.narrow.net_verdict import net_verdict
from actions.words.wording import euros
from bot.catalogue.models import Benchmark, PayLine
from bot.french.normalise import normalise

_COMPARES = re.compile(
    r"par rapport|compar\w*|(?:moins|plus|mieux) (?:que|de|d.)|au lieu de|je (?:touche|gagne|suis a)|actuel\w*|"
    r"\bmoi,? (?:j|c.?est|\d)|"
    r"superieur|inferieur|au.?dess[ou]us?|en dessous|contre|autant|pareil|\bsuis a\b|\bmes \d"
)
_AMOUNT = re.compile(r"\b([1-9])[ \u00a0\u202f.]?(\d{3})\b(?! ?h)")
# « combien de moins que maintenant ? », « je perdrais combien ? »: the amount is the one told before.
_BESIDE_NOW = re.compile(
    r"\b(?:maintenant|aujourd.?hui|actuel\w*|mon (?:salaire|poste|boulot|travail)|mes revenus|en ce moment)\b"
    r"|\bce que je (?:gagne|touche|percois)\b"
    r"|\b(?:j.?y |je |vais )(?:perd\w*|gagner\w*|toucher\w*) (?:combien|plus|moins|au change)\b"
    r"|\bcombien (?:je|j.?y|on|est.ce que je) (?:perd\w*|gagn\w* de plus|vais perdre)\b|\b(?:de|en) moins\b|\bau change\b"
    r"|\bje (?:perds|perdrai\w*|vais perdre|gagnerai\w* (?:plus|moins|autant))\b"
)
# One's own pay, as it is told: « je touche 2100 net », « mon salaire est de 1900 ».
_OWN_PAY = re.compile(
    r"\b(?:je |j.?)(?:touche|gagne|percois|suis (?:payee? )?a|ai|fais)\b"
    r"|\b(?:mon|ma) (?:salaire|paye|paie|fixe)\b|\bpayee? \d"
)
_NET = re.compile(r"\bnets?\b")
_GROSS = re.compile(r"\bbruts?\b")
_YEARS = range(1950, 2051)  # a number in this range is taken for a year unless money is named beside it
_OF_MONEY = re.compile(r"^ ?(?:€|euros?|eur\b|balles|nets?\b|bruts?\b|par mois|mensuels?|/ ?mois)")
_OF_A_YEAR = re.compile(
    r"\b(?:en|de|depuis|fin|debut|annee|jusqu.en|promo|avant|apres|vers|janvier|juin|septembre) $"
)


def told(text: str, before: Sequence[str] = ()) -> tuple[int, bool] | None:
    """The monthly amount in euros that `text` compares with, and whether it is said to be net, here or `before`.

    « je gagne 1900 net », then « par rapport à mes 1900 »: the same amount is net still; « et par rapport à
    maintenant ? » compares with it too.
    """
    read = normalise(text)
    found = _AMOUNT.search(read)
    if not found and _BESIDE_NOW.search(read):
        return next((mine for one in before if (mine := _own_pay(one)) is not None), None)
    if not found or not _COMPARES.search(read):
        return None
    amount = int(found[1] + found[2])
    net = bool(_NET.search(read)) or (not _GROSS.search(read) and _was_net(amount, before))
    dated = _OF_A_YEAR.search(read[: found.start()]) and not _OF_MONEY.search(read[found.end() :])
    if amount in _YEARS and (dated or not (net or re.search(r"brut|euros?|€", read))):
        return None
    return amount, net


def _own_pay(text: str) -> tuple[int, bool] | None:
    """The pay that `text` tells of the person, and whether it is net; None without money named beside the amount."""
    read = normalise(text)
    found = _AMOUNT.search(read)
    if not found or not _OWN_PAY.search(read[: found.start()]) or not _OF_MONEY.search(read[found.end() :]):
        return None
    return int(found[1] + found[2]), bool(_NET.search(read))


def _was_net(amount: int, before: Sequence[str]) -> bool:
    """Whether one of the messages `before` gave the same amount as net."""
    for text in map(normalise, before):
        found = _AMOUNT.search(text)
        if found and int(found[1] + found[2]) == amount and _NET.search(text):
            return True
    return False


def against(
    text: str,
    lines: Sequence[PayLine],
    smic: Benchmark | None = None,
    smic_net: Benchmark | None = None,
    before: Sequence[str] = (),
) -> str | None:
    """A sentence that sets the amount told against `lines`, in the private sector first; None when none was told.

    `before` are the messages that may have said whether the amount is net. A gross pay under a net one is less for
    certain; the other way round nothing is certain without a payslip.
    """
    mine = told(text, before)
    gross = [line for line in lines if line.gross_min is not None and line.kind == "salary"]
    if mine is None:
        return None
    amount, net = mine
    if net and smic and smic_net and (verdict := net_verdict(amount, lines, smic, smic_net)):
        return verdict
    if not gross:
        return None
    lowest = min(line.gross_min for line in gross if line.gross_min is not None)
    highest = max(line.gross_max or line.gross_min or 0 for line in gross)
    known = f"de {euros(lowest)} à {euros(highest)} brut, primes non comptées"
    if highest <= amount:
        return f"Ce serait moins que vos {euros(amount)}, hors primes : je connais {known}."
    if net and lowest <= amount:
        return (
            f"Vos {euros(amount)} sont en net, et je connais {known}. Le net est plus bas que le brut : "
            "en bas de ces grilles, ce serait moins qu'aujourd'hui."
        )
    if net:
        return f"Vos {euros(amount)} sont en net, et je connais {known} : une fiche de paie seule permet de comparer."
    if not _GROSS.search(normalise(text)):
        return f"Je connais {known}. Si vos {euros(amount)} sont en net, on ne peut pas comparer sans fiche de paie."
    return f"Face à vos {euros(amount)} brut, je connais {known}."
