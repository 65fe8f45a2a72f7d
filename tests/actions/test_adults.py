"""What a message names by itself, what a long one asks, what years of work are not: an age."""

from __future__ import annotations

import re

import pytest

from actions.narrow.abroad import country_in
from actions.talk.own_subject import goes_elsewhere, set_aside
from actions.talk.request import requests_of
from bot.french.find import find_all

VAE = (re.compile(r"\bvae\b"), re.compile(r"combien"))


@pytest.mark.parametrize(
    ("said", "elsewhere"),
    [
        ("combien de mois de formation auxiliaire de puer", True),
        ("plus rapide que la vae, une formation courte", True),
        ("et l'ecole d'educ c'est combien d'annees", True),
        ("combien coute la vae", False),
        ("combien de temps avant le jury", False),
        ("avant la formation je dois attendre combien", False),
    ],
)
def test_a_subject_named_is_not_the_one_before(said: str, elsewhere: bool) -> None:
    assert goes_elsewhere(said, VAE) is elsewhere


def test_a_scheme_may_be_set_aside() -> None:
    assert set_aside("plus rapide que la vae il y a quoi") == "vae"
    assert set_aside("la vae c'est long") is None


@pytest.mark.parametrize(
    ("said", "requests"),
    [
        (
            "je bosse a l'hopital elle m'a pas dit si je gardais mon salaire ni combien de temps ca dure",
            ["pas dit si je gardais mon salaire ni", "combien de temps ca dure"],
        ),
        (
            "elle peut faire quoi la mairie refuse est-ce qu'elle peut faire une vae",
            ["est-ce qu'elle peut faire une vae"],
        ),
        (
            "j'ai mon permis depuis peu est ce que ca bloque",
            ["j'ai mon permis depuis peu est ce que ca bloque"],
        ),
        ("je suis caissiere et j'ai deux enfants", []),
    ],
)
def test_a_story_is_cut_into_its_requests(said: str, requests: list[str]) -> None:
    assert requests_of(said) == requests


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("14 ans à domicile", []),
        ("j'ai 14 ans de domicile", []),
        ("20 ans chez Carrefour", []),
        ("17 ans de nuit en ehpad", []),
        ("j'ai 17 ans", [17]),
        ("j'ai 44 ans à Limoges", [44]),
        ("j'ai 51 ans, 14 ans à domicile", [51]),
    ],
)
def test_years_of_work_are_no_age(text: str, ages: list[int]) -> None:
    assert [found.value for found in find_all(text) if found.entity == "age"] == ages


def test_a_country_is_read_in_the_talk() -> None:
    assert country_in("etudier a lille pour bosser en belgique") == "Belgique"
    assert country_in("bosser a lille") is None
