"""What the open data routes give: professions, events and trainings, each figure with its source."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict


class _Read(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ProfessionLine(_Read):
    """A profession in a list."""

    slug: str
    name_m: str
    name_f: str
    family: str
    summary: str | None


class PayRead(_Read):
    """An amount of pay, in euros a month (a year, an hour) as the field says, before income tax."""

    context: str
    moment: str
    kind: str
    gross_min: float | None
    gross_max: float | None
    net_min: float | None
    net_max: float | None
    annual_min: float | None
    annual_max: float | None
    hourly_min: float | None
    hourly_max: float | None
    includes: str | None
    below_smic: bool
    reliability: str | None
    as_of: str | None
    source_url: str | None


class DiplomaRead(_Read):
    """A diploma that leads to the profession; `rncp` only when it was verified."""

    title: str
    acronym: str | None
    level: int | None
    rncp: str | None
    as_of: str | None
    source_url: str | None


class WayInRead(_Read):
    """A way into the training or the profession."""

    way: str
    detail: str | None
    as_of: str | None
    source_url: str | None


class SourceRead(_Read):
    """A page that was read."""

    title: str
    url: str | None
    as_of: str | None


class ProfessionRead(ProfessionLine):
    """A profession; its lists are French sentences."""

    missions: list[str]
    workplaces: list[str]
    qualities: list[str]
    working_conditions: list[str]
    progression: list[str]
    access_conditions: list[str]
    training_text: str
    cost_text: str
    parcoursup: bool | None
    diplomas: list[DiplomaRead]
    ways_in: list[WayInRead]
    pay: list[PayRead]
    sources: list[SourceRead]


class Professions(BaseModel):
    """Every profession, by name."""

    professions: list[ProfessionLine]


class PlaceRead(BaseModel):
    """Where something is; codes are INSEE's, coordinates WGS 84."""

    venue: str | None
    address: str | None
    commune: str | None
    postcode: str | None
    insee: str | None
    department: str | None
    latitude: float | None
    longitude: float | None
    distance_km: float | None


class SlotRead(BaseModel):
    """One time of an event: wall times as published, in `timezone`; dates, both included, when all-day."""

    start: str
    end: str | None
    timezone: str
    all_day: bool
    cancelled: bool


class EventRead(_Read):
    """Something dated that one can attend. `example` marks demonstration data: say so where it is shown."""

    id: str
    title: str
    kind: str
    description: str | None
    status: str
    attendance: str
    example: bool
    audiences: list[str]
    professions: list[str]
    slots: list[SlotRead]
    place: PlaceRead
    organisation: str | None
    registration_required: bool | None
    registration_link: str | None
    registration_phone: str | None
    registration_deadline: datetime | None
    accessibility: str | None
    url: str | None
    source_url: str | None
    licence: str | None
    verified_on: date | None
    page: str
    calendar: str


class Events(BaseModel):
    """The coming events, soonest first; `next_cursor` asks for the following ones."""

    events: list[EventRead]
    total: int
    next_cursor: str | None


class SessionRead(_Read):
    """Dates of a training, both included."""

    start_on: date
    end_on: date | None
    apply_from: date | None
    apply_until: date | None
    seats: int | None
    status: str | None


class TrainingRead(_Read):
    """A course of one school, in one mode; `cost` in euros for the whole course."""

    id: str
    title: str
    description: str | None
    mode: str
    attendance: str
    example: bool
    profession: str | None
    diploma: str | None
    sessions: list[SessionRead]
    place: PlaceRead
    organisation: str | None
    duration: str | None
    cost: float | None
    cost_note: str | None
    funding: str | None
    link: str | None
    phone: str | None
    accessibility: str | None
    source_url: str | None
    licence: str | None
    verified_on: date | None


class Trainings(BaseModel):
    """The trainings one can still join; `next_cursor` asks for the following ones."""

    trainings: list[TrainingRead]
    total: int
    next_cursor: str | None
