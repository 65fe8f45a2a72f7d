"""How well a profession fits what a person said: one judge a question, each with its points, its reason, its objection.

A refusal weighs more than any liking, so that a trade that avoids what was refused always comes before one that does not;
a trade that has it all the same says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.catalogue.fit_taste import NOTHING, REFUSED, Judgement, judge_taste
from bot.catalogue.wish_words import against, tokens, wording

# Levels a person may have, from none: a profession asking for more than theirs is set back, not excluded.
_LEVEL_ORDER = {"none": 0, "cap": 1, "bac": 2, "bac2": 3}
AHEAD = "ahead"  # of a pupil who has no diploma yet: those of school are to come
BAC_AHEAD = "bac ahead"  # of a pupil of the lycée
_BEYOND = 4  # what asks for a diploma beyond bac+2 is above every answer: its own diploma comes first
_LENGTHS = ("none", "short", "medium", "long")

_PUBLICS = {
    "children": ("children", "teenagers"),
    "teenagers": ("teenagers",),
    "elderly": ("elderly",),
    "disability": ("disability",),
    "sick": ("sick",),
    "families": ("families",),
}
_PUBLIC_WORDS = {
    "children": "des enfants",
    "teenagers": "des adolescents",
    "elderly": "des personnes âgées",
    "disability": "des personnes en situation de handicap",
    "sick": "des personnes malades",
    "families": "des familles",
}

_FIRST = 0.8  # the trades one thinks of first with a public come before those that just as well meet it
_BOTH = 1.5  # « les enfants malades »: who meets both of the publics that are wanted
_EVERYONE_COUNTS = 3  # publics: who also meets everyone spends less time with the one that is wanted


def _public(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    wanted = [name for name in _PUBLICS if name in tokens(answers.get("public"))]
    refused = [name for name in _PUBLICS if name in against(answers.get("public"))]
    met = set(profile["publics"])
    unwelcome = [name for name in refused if met & set(_PUBLICS[name])]
    points, objection = 0.0, None
    if unwelcome:
        points = 2 * REFUSED  # whom one spends one's days with weighs more than when
        objection = "on y rencontre aussi " + " et ".join(_PUBLIC_WORDS[name] for name in unwelcome)
    if not wanted:
        return points, None, objection
    found = [name for name in wanted if met & set(_PUBLICS[name])]
    if found and profile["contact"] == "little":
        return points + 1.0, None, objection  # one works for them, not beside them
    if found:
        near = [f"auprès {_of(_PUBLIC_WORDS[name])}" for name in found]
        # Those who meet this public and few others fit better than those who meet everyone.
        spread = len(met) + (_EVERYONE_COUNTS if "everyone" in met else 0)
        first = any(name in profile.get("first_of", ()) for name in found)
        points += 3.0 + 1.0 / spread + _BOTH * (len(found) - 1) + _FIRST * first
        return points, f"vous voulez être {' et '.join(near)}", objection
    if "everyone" in met:
        return points + 1.0, None, objection
    return points + REFUSED, None, objection or "ce n'est pas le public que vous avez choisi"


def _of(words: str) -> str:
    return "d'" + words[4:] if words.startswith("des ") and words[4] in "aeiou" else "de " + words[4:]


def _contact(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    wanted = answers.get("contact")
    care, contact = profile["body_care"], profile["contact"]
    if wanted == "body":
        if care == "central":
            return 2.0, "les gestes de soin du corps ne vous gênent pas", None
        return (0.5, None, None) if care == "some" else (-0.5, None, None)
    if wanted == "some":
        if care == "central":
            return -1.0, None, "il y a souvent des gestes de toilette ou de soin"
        return (0.5, None, None) if care == "some" else (1.0, None, None)
    if wanted == "people":
        if care == "none" and contact == "central":
            return 2.0, "il y a du contact, sans soins du corps", None
        return (
            (REFUSED, None, "il y a des gestes de toilette ou de soin")
            if care == "central"
            else (0.5, None, None)
        )
    if wanted == "little":
        if contact == "central":
            return -1.5, None, "le contact est permanent"
        return 2.0, "vous préférez moins de contact direct", None
    return NOTHING


def _level(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    own = answers.get("level")
    needed = _needed_level(profile["entry_level"])
    if own == AHEAD:
        # What a pupil will have is no reason and no bar: the way goes through it.
        return (
            NOTHING
            if needed == 0
            else (0.0, None, "il faut d'abord le bac")
            if needed <= 2
            else (REFUSED, None, None)
        )
    if own == BAC_AHEAD and needed == _LEVEL_ORDER["bac"]:
        return 1.5 + 0.3 * needed, "le bac que vous préparez suffit pour y entrer", None
    own = "bac" if own == BAC_AHEAD else own
    if own not in _LEVEL_ORDER:
        return NOTHING
    if needed <= _LEVEL_ORDER[own]:
        enough = (
            _WITHOUT_DIPLOMA[profile["length"] == "none"]
            if needed == 0
            else "votre niveau suffit pour y entrer"
        )
        return 1.5 + 0.3 * needed, enough, None
    return (
        REFUSED - 1.5 * (needed - _LEVEL_ORDER[own]),
        None,
        "l'entrée en formation demande un niveau plus élevé",
    )


_WITHOUT_DIPLOMA = {
    False: "aucun diplôme n'est demandé pour entrer en formation",
    True: "aucun diplôme n'est demandé pour commencer",
}


def _needed_level(slug: str) -> int:
    if slug.startswith(("sans", "college", "brevet", "3e")):
        return 0
    if slug.startswith(("cap", "bep", "seconde", "premiere")):
        return 1
    if slug in ("bac", "terminale"):
        return 2
    return 3 if slug == "bac-plus-2" else _BEYOND


_TRAINED_IN = {
    "none": "on apprend une fois embauché",
    "short": "on s'y forme en moins d'un an",
    "medium": "on s'y forme en un à deux ans",
    "long": "les trois ans d'études tiennent dans le temps que vous avez",
}
_IN_WORDS = {5: "cinq", 6: "six"}


def _length(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    wanted = answers.get("length")
    if wanted not in _LENGTHS:
        return NOTHING
    gap = _LENGTHS.index(profile["length"]) - _LENGTHS.index(wanted)
    if profile.get("years"):
        long = f"les études durent {_IN_WORDS[profile['years']]} ans"
        return (0.5, None, long) if gap <= 0 else (REFUSED - gap, None, long)
    if gap <= 0:
        return 2.0 + 0.5 * gap, _TRAINED_IN[profile["length"]], None
    return REFUSED - gap, None, "la formation est plus longue que vous ne le souhaitez"


def _requirement(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    """What must be had before: nobody is told they may enter without knowing it."""
    needed = profile.get("requires")
    if not needed:
        return NOTHING
    if "métier manuel" in needed and "craft" in tokens(answers.get("noted")):
        return 1.5, "votre métier d'avant y sert", None
    # A post or a diploma of care to have first puts the trade out of reach for now; a licence is soon had.
    return (-2.5 if "permis" in needed else REFUSED, None, f"il faut d'abord {needed}")


_BURDEN = {"rare": 0.0, "possible": 1.0, "usual": 2.5}
_NIGHT_WORK = frozenset({"surveillant-de-nuit-qualifie"})  # where one works at night or not at all
_OFTEN = {"nights": "la nuit", "weekends": "le week-end"}
_HOURS = {"nights": "des nuits", "weekends": "des week-ends"}


def _rhythm(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    wanted, refused = tokens(answers.get("rhythm")), against(answers.get("rhythm"))
    if "day" in wanted:
        refused = refused | set(_HOURS)
    # Evenings are not in the profiles: where nights are worked, evenings are too.
    avoided = [name for name in _HOURS if name in refused or (name == "nights" and "evenings" in refused)]
    share = 1.0
    if not avoided and "some" in wanted:
        avoided, share = list(_HOURS), 0.4
    if not avoided:
        return NOTHING
    # « nuit non, week-end bof »: the ones are refused, the others are taken now and then.
    rather_not = [name for name in _HOURS if name not in avoided] if "some" in wanted else []
    weight = sum(_BURDEN[profile[name]] for name in avoided)
    weight += 0.4 * sum(_BURDEN[profile[name]] for name in rather_not)
    if weight == 0:
        return 2.0, _hours_kept(avoided, refused, wanted), None
    met = [name for name in _HOURS if name in (*avoided, *rather_not) and profile[name] != "rare"]
    # A refusal in so many words rules out what is merely possible; « en journée » rules out what is usual.
    ruled_out = share == 1.0 and any(
        profile[name] == "usual" or name in against(answers.get("rhythm"))
        for name in avoided
        if profile[name] != "rare"
    )
    points = (REFUSED if ruled_out else 0.0) - (1.2 if "day" in wanted else 0.6) * weight * share
    if any(profile[name] == "usual" for name in met):
        often = " et ".join(_OFTEN[name] for name in met if profile[name] == "usual")
        return points, None, f"on y travaille souvent {often}"
    return points, None, f"il peut y avoir {' ou '.join(_HOURS[name] for name in met)}"


def is_ruled_out(slug: str, profile: Mapping[str, Any], answers: Mapping[str, str | None]) -> bool:
    """Whether the trade is in the main what was refused in so many words: nights, babies, those one will not work with."""
    if slug in _NIGHT_WORK and "nights" in against(answers.get("rhythm")):
        return True
    unwelcome = {public for name in against(answers.get("public")) for public in _PUBLICS.get(name, ())}
    if set(profile["publics"]) <= unwelcome or (
        unwelcome and set(profile.get("first_of", ())) and set(profile["first_of"]) <= unwelcome
    ):
        return True
    exposures = wording()["exposures"]
    return any(
        slug in exposures[name].get("liked", ())
        for name in against(answers.get("noted"))
        if name in exposures
    )


def _hours_kept(avoided: list[str], refused: set[str], wanted: set[str]) -> str:
    if len(avoided) == len(_HOURS):
        return "les horaires sont surtout de jour, en semaine"
    return (
        "on y travaille rarement la nuit" if avoided == ["nights"] else "on y travaille rarement le week-end"
    )


def _science(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    wanted, asked = answers.get("science"), profile["science"]
    if wanted == "like":
        return (1.5, "les sciences vous plaisent", None) if asked == "strong" else NOTHING
    if wanted == "avoid" and asked == "strong":
        return -2.5, None, "la formation demande beaucoup de sciences"
    if wanted == "some" and asked == "strong":
        return -1.0, None, "la formation demande beaucoup de sciences"
    return NOTHING


def _income(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    if answers.get("income") != "needed":
        return NOTHING
    if profile["length"] == "none":
        return 1.5, "on est payé dès le début, embauché puis formé", None
    if profile["paid_training"]:
        return 1.0, "on peut se former avec un contrat de travail", None
    return -1.5, None, "je ne connais pas de formation payée pour ce métier"


def _effort(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    wanted = answers.get("effort")
    if wanted == "some":
        heavy = profile["physical"] == "heavy"
        return (-1.2, None, "il faut souvent porter ou rester debout") if heavy else NOTHING
    if wanted != "light":
        return NOTHING
    if profile["physical"] == "heavy":
        # A body that cannot weighs more than a length or a rhythm that one would rather not have.
        return 2 * REFUSED, None, "il faut souvent porter ou rester debout"
    if profile["physical"] == "light":
        return 1.0, "le travail demande peu de force", None
    return -1.0, None, "il faut parfois porter ou rester debout"


def _driving(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    if answers.get("driving") != "unable":
        return NOTHING
    needs_licence = "permis" in str(profile.get("requires") or "")
    if needs_licence:
        return REFUSED, None, "le permis est exigé"
    return (-2.0, None, "on se déplace souvent en voiture") if profile["home_visits"] else NOTHING


def _home(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    """Who works at home is told so, in the words of the refusal: the place must suit, and one's family live with it."""
    if not profile.get("own_home"):
        return NOTHING
    theirs = _AT_HOME & tokens(answers.get("public"))
    return 0.0 if theirs else -3.0, None, "on y travaille chez soi"


