"""Records written by hand, checked as they are read (answers, contacts, neighbours); and plain lists."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.catalogue import models

Record = dict[str, Any]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AnswerSource(_Strict):
    """Where an answer's facts come from."""

    title: str
    url: str | None = None
    as_of: str | None = None


class AnswerChoice(_Strict):
    """A choice under an answer: words, or a Rasa payload."""

    title: str
    payload: str


class AnswerRecord(_Strict):
    """An entry of `answers/*.yml`, or of `answers/falc/*.yml` for answers that are easy to read."""

    slug: str
    topic: str
    audience: Literal["young", "career_change", "counsellor", "falc"] | None = None
    texts: list[str] = Field(min_length=1)
    sources: list[AnswerSource] = []
    choices: list[AnswerChoice] = []


class ContactRecord(_Strict):
    """An entry of `contacts.yml`."""

    slug: str
    kind: str
    name: str
    scope: Literal["national", "region", "department"]
    departments: list[str] = []
    regions: list[str] = []
    min_age: int | None = None
    max_age: int | None = None
    phone: str | None = None
    url: str | None = None
    hours: str | None = None
    for_whom: str | None = None
    address: str | None = None
    insee: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    source_url: str | None = None
    as_of: str | None = None
    reliability: str | None = None
    note: str | None = None
    to_check: str | None = None


class NeighbourRecord(_Strict):
    """An entry of `neighbours.yml`."""

    slug: str
    name: str
    variants: list[str] = []
    pointer: str
    url: str | None = None
    source: str | None = None
    as_of: str | None = None


def answer_key(record: Record) -> str:
    """The key of an answer's record: `slug`, or `slug@audience`."""
    audience = record.get("audience")
    return f"{record['slug']}@{audience}" if audience else str(record["slug"])


def answer(record: Record) -> models.Answer:
    """An answer; its date is the oldest of its sources."""
    read = AnswerRecord.model_validate(record)
    fields = read.model_dump(exclude={"sources", "choices"})
    dates = [source.as_of for source in read.sources if source.as_of]
    return models.Answer(
        **fields,
        key=answer_key(record),
        sources=[source.model_dump() for source in read.sources],
        choices=[choice.model_dump() for choice in read.choices],
        as_of=min(dates, default=None),
    )


def contact(record: Record) -> models.Contact:
    """A contact, with the départements and régions it serves."""
    read = ContactRecord.model_validate(record)
    served = [("department", code) for code in read.departments] + [("region", code) for code in read.regions]
    return models.Contact(
        **read.model_dump(exclude={"departments", "regions"}),
        places=[models.ContactPlace(contact_slug=read.slug, kind=kind, code=code) for kind, code in served],
    )


def neighbour(record: Record) -> models.Neighbour:
    """A profession outside the catalogue."""
    return models.Neighbour(**NeighbourRecord.model_validate(record).model_dump())


def emergency_line(record: Record) -> models.EmergencyLine:
    """An emergency or listening line."""
    return models.EmergencyLine(**{"note": None, "to_check": None} | record)


def guidance(record: Record) -> models.Guidance:
    """What to do in a situation."""
    return models.Guidance(**record)


def benchmark(record: Record) -> models.Benchmark:
    """A figure that explains others."""
    optional: Record = {"since": None, "other_sources": [], "previous": None, "note": None, "to_check": None}
    return models.Benchmark(**optional | record)


def reform(record: Record) -> models.Reform:
    """A reform."""
    return models.Reform(**record)


def diploma(record: Record) -> models.Diploma:
    """A diploma of the closed list."""
    return models.Diploma(**record)


def level(record: Record) -> models.Level:
    """A level of study of the closed list."""
    fields = {key: value for key, value in record.items() if key != "order"}
    return models.Level(**fields, rank=record["order"])


def ambiguity(record: Record) -> models.Ambiguity:
    """Words that may mean several professions."""
    return models.Ambiguity(**{"note": None} | record)


def event_type(record: Record) -> models.EventType:
    """A kind of event."""
    return models.EventType(**{"note": None} | record)


def campaign(record: Record) -> models.Campaign:
    """A yearly campaign."""
    return models.Campaign(**{"note": None} | record)
