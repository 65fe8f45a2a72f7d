"""Calendars as programs really write them: each pitfall costs at most the record it stands in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.feeds.records import Unreadable
from tests.feeds.reading import events, items, notes, skips, times

VEVENT = "BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\n{lines}\r\nEND:VEVENT\r\n"


def vevent(*lines: str, uid: str = "a@exemple.fr", title: str = "Portes ouvertes") -> str:
    return VEVENT.format(uid=uid, title=title, lines="\r\n".join(lines))


def calendar(*events: str, head: str = "") -> str:
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Essai//FR\r\n{head}{''.join(events)}END:VCALENDAR\r\n"
    )


def one(folder: Path, *lines: str, head: str = "") -> list[tuple[str, str | None]]:
    found = events(items(folder, calendar(vevent(*lines), head=head), "icalendar"))
    assert len(found) == 1
    return times(found[0])


ROMANCE = (
    "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\n"
    "TZOFFSETTO:+0100\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\n"
    "TZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
)


@pytest.mark.parametrize(
    ("lines", "head", "expected"),
    [
        (["DTSTART:20270328T093000", "DTEND:20270328T120000"], "", ("2027-03-28T09:30", "2027-03-28T12:00")),
        (
            ["DTSTART:20270115T083000Z", "DTEND:20270115T110000Z"],
            "",
            ("2027-01-15T09:30", "2027-01-15T12:00"),
        ),
        (["DTSTART:20270715T083000Z", "DURATION:PT1H30M"], "", ("2027-07-15T10:30", "2027-07-15T12:00")),
        (["DTSTART;TZID=Romance Standard Time:20270115T093000"], "", ("2027-01-15T09:30", None)),
        (
            ['DTSTART;TZID="(UTC+01:00) Brussels, Copenhagen, Madrid, Paris":20270115T093000'],
            "",
            ("2027-01-15T09:30", None),
        ),
        (["DTSTART;TZID=Customized Time Zone:20270115T093000"], ROMANCE, ("2027-01-15T09:30", None)),
        (["DTSTART;TZID=Europe/Germany:20270115T093000"], "", ("2027-01-15T09:30", None)),
        (["DTSTART:20270115T093000"], "X-WR-TIMEZONE:Indian/Reunion\r\n", ("2027-01-15T09:30", None)),
        # The end of whole days is excluded; some write it equal to the start.
        (["DTSTART;VALUE=DATE:20270115", "DTEND;VALUE=DATE:20270117"], "", ("2027-01-15", "2027-01-16")),
        (["DTSTART;VALUE=DATE:20270115", "DTEND;VALUE=DATE:20270115"], "", ("2027-01-15", "2027-01-15")),
        (["DTSTART;TZID=Europe/Paris;VALUE=DATE:20270115"], "", ("2027-01-15", "2027-01-15")),
        (["DTSTART:20270115T093000", "DTEND:20270115T093000"], "", ("2027-01-15T09:30", None)),
        (["DTSTART:20270115T093000", "DTEND:20270115T083000"], "", ("2027-01-15T09:30", None)),
        # Days of a length are the calendar's, hours are the clock's: they differ when the clocks change.
        (["DTSTART:20270327T150000", "DURATION:P1D"], "", ("2027-03-27T15:00", "2027-03-28T15:00")),
        (["DTSTART:20270327T150000", "DURATION:PT24H"], "", ("2027-03-27T15:00", "2027-03-28T16:00")),
        (["DTSTART:20270327T150000", "DURATION:P1DT2H"], "", ("2027-03-27T15:00", "2027-03-28T17:00")),
        (["DTSTART:20261024T150000", "DURATION:PT24H"], "", ("2026-10-24T15:00", "2026-10-25T14:00")),
        (["DTSTART:20261024T150000", "DURATION:P1W"], "", ("2026-10-24T15:00", "2026-10-31T15:00")),
        (["DTSTART:20261024T150000", "DURATION:-PT1H"], "", ("2026-10-24T15:00", None)),
        # Instants are what they are, whatever the clocks do in between.
        (
            ["DTSTART:20261024T220000Z", "DTEND:20261025T050000Z"],
            "",
            ("2026-10-25T00:00", "2026-10-25T06:00"),
        ),
        (
            ["DTSTART;TZID=Indian/Reunion:20270327T220000", "DURATION:PT8H"],
            "",
            ("2027-03-27T22:00", "2027-03-28T06:00"),
        ),
    ],
)
def test_times(tmp_path: Path, lines: list[str], head: str, expected: tuple[str, str | None]) -> None:
    assert one(tmp_path, *lines, head=head) == [expected]


def test_the_zone_of_the_calendar_is_that_of_its_floating_times(tmp_path: Path) -> None:
    text = calendar(vevent("DTSTART:20270115T093000"), head="X-WR-TIMEZONE:Indian/Reunion\r\n")
    assert events(items(tmp_path, text, "icalendar"))[0].slots[0].zone == "Indian/Reunion"


def test_a_zone_that_nobody_knows_is_told(tmp_path: Path) -> None:
    text = calendar(vevent("DTSTART;TZID=Europe/Germany:20270115T093000"))
    assert any("Europe/Germany" in words for words in notes(items(tmp_path, text, "icalendar")))


@pytest.mark.parametrize("value", ["Next Year", "20171032", "2006717", "", "20271301T000000"])
def test_an_unreadable_start_is_skipped_and_costs_no_other(tmp_path: Path, value: str) -> None:
    text = calendar(vevent(f"DTSTART:{value}"), vevent("DTSTART:20270115T093000", uid="b@exemple.fr"))
    found = items(tmp_path, text, "icalendar")
    assert [event.uid for event in events(found)] == ["b@exemple.fr"]
    assert len(skips(found)) == 1


def test_a_file_cut_in_the_middle_keeps_what_came_before(tmp_path: Path) -> None:
    text = calendar(vevent("DTSTART:20270115T093000"), vevent("DTSTART:20270116T093000", uid="b@exemple.fr"))
    found = items(tmp_path, text[: text.index("UID:b")], "icalendar")
    assert [event.uid for event in events(found)] == ["a@exemple.fr"]
    assert any(getattr(item, "incomplete", False) for item in found)


def test_a_block_without_end_is_kept_with_the_next(tmp_path: Path) -> None:
    text = calendar(vevent("DTSTART:20270115T093000"), vevent("DTSTART:20270116T093000", uid="b@exemple.fr"))
    found = items(tmp_path, text.replace("END:VEVENT\r\n", "", 1), "icalendar")
    assert [event.uid for event in events(found)] == ["a@exemple.fr", "b@exemple.fr"]


def test_several_calendars_blank_lines_a_mark_and_other_components(tmp_path: Path) -> None:
    todo = "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Faire\r\nEND:VTODO\r\n"
    first = calendar(
        vevent("DTSTART:20270115T093000", "", "BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM"), todo
    )
    second = calendar(vevent("DTSTART:20270116T093000", uid="b@exemple.fr"))
    found = items(tmp_path, f"\ufeff{first}\r\n\r\n{second}", "icalendar")
    assert len(events(found)) == 2
    assert [words for words in notes(found) if "tâche" in words] != []


def test_texts_are_unescaped_and_lines_folded_inside_a_character_joined(tmp_path: Path) -> None:
    title = "Découverte des métiers du soin".encode()
    cut = title.index("é".encode()) + 1
    raw = calendar(
        vevent("DTSTART:20270115T093000", "LOCATION:IFSI d'exemple\\, 1 rue de l'Exemple\\, 05000 Gap")
    ).encode()
    raw = raw.replace(b"SUMMARY:Portes ouvertes", b"SUMMARY:" + title[:cut] + b"\r\n " + title[cut:])
    event = events(items(tmp_path, raw, "icalendar"))[0]
    assert event.title == "Découverte des métiers du soin"
    assert (event.place.venue, event.place.address) == ("IFSI d'exemple", "1 rue de l'Exemple, 05000 Gap")


def test_windows_encoding_is_read(tmp_path: Path) -> None:
    raw = calendar(vevent("DTSTART:20270115T093000", title="Journée « découverte »")).encode("cp1252")
    assert events(items(tmp_path, raw, "icalendar"))[0].title == "Journée « découverte »"


def test_a_changed_occurrence_before_its_master_moves_that_date(tmp_path: Path) -> None:
    moved = vevent(
        "RECURRENCE-ID;TZID=Europe/Paris:20270129T180000",
        "DTSTART;TZID=Europe/Paris:20270115T180000",
        "SEQUENCE:2",
    )
    master = vevent(
        "DTSTART;TZID=Europe/Paris:20261127T180000", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=4", "SEQUENCE:1"
    )
    found = events(items(tmp_path, calendar(moved, master), "icalendar"))
    assert [start for start, _ in times(found[0])] == [
        "2026-11-27T18:00",
        "2026-12-25T18:00",
        "2027-01-15T18:00",
        "2027-02-26T18:00",
    ]


def test_a_cancelled_occurrence_hides_that_date_only(tmp_path: Path) -> None:
    master = vevent("DTSTART:20261201T180000", "RRULE:FREQ=WEEKLY;COUNT=3")
    gone = vevent("RECURRENCE-ID:20261208T180000", "DTSTART:20261208T180000", "STATUS:CANCELLED")
    event = events(items(tmp_path, calendar(master, gone), "icalendar"))[0]
    assert [slot.cancelled for slot in event.slots] == [False, True, False]
    assert event.status == "scheduled"


def test_this_and_future_moves_the_following_dates(tmp_path: Path) -> None:
    master = vevent("DTSTART:20261201T180000", "DTEND:20261201T190000", "RRULE:FREQ=WEEKLY;COUNT=4")
    later = vevent(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261215T180000",
        "DTSTART:20261216T170000",
        "DTEND:20261216T190000",
    )
    event = events(items(tmp_path, calendar(master, later), "icalendar"))[0]
    assert times(event) == [
        ("2026-12-01T18:00", "2026-12-01T19:00"),
        ("2026-12-08T18:00", "2026-12-08T19:00"),
        ("2026-12-16T17:00", "2026-12-16T19:00"),
        ("2026-12-23T17:00", "2026-12-23T19:00"),
    ]


def test_dates_taken_away_and_added(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        "DTSTART;TZID=Europe/Paris:20261201T180000",
        "RRULE:RRULE:FREQ=WEEKLY;UNTIL=20261222",
        "EXDATE:20261208T170000Z",
        "EXDATE;VALUE=DATE:20261215",
        "RDATE;TZID=Europe/Paris;VALUE=PERIOD:20261217T100000/20261217T113000",
    )
    assert found == [
        ("2026-12-01T18:00", None),
        ("2026-12-17T10:00", "2026-12-17T11:30"),
        ("2026-12-22T18:00", None),
    ]


def test_a_changed_title_makes_another_event(tmp_path: Path) -> None:
    master = vevent("DTSTART:20261201T180000", "RRULE:FREQ=WEEKLY;COUNT=2")
    other = vevent("RECURRENCE-ID:20261208T180000", "DTSTART:20261208T180000", title="Visite de l'internat")
    found = events(items(tmp_path, calendar(master, other), "icalendar"))
    assert [(event.title, len(event.slots)) for event in found] == [
        ("Portes ouvertes", 1),
        ("Visite de l'internat", 1),
    ]
    assert len({event.uid for event in found}) == 2


@pytest.mark.parametrize("rule", ["FREQ=DAILY;COUNT=-1", "FREQ=DAILY;UNTIL=20200101T000000Z"])
def test_a_series_its_author_emptied_is_skipped(tmp_path: Path, rule: str) -> None:
    found = items(tmp_path, calendar(vevent("DTSTART:20261201T180000", f"RRULE:{rule}")), "icalendar")
    assert events(found) == []
    assert "supprimée" in skips(found)[0]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=",
        "BYDAY=XX;FREQ=DAILY",
    ],
)
def test_a_rule_that_cannot_be_followed_keeps_the_first_date(tmp_path: Path, rule: str) -> None:
    found = items(tmp_path, calendar(vevent("DTSTART:20261201T180000", f"RRULE:{rule}")), "icalendar")
    assert next(iter(times(events(found)[0])))[0] == "2026-12-01T18:00"
    assert len(events(found)[0].slots) <= 1000


def test_series_and_feeds_are_bounded(tmp_path: Path) -> None:
    daily = [
        vevent("DTSTART:20261122T080000", "RRULE:FREQ=DAILY", uid=f"{number}@exemple.fr")
        for number in range(12)
    ]
    found = items(tmp_path, calendar(*daily), "icalendar")
    sizes = [len(event.slots) for event in events(found)]
    assert max(sizes) == 549 - 1  # one a day until eighteen months ahead, both ends included
    assert sum(sizes) <= 5000 + 12
    assert any("5000" in words for words in notes(found))


def test_a_series_out_of_the_window_is_not_lost(tmp_path: Path) -> None:
    text = calendar(vevent("DTSTART:20100101T080000", "RRULE:FREQ=WEEKLY;COUNT=3"))
    found = items(tmp_path, text, "icalendar")
    assert times(events(found)[0]) == [("2010-01-01T08:00", None)]
    assert "hors" in notes(found)[0] or "période" in notes(found)[0]


def test_a_higher_sequence_wins_and_cancels(tmp_path: Path) -> None:
    text = calendar(
        vevent("DTSTART:20270115T093000", "SEQUENCE:1"),
        vevent("DTSTART:20270116T093000", "SEQUENCE:3", "STATUS:CANCELLED"),
    )
    found = events(items(tmp_path, text, "icalendar"))
    assert [(event.status, times(event)[0][0]) for event in found] == [("cancelled", "2027-01-16T09:30")]


def test_without_identifier_each_event_has_its_own_and_keeps_it(tmp_path: Path) -> None:
    text = calendar(vevent("DTSTART:20270115T093000"), vevent("DTSTART:20270116T093000")).replace(
        "UID:a@exemple.fr\r\n", ""
    )
    first, again = (events(items(tmp_path, text, "icalendar")) for _ in range(2))
    assert len({event.uid for event in first}) == 2
    assert [event.uid for event in first] == [event.uid for event in again]


def test_the_events_calendar_keeps_an_event_whose_date_changes(tmp_path: Path) -> None:
    old, new = (
        calendar(vevent(f"DTSTART:{day}T093000", uid=f"4512-{stamp}-{stamp}@exemple.fr"))
        for day, stamp in (("20270115", "1800000000"), ("20270122", "1800604800"))
    )
    assert (
        events(items(tmp_path, old, "icalendar"))[0].uid == events(items(tmp_path, new, "icalendar"))[0].uid
    )


def test_private_events_are_not_published(tmp_path: Path) -> None:
    found = items(tmp_path, calendar(vevent("DTSTART:20270115T093000", "CLASS:PRIVATE")), "icalendar")
    assert events(found) == [] and "privé" in skips(found)[0]


def test_persons_are_left_out(tmp_path: Path) -> None:
    text = calendar(
        vevent(
            "DTSTART:20270115T093000",
            "ORGANIZER;CN=Une Personne:mailto:une.personne@exemple.fr",
            "ATTENDEE:mailto:autre@exemple.fr",
        )
    )
    assert "personne" not in repr(events(items(tmp_path, text, "icalendar"))).lower()


def test_online_and_points(tmp_path: Path) -> None:
    text = calendar(
        vevent("DTSTART:20270115T093000", "LOCATION:Visio Teams", "GEO:44.56;6.08"),
        vevent("DTSTART:20270115T093000", "LOCATION:IFSI d'exemple et en ligne", uid="b@exemple.fr"),
        vevent("DTSTART:20270115T093000", "DESCRIPTION:https://exemple.zoom.us/j/123", uid="c@exemple.fr"),
    )
    found = events(items(tmp_path, text, "icalendar"))
    assert [event.attendance for event in found] == ["online", "mixed", "online"]
    assert (found[0].place.latitude, found[0].place.longitude) == (44.56, 6.08)
    assert found[2].online_link == "https://exemple.zoom.us/j/123"


@pytest.mark.parametrize("content", ["", "bonjour", "BEGIN:VEVENT", "<html></html>"])
def test_what_is_no_calendar_is_refused(tmp_path: Path, content: str) -> None:
    if content == "BEGIN:VEVENT":
        assert events(items(tmp_path, content, "icalendar")) == []
        return
    with pytest.raises(Unreadable):
        items(tmp_path, content, "icalendar")


def test_the_window_follows_the_day_it_is_read(tmp_path: Path) -> None:
    text = calendar(vevent("DTSTART:20250101T080000", "RRULE:FREQ=YEARLY"))
    found = events(items(tmp_path, text, "icalendar", today=date(2027, 12, 20)))
    assert times(found[0]) == [("2028-01-01T08:00", None), ("2029-01-01T08:00", None)]
