"""spaCy's part of the pipeline: the French tokeniser and an entity ruler over our lexicon.

A deployer who has a trained pipeline (`fr_core_news_md`) names it in ORISOIN_SPACY_MODEL: our ruler and our
tokeniser exceptions are then added to it.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

import spacy
import spacy.lang.char_classes as letters
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.symbols import ORTH

from bot.french.lexicon_data import named_forms
from bot.settings import load_settings

RULER = "orisoin_lexicon"

# Words that the French tokeniser of spaCy cuts in pieces that mean nothing.
_WHOLE_WORDS = (
    "aujourd'hui",
    "Aujourd'hui",
    "aujourd’hui",
    "Aujourd’hui",
    "bac+2",
    "bac+3",
    "bac+5",
    "c'est-à-dire",
)


# The letters that French is written with, and those of the names that come with it.
_LATIN = "a-zA-ZÀ-ÖØ-öø-ÿĀ-ž"
_LATIN_LOWER = "a-zß-öø-ÿ" + "".join(letter for letter in map(chr, range(0x100, 0x180)) if letter.islower())


def quick_french() -> None:
    """Have spaCy's French rules read over the Latin alphabet alone, before they are first imported.

    They hold a hundred classes of all the world's letters: compiling them takes six seconds of every
    start. Tokens of French are the same (`tests/engine/test_spacy_french.py`).
    """
    known = letters.ALPHA, letters.ALPHA_LOWER
    letters.ALPHA, letters.ALPHA_LOWER = _LATIN, _LATIN_LOWER
    try:
        importlib.import_module("spacy.lang.fr")
    finally:
        letters.ALPHA, letters.ALPHA_LOWER = known


quick_french()


@cache
def pipeline_of(name: str) -> Language:
    """The pipeline that `name` gives, with our tokeniser exceptions and our ruler; without a name, a blank French one.

    Raises rasa's InvalidModelError when there is no such pipeline or it is of another version of spaCy.
    """
    return _furnish(SpacyNLP.load_model(name).model if name else spacy.blank("fr"))


def _nothing() -> None:
    """Patterns there are."""


def _furnish(pipeline: Language) -> Language:
    for word in _WHOLE_WORDS:
        pipeline.tokenizer.add_special_case(word, [{ORTH: word}])
    if RULER not in pipeline.pipe_names:
        ruler = pipeline.add_pipe("entity_ruler", name=RULER, config={"phrase_matcher_attr": "LOWER"})
        ruler.add_patterns(
            [{"label": entity, "pattern": form, "id": value} for entity, value, form in named_forms()]
        )
        # It counts its thousands of patterns at every message, to warn when there are none.
        ruler._require_patterns = _nothing
    return pipeline


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="FrenchSpacy",
)
class FrenchSpacy(SpacyNLP):
    """Rasa's SpacyNLP over the pipeline that the settings name, built on first use."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrenchSpacy:
        """Take the pipeline named by ORISOIN_SPACY_MODEL, else our own."""
        name = config.get("model") or load_settings().spacy_model
        model = SpacyModel(model=pipeline_of(name), model_name=name)
        return cls(model, {**cls.get_default_config(), **config})

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        """Leave the examples as they are: nothing is learnt from tokens, and cutting them all takes half a minute."""
        return training_data
