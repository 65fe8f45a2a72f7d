"""What a pupil asks amid the search for an internship: how soon it is, whether the talk is still about it."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from actions.narrow.pupils import soon
from actions.narrow.stage_asked import keeps_the_stage
from actions.people.at_school import at_school
from actions.talk.turn import Turn


def turn(**told: Any) -> Turn:
    """A turn of which only what is `told` is known."""
    return cast(Turn, SimpleNamespace(**told))


@pytest.mark.parametrize(
    ("start", "is_soon"),
    [
        (date(2026, 12, 1), True),
        (date(2027, 1, 11), True),
        (date(2027, 2, 1), False),
        (date(2026, 11, 30), False),
        (None, False),
    ],
)
def test_an_internship_of_this_month_or_the_next_is_soon(start: date | None, is_soon: bool) -> None:
    assert soon(turn(dates=(start, None), now=datetime(2026, 12, 10))) is is_soon  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "given", "kept"),
    [
        ("ma tante est dans un ehpad à Lille, c'est possible là-bas ?", "stage_call", True),
        ("ma tante est dans un ehpad à Lille, c'est possible là-bas ?", "pay_verdict", False),
        ("y a quels métiers en ehpad ?", "school_stage", False),
        ("les études durent combien de temps ?", "school_stage", False),
    ],
)
def test_an_internship_looked_for_stays_what_is_spoken_of(text: str, given: str, kept: bool) -> None:
    assert keeps_the_stage(turn(text=text, points_lately=[given])) is kept


@pytest.mark.parametrize(
    ("text", "pupil"),
    [
        ("je suis en première", True),
        ("j'ai arrêté le lycée en première", False),
        ("g laché les cours en seconde", False),
        ("j'ai arrêté le foot, je suis en première", True),
    ],
)
def test_who_left_school_is_no_pupil(text: str, pupil: bool) -> None:
    told = turn(text=text, earlier=(), audience="young", known=lambda name: "premiere")
    assert at_school(told) is pupil
