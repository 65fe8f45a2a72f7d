"""The questions of a message, each by itself: « combien de temps dure la formation et est-ce qu'elle est payée ? »."""

from __future__ import annotations

import re

# Words by which a question begins within a sentence.
_BEGINS = (
    r"(?:est-ce|est ce|combien|comment|quels?|quelles?|lequel|laquelle|lesquel\w*|pourquoi|quand|qui|qu'est|en combien|en quoi"
    r"|a (?:quel\w*|qui|partir de quel\w*|combien)|dans quel\w*|avec quel\w*|pour quel\w*|sur parcoursup"
    r"|ou (?:est|sont|se|s'|je|on|ca|aller|trouver|faire|puis|c'est)|c'est (?:ou|quoi|quand|combien|paye|bien paye|possible|dur)"
    r"|ca (?:dure|coute|paye|gagne|commence)|(?:il )?faut|y a|il y a|y en a"
    r"|(?:je|on) peu[xt]|peut-on|puis-je|dois-je|doit-on|si (?:je|on|c'est|il|elle|elles|ils|ca|y a|la|le|l'|les|vous)"
    r"|on (?:commence|travaille|bosse|gagne|touche|peut)|je (?:touche|gagne|serai|cherche|voudrais|veux savoir)|savoir)\b"
)
_CUT = re.compile(
    rf"[?!;\n]+|\.(?:\s|$)|(?:,\s*|\s)(?:et|e|mais|puis|pis|sinon|ou)(?:\s(?:aussi|puis|apres|sinon|du coup|surtout))?\s(?={_BEGINS})"
    rf"|,\s*(?={_BEGINS})"
)
# Words by which a part asks something, rather than tells of a life.
_ASKS = re.compile(
    rf"^(?:et |mais |ou |alors |du coup |aussi )*{_BEGINS}|\b(?:combien|comment|quels?|quelles?|quoi|est-ce|voudrais (?:savoir|connaitre)"
    r"|aimerais (?:savoir|connaitre)|cherche\w*)\b"
)
_LEAST = 2  # words
_LONGEST = 40  # words: beyond, a message tells a story, whose requests are read otherwise


def questions(text: str) -> list[str]:
    """The parts of the normalised `text` that ask something, in order; none when fewer than two do.

    Names of places and trades may have been replaced by their kinds: the cuts fall at the same words.
    """
    if len(text.split()) > _LONGEST:
        return []
    parts, start = [], 0
    for cut in [*_CUT.finditer(text), None]:
        part = text[start : cut.start() if cut else len(text)].strip(" ,.")
        questioned = cut is not None and "?" in cut[0]
        if len(part.split()) >= _LEAST and (questioned or _ASKS.search(part)):
            parts.append(part)
        start = cut.end() if cut else len(text)
    return parts if len(parts) > 1 else []
