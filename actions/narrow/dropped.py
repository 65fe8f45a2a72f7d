"""« Kiné j'oublie, 5 ans c'est trop long », « infirmière c'est mort »: the trade dropped is noted, then what is left."""

from __future__ import annotations

import re
from typing import Any

from actions.narrow.shorter import shorter_answer
from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn
from actions.thread.compared import short_length, titles
from actions.words.choices import choice
from actions.words.wording import both_names, capital, distinct, source
from bot.catalogue.models import Profession
from bot.catalogue.queries import professions
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft

_LONGEST = 22  # words
_RECENT = 6  # messages in which trades were weighed together
_FEWEST, _MOST = 2, 4
_NAMES = frozenset({"profession", "profession_excluded"})
_DROPS = (
    r"(?:j.? ?(?:oublie|elimine|abandonne|ai laisse tomber|laisse(?: tomber)?|zappe)"
    r"|je (?:l.? ?|le |la )?(?:laisse(?: tomber)?|zappe|raye|barre|oublie|elimine|mets? de cote|vire)"
    r"|(?:on )?(?:oublie|laisse tomber|zappe)\w{0,2}"
    r"|(?:c.?est |cest |c )(?:mort|non|fini|rape|foutu|niet|hors de question)|tant pis"
    r"|(?:du coup )?(?:non|nan|nope|niet|mort)\b)"
)
_AFTER = re.compile(rf"^\W*(?:mais |du coup |alors |bah |bon |finalement |en fait )?{_DROPS}")
_BEFORE = re.compile(
    r"\b(?:j.? ?(?:oublie|elimine|abandonne|laisse tomber|zappe)|je (?:laisse tomber|zappe|raye|barre|oublie|elimine|vire)"
    r"|oublie[rz]?|(?:on )?laisse\w{0,2} tomber|on (?:oublie|zappe)|exit|adieu|tant pis pour)"
    r" (?:l.idee (?:d.etre |de devenir |de )?|le metier (?:de |d.)?)?(?:l.|le |la |les |d.|une? |etre )*$"
)
_TOO_LONG = re.compile(
    r"\btrop (?:long\w*|d.annees|d.etudes)|\b(?:\d|deux|trois|quatre|cinq|six) ans\b.*\b(?:trop|long\w*)"
)


async def dropped_answer(turn: Turn) -> ReplyDraft | None:
    """That the one trade the message drops is set aside, with those left or shorter ones; None when it drops none."""
    trade = await professions.known(turn.session, _dropped(turn) or "")
    if trade is None:
        return None
    left = await _left(turn, trade.slug)
    turn.remember("profession", left[0].slug if len(left) == 1 else None)
    head = f"C'est noté : pas {both_names(trade)}. "
    turn.remember("last_subject", "compare_professions" if len(left) > 1 else "help_choose")
    if left:
        turn.remember("last_list", [one.slug for one in left])
        if len(left) == 1:
            told = f"Il reste {both_names(left[0])} ({short_length(left[0])})."
            return ReplyDraft(
                text=f"{head}{told}",
                choices=[
                    choice("Le métier", "profession_info", left[0]),
                    choice("Les étapes", "training_path", left[0]),
                ],
                sources=distinct([source(left[0].training_source_url, left[0].training_as_of)]),
            )
        lines = "\n".join(f"- {capital(both_names(one))} : {short_length(one)}" for one in left)
        return ReplyDraft(
            text=f"{head}Il reste, avec la durée de la formation :\n\n{lines}",
            choices=[
                choice(title, "profession_info", one)
                for title, one in zip(titles("", left), left, strict=True)
            ],
            sources=distinct([source(one.training_source_url, one.training_as_of) for one in left], 3),
        )
    if _TOO_LONG.search(normalise(turn.typed or turn.text)) and (reply := await _shorter(turn, trade)):
        reply.text = f"{head}{reply.text}"
        return reply
    return ReplyDraft(
        text=f"{head}Dites-moi un autre métier, ou ce qui compte : un public, une durée, un lieu.",
        choices=[ChoiceDraft(title="M'aider à choisir", payload="/help_choose")],
    )


async def _shorter(turn: Turn, trade: Profession) -> ReplyDraft | None:
    turn.slots["profession"] = trade.slug
    reply = await shorter_answer(turn, "trop long", "")
    turn.slots["profession"] = None
    return reply


def drops_one(turn: Turn) -> bool:
    """Whether the message only drops one trade."""
    return _dropped(turn) is not None


def leave_dropped(turn: Turn) -> None:
    """Leave out the trade that a message drops beside another one: « pour éducateur je parle, kiné c'est fini »."""
    if turn.in_form or "non plus" in normalise(turn.text):
        return  # each of those refused is put aside
    named = [one for one in turn.entities if one.get("entity") == "profession"]
    kept = [one for one in named if not _is_dropped(turn.typed or turn.text, one)]
    if kept and len(kept) < len(named) and len({one["value"] for one in named}) > 1:
        turn.entities = [one for one in turn.entities if one.get("entity") != "profession" or one in kept]
        if turn.known("profession") not in turn.professions:
            turn.remember("profession", str(kept[-1]["value"]))


def _is_dropped(typed: str, named: dict[str, Any]) -> bool:
    start, end = int(named.get("start") or 0), int(named.get("end") or 0)
    after, before = (f" {normalise(part)} ".replace("'", ".") for part in (typed[end:], typed[:start]))
    return _AFTER.search(after) is not None or _BEFORE.search(before.rstrip() + " ") is not None


def _dropped(turn: Turn) -> str | None:
    """The one trade that the message names, when it says to drop it and asks nothing."""
    typed = turn.typed or turn.text
    named = [one for one in turn.entities if one.get("entity") in _NAMES]
    if (
        turn.filled_a_slot
        or typed.startswith("/")
        or "?" in typed
        or len({one["value"] for one in named}) != 1
        or len(typed.split()) > _LONGEST
        or asks_of_its_own(turn.text)
    ):
        return None
    return str(named[0]["value"]) if _is_dropped(typed, named[0]) else None


async def _left(turn: Turn, dropped: str) -> list[Profession]:
    """The trades weighed with the one dropped, without it: those last listed or named together."""
    listed = [str(slug) for slug in turn.known("last_list") or []]
    named = (
        [str(one.value) for one in find_terms(text) if one.entity == "profession"]
        for text in turn.earlier[:_RECENT]
    )
    for one in (listed, *named):
        slugs = list(dict.fromkeys(one))
        if _FEWEST <= len(slugs) <= _MOST and dropped in slugs:
            found = [await professions.known(turn.session, slug) for slug in slugs if slug != dropped]
            return [trade for trade in found if trade is not None]
    return []
