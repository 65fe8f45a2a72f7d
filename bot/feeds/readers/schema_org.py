"""schema.org events: JSON-LD or microdata in the pages of a site, or JSON-LD alone in a file.

Blocks are mended where sites break them (comments, CDATA, control characters, a brace too many); what cannot be read
costs only itself. Prose is not read: a page without structured data gives nothing.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from bot.feeds.cleaning import is_mobile
from bot.feeds.days import read_day, read_instant, zone_or_none
from bot.feeds.decoding import decode, printable
from bot.feeds.ical.times import read_length
from bot.feeds.identities import derived
from bot.feeds.microdata import microdata
from bot.feeds.records import (
    EventRecord,
    Item,
    Note,
    OrganisationRecord,
    PlaceRecord,
    Position,
    Skip,
    SlotRecord,
    Source,
    Unreadable,
)

_LARGEST_PAGE = 20 * 1024 * 1024
_DEEPEST = 12
_STATUS = {
    "eventscheduled": "scheduled", "eventcancelled": "cancelled", "eventpostponed": "postponed",
    "eventrescheduled": "rescheduled", "eventmovedonline": "moved_online",
}  # fmt: skip
_ATTENDANCE = {
    "offlineeventattendancemode": "onsite", "onlineeventattendancemode": "online",
    "mixedeventattendancemode": "mixed",
}  # fmt: skip
_COMMENT = re.compile(r"^\s*//[^\n]*$|/\*.*?\*/", re.MULTILINE | re.DOTALL)
_SCRIPT = re.compile(
    rb"<script[^>]{0,500}application/ld\+json[^>]{0,500}>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL
)
_DATE_ONLY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{8}")


def looks_like(head: bytes, name: str) -> bool:
    """Whether it is a web page, or JSON with schema.org's `@type`."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start:
        return True
    if start[:1] in (b"{", b"["):
        return b'type"' in head and (b"schema.org" in head or re.search(rb"Event\b", head) is not None)
    return b"application/ld+json" in head


def read(source: Source) -> Iterator[Item]:
    """The events that the page, or the file, describes in JSON-LD."""
    if source.path.stat().st_size > _LARGEST_PAGE:
        raise Unreadable("La page est trop grosse (plus de 20 Mo).")
    data = source.path.read_bytes()
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    page = None if is_json else _page(data)
    blocks = [decode(data)] if is_json else list(_blocks(page, data))
    described = [] if page is None else [node for node in microdata(page) if _is_event(node)]
    if not blocks and not described:
        raise Unreadable(
            "La page ne décrit aucun événement en données structurées (schema.org) : "
            "peut-être une page d'erreur ou de connexion."
        )
    seen: set[str] = set()
    unread = 0
    for number, block in enumerate(blocks, 1):
        position = Position(f"bloc {number}")
        loaded = _loaded(block)
        if loaded is None:
            unread += 1
            if block.strip() not in ("", "null"):
                yield Skip(position, "Le bloc JSON-LD est abîmé au point d'être illisible.", incomplete=True)
            continue
        for rank, event in enumerate(_events(loaded), 1):
            where = Position(f"{position.words}, événement {rank}")
            for item in _event(event, where, source):
                if isinstance(item, EventRecord):
                    if item.uid in seen:
                        continue
                    seen.add(item.uid)
                yield item
    for rank, node in enumerate(described, 1):
        for item in _event(node, Position(f"microdonnées, événement {rank}"), source):
            if not isinstance(item, EventRecord) or item.uid not in seen:
                yield item
    if blocks and unread == len(blocks) and not described:
        raise Unreadable("Aucun bloc de données structurées de la page n'est lisible.")


