"""A deployer's own trained pipeline takes the place of ours by a setting, our ruler and tokeniser beside it."""

from __future__ import annotations

import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import spacy
from spacy.tokens import Doc
from spacy.training import Example

from bot.engine.spacy_french import RULER, FrenchSpacy


def _trained(directory: Path) -> None:
    """A French pipeline with a tagger that has learnt a little, as a downloaded one would have."""
    pipeline = spacy.blank("fr")
    tagger = pipeline.add_pipe("tagger")
    words, tags = ["elle", "soigne", "bien"], ["PRON", "VERB", "ADV"]
    for tag in tags:
        tagger.add_label(tag)
    example = Example.from_dict(Doc(pipeline.vocab, words=words), {"tags": tags})
    optimizer = pipeline.initialize(lambda: [example])
    for _ in range(20):
        pipeline.update([example], sgd=optimizer)
    pipeline.to_disk(directory)


class OtherPipeline(unittest.TestCase):
    def test_a_trained_pipeline_is_used_when_the_setting_names_it(self) -> None:
        with tempfile.TemporaryDirectory() as made:
            _trained(Path(made))
            with mock.patch.dict(os.environ, {"ORISOIN_SPACY_MODEL": made}):
                component = FrenchSpacy.create({}, mock.Mock(), mock.Mock(), mock.Mock())
            pipeline = component.provide().model
        self.assertEqual(pipeline.pipe_names, ["tagger", RULER])
        read = pipeline("elle soigne bien aujourd'hui une aide-soignante")
        self.assertEqual([token.tag_ for token in read[:3]], ["PRON", "VERB", "ADV"])
        self.assertIn("aujourd'hui", [token.text for token in read])
        self.assertIn("aide-soignant", [entity.ent_id_ for entity in read.ents])
