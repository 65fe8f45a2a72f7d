"""What was spoken of weighs on a short message as it does in talks, and on nothing else."""

from __future__ import annotations

import unittest

from bot.engine.context import learn_follows, written_talks
from bot.subjects import subjects

RANKING = [("out_of_scope", 0.5), ("event_detail", 0.3), ("training_cost", 0.2)]
# After a cost its details are asked; an event is asked about once one was shown.
TALKS = [
    ["training_path", "training_cost", "training_cost", "thanks", "training_cost"],
    ["event_search", "event_detail", "event_detail"],
    ["training_cost", "training_cost", "distress"],
] * 4


class Follows(unittest.TestCase):
    def setUp(self) -> None:
        self.follows = learn_follows(TALKS)

    def test_what_usually_follows_wins_over_what_is_outside(self) -> None:
        weighed = self.follows.weigh(RANKING, "et ca coute combien", "training_cost")
        self.assertEqual(weighed[0][0], "training_cost")
        self.assertAlmostEqual(sum(odds for _, odds in weighed), 1.0)

    def test_an_event_that_was_shown_may_be_asked_about(self) -> None:
        self.assertEqual(
            self.follows.weigh(RANKING, "c'est a quelle heure", "event_search")[0][0], "event_detail"
        )

    def test_what_is_said_in_passing_leaves_the_subject_spoken_of(self) -> None:
        follows = learn_follows([["training_path", "thanks", "training_cost"]] * 8)
        self.assertEqual(follows.weigh(RANKING, "et en tout", "training_path")[0][0], "training_cost")
        self.assertNotIn("thanks", follows.described())

    def test_nothing_changes_at_the_start_in_passing_or_for_a_long_message(self) -> None:
        long = "et ca coute combien pour quelqu'un qui vient de loin et qui a deux enfants a charge"
        for text, spoken_of in (
            ("et ca coute combien", None),
            ("et ca coute combien", "thanks"),
            (long, "training_cost"),
        ):
            self.assertEqual(self.follows.weigh(RANKING, text, spoken_of), RANKING)

    def test_danger_and_what_has_words_of_its_own_are_never_made_less_likely(self) -> None:
        for weights in learn_follows(written_talks()).described().values():
            for subject in ("distress", "disability", "foreign_diploma", "vae"):
                self.assertGreaterEqual(weights[subject], 1.0)

    def test_who_is_asked_to_choose_is_not_heard_as_wishing_to_choose_again(self) -> None:
        self.assertLessEqual(learn_follows(written_talks()).described()["help_choose"]["help_choose"], 1.0)

    def test_without_talks_nothing_is_weighed(self) -> None:
        self.assertEqual(learn_follows([]).weigh(RANKING, "et ca", "training_cost"), RANKING)


class WrittenTalks(unittest.TestCase):
    def test_each_turn_is_about_a_subject_we_know(self) -> None:
        talks = written_talks()
        self.assertGreater(len(talks), 100)
        self.assertEqual({subject for talk in talks for subject in talk} - set(subjects()), set())


if __name__ == "__main__":
    unittest.main()
