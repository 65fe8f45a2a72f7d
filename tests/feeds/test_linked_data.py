"""schema.org events as sites write them: in graphs, in several values of one script, in parts, in French."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.feeds.reading import events, items, notes, skips, times

PLACE = {"@type": "Place", "name": "Salle", "address": {"postalCode": "05000", "addressLocality": "Gap"}}


def event(**more: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org", "@type": "Event", "name": "Forum", "startDate": "2027-04-15T09:00",
        "location": PLACE, **more,
    }  # fmt: skip


def page(*blocks: Any) -> str:
    """A page with these scripts."""
    told = [block if isinstance(block, str) else json.dumps(block) for block in blocks]
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in told)
    return f"<!DOCTYPE html><html><head>{scripts}</head><body>…</body></html>"


def test_several_values_in_one_script_and_bad_ones_among_good(tmp_path: Path) -> None:
    found = items(tmp_path, page(
        "{bad", json.dumps(event(name="Un")) + json.dumps(event(name="Deux")), "", event(name="Trois"),
    ), "schema-org")  # fmt: skip
    assert [one.title for one in events(found)] == ["Un", "Deux", "Trois"]
    assert len(skips(found)) == 1
    lines = json.dumps(event(name="Un")) + "\n" + json.dumps(event(name="Deux"))
    assert len(events(items(tmp_path, lines, "schema-org"))) == 2


def test_what_a_graph_refers_to(tmp_path: Path) -> None:
    graph = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebPage", "mainEntity": event(location={"@id": "#lieu"})},
        {"@id": "#lieu", **PLACE},
    ]}  # fmt: skip
    (one,) = events(items(tmp_path, page(graph), "schema-org"))
    assert (one.place.venue, one.place.commune) == ("Salle", "Gap")


def test_parts_of_an_event_are_where_the_whole_is(tmp_path: Path) -> None:
    whole = event(startDate=None, subEvent=[
        {"@type": "Event", "startDate": "2027-04-15T14:00"},
        {"@type": "Event", "name": "Atelier CV", "startDate": "2027-04-16T14:00", "location": "Mairie, 05200 Embrun"},
    ])  # fmt: skip
    found = events(items(tmp_path, page(whole), "schema-org"))
    assert [(one.title, one.place.venue) for one in found] == [("Forum", "Salle"), ("Atelier CV", "Mairie")]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"startDate": "2027-04-15", "endDate": "2027-04-16T12:00"}, [("2027-04-15", "2027-04-16")]),
        ({"startDate": "15/04/2027 09:00"}, [("2027-04-15T09:00", None)]),
        ({"startDate": "15 avril 2027 de 9h à 12h"}, [("2027-04-15T09:00", "2027-04-15T12:00")]),
        ({"startDate": "2027-04"}, [("2027-04-01", None)]),
        ({"startDate": ["2027-04-15T09:00", "2027-04-16T09:00"]}, [("2027-04-15T09:00", None), ("2027-04-16T09:00", None)]),
        ({"startDate": "2027-04-15T07:00:00Z", "duration": "PT2H"}, [("2027-04-15T09:00", "2027-04-15T11:00")]),
        ({"endDate": "bientôt"}, [("2027-04-15T09:00", None)]),
        (
            {"startDate": None, "eventSchedule": {
                "@type": "Schedule", "startDate": "2027-04-15", "endDate": "2027-04-29", "repeatFrequency": "P1W",
                "byDay": "https://schema.org/Thursday", "startTime": "09:00", "endTime": "12:00", "exceptDate": "2027-04-22",
            }},
            [("2027-04-15T09:00", "2027-04-15T12:00"), ("2027-04-29T09:00", "2027-04-29T12:00")],
        ),
    ],
)  # fmt: skip
def test_times_as_sites_write_them(tmp_path: Path, more: dict[str, Any], expected: list[Any]) -> None:
    found = items(tmp_path, page(event(**more)), "schema-org")
    assert times(events(found)[0]) == expected


@pytest.mark.parametrize(
    "schedule",
    [
        {},
        {"startDate": "2027-04-15", "repeatFrequency": "P1D"},
        {"startDate": "2027-04-15", "repeatFrequency": "PT1S", "endDate": "2028-01-01"},
    ],
)
def test_schedules_that_do_not_say_enough_are_said(tmp_path: Path, schedule: dict[str, str]) -> None:
    found = items(
        tmp_path, page(event(startDate=None, eventSchedule=schedule), event(name="Autre")), "schema-org"
    )
    assert [one.title for one in events(found)] == ["Autre"] and len(skips(found)) == 1


@pytest.mark.parametrize(
    ("more", "status"),
    [
        (
            {"eventStatus": ["https://schema.org/EventScheduled", "https://schema.org/EventMovedOnline"]},
            "moved_online",
        ),
        ({"eventStatus": {"@id": "https://schema.org/EventCancelled"}}, "cancelled"),
        ({"offers": [{"availability": "SoldOut"}, {"availability": "InStock"}]}, "scheduled"),
        ({"offers": {"availability": "https://schema.org/SoldOut"}}, "full"),
        ({"remainingAttendeeCapacity": 0}, "full"),
    ],
)
def test_whether_one_can_still_come(tmp_path: Path, more: dict[str, Any], status: str) -> None:
    assert events(items(tmp_path, page(event(**more)), "schema-org"))[0].status == status


def test_titles_in_french_first_and_no_end_lost_silently(tmp_path: Path) -> None:
    names = [{"@value": "Open day", "@language": "en"}, {"@value": "Portes ouvertes", "@language": "fr"}]
    found = items(tmp_path, page(event(name=names, endDate="2027-04-14T09:00")), "schema-org")
    assert events(found)[0].title == "Portes ouvertes"
    assert notes(found) == ["La fin vient avant le début : elle est laissée de côté."]
