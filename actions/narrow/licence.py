"""The driving licence that ambulance crews must have held for long enough: counted from what is said, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.talk.turn import Turn
from actions.thread.stored import stored
from bot.french.number_words import number_at, tokenize
from bot.replies import ReplyDraft

# Months of licence, without and after learning with a companion (decree of 11 April 2022; both crew trades).
_NEEDED, _NEEDED_ACCOMPANIED = 36, 24
_FIRST_YEAR = 1950  # a licence got « en 74 » is not read
_MONTHS = {"an": 12, "ans": 12, "annee": 12, "annees": 12, "mois": 1, "semaine": 0, "semaines": 0, "jours": 0}
_SPAN = r"(?P<count>\d+) (?P<unit>ans?|annees?|mois|semaines?|jours)"
_ABOUT = (
    r"(?:(?:plus|moins|pres) de |environ |bientot |presque |a peine |seulement |que |deja |au moins |juste )*"
)
_SINCE = r"(?:depuis|dep|ca fait|il y a|y a)"
_HELD = tuple(
    re.compile(pattern)
    for pattern in (
        rf"permis\b.{{0,40}}?\b{_SINCE} {_ABOUT}{_SPAN}",
        rf"{_SINCE} {_ABOUT}{_SPAN}\b.{{0,30}}?permis",
        rf"\b{_SPAN} de permis",
        rf"permis de {_ABOUT}{_SPAN}",
        rf"\bl.ai (?:eu |obtenu |passe )?{_SINCE} {_ABOUT}{_SPAN}",
        rf"^\W*(?:{_SINCE} )?{_ABOUT}(?P<count>\d+) (?P<unit>mois)\W*$",
    )
)
_SINCE_YEAR = re.compile(r"permis\b.{0,30}?\b(?:depuis|en|de|dep) (?P<year>(?:19|20)\d\d)\b")
_AT_AGE = re.compile(
    r"(?:permis\b.{0,40}?|passe\w* .{0,15}?|l.?aura\w* .{0,15}?)\b(?:a|vers|avant|des|depuis|pour) "
    r"(?:mes |ses |les |l.age de )?(?P<age>1[5-9]|[2-6]\d) ?ans"
    r"|\b(?:avant|des|vers) (?:mes |ses |l.age de )?(?P<before>1[5-9]|2\d) ?ans\b.{0,40}permis"
)
# A licence that was suspended in a year was not obtained in it.
_LOST = re.compile(
    r"\b(?:susp\w*|retrait\w*|retir\w*|annul\w*|invalid\w*)\b[^.,;?!]{0,20}permis\b[^.,;?!]{0,30}\b(?:19|20)\d\d\b"
)
_NOT_YET = re.compile(
    r"\b(?:pas (?:encore |le |mon |de |eu )*permis|sans (?:le )?permis|permis (?:\w+ ){0,2}en cours|le code\b"
    r"|(?:passe|passer|aura|aurai|vais avoir|va avoir|prepare)\w* (?:\w+ ){0,3}permis)"
)
_FRESH = re.compile(
    r"permis\b.{0,25}\b(?:l.?annee derniere|cette annee|recemment|ce mois|le mois dernier)"
    r"|permis (?:tout )?(?:neuf|recent|jeune)|viens? d.?(?:avoir|obtenir) .{0,8}permis"
    r"|jeune (?:permis|conduct\w+)"
    r"|(?:permis|periode) (?:est )?(?:encore )?(?:en )?proba\w+"
)
_ACCOMPANIED = re.compile(r"conduite accompagnee|\baac\b|accompagnee?\b")
_SAME = re.compile(r"pareil|meme (?:chose|regle|condition)|aussi|egalement|identique")
_AUXILIARY = re.compile(r"auxiliaires? (?:d.)?ambul|\baux\.? ambul")
_AUXILIARY_ALONE = re.compile(
    r"^\W*(?:et |mais |pour |alors )*(?:les? |l.|une? )?auxiliaires?\b[^?]{0,25}\W*$"
)
_YOUNGEST, _OLDEST = 14, 80
_CREWS = frozenset({"ambulancier", "auxiliaire-ambulancier"})


@dataclass(frozen=True)
class Held:
    """What a message says of the licence: held for `months`, or taken at an `age`; None for what it does not say."""

    months: int | None = None
    age: int | None = None


def digits(text: str) -> str:
    """The normalised `text` with its numbers in figures, set apart from the words."""
    tokens = tokenize(re.sub(r"(\d)(?=[a-z])", r"\1 ", text))
    written, index = [], 0
    while index < len(tokens):
        number = number_at(tokens, index)
        written.append(str(number[0]) if number else tokens[index].text)
        index = number[1] if number else index + 1
    return " ".join(written)


def held(said: str, year: int) -> Held | None:
    """What the normalised message says of the licence, this being `year`; None when it says nothing of its age."""
    written = _LOST.sub(" ", digits(said))
    for pattern in _HELD:
        found = pattern.search(written)
        if found:
            return Held(months=int(found["count"]) * _MONTHS[found["unit"]])
    since = _SINCE_YEAR.search(written)
    if since and _FIRST_YEAR < int(since["year"]) <= year:
        return Held(months=max(0, year - int(since["year"]) - 1) * 12)
    at = _AT_AGE.search(written)
    if at:
        return Held(age=int(at["age"] or at["before"]))
    return Held(months=0) if _FRESH.search(said) else None


async def licence_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whether the licence is old enough, by what was said of it; None when the message says nothing of its age."""
    named = turn.said("profession")
    if named and named[0] not in _CREWS:
        return None  # « brancardier, c'est bon sans permis ? » asks of another trade
    told = held(said, turn.now.year)
    needed = _NEEDED_ACCOMPANIED if _ACCOMPANIED.search(talk) else _NEEDED
    if told is None:
        if _NOT_YET.search(said):
            return await stored(turn, "licence_not_yet")
        same = _AUXILIARY_ALONE.search(said) or (_SAME.search(said) and _AUXILIARY.search(said))
        return await stored(turn, "licence_auxiliary") if same else None
    months = told.months
    if months is None and told.age is not None:
        now = turn.age or _age_said(said)
        # « je l'ai passé à 18 ans, j'en ai 30 »: the age now tells the rest; « je le passe à 18 ans » does not.
        if now is None or now <= told.age or _NOT_YET.search(said):
            at = str(told.age + _NEEDED // 12), str(told.age + _NEEDED_ACCOMPANIED // 12)
            return await stored(turn, "licence_at_age", age=str(told.age), then=at[0], sooner=at[1])
        months = max(0, now - told.age - 1) * 12
    if months is not None and months >= needed:
        return await stored(turn, "licence_old")
    between = months is not None and months >= _NEEDED_ACCOMPANIED
    return await stored(turn, "licence_between" if between else "licence_young")


def _age_said(said: str) -> int | None:
    """The age now, when the message itself tells it beside the one of the licence."""
    ages = [int(age) for age in re.findall(r"\bj.ai (\d\d) ans", digits(said))]
    return next((age for age in ages if _YOUNGEST <= age <= _OLDEST), None)
