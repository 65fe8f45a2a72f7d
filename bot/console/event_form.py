"""The form of an event: what it holds at first, what was said."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms import Form as WtForm
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from bot.catalogue.models import Event
from bot.console.correcting import Marked, Once
from bot.console.fields import (
    ATTENDANCES,
    AUDIENCES,
    STATUSES,
    ManyField,
    ThreeField,
    kind_choices,
    link,
    profession_choices,
    text,
)
from bot.console.forms import tidy

EMPTY_SLOTS, MOST_SLOTS = 2, 60
_PARIS = ZoneInfo("Europe/Paris")


class SlotForm(WtForm):
    """One time of an event; without a day it does not count."""

    class Meta:
        """In French."""

        locales = ("fr",)

    day = DateField("Jour", [Optional()])
    start = TimeField("Début", [Optional()])
    end = TimeField("Fin", [Optional()])
    last_day = DateField("Dernier jour, si plusieurs", [Optional()])
    cancelled = BooleanField("Date annulée")

    def validate_last_day(self, field: Any) -> None:
        """Days in order."""
        if field.data and self.day.data and field.data < self.day.data:
            raise ValidationError("Le dernier jour vient avant le premier.")

    def validate_end(self, field: Any) -> None:
        """Hours in order, and none without the first."""
        if field.data and not self.start.data:
            raise ValidationError("Indiquez aussi l'heure de début.")
        if field.data and not self.last_day.data and self.start.data and field.data < self.start.data:
            raise ValidationError("La fin vient avant le début.")


class EventForm(Marked, Once):
    """Everything that is told of an event."""

    title = text("Titre", 300, InputRequired())
    kind = SelectField("Genre")
    description = TextAreaField("Description", [Optional(), Length(max=5000)], filters=[tidy])
    slots = FieldList(FormField(SlotForm), "Dates", max_entries=MOST_SLOTS)
    attendance = SelectField("Comment on y participe", choices=ATTENDANCES)
    venue = text("Lieu (établissement, salle)")
    address = text("Adresse")
    postcode = text("Code postal", 5)
    commune = text("Commune", 100)
    online_link = link("Lien de la visioconférence")
    organiser = text("Organisateur", 200, description="Un organisme, jamais une personne.")
    audiences = ManyField("Publics (aucun : tout le monde)", choices=AUDIENCES)
    professions = ManyField("Métiers présentés (aucun : tous)")
    registration_required = ThreeField("Inscription obligatoire")
    registration_link = link("Page d'inscription")
    registration_phone = text(
        "Téléphone d'inscription", 40, description="D'un organisme : un portable n'est pas gardé."
    )
    registration_deadline = DateField("Dernier jour pour s'inscrire", [Optional()])
    seats = IntegerField("Places", [Optional(), NumberRange(1, 999_999)])
    accessibility = text("Accessibilité du lieu", 500)
    url = link("Page de l'événement")
    status = SelectField("État", choices=STATUSES)

    def validate_slots(self, field: Any) -> None:
        """One day at least."""
        if not any(row["day"] for row in field.data):
            raise ValidationError("Indiquez au moins un jour.")

    async def offer(self, session: AsyncSession, event: Event | None = None) -> None:
        """Fill in what the database offers to choose from, what the event has already included."""
        kinds = await kind_choices(session) or {"other": "Autre"}
        professions = await profession_choices(session)
        if event is not None:
            kinds.setdefault(event.kind, event.kind)
            professions = {
                slug: slug for slug in event.profession_slugs if slug not in professions
            } | professions
        self.kind.choices, self.professions.choices = kinds, professions

    def said(self) -> dict[str, Any]:
        """What the form says, as `bot.feeds.by_hand` takes it: plain values, days and hours as ISO texts."""
        values = self.values("seen", "once")
        values["registration_required"] = self.registration_required.told
        deadline = self.registration_deadline.data
        values["registration_deadline"] = deadline.isoformat() if deadline else None
        values["slots"] = [
            {
                "day": row["day"].isoformat(),
                "last_day": row["last_day"].isoformat() if row["last_day"] else None,
                "start": row["start"].strftime("%H:%M") if row["start"] else None,
                "end": row["end"].strftime("%H:%M") if row["end"] else None,
                "cancelled": bool(row["cancelled"]),
            }
            for row in self.slots.data
            if row["day"]
        ]
        return values


def _moment(wall: str | None) -> tuple[str | None, str | None]:
    """The day and the hour of a wall time."""
    day, _, hour = (wall or "").partition("T")
    return day or None, hour[:5] or None


def _slot(slot: Any) -> dict[str, Any]:
    day, start = _moment(slot.local_start)
    last, end = _moment(slot.local_end)
    return {
        "day": day,
        "last_day": last if last != day else None,
        "start": start,
        "end": end,
        "cancelled": slot.cancelled,
    }


def told_of(event: Event) -> dict[str, Any]:
    """What an event holds, in the form's words: compared with what is sent, it tells what changed."""
    plain = (
        "title", "kind", "description", "attendance", "venue", "address", "postcode", "commune", "online_link",
        "audiences", "registration_required", "registration_link", "registration_phone", "seats", "accessibility",
        "url", "status",
    )  # fmt: skip
    deadline = event.registration_deadline
    return {
        **{name: getattr(event, name) for name in plain},
        "audiences": list(event.audiences),
        "professions": event.profession_slugs,
        "organiser": event.organisation.name if event.organisation else None,
        # Kept as the end of the day: the day itself is what people read.
        "registration_deadline": last_day(deadline) if deadline else None,
        "slots": [_slot(slot) for slot in event.slots],
    }


def last_day(deadline: datetime) -> str:
    """The last day on which one may register before `deadline`, as Paris counts it."""
    local = deadline.astimezone(_PARIS) - timedelta(seconds=1)
    return local.date().isoformat()


def form_data(told: dict[str, Any]) -> dict[str, Any]:
    """`told` as WTForms takes it: days and hours as such, and empty rows to fill in."""

    def row(slot: dict[str, Any]) -> dict[str, Any]:
        days = {
            name: date.fromisoformat(slot[name]) if slot.get(name) else None for name in ("day", "last_day")
        }
        hours = {
            name: time.fromisoformat(slot[name]) if slot.get(name) else None for name in ("start", "end")
        }
        return {**days, **hours, "cancelled": bool(slot.get("cancelled"))}

    slots = [row(slot) for slot in told.get("slots", [])]
    deadline = told.get("registration_deadline")
    return {
        **told,
        "slots": slots + [{} for _ in range(EMPTY_SLOTS if slots else EMPTY_SLOTS + 1)],
        "registration_deadline": date.fromisoformat(deadline) if deadline else None,
    }
