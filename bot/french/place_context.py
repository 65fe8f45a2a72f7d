"""What surrounds a name and tells whether it is a place: prepositions, capitals, negations, street names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.french.folding import Folded
from bot.french.place_names import Level, Sense

_WINDOW = 48  # characters before a name that the patterns may need
_ARTICLE = r"(?:le |la |les |l )?"
_INHABIT = (
    r"(?:habit\w*|abite?|vi[st]|vivre|vivant|domicili\w*|residen?\w*|loge|install\w*|demenag\w*|originaires?)"
)
_SCHOOL = (
    r"(?:ifsi|ifas|ifap|irts|its|ims|irfss|ehpad|hopital|hopitaux|chu|chru|ch|chi|clinique|mairie|lycee|cfa|greta|crous|campus"
    r"|fac|faculte|universite|ville|village|commune|agence|gare|academie|rectorat|mission locale|cio|afpa|cnam|ecole"
    r"|institut|croix rouge|centre|antenne|site|bassin|secteur|region|pays|prefecture|agglo|agglomeration|metropole"
    r"|arrondissement|quartier|environs|alentours|france travail|pole emploi|cap emploi|ccas|iut|forum|salon)"
)
# Nothing but a place can follow.
_SURE = re.compile(
    rf"(?:\b{_INHABIT} (?:actuellement |pres de |pas loin de |vers |sur |a cote de |autour de |non loin de )?"
    rf"(?:a |au |aux |en )?|\b(?:ville|commune|mairie|prefecture|gare|village) (?:de |d |du |des )){_ARTICLE}$"
)
_STRONG = re.compile(
    rf"(?:\b(?:sur|vers|ver|jusqu a|pres de|pres d|pres du|prs de|proche de|proche d|proche du|proches de|proche|autour de"
    rf"|autour d|autour du|a cote de|a cote d|a cote du|du cote de|du cote d|cote|cotes de|aux alentours de|alentours de"
    rf"|alentour de|environs de|environs d|loin de|loin d|loin du|a proximite de|a proximite d|proximite de|secteur|region de"
    rf"|region d|bassin de|jsuis de|suis de|je suis a|suis a|jsuis a|jsui a|g suis a|mute a|bouge a|bouger a|aller a|aller sur|venir a|dispo sur"
    rf"|depuis|entre|region|via|direction|rejoindre|quitter|basee? a|situee? a|pas loin de|proche banlieue de|banlieue de"
    rf"|{_SCHOOL} (?:de|d|du|des|a|au|aux)|{_SCHOOL}|formations? a|stages? a|emploi a|poste a|boulot a|taf a|travail a|ecoles? a"
    rf"|forum a|salon a|portes ouvertes a|jpo a|ouvertes a|dating a|evenements? a)"
    rf" {_ARTICLE}|\( ?|\b{_INHABIT} (?:a |au |aux |en )?){_ARTICLE}$"
)
_AT = re.compile(rf"\b(?:a|au|aux) {_ARTICLE}$")
_THERE_IS = re.compile(r"\b(?:y|il|elle|on|qui|n|m|t|l|ca|cela|tu) (?:n )?a $")
_WEAK = re.compile(rf"\b(?:de|d|du|des|en|dans|ds|pour|par|et|ou|a|au|aux|chez) {_ARTICLE}$")
_TERRITORY = re.compile(
    r"\b(?:(?:dans|ds|sur|vers) (?:tout )?(?:le|la|l|les) |departements? (?:de la |de l |du |des |de |d )?"
    r"|dep(?:t)? (?:de la |de l |du |des )?|region (?:de la |de l |du |de )?|cote (?:de la |du )?"
    r"|habite (?:le |la |l )|academie (?:de la |du |de )|a la |ile de la )$"
)
_IN = re.compile(r"\ben $")
_OF_CAPITAL = re.compile(r"\b(?:du|de la|de l|le|la|l|des|en) $")
_NORTH_OF_OTHERS = re.compile(
    r"\b(?:gare|amerique|afrique|europe|coree|pole|mer|pays|peuples?|cap|hemisphere) du $"
)
_CONTINUED = re.compile(r"^ (?:de|du|des|d|est|ouest)\b")
_STREET = re.compile(
    r"(?:\b(?:rue|avenue|av|boulevard|bd|bld|quai|impasse|chemin|faubourg|porte|pont|stade|tour|aeroport|square|allee|allees"
    r"|cours|marche) (?:de |du |des |d )?(?:la |le |les |l )?|\bplace (?:de |du |des |d )(?:la |les |l )?|\bgare de (?=$))$"
)
_PATRON = re.compile(
    r"\b(?:lycee|hopital|clinique|ehpad|institut|ifsi|ifas|college|ecole|residence|fondation|maison|association|place|centre"
    r"|hospitalier|foyer|groupe|etablissement|prive|privee|internat|mr|m|mme|madame|monsieur|docteur|dr|soeurs?|fete|jour"
    r"|vendredi|toussaint)"
    r" (?:de |de la |la )?$"
)
_ANSWER = re.compile(
    r"^\W*(?:(?:bonjour|bonsoir|salut|oui|ok|alors|moi|je|j|suis|habite|c est|plutot|plutot vers|svp|bah|ben|euh|la ville de|de"
    r"|a|sur|vers|en|dans|pres de|au|aux|du cote de|et) )*$"
)
_ANSWER_END = re.compile(
    r"^\W*(?:svp|stp|merci|s il vous plait|please|et alentours|et environs|si possible)?\W*$"
)
_EXCLUDING = re.compile(
    r"(?:(?<!pourquoi )\bpas|\bsurtout pas|\bsauf|\bexcepte|\bhormis|\bhors|\bni|\ba part|\bautre(?:s)? (?:part )?que|\bevite[rz]?"
    r"|\bsans)"
    r" (?:(?:a|au|aux|sur|dans|ds|en|vers)(?= ) ?)?(?:(?:de|du|d)(?<!pas de)(?<!pas du)(?<!pas d)(?= ) )?(?:(?:le|la|les|l) )*$"
)
_JOINT = re.compile(
    r"^\s*(?:,|/|;|&|\+|-|ou bien|ou encore|ou|et|puis|ni|voire|,? ?ou|,? ?et)?\s*"
    r"(?:(?:a|au|sur|vers|de|d|en|dans|pres de|du cote de|autour de) )?(?:(?:le|la|les|l) )?$"
)
_ANNOUNCED = re.compile(
    r"\b(?:a|sur|vers|ver|pres de|pres d|pres du|prs de|proche de|proche d|proche|autour de|autour d|a cote de|a cote d"
    r"|du cote de|cote|alentours de|environs de|loin de|loin d|habite|abite|vis|en|dans le|dans la|dans les|dans l|ds le|ds la"
    r"|ds les|region|departement|dept|jsuis de|suis de|ville de|banlieue de|agglo de|(?:ifsi|ifas|irts|lycee|cfa|greta|chu|fac"
    r"|mission locale|hopital|ecole|campus) (?:de|d|a)) (?:(?:le|la|les|l) )?(?=[a-z])"
)
_OPENING = re.compile(r"^\W*(?:(?:bonjour|oui|ok|moi|plutot) )?(?=[a-z])")


def joins(between: str) -> bool:
    """Whether what stands between two places only enumerates them: ", ", " ou à "."""
    return len(between) <= 20 and bool(between) and bool(_JOINT.match(between))


def is_excluded(before: str) -> bool:
    """Whether the text before a place rules it out: "sauf ", "pas à "."""
    return bool(_EXCLUDING.search(before[-_WINDOW:]))


@dataclass(frozen=True, slots=True)
class Context:
    """A text ready for look-ups: its flat form (folded, hyphens and apostrophes as spaces) and its raw form.

    `origin[i]` is the folded offset of the flat character `i`.
    """

    flat: str
    origin: tuple[int, ...]
    folded: Folded
    expected: bool
    shouting: bool

    @classmethod
    def of(cls, folded: Folded, expected: bool) -> Context:
        """Flatten a folded text."""
        letters: list[str] = []
        origin: list[int] = []
        for offset, character in enumerate(folded.text):
            if character in "-' _" or (character == "." and "".join(letters[-3:]).strip() in ("st", "ste")):
                if letters and letters[-1] == " ":
                    continue
                character = " "
            letters.append(character)
            origin.append(offset)
        shouting = not any(letter.islower() for letter in folded.raw)
        return cls("".join(letters), tuple(origin), folded, expected, shouting)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the raw text of the flat slice `[start, end)`, blanks around it left out."""
        while self.flat[start] == " ":
            start += 1
        while self.flat[end - 1] == " ":
            end -= 1
        return self.folded.raw_span(self.origin[start], self.origin[end - 1] + 1)

    def raw(self, start: int, end: int) -> str:
        """The raw text of the flat slice `[start, end)`."""
        first, last = self.raw_span(start, end)
        return self.folded.raw[first:last]

    def before(self, start: int) -> str:
        """The flat text just before `start`."""
        return self.flat[max(0, start - _WINDOW) : start]

    def after(self, end: int) -> str:
        """The flat text just after `end`."""
        return self.flat[end : end + _WINDOW]

    def capital(self, start: int) -> bool:
        """Whether the name at `start` has a capital that means something."""
        return not self.shouting and self._raw_character(start).isupper()

    def _raw_character(self, start: int) -> str:
        return self.folded.raw[self.folded.offsets[self.origin[start]]]

    def alone(self, start: int, end: int) -> bool:
        """Whether the text says nothing but this name."""
        return bool(_ANSWER.match(self.flat[:start])) and bool(_ANSWER_END.match(self.flat[end:]))

    def announces_territory(self, start: int) -> bool:
        """Whether "dans le", "en", "département de"… stands before `start`."""
        before = self.before(start)
        return bool(_TERRITORY.search(before) or _IN.search(before))

    def announces_commune(self, start: int) -> bool:
        """Whether "à", "sur", "près de"… stands before `start`."""
        before = self.before(start)
        return bool(_AT.search(before) or _STRONG.search(before))

    def accepts(self, sense: Sense, start: int, end: int, after_en: frozenset[str]) -> bool:
        """Whether the name at `[start, end)` is this place, judging by its surroundings alone."""
        before = self.before(start)
        if sense.contracted and not before.endswith(
            ("au ", "du ") if sense.contracted == "le" else ("aux ", "des ")
        ):
            return False
        if _STREET.search(before):
            return False
        if sense.level is Level.GUARDED:
            return self._accepts_territory(start, end, before, after_en)
        if sense.target.kind != "commune":
            return sense.level is Level.PLAIN
        if self.flat.startswith(("saint ", "sainte ", "st ", "ste "), start) and _PATRON.search(before):
            return False
        if sense.level is Level.NEVER:
            return False
        if sense.level is Level.PLAIN:
            return True
        return self._accepts_commune(sense, start, end, before)

    def _accepts_commune(self, sense: Sense, start: int, end: int, before: str) -> bool:
        capital = self.capital(start)
        strict = sense.level is Level.STRICT
        if self.alone(start, end) and (
            self.expected or (sense.target.weight >= 2_000 and (capital or not strict))
        ):
            return True
        if _SURE.search(before) and (not strict or sense.target.weight >= 1_000):
            return True
        strong = bool(_STRONG.search(before)) or (bool(_AT.search(before)) and self._accented(start, before))
        if strict:
            return strong and capital
        if strong:
            return True
        if _AT.search(before):
            large = sense.target.weight >= 3_000 or end - start >= 7
            return (capital or large) and not _THERE_IS.search(before)
        return capital and bool(_WEAK.search(before))

    def _accented(self, start: int, before: str) -> bool:
        """Whether the preposition before `start` is written "à", or is one that cannot be the verb."""
        if not before.endswith(" a ") and before != "a ":
            return True
        return self._raw_character(start - 2) in "àÀ"

    def _accepts_territory(self, start: int, end: int, before: str, after_en: frozenset[str]) -> bool:
        name = self.flat[start:end]
        if name in ("nord", "lot", "centre", "manche") and _CONTINUED.match(self.after(end)):
            return False
        if _NORTH_OF_OTHERS.search(before):
            return False
        if _TERRITORY.search(before):
            return True
        if _IN.search(before):
            return name in after_en or self.capital(start)
        if self.capital(start) and _OF_CAPITAL.search(before):
            return True
        return self.expected and self.alone(start, end)


def announced_positions(context: Context) -> Iterator[int]:
    """Offsets of the flat text where a place is expected: after a preposition, or at the start of an answer."""
    seen: set[int] = set()
    for match in _ANNOUNCED.finditer(context.flat):
        for position in {match.end(), context.flat.rfind(" ", 0, match.end()) + 1}:
            if position not in seen:
                seen.add(position)
                yield position
    if context.flat.count(" ") <= 3:
        match = _OPENING.match(context.flat)
        if match and match.end() not in seen:
            yield match.end()
