"""Lengths of time and people's ages in a French message: `find_durations`, `find_ages`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.french.folding import fold
from bot.french.found import Found
from bot.french.number_words import DECADES, DECADES_WITH_ARTICLE, Token, number_at, tokenize
from bot.french.quantities import YEARS, Quantity, quantities, word_at


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


@lru_cache(maxsize=64)  # lengths and ages are read from the same message
def _read(text: str) -> tuple[tuple[Token, ...], list[Quantity]]:
    tokens = tokenize(text)
    return tokens, quantities(tokens)


_DATE_OPENERS = _words("dans ds dici sous")
_CLOCK_OPENERS = _words("apre avan avt ver a vers avant apres jusqu jusque jusqua entre des depuis")
_LENGTH_BEFORE = _words(
    "depui depuit dpuis",
    "depuis pendant durant faut dure durent duree prend apres sur sous tous encore combien fait faire font formation "
    "diplome chaque manque reste restent etudes cursus parcours cdd contrat trouve ca minimum maximum environ en",
)
_LENGTH_AFTER = _words("de d en dans comme apres ou minimum maximum avant chez a au par sur")
_HAVE = _words("ai g jai je eu aurai aurais avoir ayant agee age agees ages avais as avez")
_I_HAVE = _words("ai g jai")
_CHILDREN = _words(
    "fils fille filles enfant enfants bebe bebes gamin gamine gosse gosses neveu niece ado ados nourrisson jumeaux "
    "jumelles eleve eleves patient patiente tit tite ptit ptite bb poupon"
)
_KIN = _words(
    "mari femme mere pere frere soeur copain copine ami amie cousin cousine petit petite grand grande voisin voisine "
    "compagnon compagne conjoint conjointe maman papa tante oncle"
)
_POSSESSIVES = _words("mon ma mes son sa ses notre nos")
_OTHER_PEOPLE = _words(
    "apprenti apprentie alternant alternante stagiaire candidat candidate elle il elles ils",
    "jeunes personnes gens public retraite partent part",
)
_CONDITION = _words(
    "faut partir minimum moins plus maximum avant jusqu jusqua des entre faudrait limite majeur requis"
)
# Where one has spent years: « 14 ans à domicile », « 16 ans toujours aux urgences ».
_WORKPLACES = _words(
    "domicile temps mi usine urgences ehpad hopital hosto clinique creche bureau caisse interim psychiatrie psy foyer "
    "esat ime ssiad maternite pediatrie geriatrie reanimation bloc chantier guichet armee standard accueil poste "
    "cuisine restauration logistique menage service"
)
_KEPT = _words("bar cafe restaurant commerce boutique magasin hotel salon garage ferme entreprise")
_TO_A_PLACE = _words(
    "a au aux en l la les dans chez sur de du mi toujours deja passes passees environ la-bas"
)
# « depuis presque vingt ans », « depuis à peu près 20 ans »: what may stand between the word that counts and the years.
_ABOUT = _words(
    "presque bientot deja plus de moins au environ pres a peu quasi quasiment pratiquement maintenant bien"
)
_SINCE = _words("depuis depui depuit dpuis")
_TOO = _words("jeune jeunes vieux vieille tard")
# "une journée type", "une journée portes ouvertes", "une heure supplémentaire": not a length.
_ANY_ONE = _words(
    "type typique normale ordinaire portes porte supplementaire sup nationale internationale banale"
)
# Said of a visit or a length, unlike "une journée d'ambulancier".
_STAYS = _words(
    "stage stag stages immersion immersions pmsmp pendant durant dure sur passer suivre voir observer formation mission "
    "vacation cours reste rester bosser travailler essai"
)
_MOMENT_AFTER = _words("avant avan avt tot tard")
_DATED = _words(
    "lundi mardi mercredi jeudi vendredi samedi dimanche janvier janv fevrier fev mars avril mai juin juillet juil aout "
    "septembre sept octobre oct novembre nov decembre dec demain rdv matin soir midi soiree"
)
_LONG_TOLD = _words("dure durent duree pendant durant")
_ADULT, _LATE = 18, 30
_YOUNGEST, _OLDEST, _VERY_OLDEST = 14, 75, 120


def find_durations(text: str) -> list[Found]:
    """Lengths of time in `text`, in their order, as `duration` with an ISO 8601 value: "deux ans et demi" P2Y6M.

    Ages, clock times and moments ("dans 3 semaines") are left out. "3 à 5 ans" is P3Y with P5Y as alternative.
    """
    folded = fold(text)
    tokens, written = _read(folded.text)
    found = []
    for quantity in written:
        if (
            quantity.number == 0
            or _is_moment(tokens, quantity)
            or _is_clock(tokens, quantity)
            or _age_of(tokens, quantity)
        ):
            continue
        start, end = folded.raw_span(tokens[quantity.first].start, tokens[quantity.after - 1].end)
        others = (quantity.second,) if quantity.second else ()
        found.append(Found("duration", quantity.iso, text[start:end], start, end, alternatives=others))
    return found


def find_ages(text: str) -> list[Found]:
    """Ages in `text`, in their order, as `age` with a number of years: "g 17 an" 17, "la quarantaine" 40.

    `is_filter` is False for the age of someone else, a past age or an age that a rule asks for.
    """
    folded = fold(text)
    tokens, written = _read(folded.text)
    found = []
    for first, after, age, own in _ages(tokens, written):
        start, end = folded.raw_span(tokens[first].start, tokens[after - 1].end)
        found.append(Found("age", age, text[start:end], start, end, is_filter=own))
    return found


def _ages(
    tokens: Sequence[Token], quantities_written: Sequence[Quantity]
) -> list[tuple[int, int, int, bool]]:
    """Each age: first token, token after, years, whether the writer is that old."""
    ages = []
    written = {quantity.first: quantity for quantity in quantities_written}
    taken = -1
    for index, token in enumerate(tokens):
        if index < taken:
            continue
        quantity = written.get(index)
        if quantity:
            kind = _age_of(tokens, quantity)
            if kind:
                ages.append((quantity.first, quantity.after, quantity.number, kind == "own"))
            taken = quantity.after
        elif token.text in DECADES or (token.text in DECADES_WITH_ARTICLE and _is_decade(tokens, index)):
            age = DECADES.get(token.text) or DECADES_WITH_ARTICLE[token.text]
            after = index + 3 if word_at(tokens, index + 2) in YEARS else index + 1
            ages.append((index, after, age, not _tells_of_others(tokens, index)))
        elif token.number and _YOUNGEST <= token.number <= _OLDEST and _is_age_alone(tokens, index):
            ages.append((index, index + 1, token.number, not _tells_of_others(tokens, index)))
    return ages


def _is_moment(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """ "dans 3 semaines", "d'ici deux mois", "il y a 3 ans", "un jour": a moment, or no length at all."""
    first = quantity.first
    if _is_no_length(tokens, quantity):
        return True
    if word_at(tokens, first)[:1] == "0" and word_at(tokens, quantity.after) == "prochain":
        return True  # "ehpad 04 mois prochain": a département, then a month
    before = [token.text for token in tokens[max(0, first - 4) : first]]
    while before and before[-1] in ("les", "environ", "de", "moins", "plus", "a", "prochains", "prochaines"):
        if before[-3:] == ["il", "y", "a"]:
            return word_at(tokens, quantity.after) not in ("de", "d")
        before.pop()
    if before and (before[-1] in _DATE_OPENERS or before[-2:] == ["d", "ici"]):
        return word_at(tokens, quantity.after) not in ("de", "d")
    if quantity.number == 1 and word_at(tokens, quantity.after) in _ANY_ONE:
        return True
    words = (word_at(tokens, first), word_at(tokens, first + 1))
    if words == ("un", "jour") and (
        not before or before[-1] not in ("pendant", "durant", "en", "dure", "sur", "de")
    ):
        return True
    follower = word_at(tokens, quantity.after)
    return follower in ("/", "sur") and quantity.unit == "D" and quantity.number <= 7


def _is_hour(tokens: Sequence[Token], index: int) -> bool:
    """Whether an hour of the day is written at `index`."""
    read = number_at(tokens, index)
    return read is not None and read[0] <= 24 and word_at(tokens, read[1]) in ("h", "heure", "heures")


def _is_no_length(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """A few minutes, "une journée d'ambulancier", "une heure avant", "un bébé de six mois": nothing to plan with."""
    first, after = quantity.first, quantity.after
    before = [token.text for token in tokens[max(0, first - 6) : first]]
    if word_at(tokens, after) in _MOMENT_AFTER or word_at(tokens, after - 1) in _MOMENT_AFTER:
        return True
    if quantity.unit == "TM":
        return not _LONG_TOLD & set(before) and bool(before)
    if quantity.number == 1 and quantity.unit == "D" and quantity.iso == "P1D":
        return len(tokens) > after - first and not _STAYS & set(before)
    if before[-1:] == ["apres"] and quantity.unit == "Y" and quantity.number >= _LATE and before[:-1]:
        return word_at(tokens, after) not in ("de", "d")  # "possible après 30 ans ?": an age
    if quantity.number == 1 and quantity.unit == "TH" and before[-2:] in (["plus", "d"], ["plus", "de"]):
        return True
    is_young = quantity.unit in ("M", "W", "D") or (quantity.unit == "Y" and quantity.number < _YOUNGEST)
    is_of_child = before[-1:] in (["de"], ["a"]) and (
        _names_child(tokens, first - 1)
        or (
            before[-2:-1] in (["petite"], ["petit"])
            and before[-3:-2] in (["une"], ["un"], ["la"], ["le"], ["ma"], ["mon"])
        )
    )
    return is_young and is_of_child


def _names_child(tokens: Sequence[Token], index: int) -> bool:
    return word_at(tokens, index - 1) in _CHILDREN


def _is_clock(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """ "à 14h", "8h-16h", "de 9h à 17h": a time of the day."""
    if quantity.unit != "TH" or quantity.number > 24:
        return False
    before, follower = word_at(tokens, quantity.first - 1), word_at(tokens, quantity.after)
    following = [word_at(tokens, each) for each in range(quantity.after, quantity.after + 3)]
    if (
        before in _DATED
        or following[0] in ("matin", "soir")
        or following[:2] in (["du", "mat"], ["du", "matin"], ["du", "soir"])
    ):
        return True
    if (follower == "a" or before == "a") and quantity.number > 5 and _is_hour(tokens, quantity.after + 1):
        return True
    if before in _CLOCK_OPENERS or (before == "de" and word_at(tokens, quantity.first - 2) == "partir"):
        return True
    is_short = word_at(tokens, quantity.after - 1) == "h"
    return is_short and (before == "-" or follower == "-" or (before == "de" and follower == "a"))


def _age_of(tokens: Sequence[Token], quantity: Quantity) -> str:
    """`own` or `other` when a quantity is somebody's age, empty when it is a length of time."""
    first, after = quantity.first, quantity.after
    mine = word_at(tokens, first - 1) in _I_HAVE  # « avec les gosses malades j'ai 16 ans »
    relative = not mine and (
        _names_relative(tokens, first)
        or (word_at(tokens, after) in _POSSESSIVES and _names_relative(tokens, after + 3))
    )
    if quantity.unit == "M" or quantity.number > _VERY_OLDEST:
        return ""
    before_it = {token.text for token in tokens[:first]}
    if {"combien", "anciennete"} <= before_it:
        return ""  # « combien d'ancienneté il faut, moi j'ai 17 ans »
    if quantity.unit != "Y" or word_at(tokens, after - 1) in ("annee", "annees"):
        return _age_in_years_counted(tokens, quantity, relative=relative)
    if _follows_trade(tokens, quantity) or _at_work(tokens, quantity) or _since_about(tokens, first):
        return ""
    before = word_at(tokens, first - 1)
    follower, next_follower = word_at(tokens, after), word_at(tokens, after + 1)
    if relative:
        is_length = before in _LENGTH_BEFORE and before != "a"
        return "" if is_length or (follower in ("de", "d") and before != "de") else "other"
    if before in _LENGTH_BEFORE or (before in ("y", "il") or word_at(tokens, first - 2) == "y"):
        return ""
    if follower in ("de", "d") and next_follower not in ("plus", "moins", "et"):
        return ""
    if quantity.second:
        return "other" if quantity.number >= _YOUNGEST and before in ("les", "jeunes", "de", "") else ""
    if quantity.number > 99 or quantity.number < 3:
        return ""
    return _own_age(tokens, quantity, before)


