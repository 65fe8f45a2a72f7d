"""What people say of the trades just proposed: none of them, why these, and now what. The words alone, not the talk."""

from __future__ import annotations

import re

from bot.catalogue.orientation import ANY
from bot.catalogue.wishes import of_another, read
from bot.french.normalise import normalise

_LONGEST = 25  # words: a longer message tells more than that
_LEAD = (
    r"^\W*(?:(?:non|nan|bof|mouais|euh|ben|bah|ah|hmm*|ok|mais|franchement|desolee?|merci|en fait|oui)\W+)*"
)
_NONE = re.compile(
    rf"{_LEAD}aucune?\b(?! (?:idee|souci|probleme|diplome|experience|permis|revenu|salaire|formation))"
    r"|\baucune? (?:des (?:trois|3|deux|2)|d.(?:eux|elles|entre eux)|de (?:ces|ceux)|ne? (?:me|m)\b|me (?:plait"
    r"|tente|va))"
    r"|\b(?:rien|pas) (?:de )?(?:tout )?(?:ca|cela|ceux[ -]la|celles[ -]la|ces (?:trois|deux|metiers?)(?:[ -]la)?"
    r"|eux|la dedans)(?: du tout)?\W*(?:$|[.,;!])"
    r"|\b(?:c.?est|sont) (?:vraiment |toujours )?pas (?:du tout |vraiment )?(?:ca|pour moi|mon truc|ce que je)\b"
    r"|\b(?:ca|ils|elles|tout ca) (?:ne )?(?:me |m.)(?:parle|plait|plaisent|tente|tentent|va|vont|convien\w+|attire\w*"
    r"|interesse\w*|dit|disent) (?:pas|rien|aucun)\b"
    r"|\b(?:j.en|je n.en|je n) (?:ne )?(?:veu[xt]|voudrais?) pas\b"
    r"|\b(?:autre chose|d.autres (?:metiers?|idees?|pistes?|propositions?|choix|trucs?)|les autres|les suivants?)\b"
    r"(?! (?:a |que je voulais )?(?:demander|question|a savoir|aussi a))"
    r"|\bd.autres\W*$|\bni l.une? ni l.autre\b|\bquoi d.autres?\b|\b(?:aucun|pas un|rien)\b[^.?!]{0,25}\b(?:me"
    r"|m.)(?: )?(?:plai|tent|parl|v[ao]|convien|attir)\w*"
    r"|^\W*(?:bof|mouais|non|nan|pas trop|pas vraiment|pas terrible|nul|aucun)(?: (?:bof|merci|pas trop))*\W*$"
)
# « et avec les enfants, y aurait quoi ? », « et en crèche plutôt ? »: other trades are asked for, by what they are like.
_OTHERWISE = re.compile(
    r"\b(?:y ?a|il y a|y aurait|avez|auriez|as|aurais|existe\w*|reste\w*)(?:[ -](?:t[ -])?(?:vous|tu|il))?"
    r" (?:\w+ ){0,3}?(?:quoi|rien|pas d'autres?|autre chose|quelque chose|un truc|des trucs|moyen)\b"
    r"|\bquoi (?:\w+ ){0,2}(?:avec|dans|pour|sans|en|chez|aupres|comme (?:metier|boulot|taf|job))\b"
    r"|^\W*(?:et|ou|mais|sinon|plutot)\b(?: si)?(?: plutot)? (?:avec|dans|sans(?! (?:le |un |aucun |de )?(?:bac"
    r"|diplomes?|permis)\b)|en|chez|aupres|un truc"
    r"|quelque chose|j'ai pas|je (?:veux|peux) pas)\b"
    r"|\b(?:propose\w*|donne\w*|montre\w*|trouve\w*)\b.*\b(?:sans|avec|chez|moins|plus|dans)\b"
)
# Trades of the list are named, and not wanted.
_NOT_THOSE = re.compile(
    r"\b(?:non|nan|pas|bof|jamais|nul|beurk|j.?aime pas|veux pas|j.ai dit|surtout pas|non plus|ni|sans facon"
    r"|tres peu)\b"
)
# « pas mal », « je savais même pas que ça existait »: said of what pleases.
_NO_REFUSAL = re.compile(
    r"\bpas (?:mal|bete|con|trop mal|de refus)\b|\bnon plus\b(?=.{0,20}\bconnai)"
    r"|\b(?:savai[st]?|pensai[st]?|connaissai[st]?|imaginai[st]?|croyai[st]?|connais)\b (?:meme )?pas\b"
)
_WHY = re.compile(
    rf"{_LEAD}(?:et |mais )*pourquoi(?: (?:ca|donc|ce choix|ces choix))?\W*$"
    r"|\bpourquoi (?:donc )?(?:ce(?:s|ux|lles|tte|t)?\b|ca\b|eux|elles|vous (?:me |m.|lui )?(?:propos\w*"
    r"|conseill\w*|donn\w*"
    r"|dit|mett\w*|sort\w*|avez|pensez)|tu (?:me |m.|lui )?(?:propos\w*|conseill\w*|donn\w*|di[ts]|met\w*"
    r"|sor\w*|as|pense\w*)|me (?:propos\w*|conseill\w*|donn\w*))"
    r"|\b(?:quel|c.est quoi le) rapport (?:avec|entre)\b|\bsur quoi (?:vous|tu|c.est|ca)\b"
    r"|\bqu.est[ -]ce qui (?:vous|te) fait (?:dire|penser)\b|\bcomment (?:vous|tu) (?:avez|as|av) (?:choisi|trouve)"
)
_WHY_NAMED = re.compile(rf"{_LEAD}(?:et |mais )*pourquoi\b(?! (?:pas|devenir|choisir|faire)\b)")
_WHY_NOT = re.compile(
    r"\bpourquoi (?:vous|tu) (?:ne |n.)?(?:me |m.|lui )?(?:propos\w*|parl\w*|conseill\w*|avez|as|donn\w*)"
    r" (?:\w+ )?(?:jamais|pas)\b|\bpourquoi (?:celui|celle|ceux|celles|ca|lui|elle|ce"
    r"|cette)\b.{0,14}\b(?:et )?(?:pas|plutot qu\w*)\b"
    r"|\b(?:c'?est|ce serait|est[ -]ce|serait|fait) (?:un (?:metier|truc) )?(?:fait )?pour moi\b|\bmoi dedans\b"
    r"|\b(?:ca|ce metier|il|elle) (?:me )(?:irait|conviendrait|correspondrait|correspond|convient)\b"
    r"|\bpourquoi (?:jamais|il n.?y a pas|y a pas)\b"
)
# « moniteur, pourquoi il a disparu ? », « et il était pas dans la liste, pk »: a trade that was not, or no more, proposed.
_LISTED = r"(?:listes?|propositions?|proposes?|trois|choix|idees?|metiers proposes)"
_GONE = re.compile(
    rf"\b(?:pourquoi|comment ca se fait)\b.{{0,40}}\b(?:disparu\w*|(?:plus|pas) (?:\w+ )?(?:dans|parmi|sur) \w+"
    rf" {_LISTED}"
    r"|enlev\w+|retir\w+|vir[ée]\w*|supprim\w+|oubli\w+|ecart\w+|zapp\w+)"
    rf"|\b(?:etait|est|a|y est|etaient) (?:pas|plus) (?:\w+ )?(?:dans|parmi|sur) \w+ {_LISTED}\b"
    rf"|\b(?:disparu\w*|enlev\w+|sorti\w*) (?:de \w+ )?{_LISTED}\b"
    r"|\bpourquoi\b.{0,12}\b(?:vous|tu|t) (?:ne |n.)?(?:me )?(?:l.|l |le |la )?(?:avez|as|a|av\w*) (?:pas|jamais|plus)"
    r" (?:mis\w*|propos\w+|donn\w+|cite\w*|parle\w*|dit)"
    r"|\b(?:vous|tu|t) (?:l.|l |le |la )(?:avez|as|a) (?:pas|jamais) (?:mis\w*|propos\w+|cit\w+)\b.{0,12}\bpourquoi\b"
)
# « ok et moniteur-éducateur, pourquoi pas »: the trade comes before.
_WHY_NOT_AFTER = re.compile(r"\bpourquoi pas\W*$")
_VERY_FEW = 5  # words
_WHY_NOT_THIS = re.compile(r"\bpourquoi pas\b(?!\W*$)")
_RAW_WHY_NOT = re.compile(r"\b(?:pourquoi|pk|pq|pkoi|pourkoi) pas\b", re.IGNORECASE)
# « les nuits ça me dérange pas », « un an ou deux ça me va »
_SUITS = re.compile(
    r"\b(?:me|m') ?(?:va|vont|convient|conviennent|irait|arrange\w*|suffit|suffirait)\b|\bme derange\w* pas\b"
    r"|\bd'accord pour\b"
    r"|\bok pour\b|\bpret\w* a\b|\bpas de (?:souci|probleme)\b"
)
_FEW = 7  # words
_NEXT = re.compile(
    r"\b(?:prochaines?|premieres?) (?:etapes?|choses?|pas|demarches?)\b|\b(?:et )?la suite\b\W*(?:$|,|c.est|je|on)"
    r"|\b(?:je|on|elle|il) (?:fai[st]|doi[st] faire|dois) quoi\b(?! (?:la|dans|comme|pendant|toute|en|au))"
    r"|\bpar (?:ou|quoi) (?:je |on |il faut )?(?:commenc\w+|demarr\w+)|\bqu(?:oi|e) faire (?:maintenant|ensuite"
    r"|apres)\b"
    rf"|{_LEAD}(?:et |alors |du coup )*(?:maintenant|ensuite|concretement|et apres)(?: (?:quoi|alors|du coup))?\W*$"
    r"|\bconcretement\b.*\b(?:quoi|comment|etape)\b"
)


