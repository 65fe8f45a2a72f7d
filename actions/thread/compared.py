"""The trades that a message sets side by side, and what of them can be compared: their length, their short names."""

from __future__ import annotations

import re
from itertools import pairwise

from actions.talk.turn import Turn
from actions.words.wording import button, capital, some_of
from bot.catalogue.models import Profession
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise

_MOST = 3
_OF_TWO = re.compile(
    r"\bles? deux\b|\bdes deux\b|\b(?:le|la)quel(?:le)?\b|pareil|meme (?:chose|salaire)|\bentre\b"
)
_BOTH = re.compile(
    r"\b(?:les|des|entre|ces) (?:les |ces )?(?:deux|2)\b(?! (?:premi|derni))|\bl.une? et l.autre\b"
)
_EITHER = re.compile(
    r"\W*(?:ou|vs|versus)(?: (?:bien|alors|peut-etre|plutot|encore|meme))*\W+(?:(?:d|l)'|une? |la |le )?"
)
_THREE = re.compile(r"\b(?:les|des|entre|ces) (?:les |ces )?(?:trois|3)\b")
_SINCE = re.compile(r"[^,.;?!]{0,30}\b(?:depuis|actuellement|de metier|de formation|diplomee?)\b")
_RECENT = 3  # messages in which the two are looked for
_WEEKS_A_MONTH = 52 / 12
_HOURS_A_MONTH = 35 * _WEEKS_A_MONTH
_IN_ALL = re.compile(
    r"donc (\d+) ans?\b(?P<since> après le bac\b)?"
)  # « 1 an après le BTS, donc 3 ans après le bac »
_TOLD = re.compile(r"\b(\d+)(?: (?:à|ou) (\d+))? (ans?|mois|semaines?|jours?)\b")
_A_FEW_MONTHS = re.compile(r"quelques mois", re.IGNORECASE)
_NO_TRAINING = re.compile(r"pas de formation|sur le poste|formation d'adaptation", re.IGNORECASE)
_MONTHS = {"an": 12.0, "mois": 1.0, "semaine": 1 / _WEEKS_A_MONTH, "jour": 1 / 30}
_FEW = 6.0  # months at the most, of « quelques mois »
_ACRONYM = re.compile(r"^[A-Z]{3,5}$")  # two letters say too little
_DIPLOMA_LETTERS = re.compile(r"^(?:DE[A-Z]{1,2}$|CQP|BTS|CAP|BP|MAM|IF|ADVF|MKDE)")
_IN_TIME = re.compile(
    r"\bsoit ([^,:;(]*\b(?:ans?|mois|semaines?)\b[^,:;(]*)"
)  # « 801 heures…, soit environ 23 semaines »


def pair_meant(turn: Turn, any_words: bool = False) -> list[str]:
    """The two trades that a recent message named together, when this one says « les deux »; whatever it says, if told so."""
    if not (any_words or _BOTH.search(fold_text(turn.text))):
        return []
    for text in turn.earlier[:_RECENT]:
        found = [one for one in find_terms(text) if one.entity == "profession"]
        if len(pair := list(dict.fromkeys(str(one.value) for one in found))) == 2:
            return pair
        # Of more, told in a life, two are weighed: « aide-soignante ou peut-être AES ».
        for one, other in pairwise(found):
            if one.value != other.value and _EITHER.fullmatch(fold_text(text[one.end : other.start])):
                return [str(one.value), str(other.value)]
    return []


def _three_meant(turn: Turn) -> list[str]:
    """The three trades that a recent message named together, when this one says « des trois »."""
    if not _THREE.search(fold_text(turn.text)):
        return []
    for text in turn.earlier[:_RECENT]:
        found = [one for one in find_terms(text) if one.entity == "profession"]
        wanted = [str(one.value) for one in found if one.details.get("role") != "current"]
        if len(three := list(dict.fromkeys(wanted))) == _MOST:
            return three
    return []


def _held(turn: Turn) -> set[str]:
    """« IDE en réa depuis 5 ans, j'hésite entre IADE et IBODE »: the trade that the message begins by telling one has."""
    return {
        str(one["value"])
        for one in turn.entities
        if one.get("entity") == "profession" and _SINCE.match(fold_text(turn.text[one.get("end") or 0 :]))
    }


