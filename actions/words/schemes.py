"""Schemes named in a message: a precise answer instead of the general one of its subject."""

from __future__ import annotations

import re

from bot.french.aspects import aspects
from bot.french.folding import fold_text

_WORKS_THERE = re.compile(
    r"\bconseill\w+ (?:en |de |du |au |a |d.?)*(?:cep\b|evolution)|\bici (?:le |un )?cep\b"
)

_HELD = re.compile(
    r"\b(?:j.?ai|ayant|avec|obtenu) (?:deja |bien |eu )?(?:une? |la |ma |mon )?rqth\b|\brqth,? (?:je l.?ai|deja|en poche)"
)
_WHAT_IS = re.compile(
    r"\b(?:c.?est quoi|qu.?est.?ce que (?:c.?est|le|la|l)|(?:ca )?veut dire|signifie|a quoi sert)\b"
)

# The answer about each scheme (`schemes` of data/aspects.yml names them), and the subjects under which it is asked.
_FUNDING = frozenset({"training_cost", "cpf", "career_change", "apprenticeship", "training_search", "help"})
_WAY_IN = frozenset({"training_path", "admission", "parcoursup", "profession_progression", "career_change"})
_ASKED_UNDER = {
    "ptp": _FUNDING | {"pay"},
    "poei-afpr": _FUNDING | {"job_offers", "immersion"},
    "periode-reconversion": _FUNDING,
    "bourse-regionale": _FUNDING,
    "contrat-allocation-etudes": _FUNDING | {"pay"},
    "gratuite-region": _FUNDING,
    "contrat-professionnalisation": _FUNDING | {"pay"},
    "alternance": frozenset({"apprenticeship"}),
    "ifsi-formation-continue": _WAY_IN,
    "passerelle-as-ide": _WAY_IN,
    "passerelles-as-ap": _WAY_IN,
    "reforme-infirmier-2026": _WAY_IN,
    "reforme-travail-social-2026": _WAY_IN,
    "permis-b": _FUNDING | {"admission"},
    "casier-honorabilite": frozenset({"admission"}),
    "immersion-pmsmp": frozenset({"immersion"}),
    "handicap-rqth": frozenset({"disability", "apprenticeship"}),
    "segur-cti": frozenset({"segur", "pay"}),
    "smic": frozenset({"pay"}),
    "cep": frozenset({"human", "career_change", "training_cost"}),
}


def scheme(subject: str | None, text: str) -> str | None:
    """The answer about the scheme that `text` names, when `subject` is one under which it is asked."""
    return next((slug for slug in _named(text) if subject in _ASKED_UNDER[slug]), None)


def any_scheme(text: str) -> str | None:
    """The first scheme that `text` names, whatever it asks of it."""
    return next(iter(_named(text)), None)


def explained(text: str) -> str | None:
    """The first scheme that `text` names when it asks what it is."""
    return any_scheme(text) if asks_what_is(text) else None


def works_there(text: str) -> bool:
    """Whether `text` says that its author is a counsellor: « conseillère CEP en Creuse »."""
    return _WORKS_THERE.search(fold_text(text)) is not None


def asks_what_is(text: str) -> bool:
    """Whether `text` asks what something is: « c'est quoi la VAE ? »."""
    return _WHAT_IS.search(fold_text(text)) is not None


def _named(text: str) -> list[str]:
    """The schemes that `text` names; « je suis conseillère CEP » says where one works, « j'ai une RQTH » what one has."""
    if text.startswith("/"):
        return []
    named = list(aspects("schemes", text))
    if _HELD.search(fold_text(text)) and not asks_what_is(text):
        named = [slug for slug in named if slug != "handicap-rqth"]
    return [slug for slug in named if slug != "cep"] if works_there(text) else named


# « ça vaut le coup niveau paie ? là je suis au smic »: what one earns, not what the minimum is.
_AT_THE_SMIC = re.compile(
    r"\b(?:suis|est|payée?|étais|gagne|touche|reste\w*|plafonne)\b(?: \w+){0,2}? (?:au|le) smic\b"
    r"|\b(?:pas de quoi|sans|même pas|moins (?:que|d.)|sous|à peine)\b(?: \w+){0,3}? (?:le |un |du )?smic\b",
    re.IGNORECASE,
)


def at_the_smic(text: str) -> bool:
    """Whether `text` tells that one earns the minimum wage, or less, and asks nothing of it."""
    return _AT_THE_SMIC.search(text) is not None
