"""The level of study that a diploma or a class told of someone amounts to: « j'ai le diplôme d'aide-soignante »."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

import yaml

from bot.french.find import find_all
from bot.french.folding import fold_text
from bot.settings import ROOT

# The words before its name by which a diploma is held, and those by which it is only aimed at.
_HELD = re.compile(
    r"(?:\b(?:j'?ai|g|ai|a|avec|titulaire|diplomee?|obtenue?|obtenu|decroche|eu|mon|ma|niveau|suis|est|etais|que|juste"
    r"|comme diplome|deja)\b)(?:(?!\b(?:veux|veut|voudrais|envie|besoin|faire|passer|preparer|viser|vise|avoir"
    r"|obtenir|faut"
    r"|demande|devenir|aimerais|sans|pas|ratee?|loupee?|apprentissage|alternance)\b)[^.;!?,]){0,30}$"
)
# The level of the national framework of qualifications that each answer begins at.
_FRAMEWORK = ((5, "bac2"), (4, "bac"), (3, "cap"))
_CLASSES = {
    "sans-diplome": "none", "college": "none", "cap": "cap", "seconde": "bac", "premiere": "bac", "terminale": "bac",
    "bac": "bac", "bac-plus-2": "bac2", "bac-plus-3": "bac2", "bac-plus-5": "bac2",
}  # fmt: skip
# Who is in « seconde » or « première » has the bac ahead; who left then has no diploma for it.
_LEFT = re.compile(r"\b(?:arr?et\w*|quitt\w*|lach\w*|stopp\w*|decroch\w*|jusqu\w*|niveau|viree?|exclue?)\b")
# The brevet, by its former names too: « je n'ai que le BEPC ».
_ONLY_BREVET = re.compile(
    r"\b(?:j.?ai|jai|g|que|juste|seulement|eu|avec)\b(?: \w+){0,3}? (?:bepc|brevet(?: des colleges)?|certificat"
    r" d.etudes|dnb)\b"
    r"(?! (?:professionnel|de technicien|d.etat))|^(?:le |mon )?(?:bepc|brevet|certificat d.etudes)\W*$"
)
_NEAR = 30  # characters
_BY_ITSELF = frozenset({"sans-diplome", "college"})  # said of nobody but oneself
_NONE = re.compile(r"\b(?:diplom\w*|dip|qualif\w*|rien|brevet|bac|etudes?)\b")  # who left school may have one
_ORDER = ("none", "cap", "bac", "bac2")


def held_level(said: str, *, asked: bool = False) -> str | None:
    """The answer to the question `level` that the diplomas and classes of `said` give; None when none is held.

    When the level was `asked`, a diploma named by itself is the answer.
    """
    found = [entity for entity in find_all(said, datetime.now(ZoneInfo("Europe/Paris"))) if entity.is_filter]
    levels = []
    for entity in found:
        if entity.entity not in ("diploma", "level") or entity.details.get("negated"):
            continue
        level = (
            _of_diploma(str(entity.value)) if entity.entity == "diploma" else _CLASSES.get(str(entity.value))
        )
        level = level or _CLASSES.get(str(entity.details.get("level")))
        if entity.value in ("seconde", "premiere") and _LEFT.search(fold_text(said)):
            level = "none"
        if level == "bac2" and _LEFT.search(fold_text(said[: entity.start])[-_NEAR:]):
            level = "bac"  # « j'ai lâché ma licence en L2 »: it was not obtained
        held = asked or entity.value in _BY_ITSELF or _HELD.search(fold_text(said[: entity.start]))
        if entity.value == "sans-diplome" and not _NONE.search(fold_text(said)):
            continue
        if level and held:
            levels.append(level)
    if not levels and _ONLY_BREVET.search(fold_text(said)):
        return "none"
    return max(levels, key=_ORDER.index) if levels else None


def _of_diploma(slug: str) -> str | None:
    framework = _frameworks().get(slug)
    return next(
        (answer for least, answer in _FRAMEWORK if framework is not None and framework >= least), None
    )


@cache
def _frameworks() -> dict[str, int]:
    path = ROOT / "data" / "reference" / "diplomas.yml"
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {entry["slug"]: int(entry["level"]) for entry in loaded["diplomas"] if entry.get("level")}
