"""A message that names a subject of its own is not pulled into what was spoken of before.

« combien de mois de formation auxiliaire de puer » after talk of the VAE asks for the training, not for the VAE.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# What a message may be about by its own words. « la formation », « l'école » alone point at what was spoken of.
_SUBJECTS = re.compile(
    r"\bvae\b|\bvalidation des acquis\b|\bptp\b|\btransitions? pro\b|\bprojet de transition\b|\bcpf\b|\bpoei\b"
    r"|\bparcoursup\b|\bperiode de reconversion\b|\bcontrats? (?:de )?pro\w*"
    r"|\bapprentissage\b|\balternance\b|\bimmersion\b|\brqth\b|\bsegur\b|\bladom\b"
    r"|\b(?:une?|des|quel(?:le)?s?|autres?|mois de|annees? de|semaines de|heures de) (?:petites? )?(?:formations?|ecoles?)\b"
    r"|\b(?:formations?|ecoles?) (?:plus )?(?:courte?s?|longues?|rapides?|(?:d.|d |de |pour |pres d\w* |vers )?"
    r"(?:devenir |une? |l.)?(?:aide|auxiliaire|infirmi\w+|educ\w*|moniteur|aes|ambulanc\w*|assistante?|"
    r"(?:ide|as|aes|ap|eje|ass|es|me|cesf|tisf|avs)\b))"
)
# « plus rapide que la VAE »: named to be set aside.
_SET_ASIDE = re.compile(
    r"\b(?:que|qu.|sans|autre (?:chose )?que|a part|au lieu de|a la place de|plutot que)(?: par)? "
    r"(?:la |le |l.|une? |de la )?"
    r"(?P<what>vae|ptp|cpf|poei|parcoursup|apprentissage|alternance)\b"
)


@lru_cache(maxsize=256)
def named(said: str) -> tuple[str, ...]:
    """The words of the normalised message that name a subject, but for one that it sets aside."""
    return tuple(found[0] for found in _SUBJECTS.finditer(_SET_ASIDE.sub(" ", said)))


def set_aside(said: str) -> str | None:
    """The scheme that the message wants something else than; None when it sets none aside."""
    found = _SET_ASIDE.search(said)
    return found["what"] if found else None


def goes_elsewhere(said: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    """Whether the message names a subject, and none of those it names is one of the `patterns` of a question."""
    words = named(said)
    if not words:
        return set_aside(said) is not None
    known = [pattern for pattern in patterns if pattern.pattern != "."]
    return not any(pattern.search(word) for pattern in known for word in words)
