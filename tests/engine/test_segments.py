"""What else a message asks: clauses ranked one by one, by a classifier of our own making here."""

from __future__ import annotations

import unittest

from bot.engine.context import Follows
from bot.engine.segments import Ranking, after_greeting, requests, told_amid

_KNOWN = {
    "un ergo": [("profession_info", 0.96)],
    "ca peut finir par enseigner": [("profession_progression", 0.99)],
    "la le salaire decolle un peu": [("pay", 0.85), ("out_of_scope", 0.05)],
    "l'ecole c'est payant": [("training_cost", 0.99)],
    "c'est a quel endroit en place": [
        ("follow_up_place", 0.6),
        ("training_search", 0.1),
        ("event_search", 0.1),
    ],
    "vous avez un prenom": [("identity", 0.9)],
}

_as_it_is = Follows({}).weigh


def _rank(clause: str) -> Ranking:
    return _KNOWN.get(clause, [("out_of_scope", 0.5)])


class SecondRequests(unittest.TestCase):
    def test_a_clause_with_a_question_mark_is_asked_and_the_same_words_told_are_not(self) -> None:
        head = [("profession_progression", 0.99)]
        asked = "un ergo, ca peut finir par enseigner ? et la le salaire decolle un peu"
        self.assertIn("pay", requests(f"{asked} ?", head, _rank, _as_it_is).also)
        self.assertNotIn("pay", requests(asked, head, _rank, _as_it_is).also)

    def test_where_beside_a_training_is_where_it_is_given(self) -> None:
        text = "l'ecole c'est payant et c'est a quel endroit en place"
        self.assertEqual(
            requests(text, [("training_cost", 0.99)], _rank, _as_it_is).also, ("training_search",)
        )
        alone = "un ergo et c'est a quel endroit en place"
        self.assertNotIn(
            "training_search", requests(alone, [("profession_info", 0.96)], _rank, _as_it_is).also
        )

    def test_a_question_about_the_machine_is_no_second_request(self) -> None:
        text = "on dirait une dame polie. vous avez un prenom ?"
        self.assertEqual(requests(text, [("out_of_scope", 0.6)], _rank, _as_it_is).intent, "out_of_scope")


class SetAside(unittest.TestCase):
    def test_what_is_asked_comes_after_what_is_set_aside(self) -> None:
        for text, asked in (
            ("nn mais mes notes c mort ou pas", "mes notes c mort ou pas"),
            ("Je ne parle pas des métiers mais des bacs pro", "des bacs pro"),
            ("vous n'avez pas répondu, qui recrute par ici", "qui recrute par ici"),
            ("je parlais pas d'immersion", "je parlais pas d'immersion"),
            ("non mais ça va", "non mais ça va"),
        ):
            self.assertEqual(after_greeting(text), asked)


_STORY = "j'ai paye une ecole privee. l'orienteur m'a donne une liste, et elle dort a la poste. le loyer tombe lundi. "


class ToldAmid(unittest.TestCase):
    """In a story that asks with a question mark, what stands outside its questions only tells."""

    def test_outside_the_questions(self) -> None:
        told = told_amid(
            _STORY + "qui peut payer ma formation cette fois, et combien de temps dure-t-elle vraiment ?"
        )
        self.assertIn("et elle dort a la poste", told)
        self.assertFalse([clause for clause in told if "payer" in clause or "dure" in clause])

    def test_what_is_asked_in_so_many_words(self) -> None:
        told = told_amid(
            _STORY
            + "je voudrais savoir comment on devient ambulancier. et le salaire, ca fait combien par mois ?"
        )
        self.assertFalse([clause for clause in told if "ambulancier" in clause])

    def test_without_a_question_mark_any_clause_may_ask(self) -> None:
        self.assertFalse(told_amid(_STORY + "je veux bien de l'aide pour trouver qui finance tout ca"))
        self.assertFalse(told_amid("et la vae ? ca dure combien"))


if __name__ == "__main__":
    unittest.main()
