"""What must hold for any calendar: its dates are those that independent libraries find, and once is as good as twice."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil import rrule
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.migrate import migrate
from bot.feeds.days import instant_of
from bot.feeds.importing import import_feed
from bot.feeds.readers import READERS
from bot.feeds.records import EventRecord, Skip, Source
from tests.feeds.reading import TODAY, events, items

PARIS = ZoneInfo("Europe/Paris")
FIRST, LAST = TODAY - timedelta(days=31), TODAY + timedelta(days=548)

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
MINUTES = (datetime.fromisoformat("2026-09-01T00:00"), datetime.fromisoformat("2027-12-01T00:00"))
STARTS = st.datetimes(*MINUTES).map(lambda at: at.replace(second=0, microsecond=0))
WEEKLY = st.builds(
    lambda interval, days: f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(sorted(days, key=DAYS.index))}",
    st.integers(1, 4),
    st.sets(st.sampled_from(DAYS), min_size=1),
)
MONTHLY = st.one_of(
    st.builds(
        lambda rank, day: f"FREQ=MONTHLY;BYDAY={rank}{day}",
        st.sampled_from([-1, 1, 2, 3, 4]),
        st.sampled_from(DAYS),
    ),
    st.builds(lambda day: f"FREQ=MONTHLY;BYMONTHDAY={day}", st.sampled_from([1, 15, 28, 29, 30, 31, -1])),
)
DAILY = st.integers(1, 10).map(lambda interval: f"FREQ=DAILY;INTERVAL={interval}")
YEARLY = st.builds(
    lambda month, day: f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", st.integers(1, 12), st.integers(1, 28)
)
RULES = st.one_of(WEEKLY, MONTHLY, DAILY, YEARLY)


def calendar(lines: list[str]) -> str:
    body = "\r\n".join(["BEGIN:VEVENT", "UID:a@exemple.fr", "SUMMARY:Forum", *lines, "END:VEVENT"])
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Essai//FR\r\n{body}\r\nEND:VCALENDAR\r\n"


def read_starts(text: str, today: date = TODAY) -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        found = events(items(Path(folder), text, "icalendar", today=today))
    return {slot.start for event in found for slot in event.slots if not slot.cancelled}


def aligned(start: datetime, rule: str) -> datetime | None:
    """The first date of a rule on or after `start`: real programs begin a series on a date of its rule."""
    return next(iter(rrule.rrulestr(rule, dtstart=start)), None)


@settings(max_examples=150, deadline=None)
@given(start=STARTS, rule=RULES, count=st.one_of(st.none(), st.integers(1, 40)))
def test_series_have_the_dates_that_dateutil_finds(start: datetime, rule: str, count: int | None) -> None:
    first = aligned(start, rule)
    assert first is not None
    full = rule + (f";COUNT={count}" if count else "")
    text = calendar([f"DTSTART;TZID=Europe/Paris:{first:%Y%m%dT%H%M%S}", f"RRULE:{full}"])
    low, high = datetime.combine(FIRST, datetime.min.time()), datetime.combine(LAST, datetime.max.time())
    expected = {
        f"{at:%Y-%m-%dT%H:%M}" for at in rrule.rrulestr(full, dtstart=first).between(low, high, inc=True)
    }
    # A series without a date in the window keeps its first one.
    assert read_starts(text) == (expected or {f"{first:%Y-%m-%dT%H:%M}"})


@settings(max_examples=60, deadline=None)
@given(
    start=STARTS,
    rule=st.one_of(WEEKLY, MONTHLY),
    excluded=st.sets(st.integers(0, 9), max_size=4),
    moved=st.integers(0, 9),
    hours=st.integers(-48, 48),
)
def test_series_with_exceptions_have_the_dates_that_recurring_ical_events_finds(
    start: datetime, rule: str, excluded: set[int], moved: int, hours: int
) -> None:
    first = aligned(start, rule)
    assert first is not None
    dates = list(rrule.rrulestr(rule + ";COUNT=10", dtstart=first))
    lines = [f"DTSTART;TZID=Europe/Paris:{first:%Y%m%dT%H%M%S}", f"RRULE:{rule};COUNT=10", "SEQUENCE:1"]
    lines += [
        f"EXDATE;TZID=Europe/Paris:{dates[number]:%Y%m%dT%H%M%S}" for number in sorted(excluded - {moved})
    ]
    to = dates[moved] + timedelta(hours=hours)
    changed = [
        "END:VEVENT", "BEGIN:VEVENT", "UID:a@exemple.fr", "SUMMARY:Forum", "SEQUENCE:2",
        f"RECURRENCE-ID;TZID=Europe/Paris:{dates[moved]:%Y%m%dT%H%M%S}", f"DTSTART;TZID=Europe/Paris:{to:%Y%m%dT%H%M%S}",
    ]  # fmt: skip
    text = calendar(lines + changed)
    query = recurring_ical_events.of(icalendar.Calendar.from_ical(text))
    found = query.between(
        datetime.combine(FIRST, datetime.min.time(), PARIS),
        datetime.combine(LAST + timedelta(days=1), datetime.min.time(), PARIS),
    )
    expected = {f"{one['DTSTART'].dt:%Y-%m-%dT%H:%M}" for one in found}
    if expected:
        assert read_starts(text) == expected


@settings(max_examples=60, deadline=None)
@given(first=st.dates(date(2026, 11, 1), date(2028, 4, 1)), days=st.integers(1, 20))
def test_the_end_of_whole_days_is_excluded(first: date, days: int) -> None:
    text = calendar(
        [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{first + timedelta(days=days):%Y%m%d}"]
    )
    with tempfile.TemporaryDirectory() as folder:
        slot = events(items(Path(folder), text, "icalendar"))[0].slots[0]
    assert (slot.start, slot.end) == (first.isoformat(), (first + timedelta(days=days - 1)).isoformat())


@settings(max_examples=200, deadline=None)
@given(
    day=st.sampled_from([date(2027, 3, 28), date(2026, 10, 25), date(2027, 3, 27), date(2026, 10, 26)]),
    minute=st.integers(0, 24 * 60 - 1),
)
def test_wall_times_on_days_when_the_clocks_change(day: date, minute: int) -> None:
    wall = f"{day}T{minute // 60:02d}:{minute % 60:02d}"
    instant = instant_of(wall, PARIS)
    back = instant.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M")
    if day == date(2027, 3, 28) and 120 <= minute < 180:  # the hour that does not exist: pushed forward by it
        assert back == f"{day}T{minute // 60 + 1:02d}:{minute % 60:02d}"
    else:
        assert back == wall
    if day == date(2026, 10, 25) and 120 <= minute < 180:  # the hour that exists twice: the first, summer's
        assert instant.astimezone(PARIS).utcoffset() == timedelta(hours=2)


@settings(max_examples=100, deadline=None)
@given(
    day=st.sampled_from([date(2027, 3, 27), date(2027, 3, 28), date(2026, 10, 24), date(2026, 10, 25)]),
    minute=st.integers(0, 24 * 60 - 1),
    days=st.integers(0, 3),
    hours=st.integers(0, 60),
    zone=st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Martinique"]),
)
def test_a_length_is_days_of_the_calendar_then_hours_of_the_clock(
    day: date, minute: int, days: int, hours: int, zone: str
) -> None:
    start = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    text = calendar([f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}", f"DURATION:P{days}DT{hours}H"])
    with tempfile.TemporaryDirectory() as folder:
        slot = events(items(Path(folder), text, "icalendar"))[0].slots[0]
    after = instant_of((start + timedelta(days=days)).isoformat(), ZoneInfo(zone)) + timedelta(hours=hours)
    expected = (
        f"{after.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"
        if hours
        else f"{start + timedelta(days=days):%Y-%m-%dT%H:%M}"
    )
    assert slot.end == (expected if days or hours else None)


@pytest.mark.parametrize("change", ["2027-03-28", "2026-10-25"])
def test_a_weekly_series_keeps_its_hour_across_the_change(change: str) -> None:
    first = date.fromisoformat(change) - timedelta(days=7)
    text = calendar([f"DTSTART;TZID=Europe/Paris:{first:%Y%m%d}T090000", "RRULE:FREQ=WEEKLY;COUNT=3"])
    starts = sorted(read_starts(text, first))
    assert {start[11:] for start in starts} == {"09:00"}
    instants = [instant_of(start, PARIS).hour for start in starts]
    assert set(instants) == {7, 8}


NUMBERS = itertools.count()
TITLES = st.sampled_from(
    ["Portes ouvertes IFSI", "Job dating du soin", "Forum des métiers", "", "Réunion d'information"]
)
STARTED = st.sampled_from(
    ["20270115T093000", "20270116T093000Z", "20271399", "20261201", "", "20270328T023000"]
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty, migrated database, shared by the examples below under a name of its own each."""
    made = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('properties') / 'feeds.db'}"
    asyncio.run(migrate(made))
    return made


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(
        st.tuples(st.integers(0, 6), TITLES, STARTED, st.sampled_from(["", "CANCELLED", "CONFIRMED"])),
        min_size=1,
        max_size=12,
    ),
)
def test_any_feed_read_twice_changes_nothing(url: str, made: list[tuple[int, str, str, str]]) -> None:
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\nDTSTART:{start}\r\nSTATUS:{status}\r\nEND:VEVENT\r\n"
        for uid, title, start, status in made
    )
    text = f"BEGIN:VCALENDAR\r\n{body}END:VCALENDAR\r\n"

    async def twice(path: Path) -> None:
        engine = open_database(url)
        try:
            source = Source(path, f"essai-{next(NUMBERS)}", TODAY)
            moment = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)
            told = [
                await import_feed(session_maker(engine), source, READERS["icalendar"], moment=moment)
                for _ in range(2)
            ]
        finally:
            await engine.dispose()
        first, second = told
        assert (second.new, second.updated, second.withdrawn, second.proposals) == (0, 0, 0, 0)
        assert (second.unchanged, second.skipped) == (first.new, first.skipped)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed.ics"
        path.write_text(text, encoding="utf-8")
        asyncio.run(twice(path))


def test_no_component_is_lost_without_a_word(tmp_path: Path) -> None:
    text = "BEGIN:VCALENDAR\r\n" + "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:{'Forum' if number % 3 else ''}\r\n"
        f"DTSTART:2027{number % 14:02d}15\r\nEND:VEVENT\r\n"
        for number in range(200)
    )
    found = items(tmp_path, text + "END:VCALENDAR\r\n", "icalendar")
    told = sum(isinstance(item, EventRecord | Skip) for item in found)
    assert told == 200
