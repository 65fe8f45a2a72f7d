"""What the words around a date say of it: a law's title, a past fact, a habit, the name of a street."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from bot.french.dates.calendar import FEASTS
from bot.french.dates.counts import Interval
from bot.french.dates.words import SEASONS
from bot.french.number_words import Token

_LAW = {
    "loi", "lois", "decret", "decrets", "arrete", "arretes", "reforme", "ordonnance", "circulaire",
    "instruction", "avenant", "accord", "accords", "convention", "referentiel", "referentiels", "code",
    "annexe", "ccn", "directive", "rapport", "amendement", "ccnt", "plan",
}  # fmt: skip
# Between a law word and a date, these say that the date is not its title.
_NOT_A_TITLE = {
    "en", "a", "au", "pour", "avant", "apres", "depuis", "est", "sera", "entre", "va", "vont", "sont",
    "prevu", "prevue", "from", "from_the", "until", "until_the", "within", "?", ".", "!", ";", ",", "que",
    "qui", "j", "je",
}  # fmt: skip
_STREET = {
    "rue", "avenue", "av", "boulevard", "bd", "bld", "place", "quai", "square", "impasse", "lycee",
    "college", "hopital", "allee", "esplanade", "station", "arret",
}  # fmt: skip
_WORK = (
    "travail",
    "boss",
    "taf",
    "horaire",
    "repos",
    "garde",
    "astreinte",
    "prime",
    "indemni",
    "paye",
    "major",
    "rotation",
    "benevol",
)
_BEFORE_FAREWELL = {
    "nuit",
    "soiree",
    "journee",
    "merci",
    "salut",
    "bye",
    "alors",
    "ok",
    "revoir",
    ",",
    "!",
    ".",
}
_NOT_THEN = {"pas", "sauf", "hors", "excepte"}
_BETWEEN_NOT_AND_DATE = {"en", "le", "la", "l", "au", "a", "les", "pour", "de", "du", "trop"}
_EVERY = {"chaque", "tous", "toutes", "par", "un"}
# "le samedi", "l'été" are habits, unless the sentence asks for something that happens then.
_EVENTS = (
    "jpo", "porte", "ouvert", "visit", "forum", "salon", "rdv", "rendez", "reunion", "event", "evene", "atelier",
    "confer", "dating", "inscri", "venir", "viens", "rappel", "libre", "possible", "prevu", "immersion", "entretien",
    "rencontr", "organis", "rallye", "webin", "seance", "permanence", "accueil", "vac", "quand",
    "peux", "peut", "pourr", "liber", "voir", "aller",
)  # fmt: skip
_SEARCHES = (
    *_EVENTS, "stage", "formation", "commenc", "debut", "rentree", "session", "cours", "job", "emploi", "cherch",
    "voudr", "veux", "trouv", "embauch", "recrut", "alternance", "contrat",
)  # fmt: skip
_ANSWER_LENGTH = 4
_SMALL_JOBS = {"job", "jobs", "boulot", "boulots"}
_DONE = {
    "obtenu", "eu", "quitte", "arrete", "demissionne", "diplome", "diplomee", "passe", "perdu", "valide",
    "fini", "termine", "embauche", "embauchee", "rate", "licencie", "licenciee", "loupe", "manque", "travaille",
    "bosse", "fait", "suivi", "recu", "commence", "pris",
}  # fmt: skip
_AUXILIARIES = {"ai", "jai", "g", "ete", "avait", "avais", "etais", "etait"}
# What happened to people: "est tombé deux fois cette semaine", "on a perdu".
_HAPPENED = {
    "perdu", "tombe", "tombee", "tombes", "mort", "morte", "decede", "decedee", "rate", "loupe", "quitte", "eu",
    "refuse", "refusee", "recu", "recue", "demissionne", "arrete", "arretee", "gagne",
    "accouche", "divorce", "opere", "operee", "appele", "appelee", "arrive", "arrivee", "vendu", "ferme", "entree",
}  # fmt: skip
_OTHER_AUXILIARIES = {"a", "ma", "ont", "avons", "est", "sont", "suis"}
_ADVERBS = {"pas", "pa", "deja", "bien", "vite", "encore", "meme", "tout", "jamais"}
_PLANS = {
    "veux", "veu", "voudrais", "cherche", "peux", "peut", "faut", "vais", "je", "j", "jaimerais", "aimerais",
    "souhaite", "pour",
}  # fmt: skip
_LOANS = {
    "credit",
    "credits",
    "pret",
    "prets",
    "bail",
    "emprunt",
    "loyer",
    "titre",
    "carte",
    "sejour",
    "visa",
    "hypotheque",
}
_ENDS = {"termine", "finit", "fini", "finis", "arrete", "expire", "cesse", "acheve"}
_ITSELF = {"se", "s", "prend", "qui"}
_PAID = {
    "heures", "heure", "supplementaires", "sup", "salaire", "salaires", "paie", "paye", "fiche", "bulletin", "facture",
    "loyer", "prime",
}  # fmt: skip
_EARNING = (
    "combien", "gagn", "touch", "salaire", "paie", "paye", "net", "brut", "tomb", "boucl", "decouvert", "fini", "compte",
    "conbien", "cb", "argent",
)  # fmt: skip
_TOO = {"aussi", "ossi", "egalement"}
_PERSONS = {"je", "j", "jai", "on", "il", "elle", "ils", "elles", "g"}
_TELLING_PAST = {
    "ai",
    "suis",
    "a",
    "est",
    "ont",
    "sont",
    "avait",
    "etais",
    "avais",
    "etait",
    "avons",
    "me",
    "m",
    "jai",
}
_RULED_OUT = re.compile(
    r"(?:, )?(?:ce n |c |ca |cest |est )*(?:est )?(?:pas|jamais|im)(?: )?possible\b"
    r"|(?:, )?(?:jpeu[tx]|(?:je|j|on|nous|elle|il|ca) (?:ne |n )?(?:peu[tx]|pourr\w+|va|vais|marche)) pas\b"
    # « décembre c'est cuit », « mars trop tard » are asked no more; « mars, c'est trop tard ? » is asked
    r"|(?:, )?(?:c |ca |cest |c est |est |fait )*(?:deja |un peu |beaucoup |bien |vraiment )?"
    r"(?:mort|cuit|fichu|foutu|rape|grille|complet|trop (?:tot|tard|juste|court|pres|proche|loin))\b"
    r"(?!.*(?:\?| pour (?!moi\b|nous\b)))"
)
_EXAMS = {"bac", "brevet", "annales", "sujet", "sujets"}
_PRESENT_LIFE = {
    "suis", "ai", "travaille", "fais", "bosse", "exerce", "gagne", "vis", "jai", "occupe", "cherche",
    "veux", "souhaite", "voudrais", "aimerais", "me", "recherche",
}  # fmt: skip


def is_noise(found: Interval, tokens: Sequence[Token], today: date) -> bool:
    """Whether the date is no date at all: a street's name, "tous les lundis", "bon week-end"."""
    before = [token.text for token in tokens[max(0, found.first - 3) : found.first]]
    is_dated = any(token.number and token.number >= today.year for token in tokens[found.first : found.after])
    is_street = before[-1:] in (["du"], ["de"]) and any(word in _STREET for word in before)
    if is_street and found.start == found.end and not is_dated:
        return True
    if (
        before[-1:] == ["bon"]
        or before[-2:-1] in (["prime"], ["primes"])
        or before[-1:] in (["prime"], ["primes"])
        or _is_farewell(found, before)
    ):
        return True
    if before and (before[-1] in _EVERY or before[-2:] in (["tous", "les"], ["toutes", "les"])):
        return found.start != found.end or before[-1] != "un" or _word(tokens, found.after) == "sur"
    return _word(tokens, found.after) == "sur" and _word(tokens, found.after + 1) in (
        "deux",
        "2",
        "trois",
        "3",
    )


