"""The choice among narrow answers: which one a message asks for, and how much it looks like asking for one at all.

Learnt from sentences that name their answer (`data/nlu/answers`), in the small space that the intents share
(`bot.engine.embedding`). What it costs and what it finds is measured in `docs/language.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bot.engine.embedding import Embedding, Task

# The weight of what is known beside the words, whose views have length 1: the subject spoken of before, each trade named.
_WEIGHTS = {"after": 0.7, "trade": 0.5}
# A sentence that says all by itself is said after any subject: so it learns not to hang on it.
_AFTER_ANY = 0.4
# Sentences that name no answer ask for none, but many of them would have been given one: they teach less.
_UNLABELLED = 0.3
_KEPT = 3  # answers told of a text
WHICH = "answer"  # the task of the space; its first choice is that none is asked for
# A score is the log odds of an answer among all and none, brought to a scale on which it is above 0 for what was learnt as
# a question of that answer. Chosen on held-out questions (docs/language.md).
_SCALE, _FROM = 0.3, 0.38
_SUREST = 1e-6  # of being wrong


class Narrow:
    """The learnt choice. `tags` are what it looks at beside the columns of the vectors."""

    def __init__(self, names: Sequence[str], tags: Sequence[str], width: int) -> None:
        """`width`: columns of the vectors, those of the tags come after them."""
        self.names, self.tags, self.width = list(names), list(tags), width
        self._of_tag = {tag: at for at, tag in enumerate(self.tags, start=width)}

    def best(self, embedding: Embedding, place: Any, tags: Iterable[str]) -> list[tuple[str, float]]:
        """The answers most asked for at `place` with `tags` (`tags_said`), each with its score, the best first.

        The score is above 0 for what was learnt as a narrow question of that answer, and falls with every doubt.
        """
        known = [(self._of_tag[tag], _WEIGHTS[tag.partition(":")[0]]) for tag in tags if tag in self._of_tag]
        if known:
            columns, values = zip(*known, strict=True)
            place = place + embedding.place((np.asarray(columns), np.asarray(values, np.float32)))
        told = embedding.told(WHICH, place)[1:]
        found = np.argpartition(-told, _KEPT)[:_KEPT] if len(told) > _KEPT else np.arange(len(told))
        found = found[np.argsort(-told[found], kind="stable")]
        odds = told[found] - np.log(np.maximum(-np.expm1(told[found]), _SUREST))
        scores = _SCALE * odds + _FROM
        return [(self.names[at], float(score)) for at, score in zip(found, scores, strict=True)]

    def described(self) -> dict[str, Any]:
        """What is stored as plain data."""
        return {"names": self.names, "tags": self.tags, "width": self.width}


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


def tasks_of(answers: Sequence[str | None]) -> tuple[list[str], dict[str, Task]]:
    """The answers that sentences name, and what they teach of them; nothing when fewer than two are named."""
    names = sorted({name for name in answers if name is not None})
    if len(names) < 2:
        return [], {}
    number = {name: at for at, name in enumerate(names, start=1)}
    numbers = np.asarray([number.get(name or "", 0) for name in answers])
    return names, {WHICH: Task(numbers, np.where(numbers > 0, 1.0, _UNLABELLED))}


def tag_columns(tags: Sequence[Sequence[str]], known: Sequence[str]) -> csr_matrix:
    """The columns of `tags`, one row a sentence: those `known`, in order."""
    at = {tag: column for column, tag in enumerate(known)}
    cells = [
        (row, at[tag], _WEIGHTS[tag.partition(":")[0]]) for row, those in enumerate(tags) for tag in those
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((np.asarray(values, np.float32), (rows, columns)), shape=(len(tags), len(known)))
