"""The training files are read as Rasa's own importer reads them."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter

from bot.engine.importer import SentenceImporter, plain_sentences

PLAIN = """# A comment.
version: "3.1"
nlu:
  - intent: pay
    examples: |
      - combien gagne une AS ?
      - « salaire » : kiné

  - intent: "yes"
    examples: |
      - oui
"""
ANNOTATED = """version: "3.1"
nlu:
  - intent: pay
    examples: |
      - le salaire à [Gap](place)
  - synonym: aide-soignant
    examples: |
      - AS
"""
RULES = """version: "3.1"
rules:
  - rule: Tell the pay
    steps:
      - intent: pay
      - action: action_pay
"""


class Importer(unittest.TestCase):
    """Same sentences, same stories, whichever importer reads them."""

    def test_it_reads_what_rasa_reads(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("plain.yml", PLAIN), ("annotated.yml", ANNOTATED), ("rules.yml", RULES)):
                (Path(folder) / name).write_text(text, encoding="utf-8")
            ours = SentenceImporter(training_data_paths=[folder])
            theirs = RasaFileImporter(training_data_paths=[folder])
            read, expected = ours.get_nlu_data(), theirs.get_nlu_data()
            self.assertEqual(
                {(one.get("text"), one.get("intent")) for one in read.training_examples},
                {(one.get("text"), one.get("intent")) for one in expected.training_examples},
            )
            self.assertEqual(len(read.training_examples), 4)
            self.assertEqual(read.entity_synonyms, expected.entity_synonyms)
            self.assertEqual(
                [step.block_name for step in ours.get_stories().story_steps],
                [step.block_name for step in theirs.get_stories().story_steps],
            )

    def test_a_file_with_more_than_sentences_is_left_to_rasa(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "nlu.yml"
            for text in (ANNOTATED, "nlu: nothing", 'nlu:\n  - intent: pay\n    examples: ["a", "b"]\n'):
                path.write_text(text, encoding="utf-8")
                self.assertIsNone(plain_sentences(path), text)


if __name__ == "__main__":
    unittest.main()
