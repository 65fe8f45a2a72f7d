"""What pupils, apprentices, parents and teachers ask in few words, and what must not be taken for it."""

from __future__ import annotations

import pytest
import yaml

from bot.settings import ROOT
from tests.actions.test_points import asked

OURS = {
    entry["answer"]
    for name in ("10-apprentices.yml", "20-young.yml")
    for entry in yaml.safe_load((ROOT / "data" / "points" / name).read_text(encoding="utf-8"))["points"]
}
DISMISSED = "mon patron m'a viré, j'étais en apprentissage"


@pytest.mark.parametrize(
    ("text", "earlier", "after", "point"),
    [
        ("je cherche un stage de 3e dans une crèche", "", "", "school_stage"),
        ("à Pau", "stage de seconde en ehpad", "immersion", "school_stage"),
        ("est-ce que le stage est rémunéré", "stage de 3e", "job_offers", "stage_paid"),
        ("j'ai foiré mon stage", "", "", "stage_failed"),
        ("je peux changer de terrain ?", "mon stage se passe mal", "", "stage_change"),
        ("et si c'est pas validé ?", "j'ai raté mon stage", "", "stage_not_validated"),
        ("la boîte a rompu mon contrat d'apprentissage", "", "", "apprentice_dismissed"),
        ("lecole elle me garde ?", DISMISSED, "apprenticeship", "apprentice_school_keeps"),
        ("le chomage jy ai droit", DISMISSED, "apprenticeship", "apprentice_unemployment"),
        ("comment retrouver un employeur", DISMISSED, "apprenticeship", "apprentice_new_employer"),
        ("c'est pour mon frère, il ose pas demander", "", "", "for_someone"),
        ("ma soeur aimerait savoir", "", "", "for_someone"),
        ("elle fait quoi en attendant", "elle a 16 ans", "training_path", "meanwhile_care"),
        ("jai laché le lycée en première, 19 ans", "", "", "left_school"),
        ("il a le droit d'arreter l'école ?", "mon fils a 15 ans", "", "school_until"),
        ("je veux bosser tout de suite sans diplome", "", "", "job_now"),
        ("j'ai pas encore les papiers", "j'ai 17 ans, je suis au foyer", "", "papers"),
        ("inviter une infirmière devant mes élèves", "", "", "teacher_professional"),
        ("une visite pour ma classe", "", "", "teacher_visit"),
        ("quel bac pro après la 3e ?", "", "", "after_third_form"),
        ("c'est un concours ou pas", "educ spé", "", "entry"),
        ("et le tiers-temps ?", "je suis dyslexique", "", "extra_time"),
        ("je retente l'an prochain ?", "refusée à l'ifsi", "", "retry_parcoursup"),
        ("ça compte ?", "un service civique en ehpad", "immersion", "civic_service_counts"),
        ("as puis infirmier, combien au total", "", "", "as_then_nurse"),
        ("c'est pas un peu long", "as puis infirmier", "training_path", "long_way"),
        ("tu peux faire mon exposé ?", "", "", "not_my_report"),
        ("elle commence à quelle heure", "", "profession_day", "trade_hours"),
        ("et y a le week-end ?", "", "profession_info", "trade_hours"),
    ],
)
def test_a_pupil_is_heard(text: str, earlier: str, after: str, point: str) -> None:
    assert asked(text, earlier=earlier, after=after, intent="nlu_fallback") == point


@pytest.mark.parametrize(
    ("text", "earlier", "after", "intent"),
    [
        ("je veux un stage de reconversion, j'ai 40 ans", "", "", "immersion"),
        ("mon patron m'a viré après 20 ans d'usine, je veux devenir aide-soignant", "", "", "career_change"),
        ("faire venir une aide à domicile pour ma mère", "", "", "out_of_scope"),
        ("quel est le rapport entre les deux métiers ?", "", "", "compare_professions"),
        ("des rencontres ce week-end à Lyon ?", "", "profession_info", "event_search"),
        ("c'est pour ma mère, une place en ehpad", "", "", "out_of_scope"),
        ("j'ai arrêté l'école d'infirmière, puis-je reprendre ?", "", "", "training_path"),
        ("je cherche du travail d'aide-soignante, je suis diplômée", "", "", "job_offers"),
        ("quels papiers faut-il pour s'inscrire ?", "", "", "admission"),
    ],
)
def test_a_neighbour_is_not_taken_for_it(text: str, earlier: str, after: str, intent: str) -> None:
    assert asked(text, earlier=earlier, after=after, intent=intent) not in OURS


def test_what_calls_for_care_is_answered_only_where_a_point_says_so() -> None:
    assert asked("ma tutrice hurle tous les jours", earlier="mon stage", intent="distress") == "stage_tutor"
    assert asked("mon patron m'a viré", intent="distress") is None
    assert asked("mon patron m'a viré", intent="gibberish") == "apprentice_dismissed"
    assert asked("et le chômage ?", earlier=DISMISSED, intent="distress") is None
