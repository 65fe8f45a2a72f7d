"""What surrounds a name and tells whether it is a place: prepositions, capitals, negations, street names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.french.folding import Folded
from bot.french.place_names import Level, Sense, load_lexicon

_WINDOW = 48  # characters before a name that the patterns may need
_WORDS = {kind: "|".join(words) for kind, words in load_lexicon()["contexts"].items()}
_ACRONYMS = frozenset(load_lexicon()["acronyms"])
_ARTICLE = "(?:le |la |les |l )?"
_INHABITING = rf"\b(?:{_WORDS['inhabiting']})(?: actuellement)?"
_NEAR = rf"\b(?:{_WORDS['near']})"
_INSTITUTION = rf"\b(?:{_WORDS['institutions']})(?: (?:de|d|du|des|a|au|aux))?"
# Nothing but a place can follow.
_SURE = re.compile(
    rf"(?:{_INHABITING}(?: {_NEAR})?(?: (?:a|au|aux|en))?|\b(?:{_WORDS['administrative']}) (?:de|d|du|des)) {_ARTICLE}$"
)
_STRONG = re.compile(rf"(?:(?:{_NEAR}|{_INSTITUTION}|{_INHABITING}(?: (?:a|au|aux|en))?) |\( ?){_ARTICLE}$")
_AT = re.compile(rf"\b(?:a|au|aux) {_ARTICLE}$")
_HAS = re.compile(r"\b(?:y|il|elle|on|qui|n|m|t|l|ca|cela|tu) (?:n )?a $")
_WEAK = re.compile(rf"\b(?:de|d|du|des|en|dans|ds|pour|par|et|ou|a|au|aux|chez) {_ARTICLE}$")
_TERRITORY = re.compile(
    r"\b(?:(?:dans|ds|sur|vers) (?:tout )?(?:le|la|l|les)|departements? (?:de la|de l|du|des|de|d)"
    r"|(?:departement|dept?|region)(?: (?:de la|de l|du|des|de))?|cote (?:de la|du)|habite (?:le|la|l)"
    r"|academie (?:de la|du|de)|a la|ile de la) $"
)
_IN = re.compile(r"\ben $")
_OF_TERRITORY = re.compile(r"\b(?:du|de la|de l|le|la|l|des|en) $")
_OTHER_NORTH = re.compile(
    r"\b(?:gare|amerique|afrique|europe|coree|pole|mer|pays|peuples?|cap|hemisphere) du $"
)
_CONTINUED = re.compile(r"^ (?:de|du|des|d|est|ouest|il|on|y|qui)\b")  # "le nord de", "dans le lot il y a"
_STREET = re.compile(rf"\b(?:{_WORDS['streets']}) (?:de |du |des |d )?{_ARTICLE}$")
_PATRON = re.compile(rf"\b(?:{_WORDS['patrons']}) (?:de |de la |la )?$")
_OPENING = re.compile(rf"^\W*(?:(?:{_WORDS['openings']})\W+)*$")
_CLOSING = re.compile(rf"^\W*(?:{_WORDS['closings']})?\W*$")
_WHERE = "(?:a|au|aux|sur|dans|ds|en|vers)"
_EXCLUDING = re.compile(
    rf"(?:(?:(?<!pourquoi )\bpas|\bni)(?: {_WHERE})?"
    rf"|\b(?:sauf|excepte|hormis|hors|sans|a part|autres? (?:part )?que|evite[rz]?)(?: {_WHERE}| de| du| d)?)"
    r" (?:(?:le|la|les|l) )?$"
)
_JOINT = re.compile(
    r"^\s*(?:,|/|;|&|\+|,? ?(?:ou bien|ou encore|ou|et|puis|ni|voire))?\s*"
    rf"(?:(?:a|au|sur|vers|de|d|en|dans|pres de|du cote de|autour de) )?{_ARTICLE}$"
)
_ANNOUNCED = re.compile(
    rf"(?:\b(?:a|en|(?:dans|ds) (?:le|la|les|l))|{_NEAR}|{_INSTITUTION}|{_INHABITING}(?: a)?) {_ARTICLE}(?=[a-z])"
)
_FIRST_WORD = re.compile(r"^\W*(?:(?:bonjour|oui|ok|moi|plutot) )?(?=[a-z])")
_SHORT_ANSWER_SPACES = 3


def joins(between: str) -> bool:
    """Whether what stands between two places only enumerates them: ", ", " ou à "."""
    return 0 < len(between) <= 20 and bool(_JOINT.match(between))


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
        return bool(_OPENING.match(self.flat[:start])) and bool(_CLOSING.match(self.flat[end:]))

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
            return (capital or large) and not _HAS.search(before)
        return capital and bool(_WEAK.search(before))

    def _accented(self, start: int, before: str) -> bool:
        """Whether the preposition before `start` is written "à", or is one that cannot be the verb."""
        if not before.endswith(" a ") and before != "a ":
            return True
        return self._raw_character(start - 2) in "àÀ"

    def _accepts_territory(self, start: int, end: int, before: str, after_en: frozenset[str]) -> bool:
        name = self.flat[start:end]
        if self.raw(start, end).isupper() and name in _ACRONYMS:
            return not self.shouting or self.alone(start, end)
        if name in _ACRONYMS:
            return False
        if name in ("nord", "lot", "centre", "manche") and _CONTINUED.match(self.after(end)):
            return False
        if _OTHER_NORTH.search(before):
            return False
        if _TERRITORY.search(before):
            return True
        if _IN.search(before):
            return name in after_en or self.capital(start)
        if self.capital(start) and _OF_TERRITORY.search(before):
            return True
        return self.alone(start, end) and (self.expected or self._raw_character(start).isupper())


def announced_positions(context: Context) -> Iterator[int]:
    """Offsets of the flat text where a place is expected: after a preposition, or at the start of an answer."""
    seen: set[int] = set()
    for match in _ANNOUNCED.finditer(context.flat):
        for position in {match.end(), context.flat.rfind(" ", 0, match.end()) + 1}:
            if position not in seen:
                seen.add(position)
                yield position
    first = _FIRST_WORD.match(context.flat) if context.flat.count(" ") <= _SHORT_ANSWER_SPACES else None
    if first and first.end() not in seen:
        yield first.end()
