"""Helping to choose: professions ranked by what a person said, each with why and what speaks against it.

The profiles are data (`data/reference/orientation.yml`). Nothing here knows a person's gender, name, origin
or age: only answers to the questions count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from bot.french.folding import fold_text
from bot.settings import ROOT

ANY = "any"
_FILE = ROOT / "data" / "reference" / "orientation.yml"

# Levels a person may have, from none: a profession asking for more than theirs is set back, not excluded.
_LEVEL_ORDER = {"none": 0, "cap": 1, "bac": 2, "bac2": 3}
# A profession that asks for a diploma beyond bac+2 is above every answer: its own diploma comes first.
_BEYOND = 4
_LENGTHS = ("none", "short", "medium", "long")
_PUNCTUATION = re.compile(r"[.,;:!?()\s]+")


@dataclass(frozen=True)
class Option:
    """One answer to a question: `words` are folded words that mean it in free text."""

    value: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question of the form, asked of the `audiences` (of everyone when empty); `explain` says what is meant."""

    slot: str
    text: str
    explain: str
    audiences: tuple[str, ...]
    options: tuple[Option, ...]

    def read(self, said: str) -> str | None:
        """The value that the words `said` mean, None when they mean none."""
        if said in {option.value for option in self.options}:
            return said
        folded = f" {_PUNCTUATION.sub(' ', fold_text(said))} "
        meant = [
            (len(word), -position, option.value)
            for position, option in enumerate(self.options)
            for word in (fold_text(option.title), *option.words)
            if f" {word} " in folded
        ]
        # The longest words win: « pas le bac » before « bac ».
        return max(meant)[2] if meant else None


@dataclass(frozen=True)
class Proposal:
    """A profession that fits, with reasons and objections in French; `score` only orders proposals."""

    slug: str
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]


@cache
def _described() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def questions() -> dict[str, Question]:
    """The questions by slot, in the order in which they are asked."""
    return {
        entry["slot"]: Question(
            entry["slot"],
            entry["text"],
            entry["explain"],
            tuple(entry.get("audiences", [])),
            tuple(
                Option(option["value"], option["title"], tuple(option.get("words", [])))
                for option in entry["options"]
            ),
        )
        for entry in _described()["questions"]
    }


def asked_of(audience: str | None) -> list[str]:
    """The names of the questions asked of `audience`, in order: six to nine."""
    return [
        name
        for name, question in questions().items()
        if not question.audiences or audience in question.audiences
    ]


def propose(
    answers: Mapping[str, str | None], without: tuple[str, ...] = (), most: int = 3
) -> list[Proposal]:
    """The professions that fit `answers` (slot → value) best, `without` those already refused."""
    ranked = [
        _judge(slug, profile, answers)
        for slug, profile in _described()["profiles"].items()
        if slug not in without
    ]
    ranked.sort(key=lambda proposal: (-proposal.score, proposal.slug))
    return ranked[:most]


def _judge(slug: str, profile: dict[str, Any], answers: Mapping[str, str | None]) -> Proposal:
    score = 0.0
    reasons: list[str] = []
    against: list[str] = []
    for judge in _JUDGES:
        points, reason, objection = judge(profile, answers)
        score += points
        if reason:
            reasons.append(reason)
        if objection:
            against.append(objection)
    return Proposal(slug, score, tuple(reasons), tuple(against))


_Judgement = tuple[float, str | None, str | None]
_NOTHING: _Judgement = (0.0, None, None)

_PUBLICS = {
    "children": ("children", "teenagers"),
    "elderly": ("elderly",),
    "disability": ("disability",),
    "sick": ("sick",),
    "families": ("families",),
}
_PUBLIC_WORDS = {
    "children": "des enfants",
    "elderly": "des personnes âgées",
    "disability": "des personnes en situation de handicap",
    "sick": "des personnes malades",
    "families": "des familles",
}


def _public(profile: dict[str, Any], answers: Mapping[str, str | None]) -> _Judgement:
    wanted = answers.get("public")
    if wanted not in _PUBLICS:
        return _NOTHING
    met = set(profile["publics"])
    if met & set(_PUBLICS[wanted]):
        # Those who meet this public and few others fit better than those who meet everyone.
        return 3.0 + 1.0 / len(met), f"vous voulez être auprès {_of(_PUBLIC_WORDS[wanted])}", None
    if "everyone" in met:
        return 1.0, None, None
    return -3.0, None, "ce n'est pas le public que vous avez choisi"


def _of(words: str) -> str:
    return "d'" + words[4:] if words.startswith("des ") and words[4] in "aeiou" else "de " + words[4:]


def _contact(profile: dict[str, Any], answers: Mapping[str, str | None]) -> _Judgement:
    wanted = answers.get("contact")
    care, contact = profile["body_care"], profile["contact"]
    if wanted == "body":
        if care == "central":
            return 2.0, "les gestes de soin du corps ne vous gênent pas", None
        return (0.5, None, None) if care == "some" else (-0.5, None, None)
    if wanted == "people":
        if care == "none" and contact == "central":
            return 2.0, "vous aimez le contact, sans soins du corps", None
        return (
            (-2.0, None, "il y a des gestes de toilette ou de soin")
            if care == "central"
            else (0.5, None, None)
        )
    if wanted == "little":
        if contact == "central":
            return -1.5, None, "le contact est permanent"
        return 2.0, "vous préférez moins de contact direct", None
    return _NOTHING


