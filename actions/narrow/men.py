"""« il y a des garçons aides-soignants ? »: the shares of men and women that we hold, or that we lack this trade's."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.choices import choice
from actions.words.wording import both_names
from bot.catalogue.queries import professions
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

NAME = "men_in_care"
_SHARES = "men_share"
# The trades whose share that answer tells (Infirmiers.com 2021, Banque des Territoires 2022).
_TOLD = frozenset(
    {
        "aide-soignant",
        "infirmier",
        "aide-a-domicile",
        "educateur-specialise",
        "educateur-technique-specialise",
        "moniteur-atelier",
    }
)


# « je suis la mère d'un garçon de 14 ans, il veut être ambulancier » asks nothing of men.
_WISHES_IT = re.compile(
    r"\b(?:veut|voudrait|aimerait|souhaite|reve de|envisage de) (?:etre|devenir|faire|travailler)\b"
)
_OF_MEN = re.compile(
    r"\bhommes?\b|\bmasculins?\b|\bfilles?\b|\bfemmes?\b|\b(?:accept\w+|refus\w+|moqu\w+|seul) (?:\w+"
    r" )?garcons?\b|\bde filles\b|\bmixte\b"
    r"|\bmec\w*\b"
)


def wished_by_a_boy(text: str) -> bool:
    """Whether a boy is only told to want a trade: nothing is asked of men."""
    said = normalise(text)
    return _WISHES_IT.search(said) is not None and _OF_MEN.search(said) is None


async def men_asked(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """The same as `men_answer`; None when nothing is asked of men."""
    return None if turn.professions and wished_by_a_boy(turn.text) else await men_answer(turn)


async def men_answer(turn: Turn) -> ReplyDraft:
    """The shares known when they tell of the trade in question; else that we lack it, and what is known of all trades."""
    turn.point = NAME
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is None:
        return await stored(turn, NAME)
    if trade.slug in _TOLD:
        return await stored(turn, _SHARES)
    reply = await stored(turn, NAME)
    reply.text = f"Pour ce métier ({both_names(trade)}), je n'ai pas la part d'hommes. {reply.text}"
    reply.text = reply.text.rpartition(" Quel métier")[0] or reply.text
    return reply


# Another word for a man, where the usual one is said of both.
_ALSO = {"sage-femme": "maïeuticien"}


async def trade_for_men(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """« on dit comment, sage homme ? »: how the trade in question is called for a man; None without one."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is None:
        return None
    if trade.name_m == trade.name_f:
        text = f"On dit « {trade.name_m} » pour un homme aussi : le métier est ouvert à toutes et à tous."
        text += f" Le mot « {_ALSO[trade.slug]} » existe aussi." if trade.slug in _ALSO else ""
    else:
        text = f"Pour un homme, on dit « {trade.name_m} ». Pour une femme, « {trade.name_f} ». C'est le même métier."
    return ReplyDraft(
        text=text,
        choices=[choice("Les étapes", "training_path", trade), choice("Le métier", "profession_info", trade)],
    )


async def shares_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """The same where the share is what is asked: those known, when no trade is in question."""
    return await (men_asked(turn, said, talk) if turn.profession else stored(turn, _SHARES))
