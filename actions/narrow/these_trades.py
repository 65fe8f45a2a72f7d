"""« Ces métiers, c'est long ? ça paye ? »: of the trades just proposed, how long one trains and what one earns at first."""

from __future__ import annotations

import re

from actions.narrow.pay_verdict import Start, starts
from actions.talk.turn import Turn
from actions.thread.compared import short_length, titles
from actions.thread.goes_on import goes_on
from actions.thread.weighed import weighed
from actions.words.choices import choice
from actions.words.wording import as_of_words, both_names, capital, distinct, euros, source
from bot.catalogue.models import Profession
from bot.catalogue.orientation import is_proposed
from bot.catalogue.queries import benchmarks, professions
from bot.replies import ReplyDraft

_THESE = re.compile(
    r"\b(?:ces|les|des) (?:trois |deux |3 |2 )?(?:metiers?|boulots?|jobs?|tafs?|professions?)\b"
    r"|\b(?:les|des|ces|eux|tous|toutes) (?:les )?(?:trois|deux|3|2)\b|\bchacun|\bceux\b|\bcelles\b"
)
_MOST = 3
NAME = "these_trades"


async def these_trades_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """A line for each trade weighed, or last proposed; None when none was, or when only one is in question."""
    # « et EJE et puéricultrice ? », after the pay of another.
    named = turn.said("profession")[:_MOST] if goes_on(turn) == NAME else []
    slugs = weighed(turn) or named or _proposed(turn, said)
    if not slugs:
        return None
    smic = await benchmarks.get(turn.session, "smic")
    floor = smic.value if smic is not None and smic.value is not None else 0.0
    found = [await professions.known(turn.session, slug) for slug in slugs]
    trades = [trade for trade in found if trade is not None]
    paid = [next(iter((await starts(turn, trade, floor)).values()), None) for trade in trades]
    lines = [_line(trade, start) for trade, start in zip(trades, paid, strict=True)]
    return ReplyDraft(
        text="Ces métiers côte à côte, avec la formation et le salaire brut par mois au début, sans les primes :\n\n"
        + "\n".join(lines),
        choices=[
            choice(title, "profession_info", trade)
            for title, trade in zip(titles("", trades), trades, strict=True)
        ],
        sources=distinct(
            [source(start.line.source_url, start.line.as_of) for start in paid if start]
            + (
                [source(smic.source_url, smic.as_of)]
                if smic and any(one and one.raised for one in paid)
                else []
            ),
            4,
        ),
    )


def _proposed(turn: Turn, said: str) -> list[str]:
    """The trades last proposed; nothing when a trade is named, or when the talk is about another."""
    slugs = [str(slug) for slug in (turn.known("last_list") or [])][-_MOST:]
    together = turn.known("last_subject") in (
        "compare_professions",
        "help_choose",
        "job_offers",
    ) or _THESE.search(said)
    spoken_of = turn.profession is not None and not together
    if len(slugs) < 2 or not is_proposed(slugs) or turn.professions or spoken_of:
        return []
    return slugs


def _line(trade: Profession, start: Start | None) -> str:
    pay = "pas de salaire de début sûr"
    if start is not None:
        raised = ", le SMIC" if start.raised else ""
        pay = f"**{euros(start.amount)}**{raised} ({as_of_words(start.line.as_of)})"
    return f"- {capital(both_names(trade))} : {short_length(trade)} ; {pay}"
