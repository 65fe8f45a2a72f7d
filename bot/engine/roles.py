"""Who speaks: an employer, a counsellor, a teacher, a relative, or somebody who asks for themselves.

A linear machine of its own, learnt from the messages of `data/roles`. Those who ask for themselves write most of the other
sentences too, of which some are learnt beside them; sentences that ask for an answer to one role (`employer_…`) are of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.svm import LinearSVC

from bot.engine.entities import DELEXICALISED, FrenchEntityExtractor
from bot.engine.features import Features
from bot.engine.importer import ANSWER
from bot.engine.tolerance import TOLERANCE
from bot.french.find import read_all
from bot.french.normalise import Normaliser, normalise, words
from bot.roles import ROLES, SELF
from bot.settings import ROOT

_FILES = ROOT / "data" / "roles"
_STRENGTH = 1.0  # inverse of the regularisation
_SEED = 7
# Beside what was written to tell a role: sentences that ask for an answer to one, and any others, one in so many.
_OF_ANSWER, _OTHER, _ONE_IN = 0.1, 0.05, 11
# Asked by employees, whatever its name.
_OF_NO_ROLE = frozenset({"employer_told_of_talk"})


class Roles:
    """The trained machine: a score for each role."""

    def __init__(
        self, names: list[str], coefficients: Any, intercepts: Any, features: Features, normaliser: Normaliser
    ) -> None:
        """`coefficients` has shape (columns, roles), `intercepts` (roles,)."""
        self._names = names
        self._coefficients = np.ascontiguousarray(coefficients, dtype=np.float32)
        self._intercepts = intercepts.astype(np.float32)
        self._features = features
        self._normaliser = normaliser

    def likeliest(self, text: str) -> tuple[str, float]:
        """The role that a delexicalised `text` tells most, and by how much more than that nobody else speaks."""
        columns, values = self._features.read(self._normaliser.normalise(text))
        scores = values @ self._coefficients[columns] + self._intercepts
        alone = float(scores[self._names.index(SELF)])
        score, name = max(
            (float(score), name) for score, name in zip(scores, self._names, strict=True) if name != SELF
        )
        return name, score - alone

    def store(self, directory: Path) -> None:
        """Write the machine as JSON and arrays."""
        told = {
            "names": self._names,
            "vocabularies": self._features.vocabularies(),
            "spelling": sorted(self._normaliser.vocabulary),
        }
        (directory / "roles.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        np.savez_compressed(
            directory / "roles.npz",
            coefficients=self._coefficients,
            intercepts=self._intercepts,
            **self._features.weights(),
        )

    @classmethod
    def restore(cls, directory: Path) -> Roles:
        """Read back what `store` wrote."""
        told = json.loads((directory / "roles.json").read_text(encoding="utf-8"))
        with np.load(directory / "roles.npz", allow_pickle=False) as weights:
            features = Features.from_arrays(told["vocabularies"], weights)
            return cls(
                told["names"],
                weights["coefficients"],
                weights["intercepts"],
                features,
                Normaliser(told["spelling"]),
            )


def fit_roles(sentences: Iterable[tuple[str, str, float]]) -> Roles:
    """Learn from delexicalised sentences, each with its role, of at least three, and how much it counts."""
    texts, names, weights = zip(*sentences, strict=True)
    plain = [normalise(text) for text in texts]
    counts = Counter(word for text in plain for word in words(text))
    normaliser = Normaliser(word for word, count in counts.items() if count > 1)
    features = Features()
    vectors = features.fit([normaliser.correct(text) for text in plain])
    # A role that few speak in is not drowned by the others, nor does it weigh as much as they do.
    total: Counter[str] = Counter()
    for name, weight in zip(names, weights, strict=True):
        total[name] += weight
    mean = sum(total.values()) / len(total)
    balanced = [weight * (mean / total[name]) ** 0.5 for name, weight in zip(names, weights, strict=True)]
    machine = LinearSVC(C=_STRENGTH, random_state=_SEED, tol=TOLERANCE).fit(vectors, names, balanced)
    return Roles(
        [str(name) for name in machine.classes_], machine.coef_.T, machine.intercept_, features, normaliser
    )


def _written() -> list[tuple[str, str, float]]:
    """The messages of `data/roles`, their names taken out."""
    found = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(_FILES.glob("*.yml"))]
    texts = [text for file in found for text in file["messages"]]
    roles = [file["role"] for file in found for _ in file["messages"]]
    read = read_all(texts, datetime.now(ZoneInfo("Europe/Paris")))
    return [(text, role, 1.0) for (text, _), role in zip(read, roles, strict=True)]


def _of_others(examples: list[Message]) -> list[tuple[str, str, float]]:
    """What the sentences of the intents teach of who speaks."""
    taught = []
    for at, example in enumerate(examples):
        answer = str(example.get(ANSWER) or "")
        role = "" if answer in _OF_NO_ROLE else answer.partition("_")[0]
        text = example.get(DELEXICALISED) or example.get(TEXT)
        if role in ROLES:
            taught.append((text, role, _OF_ANSWER))
        elif at % _ONE_IN == 0:
            taught.append((text, SELF, _OTHER))
    return taught


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class RoleClassifier(GraphComponent, IntentClassifier):
    """Tells beside the intent who speaks (`role`: its `name`, and by how much it is `ahead`)."""

    @classmethod
    def required_components(cls) -> list[type]:
        """The entities must have been found, since they are taken out of the text first."""
        return [FrenchEntityExtractor]

    def __init__(self, storage: ModelStorage, resource: Resource, roles: Roles | None = None) -> None:
        """Keep what training and persistence need; `roles` is None until trained or loaded."""
        self._storage = storage
        self._resource = resource
        self._roles = roles

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RoleClassifier:
        """An untrained classifier; it has no settings of its own."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> RoleClassifier:
        """The classifier of a trained model."""
        with model_storage.read_from(resource) as directory:
            return cls(model_storage, resource, Roles.restore(Path(directory)))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from `data/roles` and from the sentences of the intents, and store the machine."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._roles = fit_roles([*_written(), *_of_others(examples)])
        with self._storage.write_to(self._resource) as directory:
            self._roles.store(Path(directory))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Tell of each message the role its words tell most."""
        for message in messages:
            text = message.get(DELEXICALISED) or message.get(TEXT) or ""
            if self._roles is not None and any(character.isalnum() for character in text):
                name, ahead = self._roles.likeliest(text)
                message.set("role", {"name": name, "ahead": round(ahead, 3)}, add_to_output=True)
        return messages
