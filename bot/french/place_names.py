"""Every name a French place goes by, how surely the name means the place, and the automaton that spots them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any

import ahocorasick
import yaml
from symspellpy import SymSpell, Verbosity
from symspellpy.suggest_item import SuggestItem

from bot.french.folding import fold_text
from bot.french.gazetteer import PLACES, Gazetteer, load_gazetteer
from bot.french.lexicon_sounds import sound
from bot.settings import ROOT

LEXICON = ROOT / "data" / "lexicon" / "places.yml"
_SEPARATORS = re.compile(r"[-' ]+")
_ARTICLES = ("le", "la", "les", "l")
_LINKS = {*_ARTICLES, "de", "du", "des", "d", "sur", "sous", "en", "et", "aux", "au", "a", "lez", "pres"}
_EPCI_FORM = re.compile(
    r"^(?:cc|ca|cu|communaute (?:de communes|d agglomeration|urbaine)) (?:(?:du|de|des|d|la|l|les) )*"
)
_EPCI_FORMS = {"cc": "communaute de communes", "ca": "communaute d agglomeration", "cu": "communaute urbaine"}
_TYPO_INHABITANTS = 2_000  # a misspelt village is not worth the false alarms

_HEAD_INHABITANTS, _HEAD_LETTERS = 2_500, 5
_HEARD_INHABITANTS, _HEARD_LETTERS = 3_000, 4


class Level(IntEnum):
    """What a name needs to be taken for the place."""

    PLAIN = 0  # nothing
    CONTEXT = 1  # a word that announces a place, or the name alone
    STRICT = 2  # that, and a capital letter
    NEVER = 3  # the number or name of its département
    GUARDED = 4  # a département or région that is also a word: "dans le", "en", "département de"


@dataclass(frozen=True, slots=True)
class Target:
    """One place a name may mean. `weight` ranks namesakes: inhabitants, or more for what is larger."""

    kind: str
    code: str
    name: str
    weight: int
    department: str = ""
    codes: tuple[str, ...] = ()

    def value(self) -> dict[str, Any]:
        """The place value that entities carry."""
        value: dict[str, Any] = {"kind": self.kind, "code": self.code, "name": self.name}
        if self.codes:
            value["codes"] = list(self.codes)
        return value


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a name. `contracted` is "le" or "les" when "au"/"du" or "aux"/"des" stands for its article."""

    target: Target
    level: Level
    contracted: str = ""


def flatten(name: str) -> str:
    """The form under which names are compared: folded, hyphens and apostrophes as single spaces."""
    folded = name.lower() if name.isascii() else fold_text(name)
    return _SEPARATORS.sub(" ", folded).strip()


def spoken(name: str) -> str:
    """How a flat name sounds, word by word: « sarguemine » and « sarreguemines » are told alike."""
    words = re.sub(r"\bst(e?)\b", r"saint\1", name).split()
    return " ".join(sound(word) for word in words if word not in ("le", "la", "les", "l"))


