"""What stands around a name: is a two-letter word a trade, is a profession refused, held or wanted."""

from __future__ import annotations

import re

from bot.french.folding import Folded
from bot.french.found import Found
from bot.french.lexicon_data import lexicon
from bot.french.tokens import Token


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_ARTICLES = _words("1 2 d des deux dun dune l les pour qu un une vers")
_NAMING = _words("comme devenir devenire dvenir etr etre metre passer")
_NOUNS = _words(
    "taf",
    "concours diplome ecole emploi emplois etude etudes formation formations grille job metier metiers paie paye",
    "poste prime remuneration salair salaire salaires salere stage",
)
_OTHER_TRADES = _words("entre et ou versus vs")
_PRONOUNS = _words("bac c ca elle elles en il ils j je m me moi n ne nous on pas qui s se t te toi tu vous y")
_SUBJECTS_AFTER = _words("deja des du elle il je la le les mon nous on pas quoi son t ton tu un une vous")
_POSSESSIVES = frozenset(["me", "ma"])
_CLOSING = _words(
    "a adulte avec brut c cb combien dans de debutant debutante du en et formation jeune koi merci metier net ou",
    "par pour puis quoi salaire stp svp vs",
)
# Words near which two letters are more likely a trade: « prime dimanche as ehpad ».
_SETTINGS = {
    "as": _words(
        "ehpad ehpads epad ephad hopital hosto hopitaux clinique chu ssiad mas fam bloc rea geriatrie domicile interim nuit",
        "nuits jour salaire salair salaires prime primes paye paie payee payes gagne gagnent horaire horaires planning",
        "formation formations concours ecole ecoles ifas diplome poste postes job jobs emploi emplois taf metier stage",
        "stages service vacation vacations dating recrutement dimanche roulement liberal temps combien immersion jpo forum",
        "debouche debouches evolution vae reconversion segur echelon grille experience infirmier infirmiere assp offre",
        "offres recrute recherche remplacement contrat cdi cdd apprentissage alternance visite atelier vie creche 12h",
    ),
    "ap": _words(
        "creche creches mater maternite pmi neonat nurserie puer salaire salaires paye paie gagne gagnent ecole concours",
        "diplome ifap deap metier emploi poste puericulture auxiliaire jpo vae cap",
    ),
    "sf": _words(
        "maternite mater etude etudes ecole concours accouchement salaire paye gagne hopital maieutique liberal liberale",
        "las pass metier stage",
    ),
}
# « idé » without its last letter is no nurse: « aucune ide », « j'ai pas dide ».
IDEA = frozenset(["ide", "dide", "lide"])
_BEFORE_IDEA = _words(
    "aucune aucun bonne autre autres petite moindre meilleure mauvaise pas pa plus quelques vos tes super"
)
_GIVING = _words("ai ya avez as a auriez aurais avoir donne donnez donner g jai eu propose proposez")
_WANTED = _words("c cest ki qui koi quoi cb combien def definition salaire metier role")
_NEVER_ASKED = _words("as es me ma")
_ADDRESSED = _words("tu t te ta toi tous")
_INVERTED = _words("tu t vous")
# « et es alors ? », « et me ? »: a message that begins so asks the same of another trade.
_OPENING = _words("et ou vers sinon pour comme donc")
_ASKED_AFTER = _words("alors sinon aussi c ca cest possible mieux pareil ok hein svp stp")
_LISTED = _words("as ap sf inf ide")
_LINKS = _words("et ou puis ni vs a de pour vers")
_NOT_AFTER = _words("midi demain dem raison fini vu ca cela que bac ma mes")
_REACH = 3
_EXCLUDED = re.compile(
    r"(?:\b(?:surtout pas|sauf|hormis|excepte|sans etre|au lieu (?:de |d')|plutot que|a part|ni"
    r"|(?:laiss\w+|lach\w+) tomber|(?:(?<!a )(?<!ai )(?<!avons )oublie[rz]?|oubliant|abandonn\w+|renonc\w+ a))"
    r"|(?<!pourquoi )(?<!pkoi )(?<!pq )(?<!suis )(?<!est )(?<!y a )(?<!ya )"
    r"(?<!trouve )(?<!trouver )(?<!trouvons )(?<!trouvent )\b(?:pas|pa)"
    r"|\b(?:veux|veu|veut|voudrais|souhaite|cherche|interesse) (?:surtout )?(?:pas|plus|pa|pu))"
    r"(?:,| :)? ?(?:(?:envie |question )?(?:d'etre |de devenir |de faire |d'|de ))?"
    r"(?:(?:etre|devenir|faire|travailler|bosser|comme|en tant que?|pour etre|celui|celle|encore)\s)*"
    r"(?:qu'|d'|l'|(?:de|du|la|le|les|des|une?|1)\s)*\Z"
)
# « diététicienne non, j'ai arrêté en 3e »
_EXCLUDED_AFTER = re.compile(
    r"\s*,?\s*(?:(?:non|nan|bof|pas du tout|surtout pas|c'est non)\s*(?:[.,;!]|merci\b)"
    r"|(?:mais )?(?:je |j'|j |c'est |ca |moi )*(?:n'en |ne |n'|en )?(?:veu[xt] pas|pas pour moi|hors de question"
    r"|me tente pas|me dit (?:rien|pas)|m'interesse pas|me branche pas|m'attire pas)"
    r"\s*(?:du tout |plus )?(?:[.,;!?]|\Z|mais\b|c'est\b))"
)
_COORDINATED = re.compile(
    r"\s*(?:,|ou|ni|/)(?:\s+(?:ou|ni))?\s*(?:d'|l'|(?:de|du|la|le|les|des|une?)\s)*\s*\Z"
)
# « je ne suis pas infirmière, je suis kiné »
_IS_NOT = re.compile(r"\bsuis pas (?:une? )?\Z")
_BUT_IS = re.compile(r"[ ,.;!]{1,3}(?:mais |moi |non )*(?:je )?suis (?!pas\b)")
# « pas aide-soignante, auxiliaire de puériculture »: the second is what was meant, not another one refused.
_PUTS_IN_ITS_PLACE = re.compile(
    r"(?:(?:non+|nan|nn|mais|ah|euh|bah|ben|enfin|pardon|desolee?|oups|et)\b[ ,!.]*)*pas?\b[^,;.!?/]{2,40},\s*"
    r"(?:d'|l'|(?:de|du|la|le|les|des|une?)\s)*\Z"
)
_CURRENT = re.compile(
    r"(?:\b(?:je suis|j'suis|jsuis|chuis|chui|jsui|j'sui|je sui|suis|j'etais|jetais|j'ai ete|je fus|deja|ex|ancien(?:ne)?"
    r"|etant"
    r"|en tant qu[e']|apres \w+ ans (?:comme|d[e'])"
    r"|(?:bosse|travaille|exerce|taffe|taf|\bai bosser|\bai travailler|exercais|travaillais|bossais|ete employee?)"
    r" (?:\w+ ){0,3}?(?:comme|en tant qu[e']|en)"
    r"|(?:mon|ma|mes) (?:salaire|paye|paie|poste|travail|boulot|emploi) (?:actuel )?d[e']))"
    r"[ -]?(?:(?:actuellement|aujourd'hui|deja|toujours|encore|depuis \w+ ans|une?|1|ancien(?:ne)?|ex|diplomee?"
    r"|comme)[ -])*\Z"
)
_CURRENT_AFTER = re.compile(
    r"\s*(?:diplomee? )?(?:depuis\b|de metier\b|de formation\b|en poste\b|diplomee?\b|confirmee?\b|en activite\b)"
)
_TARGET = re.compile(
    r"(?:\b(?:devenir|dvenir|(?:veu[xt]?|voudrais?|aimerais?|souhaite|reve|souhaiterais?|vx|aimere|pourrais?|voulais) "
    r"(?:bien )?(?:etre|faire|d'etre|devenir|exercer|me reconvertir|passer)"
    r"|pour (?:etre|passer)|evoluer|reconver\w+|entrer|tenter|"
    r"formation|ecole|diplome|concours|preparer|projet|reve|objectif|bosser|travailler|passer))"
    r"(?:\s(?:vers|en|comme|a|pour|le|la|les|de|etre|devenir|metier|une?|1|au?|du|diplome|formation|concours|ecole|autre))*"
    r"\s?(?:d'|l'|qu')?\Z"
)
_NEGATED = re.compile(
    r"(?:\b(?:pas?|sans|aucune?|ni|jamais|rate|loupe|foire|echoue|arrete|abandonne|lache|quitte|stoppe|plante)(?:\s(?:encore|eu|obtenu|passe|forcement|meme|avoir|reussi|valide|a|au))*)"
    r"\s(?:d'|l'|(?:le|la|de|mon|ma|un|une|son|sa|du|au|niveau)\s)*\Z"
)
_WINDOW = 48
# « l'infirmière qui passe m'a dit », « d'après le psychologue »: who spoke, not the trade in question.
_A_PERSON = re.compile(r"(?:\b(?:une?|la|le|les|des|cette|cet|ce|mon|ma|mes|notre|nos)\s|\bl')\Z")
_SPOKE = re.compile(
    r"(?: (?!(?:on|ils?|elles?|je|tu|mon|ma|mes|que?|tout|personne|et|mais)\b|j'|qu')[\w'-]+){0,8}?"
    r" (?:m'a|m'ont|nous a|nous ont|lui a|leur a) (?:\w+ ){0,2}?"
    r"(?:dit|repete|parle|conseillee?|expliquee?|proposee?|orientee?s?|racontee?|souffle|glisse|suggere|pousse)\b"
)
_ACCORDING_TO = re.compile(r"\b(?:d'apres|selon|dixit) (?:l'|(?:une?|la|le|les|mon|ma|mes|des) )\Z")
# « une infirmière m'a dit de faire comme elle »: their own trade is in question.
_AS_THEY_DO = re.compile(
    r"\b(?:comme (?:elles?|lui|eux)|(?:son|leur) (?:metier|travail|boulot|poste|ecole|diplome|salaire)"
    r"|meme (?:metier|ecole)|(?:a|prendre) (?:sa|leur) place)\b"
)


