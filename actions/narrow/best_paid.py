"""« Lequel paye le mieux ? » asked of no trade in particular: the best paid to begin with, and how long they take."""

from __future__ import annotations

import re

from actions.narrow.pay_verdict import Start, starts
from actions.talk.turn import Turn
from actions.thread.compared import short_length, titles, trades_compared
from actions.words.choices import choice
from actions.words.wording import as_of_words, both_names, capital, distinct, euros, source
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.catalogue.queries import benchmarks, professions
from bot.replies import ReplyDraft

_MOST = 4
_NO_BAC = re.compile(
    r"\b(?:sans|pas(?: eu| besoin)?|ni|aucun)(?: (?:le|de|d|mon|du|avoir|aucun|un))* ?(?:bac|diplomes?|etudes?)\b"
)
_BEST = re.compile(
    r"(?:\b(?:mieux|plus|bien|meilleure?s?)|\+) (?:paye\w*|paie\w*|paiy\w*|remuner\w*|salaires?)"
    r"|(?:paye\w*|paie\w*|gagn\w*|remuner\w*|touch\w*) (?:le |la |les )?(?:plus|mieux|bien)\b"
    r"|meilleure?s? (?:paie|paye|salaire)\w*"
)
_WHICH = re.compile(
    r"\b(?:metiers?|boulots?|jobs?|tafs?|postes?|les?quel\w*|laquelle|quoi|quel\w*)\b|\bou (?:on|l.on)\b"
)
# Two or three trades, an employer, what a trade of its own pays: asked of something else than of all trades.
_OTHER = re.compile(
    r"\bles (?:deux|2|trois|3)\b|entre\b|interim|prive|public|hopital|ehpad|domicile|liberal|\bce (?:metier|boulot)"
)
_OPEN = frozenset({"sans-diplome", "cap"})


def asks_best_paid(said: str) -> bool:
    """Whether the folded message asks which trades pay best."""
    return _BEST.search(said) is not None and _WHICH.search(said) is not None and not _OTHER.search(said)


async def best_paid_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """The trades whose first pay in the public service is highest; None when trades are named or listed."""
    open_to_all = _NO_BAC.search(said) is not None
    if not asks_best_paid(said) or turn.professions or (not open_to_all and await trades_compared(turn)):
        return None
    smic = await benchmarks.get(turn.session, "smic")
    floor = smic.value if smic is not None and smic.value is not None else 0.0
    paid: list[tuple[Profession, Start]] = []
    for profession in await professions.every(turn.session):
        described = profile(profession.slug)
        if "requires" in described or (open_to_all and described.get("entry_level") not in _OPEN):
            continue  # one comes to it from another trade, after years
        start = (await starts(turn, profession, floor)).get("public")
        if start and start.line.as_of:
            paid.append((profession, start))
    paid.sort(key=lambda pair: -pair[1].amount)
    best = paid[:_MOST]
    if not best:
        return None
    lines = [_line(profession, start) for profession, start in best]
    among = "qui s'ouvrent sans le bac" if open_to_all else "dont je connais le salaire"
    trades = [profession for profession, _ in best]
    turn.remember("last_list", [trade.slug for trade in trades[:3]])
    return ReplyDraft(
        text=f"Parmi les métiers {among}, les mieux payés au début, dans le public, brut par mois et sans les primes :\n\n"
        + "\n".join(lines)
        + (
            ""
            if open_to_all
            else "\n\nDes spécialités et l'encadrement paient plus, après des années de métier."
        ),
        choices=[
            choice(title, "pay", trade)
            for title, trade in zip(titles("", trades[:3]), trades[:3], strict=True)
        ],
        sources=distinct([source(start.line.source_url, start.line.as_of) for _, start in best], 4),
    )


def _line(profession: Profession, start: Start) -> str:
    raised = ", le SMIC" if start.raised else ""
    return (
        f"- {capital(both_names(profession))} : **{euros(start.amount)}**{raised} ({as_of_words(start.line.as_of)}) ; "
        f"formation : {short_length(profession)}"
    )
