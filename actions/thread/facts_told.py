"""Facts of a life told once that change what later questions ask: a diploma of another country, an old French diploma."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions.people.roles import told_of_whom
from actions.talk.turn import Turn
from actions.words.countries import foreign_told, of_the_union
from bot.french.normalise import normalise

# The names that the diploma of AES had before 2016, as one says one's own.
_OLD_CARE = re.compile(
    r"\b(?:suis|etais|ai|comme|mon|diplomee?|titulaire|diplome|formation|avec)\b[^.?!]{0,25}"
    r"\b(?:d?e?amp|avs|deavs|dpas|dpamp|cafad|aide medico.?psy\w*|auxiliaire de vie sociale)\b"
)


def _foreign(text: str) -> bool:
    return foreign_told(text)


def _union(text: str) -> bool:
    return foreign_told(text) and of_the_union(normalise(text))


def _old_care(text: str) -> bool:
    return _OLD_CARE.search(normalise(text)) is not None


_INVALIDITY = re.compile(
    r"\ben invalidite\b|\b(?:pension|rente|carte) d.invalidite\b|\binvalidite (?:de )?(?:cat\w*|niveau) ?\d"
)


def _invalidity(text: str) -> bool:
    return _INVALIDITY.search(normalise(text)) is not None


# A body that is to be spared, by what was told of it or by a wish: « mal aux épaules », « pas un truc physique ».
_JOINTS = r"(?:dos|epaules?|genoux?|hanches?|lombaires?|cervicales?|poignets?)"
_BODY_SPARED = re.compile(
    r"\b(?:pas|plus|rien|jamais|moins) (?:\w+ ){0,4}?(?:physiques?|porter|soulever|port de charges?|manutention)\b"
    rf"|\bmal (?:au|aux|a la|a mes?|a mon) (?:\w+ )?{_JOINTS}\b|\bproblemes? (?:de|au|aux) {_JOINTS}\b"
    rf"|\bprotheses? (?:de |du |au |a la |de la )*{_JOINTS}\b"
    r"|\b(?:hernie|lumbago|sciatique|lombalgie|discopathie|tms|arthrose|tendinite)\b"
    rf"|\b{_JOINTS} (?:casses?|foutus?|uses?|en vrac|hs)\b|\boperee? (?:du|de l.|de la|des) {_JOINTS}\b"
)


def _body_spared(text: str) -> bool:
    return _BODY_SPARED.search(normalise(text)) is not None


# A relative who depends on the person: « ma mère a Alzheimer, elle vit chez moi ».
_KIN = r"(?:mere|pere|maman|papa|parents?|mari|femme|grand.?mere|grand.?pere|beau.?pere|belle.?mere)"
_CARES_FOR_KIN = re.compile(
    r"\b(?:m.occupe|m.occuper|je garde|je veille|aidante?|prends? soin|a charge|alzheimer|dependante?)\b"
    rf".{{0,60}}\b{_KIN}\b|\b{_KIN}\b.{{0,60}}"
    r"\b(?:alzheimer|dependante?|parkinson|invalide|vit (?:chez|avec) (?:moi|nous)|je m.occupe|a charge)\b"
)


def _cares_for_kin(text: str) -> bool:
    return _CARES_FOR_KIN.search(normalise(text)) is not None


_OUT_OF_WORK = re.compile(
    r"\blicenciee?\b|\bau chomage\b|\bdemandeu\w+ d.emploi\b|\bsans emploi\b|\bfin de contrat\b|\bau rsa\b"
    r"|\b(?:touche|percois|j.?ai) (?:encore )?(?:l.?are|l.?allocation|le rsa|le chomage)\b|\bl.?are jusqu"
    r"|\bmes (?:droits|allocations?|indemnites) (?:au |de |du )?chomage\b"
)
_IN_POST = re.compile(r"\b(?:en cdi|mon employeur|ma boite|je travaille|je bosse|en poste)\b")


def _out_of_work(text: str) -> bool:
    said = normalise(text)
    return _OUT_OF_WORK.search(said) is not None and _IN_POST.search(said) is None


# A VAE that is wanted or asked about: who prepares one goes to no school.
_VAE = re.compile(r"(?<!pas de )(?<!pas la )(?<!sans )\bvae\b|\bvalidation des acquis\b")


def _vae(text: str) -> bool:
    return _VAE.search(normalise(text)) is not None


_GROWN = re.compile(r"\b(?:2[2-9]|[3-6]\d) ?ans\b(?! (?:de|d.|chez|comme|d.anciennete)\b)")


def _grown(text: str) -> bool:
    return _GROWN.search(normalise(text)) is not None


# The bac held: « il a eu son bac l'an dernier », « j'ai le bac »; none that is to be passed.
_BAC = re.compile(
    r"\b(?:ai|a|avec|avait|eu|obtenu|decroche|passe)(?: (?:eu|deja|obtenu|bien|quand meme|juste)){0,2}"
    r" (?:le|mon|son|un) bac\b(?! (?:blanc|a passer|dans|en juin|l.an prochain|cette annee))"
    r"|\bbac en poche\b|\bbacheli\w+\b|\btitulaire (?:d.un|du) bac\b"
)
_NO_BAC = re.compile(
    r"\b(?:pas|sans|rate|loupe|si \w+ a|quand \w+ aura|n.a pas eu) (?:eu )?(?:le |de |mon |son )?bac\b"
)


def _bac_held(text: str) -> bool:
    said = normalise(text)
    return _BAC.search(said) is not None and _NO_BAC.search(said) is None


_FACTS: dict[str, Callable[[str], bool]] = {
    "foreign_diploma": _foreign,
    "union_diploma": _union,
    "old_care_diploma": _old_care,
    "invalidity": _invalidity,
    "body_spared": _body_spared,
    "cares_for_kin": _cares_for_kin,
    "out_of_work": _out_of_work,
    "vae": _vae,
    "grown": _grown,
    "bac_held": _bac_held,
}


# A French diploma beside the other one: « j'ai aussi un CAP passé en France » asks of that one.
_FRENCH_TOO = re.compile(
    r"\bj.?ai (?:aussi |en plus |ensuite )*(?:eu |obtenu |passe )(?:\w+ ){1,6}(?:en france|ici)\b"
    r"|\bj.?ai (?:aussi |en plus |eu |obtenu |passe )*(?:un|une|le|mon) (?:\w+ ){0,4}francaise?\b"
)


def is_told(turn: Turn, fact: str) -> bool:
    """Whether `fact` was told of the person in question, in this message or in any before it.

    A diploma of another country is not spoken of where the message tells of a French one.
    """
    if fact == "foreign_diploma" and _FRENCH_TOO.search(normalise(turn.text)):
        return False
    return any(_FACTS[fact](text) for text in told_of_whom(turn) if not text.startswith("/"))


def facts_known() -> frozenset[str]:
    """The names of the facts that points may ask for."""
    return frozenset(_FACTS)
