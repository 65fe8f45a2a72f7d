"""Rows of the catalogue as the open data routes give them."""

from __future__ import annotations

from typing import Any

from bot.catalogue.models import Event, Profession, Training
from bot.catalogue.models.located import Located
from bot.gateway.open_data_schemas import (
    EventRead,
    PayRead,
    PlaceRead,
    ProfessionLine,
    ProfessionRead,
    SlotRead,
    TrainingRead,
)


def _place(row: Located, distance_km: float | None) -> PlaceRead:
    return PlaceRead(
        venue=row.venue,
        address=row.address,
        commune=row.commune,
        postcode=row.postcode,
        insee=row.insee,
        department=row.department,
        latitude=row.latitude,
        longitude=row.longitude,
        distance_km=distance_km,
    )


def _columns(row: Any, model: Any, own: dict[str, Any]) -> dict[str, Any]:
    """The fields of `model` as `row` has them, but for `own`."""
    names = [name for name in model.model_fields if name not in own]
    return {**{name: getattr(row, name) for name in names}, **own}


def event_view(event: Event, public_url: str, distance_km: float | None = None) -> EventRead:
    """An event, with its page and its calendar file."""
    page = f"{public_url}/events/{event.id}"
    own: dict[str, Any] = {
        "professions": event.profession_slugs,
        "organisation": event.organisation.name if event.organisation else None,
        "slots": [
            SlotRead(
                start=slot.local_start,
                end=slot.local_end,
                timezone=slot.zone,
                all_day=slot.all_day,
                cancelled=slot.cancelled,
            )
            for slot in event.slots
        ],
        "place": _place(event, distance_km),
        "page": page,
        "calendar": f"{page}.ics",
    }
    return EventRead.model_validate(_columns(event, EventRead, own))


def training_view(training: Training, distance_km: float | None = None) -> TrainingRead:
    """A training, with its sessions."""
    own: dict[str, Any] = {
        "profession": training.profession_slug,
        "diploma": training.diploma_slug,
        "organisation": training.organisation.name if training.organisation else None,
        "place": _place(training, distance_km),
    }
    return TrainingRead.model_validate(_columns(training, TrainingRead, own))


def profession_view(profession: Profession) -> ProfessionRead:
    """A profession, without the amounts too doubtful to be shown nor the codes in doubt."""
    line = ProfessionLine.model_validate(profession).model_dump()
    own = {
        **line,
        "pay": [
            PayRead.model_validate(one) for one in profession.pay_lines if one.has_amount and not one.hidden
        ],
        "diplomas": [
            {**_of(one, ("title", "acronym", "level", "as_of", "source_url")), "rncp": _rncp(one)}
            for one in profession.diplomas
        ],
    }
    return ProfessionRead.model_validate(_columns(profession, ProfessionRead, own))


def _of(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _rncp(diploma: Any) -> str | None:
    return diploma.rncp if diploma.rncp_shown else None
