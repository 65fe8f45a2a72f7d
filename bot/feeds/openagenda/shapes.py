"""The shapes of OpenAgenda's events: API v2 and v3, the public dump, tables; all told as v2 tells them."""

from __future__ import annotations

import json
from typing import Any

# Where an answer holds its events.
LISTS = ("events", "records", "results", "items", "data", "hits")


def unwrapped(raw: dict[str, Any]) -> dict[str, Any]:
    """The fields of an event, out of Opendatasoft's and v3's wrappings."""
    for key in ("fields", "record", "event", "_source"):
        inner = raw.get(key)
        if isinstance(inner, dict):
            return unwrapped(inner) if key == "record" else inner
    return raw


def is_envelope(fields: dict[str, Any]) -> bool:
    """Whether this is the wrapping of an answer, not an event."""
    told = any(key in fields for key in ("uid", "title", "title_fr", "slug"))
    return not told and bool({"success", "total", "nhits", "total_count", *LISTS} & set(fields))


def enclosed(fields: dict[str, Any]) -> list[Any]:
    """The events of an answer that is itself one of a list, or that holds them by their identifiers."""
    for key in LISTS:
        inside = fields.get(key)
        if isinstance(inside, dict) and isinstance(inside.get("hits"), list):
            inside = inside["hits"]
        if isinstance(inside, dict) and all(isinstance(one, dict) for one in inside.values()):
            inside = list(inside.values())
        if isinstance(inside, list):
            return inside
    return []


def loaded(value: Any) -> Any:
    """JSON written inside a string, read; anything else as it is."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value, strict=False)
        except (json.JSONDecodeError, RecursionError):
            return value
    return value


def as_v2(fields: dict[str, Any]) -> dict[str, Any]:
    """A flat record (dump, table) in the shape of the API's; one of the API's as it is."""
    if isinstance(fields.get("location"), dict) or not any("_" in key for key in fields):
        return _as_v2_place(fields)
    get = fields.get
    point = loaded(get("location_coordinates"))
    if isinstance(point, str):
        point = [part.strip() for part in point.split(",")]
    if isinstance(point, dict):
        point = [point.get("lat"), point.get("lon")]
    first, last = (
        {"begin": get(f"{name}_begin"), "end": get(f"{name}_end")} for name in ("firstdate", "lastdate")
    )
    found = {
        "uid": get("uid"),
        "slug": get("slug"),
        "keywords": get("keywords_fr") or get("keywords"),
        "timings": loaded(get("timings")),
        "firstTiming": first if first["begin"] else None,
        "lastTiming": last if last["begin"] else None,
        "status": loaded(get("status")),
        "attendanceMode": loaded(get("attendancemode")),
        "onlineAccessLink": get("onlineaccesslink"),
        "registration": loaded(get("registration")),
        "accessibility": get("accessibility"),
        "age": {"min": get("age_min"), "max": get("age_max")},
        "canonicalUrl": get("canonicalurl"),
        "updatedAt": get("updatedat"),
        "state": get("state"),
        "timezone": get("timezone") or get("location_timezone"),
        "originAgenda": {"title": get("originagenda_title")},
        "location": {
            "name": get("location_name"),
            "address": get("location_address"),
            "postalCode": get("location_postalcode"),
            "city": get("location_city"),
            "insee": get("location_insee"),
            "countryCode": get("location_countrycode"),
            "latitude": point[0] if isinstance(point, list) and len(point) == 2 else get("location_latitude"),
            "longitude": point[1]
            if isinstance(point, list) and len(point) == 2
            else get("location_longitude"),
        },
    }
    for name, flat in (("title", "title"), ("description", "description"), ("longDescription", "longdescription"),
                       ("conditions", "conditions")):  # fmt: skip
        languages = {
            key.rpartition("_")[2]: text for key, text in fields.items() if key.startswith(f"{flat}_")
        }
        found[name] = languages or get(flat)
    return found


def _as_v2_place(fields: dict[str, Any]) -> dict[str, Any]:
    """An event of v3 with the names of v2: `id`, an address in parts, a point of its own."""
    found = dict(fields)
    if "uid" not in found and found.get("id") and "title" in found:
        found["uid"] = found["id"]
    place = dict_of(found.get("location"))
    address, point = place.get("address"), place.get("coordinates") or place.get("geo")
    if isinstance(address, dict):
        parts = {
            "address": address.get("street") or address.get("streetAddress") or address.get("address"),
            "postalCode": address.get("postalCode"),
            "city": address.get("city") or address.get("addressLocality"),
            "insee": address.get("insee") or address.get("inseeCode"),
            "countryCode": address.get("countryCode"),
        }
        place = {
            **place,
            **{
                key: place.get(key) if key != "address" and place.get(key) else value
                for key, value in parts.items()
            },
        }
    if isinstance(point, dict) and "latitude" not in place:
        longitude = next((point[key] for key in ("lon", "lng", "longitude") if key in point), None)
        place = {**place, "latitude": point.get("lat", point.get("latitude")), "longitude": longitude}
    if place:
        found["location"] = place
    return found


def text_of(value: Any) -> str | None:
    """A text, in French when there are several languages, else in the first that says something."""
    if isinstance(value, dict):
        tongues = [value.get("fr"), value.get("en"), *value.values()]
        value = next((text for text in tongues if isinstance(text, str) and text.strip()), None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def list_of(value: Any) -> list[Any]:
    """A list, empty for anything else."""
    return value if isinstance(value, list) else []


def dict_of(value: Any) -> dict[str, Any]:
    """An object, empty for anything else."""
    return value if isinstance(value, dict) else {}


def code_of(value: Any, known: dict[Any, str]) -> str | None:
    """A coded value (a number, its label, or both in an object) by the table `known`."""
    if isinstance(value, dict):
        value = value.get("id", value.get("value"))
    if isinstance(value, str):
        plain = value.strip().lower().replace("é", "e")
        value = int(plain) if plain.isdigit() and len(plain) < 4 else plain
    return known.get(value) if isinstance(value, int | str) else None


def number_of(value: Any) -> float | None:
    """A number, its decimals after a point or a comma; None for anything else."""
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return None
