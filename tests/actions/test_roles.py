"""Who speaks is told once, in words that say nothing of the like when somebody else says them."""

from __future__ import annotations

import pytest

from actions.easy_offer import learns_french
from actions.roles import relative_told, role_told


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("bonjour, je dirige un ehpad à Limoges", "employer"),
        ("Bonjour, je suis prof principal de 3e", "teacher"),
        ("mes élèves, 14 ans, ils ont le droit ?", "teacher"),
        ("26 élèves dont trois veulent un stage", "teacher"),
        ("je suis CIP en mission locale", "counsellor"),
        ("mon petit-fils de 16 ans voudrait être aide-soignant", "relative"),
        ("c'est pour ma fille", "relative"),
        ("je veux être prof de sport", None),
        ("je suis élève en troisième", None),
        ("mon fils me fatigue", None),
        ("je garde mon petit-fils le mercredi", None),
        ("dans ma classe y a que des filles", None),
    ],
)
def test_who_speaks(text: str, role: str | None) -> None:
    assert role_told(text) == role


def test_the_relative_has_a_name_and_a_pronoun() -> None:
    assert relative_told("ma nièce de 15 ans aimerait être puéricultrice") == ("votre nièce", "elle")
    assert relative_told("mon frère veut faire ambulancier") == ("votre frère", "il")
    assert relative_told("j'habite chez mon fils") is None


@pytest.mark.parametrize(
    ("text", "learns"),
    [
        ("moi pas écrire bien français, école accepte ?", True),
        ("moi vouloir travailler avec vieux", True),
        ("je comprends pas bien le français", True),
        ("moi pas du tout", False),
        ("moi je cherche un stage", False),
        ("je cherche pas une école", False),
        ("moi c'est les bébés", False),
    ],
)
def test_french_that_is_being_learnt(text: str, learns: bool) -> None:
    assert learns_french(text) is learns
