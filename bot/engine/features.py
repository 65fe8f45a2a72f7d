"""From a normalised text to a sparse vector: characters inside words, word pairs, concepts; TF-IDF."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.french.concepts import concepts

# The thesaurus says less than the words themselves:
# at full weight it lowers the score on messages never seen (docs/language.md).
_CONCEPT_WEIGHT = 0.3


def _vectorizers() -> dict[str, TfidfVectorizer]:
    shared = {"sublinear_tf": True, "lowercase": False, "dtype": np.float32}
    return {
        "characters": TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, **shared),
        "words": TfidfVectorizer(token_pattern=r"(?u)\b\w+\b|\?", ngram_range=(1, 2), **shared),  # noqa: S106
        "concepts": TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 1), **shared),  # noqa: S106
    }


class Features:
    """Three TF-IDF views of a text side by side: characters 2–4 within words, words 1–2, concepts."""

    def __init__(self) -> None:
        """An untrained set of views; `fit` or `from_arrays` gives it its vocabulary."""
        self._views = _vectorizers()

    def fit(self, texts: list[str]) -> csr_matrix:
        """Learn the vocabularies from normalised `texts` and return their vectors, one row a text."""
        return self._stack(
            {name: view.fit_transform(_read(name, texts)) for name, view in self._views.items()}
        )

    def transform(self, texts: list[str]) -> csr_matrix:
        """The vectors of normalised `texts`, one row a text."""
        return self._stack({name: view.transform(_read(name, texts)) for name, view in self._views.items()})

    def _stack(self, parts: dict[str, csr_matrix]) -> csr_matrix:
        return hstack(
            [parts["characters"], parts["words"], parts["concepts"] * np.float32(_CONCEPT_WEIGHT)],
            format="csr",
        )

    def vocabularies(self) -> dict[str, list[str]]:
        """The terms of each view in the order of their columns, as plain data."""
        return {
            name: [term for term, _ in sorted(view.vocabulary_.items(), key=lambda item: item[1])]
            for name, view in self._views.items()
        }

    def weights(self) -> dict[str, Any]:
        """The inverse document frequencies of each view, as arrays."""
        return {f"{name}_idf": view.idf_ for name, view in self._views.items()}

    @classmethod
    def from_arrays(cls, vocabularies: dict[str, list[str]], weights: Any) -> Features:
        """The inverse of `vocabularies` and `weights`."""
        features = cls()
        for name, view in features._views.items():
            view.vocabulary_ = {term: column for column, term in enumerate(vocabularies[name])}
            view.fixed_vocabulary_ = True
            view.idf_ = weights[f"{name}_idf"].astype(np.float32)
        return features


def _read(view: str, texts: list[str]) -> list[str]:
    return [" ".join(concepts(text)) for text in texts] if view == "concepts" else texts
