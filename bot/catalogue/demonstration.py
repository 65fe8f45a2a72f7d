"""Demonstration events and trainings: examples, marked as such, whose dates follow today."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue import models
from bot.catalogue.located import located
from bot.catalogue.reading import REFERENCE, Record, ReferenceDataError, files_digest, read_file
from bot.french.folding import fold_text
from bot.french.gazetteer import load_gazetteer

_SOURCE = "demonstration"
_TIME = r"^\d{2}:\d{2}$"
_FRIDAY = 4  # as `date.weekday` counts


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RelativeDay(_Strict):
    """A day told from today: `in_days`, then the next `weekday` (0 = Monday) on or after it; or the next
    `month_day` (`04-14`)."""

    in_days: int | None = None
    weekday: int | None = Field(None, ge=0, le=6)
    month_day: str | None = Field(None, pattern=r"^\d{2}-\d{2}$")

    @model_validator(mode="after")
    def _one_way(self) -> RelativeDay:
        if (self.month_day is None) == (self.in_days is None):
            raise ValueError("in_days or month_day is needed, not both")
        return self

    def day(self, today: date) -> date:
        """The day it is, seen from `today`."""
        if self.month_day is not None:
            month, day = (int(part) for part in self.month_day.split("-"))
            this_year = date(today.year, month, day)
            return this_year if this_year >= today else date(today.year + 1, month, day)
        found = today + timedelta(days=self.in_days or 0)
        if self.weekday is not None:
            found += timedelta(days=(self.weekday - found.weekday()) % 7)
        return found


class SlotRecord(RelativeDay):
    """A slot: a day and its wall times, or the whole day without them."""

    start: str | None = Field(None, pattern=_TIME)
    end: str | None = Field(None, pattern=_TIME)


class _Placed(_Strict):
    slug: str
    title: str
    description: str | None = None
    attendance: Literal["onsite", "online", "mixed"] = "onsite"
    venue: str | None = None
    address: str | None = None
    insee: str | None = None
    organiser: str | None = None
    accessibility: str | None = None
    source_url: str | None = None
    licence: str | None = None


class EventRecord(_Placed):
    """An entry of `demonstration/events.yml`; its slots may stand at its top when there is only one."""

    kind: str
    slots: list[SlotRecord] = []
    in_days: int | None = None
    weekday: int | None = None
    month_day: str | None = None
    start: str | None = None
    end: str | None = None
    status: Literal["scheduled", "cancelled", "postponed", "full", "moved_online", "rescheduled"] = (
        "scheduled"
    )
    professions: list[str] = []
    audiences: list[Literal["young", "career_change", "counsellor"]] = []
    registration_required: bool | None = None
    registration_link: str | None = None
    registration_phone: str | None = None
    seats: int | None = None
    url: str | None = None
    campaign: str | None = None

    def all_slots(self) -> list[SlotRecord]:
        """Its slots, wherever they stand."""
        own = {key: getattr(self, key) for key in ("in_days", "weekday", "month_day", "start", "end")}
        return self.slots or [SlotRecord(**own)]


class SessionRecord(RelativeDay):
    """A session: its first day, its length and the days before it when applications close."""

    length_days: int | None = None
    apply_until_days_before: int | None = None
    seats: int | None = None
    status: Literal["open", "full", "cancelled"] | None = None


class TrainingRecord(_Placed):
    """An entry of `demonstration/trainings.yml`."""

    profession: str | None = None
    diploma: str | None = None
    mode: Literal["initial", "apprenticeship", "continuing", "vae"]
    sessions: list[SessionRecord] = []
    duration: str | None = None
    cost: float | None = None
    cost_note: str | None = None
    funding: str | None = None
    link: str | None = None
    phone: str | None = None


async def load_demonstration(
    session_maker: async_sessionmaker[AsyncSession], today: date, directory: Path = REFERENCE
) -> int:
    """Make the examples again, dated from `today`; the number made, 0 when they already are of today.

    Raises ReferenceDataError when a file cannot be used: nothing is then changed.
    """
    paths = [directory / "demonstration" / name for name in ("events.yml", "trainings.yml")]
    digest = files_digest(paths, today.isoformat())
    async with session_maker.begin() as session:
        state = await session.get(models.LoadState, _SOURCE)
        if state is not None and state.digest == digest:
            return 0
        events = _build(paths[0], "events", _event, today)
        trainings = _build(paths[1], "trainings", _training, today)
        await _remove(session)
        schools = {row.organisation.slug: row.organisation for row in events + trainings if row.organisation}
        for row in events + trainings:
            if row.organisation:
                row.organisation = schools[row.organisation.slug]
        session.add_all(events + trainings)
        now = datetime.now(timezone.utc)
        await session.merge(models.LoadState(name=_SOURCE, digest=digest, loaded_at=now))
    return len(events) + len(trainings)


async def remove_demonstration(session_maker: async_sessionmaker[AsyncSession]) -> None:
    """Delete every example."""
    async with session_maker.begin() as session:
        await _remove(session)
        await session.execute(delete(models.LoadState).where(models.LoadState.name == _SOURCE))


async def _remove(session: AsyncSession) -> None:
    for model in (models.Event, models.Training, models.Organisation):
        await session.execute(delete(model).where(model.example.is_(True)))


def _build(path: Path, top: str, build: Any, today: date) -> list[Any]:
    rows = []
    for position, record in enumerate(read_file(path).get(top) or []):
        try:
            rows.append(build(record, today))
        except (ValidationError, ValueError) as error:
            name = f"{path.name}, record {position + 1} ({record.get('slug', '?')})"
            raise ReferenceDataError(f"{name}: {error}") from error
    return rows


def _shared(record: _Placed, today: date) -> dict[str, Any]:
    organisation = None
    if record.organiser:
        slug = "exemple-" + re.sub(r"[^a-z0-9]+", "-", fold_text(record.organiser)).strip("-")
        organisation = models.Organisation(slug=slug[:100], name=record.organiser, example=True)
    place = located(record.insee)
    return {
        **place,
        "id": f"exemple-{record.slug}",
        "source": _SOURCE,
        "uid": record.slug,
        "title": record.title,
        "description": record.description,
        "search_text": search_text(record.title, record.description, record.venue, record.organiser),
        "attendance": record.attendance,
        "venue": record.venue,
        "address": record.address,
        "accessibility": record.accessibility,
        "organisation": organisation,
        "source_url": record.source_url,
        "licence": record.licence,
        "verified_on": today,
        "example": True,
    }


def search_text(*texts: str | None) -> str:
    """What a search by words reads: the texts, folded."""
    return fold_text(" ".join(text for text in texts if text))


def _slot(record: SlotRecord, today: date, zone: str) -> models.EventSlot:
    day, tz = record.day(today), ZoneInfo(zone)
    if record.start is None:
        starts = datetime.combine(day, time(), tz)
        ends = datetime.combine(day + timedelta(days=1), time(), tz)
        local_start = local_end = day.isoformat()
    else:
        starts = datetime.combine(day, time.fromisoformat(record.start), tz)
        ends = datetime.combine(day, time.fromisoformat(record.end or record.start), tz)
        if ends < starts:
            raise ValueError(f"a slot ends at {record.end}, before it starts at {record.start}")
        local_start, local_end = f"{starts:%Y-%m-%dT%H:%M}", f"{ends:%Y-%m-%dT%H:%M}"
    return models.EventSlot(
        starts_at=starts,
        ends_at=ends,
        zone=zone,
        local_start=local_start,
        local_end=local_end,
        all_day=record.start is None,
        precision="day" if record.start is None else "minute",
    )


def _event(written: Record, today: date) -> models.Event:
    record = EventRecord.model_validate(written)
    zone = load_gazetteer().timezone({"kind": "commune", "code": record.insee})
    slots = [_slot(slot, today, zone) for slot in record.all_slots()]
    return models.Event(
        **_shared(record, today),
        kind=record.kind,
        status=record.status,
        slots=slots,
        last_end=max(slot.ends_at for slot in slots),
        audiences=list(record.audiences),
        professions=[models.EventProfession(profession_slug=slug) for slug in record.professions],
        registration_required=record.registration_required,
        registration_link=record.registration_link,
        registration_phone=record.registration_phone,
        seats=record.seats,
        url=record.url,
        campaign_slug=record.campaign,
    )


def _session(record: SessionRecord, today: date) -> models.TrainingSession:
    start = record.day(today)
    if start.weekday() > _FRIDAY:  # no school begins on a Sunday
        start += timedelta(days=7 - start.weekday())
    length, before = record.length_days, record.apply_until_days_before
    return models.TrainingSession(
        start_on=start,
        end_on=start + timedelta(days=length) if length is not None else None,
        apply_until=start - timedelta(days=before) if before is not None else None,
        seats=record.seats,
        status=record.status,
    )


def _training(written: Record, today: date) -> models.Training:
    record = TrainingRecord.model_validate(written)
    fields = ("mode", "duration", "cost", "cost_note", "funding", "link", "phone")
    return models.Training(
        **_shared(record, today),
        **{field: getattr(record, field) for field in fields},
        profession_slug=record.profession,
        diploma_slug=record.diploma,
        sessions=[_session(session, today) for session in record.sessions],
    )
