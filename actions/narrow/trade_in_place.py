"""« Et en maternité ? », amid a talk about one trade: whether it is found there, and which trades are."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.compared import titles
from actions.words.choices import choice, sources_of
from actions.words.wording import both_names, bullets, capital, distinct
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.replies import ReplyDraft

# What people call a place of work, and how our facts write it.
_PLACES = (
    ("maternité", re.compile(r"maternites?"), re.compile(r"maternite")),
    ("pédiatrie", re.compile(r"pediatrie"), re.compile(r"pediatri")),
    ("psychiatrie", re.compile(r"psychiatrie|\bpsy\b"), re.compile(r"psychiatri")),
    ("urgences", re.compile(r"urgences?"), re.compile(r"urgence")),
    ("bloc opératoire", re.compile(r"bloc"), re.compile(r"bloc")),
    ("crèche", re.compile(r"creches?"), re.compile(r"creche")),
    (
        "Ehpad",
        re.compile(r"ehpads?|maisons? de retraite"),
        re.compile(r"ehpad|maison de retraite|personnes agees"),
    ),
    ("IME", re.compile(r"\bimes?\b"), re.compile(r"\bimes?\b|medico-educatif|handicap")),
    ("néonatologie", re.compile(r"neonat\w*"), re.compile(r"neonat")),
)
_MOST = 3


async def trade_in_place_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """Whether the trade in question has the place named among its own, and the trades that have; None without both."""
    found = next(((name, there) for name, called, there in _PLACES if called.search(said)), None)
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if found is None or trade is None or turn.said("profession"):
        return None
    name, there = found
    having = [
        one
        for one in await professions.every(turn.session)
        if any(there.search(fold_text(place)) for place in one.workplaces)
    ]
    own = any(one.slug == trade.slug for one in having)
    others = [one for one in having if one.slug != trade.slug][:_MOST]
    head = (
        f"Oui, {both_names(trade)} : ce lieu ({name}) est parmi ceux que je connais pour ce métier."
        if own
        else f"Pour {both_names(trade)}, je ne trouve pas ce lieu ({name}) dans ce que je sais. L'employeur le dit."
    )
    if not own and not others:
        return None
    if others:
        head += f"\n\nOn y trouve {'aussi' if own else 'plutôt'} :\n\n" + bullets(
            [capital(both_names(one)) for one in others], _MOST
        )
    return ReplyDraft(
        text=head,
        choices=[
            choice(title, "profession_info", one)
            for title, one in zip(titles("", others), others, strict=True)
        ],
        sources=distinct([one for entry in (trade, *others) for one in sources_of(entry)], 3),
    )
