"""Entities: the finders of `bot.french`, as a component of Rasa's graph."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.french.find import delexicalise, find_all, read_all, trades_in
from bot.french.folding import fold_text
from bot.french.found import Found
from bot.french.set_aside import refused_spans

DELEXICALISED = "delexicalised"
# The trades it names, which the choice among narrow answers looks at.
TRADES = "trades"
_REFUSABLE = frozenset({"profession", "neighbour", "place"})
_PARIS = ZoneInfo("Europe/Paris")


def now_of(message: Message) -> datetime:
    """The moment a message is read at: the one its metadata fixes (ISO 8601), else the present."""
    fixed = (message.get("metadata") or {}).get("now")
    if not fixed:
        return datetime.now(_PARIS)
    moment = datetime.fromisoformat(fixed)
    return moment if moment.tzinfo else moment.replace(tzinfo=_PARIS)


def rasa_name(found: Found) -> str:
    """The name under which Rasa sees an entity; only the plain names fill slots.

    What was recognised but must not narrow a search or replace what is known gets a name of its own:
    `profession_excluded`, `profession_current`, `profession_told` (the trade of who only spoke), `place_excluded`,
    `place_nearby`, `date_past`, `age_other`, `level_missing`, `diploma_missing`.
    """
    if found.details.get("excluded"):
        return f"{found.entity}_excluded"
    if found.details.get("told_by"):
        return f"{found.entity}_told"
    if not found.is_filter:
        return {"date": "date_past", "age": "age_other"}.get(found.entity, f"{found.entity}_other")
    if found.details.get("role") == "current":
        return f"{found.entity}_current"
    if found.entity in ("level", "diploma") and found.details.get("negated"):
        return f"{found.entity}_missing"
    if found.entity == "place" and found.value["kind"] == "nearby":
        return "place_nearby"
    return found.entity


# « vu son BPJEPS », « avec mon CAP »: a diploma that is a means to another trade.
_BY_MEANS_OF = re.compile(r"\b(?:vu|avec|grace a|malgre|via) (?:mon|ma|son|sa|ton|votre|leur)s? ?\Z")


def implied(text: str, founds: list[Found]) -> list[Found]:
    """The professions that diplomas, or trades next door, stand for in raw `text`, when no profession is named.

    « le DEAES » asks about the accompagnant éducatif et social, « infirmière scolaire » about nursing too.
    """
    if any(found.entity == "profession" for found in founds):
        return []
    return [
        replace(found, entity="profession", value=found.details["profession"], alternatives=())
        for found in founds
        if found.entity in ("diploma", "neighbour")
        and isinstance(found.details.get("profession"), str)
        and not _BY_MEANS_OF.search(fold_text(text[: found.start]))
    ]


def _wanted(text: str, founds: list[Found]) -> list[Found]:
    """`founds` without what `text` puts aside; a trade or a place named there is one that is refused."""
    spans = refused_spans(text)
    kept: list[Found] = []
    for found in founds:
        if not any(start <= found.start and found.end <= end for start, end in spans):
            kept.append(found)
        elif found.entity in _REFUSABLE:
            details = {key: value for key, value in found.details.items() if key != "profession"}
            kept.append(replace(found, is_filter=False, details={**details, "excluded": True}))
    return kept


def _as_entity(found: Found) -> dict[str, Any]:
    return {
        "entity": rasa_name(found),
        "value": found.value,
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "alternatives": list(found.alternatives),
        "extractor": FrenchEntityExtractor.__name__,
    }


# Registered as a featurizer: Rasa's recipe runs those on the training examples, whose names must be taken out
# before the classifier learns from them.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class FrenchEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Finds professions, places, dates, diplomas, levels, ages, durations and kinds of event."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrenchEntityExtractor:
        """Build the component; it has no settings of its own."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give every example its delexicalised form and its trades, which the classifier learns from."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        texts = [example.get(TEXT) for example in examples]
        for example, (text, trades) in zip(examples, read_all(texts, datetime.now(_PARIS)), strict=True):
            example.set(DELEXICALISED, text)
            example.set(TRADES, trades)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities, with canonical values, to each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            founds = find_all(text, now_of(message))
            message.set(DELEXICALISED, delexicalise(text, founds))
            message.set(TRADES, trades_in(founds))
            founds = _wanted(text, founds)
            entities = [_as_entity(found) for found in (*founds, *implied(text, founds))]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages
