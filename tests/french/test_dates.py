"""French dates: expressions and the days they mean, what is no date, offsets, zones and speed."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.french.dates import find_dates
from bot.french.dates.calendar import easter_sunday, iso_week, months_later, nth_weekday, school_holidays
from bot.french.found import Found

_HERE = Path(__file__).parent
_TABLE: dict[str, Any] = yaml.safe_load((_HERE / "dates.yml").read_text(encoding="utf-8"))
_HELD_OUT: dict[str, Any] = yaml.safe_load((_HERE / "dates_held_out.yml").read_text(encoding="utf-8"))
NOW = datetime.fromisoformat(_TABLE["saturday"]["now"])
_WORDS = """
    le la du au de d' en à et ou - / . , ? 1 3 12 15 31 05 1er 24 2027 2005 2027-2028 15/04 s4 avril mars mai sept.
    samedi sam lundi demain dans d'ici avant après jusqu'à depuis entre dès prochain dernier semaine mois an ans jours
    week-end vacances Noël Pâques été hiver rentrée début mi fin premier première quinzaine trimestre zone A cette ce
    les il y a huit vingt cent
"""


def _written(found: list[Found]) -> str:
    return " + ".join(
        f"{each.value['start'] or ''}..{each.value['end'] or ''}{'' if each.is_filter else ' past'}"
        for each in found
    )


def _cases(name: str) -> list[Any]:
    part = _TABLE[name]
    now = datetime.fromisoformat(part["now"])
    return [pytest.param(now, text, days, id=f"{name}-{text}") for text, days in part["cases"].items()]


@pytest.mark.parametrize(("now", "text", "days"), [*_cases("saturday"), *_cases("wednesday")])
def test_expression_means_these_days(now: datetime, text: str, days: str) -> None:
    assert _written(find_dates(text, now)) == days


@pytest.mark.parametrize(("now", "text", "days"), _cases("saturday")[::3])
def test_same_days_inside_a_sentence(now: datetime, text: str, days: str) -> None:
    found = find_dates(f"Bonjour, y a-t-il un forum des métiers {text} ?", now)
    assert [each.value for each in found] == [each.value for each in find_dates(text, now)]


@pytest.mark.parametrize("text", _TABLE["nothing"])
def test_no_date(text: str) -> None:
    assert find_dates(text, NOW) == []


@pytest.mark.parametrize(("text", "days"), [pytest.param(*case, id=case[0]) for case in _HELD_OUT["cases"]])
def test_messages_written_after_the_grammar(text: str, days: list[str]) -> None:
    filters = [each for each in find_dates(text, datetime.fromisoformat(_HELD_OUT["now"])) if each.is_filter]
    assert [_written([each]) for each in filters] == days


def test_text_is_what_was_written() -> None:
    found = find_dates("Vous êtes ouverts du 15 au 26 avril\u00a02027, ou l’été prochain ?", NOW)
    assert [each.text for each in found] == ["du 15 au 26 avril\u00a02027", "été prochain"]


def test_rough_moment_and_other_reading_are_told() -> None:
    assert find_dates("dans 3 semaines", NOW)[0].details == {"rough": True}
    assert find_dates("mardi", NOW)[0].details == {}
    monday = find_dates("lundi prochain", NOW)[0]
    assert monday.alternatives == ({"start": "2026-11-30", "end": "2026-11-30"},)


def test_today_is_the_day_of_the_zone() -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=timezone.utc)
    assert _written(find_dates("demain", late)) == "2026-11-23..2026-11-23"
    assert _written(find_dates("demain", late, zone="America/Martinique")) == "2026-11-22..2026-11-22"
    assert _written(find_dates("demain", late, zone="Indian/Reunion")) == "2026-11-23..2026-11-23"


def test_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="timezone-aware"):
        find_dates("demain", datetime(2026, 11, 21, 12, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("A", "2027-02-13..2027-02-28"),
        ("B", "2027-02-20..2027-03-07"),
        ("C", "2027-02-06..2027-02-21"),
        (None, "2027-02-06..2027-03-07"),
    ],
)
def test_school_holidays_follow_the_zone(zone: str | None, days: str) -> None:
    assert _written(find_dates("vacances de février", NOW, school_zone=zone)) == days


def test_zone_written_wins_over_the_zone_given() -> None:
    assert (
        _written(find_dates("vacances de février zone B", NOW, school_zone="C")) == "2027-02-20..2027-03-07"
    )


def test_holidays_under_way_start_today() -> None:
    christmas = datetime.fromisoformat("2026-12-24T10:00:00+01:00")
    assert _written(find_dates("pendant les vacances", christmas)) == "2026-12-24..2027-01-03"


def test_holidays_beyond_the_known_years_are_no_date() -> None:
    assert school_holidays("noel", 2080, None) is None
    assert find_dates("vacances de Noël 2080", NOW) == []


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter(year: int, day: date) -> None:
    assert easter_sunday(year) == day


def test_calendar_edges() -> None:
    assert months_later(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_later(date(2027, 1, 15), -2) == date(2026, 11, 15)
    assert iso_week(2026, 53) == (date(2026, 12, 28), date(2027, 1, 3))
    assert iso_week(2027, 53) is None
    assert nth_weekday(2027, 2, 0, 5) is None


def _check(text: str, now: datetime) -> None:
    last_end = 0
    for each in find_dates(text, now):
        assert each.entity == "date"
        assert text[each.start : each.end] == each.text
        assert last_end <= each.start < each.end
        last_end = each.end
        start, end = each.value["start"], each.value["end"]
        assert start or end
        assert not (start and end) or date.fromisoformat(start) <= date.fromisoformat(end)


_MOMENTS = st.datetimes(
    min_value=datetime(2024, 1, 1),  # noqa: DTZ001
    max_value=datetime(2031, 12, 31),  # noqa: DTZ001
    timezones=st.just(timezone(timedelta(hours=1))),
)


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=14).map(" ".join), _MOMENTS)
@settings(max_examples=600, deadline=None)
def test_any_date_words_give_sound_dates(text: str, now: datetime) -> None:
    _check(text, now)


@given(st.text(max_size=80), _MOMENTS)
@settings(max_examples=200, deadline=None)
def test_any_text_gives_sound_dates(text: str, now: datetime) -> None:
    _check(text, now)


@pytest.mark.parametrize(
    "text",
    ["du 15 au " * 110, "1/2/" * 250, "9" * 1000, "de la " * 160, "prochain " * 110, "a" * 1000, "'" * 1000],
)
def test_hostile_text_stays_quick(text: str) -> None:
    find_dates("demain", NOW)
    started = time.process_time()
    find_dates(text[:1000], NOW)
    assert time.process_time() - started < 0.25  # forty times what it takes, and far below a second
