"""Saved answers of France Travail and of the apprenticeship catalogue: every wrapping, every date, no event lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.feeds.places import resolve
from bot.feeds.records import PlaceRecord
from tests.feeds.reading import events, items, notes, skips, times, trainings


def event(**more: Any) -> dict[str, Any]:
    return {
        "id": 1, "titre": "Job dating", "type": "Job dating", "ville": "GAP", "codePostal": "05000", "codesRome": ["J1501"],
        "dateEvenement": "2027-04-15T00:00:00.000+02:00", "heureDebut": "09:00:00", "heureFin": "12:00:00",
        "timezone": "Europe/Paris", "modalites": ["en physique"], **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        {"totalElements": 2, "content": [event(), event(id=2)]},
        {"_embedded": {"evenements": [event(), event(id=2)]}, "page": {"size": 20}},
        [{"totalElements": 2, "content": [event()]}, {"totalElements": 2, "content": [event(id=2)]}],
        {"resultats": [event(), event(id=2)]},
        [event(), event(id=2)],
    ],
)
def test_events_in_every_wrapping(tmp_path: Path, answer: Any) -> None:
    found = items(tmp_path, json.dumps(answer), "france-travail")
    assert [one.uid for one in events(found)] == ["1", "2"] and not skips(found)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"dateEvenement": "15/04/2027"}, ("2027-04-15T09:00", "2027-04-15T12:00")),
        # Midnight in Paris, told in UTC.
        ({"dateEvenement": "2027-04-14T22:00:00Z"}, ("2027-04-15T09:00", "2027-04-15T12:00")),
        ({"dateEvenement": "2027-04-15"}, ("2027-04-15T09:00", "2027-04-15T12:00")),
        ({"heureDebut": None, "heureFin": None}, ("2027-04-15", "2027-04-15")),
        ({"heureDebut": "25:00:00"}, ("2027-04-15", "2027-04-15")),
        ({"heureFin": "08:00:00"}, ("2027-04-15T09:00", None)),
    ],
)
def test_days_and_hours(tmp_path: Path, more: dict[str, Any], expected: tuple[str, str | None]) -> None:
    found = items(tmp_path, json.dumps({"content": [event(**more)]}), "france-travail")
    assert times(events(found)[0]) == [expected] and not skips(found)
    assert bool(notes(found)) == ("25" in str(more))


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"nombrePlaceTotalPresentiel": 10, "nombreInscritPresentiel": 10}, "full"),
        ({"nombrePlaceTotalPresentiel": 10, "nombreInscritPresentiel": 9}, "scheduled"),
        ({"nombrePlaceTotalPresentiel": 0, "nombreInscritPresentiel": 0}, "scheduled"),
        ({"statut": "ANNULÉ"}, "cancelled"),
        ({"annule": True}, "cancelled"),
        ({"titre": "Job dating - COMPLET"}, "scheduled"),
    ],
)
def test_whether_one_can_still_come(tmp_path: Path, more: dict[str, Any], status: str) -> None:
    # What a title says is read later, for all formats alike.
    assert events(items(tmp_path, json.dumps([event(**more)]), "france-travail"))[0].status == status


def test_codes_that_lost_their_zero() -> None:
    found = resolve(PlaceRecord(insee="5061", postcode="5000", commune="GAP"))
    assert (found.columns["insee"], found.columns["postcode"], found.notes) == ("05061", "05000", [])


def test_a_training_without_its_key_is_kept(tmp_path: Path) -> None:
    told = {
        "cle_ministere_educatif": "k1",
        "published": True,
        "intitule_long": "AIDE-SOIGNANT",
        "code_postal": "05000",
    }
    rows = [
        told,
        {**told, "cle_ministere_educatif": None, "code_postal": "01000"},
        {**told, "intitule_long": None},
    ]
    for answer in ({"formations": rows}, [{"formations": rows[:2]}, {"formations": rows[2:]}]):
        found = items(tmp_path, json.dumps(answer), "apprenticeship")
        assert len({one.uid for one in trainings(found)}) == 2 and len(skips(found)) == 1
