"""Safety first: words of danger win over any intent, whatever the classifier thinks."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.french.safety import find_danger
from bot.subjects import subject_of_intent

DISTRESS = "distress"
# What else is asked keeps its order, far below: as near as it was, the two would pass for a doubt and hide the danger.
_BEHIND = 0.5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerClassifier(GraphComponent, IntentClassifier):
    """Sets the intent to distress when `bot.french.safety` finds danger, and says of which kind."""

    @classmethod
    def required_components(cls) -> list[type]:
        """It corrects the decision of a classifier that came before."""
        return [IntentClassifier]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerClassifier:
        """Build the component; it has no settings of its own."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Put distress first where danger is found; the subject it displaces is kept in `also`."""
        for message in messages:
            danger = find_danger(message.get(TEXT) or "")
            if danger is None:
                continue
            message.set("danger", danger.kind, add_to_output=True)
            displaced = (message.get(INTENT) or {}).get("name")
            ranking = [
                {**entry, "confidence": entry["confidence"] * _BEHIND}
                for entry in message.get(INTENT_RANKING_KEY) or []
                if entry["name"] != DISTRESS
            ]
            first = {"name": DISTRESS, "confidence": 1.0}
            message.set(INTENT, first, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [first, *ranking], add_to_output=True)
            subject = subject_of_intent().get(displaced)
            others = [entry for entry in message.get("also") or [] if entry != DISTRESS]
            if subject not in (None, DISTRESS, "gibberish", *others):
                others.insert(0, subject)
            message.set("also", others, add_to_output=True)
        return messages
