"""What short messages hang on: days of the week, publics, what was left out, how long trainings are."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from actions.narrow.publics import public_in
from actions.people.free_when import weekdays_asked
from actions.thread.asked_again import left_out
from actions.thread.compared import months_of, short_length, short_name
from bot.french.normalise import normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le samedi sinon j'ai cours", (5,)),
        ("je peux que les mercredis", (2,)),
        ("plutôt le week-end", (5, 6)),
        ("le samedi 5 décembre", ()),
        ("le samedi prochain", ()),
        ("samedi", ()),
        ("des forums à Lyon", ()),
    ],
)
def test_days_of_the_week_are_told_from_dates(text: str, expected: tuple[int, ...]) -> None:
    assert weekdays_asked(text) == expected


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("bah les bébés là en crèche", "avec les tout-petits"),
        ("avec les vieux", "avec les personnes âgées"),
        ("j'ai trois gosses à nourrir", None),
        ("mes parents ne veulent pas", None),
        ("quel âge faut-il ?", None),
    ],
)
def test_a_public_is_told_from_ones_own_family(text: str, called: str | None) -> None:
    found = public_in(text)
    assert (found.called if found else None) == called


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("pas répondu pour le bégaiement", "begaiement"),
        ("t'as pas répondu sur le permis", "permis"),
        ("vous n'avez pas répondu", ""),
        ("combien gagne une aide-soignante", ""),
    ],
)
def test_what_was_left_out_is_read(text: str, asked: str) -> None:
    assert left_out(normalise(text)) == asked


def trained(text: str, **figures: float) -> SimpleNamespace:
    """A trade whose training is told by `text` and `figures`."""
    usual = dict.fromkeys(("training_years", "training_months", "training_weeks", "training_hours"))
    return SimpleNamespace(training_text=text, **{**usual, **figures})


@pytest.mark.parametrize(
    ("trade", "months", "told"),
    [
        (trained("3 ans (6 semestres).", training_years=3), 36, "3 ans"),
        (trained("1 an après le BTS ESF (2 ans), donc 3 ans après le bac"), 36, "3 ans après le bac"),
        (
            trained(
                "801 heures : cours et stage, soit environ 23 semaines à temps plein", training_hours=801
            ),
            5,
            "",
        ),
        (trained("2 ans (18 à 24 mois)"), 24, "2 ans"),
        (trained("BPJEPS en alternance sur 12 à 24 mois"), 24, "BPJEPS en alternance sur 12 à 24 mois"),
        (trained("Pas de formation obligatoire avant l'embauche ; sur le poste."), 0, "pas de formation"),
        (trained("à voir avec l'école"), None, "à voir avec l'école"),
    ],
)
def test_the_length_of_a_training_in_months(trade: SimpleNamespace, months: float | None, told: str) -> None:
    found = months_of(trade)  # type: ignore[arg-type]
    assert found is None if months is None else found == pytest.approx(months, abs=0.6)
    assert short_length(trade).startswith(told or "environ 23 semaines")  # type: ignore[arg-type]


def test_a_long_name_is_told_by_its_letters() -> None:
    cesf = SimpleNamespace(
        name_m="conseiller en économie sociale familiale", variants=["DECESF", "CESF", "conseiller ESF"]
    )
    assert short_name(cesf, 14) == "CESF"  # type: ignore[arg-type]
    nurse = SimpleNamespace(name_m="infirmier", variants=["IDE"])
    assert short_name(nurse, 14) == "infirmier"  # type: ignore[arg-type]
