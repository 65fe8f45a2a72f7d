"""A message that puts right how we read its author is known from one that only tells or asks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from actions.people.denied import titles_denied
from actions.thread.corrected import denied_subjects, not_again, only_denies, puts_right, restates_situation


def said(text: str, *earlier: str, last: str | None = None) -> Any:
    """A message said after `earlier` ones, the latest first, and after an answer about `last`."""
    known = {"last_subject": last}
    return SimpleNamespace(
        text=text,
        typed=text,
        earlier=earlier or ("aide-soignante, c'est comment ?",),
        in_form=False,
        known=known.get,
    )


@pytest.mark.parametrize(
    "text",
    [
        "j'ai pas parlé du permis, c'est quoi la durée",
        "jai jamais demandé le salaire",
        "tu réponds à côté là",
        "vs avez pas répondu",
        "ta rien compri",
        "c'est pas ma question",
        "hors sujet",
        "pourquoi vous me parlez de la VAE",
        "arrêtez avec le CPF",
    ],
)
def test_a_reproach_is_heard_and_the_answer_not_given_again(text: str) -> None:
    assert puts_right(said(text))
    assert not_again(said(text))


@pytest.mark.parametrize(
    "text", ["je parlais du train", "euh non je demande pour la nuit", "je voulais dire à Lyon"]
)
def test_what_was_meant_is_heard(text: str) -> None:
    assert puts_right(said(text))
    assert not not_again(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "bonjour, je voulais savoir combien on gagne",
        "on m'a pas répondu à l'ifas, je fais quoi ?",
        "la prof m'a jamais dit que c'était long",
        "j'ai pas le permis, je suis à Guéret",
        "mon bac n'a rien à voir, c'est grave ?",
        "merci beaucoup",
        "/pay",
    ],
)
def test_what_only_tells_or_asks_is_no_correction(text: str) -> None:
    assert not puts_right(said(text))


def test_a_word_said_before_is_insisted_on() -> None:
    assert puts_right(said("non mais mes poignets", "j'ai mal aux poignets, quel métier ?"))
    assert not puts_right(said("non mais mes horaires", "j'ai mal aux poignets, quel métier ?"))


def test_a_denial_alone_asks_nothing() -> None:
    assert only_denies(said("j'ai pas parlé de mes parents"))
    assert not only_denies(
        said("j'ai pas parlé de mes parents, je veux savoir pour l'internat et la cantine")
    )


def test_what_is_denied_is_known() -> None:
    assert denied_subjects(said("j'ai pas parlé de parcoursup")) == {"parcoursup"}
    assert titles_denied("je suis pas licenciée, je suis en CDI") == {"job_seeker", "unfit"}
    assert titles_denied("j'ai quitté l'armée") == {"military"}


def test_a_situation_put_right_is_heard_after_money_alone() -> None:
    assert restates_situation(
        said("non, je suis pas dans le privé !", "en CDI à la cantine", last="training_cost")
    )
    assert not restates_situation(
        said("non, je demandais si je garde mon RSA", "qui paye ?", last="training_cost")
    )
    assert not restates_situation(said("je suis au chômage", "qui paye ?", last="training_cost"))
    assert not restates_situation(said("non, je suis pas dans le privé !", "en CDI à la cantine", last="pay"))
