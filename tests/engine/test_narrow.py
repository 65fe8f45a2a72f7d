"""The choice among narrow answers: learnt from sentences, from what was spoken of and from the trades named."""

import tempfile
import unittest
from pathlib import Path

from bot.engine.importer import plain_sentences
from bot.engine.intents import fit
from bot.engine.narrow import tags_of, tags_said
from bot.engine.softmax import Softmax

POINTS = [
    f"il me reste {count} points sur mon permis, ca passe" for count in ("deux", "quatre", "six", "trois")
]
PAID = [f"le stage est paye {words}" for words in ("ou pas", "au moins", "par qui", "vraiment")]
FOLLOWS = ["et c'est paye", "c'est paye alors", "paye ou pas", "et on est paye"]
PAY = [f"combien gagne un {trade} par mois" for trade in ("educateur", "infirmier", "brancardier", "tuteur")]
INFO = [f"que fait un {trade} la journee" for trade in ("educateur", "infirmier", "brancardier", "tuteur")]
TEXTS = [*POINTS, *PAID, *FOLLOWS, *PAY, *INFO]
INTENTS = ["admission"] * 4 + ["immersion"] * 8 + ["pay"] * 4 + ["profession_info"] * 4
ANSWERS = ["licence_points"] * 4 + ["stage_paid"] * 8 + [None] * 8
AFTER = [None] * 8 + ["immersion"] * 4 + [None] * 8


def learnt() -> Softmax:
    """A model of a few sentences."""
    return fit(TEXTS, INTENTS, strength=10.0, seed=1, answers=ANSWERS, after=AFTER)


class Choice(unittest.TestCase):
    """What is chosen, and what hangs on more than words."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.model = learnt()

    def test_another_wording_asks_for_the_same_answer(self) -> None:
        found = self.model.choose("j'ai plus que 5 points sur le permis", [])
        self.assertEqual(found[0][0], "licence_points")

    def test_what_was_spoken_of_makes_a_few_words_ask(self) -> None:
        after = self.model.choose("c'est paye", tags_said("immersion", ()))
        before = self.model.choose("c'est paye", tags_said("pay", ()))
        self.assertEqual(after[0][0], "stage_paid")
        self.assertGreater(after[0][1], before[0][1] if before else -9)

    def test_a_model_put_away_chooses_as_before(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self.model.store(Path(folder))
            again = Softmax.restore(Path(folder))
        for text in (*POINTS, *PAID):
            [(name, score), *_] = self.model.choose(text, [])
            self.assertEqual(again.choose(text, [])[0][0], name)
            self.assertAlmostEqual(again.choose(text, [])[0][1], score, places=2)

    def test_without_answers_there_is_no_choice(self) -> None:
        model = fit(TEXTS, INTENTS, strength=10.0, seed=1)
        self.assertEqual(model.choose(POINTS[0], []), [])

    def test_a_sentence_that_needs_what_was_said_teaches_no_intent(self) -> None:
        texts, intents = [*TEXTS, "et alors"], [*INTENTS, "thanks"]
        told = fit(texts, intents, 10.0, 1, None, [*ANSWERS, None], [*AFTER, "immersion"])
        self.assertEqual(set(told.classes), set(INTENTS))


class Tags(unittest.TestCase):
    """What is known beside the words."""

    def test_a_subject_and_the_trades(self) -> None:
        self.assertEqual(tags_said("pay", ("infirmier",)), ["after:pay", "trade:infirmier"])
        self.assertEqual(tags_said(None, ()), [])

    def test_whole_sentences_are_given_any_subject_now_and_then(self) -> None:
        tags = tags_of(["pay", *[None] * 200], [()] * 201, seed=3)
        self.assertEqual(tags[0], ["after:pay"])
        self.assertTrue(40 < sum(bool(those) for those in tags[1:]) < 130)


class Blocks(unittest.TestCase):
    """The blocks that name an answer are read with the others."""

    def test_the_answer_and_the_subject_before_are_kept(self) -> None:
        text = (
            'version: "3.1"\nnlu:\n- intent: immersion\n  metadata: {answer: stage_paid, after: immersion}\n'
            "  examples: |\n    - et c'est payé ?\n"
        )
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.yml"
            path.write_text(text, encoding="utf-8")
            [sentence] = plain_sentences(path) or []
            path.write_text(text.replace("answer:", "other:"), encoding="utf-8")
            self.assertIsNone(plain_sentences(path))
        self.assertEqual(
            (sentence.get("text"), sentence.get("answer"), sentence.get("after")),
            ("et c'est payé ?", "stage_paid", "immersion"),
        )


if __name__ == "__main__":
    unittest.main()
