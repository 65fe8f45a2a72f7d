"""« Celui-là, on voit des patients ? », « je reste sur la radio »: the trade of the talk that few words point back to."""

from __future__ import annotations

import re

from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn
from actions.words.choices import choice
from actions.words.wording import both_names
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_RECENT = 8  # messages
_FEW = 12  # words
_MOST = 18  # words of a message that stays with a trade and asks something of it
_SHORTEST = 4  # letters of a word by which a trade is known again
_THAT_ONE = re.compile(
    r"\b(?:celui|celle)[ -]?(?:la|ci)\b(?! (?:de|du|des|le|qui (?:a lieu|se (?:passe|tient))))"
    r"|\b(?:ce|cet) (?:metier|taf|boulot|job|truc)(?:[ -]la)?\b"
)
_STAYS = re.compile(
    r"\bj.? ?(?:e )?(?:reste\w*|reviens?|repars|garde|vais rester)\b(?: (?:sur|avec|a|pour|en|quand meme|du coup|plutot"
    r"|finalement|mon idee de))*(?: (?:l.|la|le|les|ma|mon|une?))? ?(?P<what>[\w' -]{3,40})"
)
_ASKS = re.compile(r"\?|\b(?:quoi|combien|comment|quel\w*|quand|ou|peut|peux|faut|est.ce)\b")
_WORD = re.compile(r"[a-z]+")
_TRADE = "profession"


def keep_pointed_back(turn: Turn) -> None:
    """Remember the trade that « celui-là » or « je reste sur… » points back to, when the message names none."""
    if turn.text.startswith("/") or turn.trades_named or turn.in_form or len(turn.text.split()) > _MOST:
        return
    if slug := stayed_on(turn) or that_one(turn):
        turn.remember(_TRADE, slug)


def that_one(turn: Turn) -> str | None:
    """The trade named last in the message before, which « celui-là » points at; None when it named none."""
    if not _THAT_ONE.search(fold_text(turn.text)) or not turn.earlier:
        return None
    named = [str(one.value) for one in find_terms(turn.earlier[0]) if one.entity == _TRADE and one.is_filter]
    return named[-1] if named else None


def stayed_on(turn: Turn) -> str | None:
    """The trade named some messages ago, of which « je reste sur la radio » says a word; None when none is."""
    found = _STAYS.search(normalise(turn.text))
    if found is None:
        return None
    words = {word for word in _WORD.findall(found["what"]) if len(word) >= _SHORTEST}
    for text in turn.earlier[:_RECENT]:
        for one in find_terms(text):
            if one.entity == _TRADE and words & set(_WORD.findall(fold_text(one.text))):
                return str(one.value)
    return None


async def stays_answer(turn: Turn) -> ReplyDraft | None:
    """That the talk stays with the trade pointed back to, and what may be asked of it; None when something is asked."""
    if (
        _ASKS.search(normalise(turn.text))
        or turn.filled_a_slot
        or asks_of_its_own(turn.text)
        or len(turn.text.split()) > _FEW
    ):
        return None
    named = turn.said("profession")
    told = str(named[0]) if len(named) == 1 and _STAYS.search(normalise(turn.text)) else None
    trade = await professions.known(turn.session, told or ("" if named else stayed_on(turn)) or "")
    if trade is None:
        return None
    turn.remember(_TRADE, trade.slug)
    turn.remember("last_subject", "profession_info")
    return ReplyDraft(
        text=f"C'est noté : on reste sur {both_names(trade)}.",
        choices=[
            choice("Les étapes", "training_path", trade),
            choice("Les conditions", "admission", trade),
            choice("Évoluer ensuite", "profession_progression", trade),
        ],
    )
