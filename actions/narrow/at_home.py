"""A trade of one's own that the family does not want, what it pays and whether there is work; what one does in a stage."""

from __future__ import annotations

import re

from actions.narrow.bridges import choices_of, trade_of
from actions.narrow.pay_verdict import starts
from actions.narrow.work_to_find import work_to_find_answer
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import as_of_words, both_names, capital, distinct, euros, listed, source
from bot.catalogue.models import Profession
from bot.catalogue.queries import benchmarks, professions
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# From here the message tells what the person wants, and no more what the family does.
_ME = re.compile(r"\b(?:mais|et|alors que|sauf que|sinon) (?:moi|je|j)\b|\bmoi (?:je|j|c)\b|\bmoi\b")
_WHERE = {"public": "dans le public", "private": "dans le privé", "private_non_profit": "en association"}
# The place of an internship, and the trade whose work is seen there.
_SEEN = (
    (re.compile(r"\bcreches?\b|petite enfance"), "auxiliaire-de-puericulture"),
    (re.compile(r"\behpad\b|maisons? de retraite"), "aide-soignant"),
    (re.compile(r"\bhopita\w+|\bhosto\b|\bcliniques?\b"), "aide-soignant"),
    (re.compile(r"\bmaternelle"), "atsem"),
    (re.compile(r"\bime\b|\bfoyers?\b|handicap\w*"), "accompagnant-educatif-et-social"),
    (re.compile(r"ambulanc\w*"), "ambulancier"),
)


async def _wanted(turn: Turn) -> Profession | None:
    """The trade the person wants: the one named after « mais moi », else the one in question."""
    me = _ME.search(normalise(turn.text))
    named = [one for one in turn.entities if one.get("entity") == "profession" and "start" in one]
    at = me.start() if me else 0
    later = [one["value"] for one in named if one["start"] >= at] or [one["value"] for one in named]
    slug = later[-1] if later else turn.profession
    return await professions.known(turn.session, slug) if slug else None


async def parents_other(turn: Turn, _said: str, _talk: str) -> ReplyDraft:
    """The trade the person wants in a sentence, and how to speak of it with those who want another."""
    profession = await _wanted(turn)
    reply = await stored(turn, "parents_other")
    if profession is not None:
        turn.remember("profession", profession.slug)
        turn.remember("neighbour", None)
        if profession.summary and turn.trades_named:  # else it has been told already
            reply.text = f"**{capital(both_names(profession))}** : {profession.summary}\n\n{reply.text}"
            reply.sources = distinct([source(one.url, one.as_of, one.title) for one in profession.sources], 2)
        reply.choices = [reply.choices[0], *choices_of(profession)[:2]]
    return reply


async def pay_and_outlook(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """What the trade pays to begin with, and what is known of finding work in it; None without a trade."""
    profession = await trade_of(turn, talk)
    reply = await work_to_find_answer(turn, said, talk)
    if profession is None or reply is None:
        return None
    smic = await benchmarks.get(turn.session, "smic")
    floor = smic.value if smic is not None and smic.value is not None else 0.0
    sector, start = next(iter((await starts(turn, profession, floor)).items()), (None, None))
    names = both_names(profession)
    if sector is None or start is None:
        reply.text = f"Le salaire ({names}), je n'en ai pas de sûr.\n\n{reply.text}"
        return reply
    raised = ", le SMIC" if start.raised else ""
    end = (
        f", et jusqu'à {euros(start.end)} en fin de grille" if start.end and start.end > start.amount else ""
    )
    reply.text = (
        f"Au début, {names} : **{euros(start.amount)}** brut par mois{raised} "
        f"{_WHERE.get(sector, '')}{end} ({as_of_words(start.line.as_of)}), sans les primes.\n\n{reply.text}"
    )
    shown = [source(start.line.source_url, start.line.as_of)]
    if start.raised and smic:
        shown.append(source(smic.source_url, smic.as_of))
    reply.sources = distinct([*shown, *reply.sources], 3)
    return reply


# « on touche pas les gens tout nus hein »: whether care is given is what is asked.
_CARE_FEARED = re.compile(
    r"\btouch\w* (?:pas |plus )?(?:les|des|aux)\b|\btout nus?\b|\btoilettes? d\w+\b|\bcouches?\b|\blaver\b"
)
_PUPILS = re.compile(r"\b(?:3e|3emes?|troisiemes?|4e|4emes?|college|collegien\w*)\b")


async def stage_content(turn: Turn, _said: str, talk: str) -> ReplyDraft:
    """What one does in an internship, and the work seen in the place told; that no care is given, when that is feared."""
    if _CARE_FEARED.search(normalise(turn.text)) and _PUPILS.search(talk):
        return await stored(turn, "stage_no_care")
    slug = next((trade for pattern, trade in _SEEN if pattern.search(talk)), None) or turn.profession
    profession = await professions.known(turn.session, slug) if slug else None
    seen = ""
    if profession and profession.missions:
        names = both_names(profession)
        seen = f" ({names}, par exemple : {listed([one[:1].lower() + one[1:] for one in profession.missions], 3)})"
    reply = await stored(turn, "stage_content", seen=seen)
    if profession:
        reply.sources = distinct([source(one.url, one.as_of, one.title) for one in profession.sources], 2)
    return reply
