"""From a normalised text to a sparse vector: characters inside words, word pairs, concepts, words apart; TF-IDF.

Vocabularies are learnt with scikit-learn, on thousands of texts at once. One message is read without it: the same
vector, at a tenth of the cost (scikit-learn checks and builds matrices at every call).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from bot.french.concepts import concepts

_WORD = re.compile(r"\b\w+\b|\?")
# The thesaurus says less than the words themselves:
# at full weight it lowers the score on messages never seen (docs/language.md).
_TEXTS = 2  # that must hold some characters for these to be learnt
# Words near one another, not next to: « comment … devenir ». Half a point of intents on messages never seen; narrow answers
# and roles, of which each has few sentences, are told worse with it and do without (docs/language.md).
_APART = range(2, 5)
_APART_TEXTS = 3  # that must hold two words so for these to be learnt
_WEIGHTS = {"characters": 1.0, "words": 1.0, "concepts": 0.3, "apart": 1.0}


_inside = CountVectorizer(analyzer="char_wb", ngram_range=(2, 4), lowercase=False).build_analyzer()


def _counter(analyzer: Callable[[str], list[str]]) -> Callable[[list[str]], tuple[csr_matrix, list[str]]]:
    """What counts the terms that `analyzer` cuts texts into, one row a text."""

    def count(texts: list[str]) -> tuple[csr_matrix, list[str]]:
        counting = CountVectorizer(analyzer=analyzer, dtype=np.float32)
        counts = counting.fit_transform(texts)
        return counts, list(counting.get_feature_names_out())

    return count


def _counted_inside(texts: list[str]) -> tuple[csr_matrix, list[str]]:
    """The same of the characters inside words, cut once for each different word, of those that two texts hold."""
    words, different = _counter(str.split)(texts)
    inside, terms = _counter(_inside)(different)
    counts = (words @ inside).tocsc()
    held = np.flatnonzero(np.diff(counts.indptr) >= _TEXTS)
    return counts[:, held].tocsr(), [terms[column] for column in held]


def _words(text: str) -> list[str]:
    """The words of a text, the question mark among them, then each with the one after it."""
    single = _WORD.findall(text)
    return [*single, *map(" ".join, pairwise(single))]


def _apart(text: str) -> list[str]:
    """Each word with those a few words after it."""
    single = _WORD.findall(text)
    return [f"{one}_{other}" for step in _APART for one, other in zip(single, single[step:], strict=False)]


def _counted_apart(texts: list[str]) -> tuple[csr_matrix, list[str]]:
    """The same of words apart, those that a few texts hold: whole numbers are paired, at a tenth of what strings take."""
    cut = [_WORD.findall(text) for text in texts]
    known = {word: at for at, word in enumerate(sorted({word for words in cut for word in words}))}
    names = list(known)
    of_text = np.repeat(np.arange(len(texts)), [len(words) for words in cut])
    numbers = np.fromiter((known[word] for words in cut for word in words), np.int64, len(of_text))
    pairs, rows = [], []
    for step in _APART:
        together = of_text[:-step] == of_text[step:]
        pairs.append((numbers[:-step] * len(names) + numbers[step:])[together])
        rows.append(of_text[:-step][together])
    different, columns = np.unique(np.concatenate(pairs), return_inverse=True)
    ones = np.ones(len(columns), np.float32)
    counts = csr_matrix((ones, (np.concatenate(rows), columns)), shape=(len(texts), len(different)))
    counts.sum_duplicates()
    held = np.flatnonzero(np.bincount(counts.indices, minlength=len(different)) >= _APART_TEXTS)
    terms = [f"{names[pair // len(names)]}_{names[pair % len(names)]}" for pair in different[held].tolist()]
    return counts[:, held], terms


@dataclass(frozen=True)
class _View:
    """A learnt view: each term's column among all, and the weight of the whole."""

    columns: dict[str, int]
    share: float