def refuses(text: str) -> bool:
    """Whether none of what was proposed is wanted: « aucun », « bof c'est pas ça », « autre chose »."""
    return _said(text, _NONE)


# « bof non, finalement je reste sur ambulancier », « trop long. auxi puer alors » refuse what was named before it.
_STAYS_ON = re.compile(
    r"\b(?:je |j.?)(?:reste\w*|reviens?|repars|garde|prefere|choisis)\b|\bfinalement (?:je|c.?est) (?:veux|pour|sur)\b"
    r"|[.,;!] *(?!(?:[^.,;!?]* )?(?:pas|non|nn|trop|ni|plus|jamais|sans)\b)"
    r"(?:[^.,;!?]+ (?:alors|plutot|du coup)|(?:plutot|va pour|alors|donc) [^.,;!?]+)\W*$"
)


def refuses_named(text: str) -> bool:
    """Whether the trades that the message names are not wanted: « secrétaire c'est du bureau, j'ai dit non »."""
    said = _NO_REFUSAL.sub(" ", _WHY_NOT_THIS.sub(" ", normalise(text)))
    if _STAYS_ON.search(said):
        return False
    return ("?" not in text or _said(text, _NONE)) and _said(said, _NOT_THOSE)


def asks_why_named(text: str) -> bool:
    """Whether the reason for a trade that the message names is asked, and nothing else: « pourquoi aide-soignante »."""
    return len(text.split()) <= _FEW and _said(text, _WHY_NAMED)


