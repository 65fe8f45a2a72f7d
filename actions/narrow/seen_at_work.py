"""« La dame qui lui faisait à manger, c'est quoi son métier ? »: the trade of somebody seen at work is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

from actions.talk.turn import Turn
from actions.thread.asked import WHICH_TRADE
from actions.thread.compared import titles
from actions.words.choices import choice, sources_of
from actions.words.wording import both_names, capital, distinct
from bot.catalogue.models import Profession
from bot.catalogue.queries import professions
from bot.french.normalise import normalise
from bot.replies import ReplyDraft
from bot.settings import ROOT

# « c'est quoi son métier ? », « comment on appelle celui qui… ? »
_ASKS_ITS_NAME = re.compile(
    r"\b(?:c.?est quoi|quel(?:le)? (?:est|etait|c.?est)|il fait quoi|elle fait quoi|ils font quoi|fai(?:t|sait) quoi|"
    r"il exerce quoi|connai\w+|sai[st] pas|nom|appell?e\w*)\b.{0,30}"
    r"\b(?:metiers?|boulots?|jobs?|tafs?|travail|profession|poste)\b"
    r"|\b(?:metier|boulot|job|travail|profession)\b.{0,20}\b(?:s.appell\w*|ca s.appelle|c.?est quoi|c.?est comment)"
    r"|\b(?:comment|quoi)\b.{0,12}\bappell?e\w*\b.{0,20}"
    r"\b(?:celui|celle|ceux|celles|gens|personnes?|dames?|monsieur|messieurs|femmes?|hommes?|ca|metier|boulot)\b"
    r"|\bc.?est qui\b.{0,6}\b(?:celui|celle|ceux|les gens|la (?:dame|personne)|le monsieur)\b"
)
# Somebody else is spoken of: one's own work has a name that one knows.
_SOMEBODY = re.compile(
    r"\b(?:il|elle|ils|elles|lui|celui|celle|ceux|dames?|monsieur|messieurs|quelqu.un"
    r"|personne|gens|mecs?|gars|meufs?|nanas?|types?|la copine qui"
    r"|femmes?|hommes?|voisine?"
    r"|qui (?:vien\w+|fai\w+|s.occup\w+|aid\w+|accompagn\w+|anim\w+|soign\w+))\b"
)
_OWN = re.compile(
    r"\b(?:mon|notre) (?:metier|boulot|travail|job|poste)\b|\bje (?:veux|voudrais|cherche|travaille|bosse)\b"
)
_OTHERS = 2  # trades named beside the likeliest


@dataclass(frozen=True)
class _Seen:
    trades: tuple[str, ...]
    says: tuple[re.Pattern[str], ...]


@cache
def _seen() -> tuple[_Seen, ...]:
    listed = yaml.safe_load((ROOT / "data" / "reference" / "seen_at_work.yml").read_text(encoding="utf-8"))[
        "seen"
    ]
    return tuple(_Seen(tuple(one["trades"]), tuple(map(re.compile, one["says"]))) for one in listed)


async def seen_at_work_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """The trade that fits what was seen done, and those it may also be; None when no name is asked, or nothing fits.

    What was seen may be told only after we asked which trade is meant: both messages are then read.
    """
    asked_back = turn.known("asked") == WHICH_TRADE
    before = [normalise(text) for text in turn.earlier[:1]]
    asks = _ASKS_ITS_NAME.search(said) or (asked_back and any(map(_ASKS_ITS_NAME.search, before)))
    if not asks or turn.professions or not _SOMEBODY.search(said) or _OWN.search(said):
        return None
    found = _fits(said) or (_fits(" / ".join((said, *before))) if asked_back else None)
    if found is None:
        return None
    known = [await professions.known(turn.session, slug) for slug in found.trades[: _OTHERS + 1]]
    trades = [trade for trade in known if trade is not None]
    if not trades:
        return None
    turn.remember("profession", trades[0].slug)
    turn.remember("last_list", [trade.slug for trade in trades])
    return ReplyDraft(
        text=_text(trades),
        choices=[
            choice(title, "profession_info", trade)
            for title, trade in zip(titles("", trades), trades, strict=True)
        ],
        sources=distinct([one for trade in trades for one in sources_of(trade)], 3),
    )


def _fits(said: str) -> _Seen | None:
    return next((one for one in _seen() if all(pattern.search(said) for pattern in one.says)), None)


def _text(trades: list[Profession]) -> str:
    first, *others = trades
    text = f"D'après ce que vous décrivez, c'est sans doute ce métier : **{both_names(first)}**."
    if first.summary:
        text += f" {capital(first.summary)}"
    if others:
        names = " ou ".join(both_names(trade) for trade in others)
        text += f"\n\nSelon ce que fait cette personne, cela peut aussi être : {names}."
    return text
