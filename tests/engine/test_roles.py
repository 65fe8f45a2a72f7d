"""Who speaks, learnt from a few messages: a machine that comes back from disk as it was."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from bot.engine.intents import fit
from bot.engine.softmax import Softmax

HIRING = [
    "nous recrutons deux personnes",
    "notre equipe recrute encore",
    "on embauche chez nous",
    "nous embauchons un apprenti",
]
OWN = [
    "je cherche un travail",
    "je veux un stage",
    "je cherche une ecole pour moi",
    "combien je vais toucher",
]
OF_OTHERS = ["ma fille veut une ecole", "mon fils cherche", "c est pour ma soeur", "mon neveu voudrait"]
TEXTS = [*HIRING, *OWN, *OF_OTHERS]
ROLES = ["employer"] * len(HIRING) + ["self"] * len(OWN) + ["relative"] * len(OF_OTHERS)
INTENTS = ["work", "training", "greet"] * 4


def learnt() -> Softmax:
    """A machine of a few sentences, whose intents do not matter."""
    return fit(TEXTS, INTENTS, strength=10.0, seed=1, spoken=lambda: (TEXTS, ROLES))


class WhoSpeaks(unittest.TestCase):
    """The role that a message tells most, and how far it is ahead of nobody else speaking."""

    def test_an_employer_is_told_from_who_asks_for_themselves(self) -> None:
        model = learnt()
        name, ahead = model.speaker("chez nous on recrute un apprenti")
        self.assertEqual(name, "employer")
        self.assertGreater(ahead, 0)
        self.assertLess(model.speaker("je cherche un stage pour moi")[1], 0)

    def test_it_survives_storage(self) -> None:
        model = learnt()
        with tempfile.TemporaryDirectory() as directory:
            model.store(Path(directory))
            restored = Softmax.restore(Path(directory))
        for text in ("nous recrutons", "je veux une ecole"):
            self.assertEqual(restored.speaker(text)[0], model.speaker(text)[0])
            self.assertAlmostEqual(restored.speaker(text)[1], model.speaker(text)[1], places=5)

    def test_nobody_is_told_where_it_was_not_learnt(self) -> None:
        self.assertEqual(fit(TEXTS, INTENTS, strength=10.0, seed=1).speaker("nous recrutons"), ("self", 0.0))


if __name__ == "__main__":
    unittest.main()
