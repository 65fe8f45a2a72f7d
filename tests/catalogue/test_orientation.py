"""Helping to choose: what the ranking must hold over the whole space of answers."""

from __future__ import annotations

from itertools import product

import pytest

from bot.catalogue.orientation import propose, questions

SPACE = [
    dict(zip(questions(), values, strict=True))
    for values in product(
        *([option.value for option in question.options] for question in questions().values())
    )
]


def test_three_different_professions_for_every_way_of_answering() -> None:
    for answers in SPACE:
        proposed = [proposal.slug for proposal in propose(answers)]
        assert len(set(proposed)) == 3, answers


def test_refused_professions_do_not_come_back() -> None:
    answers = SPACE[0]
    first = tuple(proposal.slug for proposal in propose(answers))
    assert not set(first) & {proposal.slug for proposal in propose(answers, without=first)}


def test_every_profession_is_proposed_to_someone() -> None:
    """Within the first five: a profession nobody is ever shown would be a profile that says nothing."""
    shown = {proposal.slug for answers in SPACE for proposal in propose(answers, most=5)}
    assert len(shown) > 35, sorted(shown)


@pytest.mark.parametrize("slug", ["infirmier-puericulteur", "infirmier-anesthesiste", "cadre-de-sante"])
def test_a_first_diploma_is_never_passed_over_in_silence(slug: str) -> None:
    for answers in SPACE:
        for proposal in propose(answers, most=52):
            if proposal.slug == slug:
                assert any("d'abord" in words for words in proposal.against)
                assert "vous pouvez entrer en formation avec votre niveau" not in proposal.reasons


def test_the_audience_s_words_come_back_as_reasons() -> None:
    answers = {
        "public": "elderly",
        "contact": "body",
        "level": "none",
        "length": "short",
        "rhythm": "flexible",
    }
    best = propose(answers)[0]
    assert any("personnes âgées" in reason for reason in best.reasons)
