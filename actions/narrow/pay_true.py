"""« C'est mal payé, c'est vrai ? », « bien payé ou pas ? »: what is true first, beside the minimum wage."""

from __future__ import annotations

import re

from actions.narrow.pay_verdict import Start, starts, verdict_answer
from actions.people.standing import has_standing
from actions.talk.turn import Turn
from actions.words.choices import choice
from actions.words.pay_words import amount, caution
from actions.words.wording import as_of_words, both_names, capital, distinct, euro_range, euros, source
from bot.catalogue.queries import benchmarks, pay, professions
from bot.replies import ReplyDraft

_NEAR = 1.05  # times the minimum wage: about the same
_A_LITTLE = 1.25
_EMPLOYERS = {
    "public": "dans le public",
    "private_non_profit": "dans une association",
    "private": "dans le privé",
}
_OWN = re.compile(
    r"\b(?:je suis|on est|nous sommes|je me sens|suis) (?:vraiment |tres |trop |si |bien )?(?:mal|sous).?pay"
)
_BADLY = re.compile(
    r"\b(?:mal|sous|pas bien|pas beaucoup|pas assez|une misere|rien) pay\w*"
    r"|\bpaye\w* (?:si |tres |trop |vraiment )?(?:mal|une misere|pas bien|rien|des clopinettes|au lance)"
    r"|\bgagne\w* (?:mal|rien|pas bien|une misere|que dalle)|\bsalaires? (?:de misere|pourri|nul|bas|minable)"
)
_WELL = re.compile(r"\bbien pay\w*")
_TWO = 2
_IN_POST = frozenset({"employer"})
_MOST_BONUSES = 2


async def pay_weighed(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whether the one trade in question is well or badly paid, when the message asks that; else which of two pays more."""
    of_one = len(turn.professions) < _TWO and (_BADLY.search(said) or _WELL.search(said))
    return (await _badly_paid(turn, said) if of_one else None) or await verdict_answer(turn, said, talk)


async def _badly_paid(turn: Turn, said: str) -> ReplyDraft | None:
    """Whether it is so at first, by employer; the bonuses and the end of the scale. None without a trade or figures."""
    if turn.profession is None or _OWN.search(said) or has_standing(turn, _IN_POST):
        return None
    trade = await professions.known(turn.session, turn.profession)
    smic = await benchmarks.get(turn.session, "smic")
    if trade is None or smic is None or smic.value is None:
        return None
    by_sector = await starts(turn, trade, smic.value)
    told = [(sector, by_sector[sector]) for sector in _EMPLOYERS if sector in by_sector]
    if not told:
        return None
    well = _BADLY.search(said) is None
    head = _verdict(told[0][1], smic.value, as_of_words(smic.as_of), well)
    lines = [_line(sector, start) for sector, start in told[:2]]
    if "private_non_profit" not in by_sector:
        lines.append(
            "- dans une association : la convention fixe le salaire, je n'ai pas de chiffre de début sûr"
        )
    bonuses = [
        one for one in await pay.lines(turn.session, trade.slug) if one.kind == "bonus" and one.has_amount
    ]
    today = turn.now.date()
    extra = " ; ".join(
        f"{one.context}, {amount(one)} ({as_of_words(one.as_of)}){caution(one, today, smic)}"
        for one in bonuses[:_MOST_BONUSES]
    )
    ends = [start.end for _, start in told if start.end]
    later = f" En fin de carrière, jusqu'à {euros(max(ends))} brut." if ends else ""
    more = (
        f"Des primes s'ajoutent : {extra}."
        if extra
        else "Des primes peuvent s'ajouter, selon l'employeur et sa convention."
    )
    return ReplyDraft(
        text=f"{head}\n\n{capital(both_names(trade))}, brut par mois au début :\n\n"
        + "\n".join(lines)
        + f"\n\n{more}{later}",
        choices=[
            choice("Tous les chiffres", "pay", trade),
            choice("La prime Ségur", "segur", trade),
            choice("Évoluer ensuite", "profession_progression", trade),
        ],
        sources=distinct(
            [source(start.line.source_url, start.line.as_of) for _, start in told[:2]]
            + [source(one.source_url, one.as_of) for one in bonuses[:_MOST_BONUSES]]
            + [source(smic.source_url, smic.as_of)],
            5,
        ),
    )


def _verdict(start: Start, minimum: float, dated: str, well: bool) -> str:
    """What is true of « mal payé », or `well` paid, from what is paid at first, the Ségur with it, and the minimum."""
    first = max(start.line.with_cti_min or 0.0, start.amount)
    smic = f"le SMIC ({euros(minimum)} brut par mois, {dated})"
    if first <= minimum * _NEAR:
        return f"Au début, {'non' if well else 'oui'} : le salaire de base est à peu près {smic}."
    if first <= minimum * _A_LITTLE:
        return f"{'Moyennement' if well else 'En partie'} : au début, c'est un peu plus que {smic}."
    return f"Plutôt {'oui' if well else 'non'} : même au début, c'est nettement plus que {smic}."


def _line(sector: str, start: Start) -> str:
    total = euro_range(start.line.with_cti_min, start.line.with_cti_max)
    rise = f", {total} avec le complément Ségur (calcul)" if total else ""
    dated = as_of_words(start.line.as_of)
    told = (
        f", le SMIC (grille, {dated} : {euros(start.line.gross_min or 0)})" if start.raised else f" ({dated})"
    )
    return f"- {_EMPLOYERS[sector]} : **{euros(start.amount)}**{told}{rise}"
