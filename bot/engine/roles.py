"""Who speaks: an employer, a counsellor, a teacher, a relative, or somebody who asks for themselves.

A linear machine beside the one of the intents, over the same vectors, learnt from the messages of `data/roles`. Those who
ask for themselves write most of the other sentences too, of which some are learnt beside them; sentences that ask for an
answer to one role (`employer_…`) are of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import yaml
from scipy.sparse import csr_matrix, vstack
from sklearn.svm import LinearSVC

from bot.engine.segments import after_greeting
from bot.engine.tolerance import TOLERANCE
from bot.french.find import read_all
from bot.roles import ROLES, SELF
from bot.settings import ROOT

Vector = tuple[Any, Any]

_FILES = ROOT / "data" / "roles"
_STRENGTH = 1.0  # inverse of the regularisation
# Beside what was written to tell a role: sentences that ask for an answer to one, and any others, one in so many.
_OF_ANSWER, _OTHER, _ONE_IN = 0.1, 0.05, 11
# Asked by employees too, whatever their names, or in words that those who guide others say as well.
_OF_NO_ROLE = frozenset(
    {"employer_told_of_talk", "employer_staff_away", "employer_keeps_staff", "employer_foreign_recruits"}
    | {"employer_licence"}
)


class Roles:
    """The trained machine: a score for each role."""

    def __init__(self, names: list[str], coefficients: Any, intercepts: Any) -> None:
        """`coefficients` has shape (columns, roles), `intercepts` (roles,)."""
        self.names = names
        self._coefficients = np.ascontiguousarray(coefficients, dtype=np.float32)
        self._intercepts = intercepts.astype(np.float32)
        self._self = names.index(SELF)

    def likeliest(self, vector: Vector) -> tuple[str, float]:
        """The role that a text with this vector tells most, and by how much more than that nobody else speaks."""
        columns, values = vector
        scores = values @ self._coefficients[columns] + self._intercepts
        alone = float(scores[self._self])
        scores[self._self] = -np.inf
        most = int(scores.argmax())
        return self.names[most], float(scores[most]) - alone

    def arrays(self) -> dict[str, Any]:
        """What is stored as arrays, beside `names`."""
        return {"roles_coefficients": self._coefficients, "roles_intercepts": self._intercepts}

    @classmethod
    def restored(cls, names: list[str], arrays: Any) -> Roles:
        """The inverse of `arrays`."""
        return cls(names, arrays["roles_coefficients"], arrays["roles_intercepts"])


def fit_roles(vectors: csr_matrix, names: Sequence[str], weights: Sequence[float], seed: int) -> Roles:
    """Learn from the `vectors` of sentences, one a row, each with its role, of at least three, and how much it counts."""
    # A role that few speak in is not drowned by the others, nor does it weigh as much as they do.
    total: Counter[str] = Counter()
    for name, weight in zip(names, weights, strict=True):
        total[name] += weight
    mean = sum(total.values()) / len(total)
    balanced = [weight * (mean / total[name]) ** 0.5 for name, weight in zip(names, weights, strict=True)]
    machine = LinearSVC(C=_STRENGTH, random_state=seed, tol=TOLERANCE).fit(vectors, names, balanced)
    return Roles([str(name) for name in machine.classes_], machine.coef_.T, machine.intercept_)


def written() -> tuple[list[str], list[str]]:
    """The messages of `data/roles`, their names and greetings taken out, and the role each is of."""
    found = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(_FILES.glob("*.yml"))]
    texts = [text for file in found for text in file["messages"]]
    roles = [file["role"] for file in found for _ in file["messages"]]
    read = read_all(texts, datetime.now(ZoneInfo("Europe/Paris")))
    return [after_greeting(text) for text, _ in read], roles


def learn_roles(
    own: csr_matrix, roles: Sequence[str], every: csr_matrix, answers: Sequence[str | None], seed: int
) -> Roles:
    """Learn from the vectors `own` of what `written` gives with its `roles`, and from those of the sentences of the intents.

    `answers` are the narrow answers that the latter ask for.
    """
    rows, names, weights = [], list(roles), [1.0] * len(roles)
    for row, answer in enumerate(answers):
        role = "" if answer is None or answer in _OF_NO_ROLE else answer.partition("_")[0]
        if role in ROLES or row % _ONE_IN == 0:
            rows.append(row)
            names.append(role if role in ROLES else SELF)
            weights.append(_OF_ANSWER if role in ROLES else _OTHER)
    return fit_roles(vstack([own, every[rows]], format="csr"), names, weights, seed)
