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
_FAMILY = 7  # letters that words of one family begin with
_THAT_ONE = re.compile(
    r"\b(?:celui|celle)[ -]?(?:la|ci)\b(?! (?:de|du|des|le|qui (?:a lieu|se (?:passe|tient))))"
    r"|\b(?:ce|cet) (?:metier|taf|boulot|job|truc)(?:[ -]la)?\b"
)
_STAYS = re.compile(
    r"\b(?:j.? ?(?:e )?(?:reste\w*|reviens?|repars|garde|vais rester)|(?:on |nous )?rev(?:enons|ient)|pour revenir)\b"
    r"(?: (?:sur|avec|a|au|aux|pour|en|quand meme|du coup|plutot|finalement|mon idee de))*"
    r"(?: (?:l.|la|le|les|ma|mon|une?))? ?(?P<what>[\w' -]{3,40})"
)
_ASKS = re.compile(r"\?|\b(?:quoi|combien|comment|quel\w*|quand|ou|peut|peux|faut|est.ce)\b")
_WORD = re.compile(r"[a-z]+")
# « donc la première », « le second, celui des tutelles »: one of two trades named, not a year, a time, a card.
_ONE_OF_TWO = re.compile(
    r"(?:^|[.!?;,:] ?|\b(?:donc|alors|plutot|pour|ok|va|sur|prends?|choisis|prefere|reste\w*) )"
    r"(?:l[ea]|du|au|de la|a la) (?P<which>1ere?|premiere?|1er|deuxieme|seconde?|2e|2eme|2nde?)\b"
    r"(?! (?:annee|fois|partie|question|emploi|poste|stage|chose|etape|pas|jour|mois|semaine|rencontre|date|formation|ecole)"
    r"\b)"
)
_LISTED = frozenset(
    {"event_search", "event_detail", "reminder", "training_search", "job_offers", "help_choose"}
)
_TRADE = "profession"


def keep_pointed_back(turn: Turn) -> None:
    """Remember the trade that « celui-là » or « je reste sur… » points back to, when the message names none."""
    if turn.text.startswith("/") or turn.trades_named or turn.in_form or len(turn.text.split()) > _MOST:
        return
    if slug := stayed_on(turn) or one_of_two(turn) or that_one(turn):
        turn.remember(_TRADE, slug)


def one_of_two(turn: Turn) -> str | None:
    """The one of two trades, named some messages ago, that « donc la première » points at; None when a list is."""
    found = _ONE_OF_TWO.search(fold_text(turn.text))
    if found is None or turn.known("last_subject") in _LISTED:
        return None
    for text in turn.earlier[:_RECENT]:
        named = list(dict.fromkeys(str(one.value) for one in find_terms(text) if one.entity == _TRADE))
        if len(named) > 1:
            return named[0 if found["which"][0] in "1p" else 1] if len(named) == 2 else None
    return None


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
            if one.entity == _TRADE and _same_word(words, set(_WORD.findall(fold_text(one.text)))):
                return str(one.value)
    return None


def _same_word(said: set[str], named: set[str]) -> bool:
    """Whether a word is the same, or of the same family: « le secrétariat » of « secrétaire médical »."""
    return bool(said & named) or any(
        one[:_FAMILY] == other[:_FAMILY]
        for one in said
        for other in named
        if min(len(one), len(other)) > _FAMILY
    )


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
    trade = await professions.known(
        turn.session, told or ("" if named else stayed_on(turn) or one_of_two(turn)) or ""
    )
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
