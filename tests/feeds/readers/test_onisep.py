"""Onisep's schools and the sentences of their open days."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.feeds.open_days import NotAnOpenDay, OpenDay, read_open_days
from bot.feeds.records import SlotRecord
from tests.feeds.readers.reading import read
from tests.feeds.readers.samples import ONISEP_CSV, ONISEP_INDEX


def slots(text: str) -> list[str]:
    """The slots of all the open days of a text: « 2027-03-06T09:00/12:00 », « 2027-03-06 »."""
    found = read_open_days(text)
    assert all(isinstance(day, OpenDay) for day in found), found
    return [
        slot.start + (f"/{slot.end[11:]}" if slot.end else "")
        for day in found
        if isinstance(day, OpenDay)
        for slot in day.slots
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le 6 mars 2027", ["2027-03-06"]),
        ("le 06/03/2027 de 08h30 à 12h00 (texte)", ["2027-03-06T08:30/12:00"]),
        ("le samedi 6 mars 2027 de 9 h à 12 h 30", ["2027-03-06T09:00/12:30"]),
        ("Le 1er mars 2027 (à partir de 14h)", ["2027-03-01T14:00"]),
        ("de 14h à 17h le 06/03/2027", ["2027-03-06T14:00/17:00"]),
        ("le 06/03/2027 de 9h à 12h et de 14h à 17h", ["2027-03-06T09:00/12:00", "2027-03-06T14:00/17:00"]),
        (
            "Le 6 mars 2027 de 9h30 à 16h30 de 9h30 à 12h30 et de 13h30 à 16h30",
            ["2027-03-06T09:30/12:30", "2027-03-06T13:30/16:30"],
        ),
        (
            "Le 6 mars 2027 de 9h00 à 17h00 (pause méridienne entre 12:30 et 13:30)",
            ["2027-03-06T09:00/12:30", "2027-03-06T13:30/17:00"],
        ),
        (
            "Le 6 mars 2027 de 9h à 16h30 (la structure fermera ses portes entre 12h et 14h)",
            ["2027-03-06T09:00/12:00", "2027-03-06T14:00/16:30"],
        ),
        ("le 30/01/2027 de 9h à 12h | le 06/03/2027", ["2027-01-30T09:00/12:00", "2027-03-06"]),
        ("le 30/01/27 et le 06/03/27 de 9h à 12h", ["2027-01-30T09:00/12:00", "2027-03-06T09:00/12:00"]),
        ("les 5 et 6 mars 2027 de 9h à 12h", ["2027-03-05T09:00/12:00", "2027-03-06T09:00/12:00"]),
        ("du 5 au 6 mars 2027 de 9h à 12h", ["2027-03-05T09:00/12:00", "2027-03-06T09:00/12:00"]),
        ("du 05/03/2027 au 06/03/2027", ["2027-03-05", "2027-03-06"]),
        (
            "Du 5 mars 2027 au 6 mars 2027 (le 05/03 : de 9h à 15h30, visites. Le 06/03 : de 9h à 12 h)",
            ["2027-03-05T09:00/15:30", "2027-03-06T09:00/12:00"],
        ),
        (
            "Du 5 mars 2027 à 17h30 au 6 mars 2027 à 13h00 de 17h30 à 20h le 05/03/2027 et de 9h à 13h le 06/03/2027",
            ["2027-03-05T17:30/20:00", "2027-03-06T09:00/13:00"],
        ),
        (
            "Du 5 mars 2027 à 17h00 au 6 mars 2027 à 13h00 (vendredi de 17h à 20h et samedi de 9h à 13h)",
            ["2027-03-05T17:00/20:00", "2027-03-06T09:00/13:00"],
        ),
        ("Du 5 mars 2027 à 17h30 au 6 mars 2027 à 13h00", ["2027-03-05", "2027-03-06"]),
        ("Du 5 mars 2027 au 6 mars 2027 (le 05/03, et de 9h à 13h le 06/03)", ["2027-03-05", "2027-03-06"]),
        ("le 06/03/2027 de 25h à 99h", ["2027-03-06"]),
    ],
)
def test_sentences_become_slots(text: str, expected: list[str]) -> None:
    assert slots(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Date(s) indicative(s) des Journées portes ouvertes précédentes : le 06/03/2027", "année passée"),
        ("Dates indicatives : le 06/03/2027 | le 07/03/2027", "année passée"),
        ("le 21 février, de 8h à 15h", "confirmer"),
        ("Du 12 au 14 mars", "confirmer"),
        ("le vendredi 6 mars 2027", "contredit"),
        ("lundi 99 septembre 3019", "n’existe pas"),
        ("le 31/02/2027", "n’existe pas"),
        ("voir URL", "aucune date"),
        ("Du 16 octobre 2026 à 9h00 au 9 juillet 2027 à 16h00 (les mercredis)", "trop longue"),
        ("du 06/03/2027 au 05/03/2027", "avant de commencer"),
    ],
)
def test_sentences_that_give_no_open_day(text: str, reason: str) -> None:
    (found,) = read_open_days(text)
    assert isinstance(found, NotAnOpenDay)
    assert reason in found.reason


def test_how_one_attends_and_registers() -> None:
    virtual, booked, visit = read_open_days(
        "Le 6 mars 2027 (En virtuel) | le 7 mars 2027 (sur inscription Plus d'info : https://exemple.fr/jpo) | "
        "le 8 mars 2027 (visite virtuelle : https://exemple.fr/visite), 04 92 00 00 00"
    )
    assert isinstance(virtual, OpenDay)
    assert isinstance(booked, OpenDay)
    assert isinstance(visit, OpenDay)
    assert (virtual.attendance, booked.attendance, visit.attendance) == ("online", "onsite", "onsite")
    assert (booked.registration, booked.url) == (True, "https://exemple.fr/jpo")
    assert booked.words == "le 7 mars 2027 (sur inscription)"
    assert (virtual.registration, visit.phone) == (None, "04 92 00 00 00")


def test_schools_and_their_open_days(tmp_path: Path) -> None:
    items = read(tmp_path, "onisep", ONISEP_CSV)
    first, second = items.organisations
    assert (first.uid, first.uai, first.siret, first.kind) == (
        "ENS.12",
        "0050001A",
        "82422814201874",
        "école de santé",
    )
    assert (first.place.insee, first.place.latitude, first.place.longitude) == ("05061", 44.56, 6.07)
    assert (second.siret, second.phone, second.place.postcode, second.place.insee) == (
        None,
        None,
        "05000",
        "05061",
    )
    assert "8,24E+13" in items.notes[0].words
    morning, online = items.events
    assert morning.slots == (
        SlotRecord("2027-01-30T09:00", "2027-01-30T12:00", zone=""),
        SlotRecord("2027-01-30T13:30", "2027-01-30T17:00", zone=""),
    )
    assert (morning.kind, morning.licence, morning.organisation) == ("portes-ouvertes", "ODbL", first)
    assert online.attendance == "online"
    assert "année passée" in items.skips[0].reason


def test_the_same_schools_in_json(tmp_path: Path) -> None:
    rows = [{"code_uai": "0050001A", "nom": "IFSI d'exemple", "commune_cog": "05061", "journees_portes_ouvertes":
             "le 06/03/2027", "lien_site_onisep_fr": "https://exemple.fr/ENS.12"}]  # fmt: skip
    for content in (rows, {"total": 1, "results": rows}):
        (event,) = read(tmp_path, "onisep", json.dumps(content)).events
        assert event.uid == "ENS.12#portes-ouvertes-2027-03-06"


def test_sentences_by_identifier_alone(tmp_path: Path) -> None:
    items = read(tmp_path, "onisep", ONISEP_INDEX)
    assert [event.uid for event in items.events] == ["ENS.12#portes-ouvertes-2027-01-30"]
    assert items.events[0].organisation is None
    assert len(items.skips) == 1
