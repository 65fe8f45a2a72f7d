"""The evaluation counts what it says it counts."""

from __future__ import annotations

import asyncio
import unittest
from typing import Any

from bot.engine.evaluation.noise import KINDS, noisy
from bot.engine.evaluation.report import html, percent
from bot.engine.evaluation.result import Result, evaluate

MESSAGES = [
    {"text": "salaire ?", "register": "sms", "subject": "pay", "voice": "un", "also": ["vae"]},
    {"text": "la météo <b>", "register": "standard", "subject": "out_of_scope", "voice": "un"},
    {"text": "ça me tue", "register": "spoken", "subject": "career_change", "voice": "detresse_et_idiomes"},
]


class Fixed:
    """Reads what it was told."""

    def __init__(self, **read: dict[str, Any]) -> None:
        self.read_by_text = read

    async def read(self, text: str, now: Any = None) -> dict[str, Any]:
        return {"also": [], "doubt": False, "entities": [], **self.read_by_text[text.split()[0]]}


class Evaluation(unittest.TestCase):
    """Right, wrong, sure and in doubt."""

    def result(self) -> Result:
        reader = Fixed(
            salaire={"subject": "pay", "confidence": 0.97, "also": ["vae"]},
            la={"subject": "pay", "confidence": 0.42, "doubt": True},
            ça={"subject": "distress", "confidence": 0.93},
        )
        return asyncio.run(evaluate(reader, MESSAGES))

    def test_right_and_wrong_are_counted(self) -> None:
        result = self.result()
        self.assertEqual((result.right, result.count), (1, 3))
        self.assertEqual(result.also.right["trouvée"], 1)
        self.assertEqual(result.promises.right["hors sujet reconnu"], 0)
        self.assertEqual(result.promises.right["idiome non pris pour de la détresse"], 0)
        self.assertEqual(result.promises.right["pas d'erreur dite avec assurance"], 2)
        self.assertEqual(result.confusions[("career_change", "distress")], 1)

    def test_calibration_groups_by_confidence(self) -> None:
        self.assertEqual(
            [(round(a, 2), share, count) for a, share, count in self.result().calibration()],
            [(0.42, 0.0, 1), (0.95, 0.5, 2)],
        )

    def test_the_page_shows_scores_and_escapes_messages(self) -> None:
        page = html(self.result(), [("accents oubliés", 0.913)])
        self.assertIn("33,3 %", page)
        self.assertIn("91,3 %", page)
        self.assertIn("la météo &lt;b&gt;", page)
        self.assertNotIn("<b>", page)
        self.assertEqual(percent(1), "100,0 %")


class Noise(unittest.TestCase):
    """Noise changes a message, always in the same way."""

    def test_each_kind_changes_what_it_says(self) -> None:
        text = "Comment devenir éducatrice spécialisée pour aider beaucoup de gens"
        self.assertEqual(
            noisy(text, "accents"), "Comment devenir educatrice specialisee pour aider beaucoup de gens"
        )
        self.assertNotEqual(noisy(text, "sms"), text)
        self.assertTrue(any(noisy(text, "typos", seed) != text for seed in range(5)))
        for kind in KINDS:
            self.assertEqual(noisy(text, kind, 3), noisy(text, kind, 3))
        with self.assertRaises(ValueError):
            noisy(text, "rain")


if __name__ == "__main__":
    unittest.main()
