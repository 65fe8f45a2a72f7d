"""A diploma and a border: one obtained abroad, by the trade it is for; a French one, to work elsewhere."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.countries import of_the_union
from actions.words.wording import both_names
from bot.catalogue.queries import professions
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_COUNTRIES = re.compile(
    r"\b(belgique|belge|suisse|luxembourg|allemagne|espagne|portugal|italie|canada|quebec|angleterre|irlande|monaco|"
    r"maroc|algerie|tunisie|pays.bas|autriche)s?\b"
)
_CALLED = {"belge": "belgique", "quebec": "québec", "algerie": "algérie"}
_DOCTOR = re.compile(r"\b(?:medecin|docteure?|chirurgien\w*|generaliste|dentiste|pharmacien\w*)\b")
_CARE = frozenset({"sage-femme"})
_KNOWN = frozenset({"infirmier", "aide-soignant", "auxiliaire-de-puericulture"})
_SOCIAL = re.compile(
    r"^(?:educateur|assistant-de-service|moniteur|conseiller-en|accompagnant|technicien-inter)"
)
_FAR = re.compile(
    r"etranger\w*|algeri|maroc|tunisi|cameroun|senegal|ivoir|congo|\bmali|guine|madagascar|malgach|haiti|liban|syri"
)
# Where a diploma or a trade of another country is told: « kiné dans mon pays », « diplôme d'infirmier du Mali ».
_TOLD = re.compile(
    r"\bmon pays\b|\betrang\w*|\b(?:viens|arrive\w*|venue?) (?:de|d|du)\b|\bdiplom\w*|\bla.?bas\b"
)
_WHO = re.compile(r"\ba qui\b|\bquelle? (?:administration|service|organisme)\b|\bexamens?\b")
_STUDY = re.compile(r"\b(?:etudi\w+|ecoles?|formations?|former|etudes)\b")
_PAY = re.compile(r"pay[ee]\w*|gagn\w*|salaires?|touch\w*|remuner\w*")


def country_in(talk: str) -> str | None:
    """The country that the folded words name, as it is written."""
    found = _COUNTRIES.search(talk)
    return _CALLED.get(found[1], found[1]).capitalize() if found else None


async def _trade(turn: Turn, talk: str) -> tuple[str | None, str]:
    """The slug of the trade whose diploma is held, and its name for people."""
    if _DOCTOR.search(talk):
        return "doctor", "médecin, dentiste ou pharmacien"
    named = [*turn.said("profession_current"), *turn.said("profession")]
    slug = str(named[0]) if named else _held(turn) or turn.profession
    trade = await professions.known(turn.session, slug) if slug else None
    return (slug, both_names(trade)) if trade else (None, "ce métier")


def _held(turn: Turn) -> str | None:
    """The trade named with the diploma of another country, whatever trade was spoken of since."""
    for text in reversed(turn.earlier):
        if _TOLD.search(normalise(text)):
            found = (one for one in find_terms(text) if one.entity == "profession")
            held = next((one for one in found if not one.details.get("excluded")), None)
            if held is not None:
                return str(held.value)
    return None


async def foreign_trade_answer(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """What a diploma from outside the Union opens, for its trade; None for the trades of the general answer."""
    slug, name = await _trade(turn, talk)
    if slug is None or slug in _KNOWN:
        return None
    if slug == "doctor" or slug in _CARE:
        return await stored(turn, "foreign_other_trade", trade=name)
    return await stored(turn, "foreign_social" if _SOCIAL.match(slug) else "foreign_who", trade=name)


async def foreign_who_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Which administration is asked, and that the exact procedure is not ours to tell."""
    slug, name = await _trade(turn, talk)
    if slug in _KNOWN and _FAR.search(said) and not _WHO.search(said):
        return None  # the first question about a diploma of nursing: the general answer says more
    if slug == "infirmier" and of_the_union(" / ".join((talk, *map(normalise, turn.earlier)))):
        return await stored(turn, "foreign_nurse_file")
    social = slug is not None and _SOCIAL.match(slug)
    return await stored(turn, "foreign_social" if social else "foreign_who", trade=name)


async def foreign_social_answer(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """Whom to ask about a diploma of social work obtained in Europe; None for the trades of care."""
    slug, name = await _trade(turn, talk)
    return await stored(turn, "foreign_social", trade=name) if slug and _SOCIAL.match(slug) else None


async def abroad_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Work, studies or pay in another country; None when none is named."""
    place = country_in(talk)
    if place is None:
        return None
    if _PAY.search(said) and not _STUDY.search(said):
        return await stored(turn, "abroad_pay", place=place)
    return await stored(turn, "abroad_work", place=place)


async def abroad_study_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Schools of another country; None when none is named."""
    place = country_in(talk)
    return await stored(turn, "abroad_study", place=place) if place else None