def is_idea(folded: Folded, words: list[Token], index: int) -> bool:
    """Whether the « ide » at `index` is an idea cut short and not the nurse."""
    word = words[index]
    start, end = folded.raw_span(word.start, word.end)
    raw = folded.raw[start:end]
    if raw[-1] in "éÉèê":
        return True
    if raw.isupper() and not folded.raw.isupper():
        return False
    before = words[index - 1].text if index else ""
    if before == "d":
        before = words[index - 2].text if index > 1 else ""
    given = index > 1 and words[index - 2].text in _GIVING
    return before in _BEFORE_IDEA or (before in ("une", "1", "des", "d") and given)


def _is_verb_as(words: list[Token], index: int) -> bool:
    """Whether the « as » at `index` is the verb: someone is addressed around it (« tu m'as », « as-tu »)."""
    around = [word.text for word in words[max(0, index - 3) : index]]
    after = words[index + 1].text if index + 1 < len(words) else ""
    return bool(_ADDRESSED & set(around)) or after in _INVERTED or around[-1:] == ["qui"]


def is_professional(folded: Folded, words: list[Token], index: int) -> bool:
    """Whether the ambiguous word at `index` (« as », « me », « es », « cadre ») names a trade here.

    It does in capitals in a text that has small letters, after an article or « devenir », or alone with a noun
    such as « salaire ». It does not beside a pronoun (« as-tu », « tu es », « ça me tue »).
    """
    word = words[index]
    before = words[index - 1].text if index else ""
    after = words[index + 1].text if index + 1 < len(words) and word.joins_next else ""
    if word.text == "inf":
        return not (
            after.isdigit()
            or (after == "a" and words[index + 2 : index + 3] and words[index + 2].text.isdigit())
        )
    start, end = folded.raw_span(word.start, word.end)
    if (
        start and folded.raw[start - 1] == "." and before == "l"
    ):  # « L.AS », the licence that leads to health studies
        return False
    raw = folded.raw[start:end]
    if before in ("bac", "baccalaureat", "monaco"):
        return False
    shouting = folded.raw.upper() == folded.raw and len(words) > 3
    if len(word.text) <= 3 and raw.replace(".", "").isupper() and not shouting:
        return True
    if word.text == "as" and raw.islower() and _is_verb_as(words, index):
        return False
    if word.text in _POSSESSIVES:  # « quelqu'un me suit », « pour ma formation »: too common to be trusted
        article = before in _NAMING or (
            before in ("d", "un", "une", "1") and words[index - 2].text != "quelqu"
        )
        listed = before in _OTHER_TRADES and (index == 1 or words[index - 2].text in lexicon().acronyms)
        return not after and (article or listed or before in _NOUNS or not before)
    if after in _SUBJECTS_AFTER and len(word.text) <= 3:
        return False
    if index == 1 and before in _OPENING and (not after or after in _CLOSING | _ASKED_AFTER):
        return True
    if before in _ARTICLES or before in _NAMING:
        plain = before not in ("pour", "qu", "les", "comme") or not after or after in _CLOSING
        return plain or (word.text == "as" and before == "les")
    if before in _PRONOUNS:
        return False
    if word.text == "as" and after.isdigit():  # « as 12 ans de métier »
        return True
    if after not in _NOT_AFTER and _is_among_trades(words, index):
        return True
    free = not after or after in _CLOSING
    if before in _NOUNS:
        return free
    if before in _OTHER_TRADES:
        return index >= 2 and free and len(words[index - 2].text) <= 4
    if word.text == "as" and raw.islower() and (before or after not in _NOT_AFTER):
        return after not in _NOT_AFTER
    if not before:
        asked = after in _WANTED and word.text not in _NEVER_ASKED
        return not after or asked or after in _NOUNS or (after in ("ou", "vs") and len(words) <= 4)
    return len(words) <= 3 and not after


