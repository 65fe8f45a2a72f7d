"""Work wanted at once: trades that ask for no diploma, and where the offers are, near the place that was said."""

from __future__ import annotations

import re

from actions.choosing.amid import wants_work
from actions.choosing.examples import answers_of, named
from actions.narrow.offers import offers_answer
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.contacts import age_of, show_contacts
from bot.catalogue.orientation import propose_at_once
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_YOUNG = 26  # years; below, the mission locale is who helps
_LICENCE = re.compile(
    r"\b(?:j.?ai|avec|ayant|juste|que) (?:deja |juste |que |seulement |bien )?(?:le |mon |un )?permis\b(?! (?:de|c|d|pl)\b)"
)
_NO_LICENCE = re.compile(r"\b(?:pas|sans|plus|retir\w*|perdu\w*|suspen\w*)\b[^.,;?!]{0,12}\bpermis\b")
_DRIVES = "Le permis sert surtout à domicile : on va d'une personne à l'autre, le plus souvent avec sa voiture (2022). "
_A_PLACE = 7  # words; more than a place and what goes with it


async def work_now(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """What can be done without a diploma; None when work is not wanted at once."""
    return await work_answer(turn) if wants_work(turn.text) and not turn.said("profession") else None


async def work_answer(turn: Turn) -> ReplyDraft:
    """Trades without a diploma that fit, then where the offers are; with a licence, those in which one drives."""
    turn.remember("last_subject", "job_offers")
    said = normalise(turn.text)
    drives = _LICENCE.search(said) is not None and not _NO_LICENCE.search(said)
    if drives and "licence_work" not in turn.points_lately:
        turn.point = "licence_work"
        reply = await stored(turn, turn.point)
        await _who_helps(turn, reply)
        return reply
    proposals = propose_at_once(answers_of(turn))
    turn.remember("last_list", [proposal.slug for proposal in proposals])
    reply = await stored(turn, "work_now", trades=await named(turn, proposals))
    reply.text = f"{_DRIVES}{reply.text}" if drives else reply.text
    await _who_helps(turn, reply)
    return reply


async def work_place(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """« à Roubaix » after offers were spoken of: how to find them there; None when more than a place is said."""
    place = turn.said("place")
    if not place or not isinstance(place[0], dict) or len(turn.text.split()) > _A_PLACE or turn.said("date"):
        return None
    if turn.profession:
        return await offers_answer(turn)  # « Saumur, oui », of the trade in question
    reply = await stored(turn, "work_place", place=str(place[0].get("name") or ""))
    await _who_helps(turn, reply)
    return reply


async def _who_helps(turn: Turn, reply: ReplyDraft) -> None:
    young = turn.audience == "young" or (turn.age is not None and turn.age < _YOUNG)
    kinds = ["mission_locale", "france_travail"] if young else ["france_travail"]
    await show_contacts(turn, reply, kinds, 2, age_of(turn))
