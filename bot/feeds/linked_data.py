"""JSON-LD of web pages: blocks mended where sites break them, the events of a tree, values as text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from bot.feeds.decoding import printable
from bot.feeds.records import PlaceRecord

_DEEPEST = 12
_COMMENT = re.compile(r"^\s*//[^\n]*$|/\*.*?\*/", re.MULTILINE | re.DOTALL)
# A quote inside a text, which its writer forgot to escape: what stands around it is not what opens or ends a value.
_QUOTE_INSIDE = re.compile(r'(?<![\s{\[:,\\])"(?!\s*[:,}\]])|(?<=\w )"(?=\w)')
_DECODER = json.JSONDecoder(strict=False)
_REFERRED = ("location", "organizer", "superEvent", "offers")
_SHARED = (
    "name",
    "location",
    "organizer",
    "eventStatus",
    "eventAttendanceMode",
    "url",
    "keywords",
    "audience",
)
_ASIDE = ("superEvent", "location", "organizer", "offers", "eventSchedule")


def loaded(block: str) -> list[Any]:
    """The JSON values of a block, mended if need be; empty when it cannot be read."""
    text = printable(block).strip().strip("\ufeff")
    text = re.sub(r"^(?:<!--|//)?\s*<!\[CDATA\[|(?://\s*)?\]\]>\s*(?:-->)?$", "", text).strip()
    text = text.removeprefix("<!--").removesuffix("-->").strip()
    attempts = (
        lambda one: one,
        lambda one: one.rstrip(";").strip(),
        lambda one: _COMMENT.sub("", one),
        lambda one: html.unescape(one),
        lambda one: re.sub(r",(\s*[}\]])", r"\1", _COMMENT.sub("", one)),
        lambda one: re.sub(r",(\s*[}\]])", r"\1", _QUOTE_INSIDE.sub(r'\\"', _COMMENT.sub("", one))),
    )
    for attempt in attempts:
        if found := _values(attempt(text).strip()):
            return found
    return []


def _values(text: str) -> list[Any]:
    """The values that follow one another in `text`, up to what is none: a brace too many is forgiven."""
    found: list[Any] = []
    at = 0
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            break
        found.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return found


def types_of(node: dict[str, Any]) -> list[str]:
    """The kinds of a node, without their vocabulary."""
    kinds = node.get("@type", node.get("type"))
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rpartition("/")[2].rpartition(":")[2] for kind in kinds if isinstance(kind, str)]


def is_event(node: dict[str, Any]) -> bool:
    """Whether a node is an event of any kind."""
    return any(kind.endswith("Event") or kind == "Festival" for kind in types_of(node))


def events_in(tree: Any) -> Iterator[dict[str, Any]]:
    """Every event in a tree of JSON-LD, those of a series one by one, with what they refer to in it."""
    named: dict[str, dict[str, Any]] = {}
    for node in _nodes(tree):
        if isinstance(node.get("@id"), str) and len(node) > 1:
            named.setdefault(node["@id"], node)
    for node in _events(tree):
        yield {
            key: named.get(value["@id"], value) if key in _REFERRED and _is_reference(value) else value
            for key, value in node.items()
        }


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"@id"} and isinstance(value["@id"], str)


def _nodes(node: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, dict):
        yield node
    for one in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        if isinstance(one, dict | list):
            yield from _nodes(one, depth + 1)


def _events(node: Any, depth: int = 0, above: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for one in node:
            yield from _events(one, depth + 1, above)
        return
    if not isinstance(node, dict):
        return
    if isinstance(node.get("properties"), dict) and "type" in node:  # what extraction tools write
        node = {"@type": node["type"], **node["properties"]}
    if above is not None:
        # A part of an event is where, and held by whom, the whole is; without a name of its own it has the whole's.
        node = {**{key: above[key] for key in _SHARED if key in above}, **node}
    is_one = is_event(node)
    parts = node.get("subEvent") or node.get("subEvents")
    dated = node.get("startDate") is not None or node.get("eventSchedule") is not None
    if is_one and (dated or not parts):
        yield node
    for key, value in node.items():
        if isinstance(value, dict | list) and not (is_one and key in _ASIDE):
            inside = node if is_one and key in ("subEvent", "subEvents") else None
            yield from _events(value, depth + 1, inside)


def first_of(value: Any) -> Any:
    """The first of a list, or the value itself."""
    return value[0] if isinstance(value, list) and value else value


def text_of(value: Any) -> str | None:
    """A value as text: in French when there are several languages, a node by its value, name or address."""
    if isinstance(value, list):
        french = [
            one for one in value if isinstance(one, dict) and str(one.get("@language", "")).startswith("fr")
        ]
        value = french or value
    value = first_of(value)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("url") or value.get("@id")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def link_of(value: Any) -> str | None:
    """A value that is the address of a page."""
    text = text_of(value)
    return text if text and text.startswith(("http://", "https://")) else None


def node_of(value: Any, *kinds: str) -> dict[str, Any]:
    """The first object of `value`, of one of `kinds` if any is given."""
    nodes = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]
    return next((one for one in nodes if not kinds or set(types_of(one)) & set(kinds)), {})


def place_of(value: Any) -> tuple[PlaceRecord, str | None]:
    """Where it takes place, and the link to follow it from home."""
    online = link_of(node_of(value, "VirtualLocation").get("url"))
    onsite = [
        one
        for one in (value if isinstance(value, list) else [value])
        if "VirtualLocation" not in _kinds_of(one)
    ]
    location = first_of(onsite)
    if isinstance(location, str):
        first, _, rest = location.partition(",")
        return PlaceRecord(venue=first.strip() or None, address=rest.strip() or None), online
    if not isinstance(location, dict):
        return PlaceRecord(), online
    address = first_of(location.get("address"))
    geo = node_of(location.get("geo"))
    point = [_float(geo.get(name)) for name in ("latitude", "longitude")]
    name = text_of(location.get("name"))
    if not isinstance(address, dict):
        return PlaceRecord(
            venue=name, address=text_of(address), latitude=point[0], longitude=point[1]
        ), online
    return PlaceRecord(
        venue=name,
        address=text_of(address.get("streetAddress")),
        postcode=text_of(address.get("postalCode")),
        commune=text_of(address.get("addressLocality")),
        latitude=point[0],
        longitude=point[1],
        country=text_of(address.get("addressCountry")),
    ), online


def _kinds_of(value: Any) -> list[str]:
    return types_of(value) if isinstance(value, dict) else []


def _float(value: Any) -> float | None:
    try:
        return float(str(value).replace(",", ".")) if value is not None else None
    except ValueError:
        return None
