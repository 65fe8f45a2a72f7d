"""OpenAgenda's answers as they are saved, glued together or of another version: no event of them is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.feeds.readers import detect
from bot.feeds.records import Item, Note
from tests.feeds.reading import events, items, skips, times


def event(**more: Any) -> dict[str, Any]:
    return {
        "uid": 1, "slug": "a", "title": {"fr": "Forum"}, "status": 1,
        "timings": [{"begin": "2027-04-15T09:00:00+0200", "end": "2027-04-15T12:00:00+0200"}],
        "location": {"name": "Salle", "address": "1 rue X", "postalCode": "05000", "city": "Gap"}, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        {"total": 2, "events": [event(), event(uid=2)]},
        [{"total": 1, "events": [event()]}, {"total": 1, "events": [event(uid=2)]}],
        {"success": True, "hits": {"total": 2, "hits": [{"_source": event()}, {"_source": event(uid=2)}]}},
        {"events": {"1": event(), "2": event(uid=2)}},
        {"data": [event(), event(uid=2)], "pagination": {"next": None}},
        [event(), event(uid=2)],
    ],
)
def test_answers_in_every_wrapping(tmp_path: Path, answer: Any) -> None:
    found = items(tmp_path, json.dumps(answer), "openagenda")
    assert [one.uid for one in events(found)] == ["1", "2"] and not skips(found)


def test_an_answer_without_events_says_so(tmp_path: Path) -> None:
    for empty in ({"total": 0, "events": []}, {"total": 0, "success": True}, [{"total": 0, "events": []}]):
        found = items(tmp_path, json.dumps(empty), "openagenda")
        assert not events(found) and len([one for one in found if isinstance(one, Note)]) <= 1


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        ({"begin": "2027-04-15", "end": "2027-04-16"}, ("2027-04-15", "2027-04-16")),
        ({"begin": "2027-04-15"}, ("2027-04-15", "2027-04-15")),
        ({"begin": 1807776000000, "end": 1807779600000}, ("2027-04-15T10:00", "2027-04-15T11:00")),
        ({"start": "2027-04-15T09:00:00", "end": None}, ("2027-04-15T09:00", None)),
        (
            {"begin": "2027-04-15T07:00:00Z", "end": "2027-04-15T08:00:00Z"},
            ("2027-04-15T09:00", "2027-04-15T10:00"),
        ),
    ],
)
def test_timings_as_they_come(
    tmp_path: Path, timing: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    found = items(tmp_path, json.dumps([event(timings=[timing])]), "openagenda")
    assert times(events(found)[0]) == [expected]


def test_an_event_of_version_3(tmp_path: Path) -> None:
    place = {
        "id": "l1", "name": "Salle", "address": {"street": "1 rue X", "postalCode": "05000", "city": "Gap"},
        "coordinates": {"lat": 44.56, "lon": 6.08},
    }  # fmt: skip
    told = {**event(location=place, status="full", attendanceMode="offline", state="published"), "id": "e1"}
    del told["uid"]
    (one,) = events(items(tmp_path, json.dumps({"data": [told]}), "openagenda"))
    assert (one.uid, one.status, one.attendance) == ("e1", "full", "onsite")
    assert (one.place.address, one.place.commune, one.place.latitude) == ("1 rue X", "Gap", 44.56)


@pytest.mark.parametrize(
    "more", [{"state": 1}, {"state": "0"}, {"state": "draft"}, {"state": -1}, {"draft": True}]
)
def test_what_is_not_published_is_left_out_and_said(tmp_path: Path, more: dict[str, Any]) -> None:
    found = items(tmp_path, json.dumps([event(**more), event(uid=2, state="2")]), "openagenda")
    assert [one.uid for one in events(found)] == ["2"] and len(skips(found)) == 1


def recognised(folder: Path, table: str) -> list[Item]:
    """What a table gives, read by the reader that recognises it."""
    path = folder / "export.csv"
    path.write_text(table, encoding="utf-8")
    spec = detect(path, path.name)
    assert spec is not None
    return items(folder, table, spec.name, name=path.name)


FRENCH = (
    "Identifiant;Titre - FR;Titre - EN;Description - FR;Première date - Début;Première date - Fin;Statut;"
    "Mode de participation;Outils d'inscription;Nom du lieu;Adresse;Code postal;Ville;Code INSEE;Latitude;Longitude\n"
)
TOLD = '"[{""type"": ""link"", ""value"": ""https://exemple.fr/i""}]"'


def test_a_table_with_french_headings_is_read_by_their_meaning(tmp_path: Path) -> None:
    text = FRENCH + (
        f"12;Job dating;Speed hiring;Métiers du soin;2027-04-15T09:00:00+02:00;2027-04-15T12:00:00+02:00;complet;1;{TOLD};"
        "Salle des fêtes;1 rue X;05000;Gap;05061;44,56;6,08\n13;Sans date;;;;;;;;;;;Gap;;;\n"
    )
    found = recognised(tmp_path, text)
    (one,) = events(found)
    assert (one.uid, one.title, one.description, one.status) == (
        "12",
        "Job dating",
        "Métiers du soin",
        "full",
    )
    assert times(one) == [("2027-04-15T09:00", "2027-04-15T12:00")]
    assert (one.place.venue, one.place.commune, one.place.insee, one.place.latitude) == (
        "Salle des fêtes", "Gap", "05061", 44.56,
    )  # fmt: skip
    assert one.registration_link == "https://exemple.fr/i"
    assert skips(found) == ["L'événement n'a pas de date lisible."]


@pytest.mark.parametrize("between", ["/", " - ", " → "])
def test_times_written_one_after_the_other(tmp_path: Path, between: str) -> None:
    written = " ; ".join(
        f"2027-04-{day}T09:00:00+0200{between}2027-04-{day}T12:00:00+0200" for day in (15, 16)
    )
    text = f'Identifiant,Titre,Horaires détaillés - ISO,Ville\n12,Forum,"{written}",Gap\n'
    (one,) = events(recognised(tmp_path, text))
    assert [start for start, _ in times(one)] == ["2027-04-15T09:00", "2027-04-16T09:00"]


def test_a_counsellor_s_table_is_not_taken_for_an_export(tmp_path: Path) -> None:
    found = recognised(tmp_path, "Identifiant;Titre;Date;Horaires;Ville\nA1;Forum;15/04/2027;9h-12h;Gap\n")
    (one,) = events(found)
    assert one.title == "Forum" and times(one) == [("2027-04-15T09:00", "2027-04-15T12:00")]
