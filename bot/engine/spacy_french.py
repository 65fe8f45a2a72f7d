"""spaCy's part of the pipeline: the French tokeniser and an entity ruler over our lexicon.

The pipeline is built at set-up and not committed, since another minor version of spaCy would refuse it.
A deployer who has a trained pipeline (`fr_core_news_md`) names it in ORISOIN_SPACY_MODEL: our ruler and our
tokeniser exceptions are then added to it.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import spacy
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

logger = logging.getLogger(__name__)

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


def build(directory: Path) -> Language:
    """Make the blank French pipeline with our tokeniser exceptions and ruler, and store it in `directory`."""
    pipeline = _furnish(spacy.blank("fr"))
    directory.mkdir(parents=True, exist_ok=True)
    pipeline.to_disk(directory)
    return pipeline


def _furnish(pipeline: Language) -> Language:
    for word in _WHOLE_WORDS:
        pipeline.tokenizer.add_special_case(word, [{ORTH: word}])
    if RULER not in pipeline.pipe_names:
        ruler = pipeline.add_pipe("entity_ruler", name=RULER, config={"phrase_matcher_attr": "LOWER"})
        ruler.add_patterns(
            [{"label": entity, "pattern": form, "id": value} for entity, value, form in named_forms()]
        )
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
        """Load the pipeline named by ORISOIN_SPACY_MODEL, else our own, building it if it is not there."""
        name = config.get("model") or load_settings().spacy_model
        own = Path(name)
        if own == load_settings().var / "spacy_fr" and not (own / "meta.json").exists():
            logger.info("Construction de la chaîne spaCy française.")
            build(own)
        model = cls.load_model(name)
        return cls(
            SpacyModel(model=_furnish(model.model), model_name=name), {**cls.get_default_config(), **config}
        )

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        """Leave the examples as they are: nothing is learnt from tokens, and cutting them all takes half a minute."""
        return training_data
