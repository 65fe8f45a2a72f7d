"""Numbers that are places: département numbers and postcodes, and never ages, hours, dates or amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    "janv(?:ier)?|fev(?:rier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?"
    "|nov(?:embre)?|dec(?:embre)?"
)
# What follows a number that counts something.
NOT_COUNTED = (
    rf"(?! ?(?:{_MONTHS}|ans?|annees?|mois|semaines?|sem|jours?|j|h|heures?|min|minutes?|e|er|eme|ieme|euros?|eur|balles"
    r"|k|km|kms|kilometres?|m|cm|kg|%|€|°|\$|fois|personnes?|places?|postes?|habitants?|points?|pts?|ects|credits?"
    r"|annee|eleves?|etudiants?|candidats?|lits?|residents?|enfants?|patients?|pages?|mots?|questions?|heur"
    r"|metiers?|stages?|brut|net|bruts|nets|par|premiers?|prochain(?:e?s)?|derniers?|autres?|et demi"
    r")(?![a-z]))(?! ?[.:] ?\d)(?!,\d)(?! ?/ ?(?:0?\d|1[0-2])(?!\d))(?! \d)(?!\w)(?! au \d)(?! et \d+ (?:"
    + _MONTHS
    + r"))"
)
_CODE = r"(?:0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-68]|98[678])"
_IN_A_LIST = rf"(?=(?: ?[ ,/] ?{_CODE})+ *(?:$|[.!?]))"
_DEPARTMENT_WORD = r"(?:departements?|departemt|dep|dept|dpt|dpts?)"
_ANNOUNCED = re.compile(
    rf"\b(?:(?:dans|ds|depuis|du cote de?) (?:le|l|les) |{_DEPARTMENT_WORD} (?:(?:du|de|le|n ?°?|numero|:) ?)*"
    rf"|(?:habite|vis|bosse|travaille|suis|sui|jsui|jsuis) (?:dans |ds |sur )?(?:le|ds|dans|du) |sur (?:le|du) )"
    rf"({_CODE}){NOT_COUNTED}"
)
_BRACKETED = re.compile(rf"[(\[] ?({_CODE})(?= ?(?:[)\]]|(?:,|/|ou|et) ?{_CODE} ?[,/)\]]))")
# "le 93", "du 59": a day of the month up to 31, so above it only, or with a leading zero.
_ARTICLE = re.compile(rf"\b(?:le|du|au|pour le) (0[1-9]|2[ab]|3[2-9]|[4-8]\d|9[0-5]|97[1-68]){NOT_COUNTED}")
_ANY_ARTICLE = re.compile(rf"\b(?:le|du) ({_CODE}){NOT_COUNTED}")
_ALONE = re.compile(
    rf"^\W*(?:(?:le|du|dans le|ds le|sur le|en|dep|dept|moi c est le|c est le) )?({_CODE})\W*$"
)
_LIKELY_AGE = range(15, 68)
_NEXT = re.compile(
    rf"^ ?(?:,|/|-|\+|ou|et|ou bien|et ou)? ?(?:(?:dans|sur|ds) )?(?:le |du )?({_CODE}{_IN_A_LIST}|{_CODE}{NOT_COUNTED})"
)
_OVERSEAS = re.compile(rf"(?<![\w.,])(97[1-46]){NOT_COUNTED}")
_POSTCODE = re.compile(r"(?<![\w.,+])(?<!\d )(\d{2} ?\d{3})(?!\w|[.,]\d| \d)")
_AMOUNT_AFTER = re.compile(
    r"^ ?(?:€|\$|%|euros?\b|eur\b|e\b|k\b|balles\b|brut|net\b|par (?:an|mois)|/ ?(?:an|mois)|l an\b|annuels?\b|habitants"
    r"|places?\b|postes?\b|personnes?\b|emplois?\b|heures?\b|h\b|soignant|infirmier|aide|professionnel|salarie|pas\b"
    r"|etudiant|eleve|jeunes|candidat|metres?|km)"
)
_AMOUNT_BEFORE = re.compile(
    r"(?:rncp|fiche|code rome|rome|gagn\w*|salaires?|paye?|touch\w*|coute?\w*|prix|tarif|environ|plus de|moins de|jusqu a"
    r"|minimum|maximum|siret|finess|numero|n°|ref|a peu pres|entre|budget|€) ?(?:(?:de|du|a|est|d|n°|:|numero|environ) ?)*$"
)
_POSTCODE_EXPECTED = re.compile(
    r"(?:\b(?:code postal|cp|habite|vis|suis|sui|jsuis|vers|sur|pres de|autour de|proche de|a cote de|dans le|dans)"
    r"(?: (?:est|c est|a|au|sur|vers|dans|en|le|de|:))*|\(|\bde|\bau|\ba|:)\s*$"
)


# Behind a trade, a diploma, an event or one of these words, a bare number is a département.
_WORK = re.compile(
    r"\b(?:ehpad|hopital|clinique|creche|ecole|formation|emploi|offre|taf|job|boulot|stage|alternance|apprentissage"
    r"|recrutement|poste|interim|metier|concours|mecs|ime|esat|foyer|samu|ssiad|chu|immersion|evenement"
    r"|agenda)s?(?= ?[,(]? ?\d)"
)
_BEHIND = re.compile(
    rf" ?[,(:]? ?(?:ou (?={_CODE} ou {_CODE}))?(?!0\d(?:[ .]?\d\d){{4}})"
    rf"({_CODE}{_IN_A_LIST}|0[1-9](?= mois (?:prochain|de ))"
    rf"|(?:3[2-9]|[4-8]\d|9[0-5])(?= (?:{_MONTHS})(?![a-z]))|{_CODE}{NOT_COUNTED})"
)
# « semaine pro 59 »: a number above the days of a month that ends a text, behind a moment.
_LAST_WORD = re.compile(
    rf" (?:pro|prochaine?|soir|matin|demain|week end|{_MONTHS}) (3[2-9]|[4-8]\d|9[0-5]|97[1-46])\W*$"
)
_FOLLOWS = re.compile(
    rf" ?(?:$|[.,;!?)/]|{_CODE}(?!\w)|(?:ou|et|en|o|au|aux|a|pour|pr|rentree|rentre|svp|stp|merci|mois|prochaine?"
    r"|dates?|debut|fin|mi|ce|cette|cet|le|quand|qd|urgent|cdi|cdd|nuit|de nuit|temps|jour|ya|y a|c est"
    r"|ecole|formation|emploi|poste|recrute|recrutement|jpo|stage|alternance|ifsi|ifas|inscription"
    rf"|{_MONTHS})(?![a-z]))"
)
_DAYS = re.compile(rf" ?(?:ou|et|a|au|o|-) ?\d+ ?(?:{_MONTHS})")
_MONTH_BEHIND = re.compile(
    r" ?(?:janv|fev|mars|avr|mai(?!s)|jui|aou|sept|oct|nov|dec)| (?:0?[1-9]|1[0-2])(?!\d)"
)
_OUT_OF = re.compile(r" ?/ ?(?:[12]?\d|3[01])(?!\d)")
_PAY = re.compile(r"\b(?:ccnt?|convention|salaires?|payes?|paie|gagn\w+|grille|coefficient|remuneration)\b")
_INTAKE = re.compile(r"\b(?:rentree|promo|promotion|session)\W(?:\w+(?:\W|$)){0,2}$")
_CONVENTIONS = ("51", "66")
_FIGURE = re.compile(r"\d")
_RARE_AGE = 68
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class NumberHit:
    """A number taken for a place, at `[start, end)` of the flat text; an unsure one needs its commune beside it."""

    start: int
    end: int
    code: str
    sure: bool = True


def find_departments(flat: str, expected: bool, terms: frozenset[int] = frozenset()) -> Iterator[NumberHit]:
    """Département numbers of a flat text; `expected` lets a lone number be one whatever its value.

    `terms` are the offsets at which trades, diplomas and kinds of events end: « jpo ifsi 13 ».
    """
    if not _FIGURE.search(flat):
        return
    seen: set[int] = set()
    patterns = [_ANNOUNCED, _BRACKETED, _ARTICLE, _OVERSEAS]
    if terms:
        patterns.append(_LAST_WORD)
    alone = _ALONE.search(flat)
    if alone and (expected or not alone[1].isdigit() or int(alone[1]) not in _LIKELY_AGE):
        patterns.append(_ALONE)
    if expected:
        patterns.append(_ANY_ARTICLE)
    matches = [match for pattern in patterns for match in pattern.finditer(flat)]
    for end in sorted(terms | {match.end() for match in _WORK.finditer(flat)}):
        match = _BEHIND.match(flat, end)
        if match and _is_behind_a_term(flat, match):
            matches.append(match)
    for match in matches:
        found: re.Match[str] | None = match
        base = 0
        while found and base + found.start(1) not in seen:
            start, end = base + found.start(1), base + found.end(1)
            seen.add(start)
            yield NumberHit(start, end, found[1].upper())
            base, found = end, _NEXT.search(flat[end:])


def _is_behind_a_term(flat: str, match: re.Match[str]) -> bool:
    """Whether the number just behind a trade is a département, and no age, year, mark nor collective agreement."""
    code, after = match[1], flat[match.end() :]
    if code.isdigit() and int(code) <= _LAST_DAY and _MONTH_BEHIND.match(after):  # "jpo 05 fevrié", "18-11"
        return False
    if (
        _DAYS.match(after)
        or (code[0] in "12" and _OUT_OF.match(after))
        or (code in _CONVENTIONS and _PAY.search(flat))
    ):
        return False
    if code[0] == "0" or not code.isdigit() or int(code) >= _RARE_AGE:
        return True
    if _INTAKE.search(flat[: match.start()]) and code[0] == "2":
        return False
    if match[0].lstrip().startswith(","):
        return not after.strip(" .!?")
    return bool(_FOLLOWS.match(after))


def find_postcodes(
    flat: str, known: frozenset[str], expected: bool, terms: frozenset[int] = frozenset()
) -> Iterator[NumberHit]:
    """Five-digit numbers that are postcodes and not amounts or references; `terms` as in `find_departments`."""
    for match in _POSTCODE.finditer(flat):
        code = match[1].replace(" ", "")
        if code not in known:
            continue
        start, end = match.span(1)
        before, after = flat[:start], flat[end:]
        if _AMOUNT_AFTER.search(after) or _AMOUNT_BEFORE.search(before):
            continue
        announced = bool(_POSTCODE_EXPECTED.search(before))
        split = " " in match[1]
        alone = not before.strip(" .,!?") and not after.strip(" .,!?")
        behind = not split and start - 1 in terms and not after.strip(" .,!?")
        # A round number, or one cut in two, is more often an amount.
        unlikely = (code.endswith("000") and code[0] != "0") or split
        yield NumberHit(start, end, code, sure=announced or alone or behind or expected or not unlikely)
