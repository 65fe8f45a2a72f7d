"""The official places of France: communes, départements, régions, EPCI and named areas; their geography."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.french.distance import distance_km
from bot.settings import ROOT

__all__ = ["Area", "Commune", "Department", "Epci", "Gazetteer", "Region", "distance_km", "load_gazetteer"]

PLACES = ROOT / "data" / "reference" / "places"
_DEFAULT_ZONE = "Europe/Paris"
# La Poste has no such codes, but people write them for the whole city.
_CITY_POSTCODES = {"75000": "75056", "69000": "69123", "13000": "13055"}


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, or a municipal arrondissement of Paris, Lyon or Marseille (codes of INSEE).

    `latitude` and `longitude` are degrees, None where unknown; `precision` says how they were found
    (`commune`, `communes_fusionnees`, `arrondissements` or empty). `population` is 0 where unknown.
    """

    insee: str
    name: str
    postcodes: tuple[str, ...]
    department: str
    region: str
    epci: str | None
    population: int
    latitude: float | None
    longitude: float | None
    precision: str

    @property
    def city(self) -> str | None:
        """INSEE code of the whole city when this is one of its arrondissements, else None."""
        return city_of(self.insee)


@dataclass(frozen=True, slots=True)
class Department:
    """A département or an overseas territory of the same rank; `timezone` is an IANA name."""

    code: str
    name: str
    region: str
    seat: str
    timezone: str


@dataclass(frozen=True, slots=True)
class Region:
    """A current région."""

    code: str
    name: str
    seat: str


