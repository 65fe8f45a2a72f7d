"""At what title one works: which words tell it of the person, and which speak of others or of a wish."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from actions.people.standing import for_the_standing, standings, titles_told


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("indépendante je vous dis", "self_employed"),
        ("j'étais fleuriste à mon compte, pas de chômage", "self_employed"),
        ("Militaire, donc ni l'un ni l'autre", "military"),
        ("Bonjour, adjudant dans l'armée, 39 ans", "military"),
        ("je suis ATSEM depuis 10 ans", "civil_servant"),
        ("je suis à la Poste en disponibilité", "la_poste"),
        ("elle est saisonnière", "cdd"),
        ("DE non indemnisé", "job_seeker"),
        ("auto-entrepreneuse mais je suis au RSA", "rsa"),
        ("directrice d'une crèche à Albi", "employer"),
        ("ma salariée veut passer aide-soignante", "employer"),
        ("je cherche à recruter une AES", "employer"),
        ("8 mois d'arrêt maladie", "sick_leave"),
        ("j'ai été déclaré inapte", "unfit"),
    ],
)
def test_a_title_is_heard(text: str, title: str) -> None:
    assert titles_told(text)[:1] == (title,)


@pytest.mark.parametrize(
    "text",
    [
        "mon mari est militaire",
        "je veux devenir infirmière militaire",
        "comment passer en indépendante plus tard ?",
        "infirmière libérale ça gagne combien ?",
        "on recrute des aides-soignants à Gap ?",
        "je suis directrice d'une crèche mais je veux changer de métier",
        "je cherche à être embauchée",
        "devenir directrice d'ehpad",
        "je ne suis pas salariée",
        "je suis plus autonome et indépendante que ma soeur",
    ],
)
def test_what_is_said_of_others_or_wished_is_no_title(text: str) -> None:
    assert titles_told(text) == ()


def turn(text: str, *earlier: str) -> SimpleNamespace:
    """A message after `earlier`, the latest first."""
    return SimpleNamespace(text=text, earlier=earlier, known=lambda name: None)


def test_a_title_told_once_is_kept_until_another_is_told() -> None:
    assert standings(turn("et le ptp ?", "je suis militaire")) == ["military"]  # type: ignore[arg-type]
    assert standings(turn("je suis en CDI maintenant", "j'étais à mon compte")) == ["employee"]  # type: ignore[arg-type]
    assert standings(turn("elle est en CDI", "ma salariée veut se former")) == ["employer"]  # type: ignore[arg-type]


def test_the_answer_for_private_employees_is_not_given_to_others() -> None:
    assert for_the_standing(turn("et le ptp ?", "je suis militaire"), "ptp") == "standing_military"  # type: ignore[arg-type]
    assert for_the_standing(turn("et le ptp ?", "je suis en CDI"), "ptp") == "ptp"  # type: ignore[arg-type]
    assert for_the_standing(turn("mes droits ?", "je suis à mon compte"), "cpf") == "standing_self_employed"  # type: ignore[arg-type]
    assert for_the_standing(turn("mon cpf ?", "je suis à mon compte"), "cpf") == "cpf"  # type: ignore[arg-type]
