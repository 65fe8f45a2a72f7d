"""Trainings written or corrected by a person: built as those of feeds are, and what a person set is left by imports."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Training, TrainingSession
from bot.feeds.building import Built, build_training
from bot.feeds.by_hand import PLACE, PLACE_COLUMNS
from bot.feeds.classifying import load_codes
from bot.feeds.records import OrganisationRecord, PlaceRecord, Position, TrainingRecord
from bot.feeds.storing import identifier, store_organisations

# By field of the form, the columns that follow it, when they are others than the field itself.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title", "search_text"),
    "description": ("description", "description_html", "search_text"),
    "place": (*PLACE_COLUMNS, "search_text"),
    "organiser": ("search_text",),
    "link": ("link", "source_url"),
}
# What an import must then leave; other fields are locked under their own name.
_LOCKS = {
    "description": ("description", "description_html"),
    "organiser": ("organisation_slug",),
    "profession": ("profession_slug",),
}
_PLAIN = (
    "mode", "description", "attendance", "duration", "cost", "cost_note", "funding", "entry_conditions",
    "permanent_entry", "phone", "accessibility",
)  # fmt: skip
_SESSION = ("start_on", "end_on", "apply_until", "seats", "status")


def record_of(uid: str, said: Mapping[str, Any]) -> TrainingRecord:
    """What a form says, as a feed would. Its sessions are written apart, being days already."""
    organiser = said.get("organiser")
    plain: dict[str, Any] = {name: said.get(name) for name in _PLAIN}
    return TrainingRecord(
        uid=uid,
        title=said.get("title") or "",
        position=Position("saisie"),
        place=PlaceRecord(**{name: said.get(name) for name in PLACE}),
        organisation=OrganisationRecord(name=organiser) if organiser else None,
        url=said.get("link"),
        **plain,
    )


async def save(
    session: AsyncSession,
    training: Training | None,
    source: str,
    said: Mapping[str, Any],
    changed: Iterable[str],
    moment: datetime,
    uid: str | None = None,
) -> Training:
    """Make a training of `source`, or correct one: only the fields `changed` are set, and kept by later imports.
    `uid` is what a new one is known by in its source; without it one is drawn.

    Raises `bot.feeds.building.Unusable`, in French, without a title.
    """
    uid = training.uid if training is not None else uid or f"saisie-{secrets.token_hex(8)}"
    built = build_training(record_of(uid, said), await load_codes(session), True, moment.date())
    wanted = {"place" if name in PLACE else name for name in changed}
    if training is None:
        training = Training(
            id=identifier(source, uid, "training"), source=source, uid=uid, locked=[], example=False, in_scope=True,
            withdrawn=False, sessions=[], first_seen=moment,
        )  # fmt: skip
        session.add(training)
        for name, value in built.values.items():
            setattr(training, name, value)
        # A profession that nobody chose is the one that the words tell.
        wanted = {*said, "place"} - set(PLACE) - (set() if said.get("profession") else {"profession"})
    await _apply(session, training, source, built, said, wanted)
    training.verified_on, training.updated_at, training.last_seen = moment.date(), moment, moment
    await session.flush()
    return training


async def _apply(
    session: AsyncSession,
    training: Training,
    source: str,
    built: Built,
    said: Mapping[str, Any],
    wanted: set[str],
) -> None:
    for name in sorted(wanted):
        for column in _COLUMNS.get(name, (name,)):
            if column in built.values:
                setattr(training, column, built.values[column])
    if "organiser" in wanted:
        one = built.organisation
        await store_organisations(session, source, [one] if one else [])
        training.organisation_slug = one["slug"] if one else None
    if "profession" in wanted:
        training.profession_slug = said.get("profession") or None
    if "sessions" in wanted:
        training.sessions = _sessions(training.sessions, said.get("sessions") or [])
    locks = [lock for name in sorted(wanted) for lock in _LOCKS.get(name, (name,))]
    training.locked = sorted({*(training.locked or []), *locks})


def _sessions(known: Iterable[TrainingSession], rows: Iterable[Mapping[str, Any]]) -> list[TrainingSession]:
    """The sessions of these rows. What a form does not show of one (its page…) is that of the one of the same day."""
    by_day = {one.start_on: one for one in known}
    made = []
    for row in rows:
        start: date = row["start_on"]
        old = by_day.get(start)
        kept = {name: getattr(old, name) for name in ("uid", "apply_from", "url", "precision")} if old else {}
        made.append(TrainingSession(**{name: row.get(name) for name in _SESSION}, **kept))
    return made
