"""Intents and narrow answers told from one small space, in which every term of a text has its place.

A linear machine of its own for each answer learns from a dozen sentences only what these hold. Here all sentences teach
where the terms lie, and every task shares them: « thune » comes to lie by « salaire », whoever wrote either. The place of a
text is the sum of those of its terms; a linear map for each task tells its choices from it. It is fastText's model
(Joulin et al., 2017) over our weighted terms, learnt by stochastic descent with the steps of Adagrad.
What it brings is measured in `docs/language.md`; why it stands is in `docs/adr/0022-one-small-space.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bot.engine.packed import Packed

Vector = tuple[Any, Any]

_DIMENSIONS = 128
_SEEN = 3  # sentences: a term met less often has no place
_PASSES, _BATCH, _STEP = 12, 512, 0.6
# Terms, and directions of the space, that are left out at random of each sentence each time: no single one decides.
_TERMS_LEFT_OUT, _DIRECTIONS_LEFT_OUT = 0.4, 0.3
_SPREAD = 0.05  # of the places before anything is learnt
_FIRST = 1e-3  # squares of steps supposed to have been made already, so that the first are not the longest


@dataclass(frozen=True)
class Task:
    """What is told of sentences: the number of each one's choice, and how much it counts, 0 for those that teach nothing."""

    numbers: Any
    weights: Any


class Embedding:
    """A learnt space: a place for each column, and for each task a map with its bias."""

    def __init__(self, columns: Any, width: int, places: Any, maps: Mapping[str, tuple[Any, Any]]) -> None:
        """`columns`, of `width` in all, are those that have one of the `places`, of shape (columns, dimensions)."""
        self._columns, self._places, self._maps = columns, Packed(places), maps
        self._rows = np.full(width, -1, dtype=np.int32)
        self._rows[columns] = np.arange(len(columns), dtype=np.int32)
        self._plain = {
            task: (onto.astype(np.float32), bias.astype(np.float32)) for task, (onto, bias) in maps.items()
        }

    def place(self, vector: Vector) -> Any:
        """The place of a text, of shape (dimensions,): the sum of those of its terms, so that two texts together add up."""
        columns, values = vector
        rows = self._rows[columns]
        held = rows >= 0
        return self._places.summed(values[held], rows[held])

    def told(self, task: str, place: Any) -> Any:
        """The logarithm of the probability of each choice of `task` for a text at `place`."""
        onto, bias = self._plain[task]
        return _log_shares((place @ onto + bias)[None])[0]

    def described(self) -> dict[str, Any]:
        """What is stored as plain data."""
        return {"width": len(self._rows), "tasks": list(self._maps)}

    def arrays(self) -> dict[str, Any]:
        """What is stored as arrays."""
        maps = {f"{task}_{at}": part for task, parts in self._maps.items() for at, part in enumerate(parts)}
        arrays = {"columns": self._columns, "places": self._places.plain(), **maps}
        return {f"embedding_{name}": array for name, array in arrays.items()}

    @classmethod
    def restored(cls, described: dict[str, Any], weights: Any) -> Embedding:
        """The inverse of `described` and `arrays`."""
        maps = {
            task: (weights[f"embedding_{task}_0"], weights[f"embedding_{task}_1"])
            for task in described["tasks"]
        }
        return cls(weights["embedding_columns"], described["width"], weights["embedding_places"], maps)


def fit_embedding(vectors: csr_matrix, tasks: Mapping[str, Task], seed: int) -> Embedding:
    """Learn all `tasks` from `vectors`, one row a sentence."""
    width = vectors.shape[1]
    columns = np.flatnonzero(np.bincount(vectors.indices, minlength=width) >= _SEEN)
    learner = _Learner(vectors[:, columns].astype(np.float32).tocsr(), tasks, np.random.default_rng(seed))
    for done in range(_PASSES):
        learner.learn(_STEP * (1 - done / _PASSES))
    # Half precision: what is told differs by less than a thousandth.
    maps = {task: tuple(part.astype(np.float16) for part in parts) for task, parts in learner.maps.items()}
    return Embedding(columns.astype(np.int32), width, learner.places, maps)


