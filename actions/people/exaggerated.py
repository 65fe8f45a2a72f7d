"""« Ma mère va me tuer si j'ai pas mon bac », « je plaisante », « peur de voir mourir »: said strongly, and no distress."""

from __future__ import annotations

import re

from bot.french.normalise import normalise
from bot.french.safety import find_danger

# Words that the lexicon of danger has weighed and found to be a scolding: it would have said so of a threat.
_SCOLDED = re.compile(
    r"\b(?:va|vont|allait|allaient) (?:me |m')(?:tuer|buter|massacrer|defoncer|demonter|trucider|etriper|etrangler"
    r"|assassiner|egorger)\b"
)
# « ma mère rigole quand je lui dis », « mes potes se foutent de moi »: those near laugh at what one would become.
_LAUGHED_AT = re.compile(
    r"\b(?:ma|mon|mes|toute la) (?:mere|pere|maman|papa|parents?|famille|soeur|frere|potes?|copains?|copines?|amie?s?"
    r"|collegues?|mari|femme|cousine?s?|darons?|daronne|reuf|reum|reup)\b.{0,20}?"
    r"\b(?:rigol\w+|ri(?:t|ent|ait)|se marr\w+|(?:se |s')?(?:moqu\w+|fou(?:t|tent))(?: de moi)?|lev\w+ les yeux)\b"
    r"(?=.{0,30}\b(?:quand|si|que|des que|parce que|a chaque fois)\b"
    r".{0,14}\b(?:dis|dit|parle|raconte|veux|annonce|explique|fasse|fais)\b)"
)
_JOKES = re.compile(
    r"\bje (?:plaisante|rigole|blague|deconne)\b(?! (?:pas|plus|meme pas|jamais|a moitie|a peine))"
    r"|\bfacon de parler\b|\bsecond degre\b|\bc'est une (?:blague|boutade|plaisanterie|image)\b"
)
# What one promises oneself each year, of a work and not of life.
_SEASONS = re.compile(
    r"\b(?:chaque|tou(?:s|tes) les) (?:ans?|annees?|hivers?|etes?|printemps|automnes?|rentrees?|fois)\b.{0,50}"
    r"\bderni(?:er|ere)s?\b"
    r"|\bderniere (?:saison|vendange|recolte|moisson|campagne|cueillette|tournee)\b"
)
# The death of those one would care for, feared by who thinks of the trade.
_FEARED = re.compile(
    r"\b(?:peurs?|trouille|crain\w*|redout\w*|apprehend\w*|angoiss\w*|inquiet\w*|impressionn\w*|flipp\w*|(?:peu[xt]"
    r"|pourrai\w*|arrive\w*) pas(?: a)? (?:support\w*|gerer|encaisser|voir))\b"
)
_OTHERS_DEATH = re.compile(
    r"\b(?:voir|vois|verrai\w*|regarder|accompagner|devant|face a|cotoyer)\b.{0,40}?"
    r"\b(?:mourir|partir|la mort|les morts?|deces)\b"
    r"|\b(?:gens|personnes|patient\w*|resident\w*|malades|vieux|mamies?|papis?|ils|elles|enfants?|beb\w+)\b"
    r".{0,30}?\b(?:mour\w+|meur\w+|deced\w+)\b|\bles deces\b"
)
# … but « ils veulent me voir mourir ».
_ONES_OWN = re.compile(r"\bme (?:voir|laisser|faire)\b|\b(?:je|moi) \w+ (?:mourir|crever)\b")

# « depuis que mon mari a fait un infarctus je m'occupe de lui, je peux devenir… ? »: why one writes, and no danger now.
_CARES_SINCE = re.compile(
    r"\bdepuis (?:que? |qu.|son |l.|sa |le )?.{0,40}?\b(?:avc|infarctus|accident|cancer|maladie|operation|chute|opere\w*"
    r"|hospitalis\w*|tombee? malade)\b"
)
_AIMS = re.compile(
    r"\b(?:devenir|metiers?|formations?|diplomes?|ecole|travailler|boulot|reconver\w*|aides?.?soignant\w*|aes|infirmi\w+|auxiliaire)\b"
)

