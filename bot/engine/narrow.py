"""The choice among narrow answers: which one a message asks for, and how much it looks like asking for one at all.

Learnt from sentences that name their answer (`data/nlu/answers`), over the same vectors as the intents. Two linear machines:
one tells the answers apart, the other tells a narrow question from any other message. What it costs and what it finds is
measured in `docs/language.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

Vector = tuple[Any, Any]

_STRENGTH = 0.5  # inverse of the regularisation, as for the intents
_SEEN = 2  # sentences: a term met less often among those that name an answer says nothing of it
_TALK = 0.7  # the weight of the subject spoken of before, beside views of length 1
# A sentence that says all by itself is said after any subject: so it learns not to hang on it.
_AFTER_ANY = 0.4
# Many of our other sentences ask for an answer too, unlabelled: they teach less what is not one.
_UNLABELLED = 0.4
_KEPT = 3  # answers told of a text


class Narrow:
    """The trained choice. `columns` are the columns of the vectors, then the subjects, that it looks at."""

    def __init__(
        self, names: Sequence[str], subjects: Sequence[str], width: int, arrays: dict[str, Any]
    ) -> None:
        """`width`: columns of the vectors. `arrays`: `columns` kept, `weights` (kept, answers + 1), `bias` (answers + 1)."""
        self.names = list(names)
        self.subjects = list(subjects)
        self.width = width
        self._arrays = arrays
        self._weights = arrays["weights"]
        self._bias = arrays["bias"].astype(np.float32)
        self._rows = np.full(width + len(self.subjects), -1, dtype=np.int32)
        self._rows[arrays["columns"]] = np.arange(len(arrays["columns"]), dtype=np.int32)
        self._of_subject = {subject: at for at, subject in enumerate(self.subjects, start=width)}

    def best(self, vector: Vector, spoken_of: str | None) -> list[tuple[str, float]]:
        """The answers most asked for by `vector`, said after the subject `spoken_of`, each with its score, the best first.

        The score is above 0 for what was learnt as a narrow question of that answer, and falls with every doubt.
        """
        columns, values = vector
        rows = self._rows[columns]
        held = rows >= 0
        rows, values = rows[held], values[held]
        subject = self._of_subject.get(spoken_of or "")
        if subject is not None and (row := self._rows[subject]) >= 0:
            rows, values = np.append(rows, row), np.append(values, np.float32(_TALK))
        scores = values @ self._weights[rows].astype(np.float32) + self._bias
        found = np.argsort(-scores[:-1])[:_KEPT]
        return [(self.names[at], float(scores[at] + scores[-1])) for at in found]

    def described(self) -> dict[str, Any]:
        """What is stored as plain data."""
        return {"names": self.names, "subjects": self.subjects, "width": self.width}

    def arrays(self) -> dict[str, Any]:
        """What is stored as arrays."""
        return {f"narrow_{name}": array for name, array in self._arrays.items()}

    @classmethod
    def restored(cls, described: dict[str, Any], weights: Any) -> Narrow:
        """The inverse of `described` and `arrays`."""
        arrays = {name: weights[f"narrow_{name}"] for name in ("columns", "weights", "bias")}
        return cls(described["names"], described["subjects"], described["width"], arrays)


def fit_narrow(
    vectors: csr_matrix, answers: Sequence[str | None], after: Sequence[str | None], seed: int
) -> Narrow | None:
    """Train on `vectors`, one row a sentence, the answer each names or None, and the subject before it or None.

    None when fewer than two answers are named.
    """
    named = np.asarray([name is not None for name in answers])
    names = np.asarray([name for name in answers if name is not None])
    if len(set(names)) < 2:
        return None
    subjects = sorted({subject for subject in after if subject})
    said = hstack([vectors, _talk(after, subjects, seed)], format="csr")
    seen = np.diff(said[named].tocsc().indptr)
    columns = np.flatnonzero(seen >= _SEEN)
    said = said[:, columns]
    which = LinearSVC(C=_STRENGTH, random_state=seed).fit(said[named], names)
    teaches = np.where(named, 1.0, _UNLABELLED)
    whether = LinearSVC(C=_STRENGTH, random_state=seed).fit(said, named, sample_weight=teaches)
    answers_of = list(which.classes_)
    coefficients, bias = which.coef_, which.intercept_
    if len(answers_of) == 2:  # scikit-learn keeps one line for two classes
        coefficients, bias = np.vstack([-coefficients, coefficients]), np.concatenate([-bias, bias])
    arrays = {
        "columns": columns.astype(np.int32),
        "weights": np.vstack([coefficients, whether.coef_]).T.astype(np.float16),
        "bias": np.concatenate([bias, whether.intercept_]).astype(np.float32),
    }
    return Narrow([str(name) for name in answers_of], subjects, vectors.shape[1], arrays)


def _talk(after: Sequence[str | None], subjects: list[str], seed: int) -> csr_matrix:
    """The columns of the subject before: the one told, or now and then any other."""
    chance = np.random.default_rng(seed)
    rows, columns = [], []
    for row, subject in enumerate(after):
        if subject is None and subjects and chance.random() < _AFTER_ANY:
            subject = subjects[chance.integers(len(subjects))]
        if subject:
            rows.append(row)
            columns.append(subjects.index(subject))
    values = np.full(len(rows), _TALK, dtype=np.float32)
    return csr_matrix((values, (rows, columns)), shape=(len(after), len(subjects)))