def _level(profile: dict[str, Any], answers: Mapping[str, str | None]) -> _Judgement:
    own = answers.get("level")
    if own not in _LEVEL_ORDER:
        return _NOTHING
    needed = _needed_level(profile["entry_level"])
    if needed <= _LEVEL_ORDER[own]:
        return 1.5 + 0.3 * needed, "vous pouvez entrer en formation avec votre niveau", None
    return -1.5 * (needed - _LEVEL_ORDER[own]), None, "l'entrée en formation demande un niveau plus élevé"


def _needed_level(slug: str) -> int:
    if slug.startswith(("sans", "college", "brevet", "3e")):
        return 0
    if slug.startswith(("cap", "bep", "seconde", "premiere")):
        return 1
    if slug in ("bac", "terminale"):
        return 2
    return 3 if slug == "bac-plus-2" else _BEYOND


def _length(profile: dict[str, Any], answers: Mapping[str, str | None]) -> _Judgement:
    wanted = answers.get("length")
    if wanted not in _LENGTHS:
        return _NOTHING
    gap = _LENGTHS.index(profile["length"]) - _LENGTHS.index(wanted)
    if gap <= 0:
        return 2.0 + 0.5 * gap, "la formation tient dans le temps que vous avez", None
    return -1.5 * gap, None, "la formation est plus longue que vous ne le souhaitez"


def _requirement(profile: dict[str, Any], answers: Mapping[str, str | None]) -> _Judgement:
    """What must be had before: nobody is told they may enter without knowing it."""
    needed = profile.get("requires")
    return (-1.5, None, f"il faut d'abord {needed}") if needed else _NOTHING


def _rhythm(profile: dict[str, Any], answers: Mapping[str, str | None]) -> _Judgement:
    wanted = answers.get("rhythm")
    if wanted != "day":
        return _NOTHING
    burden = {"rare": 0.0, "possible": 1.0, "usual": 2.5}
    weight = burden[profile["nights"]] + burden[profile["weekends"]]
    if weight == 0:
        return 2.0, "les horaires sont surtout de jour, en semaine", None
    return -0.6 * weight, None, "il peut y avoir des nuits ou des week-ends"


_TASTES = {
    "care": "soigner vous attire",
    "listen": "vous aimez écouter et conseiller",
    "teach": "vous aimez éduquer et animer",
    "technique": "la technique vous attire",
    "organise": "vous aimez organiser",
}


def _taste(profile: dict[str, Any], answers: Mapping[str, str | None]) -> _Judgement:
    wanted = answers.get("taste")
    if wanted not in _TASTES:
        return _NOTHING
    share = _share_of(wanted, profile)
    return (2.0 * share, _TASTES[wanted], None) if share >= _CENTRAL else (2.0 * share, None, None)


_CENTRAL = 0.75


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


def _science(profile: dict[str, Any], answers: Mapping[str, str | None]) -> _Judgement:
    wanted, asked = answers.get("science"), profile["science"]
    if wanted == "like":
        return (1.5, "les sciences vous plaisent", None) if asked == "strong" else _NOTHING
    if wanted == "avoid" and asked == "strong":
        return -2.5, None, "la formation demande beaucoup de sciences"
    if wanted == "some" and asked == "strong":
        return -1.0, None, "la formation demande beaucoup de sciences"
    return _NOTHING


def _income(profile: dict[str, Any], answers: Mapping[str, str | None]) -> _Judgement:
    if answers.get("income") != "needed":
        return _NOTHING
    if profile["length"] == "none":
        return 1.5, "on peut être embauché puis formé", None
    if profile["paid_training"]:
        return 1.0, "on peut se former avec un contrat de travail", None
    return -1.5, None, "je ne connais pas de formation payée pour ce métier"


def _effort(profile: dict[str, Any], answers: Mapping[str, str | None]) -> _Judgement:
    if answers.get("effort") != "light":
        return _NOTHING
    if profile["physical"] == "heavy":
        return -3.0, None, "il faut souvent porter ou rester debout"
    return (1.0, "le travail demande peu de force", None) if profile["physical"] == "light" else _NOTHING


def _driving(profile: dict[str, Any], answers: Mapping[str, str | None]) -> _Judgement:
    if answers.get("driving") != "unable":
        return _NOTHING
    needs_licence = "permis" in str(profile.get("requires") or "")
    if needs_licence:
        return -4.0, None, "le permis est exigé"
    return (-1.5, None, "on se déplace souvent en voiture") if profile["home_visits"] else _NOTHING


_JUDGES = (
    _public,
    _taste,
    _contact,
    _science,
    _level,
    _length,
    _income,
    _rhythm,
    _effort,
    _driving,
    _requirement,
)