def _age_in_years_counted(tokens: Sequence[Token], quantity: Quantity, *, relative: bool) -> str:
    """ "j'ai une quarantaine d'années" is an age; "5 années" is not."""
    is_rough = word_at(tokens, quantity.after - 2) in ("d", "de") and quantity.number >= 20
    if not is_rough or quantity.unit != "Y":
        return ""
    if relative:
        return "other"
    has = any(word_at(tokens, each) in _HAVE for each in range(quantity.first - 2, quantity.first))
    return "own" if has and word_at(tokens, quantity.after) not in ("de", "d") else ""


def _own_age(tokens: Sequence[Token], quantity: Quantity, before: str) -> str:
    first, number = quantity.first, quantity.number
    if word_at(tokens, first - 2) in ("moins", "plus") and before in ("de", "d"):
        return (
            "own" if any(word_at(tokens, each) in _HAVE for each in range(first - 4, first - 2)) else "other"
        )
    if any(word_at(tokens, each) in _CONDITION for each in range(first - 4, first)):
        return "other" if number >= _YOUNGEST else ""
    follows_length = word_at(tokens, quantity.after) in _LENGTH_AFTER - {
        "ou",
        "a",
        "au",
        "avant",
        "apres",
        "en",
        "par",
    }
    past = [word_at(tokens, each) for each in range(quantity.after, quantity.after + 3)]
    if before in ("avais", "avait", "etais") or (past[0] == "j" and past[1] == "avais"):
        return "other"  # « à 19 ans j'avais essayé »
    if number >= 10 and any(
        word_at(tokens, each) in _TOO for each in range(quantity.after, quantity.after + 5)
    ):
        return "own"
    if before in _I_HAVE and number >= _YOUNGEST and not follows_length:
        return "own"
    if _tells_of_others(tokens, first):
        return "other" if number >= 3 else ""
    has = before in _HAVE or before in (
        "a",
        "mes",
        "que",
        "presque",
        "bientot",
        "deja",
        "fete",
        "de",
        "seulement",
    )
    if has and number >= _YOUNGEST and not (follows_length and before != "a" and number < 30):
        return "own"
    if before in _HAVE and number >= 10 and not follows_length:
        return "own"
    return "own" if _YOUNGEST <= number <= _OLDEST and not follows_length else ""


