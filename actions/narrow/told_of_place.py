"""What hangs on a place told: the grant of a région, a school nearer than the one spoken of; what an apprentice costs."""

from __future__ import annotations

import re

from actions.narrow.apprentice_pay import apprentice_pay
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.contacts import age_of, show_contacts
from actions.words.wording import distinct, place_words
from bot.french.gazetteer import load_gazetteer
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_GRANT = re.compile(r"\bbourses?\b")
# Where the grant is asked of the Crous and not of the Région (2024).
_BY_CROUS = frozenset({"28", "24"})
_LONGEST = 10  # words of a message that only tells a région

# « une école pas trop loin de Vierzon »: near it, and not elsewhere.
_NEAR_IT = re.compile(
    r"\b(?:pas|moins|peu)(?: trop| tres| si| bien| super)* loin d|\b(?:pres|a cote|autour|proche) d[e']"
)


async def grant_region(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """Where the grant is asked for in the région told; None when none is, or the talk just before was of another thing."""
    before = normalise(turn.earlier[0]) if turn.earlier else ""
    here = _GRANT.search(said)
    if not turn.said("place") or turn.place is None or not (here or _GRANT.search(before)):
        return None
    if not here and len(said.split()) > _LONGEST:
        return None
    gazetteer = load_gazetteer()
    department = gazetteer.department(next(iter(gazetteer.departments_of(turn.place)), ""))
    region = gazetteer.region(department.region) if department else None
    if region is None:
        return None
    body = "le Crous (règle de 2024)" if region.code in _BY_CROUS else "le site de la Région"
    reply = await stored(turn, "grant_region", region=f"région {region.name}", body=body)
    await show_contacts(turn, reply, ["region"], 1)
    return reply


async def school_nearer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """Where one starts from, asked of who finds the town of the school too far; None when no town is told."""
    told = turn.said("place")
    if len(told) != 1 or _NEAR_IT.search(normalise(turn.text)):
        return None
    turn.remember("place", None)
    return await stored(turn, "school_nearer", place=str(told[0].get("name") or ""))


async def employer_costs(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """What an apprentice is paid at least, and what we do not know of the help to hire one."""
    pay = await apprentice_pay(turn, said, talk)
    aid = await stored(turn, "employer_hiring_aid")
    if pay is None:
        return aid
    pay.text = f"{pay.text}\n\n{aid.text}"
    pay.sources = distinct([*pay.sources, *aid.sources], 4)
    return pay


async def refused_near(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """Who helps near the town told after a refusal; None when no town is told."""
    if not turn.said("place") or turn.place is None or turn.professions:
        return None
    words = place_words(turn.place)
    reply = await stored(turn, "refused_near", place=words[:1].upper() + words[1:])
    await show_contacts(turn, reply, ["mission_locale", "cio"], 2, age_of(turn))
    return reply
