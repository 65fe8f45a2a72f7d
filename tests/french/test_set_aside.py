"""What a message rejects, reports or closes is no part of what it asks; a wish or a lack is."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.set_aside import asides, asked, cuts, refused_spans, takes_back


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Laissez tomber le CAP, dites-moi la durée du DEAES", "dites-moi la durée du DEAES"),
        ("non pas le prix, la durée !", "la durée !"),
        ("NON pas vae. l'école normale, combien de mois", "l'école normale, combien de mois"),
        ("j'ai pas parlé d'apprentissage, je veux une école à Brest", "je veux une école à Brest"),
        ("je parle pas de l'ifsi, je parle du cap", "je parle du cap"),
        ("moniteur éducateur ? mais non il veut les bébés", "il veut les bébés"),
        ("tous les départements non. j'habite Dijon", "j'habite Dijon"),
        ("les horaires je m'en doute mais ma question c'était le salaire", "le salaire"),
        ("le DEAS je connais, et le DEAP c'est quoi", "et le DEAP c'est quoi"),
        ("en crèche pas en maternité", "en crèche"),
        ("je parlais du stage de 3e, pas l'apprentissage", "je parlais du stage de 3e,"),
        ("pas de mission locale, un contact pour les entreprises", "un contact pour les entreprises"),
        ("j'ai trois enfants, un loyer… bref. il faut le permis ou pas ?", "il faut le permis ou pas ?"),
        ("nan mais aide-soignant c'est pas les petits, moi c'est le CAP AEPE", "moi c'est le CAP AEPE"),
        ("je répète : combien de semaines", "combien de semaines"),
        ("c'est pas ma question, combien en net", "combien en net"),
        ("pas moi l'immersion, mes élèves", "l'immersion, mes élèves"),
        ("j'ai pas dit que je voulais la vae, je veux l'école", "je veux l'école"),
    ],
)
def test_what_is_put_aside_is_left_out(text: str, left: str) -> None:
    assert asked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "un métier sans piqûres",
        "pas à l'hôpital",
        "aide-soignante mais pas à l'hôpital",
        "je veux pas travailler la nuit",
        "sans le bac je peux faire quoi",
        "j'ai pas le permis, aide à domicile c'est possible ?",
        "pas de diplôme, j'ai 17 ans, je fais quoi",
        "non pas de diplôme, juste le brevet",
        "je sais pas quoi faire",
        "je ne veux pas de formation payante",
        "pas de concours si possible",
        "elle ne veut pas passer par Parcoursup",
        "c'est payé ? non parce que j'ai un loyer",
        "j'ai pas compris",
        "tu n'as pas répondu pour le permis",
        "j'ai 45 ans et le salaire je m'en fous, je veux aider",
        "laissez-moi votre numéro",
        "oublie ce que j'ai dit",
        "oubliez tout, on recommence",
        "/pay",
    ],
)
def test_a_wish_a_lack_and_a_plain_question_stay_whole(text: str) -> None:
    assert asked(text) == text


def test_words_of_danger_are_never_put_aside() -> None:
    assert asides("laissez tomber, je veux mourir, je vais me tuer ce soir") == ()


def test_what_is_refused_is_told_from_what_is_only_told() -> None:
    text = "Laissez l'ATSEM, et la crèche ?"
    ((start, end),) = refused_spans(text)
    assert "ATSEM" in text[start:end]
    assert refused_spans("je répète : combien gagne un ambulancier") == []


def test_a_message_takes_back_what_it_refuses() -> None:
    assert takes_back("non pas la VAE, l'école", "la vae ça dure combien")
    assert not takes_back("non pas la VAE, l'école", "aide-soignante à Lille")


@given(st.text(alphabet=st.sampled_from("pas de la vae non oubliez c'est, .?!mais jé'’œ😀\n"), max_size=120))
def test_cuts_are_in_order_apart_and_leave_something(text: str) -> None:
    found = cuts(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    if found:
        assert any(character.isalnum() for character in asked(text))
    else:
        assert asked(text) == text


@pytest.mark.parametrize("text", ["non " * 500, "ok bon mais pas " * 120, "en a pas en a " * 140])
def test_no_message_takes_long(text: str) -> None:
    began = time.process_time()
    asides(text)
    assert time.process_time() - began < 2
