"""« y a quoi de moins physique ? »: trades like the one in question that ask less of the body."""

from __future__ import annotations

from actions.choices import choice
from actions.compared import short_name
from actions.shorter import LEVELS, likeness
from actions.turn import Turn
from actions.wording import both_names, capital, distinct, source, than
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.catalogue.queries import professions
from bot.replies import ChoiceDraft, ReplyDraft

_EFFORTS = ("light", "medium", "heavy")
_WORDS = {"light": "peu de port de charges", "medium": "de l'effort, mais moins"}
_MOST = 3


async def lighter_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """Trades of the same public and entry level where less is carried; None without a trade to set them beside."""
    left = await professions.known(turn.session, turn.profession) if turn.profession else None
    mine = profile(left.slug) if left else {}
    if left is None or not mine:
        return None
    effort = _EFFORTS.index(mine["physical"])
    found: list[tuple[int, int, Profession]] = []
    for trade in await professions.every(turn.session):
        other = profile(trade.slug)
        if not other or other.get("requires") or trade.slug in turn.said("profession_excluded"):
            continue
        if LEVELS.index(other["entry_level"]) > LEVELS.index(mine["entry_level"]):
            continue
        weight = _EFFORTS.index(other["physical"])
        if weight < effort and (alike := likeness(mine, other)):
            found.append((weight, -alike, trade))
    found.sort(key=lambda one: one[:2])
    lighter = [trade for _, _, trade in found[:_MOST]]
    if not lighter:
        return ReplyDraft(
            text=f"Je ne connais pas de métier proche, avec la même entrée, qui demande moins d'effort "
            f"{than(both_names(left))}. Le médecin du travail dit ce que le corps peut faire.",
            choices=[ChoiceDraft(title="Parler à quelqu'un", payload="/human")],
        )
    turn.remember("last_list", [trade.slug for trade in lighter])
    lines = "\n".join(
        f"- **{capital(both_names(trade))}** : {_WORDS[profile(trade.slug)['physical']]}" for trade in lighter
    )
    return ReplyDraft(
        text=f"Moins d'effort physique {than(both_names(left))}, sans demander plus de diplômes pour entrer :\n\n{lines}\n\n"
        "C'est une tendance : chaque lieu diffère. Lequel voulez-vous voir ?",
        choices=[choice(capital(short_name(trade, 24)), "profession_info", trade) for trade in lighter],
        sources=distinct(
            [source(one.url, one.as_of, one.title) for trade in lighter for one in trade.sources], 3
        ),
    )
