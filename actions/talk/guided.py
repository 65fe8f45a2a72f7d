"""Whom a counsellor or a teacher asks for: « une dame de 52 ans », « un de mes élèves », « mon bénéficiaire »."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.french.folding import fold_text
from bot.french.normalise import normalise

_ONE = (
    r"(?:un|une|mon|ma|cet|cette|ce|le|la|l.?un de mes|l.?une de mes|un de (?:mes|nos)|une de (?:mes|nos)|1)"
)
# « de » alone is short for « demandeur d'emploi », before an age: « une DE de 45 ans ».
_WHO = (
    r"jeunes? (?:femme|homme|fille)|jeune|dame|monsieur|maman|papa|femme|homme|garcon|fille|beneficiaires?|usageres?"
    r"|stagiaires?|residente?s?|allocataires?|patiente?s?|apprenante?s?|candidate?s?|personne|eleves?|etudiante?s?|lyceenne?s?|collegienne?s?"
    r"|demandeu(?:r|se)s? d.?emploi|de(?= (?:de )?\d\d ans)"
)
_PERSON = re.compile(
    rf"\b(?P<one>{_ONE}) (?:(?:petite?|autre|ancien(?:ne)?) )?(?P<who>{_WHO})\b(?P<after>.*)"
)
# What tells that the person is asked for, and is not only part of a sentence about the work of the one who asks.
_ASKED_FOR = re.compile(
    r"^[ ,]*(?:qui|que|qu|dont|de \d|(?:de|en|du|des|au) [^,.?!]{1,25}? qui"
    r"|\d\d ans|sans|avec|au|en|a (?:la|l)|ayant|inscrit\w*|reconnu\w*|suivi\w*"
    r"|veu\w*|voudrai\w*|aimerai\w*|souhait\w*|cherch\w*|hesit\w*|pense|envisage\w*|demande"
    r"|me (?:dit|demande|parle)|parle|est|a|sort|vient|arrive)\b"
)
_RECEIVES = re.compile(
    r"\b(?:recois|recu|accompagne\w*|suis|ai (?:en face de moi|devant moi|en rendez.?vous)|en entretien|oriente\w*"
    r"|conseille\w*|pour|chez|avec)\b[^.?!]{0,25}$"
    r"|\b(?:j.?ai|on a|nous avons) $"
)
_CALLED = {
    r"dame|maman|femme|jeunes? femme": ("cette dame", "elle"),
    r"jeunes? fille|fille": ("cette jeune fille", "elle"),
    r"monsieur|papa|homme": ("ce monsieur", "il"),
    r"jeunes? homme|garcon": ("ce jeune homme", "il"),
    r"beneficiaires?": ("votre bénéficiaire", None),
    r"personne": ("cette personne", "elle"),
    r"eleves?|lyceens?|collegiens?": ("votre élève", None),
    r"lyceennes?|collegiennes?": ("votre élève", "elle"),
}
_SHE = re.compile(r"\belle\b")
_HE = re.compile(r"\bil (?!y a\b|faut\b|faudrait\b|existe\b|s.agit\b|reste\b)")


@lru_cache(maxsize=256)
def guided_told(text: str) -> tuple[str, str] | None:
    """How the person is called whom `text` asks for, and their pronoun: (« cette dame », « elle »); None without one."""
    if text.startswith("/"):
        return None
    said = normalise(text)
    for found in _PERSON.finditer(said):
        after, who = found["after"], found["who"]
        own = found["one"] in ("mon", "ma") or found["one"].endswith(("mes", "nos"))
        if own or _ASKED_FOR.match(after) or _RECEIVES.search(said[: found.start()]):
            return _called(found["one"], who, after)
    return None


def _called(one: str, who: str, after: str) -> tuple[str, str]:
    feminine = "une" in one or one in ("ma", "cette", "la") or (_SHE.search(after) and not _HE.search(after))
    pronoun = "elle" if feminine else "il"
    for pattern, (called, own) in _CALLED.items():
        if re.fullmatch(pattern, who):
            return called, own or pronoun
    if who == "jeune":
        return ("cette jeune", "elle") if feminine else ("ce jeune", "il")
    return "cette personne", "elle"


# Who one is by trade, before anybody one speaks of: « bonjour, assistante sociale dans un CHRS, j'ai une résidente… ».
_OWN_TRADE = re.compile(
    r"^(?:(?:bonjour|bonsoir|hello|salut|alors|voila|ici|en tant que|moi|je suis|suis|une?|la|l|le)[ ,.!']*)*"
    r"(?:psy[ .-]?en\b|psychologue|assistante? (?:de service )?sociale?|educ\w*|cesf|conseill\w+ en economie"
    r"|monit\w+ educ\w*|referente?|travailleu\w+ social\w*|mandataire)"
)
_PSYEN = re.compile(r"\bpsy[ .-]?en\b")
_PRESENTS = re.compile(
    r"\b(?:j.?accompagne|je (?:recois|suis|rencontre)|j.?ai (?:une?|en|devant)|(?:nous|on) accompagn\w+|orient\w+)\b"
)


def own_trade_told(text: str) -> int | None:
    """Where the words end by which `text` tells the trade of who guides somebody; None when it tells none."""
    folded = fold_text(text)
    own = _OWN_TRADE.match(folded)
    if own is None or len(folded) != len(text):
        return None
    presents = guided_told(text) and _PRESENTS.search(folded[own.end() :])
    return own.end() if presents or _PSYEN.search(folded) else None