def _is_farewell(found: Interval, before: list[str]) -> bool:
    """ "à demain", "bonne nuit à lundi"."""
    return (
        before[-1:] == ["a"]
        and (len(before) == 1 or before[-2] in _BEFORE_FAREWELL)
        and found.end == found.start
    )


def is_filter(found: Interval, tokens: Sequence[Token], today: date, *, of_trade: bool = False) -> bool:
    """Whether the date may narrow a search: neither past, nor a law's title, nor a habit.

    `of_trade`: the text names a trade, so that "le week-end" in a few words asks about its hours.
    """
    if found.past or (found.end is not None and found.end < today):
        return False
    if found.end is None and found.start is not None and found.start.year < today.year:
        return False
    if _in_title(found, tokens) or _already_done(found, tokens, today):
        return False
    if found.habitual and any(token.text.startswith(_WORK) for token in _sentence(found, tokens)):
        return False
    if _is_excluded(found, tokens):
        return False
    if found.habitual and (
        tokens[found.first].text == "du" or not _is_asked_for(found, tokens, of_trade=of_trade)
    ):
        return False
    if _ends_something(found, tokens) or _is_pay_day(found, tokens) or _is_of_a_story(found, tokens):
        return False
    return not (tokens[found.first].text == "today" and _tells_present_life(found, tokens))


def _ends_something(found: Interval, tokens: Sequence[Token]) -> bool:
    """ "mon contrat se termine en janvier", "un crédit jusqu'en 2041", "les heures de septembre non payées"."""
    before = [token.text for token in tokens[max(0, found.first - 5) : found.first]]
    if found.start is None and _LOANS & set(before):
        return True
    is_period = found.start != found.end
    if is_period and any(word in _ENDS and previous in _ITSELF for previous, word in pairwise(before)):
        return True
    return before[-1:] in (["de"], ["d"]) and bool(_PAID & set(before[-4:-1]))


def _is_pay_day(found: Interval, tokens: Sequence[Token]) -> bool:
    """ "combien en fin de mois": every month."""
    written = [token.text for token in tokens[found.first : found.after]]
    if written[:1] != ["fin"] or written[-1] not in ("mois", "moi"):
        return False
    return any(token.text.startswith(_EARNING) for token in _sentence(found, tokens))


