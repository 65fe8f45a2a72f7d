"""How long a licence has been held, by what a message says: an age is never a length."""

from __future__ import annotations

import pytest

from actions.narrow.licence import Held, held
from bot.french.normalise import normalise


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("permis depuis quatorze mois", Held(months=14)),
        ("j'ai eu mon permis il y a vingt ans", Held(months=240)),
        ("ça fait 3ans que j'ai le permis", Held(months=36)),
        ("30 ans de permis", Held(months=360)),
        ("mon permis date de 2010", Held(months=180)),
        ("je l'ai depuis 8 mois", Held(months=8)),
        ("permis tout neuf", Held(months=0)),
        ("mon permis je le passe a 18 ans, c bon ?", Held(age=18)),
        ("il faut le permis non ? donc pas avant 18 ans", Held(age=18)),
        ("il aura le permis à dix-huit ans", Held(age=18)),
        ("mon fils a 15 ans", None),
        ("mon fils a 17 ans et il passe le permis bientôt", None),
        ("j'ai 40 ans et le permis", None),
        ("il faut le permis ?", None),
    ],
)
def test_an_age_is_never_a_length(said: str, told: Held | None) -> None:
    assert held(normalise(said), 2026) == told