def _tells_of_others(tokens: Sequence[Token], index: int) -> bool:
    around = [word_at(tokens, each) for each in range(index - 4, index)]
    return _names_relative(tokens, index) or any(word in _OTHER_PEOPLE for word in around)


def _names_relative(tokens: Sequence[Token], index: int) -> bool:
    """Whether the words just before `index` name a child, or a relative of the writer."""
    for each in range(max(0, index - 5), min(index, len(tokens))):
        word = tokens[each].text
        if word in _CHILDREN or (word in _KIN and word_at(tokens, each - 1) in _POSSESSIVES):
            return True
    return False


def _follows_trade(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """ "quinze ans infirmière", "vingt ans que je suis nounou", "infirmière quatorze ans à l'hôpital": years of work."""
    follower, before = word_at(tokens, quantity.after), word_at(tokens, quantity.first - 1)
    at_an_age = before == "a" and word_at(tokens, quantity.first - 2) != "y"  # « à 41 ans qu'on quitte tout »
    if follower in ("que", "ke", "q", "qu") and before not in _HAVE and not at_an_age:
        return True
    if follower == "faisant" or before in _KEPT:
        return True  # « quatorze ans faisant fonction », « j'ai tenu un bar vingt ans »
    beginnings = (
        "infirm",
        "ash",
        "ide",
        "nounou",
        "educ",
        "auxil",
        "aes",
        "caiss",
        "secret",
        "ambul",
        "aide",
        "vend",
    )
    if follower.startswith(beginnings) and word_at(tokens, quantity.first - 1) not in (
        "ai",
        "g",
        "jai",
        "a",
        "de",
    ):
        return True
    work = word_at(tokens, quantity.first - 1).startswith(beginnings)
    return work and quantity.number < _ADULT and follower in ("a", "en", "au", "chez", "dans", "de", "d")


def _at_work(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """ "14 ans à domicile", "16 ans aux urgences": years spent at a place of work, which a place of study is not."""
    at = quantity.after
    while word_at(tokens, at) in _TO_A_PLACE and at < quantity.after + 3:
        at += 1
    return at > quantity.after and word_at(tokens, at) in _WORKPLACES


def _since_about(tokens: Sequence[Token], index: int) -> bool:
    """ "depuis presque vingt ans": what is counted at `index` has lasted so long, about."""
    at = index - 1
    while word_at(tokens, at) in _ABOUT:
        at -= 1
    return word_at(tokens, at) in _SINCE


def _is_decade(tokens: Sequence[Token], index: int) -> bool:
    return word_at(tokens, index - 1) in ("la", "ma") and word_at(tokens, index + 1) not in ("de", "d")


def _is_age_alone(tokens: Sequence[Token], index: int) -> bool:
    """ "j'ai 17" or "âge : 34" with nothing counted."""
    following = word_at(tokens, index + 1)
    if following and (following not in ",.;!?)" and following not in ("et", "je")):
        return False
    if following in (",", ".") and index + 2 < len(tokens) and tokens[index + 2].glued:
        return False
    before = word_at(tokens, index - 1) if word_at(tokens, index - 1) != ":" else word_at(tokens, index - 2)
    if before == "e" and word_at(tokens, index - 2) == "jen":
        return True
    return before in ("g", "jai", "age") or (before == "ai" and word_at(tokens, index - 2) in ("j", ""))
