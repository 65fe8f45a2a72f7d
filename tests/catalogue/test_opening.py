"""Opening hours as teams write them, and what is said while they are away."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.catalogue.opening import closed_words, opens_at, read

PARIS = ZoneInfo("Europe/Paris")
USUAL = "Du lundi au vendredi, 9 h-12 h et 14 h-17 h 30 ; samedi de 9h à 12h"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-27T10:00", None),  # Friday morning
        ("2026-11-27T12:00", "2026-11-27T14:00"),
        ("2026-11-27T17:30", "2026-11-28T09:00"),
        ("2026-11-28T13:00", "2026-11-30T09:00"),
        ("2026-11-30T08:59", "2026-11-30T09:00"),
    ],
)
def test_when_a_team_opens_next(moment: str, opening: str | None) -> None:
    assert opens_at(USUAL, at(moment)) == (at(opening) if opening else None)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "sur rendez-vous",
        "tous les jours",
        "lundi au vendredi",
        "vendredi au lundi 9h-12h",
        "lundi 25h-26h",
    ],
)
def test_hours_that_are_not_sure_say_nothing(text: str | None) -> None:
    assert read(text) is None
    assert closed_words(text, at("2026-11-28T23:00")) is None


@pytest.mark.parametrize(
    "text", ["lun-ven 9h-17h", "lundi, mardi, mercredi, jeudi et vendredi : 9:00 à 17:00"]
)
def test_other_ways_to_write_the_same(text: str) -> None:
    assert read(text) == {day: read("lundi 9h-17h")[0] for day in range(5)}  # type: ignore[index]


def test_what_is_said_out_of_hours() -> None:
    assert closed_words(USUAL, at("2026-11-28T13:00")) == (
        "L'équipe n'est pas là en ce moment. Votre demande pourra être lue lundi à partir de 9 h."
    )
    assert "demain à partir de 9 h" in str(closed_words(USUAL, at("2026-11-27T18:00")))
    assert "aujourd'hui à partir de 14 h" in str(closed_words(USUAL, at("2026-11-27T12:30")))
