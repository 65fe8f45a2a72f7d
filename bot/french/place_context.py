"""What surrounds a name and tells whether it is a place: prepositions, capitals, negations, street names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.french.folding import Folded, fold_text
from bot.french.place_names import Level, Sense, load_lexicon
from bot.french.place_typos import Place

_WINDOW = 48  # characters before a name that the patterns may need
_WORDS = {kind: "|".join(words) for kind, words in load_lexicon()["contexts"].items()}
_ACRONYMS = frozenset(load_lexicon()["acronyms"])
_ACCENTED = {fold_text(name): name for name in load_lexicon()["accented"]}
_ARTICLE = "(?:le |la |les |l )?"
_INHABITING = rf"\b(?:{_WORDS['inhabiting']})(?: actuellement)?"
_NEAR = rf"\b(?:{_WORDS['near']})"
_INSTITUTION = rf"\b[ld]?(?:{_WORDS['institutions']})(?: (?:de|d|du|des|a|au|aux))?"
# Nothing but a place can follow.
_SURE = re.compile(
    rf"(?:{_INHABITING}(?: {_NEAR})?(?: (?:a|au|aux|en))?|\b(?:{_WORDS['administrative']}) (?:de|d|du|des)) {_ARTICLE}$"
)
_STRONG = re.compile(rf"(?:(?:{_NEAR}|{_INSTITUTION}|{_INHABITING}(?: (?:a|au|aux|en))?) |\( ?){_ARTICLE}$")
_AT = re.compile(rf"\b(?:a|au|aux) {_ARTICLE}$")
_HAS = re.compile(r"\b(?:y|il|elle|on|qui|n|m|t|l|ca|cela|tu) (?:n )?a $")
_WEAK = re.compile(rf"\b(?:de|d|du|des|en|dans|ds|pour|par|et|ou|a|au|aux|chez) {_ARTICLE}$")
_TERRITORY = re.compile(
    r"\b(?:(?:dans|ds|dan|sur|vers) (?:tout )?(?:le|la|l|les)|departements? (?:de la|de l|du|des|de|d)"
    r"|(?:departement|dept?|region)(?: (?:de la|de l|du|des|de))?|cote (?:de la|du)|habite (?:le|la|l)"
    r"|academie (?:de la|du|de)|a la|ile de la) $"
)
_ISLAND = re.compile(r"\b(?:a|ile de|habite) la $")
_IN = re.compile(r"\ben $")
_OF_TERRITORY = re.compile(r"\b(?:du|de la|de l|le|la|l|des|en) $|\( ?$")
_OTHER_NORTH = re.compile(
    r"\b(?:gare|amerique|afrique|europe|coree|pole|mer|pays|peuples?|cap|hemisphere) du $"
)
_MASON = re.compile(
    r"\b(?:(?:cap|bep|bp|metier)(?: de)?|ex|ancien|etais?|etait|suis|comme|apprenti|artisan)(?: un| le)? $"
)
_CONTINUED = re.compile(r"^ (?:de|du|des|d|est|ouest|il|on|y|qui)\b")  # "le nord de", "dans le lot il y a"
_STREET = re.compile(rf"\b(?:{_WORDS['streets']}) (?:de |du |des |d )?{_ARTICLE}$")
_PATRON = re.compile(rf"\b(?:{_WORDS['patrons']}) (?:de |de la |la )?$")
_OPENING = re.compile(rf"^\W*(?:(?:{_WORDS['openings']})\W+)*$")
_CLOSING = re.compile(rf"^\W*(?:{_WORDS['closings']})?\W*$")
_WHERE = "(?:a|au|aux|sur|dans|ds|en|vers)"
_GO = "(?:aller|bouger|demenager|partir|travailler|bosser|vivre|habiter|etudier|me deplacer|chercher)"
_NOT = re.compile(
    rf"(?:(?<!pourquoi )\bpas|\bni)(?: {_GO}(?: jusqu)?(?= {_WHERE}))?(?: {_WHERE})? {_ARTICLE}$"
)
_EXCEPT = re.compile(
    rf"\b(?:sauf|excepte|hormis|hors|sans|a part|autres? (?:part )?que|evite[rz]?"
    # « oublie Rennes », not « j'ai oublié Rennes »
    rf"|(?<!ai )(?<!a )(?<!pas )(?<!j )oublie[rz]?)(?: {_WHERE}| de| du| d)? {_ARTICLE}$"
)
_TOO_FAR = re.compile(
    r",? (?:c est|c etait|c|cest|ca fait|est|ca reste) (?:(?:bien |beaucoup |vraiment |un peu |juste |quand meme )*trop loin"
    r"|(?:hyper|super|vachement|tres|vraiment|un peu|assez) loin|loin\b(?! d)"
    r"|a (?:plus de |au moins |presque )?(?:(?:[2-9]|\d\d) ?(?:h|heures?)|(?:[5-9]\d|\d{3,4}) ?(?:km|kilometres?|bornes))\b"
    r"|pas (?:la porte a cote|a cote|tout pres|la porte d a cote|possible|faisable))\b"
)
_AND = re.compile(rf"^ (?:et|ou|ni)(?: {_WHERE})? {_ARTICLE}$")
# « Tours alors, je ne peux pas faire la route »: a name that opens the message is what is chosen.
_CHOSEN = re.compile(
    r"^ ?,? ?(?:alors|donc|du coup|dans ce cas|en priorite|de preference|uniquement|seulement|plutot|ca (?:me )?va"
    r"|c est (?:mieux|plus (?:pres|simple|pratique)|parfait)|ce serait (?:mieux|bien|parfait|plus simple)"
    r"|ce sera plus simple|me va\b|m arrange|m irait|suffit)\b"
)
_BARE_COMMA = re.compile(r"^ ?, ?$")
_OWN_ARTICLE = re.compile(
    r"\b(?:le|la|les|l|au|aux|des|du|un|une|mon|ma|mes|ce|cette|son|sa|ses|nos|vos|leurs?) $"
)
_COMPOUND_BEFORE, _COMPOUND_AFTER = re.compile(r"[^\W\d_]-$"), re.compile(r"^-[^\W\d_]")
_MEETING = re.compile(
    r"^ (?:de|du|des|d|info\w*|collective|est|sera|tombe|a|en|pour|prevue|parents|avec|au|qui|zoom|visio"
    r"|on|nous|il|ils|elle|je|j|tu|vous|qu|c)\b"
)
_JOINT = re.compile(
    r"^\s*(?:,|/|;|&|\+|,? ?(?:ou bien|ou encore|ou|et|puis|ni|voire))?\s*"
    rf"(?:(?:a|au|sur|vers|de|d|en|dans|pres de|du cote de|autour de) )?{_ARTICLE}$"
)
_ANNOUNCED = re.compile(rf"(?:\ba|{_NEAR}|{_INHABITING}(?: a)?) {_ARTICLE}(?=[a-z])")
_ANNOUNCED_TERRITORY = re.compile(
    r"\b(?:en|(?:dans|ds|dan) (?:le|la|les|l)|region|departement|dept) (?=[a-z])"
)
_AFTER_INSTITUTION = re.compile(rf"{_INSTITUTION} {_ARTICLE}(?=[a-z])")
_FIRST_WORD = re.compile(r"^\W*(?:(?:bonjour|oui|ok|moi|plutot) )?(?=[a-z])")
_SEPARATORS = str.maketrans("-'_", "   ")
_ABBREVIATED = re.compile(r"ste?\.")  # « st. », whose point is a space too
_SHORT_ANSWER_SPACES = 3
_JOINT_LENGTH = 20


def joins(between: str) -> bool:
    """Whether what stands between two places only enumerates them: ", ", " ou à "."""
    return bool(between.strip()) and len(between) <= _JOINT_LENGTH and bool(_JOINT.match(between))


def exclusion(before: str, after: str) -> str:
    """How the text around a place rules it out: "except" for "sauf ", "not" for "pas à ", "c'est trop loin"."""
    window = before[-_WINDOW:]
    if _EXCEPT.search(window):
        return "except"
    return "not" if _NOT.search(window) or _TOO_FAR.match(after) else ""


def still_excluded(previous: str, between: str) -> bool:
    """Whether an exclusion goes on to the next place: "sauf Paris, Lyon et Lille", but not "pas Lyon, Grenoble"."""
    return bool(previous) and bool(
        _AND.match(between) or (previous == "except" and _BARE_COMMA.match(between))
    )


@dataclass(frozen=True, slots=True)
class Context:
    """A text ready for look-ups: its flat form (folded, hyphens and apostrophes as spaces) and its raw form.

    `origin[i]` is the folded offset of the flat character `i`.
    """

    flat: str
    origin: Sequence[int]
    folded: Folded
    expected: bool
    shouting: bool

    @classmethod
    def of(cls, folded: Folded, expected: bool) -> Context:
        """Flatten a folded text."""
        shouting = not any(map(str.islower, folded.raw))
        flat = folded.text.translate(_SEPARATORS)
        if "  " not in flat and not _ABBREVIATED.search(flat):
            return cls(flat, range(len(flat)), folded, expected, shouting)
        letters: list[str] = []
        origin: list[int] = []
        for offset, character in enumerate(folded.text):
            if character in "-' _" or (character == "." and "".join(letters[-3:]).strip() in ("st", "ste")):
                if letters and letters[-1] == " ":
                    continue
                character = " "
            letters.append(character)
            origin.append(offset)
        return cls("".join(letters), tuple(origin), folded, expected, shouting)

    def flat_ends(self, raw_ends: Iterable[int]) -> frozenset[int]:
        """The flat offsets just after the raw characters that end before `raw_ends`."""
        last = {end - 1 for end in raw_ends}
        if not last:
            return frozenset()
        return frozenset(
            place + 1 for place, offset in enumerate(self.origin) if self.folded.offsets[offset] in last
        )

    def flat_starts(self, raw_starts: Iterable[int]) -> frozenset[int]:
        """The flat offsets of the raw characters at `raw_starts`."""
        first = set(raw_starts)
        if not first:
            return frozenset()
        return frozenset(
            place for place, offset in enumerate(self.origin) if self.folded.offsets[offset] in first
        )

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

    def after_at(self, start: int) -> bool:
        """Whether "à" stands just before `start`."""
        return self.flat[:start].endswith(" a ") or self.flat[:start] == "a "

    def announces_commune(self, start: int) -> bool:
        """Whether "à", "sur", "près de"… stands before `start`."""
        before = self.before(start)
        return bool(_AT.search(before) or _STRONG.search(before))

    def is_mason(self, start: int, end: int) -> bool:
        """Whether « maçon » is the trade and not the town of Mâcon, by its cedilla or by the words before it."""
        if self.flat[start:end] != "macon":
            return False
        written = self.raw(start, end).lower()
        return "â" not in written and ("ç" in written or _MASON.search(self.before(start)) is not None)

    def named_after(self, start: int, end: int, plain: bool) -> bool:
        """Whether the name is only part of another: a street, a hospital, "Croix-Rouge" (`plain`: a sure name)."""
        before = self.before(start)
        if _STREET.search(before):
            return True
        if self.flat.startswith(("saint ", "sainte ", "st ", "ste "), start) and _PATRON.search(before):
            return True
        return not plain and self._compound(start, end)

    def accepts(self, sense: Sense, start: int, end: int, after_en: frozenset[str]) -> bool:
        """Whether the name at `[start, end)` is this place, judging by its surroundings alone."""
        before = self.before(start)
        if sense.contracted and not before.endswith(
            ("au ", "du ") if sense.contracted == "le" else ("aux ", "des ")
        ):
            return False
        if sense.level is Level.GUARDED:
            return self._accepts_territory(start, end, before, after_en)
        if sense.target.kind != "commune":
            return sense.level is Level.PLAIN
        if sense.level is Level.NEVER:
            return (
                self.flat[start:end] in _ACCENTED
                and self.raw(start, end).lower() == _ACCENTED[self.flat[start:end]]
            )
        if sense.level is Level.PLAIN:
            return True
        return self._accepts_commune(sense, start, end, before)

    def _accepts_commune(self, sense: Sense, start: int, end: int, before: str) -> bool:
        if not sense.contracted and _OWN_ARTICLE.search(before):
            return False
        if self.flat[start:end] == "tour" and _CONTINUED.match(self.after(end)):
            return False  # "à tour de rôle"
        capital = self.capital(start)
        strict = sense.level is Level.STRICT
        if self.alone(start, end) and (
            self.expected or (sense.target.weight >= 2_000 and (capital or not strict))
        ):
            return True
        if self._chosen(start, end) and sense.target.weight >= 2_000:
            return True
        if _SURE.search(before) and (not strict or sense.target.weight >= 1_000):
            return True
        strong = bool(_STRONG.search(before)) or (bool(_AT.search(before)) and self._accented(start, before))
        strong = strong or (capital and bool(exclusion(before, "")))
        if strict:
            return strong and capital
        if strong:
            return True
        if _AT.search(before):
            large = sense.target.weight >= 3_000 or end - start >= 7
            return (capital or large) and not _HAS.search(before)
        return capital and bool(_WEAK.search(before))

    def _chosen(self, start: int, end: int) -> bool:
        """Whether the name opens the message and is what its author settles on: "Tours alors, …"."""
        return (
            self.capital(start)
            and bool(_OPENING.match(self.flat[:start]))
            and bool(_CHOSEN.match(self.flat[end:]))
        )

    def _compound(self, start: int, end: int) -> bool:
        """Whether a hyphen ties the name to another word: "Croix-Rouge"."""
        first, last = self.raw_span(start, end)
        raw = self.folded.raw
        return bool(
            _COMPOUND_BEFORE.search(raw[max(0, first - 2) : first])
            or _COMPOUND_AFTER.match(raw[last : last + 2])
        )

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
        if name == "reunion" and not self.capital(start):  # far more often a meeting
            return bool(_ISLAND.search(before)) and not _MEETING.match(self.after(end))
        if _TERRITORY.search(before):
            return True
        if _IN.search(before):
            return name in after_en or self.capital(start)
        if self.capital(start) and _OF_TERRITORY.search(before):
            return True
        return self.alone(start, end) and (self.expected or not self._raw_character(start).islower())


def announced_positions(context: Context) -> dict[int, Place]:
    """Offsets of the flat text where a place is expected, and which kind: after a preposition, or first in an answer."""
    flat = context.flat
    positions: dict[int, Place] = {}
    for pattern, place in (
        (_ANNOUNCED, Place.ANY),
        (_ANNOUNCED_TERRITORY, Place.TERRITORY),
        (_AFTER_INSTITUTION, Place.LARGE),
    ):
        for match in pattern.finditer(flat):
            positions.setdefault(match.end(), place)
            article = flat.rfind(" ", 0, match.end() - 1) + 1
            if flat[article : match.end()] in ("le ", "la ", "les ", "l "):
                positions.setdefault(article, place)
    first = _FIRST_WORD.match(flat) if flat.count(" ") <= _SHORT_ANSWER_SPACES else None
    if first:
        positions.setdefault(first.end(), Place.ANY if context.expected else Place.LARGE)
    return positions
