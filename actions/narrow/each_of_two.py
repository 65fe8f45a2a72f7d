"""« c'est sur Parcoursup, les trois ? »: what is asked of the trades just compared is answered of each."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from actions.talk.turn import Turn
from actions.thread.weighed import says_all, weighed
from actions.words.wording import both_names, distinct
from bot.catalogue.models import Profession
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

# Narrow questions asked of one trade, whose answer names it.
_OF_A_TRADE = frozenset(
    {
        "by_parcoursup",
        "length",
        "entry",
        "selection_form",
        "no_diploma",
        "licence_needed",
        "marks",
        "price",
        "trade_hours",
    }
)
_WHICH_ONE = re.compile(r"\b(?:le|la)quel(?:le)?\b(?! des)")  # « et laquelle coûte le moins cher ? »
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-ZÀÉÊÎÔ«])")
_SOURCES = 4

Computed = Callable[[Turn, str, str], Awaitable[ReplyDraft | None]]


async def pair_of(turn: Turn) -> list[Profession]:
    """The two trades that the message names, else the two on the screen; nothing when there are more, or fewer."""
    named = [str(slug) for slug in turn.said("profession")]
    shown = named or [str(slug) for slug in turn.known("last_list") or []]
    if len(shown) != 2 or (turn.trades_named and not named):
        return []
    found = [await professions.known(turn.session, slug) for slug in shown]
    return [trade for trade in found if trade]


async def trades_of(turn: Turn, said: str) -> list[Profession]:
    """The trades of which `said` asks one thing: those weighed (« chacun », « les deux autres »), else the two it names."""
    slugs = weighed(turn)
    if slugs:
        found = [await professions.known(turn.session, slug) for slug in slugs]
        return [trade for trade in found if trade]
    named = len(turn.said("profession")) == 2 and not turn.said("profession_current")
    which = turn.known("last_subject") == "compare_professions" and _WHICH_ONE.search(said) is not None
    if not (named or says_all(said) or which):
        return []
    return await pair_of(turn) or ([] if turn.trades_named else await _spoken_of_in_turn(turn, said))


async def _spoken_of_in_turn(turn: Turn, said: str) -> list[Profession]:
    """The two trades last spoken of, one after the other, for « les deux »; nothing when it says three."""
    slugs = [slug for slug in (turn.previous_profession, turn.profession) if slug]
    if len(slugs) != 2 or "trois" in said or "3" in said:
        return []
    found = [await professions.known(turn.session, slug) for slug in slugs]
    return [trade for trade in found if trade]


async def of_each(turn: Turn, name: str, computed: Computed, said: str) -> ReplyDraft | None:
    """The answer `name` for each of the trades in question; None when the message does not ask it of several."""
    if name not in _OF_A_TRADE:
        return None
    replies, trades = [], await trades_of(turn, said)
    for trade in trades:
        about = replace(turn, slots={**turn.slots, "profession": trade.slug}, remembered={})
        replies.append(await computed(about, said, said))
    told = [reply for reply in replies if reply]
    if len(told) != len(replies) or len(told) < 2:
        return None
    return ReplyDraft(
        text=_in_one([reply.text for reply in told], [both_names(trade) for trade in trades]),
        choices=told[0].choices,
        sources=distinct([one for reply in told for one in reply.sources], _SOURCES),
    )


def _in_one(texts: list[str], names: list[str]) -> str:
    """The texts one under the other, what they all say kept for the end; said once where they differ by the name alone."""
    bare = {text.replace(name, "{}") for text, name in zip(texts, names, strict=True)}
    if len(bare) == 1 and names[0] in texts[0]:
        those = "les deux" if len(names) == 2 else "les trois"
        together = f"{', '.join(names[:-1])} et {names[-1]}"
        return f"C'est la même réponse pour {those}. {texts[0].replace(names[0], together, 1)}"
    told = [_SENTENCE.split(text) for text in texts]
    shared = [one for one in told[0] if all(one in sentences for sentences in told[1:])]
    apart = [" ".join(one for one in sentences if one not in shared) for sentences in told]
    return "\n\n".join(part for part in (*apart, " ".join(shared)) if part)
