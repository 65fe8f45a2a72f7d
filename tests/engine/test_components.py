"""The components of the pipeline, each by itself."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import numpy as np
from rasa.shared.nlu.training_data.message import Message

from bot.engine.context import Follows
from bot.engine.danger import DangerClassifier
from bot.engine.entities import FrenchEntityExtractor
from bot.engine.features import Features
from bot.engine.intents import fit
from bot.engine.segments import after_greeting, requests
from bot.engine.softmax import Softmax
from bot.engine.spacy_french import pipeline_of

TEXTS = [
    "combien gagne un PROFESSION",
    "quel salaire pour PROFESSION",
    "bonjour",
    "salut a tous",
    "au revoir",
] * 5
INTENTS = ["pay", "pay", "greet", "greet", "goodbye"] * 5


_as_it_is = Follows({}).weigh


class Entities(unittest.TestCase):
    """Canonical values, and names of their own for what is no filter."""

    def read(self, text: str, now: str = "2026-11-21T12:00:00+01:00") -> dict[str, object]:
        message = Message({"text": text, "metadata": {"now": now}})
        (read,) = FrenchEntityExtractor().process([message])
        return {entity["entity"]: entity["value"] for entity in read.get("entities")}

    def test_values_are_canonical(self) -> None:
        found = self.read("des portes ouvertes d'aide-soignante à Gap en avril")
        self.assertEqual(found["profession"], "aide-soignant")
        self.assertEqual(found["place"], {"kind": "commune", "code": "05061", "name": "Gap"})
        self.assertEqual(found["date"], {"start": "2027-04-01", "end": "2027-04-30"})
        self.assertEqual(found["event_type"], "portes-ouvertes")

    def test_what_is_refused_practised_or_past_fills_no_slot(self) -> None:
        self.assertIn("profession_excluded", self.read("tout sauf infirmière"))
        found = self.read("je suis aide-soignante et je veux devenir infirmière")
        self.assertEqual(found["profession_current"], "aide-soignant")
        self.assertEqual(found["profession"], "infirmier")
        self.assertNotIn("date", self.read("j'ai eu mon bac en 2015"))
        self.assertIn("place_nearby", self.read("y a quoi près de chez moi"))

    def test_a_diploma_stands_for_its_profession(self) -> None:
        self.assertEqual(self.read("c'est long le DEAES ?")["profession"], "accompagnant-educatif-et-social")


class Classifier(unittest.TestCase):
    """The softmax learns, and comes back from disk as it was."""

    def test_it_ranks_and_survives_storage(self) -> None:
        model = fit(TEXTS, INTENTS, strength=10.0, seed=1)
        with tempfile.TemporaryDirectory() as directory:
            model.store(Path(directory))
            self.assertEqual(sorted(path.suffix for path in Path(directory).iterdir()), [".json", ".npz"])
            restored = Softmax.restore(Path(directory))
        for text, intent in (("quel est le salaire d'un PROFESSION", "pay"), ("bonjour a vous", "greet")):
            text = model.begin(text)
            ranking = model.rank(text)
            self.assertEqual(ranking[0][0], intent)
            self.assertAlmostEqual(sum(odds for _, odds in ranking), 1.0, places=4)
            for (name, odds), (same, again) in zip(ranking, restored.rank(text), strict=True):
                self.assertEqual(name, same)
                self.assertAlmostEqual(odds, again, places=5)


class Vectors(unittest.TestCase):
    """One message is read as the thousands were that the model learnt from."""

    def test_a_text_has_the_vector_of_its_training(self) -> None:
        features = Features()
        learnt = features.fit(TEXTS)
        for row, text in enumerate(TEXTS):
            columns, values = features.read(text)
            read = np.zeros(learnt.shape[1], dtype=np.float32)
            read[columns] = values
            np.testing.assert_allclose(read, learnt[row].toarray()[0], atol=1e-6)


class Danger(unittest.TestCase):
    """Words of danger win; what they displace is kept beside them."""

    def test_it_wins_and_keeps_the_request(self) -> None:
        message = Message(
            {
                "text": "j'ai envie de mourir, et c'est quoi le salaire d'une AS ?",
                "intent": {"name": "pay", "confidence": 0.9},
                "intent_ranking": [{"name": "pay", "confidence": 0.9}],
                "also": [],
            }
        )
        (read,) = DangerClassifier().process([message])
        self.assertEqual(read.get("intent")["name"], "distress")
        self.assertEqual(read.get("also"), ["pay"])
        self.assertEqual([entry["name"] for entry in read.get("intent_ranking")], ["distress", "pay"])
        # However sure the question behind is, the two are no doubt.
        self.assertLess(read.get("intent_ranking")[1]["confidence"], 0.9)

    def test_an_idiom_changes_nothing(self) -> None:
        intent = {"name": "career_change", "confidence": 0.8}
        message = Message({"text": "ce boulot me tue", "intent": intent})
        (read,) = DangerClassifier().process([message])
        self.assertEqual(read.get("intent"), intent)


class Segments(unittest.TestCase):
    """Two requests in one message."""

    def rank(self, text: str) -> list[tuple[str, float]]:
        known = {"pay": "salaire", "training_path": "devient", "greet": "bonjour", "insult": "debile"}
        return [(next((intent for intent, word in known.items() if word in text), "help"), 0.9)]

    def test_the_first_request_leads_and_the_second_is_named(self) -> None:
        text = "quel salaire et comment on le devient"
        for whole in ([("pay", 0.6), ("training_path", 0.3)], [("training_path", 0.6), ("pay", 0.3)]):
            asked = requests(text, whole, self.rank, _as_it_is)
            self.assertEqual((asked.intent, asked.also), ("pay", ("training_path",)))

    def test_the_setting_of_a_story_does_not_lead(self) -> None:
        text = "quel salaire de misere, comment on le devient"
        whole = [("training_path", 0.95), ("pay", 0.01)]
        self.assertEqual(requests(text, whole, self.rank, _as_it_is).intent, "training_path")

    def test_two_subjects_that_share_the_odds_are_both_asked(self) -> None:
        asked = requests(
            "une longue histoire", [("career_change", 0.51), ("training_cost", 0.47)], self.rank, _as_it_is
        )
        self.assertEqual((asked.intent, asked.also), ("career_change", ("training_cost",)))
        self.assertGreater(asked.confidence, 0.9)

    def test_a_request_leads_politeness(self) -> None:
        asked = requests(
            "encore une question : quel est le salaire", [("help", 0.6), ("pay", 0.3)], self.rank, _as_it_is
        )
        self.assertEqual(asked.intent, "pay")

    def test_a_sure_part_leads_a_doubtful_whole(self) -> None:
        asked = requests(
            "revenons a lui, quel est le salaire", [("help", 0.3), ("pay", 0.28)], self.rank, _as_it_is
        )
        self.assertEqual((asked.intent, asked.confidence), ("pay", 0.9))

    def test_an_insult_with_a_request_is_the_request(self) -> None:
        text = "repond espece de debile, quel est le salaire"
        asked = requests(text, [("insult", 0.8), ("pay", 0.1)], self.rank, _as_it_is)
        self.assertEqual((asked.intent, asked.also), ("pay", ("insult",)))

    def test_an_insult_glued_to_a_request_is_the_request(self) -> None:
        asked = requests("salaire repond merde", [("insult", 0.9), ("pay", 0.06)], self.rank, _as_it_is)
        self.assertEqual((asked.intent, asked.also), ("pay", ("insult",)))
        self.assertEqual(
            requests("merde", [("insult", 0.9), ("pay", 0.01)], self.rank, _as_it_is).intent, "insult"
        )

    def test_politeness_is_no_request(self) -> None:
        text = "bonjour a tous. quel est le salaire ?"
        self.assertEqual(requests(text, [("pay", 0.9)], self.rank, _as_it_is).also, ())


class Greetings(unittest.TestCase):
    """« bonjour » before a request is no part of it."""

    def test_it_is_put_aside_when_something_follows(self) -> None:
        self.assertEqual(after_greeting("Bonjour, je suis sourde"), "je suis sourde")
        self.assertEqual(after_greeting("slt c koi PROFESSION"), "c koi PROFESSION")

    def test_it_stays_when_nothing_does(self) -> None:
        for text in ("bonjour", "salut !", "bonjour madame"):
            self.assertEqual(after_greeting(text), text)


class Spacy(unittest.TestCase):
    """The pipeline that is there when the settings name no other."""

    def test_it_keeps_words_whole_and_knows_our_lexicon(self) -> None:
        pipeline = pipeline_of("")
        self.assertEqual(pipeline.lang, "fr")
        doc = pipeline("aujourd'hui, l'aide-soignante a un bac+2")
        self.assertIn("aujourd'hui", [token.text for token in doc])
        self.assertIn("bac+2", [token.text for token in doc])
        self.assertIn(
            ("aide-soignante", "profession", "aide-soignant"),
            [(e.text, e.label_, e.ent_id_) for e in doc.ents],
        )


if __name__ == "__main__":
    unittest.main()