class _Learner:
    """The space while it is learnt, and the sentences it is learnt from."""

    def __init__(self, vectors: csr_matrix, tasks: Mapping[str, Task], chance: np.random.Generator) -> None:
        self._vectors, self._tasks, self._chance = vectors, tasks, chance
        terms = vectors.shape[1]
        choices = {task: int(told.numbers.max()) + 1 for task, told in tasks.items()}
        self.places = self._spread(terms, _DIMENSIONS)
        self.maps = {
            task: (self._spread(_DIMENSIONS, count), np.zeros(count, np.float32))
            for task, count in choices.items()
        }
        # The squares of the steps made: of each place as a whole, of each weight of the maps.
        self._walked = np.full((terms, 1), _FIRST, np.float32)
        self._moved = {
            task: [np.full(part.shape, _FIRST, np.float32) for part in parts]
            for task, parts in self.maps.items()
        }
        self._numbered = np.zeros(terms, np.int32)

    def _spread(self, *shape: int) -> Any:
        return self._chance.standard_normal(shape, np.float32) * np.float32(_SPREAD)

    def learn(self, step: float) -> None:
        """Go once through all sentences, in an order of chance, with steps of this length."""
        order = self._chance.permutation(self._vectors.shape[0])
        for start in range(0, len(order), _BATCH):
            self._learn_from(order[start : start + _BATCH], np.float32(step))

    def _learn_from(self, sentences: Any, step: Any) -> None:
        terms, held = self._terms(sentences)
        places = self.places[held]
        left_in = self._left_in((len(sentences), _DIMENSIONS), _DIRECTIONS_LEFT_OUT)
        texts = (terms @ places) * left_in
        back = np.zeros_like(texts)
        for task, told in self._tasks.items():
            taught = np.flatnonzero(told.weights[sentences])
            if len(taught):
                of_these = sentences[taught]
                shares = (told.weights[of_these] / len(sentences)).astype(np.float32)
                back[taught] += self._told(task, texts[taught], told.numbers[of_these], shares, step)
        slopes = terms.T @ (back * left_in)
        walked = self._walked[held] + (slopes * slopes).mean(axis=1, keepdims=True)
        self._walked[held] = walked
        self.places[held] = places - step * slopes / np.sqrt(walked)

    def _terms(self, sentences: Any) -> tuple[csr_matrix, Any]:
        """The terms left in of these sentences, and the columns that any of them holds, by which they are numbered anew."""
        chosen = self._vectors[sentences]
        held = np.zeros(self._vectors.shape[1], bool)
        held[chosen.indices] = True
        columns = np.flatnonzero(held)
        self._numbered[columns] = np.arange(len(columns), dtype=np.int32)
        values = chosen.data * self._left_in(chosen.nnz, _TERMS_LEFT_OUT)
        shape = (len(sentences), len(columns))
        return csr_matrix((values, self._numbered[chosen.indices], chosen.indptr), shape=shape), columns

    def _left_in(self, shape: Any, left_out: float) -> Any:
        return (self._chance.random(shape, np.float32) >= left_out) / np.float32(1 - left_out)

    def _told(self, task: str, texts: Any, numbers: Any, shares: Any, step: Any) -> Any:
        """Learn one map from the places of texts whose true numbers are known; which way these places should go."""
        onto, bias = self.maps[task]
        wrong = np.exp(_log_shares(texts @ onto + bias))
        wrong[np.arange(len(numbers)), numbers] -= 1
        wrong *= shares[:, None]
        back = wrong @ onto.T
        slopes = (texts.T @ wrong, wrong.sum(axis=0))
        for part, moved, slope in zip(self.maps[task], self._moved[task], slopes, strict=True):
            moved += slope * slope
            part -= step * slope / np.sqrt(moved)
        return back


def _log_shares(scores: Any) -> Any:
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
