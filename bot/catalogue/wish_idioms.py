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

# « il faut que je sois rentrée à 18 h », « je veux être rentrée le soir »: no evenings.
_HOME_BY = re.compile(
    r"\b(?:rentree?s?|rentrer|rentre|finisse|finir|fini[srt]?|termine\w*|sorte|sortir|chez moi|a la maison"
    r"|presente?|disponible|libre|la)"
    r" (?:vers |avant |pour |a |des )+(?:1[5-9]|[4-7])(?: ?h(?:eures?)?(?: ?[0-5]\d)?)\b"
    r"|\b(?:rentree?s?|a la maison|chez moi) (?:le|les|tous les|chaque) soirs?\b"
)
_MUST = re.compile(
    r"\b(?:faut|faudrait|dois|doit|veux|voudrais|aimerais|besoin|oblige\w*|imperati\w+|souhaite\w*|cherche\w*)\b"
)


# « plus de toilettes »: no more of them.
_NO_MORE_CARE = re.compile(r"\bplus (?:de |d'|aucune? |la |les )(?=(?:toilettes?|couches?|nursing|soins)\b)")


# « j'aime pas l'école », « pas d'école »: one's own studies, and not the children one would work with.
_OWN_SCHOOL = re.compile(
    r"\b(?:pas|ni|plus|jamais|deteste\w*|marre de|hais|supporte\w*|saoule\w*|fini\w*|quitte\w*|arrete\w*|lache\w*)"
    r" (?:(?:trop|d'|de|la|l'|avec|vraiment|faire|envie|retourner|aller|a) ?){1,4}ecole\b(?! (?:maternelle"
    r"|primaire|elementaire))"
    # « qui colle avec les horaires de l'école »: of one's own children
    r"|\b(?:horaires?|heures?|rythmes?|sorties?|calendrier|jours) (?:de |d'|des )(?:l'|leurs? |l |la )?ecoles?\b"
    # « une école pas trop loin de Vierzon »: where to train
    r"|\b(?:une|des|quelles?|autres?) ecoles? (?:\w+ ){0,2}?(?:loin|pres|proches?|cote|coin|vers|a [a-z]{4,}|pour (?:ca"
    r"|apprendre|me former))\b"
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

# « j'accompagne un jeune de 19 ans », « un jeune qui veut… »: who is spoken for, and not whom one would work with.
_SPOKEN_FOR = re.compile(
    r"\b(?:accompagne|accompagnons|suis|suivons|recois|recevons|conseille|conseillons|oriente|encadre)"
    r" (?:une?|ce|cette|mon|ma|deux) jeunes?\b"
    r"|\b(?:une?|mon|ma|ce|cette) jeunes?(?= (?:homme |femme |fille )?"
    r"(?:de \d+ ans|qui (?:veut|voudrait|cherche|aimerait)))"
)


# « un petit boulot », « un petit salaire »: no children are meant.
_SMALL = re.compile(
    r"\bpetite?s? (?=(?:travail|travaux|metiers?|boulots?|jobs?|tafs?|peu|contrats?|salaires?|diplomes?|formations?)\b"
    r"|(?:questions?|villages?|villes?|structures?|equipes?|moyens|budgets?|coups?|soucis?|problemes?|retraite|maison"
    r"|truc|niveau)\b"
    r"|(?:tests?|quizz?|questionnaires?|applis?|gestes?|soins?|repas|choses?|services?|plaisirs?|mots?|annonces?|groupes?|ecrans?"
    r"|defauts?|plats?"
    r"|commerces?|patrons?|horaires|bonheurs?|ateliers?|stages?|papiers?|economies|bobos?|bonjours?|coins?|pensions?"
    r"|revenus?|immeubles?|residences?"
    r"|vieux|vieilles?|mamies?|papis?|papys?|dames?|messieurs|retraitee?s?|personnes agees|nuits?|dejeuners?"
    r"|soirees?|bouts?|projets?|logements?"
    r"|appart\w*|apparts?|retraites?|gouts?|pauses?|tours?|heures?|sous|pas|peu)\b)"
)


# « sans me retrouver à la rue »: one's own fate, and not those one would help.
_TO_THE_STREET = re.compile(
    r"\b(?:retrouv\w*|fini\w*|mett\w*|mise?s?|jete\w*|etre|suis) (?:a|dans|sous|sur) (?:la rue|les ponts|la paille)\b"
)
# « m'occuper de gens comme lui », of a brother in a wheelchair: whom one would work with is told by what is said of him.
_LIKE_THEM = re.compile(
    r"\b(?:gens|personnes?|enfants?|jeunes?|ceux|adultes?|quelqu'un|gamins?|ados?|monde)"
    r" (?:comme|pareils? (?:a|que)|qui sont comme|dans (?:sa|leur|son|le meme|la meme))"
    r" ?(?:lui|elle|eux|elles|celui|celle|mon|ma|mes|cas|situation|etat)\b"
)
_WHAT_THEY_ARE = (
    (
        "handicapes",
        re.compile(
            r"\b(?:fauteuil|handicap\w*|autis\w*|trisom\w*|aveugles?|sourde?s?|malvoyante?s?|paralys\w*|imc|dys\w*|ime|esat)\b"
        ),
    ),
    (
        "personnes agees",
        re.compile(
            r"\b(?:mamies?|papis?|papys?|grand.?(?:mere|pere)s?|alzheimer|parkinson|ehpad|arriere.?grand\w*)\b"
        ),
    ),
    (
        "malades",
        re.compile(
            r"\b(?:cancers?|malades?|maladie|leucemie|sclerose|chimio\w*"
            r"|hopital|avc|dialyse)\b"
        ),
    ),
)


# « pas de reconnaissance de travailleur handicapé »: a standing of one's own, and not with whom one would work.
_RECOGNISED = re.compile(
    r"\b(?:(?:reconnaissance|reconnu(?:e|es|s)?|statut|qualite|dossier|rqth|aah)(?: (?:de|d'|la|en|comme|pour|une?|le|du))*"
    r" )?(?:qualite (?:de )?)?(?:travailleu(?:r|se)s?|salariee?s?|adulte) handicap\w*"
    r"|\breconnu(?:e|es|s)? (?:\w+ )?handicap\w*|\b(?:reconnaissance|statut|carte|dossier) (?:de |du |d')?handicap\w*"
)


def with_those_like_them(text: str) -> str:
    """The prepared `text` with the public that « des gens comme lui » means, said in so many words."""
    if not _LIKE_THEM.search(text):
        return text
    public = next((public for public, told in _WHAT_THEY_ARE if told.search(text)), None)
    return f"{text} . je veux aider des {public}" if public else text


def refused_plainly(text: str) -> str:
    """The prepared `text` with what is dropped said as refused, without relatives lost and « petits boulots »."""
    text = _RECOGNISED.sub(" ", _TO_THE_STREET.sub(" ", _SMALL.sub("", text)))
    return _DROPPED.sub("pas ", _SPOKEN_FOR.sub(" ", _OF_ONES_OWN.sub(" ", text)))


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
        text = _HOME_BY.sub("pas soir", text) if _MUST.search(text) else text
        return _KEPT_FREE.sub(
            lambda found: f"pas {next(one for one in found.groups() if one is not None)}", text
        )
    return text
