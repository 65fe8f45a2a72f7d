"""Narrow questions: which words ask them, which do not, and that each has its answer."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import yaml

from actions.narrow.computed import COMPUTED
from actions.narrow.listed import points
from actions.narrow.net_and_gross import told
from actions.narrow.point import Point
from bot.french.normalise import normalise
from bot.settings import ROOT
from bot.subjects import subject_of_intent, subjects

ANSWERS = {
    answer["slug"]
    for path in (ROOT / "data" / "reference" / "answers").glob("*.yml")
    for answer in yaml.safe_load(path.read_text(encoding="utf-8"))["answers"]
}


def asked(text: str, *, earlier: str = "", intent: str = "training_cost", after: str = "") -> str | None:
    """The point that `text` asks, said after `earlier`."""
    known = {"last_subject": after}.get
    turn = SimpleNamespace(
        intent=intent,
        profession=None,
        audience=None,
        known=known,
        text=text,
        earlier=(earlier,),
        entities=[],
        trades_named=set(),
        points_lately=[],
    )
    said, talk = normalise(text), normalise(f"{text} / {earlier}")
    return next((point.answer for point in points() if point.fits(turn, said, talk)), None)  # type: ignore[arg-type]


@pytest.mark.parametrize("point", points(), ids=lambda point: point.answer)
def test_each_point_has_its_answer_and_its_subject(point: Point) -> None:
    assert point.answer in ANSWERS | set(COMPUTED)
    assert point.subject in subjects()
    assert point.intents <= {*subject_of_intent(), "nlu_fallback"}


@pytest.mark.parametrize(
    ("text", "earlier", "point"),
    [
        ("on me coupe le rsa si je rentre à l'ifas ?", "", "rsa_kept"),
        ("mes allocations chômage continuent pendant l'école ?", "", "benefit_kept"),
        ("le chef peut dire non ?", "je veux faire un projet de transition pro", "ptp_refused"),
        ("et si j'échoue ?", "je fais une vae d'aide-soignante", "vae_failed"),
        ("c'est cher ?", "je fais une vae d'aide-soignante", "vae_cost"),
        ("il me manque 3 points", "je veux être ambulancier, j'ai le permis", "licence_points"),
        ("l'hôpital me fait signer pour 5 ans", "", "clause_to_stay"),
        ("je perds mes primes de nuit à l'école ?", "", "night_bonuses"),
        ("vous m'avez toujours pas répondu", "", "not_answered"),
        ("chui perdue là", "", "lost"),
        ("bonsoir, j'ai une petite question", "", "listening"),
    ],
)
def test_a_narrow_question_is_heard(text: str, earlier: str, point: str) -> None:
    assert asked(text, earlier=earlier) == point


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("c'est quoi la vae", "vae"),
        ("je suis au rsa, qui paye la formation ?", "training_cost"),
        ("la prime de nuit d'une infirmière, c'est combien ?", "pay"),
        ("combien de temps cuire des pâtes", "out_of_scope"),
        ("combien de temps dure la visite", "event_detail"),
        ("une formation dispensée en LSF", "training_search"),
        ("le métier d'aide-soignante est-il indispensable ?", "profession_info"),
    ],
)
def test_a_general_question_is_left_to_its_subject(text: str, intent: str) -> None:
    assert asked(text, intent=intent) is None


def test_who_lost_a_job_is_not_lost() -> None:
    assert asked("j'ai perdu mon emploi", intent="career_change") != "lost"


def test_who_begins_with_a_greeting_and_goes_on_is_not_only_listened_to() -> None:
    assert asked("bonjour je voulais savoir le salaire d'une infirmière", intent="pay") != "listening"


def test_who_advises_is_not_taken_for_the_price_of_the_vae() -> None:
    earlier = "je fais une vae d'aide-soignante"
    assert asked("c'est payant ?", earlier=earlier, after="human") == "human_free"
    assert asked("c'est payant ?", earlier=earlier, after="vae") == "vae_cost"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("par rapport à routier, je touche 2100 net", (2100, True)),
        ("je gagne 1 850 € brut, ce serait moins ?", (1850, False)),
        ("en 2026 c'est plus que l'an dernier ?", None),
        ("combien gagne un ambulancier ?", None),
    ],
)
def test_the_pay_told_is_read_with_its_kind(text: str, expected: tuple[int, bool] | None) -> None:
    assert told(text) == expected


def test_what_is_never_asked_with_an_answer_holds_for_each_of_its_points() -> None:
    listed = yaml.safe_load((ROOT / "data" / "points" / "00-never.yml").read_text(encoding="utf-8"))["never"]
    held = {
        name: [one.never and one.never.pattern for one in points() if one.answer == name] for name in listed
    }
    assert held == {name: [pattern] * len(held[name]) for name, pattern in listed.items()}
    assert all(held.values())
