"""« y a quoi de moins physique ? »: trades like the one in question that ask less of the body."""

from __future__ import annotations

import re

from actions.narrow.shorter import likeness, open_as_it
from actions.talk.turn import Turn
from actions.thread.compared import short_name
from actions.words.choices import choice
from actions.words.wording import both_names, capital, distinct, source, than
from bot.catalogue.models import Profession
from bot.catalogue.orientation import at_once, profile
from bot.catalogue.queries import professions
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft

_EFFORTS = ("light", "medium", "heavy")
_USUAL = 3  # years of a school, where no other number is known
_MOST = 3
# « avec mes genoux je ne tiendrai plus longtemps »: a doctor tells what the body can do, before any trade.
_BODY = re.compile(
    r"\b(?:genoux?|dos|epaules?|hanches?|poignets?|mains|sciati\w*|lomba\w*|arthros\w*|tendini\w*|sante|douleurs?"
    r"|mal (?:au|aux|a la)|operee?|handicap\w*)\b"
)
_TRY = "L'effort change d'un lieu à l'autre : une immersion le montre."
_DOCTOR = (
    "Le médecin du travail dit d'abord ce que le corps peut faire. Une RQTH, demandée à la MDPH, aide à adapter le poste "
    "ou à en changer. "
)
_REFUSES_SCHOOL = re.compile(
    r"\b(?:pas|plus|jamais|sans) (?:envie (?:de |d.))?(?:retourn\w+|all\w+|refai\w+|repren\w+|faire)? ?"
    r"(?:a |de |d.|des |les |une |aux )?(?:l.? ?)?(?:ecole|etudes|bancs)\b"
)


async def lighter_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """Trades of the same public and entry level where less is carried; None without a trade to set them beside."""
    left = await professions.known(turn.session, turn.profession) if turn.profession else None
    mine = profile(left.slug) if left else {}
    if left is None or not mine:
        return None
    lighter = await lighter_than(turn, left)
    if not lighter:
        return ReplyDraft(
            text=f"Je ne connais pas de métier proche, avec la même entrée, qui demande moins d'effort "
            f"{than(both_names(left))}. Le médecin du travail dit ce que le corps peut faire.",
            choices=[ChoiceDraft(title="Parler à quelqu'un", payload="/human")],
        )
    turn.remember("last_list", [trade.slug for trade in lighter])
    lines = "\n".join(f"- **{capital(both_names(trade))}**" for trade in lighter)
    return ReplyDraft(
        text=f"Pour porter moins {than(both_names(left))}, des pistes qui ne demandent pas plus de diplômes pour entrer :"
        f"\n\n{lines}\n\n{_DOCTOR if _BODY.search(normalise(turn.text)) else ''}{_TRY} Lequel voulez-vous voir ?",
        choices=[choice(capital(short_name(trade, 24)), "profession_info", trade) for trade in lighter],
        sources=distinct(
            [source(one.url, one.as_of, one.title) for trade in lighter for one in trade.sources], 3
        ),
    )


async def lighter_than(turn: Turn, left: Profession) -> list[Profession]:
    """At most three trades where less is carried than in `left`, entered as it is, the most alike first."""
    mine = profile(left.slug)
    if not mine:
        return []
    effort = _EFFORTS.index(mine["physical"])
    found: list[tuple[int, int, Profession]] = []
    for trade, other in await open_as_it(turn, left):
        weight = _EFFORTS.index(other["physical"])
        if other.get("years", _USUAL) > mine.get("years", _USUAL):
            continue  # five years of university are no lighter way for a nurse
        refused = trade.slug in turn.said("profession_excluded")
        if weight < effort and not refused and (alike := likeness(mine, other)):
            found.append((weight, -alike, trade))
    found.sort(key=lambda one: one[:2])
    if _refuses_school(turn):
        found = [one for one in found if one[2].slug in at_once()] or found
    return [trade for _, _, trade in found[:_MOST]]


def _refuses_school(turn: Turn) -> bool:
    """Whether the person said, now or before, that they would not go back to school."""
    return any(_REFUSES_SCHOOL.search(normalise(text)) for text in (turn.text, *turn.earlier))
