"""« Lequel est le mieux payé ? », « presque pareil, alors ? »: one verdict from pay at the same employer, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.narrow.net_and_gross import told
from actions.narrow.way_between import practised
from actions.people.standing import has_standing
from actions.talk.turn import Turn
from actions.thread.compared import titles, trades_compared
from actions.words.choices import choice
from actions.words.pay_words import amount
from actions.words.wording import as_of_words, both_names, capital, distinct, euros, source
from bot.catalogue.models import PayLine, Profession
from bot.catalogue.queries import benchmarks, pay, professions
from bot.replies import ReplyDraft

# Employers in the order in which they are looked at, and their words.
_SECTORS = {
    "public": "dans le public",
    "private": "dans le privé",
    "private_non_profit": "dans une association",
}
# Helpers at home mostly work for an association: its scale comes before those of public employers (a minimum without what
# a diploma adds: branche de l'aide à domicile, 2025).
_HOME_HELP = "aide-a-domicile"
_ASSOCIATION_FIRST = ("private_non_profit", "private", "public")
_PUBLIC = frozenset({"civil_servant", "hospital"})
_DIPLOMA_COUNTS = (
    "\n\nDans la branche de l'aide à domicile, le diplôme s'ajoute à ce minimum. De combien, je ne l'ai pas :"
    " votre employeur ou un syndicat le dit."
)
_AS_PUBLIC = frozenset({"public_hospital", "public", "public_territorial", "public_state"})
_ALIKE = 0.03  # below this part of the lower pay, the difference is not felt
_SAME = re.compile(
    r"\b(?:pareil\w*|meme (?:chose|salaire|paye|prix)|kif|equivalent\w*|idem|se (?:vaut|valent|vau))\b"
)
_MONEY = re.compile(
    r"pay[ee]\w*|paie|salaires?|gagn\w*|touch\w*|remuner\w*|\bsous\b|thunes?|argent|rapporte\w*"
)
_MORE = re.compile(r"\b(?:plus|mieux|de plus|pareil\w*|moins)\b(?! (?:tard|jeune|court|long|de \d))")
_OF_PAY = frozenset({"pay", "segur", "apprenticeship"})


@dataclass(frozen=True)
class Start:
    """What a trade pays to begin with at one employer, euros gross a month; `raised` to the minimum wage when under it."""

    line: PayLine
    amount: float
    raised: bool
    end: float | None


async def verdict_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """Which of the trades pays more to begin with, or that it is nearly the same; None without two trades and money."""
    if turn.said("profession_excluded"):
        return None  # « je parle pas des infirmières là, je suis aide-soignante »
    if turn.next_door:
        return None  # « et infirmière scolaire, ça paye ? »: we have no pay for it, that of another trade is not asked
    if told(turn.text, turn.earlier) is not None:
        return None  # « plus que maintenant ? »: set beside the amount told, not beside another trade
    asks_same = bool(_SAME.search(said))
    if not _MONEY.search(said) and turn.known("last_subject") not in _OF_PAY:
        return None
    trades = await _own_and_aimed(turn, said) or await trades_compared(turn)
    if len(trades) < 2:
        return None
    smic = await benchmarks.get(turn.session, "smic")
    floor = smic.value if smic is not None and smic.value is not None else 0.0
    paid = [await starts(turn, trade, floor) for trade in trades]
    known = [(trade, by_sector) for trade, by_sector in zip(trades, paid, strict=True) if by_sector]
    home = _private_home_help(turn)
    order = _ASSOCIATION_FIRST if home else tuple(_SECTORS)
    sector = next((name for name in order if all(name in by_sector for _, by_sector in known)), None)
    if sector is None or len(known) < 2:
        text, shown = _apart(trades, paid, floor)
        for trade, by_sector in zip(trades, paid, strict=True):
            if not by_sector and (other := await _otherwise(turn, trade)):
                text = text.replace(f"{capital(trade.name_f)} : pas de salaire de début sûr", other)
    else:
        text, shown = _together(
            [trade for trade, _ in known], [by_sector[sector] for _, by_sector in known], sector, asks_same
        )
        unknown = [trade.name_f for trade, by_sector in zip(trades, paid, strict=True) if not by_sector]
        text += "".join(f"\n\n{capital(name)} : je n'ai pas de salaire de début sûr." for name in unknown)
        text += _DIPLOMA_COUNTS if home and sector != "public" else ""
    turn.remember("last_list", [trade.slug for trade in trades])
    names = titles("Salaire : ", trades)
    return ReplyDraft(
        text=text,
        choices=[choice(title, "pay", trade) for title, trade in list(zip(names, trades, strict=True))[:3]],
        sources=distinct(
            [source(start.line.source_url, start.line.as_of) for start in shown]
            + ([source(smic.source_url, smic.as_of)] if smic and any(one.raised for one in shown) else []),
            4,
        ),
    )


def _private_home_help(turn: Turn) -> bool:
    """Whether the person helps at home and told of no public employer."""
    return practised(turn) == _HOME_HELP and not has_standing(turn, _PUBLIC)


async def _own_and_aimed(turn: Turn, said: str) -> list[Profession]:
    """« c'est mieux payé, au moins ? » asked of a trade wanted: it and the one that the person practises; else nothing."""
    own = practised(turn)
    wanted = turn.said("profession") or ([turn.profession] if turn.profession else [])
    if own is None or len(wanted) != 1 or wanted[0] == own or not _MORE.search(said):
        return []
    found = [await professions.known(turn.session, slug) for slug in (own, str(wanted[0]))]
    return [trade for trade in found if trade is not None]


