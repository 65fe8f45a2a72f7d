"""From a normalised text to a sparse vector: characters inside words, word pairs, concepts; TF-IDF.

Vocabularies are learnt with scikit-learn, on thousands of texts at once. One message is read without it: the same
vector, at a tenth of the cost (scikit-learn checks and builds matrices at every call).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.french.concepts import concepts

# The thesaurus says less than the words themselves:
# at full weight it lowers the score on messages never seen (docs/language.md).
_WEIGHTS = {"characters": 1.0, "words": 1.0, "concepts": 0.3}


def _vectorizers() -> dict[str, TfidfVectorizer]:
    shared = {"sublinear_tf": True, "lowercase": False, "dtype": np.float32}
    return {
        "characters": TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, **shared),
        "words": TfidfVectorizer(token_pattern=r"(?u)\b\w+\b|\?", ngram_range=(1, 2), **shared),  # noqa: S106
        "concepts": TfidfVectorizer(analyzer=concepts, **shared),
    }


@dataclass(frozen=True)
class _View:
    """A learnt view: how a text is cut into terms, each term's column among all, and the weight of the whole."""

    cut: Any
    columns: dict[str, int]
    share: float


class Features:
    """Three TF-IDF views of a text side by side: characters 2–4 within words, words 1–2, concepts."""

    def __init__(self) -> None:
        """An untrained set of views; `fit` or `from_arrays` gives it its vocabulary."""
        self._vocabularies: dict[str, list[str]] = {}
        self._idf: dict[str, Any] = {}
        self._views: list[_View] = []
        self._weights: Any = np.zeros(0)
        self._ends: list[int] = []

    def fit(self, texts: list[str]) -> csr_matrix:
        """Learn the vocabularies from normalised `texts` and return their vectors, one row a text."""
        parts = []
        for name, vectorizer in _vectorizers().items():
            parts.append(vectorizer.fit_transform(texts) * np.float32(_WEIGHTS[name]))
            terms = sorted(vectorizer.vocabulary_.items(), key=lambda item: item[1])
            self._vocabularies[name] = [term for term, _ in terms]
            self._idf[name] = vectorizer.idf_
        self._prepare()
        return hstack(parts, format="csr")

    def read(self, text: str) -> tuple[Any, Any]:
        """The vector of one normalised `text`: the columns it fills and their values, as two arrays."""
        filled: list[int] = []
        for word in text.split():
            filled += self._inside.get(word) or self._inside_of(word)
        for view in self._views[1:]:
            column = view.columns.get
            filled += [found for term in view.cut(text) if (found := column(term)) is not None]
        columns, counts = np.unique(np.asarray(filled, dtype=np.intp), return_counts=True)
        values = (1.0 + np.log(counts)) * self._weights[columns]
        # Each view is brought to its own length: it fills one stretch of the columns, which are in order.
        ends = np.searchsorted(columns, self._ends)
        for view, start, end in zip(self._views, (0, *ends), ends, strict=False):
            own = values[start:end]
            if len(own):
                own *= view.share / np.sqrt(own @ own)
        return columns, values.astype(np.float32)

    def _inside_of(self, word: str) -> list[int]:
        """The columns of the characters inside `word`; they are kept for the words learnt, never for what people say."""
        characters, words = self._views[:2]
        column = characters.columns.get
        filled = [found for term in characters.cut(word) if (found := column(term)) is not None]
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
        self._views, self._ends = [], []
        self._inside: dict[str, list[int]] = {}
        first = 0
        for name, vectorizer in _vectorizers().items():
            terms = self._vocabularies[name]
            columns = {term: column for column, term in enumerate(terms, start=first)}
            self._views.append(_View(vectorizer.build_analyzer(), columns, _WEIGHTS[name]))
            first += len(terms)
            self._ends.append(first)
        self._weights = np.concatenate(
            [np.asarray(self._idf[name], np.float64) for name in self._vocabularies]
        )
