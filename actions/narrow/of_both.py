"""Of trades compared, one thing asked: how hard they are to enter, whom they serve, on one's own account, the hours."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions.narrow.bridges import choices_of
from actions.talk.turn import Turn
from actions.thread.compared import titles, trades_compared
from actions.words.choices import access_sources, choice, sources_of
from actions.words.wording import both_names, capital, distinct
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.french.folding import fold_text
from bot.replies import ReplyDraft

_ENTRY = re.compile(
    r"entrer|rentrer|\brentre\b|\bentre\b|\bavoir\b|obtenir|integrer|\bpris\w*\b|acces\w*|selecti\w*|admi[st]\w*|concours"
    r"|(?:plus|moins) (?:dure?s?|difficiles?|faciles?|simples?)"
)
_EASIER = re.compile(r"\b(?:plus|moins|aussi) (?:dure?s?|difficiles?|faciles?|simples?|selecti\w+)\b")
_FREELANCE = re.compile(r"liberal\w*|a (?:mon|son) compte|independant\w*|cabinet")
_HOURS = re.compile(r"horaires?")
_OF_HOURS = re.compile(r"horaire|nuit|week-end|journee|poste|roulement|heures")
_PUBLICS = {
    "children": re.compile(r"enfants?|bebes?|petits?|gamins?|gosses?"),
    "elderly": re.compile(r"agees?|vieux|vieilles?|papis?|mamies?|anciens"),
    "disability": re.compile(r"handicap\w*|autis\w*"),
    "sick": re.compile(r"malades?|patients?"),
    "young": re.compile(r"ados?\b|adolescents?|jeunes"),
    "families": re.compile(r"familles?|parents"),
}
_CALLED = {
    "children": "des enfants",
    "elderly": "des personnes âgées",
    "disability": "des personnes handicapées",
    "sick": "des personnes malades",
    "young": "des jeunes",
    "families": "des familles",
}
_ASKS = {
    "sans-diplome": "aucun diplôme exigé à l'entrée",
    "cap": "un CAP à l'entrée",
    "bac": "le bac, en général",
    "bac-plus-2": "un bac + 2",
    "bac-plus-3": "un bac + 3 ou un premier diplôme du métier",
}
_SETS_BESIDE = re.compile(r"\b(?:plus|moins|entre|ou|lequel|laquelle|pareil|que)\b")
_SELECTION = re.compile(r"selection|dossier|entretien|parcoursup|concours|candidature")


async def of_both_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What is asked of each trade compared, on that point alone; None without two trades."""
    several = len(turn.professions) > 1 or turn.known("last_subject") == "compare_professions"
    # « et psychomotricien, il y a un concours ? » after another's pay asks it of that one alone.
    several = several or (
        turn.known("last_subject") in ("pay", "segur") and (not turn.professions or _SETS_BESIDE.search(said))
    )
    # « et psychomotricien c'est plus facile à avoir ? », beside the trade spoken of before.
    beside = len(turn.professions) == 1 and turn.previous_profession and _EASIER.search(said)
    trades = await trades_compared(turn) if several or beside else []
    if len(trades) < 2:
        return None
    text = _compared(trades, said)
    if text is None:
        return None
    turn.remember("last_list", [trade.slug for trade in trades])
    return ReplyDraft(
        text=text,
        choices=[
            choice(title, "profession_info", trade)
            for title, trade in list(zip(titles("", trades), trades, strict=True))[:2]
        ]
        + choices_of(trades[0])[:1],
        sources=distinct(
            [one for trade in trades for one in (*access_sources(trade), *sources_of(trade))], 4
        ),
    )


def _compared(trades: list[Profession], said: str) -> str | None:
    if _FREELANCE.search(said):
        return _freelance(trades)
    public = next((name for name, pattern in _PUBLICS.items() if pattern.search(said)), None)
    if public:
        return _serving(trades, public)
    if _HOURS.search(said):
        return _lines("Les horaires, d'après ce que je sais :", trades, _hours)
    return _entry(trades) if _ENTRY.search(said) else None


def _lines(head: str, trades: list[Profession], told: Callable[[Profession], str], end: str = "") -> str:
    lines = "\n".join(f"- {capital(both_names(trade))} : {told(trade)}" for trade in trades)
    return f"{head}\n\n{lines}" + (f"\n\n{end}" if end else "")


def _hours(trade: Profession) -> str:
    lines = [line for line in trade.working_conditions if _OF_HOURS.search(fold_text(line))]
    return " ; ".join(lines[:2]) or "je n'ai pas d'horaires sûrs"


def _freelance(trades: list[Profession]) -> str:
    def told(trade: Profession) -> str:
        lines = [*trade.workplaces, *trade.progression, *trade.working_conditions]
        line = next((line for line in lines if "liberal" in fold_text(line)), None)
        return f"oui ({line})" if line else "je ne le trouve pas dans ce que je sais"

    return _lines("En libéral :", trades, told)


def _serving(trades: list[Profession], public: str) -> str:
    serving = [trade for trade in trades if public in profile(trade.slug).get("publics", ())]
    called = _CALLED[public]
    if not serving:
        head = f"Aucun des deux n'est surtout avec {called}, d'après ce que je sais :"
    elif len(serving) == len(trades):
        head = f"Les deux travaillent avec {called} :"
    else:
        head = f"Avec {called}, plutôt {' ou '.join(both_names(trade) for trade in serving)} :"
    return _lines(head, trades, lambda trade: " ; ".join(trade.workplaces[:2]) or "lieux non trouvés")


def _entry(trades: list[Profession]) -> str:
    levels = [profile(trade.slug).get("entry_level", "") for trade in trades]
    ranks = [list(_ASKS).index(level) if level in _ASKS else None for level in levels]
    known = [rank for rank in ranks if rank is not None]
    if len(known) == len(trades) and len(set(known)) > 1:
        easiest = [trade.name_f for trade, rank in zip(trades, ranks, strict=True) if rank == min(known)]
        head = f"Le plus ouvert à l'entrée : {' ou '.join(easiest)}."
    else:
        head = "À l'entrée, on demande la même chose : je n'ai pas de taux de réussite sûr pour dire plus."

    def told(trade: Profession) -> str:
        way = next(
            (one for one in trade.ways_in if _SELECTION.search(fold_text(f"{one.way} {one.detail or ''}"))),
            None,
        )
        asked = _ASKS.get(profile(trade.slug).get("entry_level", ""), "niveau à vérifier")
        detail = (way.detail or way.way).split(" ; ")[0] if way else ""
        return f"{asked}{f' ; {detail}' if detail else ''}"

    return _lines(
        head,
        trades,
        told,
        "Le nombre de places et de candidats dépend de l'école : Parcoursup ou l'école le dit.",
    )