@dataclass(frozen=True, slots=True)
class Epci:
    """A group of communes: métropole, communauté urbaine, d'agglomération or de communes."""

    code: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Area:
    """What people name without it being official today; `codes` are départements, EPCI or communes."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    codes: tuple[str, ...]


def city_of(insee: str) -> str | None:
    """The whole city of a municipal arrondissement, or None: 75112 gives 75056."""
    if insee.startswith("751"):
        return "75056"
    if "13201" <= insee <= "13216":
        return "13055"
    if insee.startswith("6938"):
        return "69123"
    return None


class Gazetteer:
    """Look-ups by code, and geography of place values (`{"kind", "code", "name"[, "codes"]}`)."""

    def __init__(
        self,
        communes: Iterable[Commune],
        departments: Iterable[Department],
        regions: Iterable[Region],
        epcis: Iterable[Epci],
        areas: Iterable[Area],
        former_communes: Iterable[tuple[str, str]],
    ) -> None:
        self._communes = {commune.insee: commune for commune in communes}
        self._departments = {department.code: department for department in departments}
        self._regions = {region.code: region for region in regions}
        self._epcis = {epci.code: epci for epci in epcis}
        self._areas = {area.slug: area for area in areas}
        self.former_communes = tuple(former_communes)
        self._members: dict[str, list[Commune]] = {}
        self._postcodes: dict[str, list[Commune]] = {}
        for commune in self._communes.values():
            for postcode in commune.postcodes:
                self._postcodes.setdefault(postcode, []).append(commune)
            if commune.city:
                continue  # the city already counts its arrondissements' inhabitants
            self._members.setdefault(commune.department, []).append(commune)
            if commune.epci:
                self._members.setdefault(commune.epci, []).append(commune)
        for postcode, insee in _CITY_POSTCODES.items():
            self._postcodes[postcode] = [self._communes[insee]]
        for found in self._postcodes.values():
            # 75012 is first of all the arrondissement, 05000 its largest commune.
            found.sort(key=lambda commune: (commune.city is None, -commune.population))
        self._centres: dict[tuple[str, str], tuple[float, float] | None] = {}

    def commune(self, insee: str) -> Commune | None:
        """The commune or municipal arrondissement of this INSEE code."""
        return self._communes.get(insee)

    def department(self, code: str) -> Department | None:
        """The département of this code ("05", "2A", "974")."""
        return self._departments.get(code)

    def region(self, code: str) -> Region | None:
        """The région of this INSEE code ("93")."""
        return self._regions.get(code)

    def epci(self, code: str) -> Epci | None:
        """The EPCI of this SIREN code."""
        return self._epcis.get(code)

    def area(self, slug: str) -> Area | None:
        """The named area of this slug ("alpes-du-sud")."""
        return self._areas.get(slug)

    def by_postcode(self, postcode: str) -> tuple[Commune, ...]:
        """Communes of a postcode: an arrondissement first, then the most inhabited."""
        return tuple(self._postcodes.get(postcode, ()))

    def postcodes(self) -> frozenset[str]:
        """All postcodes."""
        return frozenset(self._postcodes)

    def communes(self) -> Iterator[Commune]:
        """All communes and municipal arrondissements."""
        return iter(self._communes.values())

    def departments(self) -> Iterator[Department]:
        """All départements and overseas territories."""
        return iter(self._departments.values())

    def regions(self) -> Iterator[Region]:
        """All régions and overseas territories."""
        return iter(self._regions.values())

    def epcis(self) -> Iterator[Epci]:
        """All EPCI."""
        return iter(self._epcis.values())

    def areas(self) -> Iterator[Area]:
        """All named areas."""
        return iter(self._areas.values())

    def coordinates(self, place: dict[str, Any]) -> tuple[float, float] | None:
        """Centre (latitude, longitude) of a place value; of several communes, weighted by population."""
        key = (str(place.get("kind")), str(place.get("code")))
        if key not in self._centres:
            self._centres[key] = _centre(self._communes_of(place))
        return self._centres[key]

    def contains(self, place: dict[str, Any], insee: str) -> bool:
        """Whether the commune `insee` lies in the place; an unknown code or "nearby" contains nothing."""
        commune = self._communes.get(insee)
        if commune is None:
            return False
        kind, code = place.get("kind"), place.get("code")
        if kind == "area":
            return any(code in _codes_of(commune) for code in self._area_codes(place))
        if kind == "region":
            return commune.region == code
        if kind == "postcode":
            return any(found.insee in (insee, commune.city) for found in self.by_postcode(str(code)))
        return kind in ("commune", "department", "epci") and code in _codes_of(commune)

    def timezone(self, place: dict[str, Any]) -> str:
        """IANA time zone of a place value: that of its first département, else Europe/Paris."""
        departments = self.departments_of(place)
        return self._departments[departments[0]].timezone if departments else _DEFAULT_ZONE

    def departments_of(self, place: dict[str, Any]) -> tuple[str, ...]:
        """Codes of the départements that the place touches, the most inhabited part first."""
        if place.get("kind") == "department":
            return (str(place["code"]),) if place["code"] in self._departments else ()
        inhabitants: dict[str, int] = {}
        for commune in self._communes_of(place):
            previous = inhabitants.get(commune.department, 0)
            inhabitants[commune.department] = previous + commune.population
        return tuple(sorted(inhabitants, key=lambda code: (-inhabitants[code], code)))

    def _area_codes(self, place: dict[str, Any]) -> tuple[str, ...]:
        area = self._areas.get(str(place.get("code")))
        return area.codes if area else tuple(place.get("codes") or ())

    def _communes_of(self, place: dict[str, Any]) -> list[Commune]:
        kind, code = place.get("kind"), str(place.get("code"))
        if kind == "commune":
            return [self._communes[code]] if code in self._communes else []
        if kind == "postcode":
            return list(self.by_postcode(code))
        if kind in ("department", "epci"):
            return self._members.get(code, [])
        if kind == "region":
            codes = [found.code for found in self._departments.values() if found.region == code]
        elif kind == "area":
            codes = list(self._area_codes(place))
        else:
            return []
        found_once = {member.insee: member for part in codes for member in self._members_of(part)}
        return list(found_once.values())

    def _members_of(self, code: str) -> list[Commune]:
        if code in self._communes and code not in self._members:
            return [self._communes[code]]
        return self._members.get(code, [])


def _codes_of(commune: Commune) -> tuple[str | None, ...]:
    return (commune.insee, commune.city, commune.department, commune.epci)


def _centre(communes: list[Commune]) -> tuple[float, float] | None:
    total = latitude = longitude = 0.0
    for commune in communes:
        if commune.latitude is None or commune.longitude is None:
            continue
        weight = max(commune.population, 1)
        total += weight
        latitude += weight * commune.latitude
        longitude += weight * commune.longitude
    return (round(latitude / total, 4), round(longitude / total, 4)) if total else None


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader


def _commune(row: list[str]) -> Commune:
    insee, name, postcodes, department, region, epci, population, latitude, longitude, precision = row
    return Commune(
        insee=insee,
        name=name,
        postcodes=tuple(postcodes.split()),
        department=department,
        region=region,
        epci=epci or None,
        population=int(population or 0),
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        precision=precision,
    )


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of `data/reference/places`, read once per process."""
    areas = yaml.safe_load((PLACES / "areas.yml").read_text(encoding="utf-8"))["areas"]
    return Gazetteer(
        communes=map(_commune, _rows(PLACES / "communes.csv")),
        departments=(Department(*row) for row in _rows(PLACES / "departements.csv")),
        regions=(Region(*row) for row in _rows(PLACES / "regions.csv")),
        epcis=(Epci(*row) for row in _rows(PLACES / "epci.csv")),
        areas=(
            Area(slug, area["name"], tuple(area.get("aliases", ())), tuple(area["codes"]))
            for slug, area in areas.items()
        ),
        former_communes=((name, insee) for name, insee in _rows(PLACES / "former_communes.csv")),
    )