def _is_of_a_story(found: Interval, tokens: Sequence[Token]) -> bool:
    """ "ce matin je me suis dit", "je suis arrivé cette année": told, not asked for."""
    written = [token.text for token in tokens[found.first : found.after]]
    after = [token.text for token in tokens[found.after : found.after + 3] if token.text != ","]
    is_told = len(after) >= 2 and after[0] in _PERSONS and after[1] in _TELLING_PAST
    if written[-1] in ("matin", "matinee", "nuit") and is_told:
        return True
    if written[-2:] == ["annee", "following"]:
        return len(_sentence(found, tokens)) > _ANSWER_LENGTH
    if written[:1] == ["cette"] and written[-1] == "annee" and found.after - found.first == 2:
        sentence = [token.text for token in _sentence(found, tokens)]
        return len(sentence) > _ANSWER_LENGTH and not any(word.startswith(_EVENTS) for word in sentence)
    return False


def _is_asked_for(found: Interval, tokens: Sequence[Token], *, of_trade: bool = False) -> bool:
    """Whether "le samedi", "l'automne" says when: an answer of a few words, or a request in the same sentence."""
    sentence = [token.text for token in _sentence(found, tokens)]
    seasonal = bool({token.text for token in tokens[found.first : found.after]} & (SEASONS | FEASTS))
    if any(word.startswith(_SEARCHES if seasonal else _EVENTS) for word in sentence):
        return True
    if "faut" in sentence or (not seasonal and _SMALL_JOBS & set(sentence)):
        return False
    if not seasonal and (of_trade or _word(tokens, found.first - 1) == "du"):
        return False
    if _TOO & set(sentence):  # "le dimanche aussi ?" asks about hours
        return False
    words = len([word for word in sentence if word.isalnum()])
    return (
        words < _ANSWER_LENGTH + (not seasonal)
        or _word(tokens, found.first - 1) == "de"
        or any(word.startswith("dispo") for word in sentence)
    )


def _word(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else ""


def _sentence(found: Interval, tokens: Sequence[Token]) -> list[Token]:
    """The tokens of the sentence that holds the date."""
    first, after = found.first, found.after
    while first > 0 and tokens[first - 1].text not in ".?!;":
        first -= 1
    while after < len(tokens) and tokens[after].text not in ".?!;":
        after += 1
    return [*tokens[first : found.first], *tokens[found.after : after]]


def _is_excluded(found: Interval, tokens: Sequence[Token]) -> bool:
    """ "pas demain", "sauf le vendredi", "le samedi c'est pas possible"; "pourquoi pas en mars" is wanted."""
    if _RULED_OUT.match(" ".join(token.text for token in tokens[found.after : found.after + 6])):
        return True
    index = found.first - 1
    while index >= 0 and tokens[index].text in _BETWEEN_NOT_AND_DATE:
        index -= 1
    return _word(tokens, index) in _NOT_THEN and _word(tokens, index - 1) != "pourquoi"


def _in_title(found: Interval, tokens: Sequence[Token]) -> bool:
    if tokens[found.first].text in _NOT_A_TITLE:
        return False
    for index in range(found.first - 1, max(-1, found.first - 7), -1):
        word = tokens[index].text
        if word in _LAW:
            return True
        if word in _NOT_A_TITLE:
            return False
    return False


def _already_done(found: Interval, tokens: Sequence[Token], today: date) -> bool:
    """ "j'ai eu mon bac en juin", "née le 12 mars", "diplômée en 2026": facts of the past."""
    clause = [token.text for token in tokens[max(0, found.first - 8) : found.first]]
    for sign in ".?!;,":
        if sign in clause:
            clause = clause[len(clause) - clause[::-1].index(sign) :]
    years = [token.number for token in tokens[found.first : found.after] if token.number]
    if clause[-1:] == ["pour"] or any(today.year < year < 2100 for year in years):
        return False
    if clause[-1:] == ["en"] and clause[-2:-1] in (["diplome"], ["diplomee"]):
        return True
    if {"nee", "naissance"} & set(clause) or "ne" in clause[-2:]:
        return True
    if years == [today.year] and found.after - found.first == 1 and _EXAMS & set(clause):
        return True
    told = [word for word in clause if word not in _ADVERBS]
    for index, (previous, word) in enumerate(pairwise(told)):
        happened = (word in _DONE | _HAPPENED and previous in _AUXILIARIES) or (
            word in _HAPPENED and previous in _OTHER_AUXILIARIES
        )
        if happened and not _PLANS & set(told[index + 2 :]):
            return True
    return False


def _tells_present_life(found: Interval, tokens: Sequence[Token]) -> bool:
    following = [token.text for token in tokens[found.after : found.after + 3]]
    if following[:1] == [","]:
        following = following[1:]
    return len(following) >= 2 and following[0] in ("je", "j", "jai") and following[1] in _PRESENT_LIFE