def asks_why_not(text: str) -> bool:
    """Whether it is asked why a trade was not proposed, or whether it would do: « et pourquoi pas ergothérapeute ? »."""
    return _said(text, _WHY_NOT) or _said(text, _WHY_NOT_THIS)


def asks_why_gone(text: str) -> bool:
    """Whether it is asked why a trade is not, or no more, among the proposals: « moniteur, pourquoi il a disparu ? »."""
    return _said(text, _GONE)


def says_why_not_after(text: str) -> bool:
    """Whether the message ends with « pourquoi pas », of a trade that it names before."""
    return len(text.split()) <= _FEW and _said(text, _WHY_NOT_AFTER)


def after_why_not(text: str) -> int | None:
    """Where, in raw `text`, the trade begins that « pourquoi pas » asks about; None when it is not asked so."""
    found = _RAW_WHY_NOT.search(text)
    return found.end() if found else None


def asks_otherwise(text: str) -> bool:
    """Whether other trades are asked for by what they are like: « et en crèche, y aurait quoi ? »."""
    return _said(text, _OTHERWISE)


def wished_otherwise(text: str) -> dict[str, str]:
    """What a message about the proposals wants or refuses, question → value; what it asks for is wanted."""
    found = read(text)
    suits = len(text.split()) <= _LONGEST and _SUITS.search(normalise(text))
    if not found and "?" not in text and (len(text.split()) <= _VERY_FEW or suits):
        found = of_another(text, None)  # « en journée », « quelques mois »
    if asks_otherwise(text) and "public" not in found:
        public = read(text, "public").get("public")
        found |= {"public": public} if public and public != ANY else {}
    return found


def asks_why(text: str) -> bool:
    """Whether the reasons are asked: « pourquoi ces trois-là ? »."""
    return _said(text, _WHY)


def asks_next(text: str) -> bool:
    """Whether the next step is asked: « et maintenant je fais quoi ? »."""
    return _said(text, _NEXT)


def _said(text: str, pattern: re.Pattern[str]) -> bool:
    short = len(text.split()) <= _LONGEST and not text.startswith("/")
    return short and pattern.search(normalise(text)) is not None