class PlaceNames:
    """The names, the automaton over them, and the dictionary for misspelt ones."""

    def __init__(self, gazetteer: Gazetteer, lexicon: dict[str, Any], ordinary: frozenset[str]) -> None:
        self.gazetteer = gazetteer
        self.ordinary = ordinary
        self.after_en = frozenset(lexicon["guarded_after_en"])
        self.postcodes = gazetteer.postcodes()
        self.nearby = re.compile("|".join(f"\\b(?:{' '.join(p.split())})" for p in lexicon["nearby"]))
        self._levels = {
            name: Level[level.upper()] for level, names in lexicon["levels"].items() for name in names
        }
        self._guarded = frozenset(lexicon["guarded_territories"])
        self.uncorrected = ordinary | frozenset(lexicon["foreign"])
        self.senses: dict[str, list[Sense]] = {}
        self._add_aliases(lexicon)  # first: an alias says what people mean, whatever is larger
        self._add_communes()
        self._add_territories(lexicon)
        for senses in self.senses.values():
            senses.sort(key=lambda sense: -sense.target.weight)
        self.automaton = ahocorasick.Automaton()
        for name, senses in self.senses.items():
            self.automaton.add_word(name, (len(name), senses))
        self.automaton.make_automaton()
        self.spelling = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for name, senses in self.senses.items():
            first = senses[0]
            if (
                len(name) >= 5
                and first.target.kind != "epci"
                and not first.contracted
                and first.target.weight >= _TYPO_INHABITANTS
            ):
                self.spelling.create_dictionary_entry(name, first.target.weight)

        self.sounds: dict[str, str] = {}
        for name, senses in self.senses.items():
            target = senses[0].target
            if (
                target.kind != "commune"
                or senses[0].level > Level.CONTEXT
                or target.weight < _HEARD_INHABITANTS
            ):
                continue
            heard = spoken(name)
            known = self.sounds.get(heard)
            if len(heard) >= _HEARD_LETTERS and (
                known is None or self.senses[known][0].target.weight < target.weight
            ):
                self.sounds[heard] = name

        self.nearest = lru_cache(maxsize=16384)(self._nearest)

    def _nearest(self, written: str, edits: int) -> list[SuggestItem]:
        """The names closest to a misspelt one, at most `edits` away."""
        found: list[SuggestItem] = self.spelling.lookup(written, Verbosity.CLOSEST, max_edit_distance=edits)
        return found

    def commune(self, insee: str, boost: int = 1) -> Target:
        """The target for a commune of the gazetteer; `boost` multiplies its weight among namesakes."""
        commune = self.gazetteer.commune(insee)
        if commune is None:
            raise ValueError(f"no commune has the code {insee}")
        return Target("commune", insee, commune.name, commune.population * boost, commune.department)

    def department(self, code: str) -> Target:
        """The target for a département of the gazetteer."""
        department = self.gazetteer.department(code)
        if department is None:
            raise ValueError(f"no département has the code {code}")
        return Target("department", code, department.name, 500_000, code)

    def _add(self, name: str, target: Target, level: Level, contracted: str = "") -> None:
        senses = self.senses.setdefault(name, [])
        if not any(sense.target.code == target.code and sense.target.kind == target.kind for sense in senses):
            senses.append(Sense(target, level, contracted))

    def _add_communes(self) -> None:
        heads = []
        for commune in self.gazetteer.communes():
            if commune.city is None:
                name = flatten(commune.name)
                target = Target(
                    "commune", commune.insee, commune.name, commune.population, commune.department
                )
                self._add_variants(name, target)
                if commune.population >= _HEAD_INHABITANTS:
                    heads.append((name, target))
        for former, insee in self.gazetteer.former_communes:
            target = self.commune(insee)
            small = Target(target.kind, insee, target.name, min(target.weight, 1_500), target.department)
            self._add_variants(flatten(former), small)
        for name, target in heads:
            self._add_head(name, target)

    def _add_head(self, name: str, target: Target) -> None:
        """Let "Villefranche" mean the towns called Villefranche-sur-…, where a place is expected."""
        words = name.split()
        length = 2 if words[0] in ("saint", "sainte") else 1
        head = " ".join(words[:length])
        if (
            len(words) <= length
            or len(head) < _HEAD_LETTERS
            or head in self.ordinary
            or head in self._guarded
        ):
            return
        # A commune that bears the bare name comes first, unless it is much smaller.
        shorter = Target(target.kind, target.code, target.name, target.weight // 3, target.department)
        for written in _saints(head):
            self._add(written, shorter, self._levels.get(head, Level.CONTEXT))

    def _add_variants(self, name: str, target: Target) -> None:
        level = self._level(name, target.weight)
        for written in _saints(name):
            self._add(written, target, level)
            if target.weight >= 10_000 and " " in written and len(written) >= 9:
                self._add(written.replace(" ", ""), target, Level.PLAIN)
        article, _, core = name.partition(" ")
        if core and article in ("le", "les"):
            for written in _saints(core):
                self._add(written, target, level, article)

    def _level(self, name: str, inhabitants: int) -> Level:
        if name in self._levels:
            return self._levels[name]
        words = name.split()
        plain = all(word in self.ordinary or word in _LINKS or len(word) < 3 for word in words)
        if words[0] in ("saint", "sainte") and len(words) > 1:
            return Level.PLAIN
        if len(words) == 1 or (len(words) == 2 and words[0] in _ARTICLES):
            if plain:
                return Level.STRICT
            large = inhabitants >= (2_000 if len(words[-1]) >= 5 else 20_000)
            return Level.PLAIN if large else Level.CONTEXT
        if not plain:
            return Level.PLAIN
        if len(words) >= 3 and (words[0] not in _ARTICLES or len(words) > 3 or inhabitants >= 8_000):
            return Level.PLAIN
        return Level.CONTEXT if inhabitants >= 3_000 and words[0] not in _ARTICLES else Level.STRICT

    def _add_territories(self, lexicon: dict[str, Any]) -> None:
        for department in self.gazetteer.departments():
            if department.code not in ("75", "984", "989"):
                name = re.sub("^la ", "", flatten(department.name))
                self._add_territory(name, self.department(department.code))
        for region in self.gazetteer.regions():
            if len(region.code) == 2 and region.code > "06":
                target = Target("region", region.code, region.name, 3_000_000)
                self._add_territory(flatten(region.name), target)
        for area in self.gazetteer.areas():
            target = Target("area", area.slug, area.name, 2_000_000, codes=area.codes)
            for name in (area.name, *area.aliases):
                self._add_territory(flatten(name), target)
        for epci in self.gazetteer.epcis():
            self._add_epci(Target("epci", epci.code, epci.name, 50_000))

    def _add_epci(self, target: Target) -> None:
        full = flatten(target.name)
        short = _EPCI_FORM.sub("", full)
        form, _, rest = full.partition(" ")
        if form in _EPCI_FORMS:
            for written in (full, f"{_EPCI_FORMS[form]} {rest}"):
                self._add(written, target, Level.PLAIN)
        words = [word for word in short.split() if word not in _LINKS]
        ordinary = len(words) < 2 or all(word in self.ordinary for word in words)
        if not ordinary and short not in self.senses and short not in self._levels:
            self._add(short, target, Level.PLAIN)

    def _add_territory(self, name: str, target: Target) -> None:
        level = Level.GUARDED if name in self._guarded else Level.PLAIN
        for written in dict.fromkeys((name, *_singulars(name))):
            if written == name or written not in self.senses:
                self._add(written, target, level)
        if target.kind == "department" and level is Level.PLAIN and name[0] in "aeiouh":
            self._add(f"l{name}", target, level)  # "departement de lherault"

    def _add_aliases(self, lexicon: dict[str, Any]) -> None:
        for alias in lexicon["aliases"]:
            for name in alias["names"]:
                level = self._levels.get(name, self._alias_level(name))
                article, _, core = name.partition(" ")
                for rank, insee in enumerate(alias["communes"]):
                    # What people usually mean comes before a larger or exact namesake.
                    target = self.commune(insee, 100 if rank == 0 else 1)
                    self._add(name, target, level)
                    if core and article in ("le", "les"):
                        self._add(core, target, level, article)
        for alias in lexicon["other_aliases"]:
            target = self._territory(alias["kind"], alias["code"])
            for name in alias["names"]:
                self._add(name, target, Level.GUARDED if name in self._guarded else Level.PLAIN)

    def _alias_level(self, name: str) -> Level:
        words = name.split()
        if len(words) > 1 and words[0] not in _ARTICLES:
            return Level.PLAIN
        return Level.CONTEXT if len(words) > 1 or name in self.ordinary or len(name) < 3 else Level.PLAIN

    def _territory(self, kind: str, code: str) -> Target:
        if kind == "department":
            return self.department(code)
        if kind == "region" and (region := self.gazetteer.region(code)):
            return Target("region", code, region.name, 3_000_000)
        if kind == "epci" and (epci := self.gazetteer.epci(code)):
            return Target("epci", code, epci.name, 1_000_000)
        raise ValueError(f"no {kind} has the code {code}")


def _saints(name: str) -> Iterator[str]:
    yield name
    if "saint" in name:
        yield re.sub(r"\bsaint(e?s?)\b", r"st\1", name)


def _singulars(name: str) -> Iterator[str]:
    """The name as people write it without minding plurals: "hautes alpe", "haute alpes"."""
    words = name.split()
    for position, word in enumerate(words):
        if len(words) > 1 and word.endswith("s") and len(word) > 4:
            yield " ".join([*words[:position], word[:-1], *words[position + 1 :]])
    yield (
        " ".join(word[:-1] if word.endswith("s") and len(word) > 4 else word for word in words)
        if len(words) > 1
        else name
    )


@cache
def load_lexicon() -> dict[str, Any]:
    """The content of `data/lexicon/places.yml`."""
    lexicon: dict[str, Any] = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))
    return lexicon


@cache
def load_place_names() -> PlaceNames:
    """The names, built once per process from the gazetteer and `data/lexicon/places.yml`."""
    ordinary = frozenset((PLACES / "ordinary_words.txt").read_text(encoding="utf-8").split())
    return PlaceNames(load_gazetteer(), load_lexicon(), ordinary)
