"""When one can come: days and hours told in words, and the slots that they leave."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.people.free_when import FreeWhen, free_when, hours_asked, hours_words, weekdays_asked
from bot.catalogue.models import EventSlot
from bot.catalogue.queries.event_hours import FreeHours

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("plutôt en soirée si possible", "le soir"),
        ("que l'aprem", "l'après-midi"),
        ("à partir de 16h30", "à partir de 16 h 30"),
        ("pas possible avant 18h", "à partir de 18 h"),
        ("avant midi", "avant 12 h"),
        ("entre 10h et 12h", "entre 10 h et 12 h"),
        ("je suis au boulot le matin", "à partir de 12 h 30"),
        ("j'ai cours le matin et l'après-midi", "à partir de 18 h"),
        ("le soir je garde mes enfants", "avant 17 h 30"),
        ("y'aurait pas le matin", "le matin"),
        ("je finis à 17h", "à partir de 17 h ou le week-end"),
        ("le soir ou le week-end", "le soir ou le week-end"),
        ("je suis pris en journée", "le soir ou le week-end"),
        ("après le taf", "le soir"),
        ("c'est le matin ou l'après-midi ?", ""),
        ("bonne soirée et merci", ""),
        ("hier soir j'ai vu une affiche", ""),
        ("à 2h de route", ""),
        ("la journée des métiers", ""),
    ],
)
def test_hours_are_read_and_said_back(text: str, told: str) -> None:
    assert hours_words(hours_asked(text)) == told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un samedi matin, la semaine j'ai cours", (5,)),
        ("la semaine je bosse", (5, 6)),
        ("un soir en semaine j'ai cours la journée", (0, 1, 2, 3, 4)),
    ],
)
def test_a_busy_week_leaves_the_weekend(text: str, expected: tuple[int, ...]) -> None:
    assert weekdays_asked(text) == expected


def test_what_is_said_later_changes_the_days_or_the_hours_alone() -> None:
    first = free_when("le mercredi après-midi", FreeWhen())
    assert first.words() == "le mercredi après-midi"
    later = free_when("à partir de 15h en fait", first)
    assert later.words() == "le mercredi, à partir de 15 h"
    assert free_when("peu importe l'heure", later).words() == "le mercredi"
    assert free_when("n'importe quel jour", later).weekdays == ()
    assert free_when("samedi prochain", later, one_day=True).weekdays == ()
    assert FreeWhen.of(later.kept()) == later


def _slot(start: str, hours: float, all_day: bool = False) -> EventSlot:
    begins = datetime.fromisoformat(f"2026-12-09T{start}").replace(tzinfo=PARIS)  # a Wednesday
    return EventSlot(
        starts_at=begins, ends_at=begins + timedelta(hours=hours), zone="Europe/Paris", all_day=all_day
    )


@pytest.mark.parametrize(
    ("window", "start", "hours", "fits"),
    [
        ((1020, 1440), "18:00", 1.5, True),
        ((1020, 1440), "16:30", 1.5, False),  # its beginning would be missed
        ((1020, 1440), "10:00", 8, True),  # one comes when one likes
        ((1050, 1440), "10:00", 8, False),
        ((0, 750), "09:30", 7, True),
        ((0, 750), "13:00", 4, False),
        ((0, 720), "11:30", 2, False),
    ],
)
def test_a_short_event_is_attended_whole(
    window: tuple[int, int], start: str, hours: float, fits: bool
) -> None:
    assert FreeHours((window,)).fits(_slot(start, hours)) is fits


def test_any_hour_of_the_days_off_and_none_of_a_day_without_hours() -> None:
    assert FreeHours(((1050, 1440),), (2,)).fits(_slot("09:00", 2))
    assert not FreeHours(((0, 1440),)).fits(_slot("00:00", 24, all_day=True))


def test_a_day_that_is_ruled_out_leaves_the_others() -> None:
    assert weekdays_asked("le samedi c'est mort pour moi") == (0, 1, 2, 3, 4, 6)
    assert weekdays_asked("le mercredi je peux pas") == (0, 1, 3, 4, 5, 6)
    assert weekdays_asked("le samedi je peux") == (5,)