def _page(data: bytes) -> HtmlElement | None:
    """The page as a tree; None when the parser gives up."""
    parser = lxml_html.HTMLParser(encoding="utf-8" if _is_utf8(data) else "cp1252", no_network=True)
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _blocks(page: HtmlElement | None, data: bytes) -> Iterator[str]:
    """The JSON-LD scripts of a page, found by the parser, else by their tags when the page is broken around them."""
    scripts = [] if page is None else page.iter("script")
    found = [script.text_content() for script in scripts if "ld+json" in (script.get("type") or "").lower()]
    yield from found or (decode(block) for block in _SCRIPT.findall(data))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _loaded(block: str) -> Any:
    """The JSON of a block, mended if need be; None when it cannot be read."""
    text = printable(block).strip().strip("\ufeff")
    text = re.sub(r"^(?:<!--|//)?\s*<!\[CDATA\[|(?://\s*)?\]\]>\s*(?:-->)?$", "", text).strip()
    text = text.removeprefix("<!--").removesuffix("-->").strip()
    attempts = (
        lambda one: one,
        lambda one: one.rstrip(";").strip(),
        lambda one: _COMMENT.sub("", one),
        lambda one: html.unescape(one),
        lambda one: re.sub(r",(\s*[}\]])", r"\1", _COMMENT.sub("", one)),
    )
    for attempt in attempts:
        mended = attempt(text).strip()
        try:
            # `raw_decode` forgives what follows the value: a brace too many.
            return json.JSONDecoder(strict=False).raw_decode(mended)[0]
        except (json.JSONDecodeError, RecursionError):
            continue
    return None


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type", node.get("type"))
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rpartition("/")[2].rpartition(":")[2] for kind in kinds if isinstance(kind, str)]


def _is_event(node: dict[str, Any]) -> bool:
    return any(kind.endswith("Event") or kind == "Festival" for kind in _types(node))


