"""What was spoken of weighs on a short message, and on nothing else."""

from __future__ import annotations

import unittest

from bot.engine.context import in_context

RANKING = [("out_of_scope", 0.5), ("event_detail", 0.3), ("training_cost", 0.2)]


class InContext(unittest.TestCase):
    def test_the_subject_that_goes_on_wins_over_what_is_outside(self) -> None:
        weighed = in_context(RANKING, "et ca coute combien", "training_cost")
        self.assertEqual(weighed[0][0], "training_cost")
        self.assertAlmostEqual(sum(odds for _, odds in weighed), 1.0)

    def test_an_event_that_was_shown_may_be_asked_about(self) -> None:
        self.assertEqual(in_context(RANKING, "c'est a quelle heure", "event_search")[0][0], "event_detail")

    def test_nothing_changes_at_the_start_in_passing_or_for_a_long_message(self) -> None:
        for text, spoken_of in (
            ("et ca coute combien", None),
            ("et ca coute combien", "thanks"),
            ("et ca coute combien pour quelqu'un qui vient de loin", "training_cost"),
        ):
            self.assertEqual(in_context(RANKING, text, spoken_of), RANKING)
