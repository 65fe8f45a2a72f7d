"""The choice among narrow answers: which one a message asks for, and how much it looks like asking for one at all.

Learnt from sentences that name their answer (`data/nlu/answers`), twice: in the small space that the intents share
(`bot.engine.embedding`), and by a linear machine over words and concepts alone, which tells the answers apart by what only
their sentences hold. What it costs and what it finds is measured in `docs/language.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.engine.embedding import Embedding, Task, Vector
from bot.engine.packed import Packed
from bot.engine.tolerance import TOLERANCE

_STRENGTH = 0.5  # inverse of the regularisation, as for the intents
_SEEN = 3  # sentences: a term met less often among those that name an answer says nothing of it
# Nor does a term that more than this share of them hold (docs/language.md).
_COMMON, _FEW = 0.08, 100
# The weight of what is known beside the words, whose views have length 1: the subject spoken of before, each trade named.
_WEIGHTS = {"after": 0.7, "trade": 0.5}
# A sentence that says all by itself is said after any subject: so it learns not to hang on it.
_AFTER_ANY = 0.4
# Sentences that name no answer ask for none, but many of them would have been given one: they teach less.
_UNLABELLED = 0.3
_KEPT = 3  # answers told of a text
WHICH = "answer"  # the task of the space; its first choice is that none is asked for
# The best answer has the most of both: the machine's score, and so much of the logarithm of its share in the space.
_OF_SHARE = 0.2
# What a score is made of: that of the machine, how far the answer is ahead of the next one (or behind the best), and its log
# odds among all and none. Chosen on held-out questions, on a scale where it is above 0 for what was learnt as a question of
# that answer (docs/language.md).
_OF_MACHINE, _OF_LEAD, _OF_ODDS, _FROM = 0.485, 0.242, 0.162, 0.35
_SUREST = 1e-6  # of being wrong


class Narrow:
    """The learnt choice. `tags` are what it looks at beside the columns of the vectors."""

    def __init__(self, names: Sequence[str], tags: Sequence[str], width: int, arrays: dict[str, Any]) -> None:
        """`width`: columns of the vectors, those of the tags come after them.

        `arrays`: the `columns` that the machine looks at, its `weights` (columns, answers) and `bias` (answers).
        """
        self.names, self.tags, self.width = list(names), list(tags), width
        self._of_tag = {tag: at for at, tag in enumerate(self.tags, start=width)}
        self._columns, self._bias = arrays["columns"], arrays["bias"]
        self._weights = Packed(arrays["weights"].astype(np.float32))
        self._rows = np.full(width + len(self.tags), -1, dtype=np.int32)
        self._rows[self._columns] = np.arange(len(self._columns), dtype=np.int32)

    def best(
        self, embedding: Embedding, place: Any, vector: Vector, tags: Iterable[str]
    ) -> list[tuple[str, float]]:
        """The answers most asked for by the `vector` of a text at `place`, with `tags` (`tags_said`), the best first.

        The score of each is above 0 for what was learnt as a narrow question of that answer, and falls with every doubt.
        """
        columns, values = vector
        known = [(self._of_tag[tag], _WEIGHTS[tag.partition(":")[0]]) for tag in tags if tag in self._of_tag]
        if known:
            tagged = np.asarray([column for column, _ in known])
            weights = np.asarray([weight for _, weight in known], np.float32)
            place = place + embedding.place((tagged, weights))
            columns, values = np.concatenate([columns, tagged]), np.concatenate([values, weights])
        rows = self._rows[columns]
        held = rows >= 0
        scores = self._weights.summed(values[held], rows[held]) + self._bias
        told = embedding.told(WHICH, place)[1:]
        both = scores + _OF_SHARE * told
        found = np.argpartition(-both, _KEPT)[:_KEPT] if len(both) > _KEPT else np.arange(len(both))
        found = found[np.argsort(-both[found], kind="stable")]
        rivals = both[[found[1], *[found[0]] * (len(found) - 1)]]
        odds = told[found] - np.log(np.maximum(-np.expm1(told[found]), _SUREST))
        sure = _OF_MACHINE * scores[found] + _OF_LEAD * (both[found] - rivals) + _OF_ODDS * odds + _FROM
        return [(self.names[at], float(score)) for at, score in zip(found, sure, strict=True)]

    def described(self) -> dict[str, Any]:
        """What is stored as plain data."""
        return {"names": self.names, "tags": self.tags, "width": self.width}

    def arrays(self) -> dict[str, Any]:
        """What is stored as arrays."""
        arrays = {"columns": self._columns, "weights": self._weights.plain(), "bias": self._bias}
        return {f"narrow_{name}": array for name, array in arrays.items()}

    @classmethod
    def restored(cls, described: dict[str, Any], weights: Any) -> Narrow:
        """The inverse of `described` and `arrays`."""
        return cls(
            **described, arrays={name: weights[f"narrow_{name}"] for name in ("columns", "weights", "bias")}
        )


def fit_narrow(
    vectors: csr_matrix, answers: Sequence[str | None], tags: Sequence[Sequence[str]], words: slice, seed: int
) -> Narrow | None:
    """Learn the machine from `vectors`, one row a sentence, with its tags and the answer it asks for or None.

    `words` are the columns it looks at beside the tags. None when fewer than two answers are asked for.
    """
    named = np.flatnonzero([name is not None for name in answers])
    names = np.asarray([answers[row] for row in named])
    if len(set(names)) < 2:
        return None
    known = sorted({tag for those in tags for tag in those})
    width = vectors.shape[1]
    said = hstack([vectors[named], tag_columns([tags[row] for row in named], known)], format="csc")
    seen = np.diff(said.indptr)
    looked_at = (seen >= _SEEN) & (seen <= max(_COMMON * len(named), _FEW))
    looked_at[: words.start] = looked_at[words.stop : width] = False
    columns = np.flatnonzero(looked_at)
    machine = LinearSVC(C=_STRENGTH, random_state=seed, tol=TOLERANCE).fit(said[:, columns].tocsr(), names)
    weights, bias = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:  # scikit-learn keeps one line for two classes: that of the second
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    arrays = {
        "columns": columns.astype(np.int32),
        "weights": np.ascontiguousarray(weights.T),
        "bias": bias.astype(np.float32),
    }
    return Narrow([str(name) for name in machine.classes_], known, width, arrays)


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


def tasks_of(answers: Sequence[str | None]) -> dict[str, Task]:
    """What sentences teach the space of the answers they name; nothing when fewer than two are named."""
    names = sorted({name for name in answers if name is not None})
    if len(names) < 2:
        return {}
    number = {name: at for at, name in enumerate(names, start=1)}
    numbers = np.asarray([number.get(name or "", 0) for name in answers])
    return {WHICH: Task(numbers, np.where(numbers > 0, 1.0, _UNLABELLED))}


def tag_columns(tags: Sequence[Sequence[str]], known: Sequence[str]) -> csr_matrix:
    """The columns of `tags`, one row a sentence: those `known`, in order."""
    at = {tag: column for column, tag in enumerate(known)}
    cells = [
        (row, at[tag], _WEIGHTS[tag.partition(":")[0]]) for row, those in enumerate(tags) for tag in those
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((np.asarray(values, np.float32), (rows, columns)), shape=(len(tags), len(known)))
