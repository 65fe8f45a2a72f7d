"""The concepts a message speaks of (« casier » is a record), from the hand-written thesaurus of `data/lexicon/concepts`.

Each file there maps concepts to terms. A term is a folded word, a stem ending in `*`, or an expression of words and
stems; a concept may stand in several files, a term in one concept of a file only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import yaml

from bot.settings import ROOT

_FOLDER = ROOT / "data" / "lexicon" / "concepts"
_WORD = re.compile(r"[a-z0-9]+")
_TERM_WORD = re.compile(r"[a-z0-9]+\*?")


@dataclass
class _Node:
    """A place in the tree of expressions: what may follow, and the concepts of the expression that ends here."""

    following: dict[int, _Node] = field(default_factory=dict)
    concepts: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Thesaurus:
    """The tree of expressions over numbered words and stems, how many files it gathers and the longest stem."""

    root: _Node
    words: dict[str, int]
    stems: dict[str, int]
    longest_stem: int
    files: int


@cache
def thesaurus() -> _Thesaurus:
    """The thesaurus, read once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root = _Node()
    words: dict[str, int] = {}
    stems: dict[str, int] = {}
    paths = sorted(_FOLDER.glob("*.yml"))
    for file, path in enumerate(paths):
        listed = yaml.load(path.read_text(encoding="utf-8"), loader)["concepts"]  # noqa: S506
        for concept, terms in listed.items():
            for term in terms:
                node = root
                for part in term_words(term):
                    table, word = (stems, part[:-1]) if part.endswith("*") else (words, part)
                    number = table.setdefault(word, len(words) + len(stems))
                    node = node.following.setdefault(number, _Node())
                node.concepts.append((file, concept))
    return _Thesaurus(root, words, stems, max(map(len, stems), default=0), len(paths))


def term_words(term: str) -> list[str]:
    """The words and stems (`*` kept) of a term: « l'oral blanc* » gives `l`, `oral`, `blanc*`."""
    return _TERM_WORD.findall(term)


@lru_cache(maxsize=65536)
def _numbers(word: str) -> tuple[tuple[int, int], ...]:
    """What `word` may stand for: numbers of words and stems, each with the letters it fixes; a whole word counts more."""
    known = thesaurus()
    found = [(known.words[word], len(word) + 1)] if word in known.words else []
    for size in range(min(len(word), known.longest_stem), 0, -1):
        number = known.stems.get(word[:size])
        if number is not None:
            found.append((number, size))
    return tuple(found)


@lru_cache(maxsize=65536)
def _from(word: str) -> tuple[tuple[_Node, int], ...]:
    """Where the tree leads from its root by `word`, with the letters each way fixes."""
    root = thesaurus().root
    return tuple(
        (child, fixed)
        for number, fixed in _numbers(word)
        if (child := root.following.get(number)) is not None
    )


def concepts(text: str) -> list[str]:
    """The concepts of `text`, which `bot.french.normalise.normalise` has folded, in order of appearance.

    Within a file of the thesaurus the leftmost then longest expression wins, and its words are not read again; between
    expressions of as many words, the one that fixes more letters. A word may belong to concepts of several files: of
    those that begin together the longest comes first.
    """
    words = _WORD.findall(text)
    free_from = [0] * thesaurus().files
    said: list[str] = []
    for start, word in enumerate(words):
        reached: Sequence[tuple[_Node, int]] = _from(word)
        if not reached:
            continue
        best: dict[int, tuple[int, int, str]] = {}
        length = 1
        while reached:
            for child, letters in reached:
                for file, concept in child.concepts:
                    if start >= free_from[file] and (length, letters, concept) > best.get(file, (0, 0, "")):
                        best[file] = (length, letters, concept)
            end = start + length
            length += 1
            following = _numbers(words[end]) if end < len(words) else ()
            reached = [
                (then, letters + fixed)
                for node, letters in reached
                if node.following
                for number, fixed in following
                if (then := node.following.get(number)) is not None
            ]
        if best:
            for file, (size, _, _) in best.items():
                free_from[file] = start + size
            ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
            said += dict.fromkeys(concept for _, (_, _, concept) in ranked)
    return said
