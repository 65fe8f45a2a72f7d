"""Trades put aside by their names: « pas aide à domicile », « j'ai jamais parlé d'assistante maternelle »."""

from __future__ import annotations

import re
from typing import Any

from actions.choosing.own_first import asked_before
from actions.choosing.pausing import of_the_question
from actions.choosing.proposals_said import refuses_named
from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn
from actions.thread.corrected import left_unsaid
from actions.words.wording import both_names
from bot.catalogue.orientation import is_proposed
from bot.catalogue.queries import professions
from bot.french.normalise import normalise

# What stands before a trade that is denied.
_DENIED = re.compile(
    r"\b(?:pas|jamais) (?:\w+ )?(?:parle|dit|demande|cite|evoque|voulu|choisi|ecrit|question|reve)\b[^.,;!?]{0,30}$"
    r"|\bje (?:ne |n')?(?:parl\w+|voul\w+) pas (?:d|de|etre|devenir|faire)\b[^.;!?]{0,12}$"
)
# « finalement aide à domicile ça me va »: a trade put aside is wanted again.
_AFTER_ALL = re.compile(r"\b(?:finalement|en fait|quand meme|apres tout|a la reflexion|changé? d'avis)\b")
# What one did for a while is no trade one aims at: « j'ai fait de la garde d'enfants comme petit boulot ».
_DONE = re.compile(
    r"\b(?:ai|avais) (?:deja |un peu |souvent |longtemps )?(?:fait|garde|ete|travaille|bosse)\b[^.;!?]{0,40}$"
    r"|\b(?:je )?(?:faisais|gardais|etais)\b[^.;!?]{0,24}$"
)
_WANTS = re.compile(
    r"\b(?:veu[tx]|voudrai\w*|aimerai\w*|cherche\w*|devenir|souhait\w*|reve|projet)\b[^.;!?]{0,40}$"
)
_SMALL_JOB = re.compile(
    r"\bpetits? (?:boulots?|jobs?|tafs?)\b|\bjobs? (?:d'?ete|etudiants?|d'appoint)\b|\bbaby.?sitt\w*"
    r"|\bgardes? d.?(?:enfants?|gosses?|petits)\b|\bpour depanner\b|\ba cote (?:de|des) (?:mes )?(?:etudes|cours)\b"
)
_FEW = 14  # words
_TRADES = ("profession", "profession_current")


def keep_trades_aside(turn: Turn) -> None:
    """Note the trades that the message refuses or denies, and forget those that it only tells to have done for a while."""
    if turn.text.startswith("/"):
        return
    done = [one for one in turn.entities if one.get("entity") in _TRADES and _only_done(turn, one)]
    if done:
        turn.entities = [one for one in turn.entities if one not in done]
        _forget(turn, {str(one["value"]) for one in done})
    denied = {str(one["value"]) for one in turn.entities if _is(one) and _denies(_before(turn, one))}
    if denied:
        turn.entities = [
            {**one, "entity": "profession_excluded"} if str(one.get("value")) in denied and _is(one) else one
            for one in turn.entities
        ]
        _forget(turn, denied)
    held = [str(one) for one in turn.known("trades_refused") or ()]
    refused = _refused(turn)
    if refused:
        turn.remember("trades_refused", list(dict.fromkeys([*held, *refused])))
    elif held and _AFTER_ALL.search(normalise(turn.text)) and set(held) & set(turn.professions):
        turn.remember("trades_refused", [one for one in held if one not in turn.professions])


def put_aside_now(turn: Turn) -> list[str]:
    """The trades that this very message puts aside."""
    return [] if turn.text.startswith("/") else _refused(turn)


def only_puts_aside(turn: Turn) -> bool:
    """Whether the message puts trades aside, amid the questions, and asks nothing."""
    asks = "?" in turn.text or asks_of_its_own(turn.text) or asked_before(turn.text)
    return turn.in_form and not asks and bool(put_aside_now(turn))


def of_ours(turn: Turn) -> bool:
    """Whether the message, amid the questions, is about them or their trades: no narrow question is looked for in it."""
    return turn.in_form and (of_the_question(turn.text) or only_puts_aside(turn))


async def put_aside_said(turn: Turn) -> str:
    """« D'accord, j'enlève … »; nothing when the message puts no trade aside, or when it was said already."""
    found = [await professions.known(turn.session, slug) for slug in put_aside_now(turn)]
    names = [both_names(one) for one in found if one is not None]
    return f"D'accord, j'enlève {' ; '.join(names)}. " if names and not turn.form.answered else ""


def _refused(turn: Turn) -> list[str]:
    named = [str(one) for one in turn.said("profession_excluded")]
    alone = turn.professions
    if not named and len(alone) == 1 and turn.in_form and len(turn.text.split()) <= _FEW:
        named = alone if "?" not in turn.text and refuses_named(turn.typed or turn.text) else []
    return [one for one in named if is_proposed([one])]


def _is(one: dict[str, Any]) -> bool:
    return one.get("entity") == "profession"


def _before(turn: Turn, one: dict[str, Any]) -> str:
    return normalise(turn.typed[: int(one.get("start") or 0)])


def _denies(before: str) -> bool:
    return _DENIED.search(before) is not None and not left_unsaid(before)


def _only_done(turn: Turn, one: dict[str, Any]) -> bool:
    head = _before(turn, one)
    return (
        _DONE.search(head) is not None
        and _WANTS.search(head) is None
        and _SMALL_JOB.search(normalise(turn.typed)) is not None
    )


def _forget(turn: Turn, slugs: set[str]) -> None:
    if turn.known("profession") in slugs:
        others = [one for one in turn.professions if one not in slugs]
        turn.remember("profession", others[0] if others else None)
