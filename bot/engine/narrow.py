"""The choice among narrow answers: which one a message asks for, and how much it looks like asking for one at all.

Learnt from sentences that name their answer (`data/nlu/answers`), over the same vectors as the intents. Two linear machines:
one tells the answers apart, the other tells a narrow question from any other message. What it costs and what it finds is
measured in `docs/language.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.engine.packed import Packed
from bot.engine.side_process import beside
from bot.engine.tolerance import TOLERANCE

Vector = tuple[Any, Any]

_STRENGTH = 0.5  # inverse of the regularisation, as for the intents
_SEEN = 3  # sentences: a term met less often among those that name an answer says nothing of it
# Nor does a term that more than this share of them hold: half of the terms of a text, and of the time (docs/language.md).
_COMMON, _FEW = 0.08, 100
# The weight of what is known beside the words, whose views have length 1: the subject spoken of before, each trade named.
_WEIGHTS = {"after": 0.7, "trade": 0.5}
# A sentence that says all by itself is said after any subject: so it learns not to hang on it.
_AFTER_ANY = 0.4
# Many of our other sentences ask for an answer too, unlabelled: they teach less what is not one.
_UNLABELLED = 0.4
_OTHER = ""  # the answers that a process does not learn
_KEPT = 3  # answers told of a text
# A text that looks so little like a narrow question asks for none: which one is not looked for, which is most of the cost.
_NO_QUESTION = -0.9
# What a score is made of: how much the text looks like asking for the answer, by how much it does so more than for the
# next one, and how much it looks like a narrow question at all. Chosen on held-out questions (docs/language.md).
_AHEAD, _ASKING = 0.5, 0.4


class Narrow:
    """The trained choice. `tags` are what it looks at beside the columns of the vectors."""

    def __init__(self, names: Sequence[str], tags: Sequence[str], width: int, arrays: dict[str, Any]) -> None:
        """`width`: columns of the vectors. `arrays`: `columns` kept, `weights` (kept, answers + 1), `bias` (answers + 1)."""
        self.names = list(names)
        self.tags = list(tags)
        self.width = width
        self._arrays = arrays
        weights = arrays["weights"].astype(np.float32)  # half precision on disk
        self._whether = weights[:, -1].copy()
        self._which = Packed(weights[:, :-1])
        self._bias = arrays["bias"].astype(np.float32)
        self._rows = np.full(width + len(self.tags), -1, dtype=np.int32)
        self._rows[arrays["columns"]] = np.arange(len(arrays["columns"]), dtype=np.int32)
        self._of_tag = {tag: at for at, tag in enumerate(self.tags, start=width)}

    def best(self, vector: Vector, tags: Iterable[str]) -> list[tuple[str, float]]:
        """The answers most asked for by `vector` with `tags` (`tags_said`), each with its score, the best first.

        The score is above 0 for what was learnt as a narrow question of that answer, and falls with every doubt.
        """
        columns, values = vector
        known = [(self._of_tag[tag], _WEIGHTS[tag.partition(":")[0]]) for tag in tags if tag in self._of_tag]
        if known:
            columns = np.concatenate([columns, [column for column, _ in known]])
            values = np.concatenate([values, np.asarray([value for _, value in known], dtype=np.float32)])
        rows = self._rows[columns]
        held = rows >= 0
        rows, values = rows[held], values[held]
        asks = float(values @ self._whether[rows] + self._bias[-1])
        if asks < _NO_QUESTION:
            return []
        scores = self._which.summed(values, rows) + self._bias[:-1]
        found = np.argpartition(-scores, _KEPT)[:_KEPT] if len(scores) > _KEPT else np.arange(len(scores))
        found = found[np.argsort(-scores[found], kind="stable")]
        rivals = scores[
            [found[1], *[found[0]] * (len(found) - 1)]
        ]  # the best is ahead of the second, the others behind it
        told = scores[found] + _AHEAD * (scores[found] - rivals) + _ASKING * asks
        return [(self.names[at], float(score)) for at, score in zip(found, told, strict=True)]

    def described(self) -> dict[str, Any]:
        """What is stored as plain data."""
        return {"names": self.names, "tags": self.tags, "width": self.width}

    def arrays(self) -> dict[str, Any]:
        """What is stored as arrays."""
        return {f"narrow_{name}": array for name, array in self._arrays.items()}

    @classmethod
    def restored(cls, described: dict[str, Any], weights: Any) -> Narrow:
        """The inverse of `described` and `arrays`."""
        arrays = {name: weights[f"narrow_{name}"] for name in ("columns", "weights", "bias")}
        narrow = cls(described["names"], described["tags"], described["width"], arrays)
        narrow._arrays = {}  # only a model that was just learnt is stored
        return narrow


def tags_said(spoken_of: str | None, trades: Iterable[str]) -> list[str]:
    """What is known beside the words of a message: the subject spoken of before, the trades it names."""
    return [*([f"after:{spoken_of}"] if spoken_of else []), *(f"trade:{slug}" for slug in trades)]


def tags_of(after: Sequence[str | None], trades: Sequence[Iterable[str]], seed: int) -> list[list[str]]:
    """The same of sentences to learn; one that needs no subject before it is now and then given any."""
    chance = np.random.default_rng(seed)
    subjects = sorted({subject for subject in after if subject})
    tags = []
    for subject, named in zip(after, trades, strict=True):
        if subject is None and subjects and chance.random() < _AFTER_ANY:
            subject = subjects[chance.integers(len(subjects))]
        tags.append(tags_said(subject, named))
    return tags


def fit_narrow(
    vectors: csr_matrix, answers: Sequence[str | None], tags: Sequence[Sequence[str]], seed: int
) -> Narrow | None:
    """Train on `vectors`, one row a sentence, with its tags and the answer it asks for or None.

    None when fewer than two answers are asked for.
    """
    named = np.asarray([name is not None for name in answers])
    names = np.asarray([name for name in answers if name is not None])
    if len(set(names)) < 2:
        return None
    known = sorted({tag for those in tags for tag in those})
    said = hstack([vectors, _columns(tags, known)], format="csr")
    seen = np.diff(said[named].tocsc().indptr)
    columns = np.flatnonzero((seen >= _SEEN) & (seen <= max(_COMMON * named.sum(), _FEW)))
    said = said[:, columns]
    kinds = sorted(set(names))
    # Each answer is told from all the others by itself: half of them is learnt beside the other half.
    later = beside(_told_apart, said[named], names, kinds[len(kinds) // 2 :], seed)
    which = _told_apart(said[named], names, kinds[: len(kinds) // 2], seed)
    teaches = np.where(named, 1.0, _UNLABELLED)
    whether = LinearSVC(C=_STRENGTH, random_state=seed, tol=TOLERANCE).fit(said, named, sample_weight=teaches)
    lines = [*which, *later()]
    arrays = {
        "columns": columns.astype(np.int32),
        "weights": np.vstack([*(weights for weights, _ in lines), whether.coef_[0]]).T.astype(np.float16),
        "bias": np.asarray([*(bias for _, bias in lines), whether.intercept_[0]], dtype=np.float32),
    }
    return Narrow([str(name) for name in kinds], known, vectors.shape[1], arrays)


def _told_apart(vectors: csr_matrix, names: Any, kinds: Sequence[str], seed: int) -> list[tuple[Any, float]]:
    """For each of `kinds`, in order, the weights and the bias that tell its sentences from all the others."""
    machine = LinearSVC(C=_STRENGTH, random_state=seed, tol=TOLERANCE).fit(
        vectors, np.where(np.isin(names, kinds), names, _OTHER)
    )
    weights, bias = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:  # scikit-learn keeps one line for two classes: that of the second
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    rows = {str(name): row for row, name in enumerate(machine.classes_)}
    return [(weights[rows[kind]].astype(np.float32), float(bias[rows[kind]])) for kind in kinds]


def _columns(tags: Sequence[Sequence[str]], known: list[str]) -> csr_matrix:
    at = {tag: column for column, tag in enumerate(known)}
    cells = [
        (row, at[tag], _WEIGHTS[tag.partition(":")[0]]) for row, those in enumerate(tags) for tag in those
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((np.asarray(values, np.float32), (rows, columns)), shape=(len(tags), len(known)))
