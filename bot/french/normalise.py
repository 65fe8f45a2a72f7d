"""Messages as they are typed, brought back to plain French words for the intent classifier."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import yaml
from symspellpy import SymSpell, Verbosity

from bot.french.folding import fold_text
from bot.french.lexicon_data import lexicon
from bot.french.lexicon_sounds import sound
from bot.settings import ROOT

_WORD = re.compile(r"[a-z0-9]+|\+\+?")
_SPLIT = re.compile(r"[a-z0-9]+")
_REPEATED = re.compile(r"([a-df-z])\1{2,}|(e)\2{3,}")
_SPACES = re.compile(r"\s+")
# « é » by itself is a hurried « et », which folding would turn into a letter.
_AND = re.compile(r"(?<=\s)[éèÉÈ](?=\s)")
# « mé moi je veux », « mé parents »: « mais », but « mes » before those one has; folded, both would be read « me ».
_BUT = re.compile(
    r"(?<![^\W_])(?<!')m[éèê](?![\w'])(?P<mine>\s+(?:par|dar|not|ami|pot|cop|étu|etu|vœu|voeu|fr[eèé]|s[oœ]+u))?",
    re.IGNORECASE,
)
# « 1 » is an article before a noun, a figure after these words or before a unit.
_FIGURE_BEFORE = frozenset(["bac", "niveau", "afgsu", "master", "page", "numero", "groupe", "zone"])
# « jdonne », « lmetier »: no French word begins so, the pronoun or the article is written onto the next one.
_GLUED = re.compile(r"(j|l)(?!\1)([bcdfgkmnpqrstvxz][a-z]*[aeiouy][a-z]*)")
_GLUED_LENGTH = {"j": 4, "l": 5}
_CORRECTED_LENGTH = 5
# « formassion » is read as « formation »: from so many letters on, when that word is so frequent, so many times more.
_SOUNDED_LENGTH = 5
_HEARD_LENGTH = 4
_RARE = 6
_FREQUENT = 30
_TIMES = 30
_WITHIN_A_FORM = frozenset(["", " ", "'", "-"])


@cache
def _table() -> dict[tuple[str, ...], str]:
    """Each shortened form, as a tuple of folded words, and what it means, folded."""
    listed = yaml.safe_load((ROOT / "data" / "lexicon" / "sms.yml").read_text(encoding="utf-8"))["sms"]
    return {
        tuple(_WORD.findall(fold_text(str(form)))): fold_text(meaning)
        for meaning, forms in listed.items()
        for form in forms
    }


@cache
def _longest_from() -> dict[str, int]:
    """How many words the longest form has that begins with each word: most words begin none."""
    longest: dict[str, int] = {}
    for form in _table():
        longest[form[0]] = max(len(form), longest.get(form[0], 0))
    return longest


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """`text` folded, its repeated letters and its spaces reduced, its SMS forms written in full.

    « Slttt, c koi 1 AS » gives « salut, c'est quoi un as ». Punctuation stays.
    """
    folded = fold_text(_BUT.sub(_but, _AND.sub("et", text)))
    folded = _REPEATED.sub(lambda match: match[1] or "ee", _SPACES.sub(" ", folded)).strip()
    table, longest = _table(), _longest_from()
    found = list(_WORD.finditer(folded))
    words = [word.group() for word in found]
    written: list[str] = []
    cursor = after = 0
    for index, word in enumerate(words):
        if index < after:
            continue
        if word not in longest and word != "1":
            if apart := _unglued(word):
                written += [folded[cursor : found[index].start()], apart]
                cursor = found[index].end()
            continue
        taken, meaning = 1, None
        for size in range(_run(folded, found, index, longest.get(word, 0)), 0, -1):
            meaning = table.get(tuple(words[index : index + size]))
            end = found[index + size - 1].end()
            if meaning is not None and folded[end : end + 1] == "'":
                meaning = meaning if words[index + size - 1] in ("il", "tt") else None
            if meaning is not None:
                taken = size
                break
        if meaning is None and word == "1" and _is_article(folded, found, index):
            meaning = "un"
        if meaning is not None:
            written += [folded[cursor : found[index].start()], meaning]
            cursor = found[index + taken - 1].end()
        after = index + taken
    written.append(folded[cursor:])
    return "".join(written)


def _but(found: re.Match[str]) -> str:
    """« mé » written out."""
    return f"mes{found['mine']}" if found["mine"] else "mais"


def _unglued(word: str) -> str | None:
    """`word` with the « je » or « le » that it begins with written apart; None when it begins with neither."""
    found = _GLUED.fullmatch(word)
    if not found or len(word) < _GLUED_LENGTH[found[1]]:
        return None
    return f"{found[1]}e {_table().get((found[2],), found[2])}"


def _run(folded: str, words: list[re.Match[str]], index: int, most: int) -> int:
    """How many words from `index` on, at most `most`, one form may be written with."""
    size = min(most, 1)
    while size < min(most, len(words) - index):
        if folded[words[index + size - 1].end() : words[index + size].start()] not in _WITHIN_A_FORM:
            break
        size += 1
    return size


def _is_article(folded: str, words: list[re.Match[str]], index: int) -> bool:
    """Whether the figure 1 at `index` stands for « un », « une »."""
    if index + 1 == len(words) or folded[words[index].end() : words[index + 1].start()] != " ":
        return False
    before = words[index - 1].group() if index else ""
    after = words[index + 1].group()
    return after.isalpha() and len(after) > 1 and before not in _FIGURE_BEFORE and not before.isdigit()


class Normaliser:
    """`normalise`, then spelling correction towards a vocabulary: that of the training sentences and the lexicon.

    `vocabulary` tells how often the training sentences have each word. A word of four letters or more that is rare there
    becomes the one that sounds alike and is far more frequent; one of five that is unknown becomes its nearest word at
    one edit (the most frequent first); other words stay as they are.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = dict(vocabulary)
        self._speller = SymSpell(max_dictionary_edit_distance=1, prefix_length=7)
        counts: dict[str, int] = {}
        for text in (*self.vocabulary, *lexicon().forms):
            for word in _SPLIT.findall(fold_text(text)):
                counts[word] = counts.get(word, 0) + 1
        for word, count in counts.items():
            self._speller.create_dictionary_entry(word, count)
        self._known = frozenset(counts)
        self._sounding: dict[str, str] = {}
        for word, count in sorted(self.vocabulary.items(), key=lambda entry: (-entry[1], entry[0])):
            if count >= _FREQUENT and len(word) >= _SOUNDED_LENGTH and word.isalpha():
                self._sounding.setdefault(sound(word), word)
        self._correct = lru_cache(maxsize=65536)(self._nearest)

    def _nearest(self, word: str) -> str:
        if not word.isalpha() or len(word) < _SOUNDED_LENGTH:
            return word
        if self.vocabulary.get(word, 0) <= _RARE and len(heard := sound(word)) >= _HEARD_LENGTH:
            alike = self._sounding.get(heard, word)
            if alike != word and self.vocabulary[alike] >= _TIMES * max(self.vocabulary.get(word, 0), 1):
                return alike
        if len(word) < _CORRECTED_LENGTH or word in self._known:
            return word
        nearest = self._speller.lookup(word, Verbosity.CLOSEST, max_edit_distance=1)
        # Of two words as near and as frequent always the same one: two engines must read a message alike.
        return (
            str(min(nearest, key=lambda one: (one.distance, -one.count, one.term)).term) if nearest else word
        )

    def normalise(self, text: str) -> str:
        """`text` normalised and corrected, punctuation kept."""
        return self.correct(normalise(text))

    def correct(self, normalised: str) -> str:
        """A text that `normalise` wrote, its words corrected."""
        return _SPLIT.sub(lambda match: self._correct(match.group()), normalised)


def words(normalised: str) -> list[str]:
    """The words of a text that `normalise` wrote, in order: what a vocabulary is counted from."""
    return _SPLIT.findall(normalised)
