"""The words of French dates, with their SMS forms and usual misspellings, as one canonical token each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from bot.french.lexicon_sounds import sound
from bot.french.number_words import Token

MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
}  # fmt: skip
# These also mean something else ("mai" for "mais", "sept" the number): months only where one is expected.
UNSURE_MONTHS = {
    "mai": 5, "jan": 1, "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "juill": 7, "aou": 8, "sep": 9,
    "sept": 9, "oct": 10, "nov": 11, "dec": 12, "mars": 3,
}  # fmt: skip
WEEKDAYS = {"lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6}
SHORT_WEEKDAYS = {"lun": 0, "mar": 1, "mer": 2, "jeu": 3, "ven": 4, "sam": 5, "dim": 6}
DAY_PARTS = {"matin", "matinee", "midi", "afternoon", "soir", "soiree", "nuit"}
THIS = {"ce", "cet", "cette"}
SEASONS = {"printemps", "ete", "automne", "hiver"}
NEXT = {"next", "pro", "proch", "following"}
LAST = {"last"}
PARTS = {"debut", "mi", "fin", "milieu"}
ORDINALS = {
    "premier": 1, "premiere": 1, "1er": 1, "1ere": 1, "deuxieme": 2, "second": 2, "seconde": 2,
    "troisieme": 3, "quatrieme": 4, "last": -1,
}  # fmt: skip
UNITS = {
    "jour": "day", "jours": "day", "j": "day", "jrs": "day", "jr": "day", "semaine": "week",
    "semaines": "week", "sem": "week", "mois": "month", "moi": "month", "an": "year", "ans": "year",
    "annee": "year", "annees": "year", "h": "hour", "heure": "hour", "heures": "hour",
}  # fmt: skip

_PHRASES = {
    "today": (
        "aujourd hui|aujourdhui|ajd|auj|aujourdui|aujourd ui|aujoudhui|aujoud hui|aujourhui|ojd|"
        "ojourdhui|ajrd"
    ),
    "tomorrow": "demain|dem1|2m1|2main|dmain|dmin|demin|deman|demains",
    "aftertomorrow": (
        "apres demain|apresdemain|apres demin|apres dem 1|apre demain|apre dem 1|apre demin|ap demain|ap dem 1|"
        "apredemain|apres 2 main|apre 2 main"
    ),
    "yesterday": "hier",
    "beforeyesterday": "avant hier|avanthier",
    "weekend": "week end|weekend|we|w e|wkd|wekend|week and|wek end|wkend|ouikend",
    "weekends": "week ends|weekends|wes",
    "afternoon": "apre midi|apres midi|aprem|aprm|apresmidi|apres m|ap midi",
    "from": (
        "a parti de|a parti d|a partire de|apartire de|aparti de|a patir de|a partir de|a partir d|a partir|"
        "apartir de|a compter de|pas avant|pa avant|a dater de"
    ),
    "avant": "avan|avt",
    "apres": "apre",
    "hiver": "hivers|dhiver",
    "octobre": "doctobre",
    "avril": "davril",
    "from_the": (
        "pa avant le|a parti du|a partire du|aparti du|a partir du|a partir des|a compter du|apartir du|a dater du|"
        "pas avant le"
    ),
    "until": "jusqu a|jusqu en|jusqua|jusquen|jusqu|jusque|jusk|jusque en",
    "until_the": "jusqu au|jusqu aux|jusquau|jusquaux|jusqu a le",
    "within": "d ici|dici|d ici a",
    "latest": "au plus tard|au + tard|o plus tard|dernier delai|grand maximum",
    "au": "o",
    "debut": "debu|dbut|debuts",
    "quinzaine": "quinzaine|quinzene|quinzenne|kinzaine|quinsaine|quizaine|quinzainne",
    "dans": "dans|ds|dan",
    "next": (
        "prochain|prochaine|prochains|prochaines|prochene|prochen|prochin|prochn|proch1|prochaina|prochainne|"
        "qui vient|qui viennent|qui arrive|qui arrivent|a venir"
    ),
    "following": "d apres|suivant|suivante|suivants|suivantes|dapres",
    "last": (
        "dernier|derniere|derniers|dernieres|passe|passee|passes|passees|d avant|precedent|precedente|ecoule|"
        "ecoulee"
    ),
    "noel": "noel|nowel",
    "newyear": "jour de l an|jour de lan|nouvel an|1er de l an|premier de l an",
    "newyearseve": "saint sylvestre|st sylvestre|reveillon du jour de l an|reveillon du nouvel an",
    "christmaseve": "veille de noel|reveillon de noel",
    "valentine": "saint valentin|st valentin",
    "mardigras": "mardi gras",
    "festivities": "fetes de fin d annee|fetes de noel",
    "labourday": "fete du travail",
    "bastille": "fete nationale",
    "easter": "paques|paque",
    "eastermonday": "lundi de paques|lundi de paque",
    "whitmonday": "lundi de pentecote|lundi de la pentecote",
    "ascension": "jeudi de l ascension",
    "bridge": (
        "pont de l ascension|pont de ascension|week end de l ascension|weekend de l ascension|pont ascension|"
        "we de l ascension"
    ),
    "easterweekend": "week end de paques|weekend de paques|we de paques|week end pascal",
    "whitweekend": (
        "week end de pentecote|week end de la pentecote|weekend de pentecote|weekend de la pentecote|"
        "we de pentecote|we de la pentecote"
    ),
    "summerholidays": "grandes vacances|grande vacances|vacances d ete|vacances ete|vacances scolaires d ete",
    "vacances": "vacances|vacance|vacs|vac|vacances scolaires|petites vacances",
    "rentree": "rentree|rentree scolaire|rentre scolaire",
    "schoolyear": "annee scolaire|annee universitaire",
    "aout": "aout|out2|daout",
}  # fmt: skip

# Spelling is corrected towards these words only, one mistake away, first letter kept.
_CORRECTABLE = sorted(
    {word for word in (*MONTHS, *WEEKDAYS) if len(word) >= 5}
    | {"demain", "semaine", "prochain", "prochaine", "vacances", "toussaint", "printemps", "automne"}
    | {"trimestre", "semestre", "derniere", "quinzaine", "rentree"}
)
_REAL_WORDS = {
    "dedain", "rentrer", "rentre", "rentres", "rentrez", "rentrees", "mardis", "lundis", "jeudis",
    "samedis", "mercredis", "vendredis", "dimanches", "semaines", "trimestres", "semestres", "demaine",
    "dernieres", "jeune", "mari", "marri", "maris", "marris", "marie", "mairie", "madi", "sardi",
}  # fmt: skip


def _phrase_index() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for canonical, forms in _PHRASES.items():
        for form in forms.split("|"):
            words = tuple(form.split())
            index.setdefault(words[0], []).append((words, canonical))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def _deletions(word: str) -> set[str]:
    return {word, *(word[:position] + word[position + 1 :] for position in range(len(word)))}


def _correction_index() -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for word in _CORRECTABLE:
        for shortened in _deletions(word):
            index.setdefault(shortened, []).append(word)
    return index


_PHRASE_INDEX = _phrase_index()
_CORRECTION_INDEX = _correction_index()
# Names of months and feasts said aloud: « septanbre », « toussein ».
_HEARD = {sound(word): word for word in (*MONTHS, "toussaint", "vacances") if len(word) >= 7}
_KNOWN = {*MONTHS, *WEEKDAYS, *_CORRECTABLE, *_REAL_WORDS, *_PHRASE_INDEX}


def _one_mistake_apart(left: str, right: str) -> bool:
    """Whether one letter added, dropped, replaced or swapped with its neighbour turns `left` into `right`."""
    if len(left) > len(right):
        left, right = right, left
    first = next((i for i, letter in enumerate(left) if letter != right[i]), len(left))
    if len(left) < len(right):
        return left[first:] == right[first + 1 :]
    if left[first + 1 :] == right[first + 1 :]:
        return True
    swapped = left[:first] + left[first : first + 2][::-1] + left[first + 2 :]
    return swapped == right


@lru_cache(maxsize=4096)
def correct(word: str) -> str:
    """The date word that sounds like `word` or is one mistake away from it ("vandredi"), or `word` itself."""
    if len(word) < 5 or len(word) > 12 or word in _KNOWN:
        return word
    heard = _HEARD.get(sound(word))
    if heard is not None and heard[0] == word[0]:
        return heard
    for shortened in _deletions(word):
        for candidate in _CORRECTION_INDEX.get(shortened, ()):
            if candidate[0] == word[0] and _one_mistake_apart(word, candidate):
                return candidate
    return word


def begins_phrase(word: str, names: Collection[str]) -> bool:
    """Whether a phrase that stands for one of `names` begins with `word`, well or badly spelt."""
    return any(name in names for _, name in _PHRASE_INDEX.get(correct(word), ()))


def canonical(tokens: Sequence[Token]) -> list[Token]:
    """The same tokens with date phrases merged into one canonical token and date words spelt right."""
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        index = _canonical_at(_with_figures(tokens, index), tokens, index, result)
    return result


def _with_figures(tokens: Sequence[Token], index: int) -> str:
    """The word at `index`, with the figure that SMS spelling glues to it: "dem1", "2main"."""
    token = tokens[index]
    if index + 1 < len(tokens) and tokens[index + 1].glued:
        joined = token.text + tokens[index + 1].text
        if joined in _PHRASE_INDEX and (token.number is not None or tokens[index + 1].number is not None):
            return joined
    return correct(token.text)


def _canonical_at(word: str, tokens: Sequence[Token], index: int, result: list[Token]) -> int:
    token = tokens[index]
    width = 2 if word not in (token.text, correct(token.text)) else 1
    for words, name in _PHRASE_INDEX.get(word, ()):
        end = _match(words, tokens, index + width)
        if end:
            result.append(Token(name, token.start, tokens[end - 1].end, token.glued, None))
            return end
    if token.number == 1 and index + 1 < len(tokens) and tokens[index + 1].glued:
        suffix = tokens[index + 1].text
        if suffix in ("er", "ere", "re"):
            result.append(Token("1er", token.start, tokens[index + 1].end, token.glued, 1))
            return index + 2
    result.append(token._replace(text=word))
    return index + 1


def _match(words: tuple[str, ...], tokens: Sequence[Token], index: int) -> int:
    """The index after `words[1:]` read from `index`, hyphens ignored; 0 when they are not there."""
    for word in words[1:]:
        if index < len(tokens) and tokens[index].text == "-":
            index += 1
        if index >= len(tokens) or correct(tokens[index].text) != word:
            return 0
        index += 1
    return index
