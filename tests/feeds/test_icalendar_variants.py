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


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # The night when an hour is skipped, and the one when it comes twice: an end keeps its hour, a length its hours.
        (
            ["DTSTART;TZID=Europe/Paris:20270320T220000", "DTEND;TZID=Europe/Paris:20270321T060000",
             "RRULE:FREQ=WEEKLY;COUNT=2"],
            [("2027-03-20T22:00", "2027-03-21T06:00"), ("2027-03-27T22:00", "2027-03-28T06:00")],
        ),
        (
            ["DTSTART;TZID=Europe/Paris:20270320T220000", "DURATION:PT8H", "RRULE:FREQ=WEEKLY;COUNT=2"],
            [("2027-03-20T22:00", "2027-03-21T06:00"), ("2027-03-27T22:00", "2027-03-28T07:00")],
        ),
        # Dates taken away or changed are named in another zone, or by an instant, than the series.
        (
            ["DTSTART;TZID=Romance Standard Time:20270321T093000", "RRULE:FREQ=WEEKLY;COUNT=4",
             "EXDATE:20270328T073000Z,20270404T073000Z"],
            [("2027-03-21T09:30", None), ("2027-04-11T09:30", None)],
        ),
        (
            ["DTSTART;TZID=Europe/Paris:20270321T093000", "RRULE:FREQ=WEEKLY;COUNT=3",
             "EXDATE;TZID=Indian/Reunion:20270328T113000"],
            [("2027-03-21T09:30", None), ("2027-04-04T09:30", None)],
        ),
        # Dates added: an instant, and a period whose hours the change of the clocks makes an hour later.
        (
            ["DTSTART;TZID=Europe/Paris:20270321T093000", "DURATION:PT1H", "RDATE:20270404T073000Z",
             "RDATE;VALUE=PERIOD;TZID=Europe/Paris:20270328T010000/PT3H"],
            [("2027-03-21T09:30", "2027-03-21T10:30"), ("2027-03-28T01:00", "2027-03-28T05:00"),
             ("2027-04-04T09:30", "2027-04-04T10:30")],
        ),
        # A local end of the rule is in the zone of the series.
        (
            ["DTSTART;TZID=Indian/Reunion:20270110T093000", "RRULE:FREQ=DAILY;UNTIL=20270112T093000"],
            [("2027-01-10T09:30", None), ("2027-01-11T09:30", None), ("2027-01-12T09:30", None)],
        ),
    ],
)  # fmt: skip
def test_series_when_the_clocks_change(
    tmp_path: Path, lines: list[str], expected: list[tuple[str, str | None]]
) -> None:
    assert times(events(items(tmp_path, calendar("\n".join(lines)), "icalendar"))[0]) == expected
