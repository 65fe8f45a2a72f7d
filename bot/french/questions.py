"""The questions of a message, each by itself: « combien de temps dure la formation et est-ce qu'elle est payée ? »."""

from __future__ import annotations

import re

# Words by which a question begins within a sentence.
_BEGINS = (
    r"(?:est-ce|est ce|combien|comment|quels?|quelles?|lequel|laquelle|lesquel\w*|pourquoi|quand|qui|qu'est|en combien"
    r"|en quoi|a (?:quel\w*|qui|partir de quel\w*|combien)|par (?:ou|quoi|qui)|vers qui|chez qui"
    r"|dans quel\w*|avec quel\w*|pour quel\w*"
    r"|sur parcoursup"
    r"|ou (?:est|sont|se|s'|je|on|ca|aller|trouver|faire|puis|peut|passer|etudier|c'est)"
    r"|c'est (?:ou|quoi|quand|qui|combien|lequel|laquelle|paye|bien paye|possible|dur|vivable|tenable|jouable|faisable)"
    r"|ca (?:dure|coute|paye|gagne|commence)"
    r"|ca (?:se (?:fait|prepare|passe|demande)|recrute|embauche|existe|marche)"
    r"|(?:il )?faut|(?:il )*y a|s'il y a|(?:il )*y en a|(?:je|on) peu[xt]|peut-on|pourrait-on"
    r"|puis-je|pourrais-je|dois-je|doit-on|(?:pouvez|pourriez|auriez|avez|etes|savez|connaissez)-vous"
    r"|si (?:je|on|c'est|il|elle|elles|ils|ca|y a|la|le|l'|les|vous)|on (?:commence|travaille|bosse|gagne|touche)"
    r"|je (?:touche|gagne)(?! (?:(?:actuellement|environ|deja|a peine|que|dans les) )*\d)"
    r"|je (?:serai|cherche|veux savoir|voudrais(?! (?:bien )?(?:travailler|bosser|devenir|etre|exercer|changer)))|savoir)\b"
)
# What a few words ask about: « … et le salaire ? », « la durée et le prix ».
_THING = (
    r"(?:le|la|les|l'|quel|quelle)\s?(?:durees?|salaires?|prix|couts?|tarifs?|payes?|paie|primes?|horaires?|debouches?"
    r"|conditions?|diplomes?|inscriptions?|bourses?|logements?|evolutions?|financements?|exam\w*|concours|selections?|epreuves?|entretien)\b"
)
_FEW = 4  # words of what only names a thing
_BETWEEN = r"(?:et|e|mais|puis|pis|sinon|ou)(?:\s(?:aussi|puis|apres|sinon|du coup|surtout))?"
_CUT = re.compile(
    rf"[?!;\n]+|\s\+\s|\.(?:\s|$)(?:{_BETWEEN}\s(?={_THING}))?|(?:,\s*|\s){_BETWEEN}\s(?={_BEGINS}|{_THING})"
    rf"|,\s*(?={_BEGINS}|{_THING})|\s?:\s(?={_BEGINS})"
)
# Words by which a part asks something, rather than tells of a life.
_ASKS = re.compile(
    rf"^(?:et |mais |ou |alors |du coup |aussi )*{_BEGINS}|\b(?:combien|comment|quels?|quelles?|quoi|est-ce"
    r"|^(?:la |les |c'est )?(?:quoi )?(?:la )?differences? entre\b"
    r"|(?:voudrais|aimerais) (?:savoir|connaitre)|cherche\w*|(?<!pas )(?<!pas etre )possible)\b|\bou (?:pas|non)$"
    r"|\b(?:racont|expliqu|decri|montr)\w*[- ]moi\b|\bm'expliquer\b"
    r"|\b(?:s'apprend\w*|se (?:passe|fait|trouve|prepare)|c'est|faire|passer|former|aller) (?:ca )?ou$"
)
_NAMES = re.compile(rf"^{_THING}")
# What goes with a thing named: « et le salaire, tant qu'à faire ».
_AT_THAT = re.compile(
    r",?\s(?:tant qu'a faire|tant qu'on y est|au passage|aussi|en meme temps|si possible|stp|svp"
    r"|s'il (?:te|vous) plait)$"
)
# A condition, which the question after it is asked under: « si je me lance, est-ce que je garde mon salaire ».
_CONDITION = re.compile(
    r"^(?:et |mais |alors |du coup )*(?:si|s')\s?(?:je|j'|on|c'est|il|elle|elles|ils|tu|vous|mon|ma|mes|son|sa)\b[^,]*$"
)
# « … si je reprends l'école ou si je travaille »: one question of two ways.
_ONE_WAY, _OR_ANOTHER = (
    re.compile(r"\bsi (?:je|on|il|elle|c'est)\b[^,;]*$"),
    re.compile(r"si (?:je|on|il|elle|c'est)\b"),
)
_LEAST = 2  # words
_LONGEST = 40  # words: beyond, a message tells a story, of which only what ends with a question mark asks
_POINTING = 5  # words of a question that asks of the sentence before it (« c'est possible ? »)
_TELLS = 3  # words of a sentence that tells something beside a question
_MOST = 3  # questions of a story, the last ones
_WONDERS = re.compile(
    r"\b(?:est-ce qu|est ce qu|combien|comment|je (?:me demande|voudrais savoir|aimerais savoir|veux savoir|sais pas)"
    r" (?=si(?! (?:je|j) (?:saurai|serai|vais|pourrai|suis|tiendrai|y arriv))|comment|combien|ou|quel|ce qu)"
    r"|(?<=\sou )si|(?<=\set )si"
    r"|c'est possible de|ou (?:est-ce que|je peux|m'adresser)|qui (?:peut|paye|finance))"
    r"[^.?!;\n]{8,160}?(?=[.?!;\n]|\s(?:et|ou|mais)\s(?:si|combien|comment|est-ce|est ce|qui|ou)\b|\Z)"
)
_SENTENCE = re.compile(r"(?<=[.?!;])\s+")


