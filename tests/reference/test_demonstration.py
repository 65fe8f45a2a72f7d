"""The examples of `data/reference/demonstration`: complete, within the closed lists, and never to be taken for facts."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from bot.catalogue.demonstration import EventRecord, SlotRecord, TrainingRecord
from bot.catalogue.models.events import AUDIENCES, STATUSES
from bot.catalogue.models.trainings import MODES
from bot.settings import ROOT

REFERENCE = ROOT / "data" / "reference"
TODAYS = [date(2026, 11, 21), date(2027, 4, 14), date(2028, 2, 29)]
HAUTES_ALPES = ("05061", "05046", "05070", "05179", "05023")


def _load(name: str, top: str) -> list[dict[str, Any]]:
    loaded = yaml.safe_load((REFERENCE / name).read_text(encoding="utf-8"))
    assert set(loaded) == {top}
    rows: list[dict[str, Any]] = loaded[top]
    return rows


EVENTS = _load("demonstration/events.yml", "events")
TRAININGS = _load("demonstration/trainings.yml", "trainings")
PROFESSIONS = {path.stem for path in (REFERENCE / "professions").glob("*.yml")}
DIPLOMAS = {row["slug"] for row in _load("diplomas.yml", "diplomas")}
KINDS = {row["slug"] for row in _load("event_types.yml", "event_types")}
with (REFERENCE / "places" / "communes.csv").open(encoding="utf-8") as _file:
    COMMUNES = {row["insee"]: row for row in csv.DictReader(_file)}

each_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["slug"])
each_training = pytest.mark.parametrize("training", TRAININGS, ids=lambda training: training["slug"])
each_row = pytest.mark.parametrize("row", EVENTS + TRAININGS, ids=lambda row: row["slug"])


def _slots(event: dict[str, Any]) -> list[SlotRecord]:
    return EventRecord.model_validate(event).all_slots()


def _days(event: dict[str, Any], today: date) -> list[date]:
    return [slot.day(today) for slot in _slots(event)]


def test_there_are_enough_of_them_to_show_searches_at_work() -> None:
    assert len(EVENTS) >= 60
    assert len(TRAININGS) >= 45
    assert {event["kind"] for event in EVENTS} == KINDS
    assert {training["mode"] for training in TRAININGS} == set(MODES)
    statuses = Counter(event.get("status", "scheduled") for event in EVENTS)
    assert set(statuses) == set(STATUSES)
    assert any("audiences" not in event for event in EVENTS)
    assert {audience for event in EVENTS for audience in event.get("audiences", [])} == set(AUDIENCES)
    assert sum(event.get("attendance") == "online" for event in EVENTS) >= 3


def test_slugs_are_unique_and_plain() -> None:
    for rows in (EVENTS, TRAININGS):
        slugs = [row["slug"] for row in rows]
        assert len(set(slugs)) == len(slugs)
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)


@each_event
def test_events_are_read_by_the_catalogue(event: dict[str, Any]) -> None:
    record = EventRecord.model_validate(event)
    assert record.kind in KINDS
    assert set(record.professions) <= PROFESSIONS
    assert record.title and record.description and record.organiser
    for slot in _slots(event):
        assert (slot.start is None) == (slot.end is None)
        assert slot.start is None or slot.end is None or slot.start < slot.end


@each_event
def test_required_registrations_have_a_link(event: dict[str, Any]) -> None:
    assert ("registration_link" in event) == bool(event.get("registration_required"))


@each_training
def test_trainings_are_read_by_the_catalogue(training: dict[str, Any]) -> None:
    record = TrainingRecord.model_validate(training)
    assert record.diploma in DIPLOMAS
    assert record.profession is None or record.profession in PROFESSIONS
    assert record.sessions and record.duration and record.funding and record.link


@each_training
def test_no_figure_of_an_example_looks_like_a_price(training: dict[str, Any]) -> None:
    assert training.get("cost") is None
    assert "exemple" in training["cost_note"].lower()
    assert not re.search(r"\d+ ?(€|euros)", str(training))


@each_row
def test_places_exist(row: dict[str, Any]) -> None:
    if row.get("attendance") == "online":
        assert "insee" not in row and "address" not in row
    else:
        commune = COMMUNES[row["insee"]]
        assert commune["latitude"], commune["name"]
        assert row["venue"] and row["address"] == "1 rue de l'Exemple"


@each_row
def test_nothing_can_be_taken_for_real(row: dict[str, Any]) -> None:
    assert re.search(r"exemple|démonstration", row["organiser"])
    links = re.findall(r"https?://\S+", " ".join(str(value) for value in row.values()))
    assert links
    for link in links:
        assert link.startswith("https://example.org/")
    text = f"{row['title']} {row['description'] if row.get('description') else ''}"
    assert not re.search(r"0\d(?:[ .]?\d\d){4}|@", str(row))
    assert not re.search(r"·|\w\((?:e|ne|le|re|trice|euse)s?\)", text)


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_every_event_is_still_to_come(today: date) -> None:
    for event in EVENTS:
        assert max(_days(event, today)) >= today, event["slug"]
        assert max(_days(event, today)) <= today + timedelta(days=366), event["slug"]
    for training in TRAININGS:
        sessions = TrainingRecord.model_validate(training).sessions
        assert max(session.day(today) for session in sessions) >= today, training["slug"]


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_some_open_days_near_gap_and_many_events_come_within_three_weeks(today: date) -> None:
    soon = [event for event in EVENTS if min(_days(event, today)) <= today + timedelta(days=21)]
    assert len(soon) >= 20
    near_gap = [event for event in soon if event.get("insee") in HAUTES_ALPES]
    assert {"portes-ouvertes", "visite-etablissement"} <= {event["kind"] for event in near_gap}


def test_april_finds_events_in_each_town_of_the_hautes_alpes_and_elsewhere() -> None:
    in_april = {
        event["insee"] for event in EVENTS if "insee" in event and _days(event, TODAYS[0])[0].month == 4
    }
    assert in_april >= set(HAUTES_ALPES)
    assert len({COMMUNES[insee]["region"] for insee in in_april}) >= 6


def test_the_whole_country_is_shown() -> None:
    regions = {COMMUNES[row["insee"]]["region"] for row in EVENTS + TRAININGS if "insee" in row}
    assert len(regions) >= 15
    assert any(len(_slots(event)) == 3 for event in EVENTS)
    assert any(slot.start is None for event in EVENTS for slot in _slots(event))
