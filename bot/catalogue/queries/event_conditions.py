"""What a search asks of an event itself: its status, its public, its kind, the professions it shows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Text, cast, or_

from bot.catalogue.models import Event
from bot.catalogue.queries.placed import holds_words

if TYPE_CHECKING:
    from bot.catalogue.queries.event_query import EventQuery

_OPEN = ("scheduled", "moved_online", "rescheduled")


def names(profession: str) -> ColumnElement[bool]:
    """Whether an event names the profession, among others perhaps."""
    return Event.profession_list.contains(f"|{profession}|", autoescape=True)


def for_all_professions() -> ColumnElement[bool]:
    """Whether an event names no profession at all."""
    return Event.profession_list == ""


def ranks(profession: str | None) -> list[list[ColumnElement[bool]]]:
    """The events that name the profession, then those that name none and are for all; all at once without one."""
    return [[]] if profession is None else [[names(profession)], [for_all_professions()]]


def conditions(query: EventQuery, first: datetime, now: datetime) -> list[ColumnElement[bool]]:
    """What an event must be, its slots and place apart; all but the words is judged from the search indexes."""
    held: list[ColumnElement[bool]] = [Event.status.in_(_OPEN)]
    held += [Event.withdrawn.is_(False), Event.in_scope.is_(True)]
    held.append(Event.last_end > first)
    # Whoever had to register by a day that is over cannot come any more; where entry is free, one can.
    held.append(
        or_(
            Event.registration_deadline.is_(None),
            Event.registration_deadline > now,
            Event.registration_required.is_(False),
        )
    )
    if query.kinds:
        held.append(Event.kind.in_(query.kinds))
    if query.online is True:
        held.append(or_(Event.attendance.in_(("online", "mixed")), Event.status == "moved_online"))
    elif query.online is False:
        held += [Event.attendance.in_(("onsite", "mixed")), Event.status != "moved_online"]
    if query.audience is not None:
        # The list as it is stored, so that the database itself can tell: `[]`, `["young", "career_change"]`.
        audiences = cast(Event.audiences, Text)
        held.append(or_(audiences == "[]", audiences.contains(f'"{query.audience}"', autoescape=True)))
    if query.for_all:
        held.append(cast(Event.audiences, Text) != '["counsellor"]')
    if query.text:
        held.append(holds_words(Event.search_text, query.text))
    return held
