"""What every reader yields: events, trainings and organisations as published, or a skip with its reason.

A reader is a function `read(source: Source) -> Iterator[Item]`: it streams, keeps what the feed says and decides
nothing. Classification, places, duplicates and storage come after, once, for all formats (`bot.feeds.importing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Source:
    """A feed at hand: its bytes on disk, the name it is known by, where it came from, and the day it is read on."""

    path: Path
    name: str
    today: date
    url: str | None = None


@dataclass(frozen=True)
class Position:
    """Where a record stands in its feed, as a person would look for it: « ligne 12 », « formation 3 », a UID."""

    words: str


@dataclass(frozen=True)
class Skip:
    """A record that could not be kept, and why, in a French sentence.

    `uid` is its own when that much could be read: what the feed still names is not taken as gone. `incomplete`: the
    feed stops there, so that nothing missing from it is taken as gone.
    """

    position: Position
    reason: str
    uid: str | None = None
    incomplete: bool = False


@dataclass(frozen=True)
class Note:
    """Something of a kept record that was left out or mended, in a French sentence."""

    position: Position
    words: str


@dataclass(frozen=True)
class PlaceRecord:
    """A place as published; every part may be missing. `insee` is text (« 01053 »), coordinates are WGS 84 degrees."""

    venue: str | None = None
    address: str | None = None
    postcode: str | None = None
    commune: str | None = None
    insee: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None


@dataclass(frozen=True)
class SlotRecord:
    """One time: wall times as published (`2026-11-28T09:30`, or a day when all-day) in the IANA `zone`, that of the
    place when `zone` is empty.

    `end` is the wall time it ends at; for an all-day slot the last day, included. `precision` is `minute`, `day` or
    `month` (then `start` is the first day of the month).
    """

    start: str
    end: str | None = None
    zone: str = "Europe/Paris"
    all_day: bool = False
    cancelled: bool = False
    precision: str = "minute"


@dataclass(frozen=True)
class OrganisationRecord:
    """A school, an employer, an agency; never a person. Codes are text."""

    name: str
    uid: str | None = None
    kind: str | None = None
    siret: str | None = None
    uai: str | None = None
    finess: str | None = None
    url: str | None = None
    phone: str | None = None
    place: PlaceRecord = field(default_factory=PlaceRecord)


@dataclass(frozen=True)
class EventRecord:
    """An event as published. `uid` is stable in its feed; `description_html` is raw, cleaned later.

    `status` is one of scheduled, cancelled, postponed, full, moved_online, rescheduled; `attendance` onsite, online
    or mixed. `keywords` help to tell its kind and its professions; `rome` and `formacode` are codes it names.
    """

    uid: str
    title: str
    position: Position
    slots: tuple[SlotRecord, ...] = ()
    description: str | None = None
    description_html: str | None = None
    keywords: tuple[str, ...] = ()
    kind: str | None = None
    rome: tuple[str, ...] = ()
    formacode: tuple[str, ...] = ()
    rncp: tuple[str, ...] = ()
    audience_words: str | None = None
    status: str = "scheduled"
    attendance: str | None = None
    place: PlaceRecord = field(default_factory=PlaceRecord)
    organisation: OrganisationRecord | None = None
    url: str | None = None
    online_link: str | None = None
    registration_required: bool | None = None
    registration_link: str | None = None
    registration_phone: str | None = None
    registration_deadline: str | None = None
    seats: int | None = None
    accessibility: str | None = None
    sequence: int | None = None
    updated_at: str | None = None
    licence: str | None = None


@dataclass(frozen=True)
class SessionRecord:
    """Dates of a training (ISO days, both included); `precision` `month` when only the month is published."""

    uid: str | None
    start: str
    end: str | None = None
    apply_from: str | None = None
    apply_until: str | None = None
    seats: int | None = None
    status: str | None = None
    url: str | None = None
    precision: str = "day"


@dataclass(frozen=True)
class TrainingRecord:
    """A course of one school, in one mode: initial, apprenticeship, continuing or vae. `cost` is in euros, all taxes."""

    uid: str
    title: str
    position: Position
    mode: str | None = None
    sessions: tuple[SessionRecord, ...] = ()
    description: str | None = None
    description_html: str | None = None
    keywords: tuple[str, ...] = ()
    rome: tuple[str, ...] = ()
    formacode: tuple[str, ...] = ()
    rncp: tuple[str, ...] = ()
    attendance: str | None = None
    permanent_entry: bool | None = None
    entry_conditions: str | None = None
    duration: str | None = None
    cost: float | None = None
    cost_note: str | None = None
    funding: str | None = None
    level: str | None = None
    place: PlaceRecord = field(default_factory=PlaceRecord)
    organisation: OrganisationRecord | None = None
    url: str | None = None
    phone: str | None = None
    accessibility: str | None = None
    updated_at: str | None = None
    licence: str | None = None


@dataclass(frozen=True)
class DirectoryRecord:
    """An entry of a directory that is neither dated nor a course (RNCP, ROME): a code and what it stands for."""

    directory: str
    code: str
    title: str
    position: Position
    details: dict[str, str] = field(default_factory=dict)


Item = EventRecord | TrainingRecord | OrganisationRecord | DirectoryRecord | Skip | Note


class Reader(Protocol):
    """A format's reader; raises `Unreadable` when nothing of the source can be read."""

    def __call__(self, source: Source) -> Iterator[Item]:
        """The items of `source`, in order, one at a time."""


class Unreadable(Exception):
    """Nothing can be read of a feed; the message says why, in one French sentence."""
