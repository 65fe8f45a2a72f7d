"""What is said amid the questions that help to choose: a refusal, work wanted, proposals wanted now, a leave taken."""

from __future__ import annotations

import pytest

from actions.choosing.amid import described, puts_off, refuses_questions, wants_result, wants_work


@pytest.mark.parametrize(
    "said",
    [
        "jveu pas un questionnaire jveu un boulot",
        "pas de questions svp",
        "arrête avec tes questions",
        "marre de vos questionnaires",
        "trop de questions là",
        "c'est nul vos questions",
        "pas envie d'un quizz",
    ],
)
def test_the_questions_are_refused(said: str) -> None:
    assert refuses_questions(said)


@pytest.mark.parametrize(
    "said", ["j'ai pas compris la question", "pas les enfants", "une question : c'est payé ?", "sans diplôme"]
)
def test_a_question_of_ones_own_refuses_nothing(said: str) -> None:
    assert not refuses_questions(said)


def test_work_is_wanted_at_once_or_instead_of_questions() -> None:
    assert wants_work("je veux travailler tout de suite")
    assert wants_work("pas de questions, du travail")
    assert wants_work("mon fils veut bosser là maintenant")
    assert not wants_work("je veux travailler avec des enfants")
    assert not wants_work("je ne veux pas travailler la nuit")


@pytest.mark.parametrize(
    "said",
    [
        "qu'est-ce qui me conviendrait alors",
        "du coup vous me conseillez quoi ?",
        "bon propose",
        "alors quel métier pour moi ?",
        "donne le résultat",
    ],
)
def test_the_proposals_are_wanted_now(said: str) -> None:
    assert wants_result(said)


@pytest.mark.parametrize(
    "said",
    ["les enfants", "elle dit quoi ma conseillère déjà", "conseiller", "ça me va", "je conseille les gens"],
)
def test_other_words_want_no_proposal(said: str) -> None:
    assert not wants_result(said)


def test_a_leave_is_taken() -> None:
    assert puts_off("ok bn je demande a ma prof")
    assert puts_off("j'en parle à mes parents")
    assert puts_off("je vais en parler à mon éduc")
    assert not puts_off("je veux parler à un conseiller")
    assert not puts_off("je demande à voir")


def test_a_few_words_describe_a_trade() -> None:
    assert described("à l'école avec un enfant") == "aesh"
    assert described("les bébés à la crèche") == "auxiliaire-de-puericulture"
    assert described("les enfants") is None
