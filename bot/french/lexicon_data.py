"""The lexicon files of `data/lexicon`, made ready to be searched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick
import yaml
from symspellpy import SymSpell

from bot.french.folding import fold, fold_text
from bot.french.gazetteer import load_gazetteer
from bot.french.lexicon_sounds import sound
from bot.french.required_text import Sieve
from bot.french.tokens import key, tokens
from bot.settings import ROOT

_FOLDER = ROOT / "data" / "lexicon"
# Below six letters, one edit turns a French word or an acronym into another one (AES, ASS, ASH).
CORRECTED_LENGTH = 6
TWICE_CORRECTED_LENGTH = 10
# « aidesoignante » is one name; the letters of « DE ES » run together are not.
_JOINED_LENGTH = 8
# Below three letters too many words sound alike; below five, a sound only counts inside a longer name.
SOUNDED_LENGTH = 3
SOUNDED_ALONE_LENGTH = 5


@dataclass(frozen=True)
class Meaning:
    """What a form names: an entity, its values (most likely first), and how strictly it is compared."""

    entity: str
    values: tuple[str, ...]
    exact: bool = False
    details: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[str, tuple[str, ...]], ...] = ()  # a value and the beginnings of words that call for it


@dataclass(frozen=True)
class Lexicon:
    """Everything searched: spelled-out names, one-word acronyms, patterns, and the words to correct towards."""

    names: Any  # ahocorasick.Automaton from compact keys to (length, tuple[Meaning, ...], may span several words)
    acronyms: dict[str, Meaning]
    short: dict[str, Meaning]
    patterns: tuple[tuple[re.Pattern[str], Meaning], ...]
    sieve: Sieve  # over `patterns`
    vocabulary: frozenset[str]
    protected: frozenset[str]  # keys of ordinary words, never corrected
    sounds: dict[str, str]  # from a sound to the key of the usual word that sounds so
    towns: frozenset[str]  # one-word names of communes
    diplomas: dict[str, Meaning]  # from a profession to the diploma that leads to it
    speller: SymSpell
    forms: tuple[str, ...]


@cache
def read_lexicon(name: str) -> dict[str, Any]:
    """The content of one file of `data/lexicon`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: dict[str, Any] = yaml.load((_FOLDER / name).read_text(encoding="utf-8"), loader)  # noqa: S506
    return data


def compact_keys(form: str) -> set[str]:
    """The compact keys of a form: word by word, and as if it were written in one word."""
    words = [token.text for token in tokens(fold(form))]
    joined = "".join(words)
    apart = "".join(key(word) for word in words)
    # « DE ergothérapeute » in one word would be « d'ergothérapeute ».
    return {apart, key(joined)} if len(joined) >= _JOINED_LENGTH and words[0] != "de" else {apart}


def _entries() -> list[tuple[Meaning, dict[str, list[str]]]]:
    """Every entry of the four files with its meaning."""
    listed: list[tuple[Meaning, dict[str, list[str]]]] = []
    professions = read_lexicon("professions.yml")
    for section, entity in (("professions", "profession"), ("neighbours", "neighbour")):
        for slug, forms in professions[section].items():
            practised = (("profession", forms["profession"]),) if "profession" in forms else ()
            listed.append((Meaning(entity, (slug,), details=practised), forms))
    for forms in professions["ambiguous"]:
        near = tuple((value, tuple(words)) for value, words in forms.get("near", {}).items())
        listed.append((Meaning("profession", tuple(forms["meanings"]), near=near), forms))
    for name, entity in (("diplomas", "diploma"), ("event_types", "event_type"), ("levels", "level")):
        for slug, forms in read_lexicon(f"{name}.yml")[name].items():
            details = tuple((kind, forms[kind]) for kind in ("profession", "level") if kind in forms)
            values = (slug, *forms.get("alternatives", ()))
            listed.append((Meaning(entity, values, details=details), forms))
    return listed


@cache
def lexicon() -> Lexicon:
    """The lexicon, built on first use (a fraction of a second) and kept."""
    names: dict[str, tuple[Meaning, ...]] = {}
    acronyms: dict[str, Meaning] = {}
    short: dict[str, Meaning] = {}
    patterns: list[tuple[re.Pattern[str], Meaning]] = []
    words: Counter[str] = Counter()
    heard: dict[str, Counter[str]] = {}
    spread: set[str] = set()
    diplomas: dict[str, Meaning] = {}
    written: list[str] = []

    def add(form: str, meaning: Meaning) -> None:
        parts = [token.text for token in tokens(fold(form))]
        for compact in compact_keys(form):
            if len(parts) > 1 or len(compact) >= _JOINED_LENGTH:
                spread.add(compact)
            present = names.get(compact, ())
            if not any(other.entity == meaning.entity for other in present):
                names[compact] = (*present, meaning)

    for meaning, forms in _entries():
        if meaning.entity == "diploma":
            diplomas.setdefault(dict(meaning.details).get("profession", ""), meaning)
        for form in forms.get("names", ()):
            add(form, meaning)
            written.append(fold_text(form))
            parts = [token.text for token in tokens(fold(form))]
            for part in parts:
                if len(part) >= SOUNDED_LENGTH:
                    heard.setdefault(sound(part), Counter())[key(part)] += 1
            words.update(key(part) for part in parts if len(part) >= CORRECTED_LENGTH)
            if len(parts) > 1 and sum(map(len, parts)) >= _JOINED_LENGTH:
                words[key("".join(parts))] += 1
        for form in forms.get("exact", ()):
            add(form, Meaning(meaning.entity, meaning.values, True, meaning.details, meaning.near))
            written.append(fold_text(form))
        for table, kind in ((acronyms, "acronyms"), (short, "short")):
            for form in forms.get(kind, ()):
                table[fold_text(form)] = meaning
                written.append(fold_text(form))
        patterns.extend((re.compile(pattern), meaning) for pattern in forms.get("patterns", ()))

    automaton = ahocorasick.Automaton()
    for compact, meanings in names.items():
        automaton.add_word(compact, (len(compact), meanings, compact in spread))
    automaton.make_automaton()
    speller = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
    for word, count in words.items():
        speller.create_dictionary_entry(word, count)
    protected = {key(fold_text(word)) for word in read_lexicon("professions.yml")["protected"]}
    exact_words = {key(word) for form in written for word in form.split()}
    return Lexicon(
        automaton,
        acronyms,
        short,
        tuple(patterns),
        Sieve([pattern for pattern, _ in patterns]),
        frozenset(words.keys() | exact_words),
        frozenset(protected),
        {heard_as: counts.most_common(1)[0][0] for heard_as, counts in heard.items()},
        frozenset(fold_text(commune.name) for commune in load_gazetteer().communes()),
        diplomas,
        speller,
        tuple(written),
    )


def named_forms() -> Iterator[tuple[str, str, str]]:
    """Every spelled-out name of the lexicon: its entity, its most likely value, and the form as written."""
    for meaning, forms in _entries():
        for form in (*forms.get("names", ()), *forms.get("exact", ())):
            yield meaning.entity, meaning.values[0], form
