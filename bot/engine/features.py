"""From a delexicalised text to a sparse vector: characters inside words and word pairs, TF-IDF."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer


def _vectorizers() -> tuple[TfidfVectorizer, TfidfVectorizer]:
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True, lowercase=False, dtype=np.float32
    )
    words = TfidfVectorizer(
        analyzer="word",
        token_pattern=r"(?u)\b\w+\b|\?",  # noqa: S106 - a pattern, not a password
        ngram_range=(1, 2),
        min_df=1,
        sublinear_tf=True,
        lowercase=False,
        dtype=np.float32,
    )
    return characters, words


class Features:
    """Two TF-IDF views of a text side by side: characters 2–5 within words, words 1–2."""

    def __init__(self) -> None:
        """An untrained pair; `fit` or `from_arrays` gives it its vocabulary."""
        self._characters, self._words = _vectorizers()

    def fit(self, texts: list[str]) -> csr_matrix:
        """Learn the vocabularies from `texts` and return their vectors, one row a text."""
        return hstack([self._characters.fit_transform(texts), self._words.fit_transform(texts)], format="csr")

    def transform(self, texts: list[str]) -> csr_matrix:
        """The vectors of `texts`, one row a text."""
        return hstack([self._characters.transform(texts), self._words.transform(texts)], format="csr")

    def vocabularies(self) -> dict[str, list[str]]:
        """The terms of both views in the order of their columns, as plain data."""
        return {
            name: [term for term, _ in sorted(view.vocabulary_.items(), key=lambda item: item[1])]
            for name, view in (("characters", self._characters), ("words", self._words))
        }

    def weights(self) -> dict[str, Any]:
        """The inverse document frequencies of both views, as arrays."""
        return {"characters_idf": self._characters.idf_, "words_idf": self._words.idf_}

    @classmethod
    def from_arrays(cls, vocabularies: dict[str, list[str]], weights: Any) -> Features:
        """The inverse of `vocabularies` and `weights`."""
        features = cls()
        for name, view in (("characters", features._characters), ("words", features._words)):
            view.vocabulary_ = {term: column for column, term in enumerate(vocabularies[name])}
            view.fixed_vocabulary_ = True
            view.idf_ = weights[f"{name}_idf"].astype(np.float32)
        return features
