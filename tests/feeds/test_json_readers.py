"""OpenAgenda, schema.org and France Travail, in the shapes they are met in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.feeds.identities import is_derived
from bot.feeds.readers import detect
from bot.feeds.records import Unreadable
from tests.feeds.reading import events, items, notes, skips, times

LOCATION = {
    "name": "IFSI d'exemple",
    "address": "1 rue de l'Exemple",
    "city": "Gap",
    "postalCode": "05000",
    "insee": "05061",
}
TIMINGS = [{"begin": "2027-01-15T09:00:00+01:00", "end": "2027-01-15T12:00:00+01:00"}]


def agenda(**more: Any) -> dict[str, Any]:
    return {
        "uid": 1,
        "title": {"fr": "Portes ouvertes"},
        "timings": TIMINGS,
        "timezone": "Europe/Paris",
        "state": 2,
        "status": 1,
        "attendanceMode": 1,
        "location": LOCATION,
        "originAgenda": {"uid": 9, "title": "Agenda d'exemple"},
        **more,
    }


def read_agenda(folder: Path, *found: Any, wrap: bool = True) -> list[Any]:
    told = {"success": True, "total": len(found), "events": list(found)} if wrap else list(found)
    return items(folder, json.dumps(told), "openagenda")


@pytest.mark.parametrize("wrap", [True, False])
def test_openagenda_answers_and_lists(tmp_path: Path, wrap: bool) -> None:
    event = events(read_agenda(tmp_path, agenda(), wrap=wrap))[0]
    assert (event.uid, event.title, times(event)) == (
        "1",
        "Portes ouvertes",
        [("2027-01-15T09:00", "2027-01-15T12:00")],
    )
    assert (event.place.insee, event.place.venue, event.attendance) == ("05061", "IFSI d'exemple", "onsite")


@pytest.mark.parametrize(
    ("status", "expected"),
    [(1, "scheduled"), (2, "rescheduled"), (3, "moved_online"), (4, "postponed"), (5, "full"), (6, "cancelled"),
     ("cancelled", "cancelled"), ({"id": 5}, "full"), (None, "scheduled"), ("?", "scheduled")],
)  # fmt: skip
def test_openagenda_statuses(tmp_path: Path, status: Any, expected: str) -> None:
    assert events(read_agenda(tmp_path, agenda(status=status)))[0].status == expected


@pytest.mark.parametrize(
    ("begin", "zone", "expected"),
    [
        ("2027-02-15T09:00:00+0200", "Europe/Paris", "2027-02-15T09:00"),  # a wrong offset: the hour is right
        ("2027-02-15T08:00:00.000Z", "Europe/Paris", "2027-02-15T09:00"),
        ("2027-02-15T05:00:00Z", "Indian/Reunion", "2027-02-15T09:00"),
        ("2027-02-15T09:00:00+04:00", None, "2027-02-15T09:00"),
        ("2027-02-15T09:00:00", None, "2027-02-15T09:00"),
    ],
)
def test_openagenda_offsets(tmp_path: Path, begin: str, zone: str | None, expected: str) -> None:
    event = events(read_agenda(tmp_path, agenda(timings=[{"begin": begin}], timezone=zone)))[0]
    assert times(event) == [(expected, None)]


def test_openagenda_languages_links_and_what_is_left_out(tmp_path: Path) -> None:
    told = agenda(
        title={"en": "Open day"},
        description={"fr": "Visite\u2028libre"},
        longDescription={"fr": "<p>Longue</p>"},
        registration=[
            {"type": "email", "value": "une.personne@exemple.fr"},
            {"type": "link", "value": None},
            {"type": "phone", "value": "06 12 34 56 78"},
            {"type": "phone", "value": "04 92 00 00 00"},
            {"type": "link", "value": "https://exemple.fr/inscription"},
        ],
        accessibility={"mi": True, "hi": False},
        age={"min": 16, "max": 25},
        keywords={"fr": ["santé"]},
        member={"email": "une.personne@exemple.fr", "name": "Une Personne"},
    )
    event = events(read_agenda(tmp_path, told))[0]
    assert (event.title, event.registration_link, event.registration_phone) == (
        "Open day",
        "https://exemple.fr/inscription",
        "04 92 00 00 00",
    )
    assert (
        event.audience_words == "de 16 à 25 ans" and event.accessibility == "Accueil prévu : handicap moteur"
    )
    assert "personne" not in repr(event).lower() and event.description_html == "<p>Longue</p>"


def test_openagenda_drafts_removed_and_broken_records(tmp_path: Path) -> None:
    found = read_agenda(
        tmp_path,
        agenda(state=1),
        {"uid": 2, "removed": True},
        agenda(uid=3, title=None),
        agenda(uid=4, timings=[{"begin": "demain"}], firstTiming=None),
        agenda(uid=None),
        "bonjour",
        agenda(uid=7, timings=None, firstTiming=TIMINGS[0], lastTiming=TIMINGS[0]),
    )
    # One without identifier is named by what it says.
    named, last = events(found)
    assert is_derived(named.uid) and last.uid == "7"
    assert len(skips(found)) == 4 and any("retiré" in words for words in notes(found))


def test_openagenda_many_timings(tmp_path: Path) -> None:
    timings = [
        {"begin": f"2027-01-{day:02d}T{hour:02d}:00:00+01:00"}
        for day in range(1, 32)
        for hour in range(8, 20)
    ]
    event = events(read_agenda(tmp_path, agenda(timings=timings)))[0]
    assert len(event.slots) == 31 * 12


def dump(**more: Any) -> dict[str, Any]:
    return {
        "uid": "5",
        "title_fr": "Job dating du soin",
        "longdescription_fr": "<p>Venez</p>",
        "timings": json.dumps(TIMINGS),
        "firstdate_begin": "2027-01-15T08:00:00+00:00",
        "status": json.dumps({"id": 6}),
        "attendancemode": json.dumps({"id": 3}),
        "location_city": "Gap",
        "location_postalcode": "05000",
        "location_coordinates": [44.56, 6.08],
        "keywords_fr": "emploi;soin",
        "originagenda_uid": "9",
        "canonicalurl": "https://exemple.fr/e",
        **more,
    }


@pytest.mark.parametrize(
    "wrapped",
    [
        {"nhits": 1, "records": [{"fields": dump()}]},
        {"total_count": 1, "results": [dump(location_coordinates={"lat": 44.56, "lon": 6.08})]},
        [dump()],
    ],
)
def test_the_public_dump_in_each_wrapping(tmp_path: Path, wrapped: Any) -> None:
    path = tmp_path / "dump.json"
    path.write_text(json.dumps(wrapped))
    found = detect(path, "dump.json")
    assert found is not None and found.name == "openagenda"
    event = events(items(tmp_path, json.dumps(wrapped), "openagenda"))[0]
    assert (event.status, event.attendance, times(event)[0][0]) == ("cancelled", "mixed", "2027-01-15T09:00")
    assert (event.place.latitude, event.place.longitude, event.keywords) == (44.56, 6.08, ("emploi", "soin"))


def test_the_public_dump_as_a_table(tmp_path: Path) -> None:
    text = (
        "uid;title_fr;timings;firstdate_begin;location_city;location_coordinates\r\n"
        '5;Forum;"[{""begin"": ""2027-01-15T09:00:00+01:00""}]";2027-01-15T08:00:00+00:00;Gap;"44.56, 6.08"\r\n'
    )
    path = tmp_path / "dump.csv"
    path.write_text(text)
    found = detect(path, "dump.csv")
    assert found is not None and found.name == "openagenda"
    event = events(items(tmp_path, text, "openagenda"))[0]
    assert (times(event), event.place.longitude) == ([("2027-01-15T09:00", None)], 6.08)


@pytest.mark.parametrize("form", ["openagenda", "france-travail"])
def test_json_cut_in_the_middle_keeps_what_came_before(tmp_path: Path, form: str) -> None:
    one = (
        agenda()
        if form == "openagenda"
        else {"id": 1, "titre": "Atelier", "dateEvenement": "2027-01-15T09:00:00+01:00"}
    )
    text = json.dumps([one, one | {"uid": 2, "id": 2}])
    found = items(tmp_path, text[: len(text) - 9], form)
    assert len(events(found)) == 1
    assert any(getattr(item, "incomplete", False) for item in found)
    with pytest.raises(Unreadable):
        items(tmp_path, "[{", form)
    with pytest.raises(Unreadable):
        items(tmp_path, "bonjour", form)


PAGE = "<!DOCTYPE html><html><head><script type='application/ld+json'>{}</script></head><body></body></html>"
NODE = {
    "@context": "https://schema.org",
    "@type": "EducationEvent",
    "name": "Portes ouvertes",
    "startDate": "2027-01-15T09:00:00+01:00",
    "endDate": "2027-01-15T12:00:00+01:00",
    "location": {
        "@type": "Place",
        "name": "IFSI d'exemple",
        "address": {"addressLocality": "Gap", "postalCode": "05000"},
    },
    "organizer": {"@type": "Person", "name": "Une Personne"},
    "url": "https://exemple.fr/jpo",
}
PLAIN = json.dumps(NODE)


@pytest.mark.parametrize(
    "block",
    [
        PLAIN,
        json.dumps([NODE]),
        json.dumps({"@graph": [{"@type": "WebPage"}, NODE]}),
        json.dumps({"@type": "WebPage", "mainEntity": NODE}),
        f"/* un commentaire */ {PLAIN}",
        f"// un commentaire\n{PLAIN}",
        f"//<![CDATA[\n{PLAIN}\n//]]>",
        f"<!-- {PLAIN} -->",
        f"{PLAIN}}}",
        f"{PLAIN};",
        PLAIN.replace("Portes ouvertes", "Portes \x07ouvertes"),
        PLAIN[:-1] + ",}",
        PLAIN.replace('"@type": "EducationEvent"', '"@type": ["Thing", "https://schema.org/EducationEvent"]'),
    ],
)
def test_schema_org_blocks_are_mended(tmp_path: Path, block: str) -> None:
    found = events(items(tmp_path, PAGE.replace("{}", block), "schema-org"))
    assert [(event.title, times(event)) for event in found] == [
        ("Portes ouvertes", [("2027-01-15T09:00", "2027-01-15T12:00")])
    ]
    assert (found[0].place.commune, found[0].organisation) == ("Gap", None)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"startDate": "2027-01-15", "endDate": "2027-01-16"}, ("2027-01-15", "2027-01-16")),
        ({"startDate": "2027-01-15T09:00", "endDate": None}, ("2027-01-15T09:00", None)),
        (
            {"startDate": "2027-01-15T08:00:00Z", "endDate": None, "duration": "PT2H"},
            ("2027-01-15T09:00", "2027-01-15T11:00"),
        ),
        ({"startDate": "2027-01-15T09:00", "endDate": "2027-01-15T08:00"}, ("2027-01-15T09:00", None)),
    ],
)
def test_schema_org_dates(tmp_path: Path, fields: dict[str, Any], expected: tuple[str, str | None]) -> None:
    assert times(events(items(tmp_path, json.dumps(NODE | fields), "schema-org"))[0]) == [expected]


def test_schema_org_states_and_online(tmp_path: Path) -> None:
    told = NODE | {
        "eventStatus": "https://schema.org/EventMovedOnline",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": "https://exemple.fr/visio"},
    }
    event = events(items(tmp_path, json.dumps(told), "schema-org"))[0]
    assert (event.status, event.attendance, event.online_link) == (
        "moved_online",
        "online",
        "https://exemple.fr/visio",
    )
    full = NODE | {"offers": {"availability": "https://schema.org/SoldOut"}}
    assert events(items(tmp_path, json.dumps(full), "schema-org"))[0].status == "full"


def test_schema_org_a_broken_block_costs_itself(tmp_path: Path) -> None:
    script = "<script type='application/ld+json'>{}</script>"
    page = (
        "<html>"
        + script.replace("{}", "{pas du json")
        + script.replace("{}", PLAIN)
        + script.replace("{}", "null")
        + "</html>"
    )
    found = items(tmp_path, page, "schema-org")
    assert len(events(found)) == 1 and len(skips(found)) == 1
    undated = json.dumps(NODE | {"startDate": None})
    assert "date" in skips(items(tmp_path, undated, "schema-org"))[0]
    with pytest.raises(Unreadable):
        items(tmp_path, "<html><p>Le samedi 26 février 2022, de 9 h à 12 h</p></html>", "schema-org")


def test_schema_org_microdata(tmp_path: Path) -> None:
    page = (
        "<html><div itemscope itemtype='https://schema.org/Event'><h1 itemprop='name'>Portes ouvertes</h1>"
        "<time itemprop='startDate' datetime='2027-01-15T09:00'>vendredi</time>"
        "<div itemprop='location' itemscope itemtype='https://schema.org/Place'><span itemprop='name'>IFSI</span>"
        "<span itemprop='address'>05000 Gap</span></div></div></html>"
    )
    event = events(items(tmp_path, page, "schema-org"))[0]
    assert (event.title, event.place.venue, event.place.address) == ("Portes ouvertes", "IFSI", "05000 Gap")


def test_france_travail_events(tmp_path: Path) -> None:
    told = {
        "id": 12,
        "titre": "Les métiers du soin recrutent",
        "type": "Job Dating",
        "dateEvenement": "2027-01-15T08:00:00.000+01:00",
        "heureDebut": "09:00:00",
        "heureFin": "12:00:00",
        "timezone": "Europe/Paris",
        "codeInsee": "05061",
        "codePostal": "05000",
        "ville": "Gap",
        "modalites": ["en physique", "à distance"],
        "codesRome": ["J1501", "J"],
        "nombrePlaceTotalPresentiel": 20,
        "nombreInscritPresentiel": 20,
        "urlDetailEvenement": "https://exemple.fr/12",
    }
    found = items(tmp_path, json.dumps({"totalElements": 1, "content": [told]}), "france-travail")
    event = events(found)[0]
    assert (event.uid, event.kind, event.status, event.attendance, event.rome) == (
        "12",
        "job-dating",
        "full",
        "mixed",
        ("J1501",),
    )
    assert times(event) == [("2027-01-15T09:00", "2027-01-15T12:00")] and len(notes(found)) == 1
    assert notes(items(tmp_path, '{"totalElements": 0, "content": []}', "france-travail")) == []


def test_france_travail_online_fairs(tmp_path: Path) -> None:
    told = {
        "titre": "SALON EN LIGNE",
        "dateDebut": "20/02/2027",
        "dateFin": "31/05/2027",
        "dateFinCandidature": "30/04/2027",
        "localisation": "RIOM (dept 63)",
        "description": "<p>D&eacute;couvrez</p>",
        "urlSalonEnLigne": "https://exemple.fr/?salonId=640",
    }
    bad = told | {"dateDebut": "02/20/2027", "urlSalonEnLigne": "https://exemple.fr/?salonId=641"}
    found = items(tmp_path, json.dumps([told, bad, told | {"titre": None}]), "france-travail")
    event = events(found)[0]
    assert (event.uid, times(event), event.attendance) == ("640", [("2027-02-20", "2027-05-31")], "online")
    assert (event.place.commune, event.registration_deadline) == ("RIOM (63)", "2027-04-30")
    assert len(skips(found)) == 2
