"""Who speaks is told once, in words that say nothing of the like when somebody else says them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from actions.people.easy_offer import learns_french
from actions.people.roles import keep_speaker, relative_told, role_told


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("bonjour, je dirige un ehpad à Limoges", "employer"),
        ("Bonjour, je suis prof principal de 3e", "teacher"),
        ("mes élèves, 14 ans, ils ont le droit ?", "teacher"),
        ("26 élèves dont trois veulent un stage", "teacher"),
        ("je suis CIP en mission locale", "counsellor"),
        ("mon petit-fils de 16 ans voudrait être aide-soignant", "relative"),
        ("c'est pour ma fille", "relative"),
        ("je veux être prof de sport", None),
        ("je suis élève en troisième", None),
        ("mon fils me fatigue", None),
        ("je garde mon petit-fils le mercredi", None),
        ("dans ma classe y a que des filles", None),
    ],
)
def test_who_speaks(text: str, role: str | None) -> None:
    assert role_told(text) == role


def test_the_relative_has_a_name_and_a_pronoun() -> None:
    assert relative_told("ma nièce de 15 ans aimerait être puéricultrice") == ("votre nièce", "elle")
    assert relative_told("mon frère veut faire ambulancier") == ("votre frère", "il")
    assert relative_told("j'habite chez mon fils") is None
    assert relative_told("je suis chez ma sœur, il peut pas venir") is None
    assert relative_told("je loge chez ma sœur qui veut devenir infirmière") == ("votre sœur", "elle")


@pytest.mark.parametrize(
    ("text", "learns"),
    [
        ("moi pas écrire bien français, école accepte ?", True),
        ("moi vouloir travailler avec vieux", True),
        ("je comprends pas bien le français", True),
        ("moi pas du tout", False),
        ("moi je cherche un stage", False),
        ("je cherche pas une école", False),
        ("moi c'est les bébés", False),
    ],
)
def test_french_that_is_being_learnt(text: str, learns: bool) -> None:
    assert learns_french(text) is learns


def remembered(
    text: str,
    found: tuple[str, float] | None = None,
    known: str | None = None,
    professions: tuple[str, ...] = (),
    audience: str | None = None,
) -> dict[str, Any]:
    """What a message makes us remember of who speaks; `found` is the role the engine tells, and by how much."""
    kept: dict[str, Any] = {}
    turn: Any = SimpleNamespace(
        text=text,
        earlier=(),
        professions=list(professions),
        audience=audience,
        message={"role": {"name": found[0], "ahead": found[1]}} if found else {},
        known=lambda name: known if name == "speaker" else None,
        remember=kept.__setitem__,
    )
    keep_speaker(turn)
    return kept


def test_what_the_engine_is_sure_of_is_remembered() -> None:
    assert remembered("RRH Ehpad 24, cherche apprentis AS", ("employer", 1.2)) == {"speaker": "employer"}
    assert remembered("où voir les postes ?", ("employer", 0.3)) == {}


def test_who_is_known_changes_for_surer_words_only() -> None:
    assert remembered("qui doit-on voir, un organisme ?", ("counsellor", 0.6), known="relative") == {}
    assert remembered("j'ai un jeune en CEJ", ("counsellor", 1.5), known="relative") == {
        "speaker": "counsellor"
    }
    assert remembered("ma fille veut un stage", ("relative", 3.0), known="employer") == {}


def test_an_own_change_of_trade_ends_it() -> None:
    told = remembered("en fait c'est pour moi, je veux me former", known="teacher", audience="counsellor")
    assert told == {"speaker": "self", "audience": None}
    wants = remembered("je voudrais devenir aide-soignante", known="employer", professions=("aide-soignant",))
    assert wants == {"speaker": "self"}
    assert remembered("je voudrais être présent au forum avec un stand", known="employer") == {}
