"""Who speaks, learnt from a few messages: a machine that comes back from disk as it was."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from bot.engine.roles import Roles, fit_roles

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
TAUGHT = [(text, "employer", 1.0) for text in HIRING] + [(text, "self", 1.0) for text in OWN]
TAUGHT += [(text, "relative", 1.0) for text in OF_OTHERS]


def learnt() -> Roles:
    """A machine of a few sentences."""
    return fit_roles(TAUGHT)


class WhoSpeaks(unittest.TestCase):
    """The role that a message tells most, and how far it is ahead of nobody else speaking."""

    def test_an_employer_is_told_from_who_asks_for_themselves(self) -> None:
        name, ahead = learnt().likeliest("chez nous on recrute un apprenti")
        self.assertEqual(name, "employer")
        self.assertGreater(ahead, 0)
        self.assertLess(learnt().likeliest("je cherche un stage pour moi")[1], 0)

    def test_it_survives_storage(self) -> None:
        roles = learnt()
        with tempfile.TemporaryDirectory() as directory:
            roles.store(Path(directory))
            restored = Roles.restore(Path(directory))
        for text in ("nous recrutons", "je veux une ecole"):
            self.assertEqual(restored.likeliest(text)[0], roles.likeliest(text)[0])
            self.assertAlmostEqual(restored.likeliest(text)[1], roles.likeliest(text)[1], places=5)


if __name__ == "__main__":
    unittest.main()
