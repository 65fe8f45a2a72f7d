"""Each question of a message is read by itself, after what the one before it asked."""

from __future__ import annotations

import unittest
from collections.abc import Iterable
from typing import Any

from bot.engine.apart import read_apart


class _Model:
    """Ranks by one word of the text, and keeps the tags it was asked with."""

    def __init__(self) -> None:
        self.tags: list[list[str]] = []

    def rank(self, text: str) -> list[tuple[str, float]]:
        intent = "vae" if "vae" in text else "help"
        return [(intent, 0.9), ("training_cost", 0.1)]

    def choose(self, text: str, tags: Iterable[str]) -> list[tuple[str, float]]:
        self.tags.append(list(tags))
        return [("vae_start", 0.12345)]

    def weigh(
        self, ranking: list[tuple[str, float]], text: str, spoken_of: str | None
    ) -> list[tuple[str, float]]:
        return ranking


class ReadApart(unittest.TestCase):
    def test_a_question_hangs_on_the_one_before_it(self) -> None:
        model: Any = _Model()
        read = read_apart(
            model, "c'est quoi la vae et comment je fais pour la demander ?", "pay", ["infirmier"]
        )
        self.assertEqual([one["ranking"][0]["name"] for one in read], ["vae", "help"])
        self.assertEqual(read[0]["best"], [{"name": "vae_start", "score": 0.123}])
        self.assertEqual(model.tags, [["after:pay", "trade:infirmier"], ["after:vae", "trade:infirmier"]])

    def test_one_question_alone_is_not_read_twice(self) -> None:
        model: Any = _Model()
        self.assertEqual(read_apart(model, "c'est quoi la vae ?", None, []), [])
        self.assertEqual(model.tags, [])


if __name__ == "__main__":
    unittest.main()