def questions(text: str) -> list[str]:
    """The parts of the normalised `text` that ask something, in order; none when it asks one thing and says nothing else.

    Names of places and trades may have been replaced by their kinds: the cuts fall at the same words.
    """
    if len(text.split()) > _LONGEST:
        return _of_a_story(text)
    parts = _parts(text)
    return parts if len(parts) > 1 else _beside_a_tale(text)


def _parts(text: str) -> list[str]:
    """The parts of `text` that ask something, cut where another question begins."""
    parts: list[str] = []
    start = 0
    for cut in [*_CUT.finditer(text), None]:
        part = text[start : cut.start() if cut else len(text)].strip(" ,.")
        questioned = cut is not None and "?" in cut[0]
        if not parts and cut is not None and cut[0].startswith(",") and _CONDITION.match(part):
            continue
        if (
            cut is not None
            and cut[0].strip(" ,") == "ou"
            and _OR_ANOTHER.match(text, cut.end())
            and _ONE_WAY.search(part)
        ):
            continue
        long_enough = len(part.split()) >= _LEAST
        if long_enough and (questioned or only_names(part) or _ASKS.search(part)):
            parts.append(part)
        start = cut.end() if cut else len(text)
    return parts


def _beside_a_tale(text: str) -> list[str]:
    """The one sentence that asks, when others tell something: « le permis je l'ai. 23 semaines, ça coûte combien ? »."""
    sentences = [part for part in _SENTENCE.split(text) if part.strip(" .?!;")]
    asking = [part for part in sentences if part.rstrip(" .!").endswith("?")]
    tells = any(len(part.split()) >= _TELLS for part in sentences if part not in asking)
    enough = len(asking) == 1 and len(asking[0].split()) > _TELLS
    return _of_a_story(text) if enough and tells else []


def only_names(part: str) -> bool:
    """Whether a part only names what it asks about: « le salaire »."""
    return len(_AT_THAT.sub("", part).split()) <= _FEW and _NAMES.search(part) is not None


def _of_a_story(text: str) -> list[str]:
    parts = [part for part in _SENTENCE.split(text) if part.strip(" .?!;")]
    asked = []
    for at, part in enumerate(parts):
        if part.rstrip(" .!").endswith("?"):
            few = len(part.split()) <= _POINTING and at > 0 and not parts[at - 1].endswith("?")
            asked.append(f"{parts[at - 1]} {part}" if few else part)
    if not asked:  # many write no question marks
        asked = [found[0].strip(" ,.") for found in _WONDERS.finditer(text)]
    return [part for one in asked for part in _of_one_breath(one)][-_MOST:]


def _of_one_breath(sentence: str) -> list[str]:
    """The questions of one sentence of a story: « c'est possible avec mon dos et qui peut me financer ? » asks two."""
    parts = _parts(sentence)
    whole = len(parts) > 1 and all(_ASKS.search(part) for part in parts)
    return parts if whole else [sentence]