async def _otherwise(turn: Turn, trade: Profession) -> str | None:
    """What is paid in a trade that has no monthly pay to begin with, as by the hour; None when nothing is known."""
    lines = [line for line in await pay.lines(turn.session, trade.slug) if line.has_amount]
    line = next((one for one in lines if one.kind == "salary"), None)
    return (
        f"{capital(trade.name_f)} : {amount(line)} ({line.context}, {as_of_words(line.as_of)})"
        if line
        else None
    )


async def starts(turn: Turn, profession: Profession, floor: float) -> dict[str, Start]:
    """What the trade pays to begin with, by employer: the latest figure told, never under the minimum wage `floor`."""
    by_sector: dict[str, Start] = {}
    lines = [line for line in await pay.lines(turn.session, profession.slug) if line.kind == "salary"]
    for sector in _SECTORS:
        own = [line for line in lines if sector == ("public" if line.sector in _AS_PUBLIC else line.sector)]
        first = [line for line in own if line.moment in ("beginner", "range") and line.gross_min is not None]
        if not first:
            continue
        # A figure for the beginning before the bottom of a whole scale, then the latest.
        line = max(first, key=lambda one: (one.moment == "beginner", one.as_of or ""))
        told = line.gross_min or 0.0
        ends = [one.gross_max or one.gross_min or 0.0 for one in own if one.moment in ("end", "range")]
        by_sector[sector] = Start(line, max(told, floor), told < floor, max(ends, default=None))
    return by_sector


def _line(profession: Profession, start: Start, where: str = "") -> str:
    raised = ", le SMIC" if start.raised else ""
    of_date = as_of_words(start.line.as_of)
    grid = (
        f" (grille de {of_date} : {euros(start.line.gross_min or 0)})"
        if start.raised and start.line.as_of
        else f" ({of_date})"
    )
    return f"- {capital(both_names(profession))}{where} : **{euros(start.amount)}**{raised}{grid}"


def _together(
    trades: list[Profession], paid: list[Start], sector: str, asks_same: bool
) -> tuple[str, list[Start]]:
    ranked = sorted(zip(trades, paid, strict=True), key=lambda pair: -pair[1].amount)
    best, worst = ranked[0], ranked[-1]
    gap = best[1].amount - worst[1].amount
    name = both_names(best[0])
    later = [start.end for _, start in ranked if start.end]
    if gap <= _ALIKE * worst[1].amount:
        head = "Oui, c'est presque pareil au début." if asks_same else "C'est presque pareil au début."
    elif len(ranked) > 2 or ranked[0][1].amount > ranked[1][1].amount:
        head = f"{'Non : ' if asks_same else ''}{name if asks_same else capital(name)}, c'est mieux payé au début."
    else:
        head = f"Au début, l'écart va jusqu'à {euros(gap)} brut par mois."
    lines = "\n".join(_line(profession, start) for profession, start in ranked)
    text = f"{head} {capital(_SECTORS[sector])}, brut par mois, sans les primes :\n\n{lines}"
    if len(later) == len(ranked):
        ends = " ; ".join(
            f"{profession.name_f} {euros(start.end or 0)}"
            for profession, start in sorted(ranked, key=lambda pair: -(pair[1].end or 0))
        )
        text += f"\n\nEn fin de carrière, jusqu'à : {ends}."
    return text, [start for _, start in ranked]


def _apart(trades: list[Profession], paid: list[dict[str, Start]], floor: float) -> tuple[str, list[Start]]:
    """Without one employer that pays both: what is known of each, and no verdict but for what both touch the minimum."""
    first = [next(iter(by_sector.items()), None) for by_sector in paid]
    told = [(trade, *start) for trade, start in zip(trades, first, strict=True) if start is not None]
    unknown = [trade.name_f for trade, start in zip(trades, first, strict=True) if start is None]
    near = len(told) == len(trades) and all(start.amount <= floor * (1 + _ALIKE) for _, _, start in told)
    head = (
        "Presque pareil au début : tout commence près du SMIC, chez des employeurs différents."
        if near
        else "Je ne peux pas trancher : je n'ai pas leurs salaires de début chez un même employeur."
    )
    lines = [_line(trade, start, f" ({_SECTORS[sector]})") for trade, sector, start in told]
    lines += [f"- {capital(name)} : pas de salaire de début sûr" for name in unknown]
    text = head + "\n\n" + "\n".join(lines)
    if told:
        text += "\n\nBrut par mois, sans les primes."
    return text, [start for _, _, start in told]
