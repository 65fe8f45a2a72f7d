"""Helping to choose: what the ranking must hold over the whole space of answers."""

from __future__ import annotations

from itertools import product

import pytest

from bot.catalogue.orientation import ANY, asked_of, propose, questions

# Every way of answering the six questions that everyone is asked, and each answer to the others beside some of them.
_OPTIONS = {name: [option.value for option in question.options] for name, question in questions().items()}
_COMMON = asked_of(None)
_BASES = [
    dict(zip(_COMMON, values, strict=True)) for values in product(*(_OPTIONS[name] for name in _COMMON))
]
SPACE = [*_BASES[::3]] + [
    {**base, name: value}
    for base in _BASES[::97]
    for name in _OPTIONS
    if name not in _COMMON
    for value in _OPTIONS[name]
]


def test_three_different_professions_for_every_way_of_answering() -> None:
    for answers in SPACE:
        proposed = [proposal.slug for proposal in propose(answers)]
        assert len(set(proposed)) == 3, answers


def test_an_answer_that_says_nothing_changes_nothing() -> None:
    for answers in SPACE[::29]:
        said = {name: value for name, value in answers.items() if value != ANY}
        assert propose(answers) == propose(said)


@pytest.mark.parametrize(
    ("answers", "never"),
    [
        ({"driving": "unable"}, {"ambulancier", "auxiliaire-ambulancier"}),
        ({"effort": "light", "public": "elderly"}, {"aide-soignant", "aide-a-domicile"}),
        ({"science": "avoid", "public": "sick", "taste": "care"}, {"infirmier", "masseur-kinesitherapeute"}),
        ({"taste": "organise", "contact": "little"}, {"aide-soignant", "sage-femme"}),
    ],
)
def test_a_constraint_keeps_away_what_it_rules_out(answers: dict[str, str], never: set[str]) -> None:
    assert not {proposal.slug for proposal in propose(answers)} & never


def test_needing_a_wage_is_met_or_said() -> None:
    for base in SPACE[::41]:
        for proposal in propose({**base, "income": "needed"}):
            about_pay = [*proposal.reasons, *proposal.against]
            assert any("embauché" in words or "contrat" in words or "payée" in words for words in about_pay)


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
                assert not any(
                    "votre niveau suffit" in reason or "aucun diplôme" in reason
                    for reason in proposal.reasons
                )


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
