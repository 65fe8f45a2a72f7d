"""schema.org events: JSON-LD or microdata in the pages of a site, or JSON-LD alone in a file.

Blocks are mended where sites break them (comments, CDATA, control characters, a brace too many); what cannot be read
costs only itself. Prose is not read: a page without structured data gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from bot.feeds.cleaning import is_mobile
from bot.feeds.decoding import decode
from bot.feeds.identities import derived
from bot.feeds.linked_data import (
    events_in,
    first_of,
    link_of,
    loaded,
    node_of,
    place_of,
    text_of,
    types_of,
)
from bot.feeds.linked_times import slots_of
from bot.feeds.microdata import microdata
from bot.feeds.records import (
    EventRecord,
    Item,
    Note,
    OrganisationRecord,
    PlaceRecord,
    Position,
    Skip,
    Source,
    Unreadable,
)

_LARGEST_PAGE = 20 * 1024 * 1024
_STATUS = {
    "eventscheduled": "scheduled", "eventcancelled": "cancelled", "eventpostponed": "postponed",
    "eventrescheduled": "rescheduled", "eventmovedonline": "moved_online",
}  # fmt: skip
_ATTENDANCE = {
    "offlineeventattendancemode": "onsite", "onlineeventattendancemode": "online",
    "mixedeventattendancemode": "mixed",
}  # fmt: skip
_SCRIPT = re.compile(
    rb"<script[^>]{0,500}application/ld\+json[^>]{0,500}>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL
)


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
    described = [] if page is None else list(events_in(microdata(page)))
    if not blocks and not described:
        raise Unreadable(
            "La page ne décrit aucun événement en données structurées (schema.org) : "
            "peut-être une page d'erreur ou de connexion."
        )
    seen: set[str] = set()
    unread = 0
    for number, block in enumerate(blocks, 1):
        position = Position(f"bloc {number}")
        values = loaded(block)
        if not values:
            unread += 1
            if block.strip() not in ("", "null"):
                yield Skip(position, "Le bloc JSON-LD est abîmé au point d'être illisible.", incomplete=True)
            continue
        for rank, event in enumerate(events_in(values), 1):
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


def _event(node: dict[str, Any], position: Position, source: Source) -> Iterator[Item]:
    title, url = text_of(node.get("name")), link_of(node.get("url"))
    if title is None:
        yield Skip(position, "L'événement n'a pas de titre.")
        return
    notes: list[str] = []
    uid = _uid(node, title, url)
    try:
        slots = slots_of(node, notes)
    except ValueError as error:
        yield Skip(position, f"Date illisible : {error}.", uid=uid)
        return
    place, online = place_of(node.get("location"))
    mode = (text_of(node.get("eventAttendanceMode")) or "").rpartition("/")[2].lower()
    offer = node_of(node.get("offers"))
    description = text_of(node.get("description"))
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
        audience_words=text_of(node_of(node.get("audience")).get("audienceType")),
        status=_status(node),
        attendance=_ATTENDANCE.get(mode) or guessed,
        place=place,
        organisation=_organisation(node.get("organizer")),
        url=url or source.url,
        online_link=online,
        registration_link=link_of(offer.get("url")),
        seats=_integer(node.get("maximumAttendeeCapacity")),
        updated_at=text_of(node.get("dateModified")),
        licence=text_of(node.get("license")),
    )
    yield from (Note(position, words) for words in notes)


def _status(node: dict[str, Any]) -> str:
    """The status told; of several, the one that says more than that it was planned. Full when nothing is left."""
    values = node.get("eventStatus")
    told = [
        _STATUS.get((text_of(one) or "").rpartition("/")[2].lower(), "scheduled")
        for one in (values if isinstance(values, list) else [values])
    ]
    status = next((one for one in told if one != "scheduled"), "scheduled")
    offers = node.get("offers")
    left = [
        (text_of(one.get("availability")) or "").lower()
        for one in (offers if isinstance(offers, list) else [offers])
        if isinstance(one, dict)
    ]
    sold_out = bool(left) and all("soldout" in one for one in left)
    if status == "scheduled" and (sold_out or text_of(node.get("remainingAttendeeCapacity")) == "0"):
        return "full"
    return status


def _uid(node: dict[str, Any], title: str, url: str | None) -> str:
    """What tells the event from others: its identifier and its start, as one page may list each date of it."""
    start = text_of(node.get("startDate")) or ""
    own = text_of(node.get("@id")) or text_of(node.get("identifier")) or url
    if own:
        return sha256(f"{own}|{start}".encode()).hexdigest()[:32]
    return derived(title, text_of(node_of(node.get("location")).get("name")), start)


def _integer(value: Any) -> int | None:
    text = text_of(value)
    return int(text) if text and text.isdigit() and len(text) < 7 else None


def _organisation(value: Any) -> OrganisationRecord | None:
    """Who holds it, when it is not a person."""
    node = first_of(value)
    if isinstance(node, str):
        return OrganisationRecord(name=node) if node.strip() and not node.startswith("http") else None
    if not isinstance(node, dict) or "Person" in types_of(node):
        return None
    name, phone = text_of(node.get("name")), text_of(node.get("telephone"))
    if name is None:
        return None
    return OrganisationRecord(
        name=name, url=link_of(node.get("url")), phone=phone if phone and not is_mobile(phone) else None
    )


def _keywords(value: Any) -> tuple[str, ...]:
    words = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(text for word in words if (text := text_of(word)))[:40]
