"""Two places in one message (« Amiens ou Abbeville »), each of which is searched; any date (« n'importe quel mois »)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from actions.talk.turn import Turn
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_ANY_KIND = re.compile(r"\b(rencontres?|evenements?|dates?)\b")
_ANY_DATE = re.compile(
    r"\b(?:n.?importe (?:quel(?:le)? (?:mois|date|jour|moment|periode)|quand)|peu importe (?:la date|le mois|le jour|quand)"
    r"|toute l.annee|toutes les dates|sans date|(?:pas|plus) de date)\b"
)


async def near_each(
    turn: Turn, answer: Callable[[Turn], Awaitable[list[ReplyDraft]]]
) -> list[ReplyDraft] | None:
    """What `answer` finds near each of the two places told, one after the other; None when there are not two.

    Where both have nothing, who knows what there is comes once.
    """
    places = turn.said("place")
    if len(places) != 2:
        return None
    others = [one for one in turn.entities if one.get("entity") != "place"]
    found: list[ReplyDraft] = []
    listed: list[str] = []
    for place in places:
        own = replace(turn, slots={**turn.slots, "place": place}, entities=others)
        near = await answer(own)
        # What is near both is shown once.
        shown = {card.title for one in found for card in one.cards if card.kind != "contact"}
        again = {card.title for one in near for card in one.cards if card.kind != "contact"}
        found += [] if again and again <= shown else near
        listed += own.remembered.pop("last_list", [])
    if listed:
        turn.remember("last_list", list(dict.fromkeys(listed)))
    else:
        found[0].cards = [card for card in found[0].cards if card.kind != "contact"]
    found[0].choices = []
    return found


def takes_any_date(text: str) -> bool:
    """Whether `text` lets go the date told before."""
    return _ANY_DATE.search(normalise(text)) is not None


def forget_what_is_stale(turn: Turn) -> None:
    """A search that says its place and its kind anew says its dates too, or means none."""
    if takes_any_date(turn.text):
        turn.remember("date", None)
    if turn.intent != "event_search" or turn.text.startswith("/"):
        return
    if turn.said("place") and turn.said("event_type") and not turn.said("date"):
        turn.remember("date", None)
    if turn.known("event_type") and not turn.said("event_type") and _ANY_KIND.search(fold_text(turn.text)):
        turn.remember("event_type", None)
