"""What a message says beside the questions that help to choose, and that answers none of them."""

from __future__ import annotations

import re
from collections.abc import Container

from bot.catalogue.wishes import read
from bot.french.folding import fold_text
from bot.french.normalise import normalise

# Who goes back to school, or not, says nothing of children.
_SCHOOL_AGAIN = re.compile(
    r"\b(?:retourn\w+|reprendre|refaire|revenir|aller)\s+(?:à|a|de)?\s*l[’' ]?[ée]cole\b", re.IGNORECASE
)
# « il me faudrait une école là-bas pour septembre » looks for where to learn.
_SCHOOL_SOUGHT = re.compile(
    r"\b(?:une|cette|quelle|mon|son)\s+[ée]cole\s+(?:l[àa](?:[- ]bas)?|pr[eè]s|pour|qui|pas loin|[àa] c[ôo]t[ée])\b",
    re.IGNORECASE,
)
# « j'ai arrêté l'école en seconde », nor who left it.
_LEFT_SCHOOL = re.compile(
    r"\b(?P<verb>arr[eêé]t\w*|quitt\w*|l[aâ]ch\w*|stopp\w*|sort\w*|parti\w*)\s+(?:de\s+)?l[’' ]?[ée]cole\b",
    re.IGNORECASE,
)
# « jpasse pas bien à l'oral », which skips no question.
_PASSES = re.compile(
    r"\b(?P<who>j(?:e |'| )?|on |(?=pass))passe"
    r"(?=\s+(?:pas\b|bien|mal|mon\b|ma\b|le\b|la\b|les\b|un\b|une\b|l['’ ]|en\b|tout\b))",
    re.IGNORECASE,
)
# « mon permis est suspendu », of who speaks of ambulances, asks whether that shuts them.
_CREWS = frozenset({"ambulancier", "auxiliaire-ambulancier"})
_LICENCE_LOST = re.compile(
    r"\bpermis\b.*\b(?:susp|retir|annul|perdu)\w*|\b(?:plus|retir\w*|perdu) (?:le |mon |de )?permis\b"
)
# « ma voisine fait surveillante de nuit dans un foyer »: what somebody else does answers none of ours.
_ANOTHERS_JOB = re.compile(
    r"\b(?:mon|ma|mes|une?|des) (?:voisine?s?|copine?s?|copains?|amie?s?|collegues?|soeurs?|freres?|mere|pere|cousine?s?"
    r"|tante|belle.?\w+|connaissance)(?: \w+)?,? (?:fait|est|bosse|travaille|etait|a fait)\b"
)

_FEW = 5  # words
_YES_OR_NO = re.compile(r"^\W*(?:(?:ben|bah|euh|ah|alors)\W+)*(?:non|nan|oui|ouais|si)\b\W*")
# « non, pas de dossier pour l'instant », « oui, j'ai fait une demande »: what the question that follows is asked of.
_BACK_TO_IT = re.compile(
    r"^(?:mais )?(?:(?:pas|aucune?|jamais) (?:encore )?(?:de |d'|eu |fait )?"
    r"|(?:je |j'|j )(?:n |n'|ne )?(?:en )?(?:ai|suis|l'ai)\b)"
)


def without_beside(text: str) -> str:
    """`text` without schools gone back to, sought or left, and « je passe » that skips no question."""
    text = _SCHOOL_SOUGHT.sub(" ", _SCHOOL_AGAIN.sub(" ", text))
    return _PASSES.sub(r"\g<who>suis", _LEFT_SCHOOL.sub(r"\g<verb>", text))


def asks_of_licence(text: str, trade: str | None) -> bool:
    """Whether who speaks of the trade of an ambulance's crew tells of a licence lost, which asks whether it shuts them."""
    return trade in _CREWS and _LICENCE_LOST.search(fold_text(text)) is not None


def tells_anothers_job(text: str, named: Container[str]) -> bool:
    """Whether the trade `named` is what somebody else does."""
    return "profession" in named and _ANOTHERS_JOB.search(fold_text(text)) is not None


def said_of_the_rest(told: str, requested: str) -> bool:
    """« Non, pas de RQTH pour l'instant. J'aurais intérêt à la demander ? »: whether the yes or no is of the rest said.

    The rest then names nothing of the question, and says something of its own that the question goes on with.
    """
    rest = _YES_OR_NO.sub("", normalise(told), count=1)
    own = rest != normalise(told) and len(rest.split()) > _FEW
    return own and read(rest, requested).get(requested) is None and _BACK_TO_IT.search(rest) is not None