def _is_among_trades(words: list[Token], index: int) -> bool:
    """Whether a trade (« as, ap, aes »), or a word that speaks of work in care, stands near the word at `index`."""
    settings = _SETTINGS.get(words[index].text)
    if settings is None:
        return False
    acronyms = lexicon().acronyms
    for step in (-1, 1):
        other = index + step
        if 0 <= other < len(words) and words[other].text in _LINKS:
            other += step
        text = words[other].text if 0 <= other < len(words) else ""
        if text in _LISTED or (text in acronyms and acronyms[text].entity == "profession"):
            return True
    return any(word.text in settings for word in words[max(0, index - _REACH) : index + _REACH + 1])


def context_details(
    text: str, start: int, end: int, entity: str, previous: Found | None
) -> dict[str, object]:
    """What the folded text around `[start, end)` says of the thing named there (see `find_terms`)."""
    before = text[max(0, start - _WINDOW) : start]
    if entity in ("diploma", "level"):
        return {"negated": True} if _NEGATED.search(before) else {}
    if entity not in ("profession", "neighbour"):
        return {}
    if _EXCLUDED.search(before) or _EXCLUDED_AFTER.match(text, end):
        return {"excluded": True}
    if _IS_NOT.search(before) and _BUT_IS.match(text, end):
        return {"excluded": True}
    if (
        previous is not None
        and previous.details.get("excluded")
        and previous.entity in ("profession", "neighbour")
    ):
        between = text[max(0, start - 12) : start]
        if _COORDINATED.search(between) and len(between) <= 12 and not _PUTS_IN_ITS_PLACE.match(text[:start]):
            return {"excluded": True}
    if _CURRENT.search(before) or _CURRENT_AFTER.match(text, end):
        return {"role": "current"}
    if _TARGET.search(before):
        return {"role": "target"}
    return {}


def tells_only(text: str, start: int, end: int) -> bool:
    """Whether the trade at `[start, end)` of the folded text is that of somebody who spoke: « le psy m'a parlé des AES »."""
    before = text[max(0, start - _WINDOW) : start]
    if _ACCORDING_TO.search(before):
        return _AS_THEY_DO.search(text) is None
    spoke = _A_PERSON.search(before) and not _TARGET.search(before) and _SPOKE.match(text, end)
    return bool(spoke) and _AS_THEY_DO.search(text) is None
