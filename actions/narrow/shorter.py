"""« plus court dans le même esprit ? », « c'est plus court ? »: trades learnt in less time, or two lengths side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.narrow.each_of_two import pair_of
from actions.talk.turn import Turn
from actions.thread.compared import months_of, short_length, short_name
from actions.thread.facts_told import is_told
from actions.words.choices import choice
from actions.words.wording import both_names, capital, distinct, source, than
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.catalogue.queries import professions
from bot.replies import ChoiceDraft, ReplyDraft, Source

_WHICH = re.compile(r"\b(?:le|la) (?:moins|plus)\b|\blequel\b|\blaquelle\b")
_NOT_SO_LONG = re.compile(
    r"\bpas (?:faire |etudier |passer |repartir pour |partir pour |envie de faire )?"
    r"(\d|deux|trois|quatre|cinq) (?:ans|annees)\b"
)
_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5}
_MOST = 3
_SHORTER_BY = 0.75  # of the length of the trade aimed at: what counts as shorter
_SPIRIT = ("contact", "desk", "technical", "autonomy")
_LEADING = "encadrement"  # one comes to it after years: it is no shorter way
_BODY = ("none", "some", "central")
_LEVELS = ("sans-diplome", "cap", "bac", "bac-plus-2", "bac-plus-3")
_ENOUGH = 3  # likeness under which a trade is no longer « in the same spirit »


async def shorter_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """Trades like the one in question that are learnt in less time; None without a trade whose length is known."""
    if turn.said("neighbour") and not turn.professions:
        return None  # « les chaussures orthopédiques, c'est plus court ? » is asked of a trade whose length is not held
    aimed = await professions.known(turn.session, turn.profession) if turn.profession else None
    length = months_of(aimed) if aimed else None
    mine = profile(aimed.slug) if aimed else {}
    if aimed is None or not length or not mine:
        return None
    if short_enough := _within(aimed, said, length):
        return short_enough
    if beside := await _length_beside(turn, said, aimed, length):
        return beside
    spared = is_told(turn, "body_spared")
    found: list[tuple[int, float, Profession]] = []
    for trade, other in await open_as_it(turn, aimed):
        months = months_of(trade)
        if months is None:
            continue
        alike = likeness(mine, other) + (trade.family == aimed.family)
        if other["physical"] == "heavy" and spared:
            continue  # « pas un truc physique », told before
        if months <= _SHORTER_BY * length and alike >= _ENOUGH:
            found.append((alike, months, trade))
    found.sort(key=lambda one: (-one[0], one[1]))
    shorter = [trade for _, _, trade in found[:_MOST]]
    if not shorter:
        return ReplyDraft(
            text=f"Je ne connais pas de métier proche de {both_names(aimed)} avec une formation plus courte "
            f"({short_length(aimed)}). Un conseiller peut chercher avec vous un chemin plus rapide.",
            choices=[ChoiceDraft(title="Parler à quelqu'un", payload="/human")],
            sources=_sources([aimed]),
        )
    turn.remember("last_list", [trade.slug for trade in shorter])
    lines = "\n".join(f"- **{capital(both_names(trade))}** : {short_length(trade)}" for trade in shorter)
    return ReplyDraft(
        text=f"Oui, il y a plus court {than(both_names(aimed))} ({short_length(aimed)}), avec des personnes ou un travail "
        f"proches :\n\n{lines}\n\nLequel voulez-vous voir ?",
        choices=[
            choice(capital(short_name(trade, 24)), "profession_info", trade) for trade in shorter[:_MOST]
        ],
        sources=_sources(shorter),
    )


def _within(aimed: Profession, said: str, length: float) -> ReplyDraft | None:
    """« je veux pas faire 3 ans », of a trade that is learnt in less: it is said how long it takes; else None."""
    found = _NOT_SO_LONG.search(said)
    years = (_NUMBERS.get(found[1]) or int(found[1])) if found else 0
    if length >= 12 * years:
        return None
    return ReplyDraft(
        text=f"C'est plus court que cela : pour {both_names(aimed)}, comptez {short_length(aimed)}.",
        choices=[choice("Les étapes", "training_path", aimed), choice("Les conditions", "admission", aimed)],
        sources=_sources([aimed]),
    )


async def open_as_it(turn: Turn, aimed: Profession) -> list[tuple[Profession, Mapping[str, Any]]]:
    """The other trades that ask at the entry for no more than `aimed`, each with its profile; none that leads a team."""
    level = _LEVELS.index(profile(aimed.slug)["entry_level"])
    found = [(trade, profile(trade.slug)) for trade in await professions.every(turn.session)]
    return [
        (trade, other)
        for trade, other in found
        if other
        and trade.slug != aimed.slug
        and not other.get("requires")
        and not trade.family == _LEADING != aimed.family
        and _LEVELS.index(other["entry_level"]) <= level
    ]


async def _length_beside(turn: Turn, said: str, aimed: Profession, length: float) -> ReplyDraft | None:
    """The two lengths: « moniteur-éducateur alors, c'est plus court ? », or « le moins long ? » of two just compared."""
    pair = [one for one in await pair_of(turn) if one.slug != aimed.slug]
    of_the_two = turn.known("last_subject") == "compare_professions" or _WHICH.search(said)
    before = pair[0] if len(pair) == 1 and of_the_two else None
    if before is None and turn.said("profession") and turn.previous_profession:
        before = await professions.known(turn.session, turn.previous_profession)
    other = months_of(before) if before else None
    if before is None or not other or before.slug == aimed.slug:
        return None
    if length == other:
        verdict = "C'est la même durée"
    elif not turn.said("profession"):
        verdict = f"Le plus court : {both_names(aimed if length < other else before)}"
    else:
        verdict = "Oui, c'est plus court" if length < other else "Non, ce n'est pas plus court"
    return ReplyDraft(
        text=f"{verdict}.\n\n- {capital(both_names(aimed))} : {short_length(aimed)}\n"
        f"- {capital(both_names(before))} : {short_length(before)}",
        choices=[choice(capital(short_name(one, 24)), "training_path", one) for one in (aimed, before)],
        sources=_sources([aimed, before]),
    )


def likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    """How alike two trades are in whom they serve and what is done: 0 when nobody is served by both."""
    shared = len(set(one["publics"]) & set(other["publics"]) - {"everyone"})
    if not shared:
        return 0
    alike = [name for name in _SPIRIT if one[name] == other[name]]
    # Who wants no care of the body does not find it again in a trade that is all about it.
    apart = abs(_BODY.index(one["body_care"]) - _BODY.index(other["body_care"]))
    return 2 * min(shared, 2) + len(alike) + 1 - apart


def _sources(trades: list[Profession]) -> list[Source]:
    return distinct([source(trade.training_source_url, trade.training_as_of) for trade in trades], 3)
