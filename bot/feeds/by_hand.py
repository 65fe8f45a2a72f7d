"""Events written or corrected by a person: built as those of feeds are, and what a person set is left by imports."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Event, EventProfession, EventSlot, Feed
from bot.feeds.building import Built, build_event
from bot.feeds.classifying import load_codes
from bot.feeds.records import EventRecord, OrganisationRecord, PlaceRecord, Position, SlotRecord
from bot.feeds.storing import identifier, store_organisations
from bot.feeds.subscriptions import slug_of

# The feed of what a site's people write; no file or address may be read into it, which would withdraw their events.
HAND = "Saisie"
PLACE = ("venue", "address", "postcode", "commune")
PLACE_COLUMNS = (
    *PLACE, "insee", "epci", "department", "region", "latitude", "longitude", "precision",
)  # fmt: skip
# By field of the form, the columns that follow it; « place » and « slots » are whole groups.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title", "search_text"),
    "description": ("description", "description_html", "search_text"),
    "slots": ("last_end", "match_key"),
    "place": (*PLACE_COLUMNS, "match_key", "search_text"),
    "organiser": ("organisation_slug", "search_text"),
}
# What an import must then leave; other fields are locked under their own name.
_LOCKS = {
    "description": ("description", "description_html"),
    "slots": ("slots",),
    "place": ("place",),
    "organiser": ("organisation_slug",),
}
_CHOSEN = ("kind", "audiences", "status")


def site_slug(site_key: str, name: str) -> str:
    """The slug of a site's feed: its key is in it, so that no other site's feed has it. Raises ValueError."""
    return f"{slug_of(name)[:60]}-{slug_of(site_key + '-x')[:30]}"


async def ensure_feed(session: AsyncSession, site_key: str, name: str, moment: datetime) -> Feed:
    """The feed of a site under this name, made if need be. Raises ValueError, in French, for a name that cannot be."""
    if slug_of(name) == slug_of(HAND):
        raise ValueError(f"« {HAND} » est le nom de ce qui est écrit à la main : choisissez-en un autre.")
    return await _ensure(session, site_key, name, moment)


async def hand_feed(session: AsyncSession, site_key: str, moment: datetime) -> Feed:
    """The feed of what is written by hand for a site, made if need be."""
    return await _ensure(session, site_key, HAND, moment)


async def _ensure(session: AsyncSession, site_key: str, name: str, moment: datetime) -> Feed:
    slug = site_slug(site_key, name)
    feed = await session.get(Feed, slug)
    if feed is None:
        feed = Feed(
            slug=slug, name=name[:200], site_key=site_key, keeps_all=True, every_hours=24, failures=0,
            created_at=moment,
        )  # fmt: skip
        session.add(feed)
        await session.flush()
    if feed.site_key != site_key:
        raise ValueError(f"Une autre source s'appelle déjà « {name} » : choisissez un autre nom.")
    return feed


def record_of(uid: str, said: dict[str, Any]) -> EventRecord:
    """What a form says, as a feed would."""
    organiser = said.get("organiser")
    deadline = said.get("registration_deadline")
    return EventRecord(
        uid=uid,
        title=said.get("title") or "",
        position=Position("saisie"),
        slots=tuple(_slots(said.get("slots") or [])),
        description=said.get("description"),
        status=said.get("status") or "scheduled",
        attendance=said.get("attendance"),
        place=PlaceRecord(**{name: said.get(name) for name in PLACE}),
        organisation=OrganisationRecord(name=organiser) if organiser else None,
        url=said.get("url"),
        online_link=said.get("online_link"),
        registration_required=said.get("registration_required"),
        registration_link=said.get("registration_link"),
        registration_phone=said.get("registration_phone"),
        registration_deadline=deadline.isoformat() if isinstance(deadline, date) else deadline,
        seats=said.get("seats"),
        accessibility=said.get("accessibility"),
    )


def _slots(rows: Iterable[dict[str, Any]]) -> Iterable[SlotRecord]:
    """`day`, `last_day`, `start`, `end` (ISO texts or None) and `cancelled`, as slots in the zone of the place."""
    for row in rows:
        day, last = row.get("day"), row.get("last_day") or row.get("day")
        if not day:
            continue
        slot = SlotRecord(start=day, end=last, zone="", all_day=True, cancelled=bool(row.get("cancelled")))
        if row.get("start"):
            end = f"{last}T{row['end']}" if row.get("end") else None
            slot = replace(slot, start=f"{day}T{row['start']}", end=end, all_day=False)
        yield slot


async def save(
    session: AsyncSession,
    event: Event | None,
    source: str,
    said: dict[str, Any],
    changed: Iterable[str],
    moment: datetime,
    uid: str | None = None,
) -> Event:
    """Make an event of `source`, or correct one: only the fields `changed` are set, and kept by later imports.
    `uid` is what a new one is known by in its source; without it one is drawn.

    Raises `bot.feeds.building.Unusable`, in French, without a title or a date.
    """
    uid = event.uid if event is not None else uid or f"saisie-{secrets.token_hex(8)}"
    record = record_of(uid, said)
    built = build_event(record, await load_codes(session), True, moment.date())
    wanted = {"place" if name in PLACE else name for name in changed}
    if event is None:
        event = Event(
            id=identifier(source, uid, "event"), source=source, uid=uid, locked=[], example=False, in_scope=True,
            withdrawn=False, slots=[], professions=[], first_seen=moment, classification={},
        )  # fmt: skip
        session.add(event)
        wanted = {*said, "place"} - set(PLACE)
        for name, value in built.values.items():
            setattr(event, name, value)
    await _apply(session, event, source, built, said, wanted)
    event.verified_on, event.updated_at, event.last_seen = moment.date(), moment, moment
    await session.flush()
    return event


async def _apply(
    session: AsyncSession, event: Event, source: str, built: Built, said: dict[str, Any], wanted: set[str]
) -> None:
    values = {**built.values, **{name: said[name] for name in _CHOSEN if name in said}}
    if "organiser" in wanted:
        values["organisation_slug"] = built.organisation["slug"] if built.organisation else None
        await store_organisations(session, source, [built.organisation] if built.organisation else [])
    for name in sorted(wanted):
        for column in _COLUMNS.get(name, (name,)):
            if column in values:
                setattr(event, column, values[column])
    if "slots" in wanted:
        event.slots = [EventSlot(**slot) for slot in built.slots]
    if "professions" in wanted:
        named = {link.profession_slug: link for link in event.professions}
        event.professions = [
            named.get(slug) or EventProfession(profession_slug=slug) for slug in said["professions"]
        ]
    locks = [lock for name in sorted(wanted) for lock in _LOCKS.get(name, (name,))]
    event.locked = sorted({*(event.locked or []), *locks})
