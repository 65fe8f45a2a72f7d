"""Turns of phrase that refuse or ask for something without naming it: « rien de physique », « garder mes soirées »."""

from __future__ import annotations

import re

# « rien de trop physique », « c'est trop physique »: as much as refusing to carry.
_PHYSICAL = re.compile(
    r"\b(?:pas|rien|moins|plus (?:de|rien)|trop|sans)(?: (?:de|d'|trop|un|du))* (?:(?:metier|travail|boulot"
    r"|truc)s? (?:trop )?)?"
    r"physiques?\b(?!\W*(?:et )?chimie)"
)
_LESS_TIRING = re.compile(
    r"\b(?:moins|pas trop|pas|sans trop) (?:dure? |lourde? )?(?:fatigante?s?|penibles?|epuisante?s?|crevante?s?"
    r"|eprouvante?s?|(?:pour|sur) (?:le|mon) (?:dos|corps))\b"
    r"|\b(?:cass|abim|bousill|use)\w* (?:pas|moins|plus) (?:trop )?(?:le|mon|les|mes) (?:dos|genoux|corps|epaules)\b"
    r"|\b(?:metier|travail|boulot|poste|job)s? assise?s?\b"
)
_NO_LIFTING = re.compile(
    r"\b(?:on |je |j'|j |qu'on )?(?:ne |n'|n )?(?:portes?|portait|souleve\w*) (?:pas|rien|plus|jamais)\b"
)
_LESS_LIFTING = re.compile(
    r"\b(?:moins|pas|peu|sans|zero|ni|evite\w*|marre|trop|stop|plus)(?: (?:de|d'|le|la|les|du|des|trop de|a|au|y))*"
    r" (?:portages?|porter|soulever|lever|manutentions?|charges?|lourd\w*)\b"
)
_FAILING = re.compile(
    r"\b(?:dos|genoux?|epaules?|hanches?) (?:ne |n'|qui )*(?:(?:suit|suivent|tient|tiennent|supporte\w*|va"
    r"|vont) (?:plus|pas)|lache\w*|(?:est |sont |etait )?(?:foutue?s?|mort|casse\w*|fini|nase\w*|bousille\w*|hs|fragile\w*"
    r"|abime\w*|bloque\w*|use\w*|en vrac|en compote))\b"
    r"|\b(?:plus|problemes?|pb|soucis?|probleme) (?:de |le |au |du )dos\b|\bdos (?:en vrac|bloque|fragile|use"
    r"|en compote|hs)\b"
)
_JUST_TALK = re.compile(
    r"\b(?:plutot|juste|seulement|prefere|surtout|que)\b[^,.]{0,20}\b(?:parler|ecouter|eduquer|animer)\b"
)
_TIMES = r"(?:soirs?|soirees?|nuits?|week[ -]?ends?|samedis?|dimanches?)"
_AT_HOME = r"(?:chez moi|a la maison|en famille|avec (?:ma|mes|mon) \w+)"
_KEPT_FREE = re.compile(
    rf"\b(?:mes|les|le|la|tous) ({_TIMES}) (?:\w+ )?(?:libres?|tranquilles?|pour moi)\b"
    rf"|\b(?:garder|profiter d.?) ?(?:de )?(?:mes|tous mes|le|les) ({_TIMES})\b"
    rf"|\b({_TIMES}) libres?\b"
    # « dormir la nuit », « le soir je veux être chez moi »
    rf"|\b(?:dormir|dors|dort)(?: \w+)? (?:la|les|le) ({_TIMES})\b"
    rf"|\b(?:la|les|le) ({_TIMES}) (?:je|j'|on)(?: \w+)? (?:dormir|dors)\b"
    rf"|\b(?:etre|rentrer|rester|suis|reste|rentre) {_AT_HOME} (?:la|les|le|tous les) ({_TIMES})\b"
    rf"|\b(?:la|les|le) ({_TIMES}) (?:je |j')?(?:veux |voudrais |aimerais |prefere )?(?:etre|rester|suis|reste) {_AT_HOME}\b"
)

# « plus de toilettes »: no more of them.
_NO_MORE_CARE = re.compile(r"\bplus (?:de |d'|aucune? |la |les )(?=(?:toilettes?|couches?|nursing|soins)\b)")


# « j'aime pas l'école », « pas d'école »: one's own studies, and not the children one would work with.
_OWN_SCHOOL = re.compile(
    r"\b(?:pas|plus|jamais|deteste\w*|marre de|hais|supporte\w*|saoule\w*|fini\w*|quitte\w*|arrete\w*|lache\w*)"
    r" (?:(?:trop|d'|de|la|l'|avec|vraiment|faire|envie|retourner|aller|a) ?){1,4}ecole\b(?! (?:maternelle"
    r"|primaire|elementaire))"
)


# « laisse tomber les bébés », « enlève les vieux »: as much as « pas les bébés ».
_DROPPED = re.compile(
    r"\b(?:laisse[rz]? tomber|oublie[rz]?|zappe[rz]?|(?:enleve|retire|supprime|vire)[rz]?)"
    r"(?:[ -](?:moi|donc|aussi|plutot|juste))* (?=(?:les?|la|l'|tout ce qui)\b)"
)
# « ma mamie est morte en Ehpad » tells of one's own, and not with whom one would work.
_OF_ONES_OWN = re.compile(
    r"\b(?:ma|mon|mes|nos|notre) (?:\w+[ -]){0,2}?(?:mamies?|papis?|grand[ -]?(?:mere|pere|mamie)s?|meres?|peres?|maman|papa"
    r"|tantes?|oncles?|tata|tonton|arriere\W\w+)\b[^,.;:!?]{0,12}?\b(?:est|sont|etait|etaient|a|ont|vient de|est en) ?"
    r"(?:mort\w*|decede\w*|parti\w*|mourir|fini\w*|ete|malade|en (?:ehpad|maison)|a l'hopital)\b[^,.;:!?]*"
)


# « un petit boulot », « un petit salaire »: no children are meant.
_SMALL = re.compile(
    r"\bpetite?s? (?=(?:travail|travaux|metiers?|boulots?|jobs?|tafs?|peu|contrats?|salaires?|diplomes?|formations?)\b"
    r"|(?:questions?|villages?|villes?|structures?|equipes?|moyens|budgets?|coups?|soucis?|problemes?|retraite|maison"
    r"|truc|niveau)\b)"
)


def refused_plainly(text: str) -> str:
    """The prepared `text` with what is dropped said as refused, without relatives lost and « petits boulots »."""
    text = _SMALL.sub("", text)
    return _DROPPED.sub("pas ", _OF_ONES_OWN.sub(" ", text))


def without_own_school(text: str) -> str:
    """The prepared `text` without what it says of school as one's own studies."""
    return _OWN_SCHOOL.sub(" ", text)


def plainly(name: str, text: str) -> str:
    """The prepared `text` with its turns of phrase about question `name` replaced by what they amount to."""
    if name == "effort":
        for said in (_PHYSICAL, _LESS_TIRING, _NO_LIFTING, _LESS_LIFTING):
            text = said.sub("pas porter", text)
        return _FAILING.sub("mal au dos", text)
    if name == "contact":
        return _NO_MORE_CARE.sub("pas de ", _JUST_TALK.sub("du contact", text))
    if name == "rhythm":
        return _KEPT_FREE.sub(
            lambda found: f"pas {next(one for one in found.groups() if one is not None)}", text
        )
    return text
