"""The intent classifier: linear, calibrated, over what is left of a message once names are taken out.

Measured in `docs/language.md`: on our data it is as accurate as Rasa's DIET at a fraction of its cost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

from bot.engine.alarms import cues_of
from bot.engine.apart import described, read_apart, scored
from bot.engine.context import SPOKEN_OF, Follows, learn_follows, written_talks
from bot.engine.entities import DELEXICALISED, TRADES, FrenchEntityExtractor
from bot.engine.features import Features
from bot.engine.importer import AFTER, ANSWER
from bot.engine.narrow import fit_narrow, tags_of, tags_said
from bot.engine.roles import Roles, learn_roles, written
from bot.engine.segments import after_greeting, clauses, is_asked, requests, told_amid, weighs
from bot.engine.side_process import beside
from bot.engine.signs import said_by_signs
from bot.engine.softmax import Softmax
from bot.engine.tolerance import TOLERANCE
from bot.french.normalise import Normaliser, normalise, words

# What a sentence that asks for a narrow answer teaches of its intent: it was written for the answer, and counts less.
_HANGS, _TELLS = 0.3, 6
_NARROW = 0.3
_CALIBRATING = 0.45  # of the examples
_ALONE = 2  # readings kept of a message without its talk


def fit(
    texts: list[str],
    intents: list[str],
    strength: float,
    seed: int,
    boost: dict[str, float] | None = None,
    answers: list[str | None] | None = None,
    after: list[str | None] | None = None,
    trades: list[tuple[str, ...]] | None = None,
    spoken: Callable[[], tuple[list[str], list[str]]] | None = None,
    follows: Follows | None = None,
) -> Softmax:
    """Train on delexicalised `texts` and their `intents`, of at least three kinds.

    `strength` is the inverse of the regularisation of the linear support vector machine. Its scores are then
    scaled by one temperature, found on examples left out, so that they read as probabilities. `boost` adds to the
    score of some intents. `answers` are the narrow answers that texts ask for, `trades` those they name, and `after` the
    subjects before them: a text that needs one says too little of its intent by itself, and teaches its answer alone.
    `spoken` gives messages that tell who speaks, and their roles; `follows` is what comes after what in a talk.
    """
    plain = [normalise(text) for text in texts]
    counts = Counter(word for text in plain for word in words(text))
    normaliser = Normaliser({word: count for word, count in counts.items() if count > 1})
    features = Features()
    corrected = [normaliser.correct(text) for text in plain]
    every = features.fit(corrected)
    shared = every[:, : features.shared]
    answers, after = answers or [None] * len(texts), after or [None] * len(texts)
    tags = tags_of(after, trades or [()] * len(texts), seed)
    # A few words that hang on the talk say nothing of their intent by themselves.
    whole = np.asarray(
        [subject is None or len(text.split()) >= _TELLS for subject, text in zip(after, plain, strict=True)]
    )
    weights = np.asarray(
        [
            _HANGS if subject else _NARROW if answer else 1.0
            for subject, answer in zip(after, answers, strict=True)
        ]
    )
    vectors, labels = every[whole], np.asarray(intents)[whole]
    # Processes of their own, which share the vectors: two machines learn at once.
    scaling = beside(_temperature, vectors, labels, strength, seed)
    choosing = beside(fit_narrow, shared, answers, tags, seed)
    speaking = beside(_speakers, spoken, features, normaliser, shared, answers, seed)
    machine = LinearSVC(C=strength, random_state=seed, tol=TOLERANCE)
    machine.fit(vectors, labels, weights[whole])
    scale, narrow, roles = scaling(), choosing(), speaking()
    names = [str(name) for name in machine.classes_]
    favour = np.asarray([(boost or {}).get(name, 0.0) for name in names])
    cues = cues_of(corrected, intents)
    bias = (machine.intercept_ + favour) * scale
    return Softmax(names, machine.coef_ * scale, bias, features, normaliser, cues, narrow, roles, follows)


def _speakers(
    spoken: Callable[[], tuple[list[str], list[str]]] | None,
    features: Features,
    normaliser: Normaliser,
    every: Any,
    answers: list[str | None],
    seed: int,
) -> Roles | None:
    """Who speaks, learnt over the vectors of the intents."""
    if spoken is None:
        return None
    texts, roles = spoken()
    return learn_roles(
        features.read_all([normaliser.normalise(text) for text in texts])[:, : features.shared],
        roles,
        every,
        answers,
        seed,
    )


def _temperature(vectors: Any, labels: Any, strength: float, seed: int) -> float:
    """The factor that makes the scores of a quarter of the examples, left out, most likely (Guo et al., 2017).

    A part of the others is enough to learn from: the factor is 4.30 with half of all, 4.14 with three quarters.
    """
    rows = np.arange(len(labels))
    learnt, left_out = train_test_split(
        rows, train_size=_CALIBRATING, test_size=0.25, random_state=seed, stratify=labels
    )
    machine = LinearSVC(C=strength, random_state=seed, tol=TOLERANCE).fit(vectors[learnt], labels[learnt])
    scores = machine.decision_function(vectors[left_out])
    own = scores[np.arange(len(left_out)), np.searchsorted(machine.classes_, labels[left_out])]

    def loss(scale: float) -> float:
        return float(np.mean(logsumexp(scale * scores, axis=1) - scale * own))

    return float(minimize_scalar(loss, bounds=(0.1, 30.0), method="bounded").x)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FrenchIntentClassifier(GraphComponent, IntentClassifier):
    """Classifies the delexicalised message and lists the other subjects it also holds."""

    @classmethod
    def required_components(cls) -> list[type]:
        """The entities must have been found, since they are taken out of the text first."""
        return [FrenchEntityExtractor]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength`: inverse of the regularisation; `boost`: added to an intent's score; `ranking`: intents kept."""
        return {"strength": 0.5, "boost": {}, "ranking": 5, "random_state": 7}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: Softmax | None = None
    ) -> None:
        """Keep what training and persistence need; `model` is None until trained or loaded."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrenchIntentClassifier:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FrenchIntentClassifier:
        """The classifier of a trained model."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, Softmax.restore(Path(directory)))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and store the model."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._model = fit(
            [after_greeting(example.get(DELEXICALISED) or example.get(TEXT)) for example in examples],
            [example.get(INTENT) for example in examples],
            float(self._config["strength"]),
            int(self._config["random_state"]),
            dict(self._config["boost"]),
            [example.get(ANSWER) for example in examples],
            [example.get(AFTER) for example in examples],
            [example.get(TRADES) or () for example in examples],
            written,
            learn_follows(written_talks()),
        )
        with self._storage.write_to(self._resource) as directory:
            self._model.store(Path(directory))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent, the ranking and the other subjects of each message."""
        for _ in self.in_steps(messages):
            pass
        return messages

    def in_steps(self, messages: list[Message]) -> Iterator[None]:
        """Do what `process` does, a step at a time: a long message has a dozen clauses to be ranked."""
        if self._model is None:
            return
        for message in messages:
            text = message.get(DELEXICALISED) or message.get(TEXT) or ""
            if not any(character.isalnum() for character in text):
                _without_words(message)
                continue
            text = self._model.begin(after_greeting(text))
            spoken_of = (message.get("metadata") or {}).get(SPOKEN_OF)
            tags = tags_said(spoken_of, message.get(TRADES) or ())
            asks = [self._model.choose(text, tags)]
            alone = self._model.rank(text)
            ranking = self._model.weigh(alone, text, spoken_of)
            speaker, ahead = self._model.speaker(text)
            message.set("role", {"name": speaker, "ahead": round(ahead, 3)}, add_to_output=True)
            # What it would be taken for without the talk: tried when the answer was given already.
            message.set("alone", [described(*entry) for entry in alone[:_ALONE]], add_to_output=True)
            yield
            ranked = {}
            asking = [True]
            told = told_amid(text)
            for clause, questioned in dict(clauses(text)).items():
                asking.append(clause not in told and is_asked(clause, questioned))
                ranked[clause] = self._model.rank(clause)
                asks.append(self._model.choose(clause, tags))
                yield
            # The narrow answers asked for: by the whole message, then by each of its clauses, beside what it is about.
            about = [ranking[0][0], *(found[0][0] for found in ranked.values())]
            narrow = [
                {"intent": intent, "asks": asked, "best": scored(found)}
                for intent, asked, found in zip(about, asking, asks, strict=True)
            ]
            message.set("narrow", narrow, add_to_output=True)
            apart = read_apart(self._model, text, spoken_of, message.get(TRADES) or ())
            message.set("questions", apart, add_to_output=True)
            asked = requests(text, ranking, ranked.__getitem__, self._model.weigh)
            if (asked.intent, asked.confidence) != ranking[0]:
                ranking = _led_by(asked.intent, asked.confidence, ranking)
            message.set(INTENT, described(*ranking[0]), add_to_output=True)
            message.set(
                INTENT_RANKING_KEY,
                [described(*entry) for entry in ranking[: int(self._config["ranking"])]],
                add_to_output=True,
            )
            message.set("also", list(asked.also), add_to_output=True)
            yield
            message.set("weighs", weighs(text, self._model.rank), add_to_output=True)


def _led_by(intent: str, confidence: float, ranking: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """`ranking` with `intent` first at `confidence`, the others sharing what is left."""
    others = [(name, odds) for name, odds in ranking if name != intent]
    left = (1 - confidence) / (sum(odds for _, odds in others) or 1.0)
    return [(intent, confidence), *((name, odds * left) for name, odds in others)]


def _without_words(message: Message) -> None:
    """A message of signs alone (« ? », an emoji): nothing to classify, what its signs say if anything."""
    ranking = [described(*said_by_signs(message.get(TEXT) or ""))]
    message.set(INTENT, ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
    message.set("also", [], add_to_output=True)