def _events(node: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every event in a tree of JSON-LD, those of a series one by one."""
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for one in node:
            yield from _events(one, depth + 1)
        return
    if not isinstance(node, dict):
        return
    if isinstance(node.get("properties"), dict) and "type" in node:  # what extraction tools write
        node = {"@type": node["type"], **node["properties"]}
    is_event = _is_event(node)
    parts = node.get("subEvent") or node.get("subEvents")
    dated = node.get("startDate") is not None
    if is_event and (dated or not parts):
        yield node
    for key, value in node.items():
        if isinstance(value, dict | list) and not (
            is_event and key in ("superEvent", "location", "organizer", "offers")
        ):
            yield from _events(value, depth + 1)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _text(value: Any) -> str | None:
    value = _first(value)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("url") or value.get("@id")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _link(value: Any) -> str | None:
    text = _text(value)
    return text if text and text.startswith(("http://", "https://")) else None


def _node(value: Any, *kinds: str) -> dict[str, Any]:
    """The first object of `value`, of one of `kinds` if any is given."""
    nodes = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]
    return next((one for one in nodes if not kinds or set(_types(one)) & set(kinds)), {})


def _event(node: dict[str, Any], position: Position, source: Source) -> Iterator[Item]:
    title, url = _text(node.get("name")), _link(node.get("url"))
    if title is None:
        yield Skip(position, "L'événement n'a pas de titre.")
        return
    notes: list[str] = []
    uid = _uid(node, title, url)
    try:
        slots = _slots(node, notes)
    except ValueError as error:
        yield Skip(position, f"Date illisible : {error}.", uid=uid)
        return
    place, online = _place(node.get("location"))
    status = (_text(node.get("eventStatus")) or "").rpartition("/")[2].lower()
    mode = (_text(node.get("eventAttendanceMode")) or "").rpartition("/")[2].lower()
    offer = _node(node.get("offers"))
    sold_out = "soldout" in (_text(offer.get("availability")) or "").lower()
    kept_status = _STATUS.get(status, "scheduled")
    description = _text(node.get("description"))
    known = {"online": online is not None and place == PlaceRecord(), "mixed": online is not None}
    guessed = (
        "online"
        if known["online"]
        else "mixed"
        if known["mixed"]
        else "onsite"
        if place != PlaceRecord()
        else None
    )
    yield EventRecord(
        uid=uid,
        title=title,
        position=position,
        slots=slots,
        description=description,
        description_html=description if description and "<" in description else None,
        keywords=_keywords(node.get("keywords")),
        audience_words=_text(_node(node.get("audience")).get("audienceType")),
        status="full" if sold_out and kept_status == "scheduled" else kept_status,
        attendance=_ATTENDANCE.get(mode) or guessed,
        place=place,
        organisation=_organisation(node.get("organizer")),
        url=url or source.url,
        online_link=online,
        registration_link=_link(offer.get("url")),
        seats=_integer(node.get("maximumAttendeeCapacity")),
        updated_at=_text(node.get("dateModified")),
        licence=_text(node.get("license")),
    )
    yield from (Note(position, words) for words in notes)


def _uid(node: dict[str, Any], title: str, url: str | None) -> str:
    """What tells the event from others: its identifier and its start, as one page may list each date of it."""
    start = _text(node.get("startDate")) or ""
    own = _text(node.get("@id")) or _text(node.get("identifier")) or url
    if own:
        return sha256(f"{own}|{start}".encode()).hexdigest()[:32]
    return derived(title, _text(_node(node.get("location")).get("name")), start)


def _slots(node: dict[str, Any], notes: list[str]) -> tuple[SlotRecord, ...]:
    start = _text(node.get("startDate"))
    if start is None:
        raise ValueError("la date de début manque")
    end = _text(node.get("endDate"))
    schedule = _node(node.get("eventSchedule"))
    named = _text(schedule.get("scheduleTimezone"))
    zone = named if named and zone_or_none(named) else ""
    if _DATE_ONLY.fullmatch(start):
        first = read_day(start)
        last = read_day(end) if end else first
        if last < first:
            notes.append("La fin vient avant le début : elle est laissée de côté.")
            last = first
        return (SlotRecord(first.isoformat(), last.isoformat(), zone, all_day=True, precision="day"),)
    begins = _moment(start)
    ends = _moment(end) if end and not _DATE_ONLY.fullmatch(end) else None
    if ends is None and (length := _text(node.get("duration"))):
        try:
            ends = begins + read_length(length)
        except ValueError:
            notes.append("La durée est illisible : elle est laissée de côté.")
    if ends is not None and ends < begins:
        notes.append("La fin vient avant le début : elle est laissée de côté.")
        ends = None
    last_wall = ends.strftime("%Y-%m-%dT%H:%M") if ends and ends != begins else None
    return (SlotRecord(begins.strftime("%Y-%m-%dT%H:%M"), last_wall, zone),)


def _moment(text: str) -> datetime:
    """The wall time of a moment: as written, but for UTC, in which nobody announces an event: then in Paris."""
    moment = read_instant(text)
    if moment.tzinfo is not None and moment.utcoffset() == timedelta(0):
        paris = zone_or_none("Europe/Paris")
        return moment.astimezone(paris).replace(tzinfo=None)
    return moment.replace(tzinfo=None)


def _place(value: Any) -> tuple[PlaceRecord, str | None]:
    """Where it takes place, and the link to follow it from home."""
    online = _link(_node(value, "VirtualLocation").get("url"))
    onsite = [
        one
        for one in (value if isinstance(value, list) else [value])
        if "VirtualLocation" not in _kinds_of(one)
    ]
    location = _first(onsite)
    if isinstance(location, str):
        first, _, rest = location.partition(",")
        return PlaceRecord(venue=first.strip() or None, address=rest.strip() or None), online
    if not isinstance(location, dict):
        return PlaceRecord(), online
    address = _first(location.get("address"))
    geo = _node(location.get("geo"))
    point = [_float(geo.get(name)) for name in ("latitude", "longitude")]
    name = _text(location.get("name"))
    if not isinstance(address, dict):
        return PlaceRecord(venue=name, address=_text(address), latitude=point[0], longitude=point[1]), online
    return PlaceRecord(
        venue=name,
        address=_text(address.get("streetAddress")),
        postcode=_text(address.get("postalCode")),
        commune=_text(address.get("addressLocality")),
        latitude=point[0],
        longitude=point[1],
        country=_text(address.get("addressCountry")),
    ), online


def _kinds_of(value: Any) -> list[str]:
    return _types(value) if isinstance(value, dict) else []


def _float(value: Any) -> float | None:
    try:
        return float(str(value).replace(",", ".")) if value is not None else None
    except ValueError:
        return None


def _integer(value: Any) -> int | None:
    text = _text(value)
    return int(text) if text and text.isdigit() and len(text) < 7 else None


def _organisation(value: Any) -> OrganisationRecord | None:
    """Who holds it, when it is not a person."""
    node = _first(value)
    if isinstance(node, str):
        return OrganisationRecord(name=node) if node.strip() and not node.startswith("http") else None
    if not isinstance(node, dict) or "Person" in _types(node):
        return None
    name, phone = _text(node.get("name")), _text(node.get("telephone"))
    if name is None:
        return None
    return OrganisationRecord(
        name=name, url=_link(node.get("url")), phone=phone if phone and not is_mobile(phone) else None
    )


def _keywords(value: Any) -> tuple[str, ...]:
    words = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(text for word in words if (text := _text(word)))[:40]
