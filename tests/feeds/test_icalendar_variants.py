"""Calendars as other programs write them, some against the standard: what is meant is read, never silently otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.feeds.reading import events, items, notes, skips, times


def calendar(*parts: str, end: str = "\r\n") -> str:
    """A calendar whose events have these lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for number, part in enumerate(parts):
        lines += [
            "BEGIN:VEVENT",
            f"UID:u{number}",
            f"SUMMARY:Forum {number}",
            *part.split("\n"),
            "END:VEVENT",
        ]
    return end.join([*lines, "END:VCALENDAR", ""])


@pytest.mark.parametrize(
    ("start", "expected", "zone"),
    [
        ("DTSTART:20270415T090000+0200", "2027-04-15T09:00", "Europe/Paris"),
        ("DTSTART:2027-04-15T09:00:00+02:00", "2027-04-15T09:00", "Europe/Paris"),
        ("DTSTART:20270415T070000Z", "2027-04-15T09:00", "Europe/Paris"),
        ("DTSTART:20270415t0900", "2027-04-15T09:00", "Europe/Paris"),
        ("DTSTART;TZID=GMT+0200:20270415T090000", "2027-04-15T09:00", "Europe/Paris"),
        ("DTSTART;TZID=UTC-4:20270415T090000", "2027-04-15T09:00", "Etc/GMT+4"),
        ("DTSTART;TZID=SA Eastern Standard Time:20270415T090000", "2027-04-15T09:00", "America/Cayenne"),
        ("DTSTART;TZID=Romance Standard Time:20270415T090000", "2027-04-15T09:00", "Europe/Paris"),
        ("DTSTART;VALUE=DATE-TIME:20270415", "2027-04-15", "Europe/Paris"),
    ],
)
def test_starts_as_they_come(tmp_path: Path, start: str, expected: str, zone: str) -> None:
    found = items(tmp_path, calendar(start), "icalendar")
    slot = events(found)[0].slots[0]
    assert (slot.start, slot.zone) == (expected, zone)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("RRULE: FREQ=WEEKLY; COUNT=3", ["01", "08", "15"]),
        ("RRULE:freq=weekly;count=3", ["01", "08", "15"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261215", ["01", "08", "15"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261215T080000Z", ["01", "08", "15"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261215T075959Z", ["01", "08"]),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20261208", ["01", "15"]),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261208T080000Z,20261215T080000Z", ["01"]),
        ("RRULE:FREQ=WEEKLY;COUNT=2\nRDATE:20261224T090000", ["01", "08", "24"]),
        ("RDATE;VALUE=PERIOD:20261205T090000/PT2H,20261206T090000/20261206T100000", ["01", "05", "06"]),
        ("EXDATE:20261201T090000\nRRULE:FREQ=DAILY;COUNT=3", ["02", "03"]),
    ],
)
def test_rules_as_they_come(tmp_path: Path, rule: str, days: list[str]) -> None:
    text = calendar(f"DTSTART;TZID=Europe/Paris:20261201T090000\n{rule}")
    event = events(items(tmp_path, text, "icalendar"))[0]
    assert [start for start, _ in times(event)] == [f"2026-12-{day}T09:00" for day in days]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\r\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\ufeff\r\n\r\n"])
def test_ends_of_lines(tmp_path: Path, end: str, before: str) -> None:
    text = before + calendar("DTSTART:20270415T090000", "DTSTART:20270416T090000", end=end)
    assert len(events(items(tmp_path, text, "icalendar"))) == 2


def test_days_whole_several_and_cut(tmp_path: Path) -> None:
    found = items(tmp_path, calendar(
        "DTSTART;VALUE=DATE:20270415\nDTEND;VALUE=DATE:20270418",
        "DTSTART;VALUE=DATE:20270415\nDTEND;VALUE=DATE:20270415",
        "DTSTART:20270415T090000\nDTEND:20270417T170000",
        "DTSTART:20270415T220000\nDTEND:20270415T020000",
    ), "icalendar")  # fmt: skip
    assert [times(event)[0] for event in events(found)] == [
        ("2027-04-15", "2027-04-17"), ("2027-04-15", "2027-04-15"), ("2027-04-15T09:00", "2027-04-17T17:00"),
        ("2027-04-15T22:00", None),
    ]  # fmt: skip
    assert [words for words in notes(found) if "avant le début" in words] and not skips(found)


def test_a_changed_date_said_cancelled_in_its_title_is_no_open_date(tmp_path: Path) -> None:
    text = calendar(
        "DTSTART:20261201T090000\nRRULE:FREQ=WEEKLY;COUNT=2", "DTSTART:20261208T090000\nRECURRENCE-ID:20261208T090000"
    ).replace("UID:u1", "UID:u0").replace("SUMMARY:Forum 1", "SUMMARY:Annulé : Forum 0")  # fmt: skip
    found = events(items(tmp_path, text, "icalendar"))
    assert [(event.title, times(event)) for event in found] == [
        ("Forum 0", [("2026-12-01T09:00", None)]),
        ("Annulé : Forum 0", [("2026-12-08T09:00", None)]),
    ]
