"""How much of a profession's day is what a person likes, or likes not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.catalogue.wish_words import against, tokens

# Points, a reason, an objection.
Judgement = tuple[float, str | None, str | None]
NOTHING: Judgement = (0.0, None, None)

REFUSED = -6.0  # more than all that a public or a taste may bring

_TASTES = {
    "care": "soigner vous attire",
    "help": "vous aimez aider au quotidien",
    "listen": "vous aimez écouter et conseiller",
    "teach": "vous aimez éduquer et animer",
    "technique": "la technique vous attire",
    "organise": "vous aimez organiser",
}


def judge_taste(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Judgement:
    """What the tastes wanted and refused bring to a profession."""
    wanted = [taste for taste in _TASTES if taste in tokens(answers.get("taste"))]
    refused = [taste for taste in _TASTES if taste in against(answers.get("taste"))]
    unwelcome = [taste for taste in refused if _share_of(taste, profile) >= _CENTRAL]
    points = REFUSED if unwelcome else 0.0
    objection = f"on y passe du temps à {_UNWELCOME_TASTES[unwelcome[0]]}" if unwelcome else None
    shares = {taste: _share_of(taste, profile) for taste in wanted}
    if shares:
        # The best one counts whole, each other one half: doing two of them is better than one.
        best, *others = sorted(shares.values(), reverse=True)
        points += 2.0 * best + sum(others)
        # Days of machines or of a craft are for who likes them.
        points -= _OF_TECHNIQUE if profile["technical"] == "strong" and "technique" not in wanted else 0.0
    reasons = [_TASTES[taste] for taste, share in shares.items() if share >= _CENTRAL]
    return points, " ; ".join(reasons) or None, objection


_UNWELCOME_TASTES = {
    "care": "soigner",
    "help": "aider aux gestes de tous les jours",
    "listen": "écouter et conseiller",
    "teach": "éduquer et animer",
    "technique": "manier de la technique",
    "organise": "organiser et gérer",
}
_CENTRAL = 0.75
_OF_TECHNIQUE = 3.0


def _share_of(taste: str, profile: dict[str, Any]) -> float:
    """How much of the day a taste fills, from 0 to 1."""
    if taste == "care":
        medical = (
            profile["technical"] != "none" and profile["science"] != "none" and profile["contact"] != "little"
        )
        return (
            1.0
            if profile["body_care"] == "central"
            else 0.75
            if profile["body_care"] == "some" and medical
            else 0.0
        )
    if taste == "help":
        close = (
            profile["contact"] != "little" and profile["technical"] == "none" and profile["desk"] == "none"
        )
        daily = profile["science"] == "none" and profile["body_care"] != "none"
        return (1.0 if daily else 0.5) if close and profile["science"] != "strong" else 0.0
    if taste == "listen":
        talks = (
            profile["contact"] == "central"
            and profile["body_care"] == "none"
            and profile["technical"] == "none"
        )
        return (1.0 if profile["desk"] != "none" else 0.5) if talks else 0.0
    if taste == "teach":
        met = {"children", "teenagers", "disability"} & set(profile["publics"])
        lively = {"none": 0.0, "some": 0.75, "central": 1.0}[profile["creative"]]
        return lively if met and profile["science"] in ("none", "some") else lively / 2
    if taste == "technique":
        return {"none": 0.0, "some": 0.4, "strong": 1.0}[profile["technical"]]
    return {"none": 0.0, "some": 0.3, "central": 1.0}[profile["desk"]]