# « puéricultrice, ce serait pas mieux pour elle ? », after another trade.
_BETTER = re.compile(
    r"\b(?:pas|serait|sera|est|vaut|vaudrait) mieux\b(?! (?:pay|remuner|gagn|que rien))|\bpreferable\b"
    r"|\bmieux (?:pour|adaptee?)\b"
)
_UNSURE = 0.7  # confidence
_MAY_COMPARE = frozenset(
    {"nlu_fallback", "compare_professions", "profession_info", "follow_up_profession", "doubts", "gibberish"}
)


def asks_if_better(turn: Turn) -> bool:
    """Whether a trade is named as maybe better than the one spoken of before it."""
    other = turn.previous_profession not in (None, *turn.professions)
    named = len(turn.said("profession")) == 1 and other and not turn.in_form
    may = turn.intent in _MAY_COMPARE or turn.confidence < _UNSURE
    return named and may and _BETTER.search(normalise(turn.text)) is not None


def without_own(turn: Turn) -> list[str]:
    """The trades that the message names, without the one it tells that the person has, when two others are left."""
    others = [
        slug
        for slug in turn.professions
        if slug not in turn.said("profession_current") and slug not in _held(turn)
    ]
    return others if len(others) > 1 else list(turn.professions)


async def trades_compared(turn: Turn) -> list[Profession]:
    """The trades set side by side: those of the message, with the one spoken of before; else those just listed."""
    # « secrétaire médicale, j'hésite entre CESF et assistante sociale »: the trade one has is not one of those.
    slugs = without_own(turn)
    listed = some_of(turn.text, [str(slug) for slug in turn.known("last_list") or []][-_MOST:])
    before = [turn.previous_profession] if turn.previous_profession else []
    if len(slugs) == 1:
        slugs = list(dict.fromkeys([*before, *slugs]))
    elif not slugs:
        # A list that the talk has left behind is not meant any more; two trades spoken of in turn are, when it is said.
        here = len(listed) > 1 and turn.profession in (None, *listed)
        pair = [*before, *([turn.profession] if turn.profession else [])]
        slugs = listed if here else pair if _OF_TWO.search(normalise(turn.text)) else []
        slugs = _three_meant(turn) or (slugs if len(slugs) > 1 else pair_meant(turn) or slugs)
    found = [await professions.known(turn.session, slug) for slug in dict.fromkeys(slugs[:_MOST])]
    return [profession for profession in found if profession is not None]


def months_of(profession: Profession) -> float | None:
    """How many months the training takes, the longest usual way; 0 when none is asked for, None when it is not known."""
    text = profession.training_text
    if found := _IN_ALL.search(text):
        return 12.0 * int(found[1])
    if profession.training_years:
        return 12 * profession.training_years
    if profession.training_months:
        return profession.training_months
    if profession.training_weeks:
        return profession.training_weeks / _WEEKS_A_MONTH
    if _NO_TRAINING.search(text):
        return 0.0
    if found := _TOLD.search(text):
        return int(found[2] or found[1]) * _MONTHS[found[3] if found[3] == "mois" else found[3].rstrip("s")]
    if _A_FEW_MONTHS.search(text):
        return _FEW
    return profession.training_hours / _HOURS_A_MONTH if profession.training_hours else None


def short_length(profession: Profession) -> str:
    """How long the training is, in a few words: in weeks or years where it says so, else its first clause."""
    if (whole := _IN_ALL.search(profession.training_text)) and whole["since"]:
        return f"{whole[1]} ans après le bac"
    found = _IN_TIME.search(profession.training_text)
    told = found[1] if found else re.split(r"\s?[:;(]|, (?:en|avec|dont)|\. ", profession.training_text)[0]
    told = told.strip(" .")
    return told if told[1:2].isupper() else told[:1].lower() + told[1:]


def short_name(profession: Profession, most: int) -> str:
    """The trade in `most` letters: its name, else the letters it goes by, else its name cut."""
    name = profession.name_m.split(" / ")[0].strip()
    if len(name) <= most:
        return name
    letters = (word for word in profession.variants if _ACRONYM.match(word) and len(word) <= most)
    return next((word for word in letters if not _DIPLOMA_LETTERS.match(word)), None) or button(name, most)


def titles(lead: str, trades: list[Profession], most: int = 24) -> list[str]:
    """« Salaire : AES », « Salaire : TISF »: a title for each trade, told apart even when it must be short."""
    names = [short_name(profession, most - len(lead)) for profession in trades]
    if lead:
        names = [name if name[1:2].isupper() else name[:1].lower() + name[1:] for name in names]
    return [capital(f"{lead}{name}") for name in names]