class Features:
    """Four TF-IDF views of a text side by side: characters 2–4 within words, words 1–2, concepts, words apart."""

    def __init__(self) -> None:
        """An untrained set of views; `fit` or `from_arrays` gives it its vocabulary."""
        self._vocabularies: dict[str, list[str]] = {}
        self._idf: dict[str, Any] = {}
        self._views: list[_View] = []
        self._weights: Any = np.zeros(0)
        self.shared = 0  # columns of all views but the last, words apart

    def fit(self, texts: list[str]) -> csr_matrix:
        """Learn the vocabularies from normalised `texts` and return their vectors, one row a text."""
        counters = {
            "characters": _counted_inside,
            "words": _counter(_words),
            "concepts": _counter(concepts),
            "apart": _counted_apart,
        }
        parts = []
        for name, count in counters.items():
            counts, terms = count(texts)
            self._vocabularies[name], self._idf[name] = terms, np.zeros(len(terms))
            if not terms:  # few sentences hold no two words often enough
                continue
            weighing = TfidfTransformer(sublinear_tf=True).fit(counts)
            parts.append(weighing.transform(counts) * np.float32(_WEIGHTS[name]))
            self._idf[name] = weighing.idf_
        self._prepare()
        return hstack(parts, format="csr")

    def read(self, text: str) -> tuple[Any, Any]:
        """The vector of one normalised `text`: the columns it fills and their values, as two arrays."""
        filled: list[int] = []
        for word in text.split():
            filled += self._inside.get(word) or self._inside_of(word)
        counted = [Counter(filled)]
        for view, terms in zip(self._views[1:], (_words(text), concepts(text), _apart(text)), strict=True):
            column = view.columns.get
            counted.append(Counter(found for term in terms if (found := column(term)) is not None))
        size = sum(map(len, counted))
        columns = np.fromiter(chain.from_iterable(counted), np.intp, size)
        counts = np.fromiter(chain.from_iterable(map(Counter.values, counted)), np.float64, size)
        values = (1.0 + np.log(counts)) * self._weights[columns]
        start = 0
        for view, terms_found in zip(self._views, counted, strict=True):
            own = values[start : start + len(terms_found)]
            if len(own):  # each view is brought to its own length
                own *= view.share / np.sqrt(own @ own)
            start += len(own)
        return columns, values.astype(np.float32)

    def read_all(self, texts: list[str]) -> csr_matrix:
        """The vectors of normalised `texts`, one row a text."""
        read = [self.read(text) for text in texts]
        rows = np.repeat(np.arange(len(texts)), [len(columns) for columns, _ in read])
        columns, values = (np.concatenate(parts) for parts in zip(*read, strict=True))
        return csr_matrix((values, (rows, columns)), shape=(len(texts), len(self._weights)))

    def _inside_of(self, word: str) -> list[int]:
        """The columns of the characters inside `word`; they are kept for the words learnt, never for what people say."""
        characters, words = self._views[:2]
        column = characters.columns.get
        filled = [found for term in _inside(word) if (found := column(term)) is not None]
        if word in words.columns:
            self._inside[word] = filled
        return filled

    def vocabularies(self) -> dict[str, list[str]]:
        """The terms of each view in the order of their columns, as plain data."""
        return self._vocabularies

    def weights(self) -> dict[str, Any]:
        """The inverse document frequencies of each view, as arrays."""
        return {f"{name}_idf": idf for name, idf in self._idf.items()}

    @classmethod
    def from_arrays(cls, vocabularies: dict[str, list[str]], weights: Any) -> Features:
        """The inverse of `vocabularies` and `weights`."""
        features = cls()
        features._vocabularies = vocabularies
        features._idf = {name: weights[f"{name}_idf"] for name in vocabularies}
        features._prepare()
        return features

    def _prepare(self) -> None:
        self._views = []
        self._inside: dict[str, list[int]] = {}
        first = 0
        for name, share in _WEIGHTS.items():
            terms = self._vocabularies[name]
            columns = {term: column for column, term in enumerate(terms, start=first)}
            self._views.append(_View(columns, share))
            self.shared = first
            first += len(terms)
        self._weights = np.concatenate(
            [np.asarray(self._idf[name], np.float64) for name in self._vocabularies]
        )
