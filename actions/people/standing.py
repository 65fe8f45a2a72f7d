"""At what title the person works: self-employed, in the army, off sick, an employer… told once, and kept.

Most rules about money are those of private employees. For whom they are not, another answer is given in their place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from actions.people.denied import titles_denied
from bot.french.aspects import aspect, aspects
from bot.french.normalise import normalise
from bot.roles import SELF

if TYPE_CHECKING:
    from actions.talk.turn import Turn

# What is said of somebody else, and what one would like to be, tells nothing of the person.
_OF_OTHERS = re.compile(
    r"\b(?:mon|ma|mes) (?:mari|femme|conjointe?|compagnon|compagne|copine?|ex|freres?|soeurs?|parents?|pere|mere|papa|maman|"
    r"beau.?\w+|belle.?\w+|voisine?|amie?)\b[^.,;:?!/]*"
    r"|\b(?:devenir|passer|finir|m.installer|me mettre|me lancer|travailler|exercer|etre|postuler|bosser|entrer|metier d.?)"
    r" (?:plus tard |ensuite |un jour )?(?:a|en|comme|dans|pour|de|une?)? ?(?:une? |la |l.|mon )?"
    r"(?:infirmi\w+ |kine |psy\w* )?"
    r"(?:independante?s?|compte|liberale?|auto.?entrepreneu\w*|militaire|fonctionnaire|armee|poste|atsem|territorial\w*)\b"
    r"|\b(?:pas|plus|ni|sans|droit au|jamais eu) (?:de |droit au |le |d.|du )*(?:chomage|are\b|indemn\w+|allocations?)"
    r"|\b(?:pas|plus|ni|non) (?:en |une? |du tout )?(?:salariee?|cdi|cdd|militaire|fonctionnaire|independante?|chomeu\w+)\b"
    r"|\b(?:hopital|medecin|infirmi\w+|ecole|pere) (?:des armees|militaires?)"
)
_NO_RIGHT = re.compile(
    r"\b(?:pas|plus|ni|sans|jamais eu) (?:de |droit au |le |d.|du |a l.)*(?:chomage|are\b|indemn\w+|allocations?)"
)
# An employer who changes trades speaks of their own life.
_ONES_OWN_CHANGE = re.compile(
    r"\bme (?:reconvertir|former|reorienter)\b|\breorientation\b|\bje (?:souhaite|voudrais|veux|aimerais) devenir\b"
    r"|\bma reconversion\b|\bquel(?:le)?s? (?:diplome|formation|etudes)\W*$|\bchanger de (?:metier|vie|voie)\b"
)
# What the person is, one at a time, the latest told; being off sick or found unfit goes with any of them.
_TITLES = (
    *("employer", "military", "la_poste", "hospital", "civil_servant", "self_employed"),
    *("employee", "cdd", "interim", "rsa", "job_seeker"),
)
_STATES = ("sick_leave", "unfit")
_PRIVATE_RULES = frozenset(
    {"training_cost", "training_cost_employee", "training_cost_job_seeker", "career_change"}
    | {"ptp", "ptp_cdi", "ptp_cdd", "ptp_other", "periode-reconversion", "resigning", "ptp_when"}
)
_TRANSITION = frozenset({"ptp", "ptp_cdi", "ptp_other", "training_cost", "training_cost_employee"})
_BY_EMPLOYERS = {
    **dict.fromkeys([*_PRIVATE_RULES, "career_change_job_seeker", "cpf"], "employer_trains_staff"),
    **dict.fromkeys(["poei-afpr", "poei_without_employer", "poei_not_indemnified"], "employer_poei"),
    **dict.fromkeys(["job_offers"], "employer_recruits"),
    **dict.fromkeys(
        ["licence_home", "licence_other", "licence_held", "job_without_licence"], "employer_licence"
    ),
    **dict.fromkeys(["immersion", "immersion-pmsmp", "stage_paid", "stage_call"], "employer_hosts"),
    **dict.fromkeys(
        ["alternance", "contrat-professionnalisation", "alternance_after_thirty"], "employer_contracts"
    ),
    "apprentissage": "employer_apprentice",
}
_INSTEAD: dict[str, dict[str, str]] = {
    "employer": _BY_EMPLOYERS,
    **{
        title: dict.fromkeys(_PRIVATE_RULES, f"standing_{title}")
        for title in ("military", "la_poste", "self_employed", "civil_servant")
    },
    "hospital": dict.fromkeys(_TRANSITION, "ptp_public"),
    "sick_leave": dict.fromkeys(_TRANSITION, "standing_sick_leave"),
    "unfit": dict.fromkeys(_TRANSITION, "standing_unfit"),
    "cdd": dict.fromkeys(_TRANSITION, "ptp_cdd"),
    "interim": dict.fromkeys(_TRANSITION, "ptp_interim"),
}
# What the questions about money make of a title; none of the others is one of theirs.
_SITUATIONS = {
    **dict.fromkeys(["employee", "cdd", "interim"], "employee"),
    **dict.fromkeys(["rsa", "job_seeker"], "job_seeker"),
}


def of_oneself(text: str) -> str:
    """`text` without the rights that it says one has not: « pas droit au chômage » tells of no unemployment benefit."""
    return text if text.startswith("/") else _NO_RIGHT.sub(" ", normalise(text))


@lru_cache(maxsize=256)  # each narrow question asks it of the whole talk again
def titles_told(text: str) -> tuple[str, ...]:
    """The titles and states that `text` tells of the person, the surest first."""
    if text.startswith("/"):
        return ()
    said = _OF_OTHERS.sub(" ", normalise(text))
    found = list(aspects("standing", said))
    if "employer" in found and _ONES_OWN_CHANGE.search(said):
        found.remove("employer")
    return tuple(found)


def standings(turn: Turn) -> list[str]:
    """The title the person has, the latest told, and the states that go with it; a title first.

    Who spoke as an employer stays one: « elle est en CDI » is then said of the person they employ.
    """
    each = _each_told(turn)
    title = next((one for found in each for one in found if one in _TITLES), None)
    speaker = turn.known("speaker")
    if speaker == SELF:
        title = next((one for found in each for one in found if one in _TITLES and one != "employer"), None)
    elif speaker == "employer" or any("employer" in found for found in each):
        title = "employer"
    states = [state for state in _STATES if any(state in found for found in each)]
    return [*([title] if title else []), *states]


def _each_told(turn: Turn) -> list[list[str]]:
    """The titles that each message told, the latest first, without those that it or a later one denies."""
    found, denied = [], set[str]()
    for text in (turn.text, *turn.earlier):
        denied |= titles_denied(text)
        told = [name for name in titles_told(text) if name not in denied]
        denied -= set(told)
        found.append(told)
    return found


def has_standing(turn: Turn, names: frozenset[str]) -> bool:
    """Whether the person said, now or before, that one of these is their title or state."""
    return not names.isdisjoint(standings(turn))


def situation(turn: Turn) -> str | None:
    """`employee` or `job_seeker`, from the title told in so many words; None for the others."""
    return next((_SITUATIONS[name] for name in standings(turn) if name in _SITUATIONS), None)


def introduces_oneself(text: str) -> bool:
    """Whether `text` says who speaks, with words that may be taken for another request: « conseillère CEP », « caporal »."""
    return bool(titles_told(text)) or aspect("audience", text) == "counsellor"


def out_of_the_rules(turn: Turn) -> bool:
    """Whether the person has a title to which the rules of private employees do not apply."""
    return any(f"standing_{name}" in _INSTEAD.get(name, {}).values() for name in standings(turn)[:1])


# Who employs somebody at home has neither OPCO nor staff: their own answers in the place of an establishment's.
_AT_HOME = re.compile(
    r"\b(?:j|je|on|nous)\W{0,2}(?:veux |voudrais |aimerais |souhaite |vais )?(?:emploi\w*|employ\w*|embauch\w*|pay\w*)\b"
    r".{0,60}\b(?:en direct|cesu|chez (?:elle|lui|eux|ma|mon|mes)"
    r"|(?:ma|mon|mes) (?:mere|pere|parents?|maman|papa|grand.?mere|grand.?pere|mari|tante|beaux?.?parents?|belle.?mere))"
    r"|\bparticuliere?s? employeu\w+"
)
_OF_HOMES = {
    **dict.fromkeys(["employer_trains_staff", "employer_vae_cleaners"], "private_home_training"),
    "employer_recruits": "private_home_start",
    "employer_staff_away": "private_home_absent",
}


def employs_at_home(turn: Turn) -> bool:
    """Whether the person employs, or would employ, somebody at home for a relative or themselves."""
    texts = (text for text in (turn.text, *turn.earlier) if not text.startswith("/"))
    return any(_AT_HOME.search(normalise(text)) for text in texts)


def for_the_standing(turn: Turn, slug: str) -> str:
    """The answer to give in the place of `slug` to who has this title; `slug` itself where its rule holds."""
    found = _by_title(turn, slug)
    return _OF_HOMES[found] if found in _OF_HOMES and employs_at_home(turn) else found


def _by_title(turn: Turn, slug: str) -> str:
    # Rights asked of in general are taken for the account (CPF) when nothing names them.
    vague = slug == "cpf" and not turn.text.startswith("/") and "cpf" not in normalise(turn.text)
    asked = "training_cost" if vague else slug
    for name in standings(turn):
        if asked in _INSTEAD.get(name, {}):
            return _INSTEAD[name][asked]
    return slug
