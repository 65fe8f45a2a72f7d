"""Few words that seem to tell of distress are believed for a cue, or when they are very like it."""

from __future__ import annotations

import unittest
from pathlib import Path

from bot.engine.alarms import alarming, cues_of
from bot.french.safety import find_danger

# What people say of themselves amid questions; none of it is in the training sentences.
_HARMLESS = Path(__file__).with_name("harmless.txt").read_text(encoding="utf-8").splitlines()
_CUES = {"peur": 2.2, "frappe": 4.7}


class Alarms(unittest.TestCase):
    """What is believed, and by which words."""

    def test_few_words_need_a_cue_or_to_be_very_like_distress(self) -> None:
        for text, score, believed in (
            ("il est jeune", -0.3, False),
            ("je suis en train de le passer", 0.5, False),
            ("je ne suis plus rien", 2.5, True),
            ("j'ai peur ce soir", 0.4, True),
            ("j'ai peur des maths", -0.4, False),
            ("il me frappe", -1.0, True),
            ("je ne sais pas ou aller ce soir ni a qui en parler", -1.0, True),
        ):
            with self.subTest(text):
                self.assertIs(alarming(text, score, _CUES), believed)

    def test_a_cue_is_met_in_distress_far_more_than_elsewhere(self) -> None:
        told = ["il me frappe", "elle me frappe", "on me frappe"]
        asked = [f"combien on me paye en {year}" for year in range(40)]
        cues = cues_of([*told, *asked], ["distress"] * 3 + ["pay"] * 40)
        self.assertIn("frappe", cues)
        self.assertNotIn("me", cues)

    def test_harmless_lines_hold_no_word_of_danger(self) -> None:
        self.assertGreater(len(_HARMLESS), 80)
        self.assertEqual([line for line in _HARMLESS if find_danger(line) is not None], [])
