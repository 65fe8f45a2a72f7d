"""Sentences about a way that age, title or place closes to the person are left out, and nothing else is."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from actions.people.applies import leave_out_what_is_not_theirs
from bot.replies import ChoiceDraft, ReplyDraft

PAID = "Un petit travail le week-end n'est pas interdit par ce que j'ai lu. L'apprentissage, qui paie, aide aussi."
RULE = "Après 29 ans, l'apprentissage est fermé, sauf avec une RQTH. Il reste le contrat de professionnalisation."
PRIVATE = "La Région paie parfois l'école, demandez-le avant de vous inscrire. Le PTP garde votre salaire."
FOR_PRIVATE = "Le PTP est pour le privé. Je connais seulement l'hôpital public et son congé de formation."
ELSEWHERE = "Ne démissionnez pas avant d'avoir demandé à France Travail. En Bretagne, un CDI quitté exclut de la gratuité."
MINOR = "Quel métier voulez-vous voir de près pendant quelques jours ? Avant 18 ans, il faut l'accord d'un parent."
TOULOUSE = {"kind": "commune", "code": "31555", "name": "Toulouse"}


def left(text: str, said: str, age: int | None = None, earlier: str = "", place: Any = None) -> ReplyDraft:
    """What is left of `text`, answered to `said`."""
    turn: Any = SimpleNamespace(
        text=said,
        typed=said,
        earlier=(earlier,) if earlier else (),
        age=age,
        audience=None,
        point=None,
        place=place,
        profession=None,
        known=lambda name: None,
    )
    reply = ReplyDraft(text=text, choices=[ChoiceDraft(title="L'apprentissage", payload="/apprenticeship")])
    leave_out_what_is_not_theirs(turn, [reply])
    return reply


def test_an_apprenticeship_is_not_proposed_after_29() -> None:
    assert "pprentissage" not in left(PAID, "je peux bosser à côté ?", 44).text
    assert left(PAID, "je peux bosser à côté ?", 44).choices == []
    assert left(PAID, "je peux bosser à côté ?", 22).text == PAID


@pytest.mark.parametrize("said", ["et l'apprentissage à mon âge ?", "je voudrais être apprentie"])
def test_what_is_asked_is_told(said: str) -> None:
    assert left(PAID, said, 44).text == PAID


def test_the_rule_itself_stays() -> None:
    assert left(RULE, "et à mon âge ?", 44).text == RULE
    assert left(FOR_PRIVATE, "j'en peux plus", earlier="je suis AESH").text == FOR_PRIVATE


def test_a_private_right_is_left_out_in_the_public_service() -> None:
    assert "PTP" not in left(PRIVATE, "qui paye l'école ?", earlier="je suis AESH").text
    assert left(PRIVATE, "qui paye l'école ?", earlier="je suis en CDI").text == PRIVATE
    assert left(PRIVATE, "et le PTP ?", earlier="je suis AESH").text == PRIVATE


def test_the_rule_of_another_region_is_left_out() -> None:
    assert "Bretagne" not in left(ELSEWHERE, "si je démissionne ?", place=TOULOUSE).text
    assert left(ELSEWHERE, "si je démissionne ?").text == ELSEWHERE
    assert left(ELSEWHERE, "et en Bretagne ?", place=TOULOUSE).text == ELSEWHERE


def test_the_rules_for_minors_are_left_out_for_adults() -> None:
    assert "parent" not in left(MINOR, "une immersion", 19).text
    assert left(MINOR, "une immersion", 16).text == MINOR


def test_what_would_say_nothing_is_left_whole() -> None:
    assert left("Oui. L'apprentissage paie.", "je peux bosser ?", 44).text == "Oui. L'apprentissage paie."


def test_what_the_next_sentence_hangs_on_stays() -> None:
    text = "Les écoles répondent à chacun selon son dossier et ses années. L'apprentissage paie. C'est un vrai contrat."
    assert left(text, "et à mon âge ?", 44).text == text


def test_the_rule_of_ones_own_region_stays() -> None:
    text = "Le Crous ne reçoit pas ces dossiers, sauf exceptions locales connues. En Occitanie et en Bretagne, si."
    assert left(text, "c'est le Crous ?", place=TOULOUSE).text == text


def test_the_age_of_an_employer_is_not_that_of_the_apprentice() -> None:
    assert left(PAID, "on fait comment ?", 45, earlier="je dirige un Ehpad").text == PAID
