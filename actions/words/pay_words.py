"""An amount of pay in words: where, when, how sure, in usual words or in easy ones."""

from __future__ import annotations

from datetime import date

from actions.talk.turn import Turn
from actions.words.easy_words import easily
from actions.words.wording import as_of_words, capital, euro_range, euros
from bot.catalogue.models import Benchmark, PayLine
from bot.catalogue.queries import pay

SECTORS = {
    "public_hospital": "à l'hôpital public",
    "public_territorial": "dans une collectivité (mairie, département)",
    "public_state": "dans la fonction publique d'État",
    "public": "dans le public",
    "private_non_profit": "dans une association",
    "private": "dans le privé",
    "liberal": "en libéral",
    "home_employer": "chez un particulier employeur",
}
_MOMENTS = {"beginner": "en début de carrière", "mid": "en milieu de carrière", "end": "en fin de carrière"}


def amount(line: PayLine, net: bool = False) -> str | None:
    """The amount of `line` in words, a month where it can be said so; None when there is none.

    Gross is said rather than net where both are known, unless `net`.
    """
    gross_range = euro_range(line.gross_min, line.gross_max)
    net_range = euro_range(line.net_min, line.net_max)
    if gross_range and not (net and net_range):
        return f"{gross_range} brut par mois"
    if net_range:
        return f"{net_range} net par mois"
    annual = euro_range(line.annual_min, line.annual_max)
    if annual:
        return f"{annual} par an"
    hourly = line.hourly_min if line.hourly_min is not None else line.hourly_max
    if hourly is not None:
        return f"{hourly:.2f}".replace(".", ",") + "\u00a0€ de l'heure"
    return euros(line.computed_monthly) + " par mois (calcul)" if line.computed_monthly is not None else None


def caution(line: PayLine, today: date, smic: Benchmark | None) -> str:
    """What must be said beside the amount: its age, its reliability, the minimum wage above it."""
    notes = []
    if line.below_smic and smic is not None and smic.value is not None:
        notes.append(
            f"sous le SMIC d'aujourd'hui : on touche au moins {euros(smic.value)} brut à temps plein"
        )
    if pay.is_old(line.as_of, today):
        notes.append("chiffre ancien, à vérifier" if line.as_of else "chiffre non daté, à vérifier")
    elif line.reliability == "low" and line.reliability_stated:
        notes.append("source peu sûre, à vérifier")
    return f" ({' ; '.join(notes)})" if notes else ""


def where_and_when(line: PayLine) -> str:
    """Employer and moment of `line` in plain words: « à l'hôpital public, en début de carrière »."""
    where = SECTORS.get(line.sector, line.context)
    when = _MOMENTS.get(line.moment, line.moment_text)
    return f"{where}, {when}" if when else where


def sentence(line: PayLine, today: date, smic: Benchmark | None, net: bool = False) -> str:
    """One line of pay as a sentence, with what it includes, its date and its cautions; in net if `net`."""
    kind = "bénéfice avant impôt de " if line.kind == "liberal_income" else ""
    includes = f", {line.includes}" if line.includes and line.includes != "non précisé" else ""
    total = euro_range(line.with_cti_min, line.with_cti_max)
    rise = f" Avec le complément Ségur : {total} brut (calcul)." if total else ""
    return (
        f"{capital(where_and_when(line))} : **{kind}{amount(line, net)}**{includes} "
        f"({as_of_words(line.as_of)}){caution(line, today, smic)}.{rise}"
    )


async def easy_pay(
    turn: Turn, name: str, line: PayLine, smic: Benchmark | None, net: bool = False
) -> str | None:
    """`line` for trade `name` in easy words, with its cautions and what « brut » means; None when they are not wanted."""
    kind = "bénéfice avant impôt de " if line.kind == "liberal_income" else ""
    told = f"{kind}{amount(line, net)}"
    parts = [
        await easily(
            turn,
            "pay_line",
            profession=name,
            where=capital(where_and_when(line)),
            amount=f"**{told}**",
            date=as_of_words(line.as_of),
        )
    ]
    if parts == [None]:
        return None
    if line.below_smic and smic is not None and smic.value is not None:
        parts.append(await easily(turn, "pay_too_low", minimum=euros(smic.value)))
    if pay.is_old(line.as_of, turn.now.date()) or (line.reliability == "low" and line.reliability_stated):
        parts.append(await easily(turn, "pay_unsure"))
    if "brut" in told:
        parts.append(await easily(turn, "pay_gross"))
    return "\n".join(part for part in parts if part)
