"""How long a person says they may train: « un an max », « bac plus trois au plus », « pas trop long »."""

from __future__ import annotations

import re

from bot.catalogue import polarity
from bot.catalogue.orientation import ANY, questions
from bot.catalogue.polarity import NO
from bot.french.number_words import tokenize
from bot.french.quantities import Quantity, quantities

AT_MOST = re.compile(
    r"\b(?:pas plus|au plus|max|maxi|maximum|pas au dela|pas davantage|jamais plus"
    r"|suffi(?:t|ra|rait|sent))\b"
)
BAC_PLUS = re.compile(r"\bbac ?(?:plus|\+) ?(\d|un|deux|trois|quatre|cinq|six|sept|huit)\b")
_OF_TRAINING = re.compile(
    r"\b(?:formation|me former|etudes|etudier|ecole|max|maxi|maximum|pas plus|au plus|reprendre)\b"
)
_NOT_OF_TRAINING = re.compile(
    r"\b(?:depuis|experience|d'anciennete|travaille|bosse|il y a|pendant|fais|fait)\b"
)
# « un an ou deux », « un ou deux ans »: the longer of the two is what one may give.
_OR_TWO = re.compile(
    r"\b(un an|une annee),? (?:ou |voire |maxi(?:mum)? |max |peut-etre )?(deux|trois)\b(?: ans?| annees)?"
)
# « sans refaire trois ans d'études »: less than that.
_NOT_SO_LONG = re.compile(
    r"\b(?:sans|pas|ni|jamais|refuse|rien (?:qui|de|d'|avec)|(?:veux|peux|pourrais?|supporte\w*) plus"
    r"|hors de question|pas question|impossible)\b(?! (?:plus|moins|loin|peur|probleme))"
    r"(?: [\w']+){0,6}? (?:ans|an|annees?|mois)\b"
)
_YEARS_BEYOND = {"1": 1, "un": 1, "2": 2, "deux": 2}
_MONTHS = {"Y": 12.0, "M": 1.0, "M3": 3.0, "M6": 6.0, "W": 0.25}
# « je veux pas aller au lycée », « sans faire d'études »: as little school as can be.
_NO_SCHOOL = re.compile(
    r"(?<!suis )(?<!vais )\b(?:pas|plus|sans|ni|deteste|marre de)\b(?! fait) (?:(?:aller|faire|retourner|envie"
    r"|trop|d'|de|au|a|la|l'|vraiment) ?){0,4}"
    r"(?:lycee|ecole|etudes|fac)\b(?! (?:\w+ )?longues?)(?!.{0,12}\b(?:longues?|trop)\b)"
)
# « deux ans c'est trop »
_TOO_LONG = re.compile(r"\b(?:ans?|annees?|mois),? (?:c'?est|ca fait|ca me fait) (?:\w+ )?trop\b(?! court)")
# « un an c'est long frère »: too long.
_LONG_FOR_ME = re.compile(
    r"\b(ans?|annees?|mois)(,? (?:c'?est|ca fait)) (?:\w+ )?(?:long|longtemps|beaucoup)\b"
)
# « pas des études trop longues, genre 5 ans, ça me fait peur »
_NOT_YEARS = re.compile(
    r"\b(?:pas|plus|jamais)\b.{0,25}\b(?:etudes?|formations?|ecoles?) (?:trop |tres |super )?(?:longues?|a rallonge)\b"
)
# « un truc rapide et payé »
_QUICK = re.compile(
    r"(?<!fait une )(?<!fait un )(?<!suivi une )"
    r"\b(?:truc|chose|formation|metier|boulot|taf|diplome|travail)\b(?!(?: \w+){0,2} (?:plus|moins)\b)"
    r"(?: \w+){0,2}? (?:tres |assez |plutot )?"
    r"(?:rapides?|courte?s?|pas (?:trop )?longue?s?)\b(?! que)"
)
_YEAR, _LONG = 12, 36  # months


def says_too_long(text: str) -> bool:
    """Whether a `prepared` text says what would be too long to train."""
    return (
        _TOO_LONG.search(_LONG_FOR_ME.sub(r"\1\2 trop", text)) is not None
        or _NOT_YEARS.search(text) is not None
    )


def read_length(text: str, is_asked: bool) -> str | None:
    """How long one may train: `short`, `medium`, `long` or `any`; None when `text` (prepared) says nothing of it."""
    text = whole = _LONG_FOR_ME.sub(r"\1\2 trop", _OR_TWO.sub(r"\2 ans", text))
    if _NOT_YEARS.search(text):
        return "medium"
    if not is_asked:
        # In a story, only the part that speaks of the time to train.
        parts = re.split(r"[.,;:!?]", text)
        text = " ; ".join(
            part
            for part in parts
            if _TOO_LONG.search(part) or (_OF_TRAINING.search(part) and not _NOT_OF_TRAINING.search(part))
        )
    months = [_months(quantity) for quantity in quantities(tokenize(text)) if quantity.unit in _MONTHS]
    beyond = BAC_PLUS.search(whole)
    if beyond and not months and AT_MOST.search(whole):
        months = [12.0 * _YEARS_BEYOND.get(beyond[1], 3)]
    if months:
        longest = max(months)
        if longest <= _YEAR and AT_MOST.search(text):
            return "short"
        below = re.search(r"\bmoins (?:de |d'|d )", text) is not None
        below = below or (_NOT_SO_LONG.search(text) is not None and not AT_MOST.search(text))
        longest -= 0.5 if below else _YEAR + 0.5 if re.search(r"(?<!pas )\btrop\b(?! court)", text) else 0
        return "short" if longest < _YEAR else "medium" if longest < _LONG else "long"
    if is_asked and re.search(
        r"\b(?:(?:temps|comme|ce|autant|annees) qu'?(?: ?il)? (?:faut|faudra)|comme il (?:faut|faudra)|tout mon temps"
        r"|(?:pas|aucune) (?:de )?limite|jusqu'au bout)\b",
        text,
    ):
        return ANY
    if _NO_SCHOOL.search(whole) or _QUICK.search(whole):
        return "short"
    # « c'est trop long », said of what was told: less than that.
    if re.search(r"\b(?:pas )?trop (?:long|longue|longtemps)\b|\bni trop (?:court|long)", text):
        return "medium"
    pairs = [
        (word, option.value)
        for option in questions()["length"].options
        if option.value != ANY
        for word in option.words
    ]
    hits = polarity.named(re.sub(r"\bmoins d'un an\b", "rapide", text), pairs)
    for hit in hits:
        if hit.meant != NO and (is_asked or hit.key == "short"):
            return hit.key
        if hit.meant == NO and hit.key == "long":
            return "medium"  # less than long, which is all that was said
    return None


def _months(quantity: Quantity) -> float:
    parts = re.findall(r"(\d+(?:\.\d+)?)([YMW])", quantity.second or quantity.iso)
    return sum(float(number) * _MONTHS[unit] for number, unit in parts)
