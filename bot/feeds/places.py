"""From a place as a feed writes it to a place of the gazetteer, with how precisely it is known.

A commune is told by its INSEE code, by its postcode and name, or by its name alone when only one has it; a département
is that of the commune, never read from a postcode. What cannot be told for sure is left out and said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from bot.catalogue.located import located
from bot.feeds.cleaning import line
from bot.feeds.place_words import communes_by_name, district, name_key, told_in_address
from bot.feeds.records import PlaceRecord
from bot.french.distance import distance_km
from bot.french.gazetteer import Commune, load_gazetteer
from bot.french.place_names import flatten

_DEPARTMENT = re.compile(r"\s*\((?:dept\.? ?)?(\d{2,3}|2[ab])\)\s*$", re.IGNORECASE)
_FRANCE = {"", "fr", "fra", "france", "france metropole", "france (metropole)", "re", "gp", "mq", "gf", "yt", "pm", "bl",
           "mf"}  # fmt: skip
# Further from its commune's centre than this, a point is a fault: no commune of metropolitan France is that wide.
_FARTHEST_KM = 40.0
# Without a commune, a point lies in the département that all its nearest communes share.
_NEAREST = 6
_NEAREST_KM = 15.0


@dataclass(frozen=True)
class Resolved:
    """The columns of `Located` for a place, the zone of its département, and what had to be left out, in French."""

    columns: dict[str, Any]
    zone: str
    notes: list[str] = field(default_factory=list)


_EMPTY = {
    "commune": None, "postcode": None, "insee": None, "epci": None, "department": None, "region": None,
    "latitude": None, "longitude": None, "precision": None,
}  # fmt: skip


@cache
def _grid() -> dict[tuple[int, int], list[Commune]]:
    """The communes whose centre is known, by half degree."""
    cells: dict[tuple[int, int], list[Commune]] = {}
    for commune in load_gazetteer().communes():
        if commune.latitude is not None and commune.longitude is not None and not commune.city:
            cells.setdefault((int(commune.latitude * 2), int(commune.longitude * 2)), []).append(commune)
    return cells


def resolve(place: PlaceRecord) -> Resolved:
    """What the gazetteer knows of `place`; see `Resolved`."""
    notes: list[str] = []
    place = told_in_address(_with_its_zero(place))
    columns: dict[str, Any] = dict(_EMPTY)
    abroad = _is_abroad(place)
    commune = None if abroad else _commune(place, notes)
    if commune is not None:
        columns |= located(commune.insee)
        if place.postcode and place.postcode in commune.postcodes:
            columns["postcode"] = place.postcode
        elif place.postcode and re.fullmatch(r"\d{5}", place.postcode):
            columns["postcode"] = place.postcode  # a postcode of its own: CEDEX, large buildings
        elif len(commune.postcodes) > 1:
            columns["postcode"] = None  # any of them would be a guess
    elif not abroad:
        columns |= _from_postcode(place)
    if abroad or columns["commune"] is None:
        columns["commune"] = line(place.commune, 120)
    _add_point(columns, place, commune, abroad, notes)
    columns["venue"], columns["address"] = line(place.venue, 200), line(_address(place, columns), 300)
    gazetteer = load_gazetteer()
    department = gazetteer.department(columns["department"] or "")
    return Resolved(columns, department.timezone if department else "Europe/Paris", notes)


def _with_its_zero(place: PlaceRecord) -> PlaceRecord:
    """The place with the 0 that a program took from the head of its codes: « 5061 » is 05061."""
    return replace(place, insee=_with_zero(place.insee), postcode=_with_zero(place.postcode))


def _with_zero(code: str | None) -> str | None:
    return f"0{code}" if code and re.fullmatch(r"[1-9]\d{3}", code) else code


def _is_abroad(place: PlaceRecord) -> bool:
    return flatten(place.country or "") not in _FRANCE


def _commune(place: PlaceRecord, notes: list[str]) -> Commune | None:
    gazetteer = load_gazetteer()
    name, wanted = _name_and_department(place.commune)
    named = _named(name, wanted)
    posted = gazetteer.by_postcode(place.postcode or "")
    coded = gazetteer.commune((place.insee or "").strip().upper())
    if place.insee and coded is None:
        notes.append(f"Le code INSEE « {place.insee[:10]} » n'est pas celui d'une commune d'aujourd'hui.")
    if coded is not None:
        return _confirmed(coded, place, named, posted, notes)
    both = [commune for commune in posted if commune in named or commune.city in {one.insee for one in named}]
    if both:
        return both[0]
    if told := district(name_key(name or "")):
        return told
    if len(named) == 1:
        if posted and named[0].department not in {one.department for one in posted}:
            notes.append(
                f"Le code postal « {place.postcode} » et la commune « {name} » se contredisent : la commune l'emporte."
            )
        return named[0]
    if named and posted:  # homonyms: the one whose département is that of the postcode's communes
        near = [one for one in named if one.department in {each.department for each in posted}]
        if len(near) == 1:
            return near[0]
    if len(posted) == 1:
        return posted[0]
    if len(named) > 1:
        notes.append(
            f"{len(named)} communes s'appellent « {name} » : sans code postal, aucune n'est choisie."
        )
    elif name and not posted:
        notes.append(f"Aucune commune ne s'appelle « {name[:60]} ».")
    return None


def _confirmed(
    coded: Commune,
    place: PlaceRecord,
    named: tuple[Commune, ...],
    posted: tuple[Commune, ...],
    notes: list[str],
) -> Commune:
    """The commune of the INSEE code, unless name and postcode agree against it; the arrondissement its postcode tells."""
    own = {code for code in (coded.insee, coded.city) if code}
    agreed = [one for one in posted if one in named or one.city in {each.insee for each in named}]
    if agreed and not any(one.insee in own or one.city in own for one in agreed):
        notes.append(
            f"Le code INSEE « {place.insee} » contredit « {place.postcode} {place.commune} » : il est laissé de côté."
        )
        return agreed[0]
    districts = [one for one in posted if one.city == coded.insee]
    return districts[0] if districts else coded


def _name_and_department(name: str | None) -> tuple[str | None, str | None]:
    """« Riom (63) » cut into the name and the département."""
    found = _DEPARTMENT.search(name or "")
    if name is None or found is None:
        return name, None
    return name[: found.start()].strip(), found[1].upper()


def _named(name: str | None, department: str | None) -> tuple[Commune, ...]:
    found = communes_by_name().get(name_key(name or ""), ()) if name else ()
    return tuple(one for one in found if department in (None, one.department))


def _from_postcode(place: PlaceRecord) -> dict[str, Any]:
    """What all the communes of a postcode share, and their centre."""
    posted = load_gazetteer().by_postcode(place.postcode or "")
    columns: dict[str, Any] = {
        "postcode": place.postcode if re.fullmatch(r"\d{5}", place.postcode or "") else None
    }
    if not posted:
        return columns
    for name in ("department", "region", "epci"):
        shared = {getattr(one, name) for one in posted}
        columns[name] = shared.pop() if len(shared) == 1 else None
    point = load_gazetteer().coordinates({"kind": "postcode", "code": place.postcode})
    if point:
        columns |= {"latitude": point[0], "longitude": point[1], "precision": "postcode"}
    return columns


def _add_point(
    columns: dict[str, Any], place: PlaceRecord, commune: Commune | None, abroad: bool, notes: list[str]
) -> None:
    """The published point, when it is credible; and the département around it when nothing else tells."""
    point = _point(place, commune)
    if point is None:
        if place.latitude is not None and place.longitude is not None:
            notes.append("Les coordonnées ne sont pas celles du lieu : elles sont laissées de côté.")
        return
    if point != (place.latitude, place.longitude):
        notes.append("Latitude et longitude étaient inversées : elles sont remises dans l'ordre.")
    columns |= {"latitude": round(point[0], 6), "longitude": round(point[1], 6), "precision": "address"}
    if commune is None and not abroad and columns["department"] is None:
        near = _nearest(point)
        if near and len({one.department for one in near}) == 1:
            columns |= {"department": near[0].department, "region": near[0].region}


def _point(place: PlaceRecord, commune: Commune | None) -> tuple[float, float] | None:
    if place.latitude is None or place.longitude is None or (place.latitude, place.longitude) == (0, 0):
        return None
    for point in ((place.latitude, place.longitude), (place.longitude, place.latitude)):
        if abs(point[0]) > 90 or abs(point[1]) > 180:
            continue
        if commune is not None and commune.latitude is not None and commune.longitude is not None:
            if distance_km((commune.latitude, commune.longitude), point) <= _FARTHEST_KM:
                return point
        elif _is_abroad(place) or _nearest(point):
            return point
    return None


def _nearest(point: tuple[float, float]) -> list[Commune]:
    """The communes around a point, nearest first; empty far from France."""
    row, column = int(point[0] * 2), int(point[1] * 2)
    around = [
        commune
        for north in (-1, 0, 1)
        for east in (-1, 0, 1)
        for commune in _grid().get((row + north, column + east), ())
    ]
    measured = sorted(
        (distance_km((one.latitude or 0.0, one.longitude or 0.0), point), one.insee, one) for one in around
    )
    return [one for distance, _, one in measured[:_NEAREST] if distance <= _NEAREST_KM]


def _address(place: PlaceRecord, columns: dict[str, Any]) -> str | None:
    """The address without the postcode and the commune that have columns of their own."""
    text = place.address
    if text is None or columns["commune"] is None:
        return text
    kept = re.sub(
        rf"[\s,–-]*(?<!\d)\d{{5}}(?!\d)[\s,–-]*{re.escape(columns['commune'])}\b.*$",
        "",
        text,
        flags=re.I | re.S,
    )
    if name_key(kept) == name_key(columns["commune"]):
        return None
    parts = kept.split(",")
    if len(parts) > 1 and name_key(parts[-1]) == name_key(columns["commune"]):
        kept = ",".join(parts[:-1])
    return kept.strip(" ,\n") or None
