"""In which modes an action is open: initial, apprenticeship, continuing, vae."""

from __future__ import annotations

import re

from lxml import etree

from bot.feeds.lheo.elements import extra, text_at, texts_at
from bot.feeds.lheo.tables import VAE_CODES
from bot.french.folding import fold_text

_NO = r"(?:\bpas\b|\bnon\b|\bhors\b|\bsans\b|\bni\b|\baucun)[^.;]{0,25}"
_APPRENTICESHIP = re.compile(r"apprentissage|apprenti\b|alternance")
_NO_APPRENTICESHIP = re.compile(_NO + r"(?:apprentissage|apprenti|alternance)")
_PROFESSIONAL = re.compile(r"professionnalisation|pro-a\b")
_NO_PROFESSIONAL = re.compile(_NO + "professionnalisation")
_VAE = re.compile(r"\bvae\b|validation des acquis")


def modes_of(formation: etree._Element, action: etree._Element) -> list[str]:
    """The modes that the feed states, most often one; none when it states none."""
    if _is_vae(formation):
        return ["vae"]
    found = set()
    words = fold_text(text_at(action, "modalites-alternance") or "")
    kinds = texts_at(action, "session/cycle/alternance/type-alternance")
    cycles = texts_at(action, "session/cycle/type-cycle")
    if extra(action, "formation-initiale") == "1" or "0" in cycles:
        found.add("initial")
    if (
        extra(action, "contrat-apprentissage") == "1"
        or "1" in cycles
        or {"0", "1"} & set(kinds)
        or (
            _APPRENTICESHIP.search(words)
            and not _NO_APPRENTICESHIP.search(words)
            and "contrat de pro" not in words
        )
    ):
        found.add("apprenticeship")
    if (
        extra(action, "contrat-professionnalisation") == "1"
        or {"0", "2"} & set(kinds)
        or (_PROFESSIONAL.search(words) and not _NO_PROFESSIONAL.search(words))
        or _is_continuing(formation, action)
    ):
        found.add("continuing")
    return [mode for mode in ("initial", "apprenticeship", "continuing") if mode in found]


def _is_vae(formation: etree._Element) -> bool:
    if VAE_CODES & set(texts_at(formation, "certification/code-CPF")):
        return True
    return _VAE.search(fold_text(text_at(formation, "intitule-formation") or "")) is not None


def _is_continuing(formation: etree._Element, action: etree._Element) -> bool:
    """Funded by someone who pays for adults' training, paid with a CPF, or sold on Mon Compte Formation."""
    return (
        action.find("organisme-financeur/code-financeur") is not None
        or action.find("code-financeur") is not None
        or formation.find("certification/code-CPF") is not None
        or any(
            extras.get("info") in ("eligibilite-cpf", "frais-pedagogiques")
            for extras in action.iter("extras")
        )
    )
