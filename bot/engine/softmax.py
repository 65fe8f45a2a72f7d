"""A trained linear model: from a text to every intent with its probability."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from bot.engine.alarms import DISTRESS, alarming
from bot.engine.context import Follows
from bot.engine.features import Features
from bot.engine.narrow import Narrow, Vector
from bot.engine.packed import Packed
from bot.engine.roles import Roles
from bot.engine.segments import Ranking
from bot.french.normalise import Normaliser
from bot.roles import SELF


class Softmax:
    """A trained linear model: class names, weights, and the features and spelling it was trained with."""

    def __init__(
        self,
        classes: list[str],
        coefficients: Any,
        intercepts: Any,
        features: Features,
        normaliser: Normaliser,
        cues: dict[str, float] | None = None,
        narrow: Narrow | None = None,
        roles: Roles | None = None,
        follows: Follows | None = None,
    ) -> None:
        """`coefficients` has shape (classes, columns), `intercepts` (classes,); `cues` are those of `alarms`."""
        self.classes = classes
        self._narrow = narrow
        self._roles = roles
        self._follows = follows or Follows({})
        self.weigh = self._follows.weigh
        self._vectors: dict[str, Vector] = {}
        self._cues = cues or {}
        self._distress = classes.index(DISTRESS) if DISTRESS in classes else -1
        self._coefficients = Packed(np.ascontiguousarray(coefficients.T, dtype=np.float32))
        self._intercepts = intercepts.astype(np.float32)
        self._features = features
        self._normaliser = normaliser

    def begin(self, text: str) -> str:
        """A message, its names taken out, as `rank` reads it: in plain words, its spelling corrected.

        What was kept of the message before it is forgotten.
        """
        self._vectors.clear()
        return self._normaliser.normalise(text)

    def rank(self, text: str) -> Ranking:
        """Every intent with its probability for a normalised `text`, most likely first."""
        columns, values = self._read(text)
        scores = self._coefficients.summed(values, columns) + self._intercepts
        odds = np.exp(scores - scores.max())
        probabilities = odds / odds.sum()
        most = int(scores.argmax())
        if most == self._distress and not alarming(text, float(scores[most]), self._cues):
            # What looked like distress is like nothing known: its share goes to all alike, and there is doubt.
            probabilities = probabilities + probabilities[most] / (len(self.classes) - 1)
            probabilities[most] = 0.0
        odds_of = probabilities.tolist()
        return [(self.classes[column], odds_of[column]) for column in np.argsort(-probabilities).tolist()]

    def choose(self, text: str, tags: Iterable[str]) -> list[tuple[str, float]]:
        """The narrow answers that a normalised `text` asks for, with what is known beside its words (`Narrow.best`)."""
        return self._narrow.best(self._shared(text), tags) if self._narrow else []

    def speaker(self, text: str) -> tuple[str, float]:
        """The role that a normalised `text` tells most, and how far it is ahead (`Roles.likeliest`)."""
        return self._roles.likeliest(self._shared(text)) if self._roles else (SELF, 0.0)

    def _shared(self, text: str) -> Vector:
        """The vector of `text` without its last view, which only the intents look at."""
        columns, values = self._read(text)
        count = int(np.count_nonzero(columns < self._features.shared))
        return columns[:count], values[:count]

    def _read(self, text: str) -> Vector:
        """The vector of `text`; those of a message and of its parts are asked for several times."""
        if text not in self._vectors:
            self._vectors[text] = self._features.read(text)
        return self._vectors[text]

    def store(self, directory: Path) -> None:
        """Write the model as JSON and arrays: nothing that executes when it is read back."""
        described = {
            "classes": self.classes,
            "vocabularies": self._features.vocabularies(),
            "spelling": dict(sorted(self._normaliser.vocabulary.items())),
            "cues": self._cues,
            **({"narrow": self._narrow.described()} if self._narrow else {}),
            **({"roles": self._roles.names} if self._roles else {}),
            "follows": self._follows.described(),
        }
        (directory / "model.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        np.savez_compressed(
            directory / "weights.npz",
            coefficients=self._coefficients.plain().T,
            intercepts=self._intercepts,
            **self._features.weights(),
            **(self._narrow.arrays() if self._narrow else {}),
            **(self._roles.arrays() if self._roles else {}),
        )

    @classmethod
    def restore(cls, directory: Path) -> Softmax:
        """Read back what `store` wrote."""
        described = json.loads((directory / "model.json").read_text(encoding="utf-8"))
        with np.load(directory / "weights.npz", allow_pickle=False) as weights:
            features = Features.from_arrays(described["vocabularies"], weights)
            narrow = Narrow.restored(described["narrow"], weights) if "narrow" in described else None
            roles = Roles.restored(described["roles"], weights) if "roles" in described else None
            return cls(
                described["classes"],
                weights["coefficients"],
                weights["intercepts"],
                features,
                Normaliser(described["spelling"]),
                described.get("cues"),
                narrow,
                roles,
                Follows(described["follows"]),
            )
