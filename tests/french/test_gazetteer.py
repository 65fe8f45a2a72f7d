"""The gazetteer holds the official places and answers questions of geography about place values."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.french.gazetteer import Gazetteer, city_of, distance_km, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def place(kind: str, code: str | None, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "code": code, "name": "", **more}


def test_commune_has_its_official_attributes(gazetteer: Gazetteer) -> None:
    gap = gazetteer.commune("05061")
    assert gap is not None
    assert (gap.name, gap.postcodes, gap.department, gap.region) == ("Gap", ("05000",), "05", "93")
    assert gap.epci is not None
    epci = gazetteer.epci(gap.epci)
    assert epci is not None and epci.name == "CA Gap-Tallard-Durance"
    assert gap.population > 35_000
    assert gap.precision == "commune"
    assert gazetteer.commune("99999") is None


def test_everything_is_there(gazetteer: Gazetteer) -> None:
    assert sum(1 for commune in gazetteer.communes() if commune.city is None) == 34_964
    assert sum(1 for commune in gazetteer.communes() if commune.city) == 20 + 9 + 16
    assert sum(1 for department in gazetteer.departments() if len(department.code) == 2) == 96
    assert {"971", "972", "973", "974", "976"} <= {found.code for found in gazetteer.departments()}
    assert sum(1 for _ in gazetteer.epcis()) == 1_255


def test_every_reference_between_files_resolves(gazetteer: Gazetteer) -> None:
    for commune in gazetteer.communes():
        assert gazetteer.department(commune.department)
        assert gazetteer.region(commune.region)
        assert commune.epci is None or gazetteer.epci(commune.epci)
        assert all(len(postcode) == 5 for postcode in commune.postcodes)
    for department in gazetteer.departments():
        ZoneInfo(department.timezone)
    for _, insee in gazetteer.former_communes:
        assert gazetteer.commune(insee)


def test_every_area_covers_known_codes(gazetteer: Gazetteer) -> None:
    for area in gazetteer.areas():
        assert area.codes, area.slug
        for code in area.codes:
            assert gazetteer.department(code) or gazetteer.epci(code) or gazetteer.commune(code), code
        assert gazetteer.coordinates(place("area", area.slug)), area.slug


def test_coordinates_of_the_metropolitan_communes_are_in_the_metropole(gazetteer: Gazetteer) -> None:
    missing = []
    for commune in gazetteer.communes():
        if len(commune.department) != 2:
            continue
        if commune.latitude is None or commune.longitude is None:
            missing.append(commune.insee)
            continue
        assert 41 < commune.latitude < 51.2 and -5.3 < commune.longitude < 9.7, commune.name
    assert missing == ["55138", "76095", "76601", "85165", "85212"]


@pytest.mark.parametrize(
    ("value", "near", "within_km"),
    [
        (place("commune", "05061"), (44.56, 6.08), 5),
        (place("commune", "75056"), (48.857, 2.352), 4),
        (place("commune", "13208"), (43.27, 5.38), 4),
        (place("postcode", "05000"), (44.56, 6.08), 5),
        (place("department", "05"), (44.66, 6.26), 40),
        (place("region", "93"), (43.6, 6.0), 60),
        (place("epci", "200046977"), (45.76, 4.85), 10),
        (place("area", "alpes-du-sud"), (44.3, 6.2), 40),
        (place("area", "bespoke", codes=["05", "04"]), (44.3, 6.2), 40),
    ],
)
def test_coordinates_of_a_place(
    gazetteer: Gazetteer, value: dict[str, Any], near: tuple[float, float], within_km: float
) -> None:
    centre = gazetteer.coordinates(value)
    assert centre is not None
    assert distance_km(centre, near) < within_km


def test_no_coordinates_for_what_is_nowhere(gazetteer: Gazetteer) -> None:
    assert gazetteer.coordinates(place("nearby", None)) is None
    assert gazetteer.coordinates(place("commune", "00000")) is None
    assert gazetteer.coordinates(place("commune", "97801")) is None  # no source gives its centre


@pytest.mark.parametrize(
    ("value", "insee", "inside"),
    [
        (place("commune", "05061"), "05061", True),
        (place("commune", "05061"), "05023", False),
        (place("commune", "75056"), "75112", True),
        (place("commune", "75112"), "75056", False),
        (place("department", "05"), "05061", True),
        (place("department", "93"), "05061", False),
        (place("region", "93"), "05061", True),
        (place("region", "05"), "05061", False),
        (place("epci", "200067825"), "05061", True),
        (place("epci", "200067825"), "05023", False),
        (place("epci", "200046977"), "69383", True),
        (place("postcode", "05000"), "05061", True),
        (place("postcode", "05100"), "05061", False),
        (place("postcode", "75000"), "75112", True),
        (place("postcode", "75012"), "75112", True),
        (place("area", "alpes-du-sud"), "04070", True),
        (place("area", "alpes-du-sud"), "69123", False),
        (place("area", "vercors"), "38548", True),
        (place("area", "outre-mer"), "97411", True),
        (place("nearby", None), "05061", False),
        (place("department", "05"), "99999", False),
    ],
)
def test_contains(gazetteer: Gazetteer, value: dict[str, Any], insee: str, inside: bool) -> None:
    assert gazetteer.contains(value, insee) is inside


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        (place("commune", "05061"), "Europe/Paris"),
        (place("commune", "97411"), "Indian/Reunion"),
        (place("department", "973"), "America/Cayenne"),
        (place("postcode", "97200"), "America/Martinique"),
        (place("region", "01"), "America/Guadeloupe"),
        (place("area", "antilles"), "America/Guadeloupe"),
        (place("area", "alpes-du-sud"), "Europe/Paris"),
        (place("nearby", None), "Europe/Paris"),
    ],
)
def test_timezone(gazetteer: Gazetteer, value: dict[str, Any], zone: str) -> None:
    assert gazetteer.timezone(value) == zone


def test_departments_of(gazetteer: Gazetteer) -> None:
    assert gazetteer.departments_of(place("commune", "05061")) == ("05",)
    assert gazetteer.departments_of(place("department", "2A")) == ("2A",)
    assert gazetteer.departments_of(place("department", "99")) == ()
    assert sorted(gazetteer.departments_of(place("region", "93"))) == ["04", "05", "06", "13", "83", "84"]
    assert gazetteer.departments_of(place("epci", "200067825"))[0] == "05"
    assert gazetteer.departments_of(place("nearby", None)) == ()


def test_by_postcode(gazetteer: Gazetteer) -> None:
    assert gazetteer.by_postcode("05000")[0].name == "Gap"
    assert gazetteer.by_postcode("75012")[0].insee == "75112"
    assert gazetteer.by_postcode("69000")[0].name == "Lyon"
    assert gazetteer.by_postcode("00000") == ()


def test_an_arrondissement_knows_its_city(gazetteer: Gazetteer) -> None:
    assert [city_of(insee) for insee in ("75112", "69383", "13208")] == ["75056", "69123", "13055"]
    assert [city_of(insee) for insee in ("13217", "05061", "69123")] == [None, None, None]


def test_distance() -> None:
    paris, marseille = (48.8566, 2.3522), (43.2965, 5.3698)
    assert distance_km(paris, marseille) == pytest.approx(660.5, abs=1)
    assert distance_km(paris, paris) == 0