# « personne pour garder les petits pendant la formation », « personne ne me rappelle, j'ai rempli votre formulaire ».
_CHILDCARE = re.compile(
    r"\b(?:personne|plus|pas|aucune?|trouver|sans)\b.{0,30}\b(?:garde|garder|gardera|nounou)\b"
    r".{0,30}\b(?:petite?s?|enfants?|gosses|gamins?|bebe|fils|fille|jumea\w+|cours|formation)\b"
)
_AWAITS_A_CALL = re.compile(
    r"\b(?:votre|le|un|ce) formulaire\b|\bdemande (?:de rappel|d'?.?appel)\b"
    r"|\b(?:laiss|donn)\w* (?:vous )?mon (?:numero|tel\w*|mail)\b.{0,20}\b(?:a|au|chez) (?:vous|un conseill\w+|votre)\b"
)
# « plus rien ne me retient ici, je veux me former ailleurs »: somebody who moves.
_FREE_TO_MOVE = re.compile(
    r"\b(?:rien|personne) (?:ne |n.)?me retient\b.{0,80}\b(?:former|formation|ecole|travailler|metier|demenag\w*)\b"
)
# Said beside any of these, it is no more a detail of a life.
_LOW = re.compile(
    r"\b(?:pleur\w*|seule?s?|a bout(?! de souffle)|en peux plus|envie de (?:rien|mourir)|mal au point|nuits? blanches?"
    r"|sers? a rien|a quoi (?:je|ca) sers?|amis?|manquer\w* a personne|epuise\w*|craque\w*)\b"
)


def yearly(text: str) -> bool:
    """Whether `text` tells of a last season, promised to oneself each year."""
    return _SEASONS.search(normalise(text)) is not None


def fears_deaths(text: str) -> bool:
    """Whether `text` tells that one fears to see others die, as who cares does, and no danger of one's own."""
    said = normalise(text)
    feared = _FEARED.search(said) is not None and _OTHERS_DEATH.search(said) is not None
    return feared and _ONES_OWN.search(said) is None and find_danger(text) is None


def scolded(text: str) -> bool:
    """Whether `text` tells that those near will scold, as in « ma mère va me tuer »."""
    return _SCOLDED.search(normalise(text)) is not None


def laughed_at(text: str) -> bool:
    """Whether `text` tells that those near laugh at what one would become, and of no danger."""
    return _LAUGHED_AT.search(normalise(text)) is not None and find_danger(text) is None


def cares_since(text: str) -> bool:
    """Whether `text` tells of an illness since which one cares for somebody, beside a trade or a training, and no danger."""
    said = normalise(text)
    told = _CARES_SINCE.search(said) is not None and _AIMS.search(said) is not None
    return told and find_danger(text) is None


def tells_a_life(text: str) -> bool:
    """Whether `text` tells of children to be minded, a call awaited or a move, and of nothing low."""
    said = normalise(text)
    told = any(words.search(said) for words in (_CHILDCARE, _AWAITS_A_CALL, _FREE_TO_MOVE))
    return told and _LOW.search(said) is None and find_danger(text) is None


def awaits_a_call(text: str) -> bool:
    """Whether `text` tells of a request left with us, and of nothing low."""
    return tells_a_life(text) and _AWAITS_A_CALL.search(normalise(text)) is not None


def exaggerates(text: str) -> bool:
    """Whether the strong words of `text` are an idiom, a declared joke or a yearly promise, and no danger is in it."""
    if text.startswith("/") or find_danger(text) is not None:
        return False
    said = normalise(text)
    return (
        yearly(text)
        or fears_deaths(text)
        or cares_since(text)
        or tells_a_life(text)
        or any(words.search(said) is not None for words in (_SCOLDED, _JOKES))
    )