_AT_HOME = frozenset({"children", "teenagers"})  # whom one takes in at home


def _desk(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    """Days at a desk are for who asked to organise."""
    asked = "organise" in tokens(answers.get("taste"))
    return (-0.6, None, None) if profile["desk"] == "central" and not asked else NOTHING


_CRAFT = "craft"  # among what was noted
_WITH_TODDLERS = "vous voulez être auprès des tout-petits"


def _exposure(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    """What no question asks and the person refused: blood, pressure, the hospital."""
    exposures = wording()["exposures"]
    met = [
        exposures[name]["objection"]
        for name in sorted(against(answers.get("noted")))
        if slug in exposures[name]["professions"]
    ]
    if met:
        # What one cannot stand or do weighs as whom one spends one's days with.
        return 2 * REFUSED * len(met), None, " ; ".join(met)
    liked = [
        name for name in tokens(answers.get("noted")) if slug in exposures.get(name, {}).get("liked", ())
    ]
    if liked == [_CRAFT]:
        # « apprendre la cuisine à des gens en ESAT »: a craft is taught where people learn one, and to nobody else.
        taste = tokens(answers.get("taste"))
        taught = "disability" in tokens(answers.get("public")) and (not taste or "teach" in taste)
        return (4.5, "vous avez un métier à transmettre", None) if taught else NOTHING
    if "births" in tokens(answers.get("noted")) and slug not in exposures["births"]["liked"]:
        return NOTHING  # who is drawn by births looks for no crèche first
    why = next((exposures[name]["why"] for name in liked if "why" in exposures[name]), _WITH_TODDLERS)
    return (2.5, why, None) if liked else NOTHING


JUDGES = (
    _public,
    judge_taste,
    _contact,
    _science,
    _level,
    _length,
    _income,
    _rhythm,
    _effort,
    _driving,
    _requirement,
    _home,
    _desk,
    _exposure,
)
