"""A no that is said of another question than the one asked."""

from __future__ import annotations

import pytest

from actions.choosing.ideas import asks_which_idea
from actions.choosing.own_first import wants_human
from actions.choosing.put_right import opposite, put_right, said_of_any, says_the_contrary
from bot.catalogue.wishes import read


@pytest.mark.parametrize(
    ("text", "requested", "heard"),
    [
        ("ah non pardon, plutôt les personnes âgées", "science", "plutôt les personnes âgées"),
        ("nan en fait jme suis trompée, les ados", "contact", "jme suis trompée, les ados"),
        ("non, pas de toilette", "contact", "non, pas de toilette"),
        ("non", "contact", "non"),
        ("j'ai pas répondu à la toilette, ça me va", "science", "la toilette ça me va"),
    ],
)
def test_a_no_of_another_question_is_left_out(text: str, requested: str, heard: str) -> None:
    assert put_right(text, requested) == heard


def test_which_of_the_trades_shown() -> None:
    shown = ["educateur-specialise", "aesh", "moniteur-educateur"]
    assert asks_which_idea("lequel recrute le plus", shown)
    assert not asks_which_idea("lequel recrute le plus", [])
    assert not asks_which_idea("moins d'un an", shown)


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        ("la toilette je sais faire mais je préférerais ne plus", "contact", {"contact": "people"}),
        ("la toilette, avec mon dos j'aimerais éviter", "contact", {"contact": "people"}),
        ("porter j'ai assez donné", "effort", {"effort": "light"}),
        ("mes indemnités se terminent en mars", "length", {"income": "needed"}),
        ("bientôt en fin de droits", "income", {"income": "needed"}),
        ("j'ai deux ans de chômage", "income", {"income": "free"}),
        ("nuit non, week-end bof", "rhythm", {"rhythm": "some -nights"}),
        ("je veux dormir la nuit", "rhythm", {"rhythm": "-nights"}),
        ("enlève aussi la crèche", "taste", {"noted": "-toddlers"}),
        ("un petit boulot", "public", {}),
        ("pas les vieux, ma mamie est morte en Ehpad", "public", {"public": "-elderly"}),
    ],
)
def test_what_is_left_behind_or_runs_out_is_no_wish(text: str, asked: str, told: dict[str, str]) -> None:
    assert read(text, asked) == told


def test_a_refusal_stands_beside_a_wish() -> None:
    assert said_of_any("les enfants seulement, pas les vieux", "effort") == {"public": "children -elderly"}


def test_the_contrary_turns_an_answer_round() -> None:
    assert says_the_contrary("j'ai dit le contraire")
    assert not says_the_contrary("je suis contrariée")
    assert opposite("contact", "body") == "people"
    assert opposite("public", "children") is None


@pytest.mark.parametrize(
    "text", ["non, je préférerais un vrai humain", "je veux parler à une vraie personne"]
)
def test_a_human_is_wanted(text: str) -> None:
    assert wants_human(text)


@pytest.mark.parametrize(
    "text", ["j'aimerais un contact humain", "je voudrais conseiller les gens", "travailler dans l'humain"]
)
def test_a_taste_for_people_wants_no_human(text: str) -> None:
    assert not wants_human(text)
