"""The form of a training: what it holds at first, what was said."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import (
    DateField,
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms import Form as WtForm
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from bot.catalogue.models import Training
from bot.console.correcting import Marked, Once
from bot.console.fields import ATTENDANCES, AmountField, ThreeField, link, profession_choices, text
from bot.console.forms import tidy

EMPTY_SESSIONS, MOST_SESSIONS = 2, 80
MODES = {
    "initial": "Formation initiale",
    "apprenticeship": "Apprentissage",
    "continuing": "Formation continue",
    "vae": "VAE",
}
_STATUSES = {"": "Non précisé", "open": "Ouverte", "full": "Complète", "cancelled": "Annulée"}
_SESSION = ("start_on", "end_on", "apply_until", "seats", "status")


class SessionForm(WtForm):
    """The dates of one session; without a first day it does not count."""

    class Meta:
        """In French."""

        locales = ("fr",)

    start_on = DateField("Premier jour", [Optional()])
    end_on = DateField("Dernier jour", [Optional()])
    apply_until = DateField("Candidatures jusqu'au", [Optional()])
    seats = IntegerField("Places", [Optional(), NumberRange(1, 999_999)])
    status = SelectField("État", choices=_STATUSES)

    def validate_end_on(self, field: Any) -> None:
        """Days in order, and none without the first."""
        if field.data and not self.start_on.data:
            raise ValidationError("Indiquez aussi le premier jour.")
        if field.data and self.start_on.data and field.data < self.start_on.data:
            raise ValidationError("Le dernier jour vient avant le premier.")


class TrainingForm(Marked, Once):
    """What is told of a training."""

    title = text("Intitulé", 300, InputRequired())
    description = TextAreaField("Description", [Optional(), Length(max=5000)], filters=[tidy])
    profession = SelectField("Métier")
    mode = SelectField("Voie", choices=MODES)
    organiser = text("Organisme de formation", 200, description="Un organisme, jamais une personne.")
    attendance = SelectField("Comment on la suit", choices=ATTENDANCES)
    venue = text("Lieu (établissement, salle)")
    address = text("Adresse")
    postcode = text("Code postal", 5)
    commune = text("Commune", 100)
    sessions = FieldList(FormField(SessionForm), "Sessions", max_entries=MOST_SESSIONS)
    permanent_entry = ThreeField("Entrée à tout moment")
    duration = text("Durée")
    cost = AmountField("Coût de toute la formation, en euros", [Optional(), NumberRange(0, 999_999)])
    cost_note = text("Précision sur le coût", 500)
    funding = text("Financement", 500)
    entry_conditions = TextAreaField("Conditions d'entrée", [Optional(), Length(max=2000)], filters=[tidy])
    link = link("Page de la formation")
    phone = text("Téléphone", 40, description="D'un organisme : un portable n'est pas gardé.")
    accessibility = text("Accessibilité du lieu", 500)

    async def offer(self, session: AsyncSession, training: Training | None = None) -> None:
        """Fill in what the database offers to choose from, what the training has already included."""
        known = await profession_choices(session)
        if training is not None and training.profession_slug:
            known.setdefault(training.profession_slug, training.profession_slug)
        self.profession.choices = {"": "Selon l'intitulé", **known}

    def said(self) -> dict[str, Any]:
        """What the form says, as `bot.feeds.training_by_hand` takes it."""
        values = self.values("seen", "once")
        values["permanent_entry"] = self.permanent_entry.told
        values["profession"] = values["profession"] or None
        values["sessions"] = [
            {name: row[name] or None for name in _SESSION} for row in self.sessions.data if row["start_on"]
        ]
        return values


def told_of(training: Training) -> dict[str, Any]:
    """What a training holds, in the form's words: compared with what is sent, it tells what changed."""
    plain = (
        "title", "description", "mode", "attendance", "venue", "address", "postcode", "commune", "permanent_entry",
        "duration", "cost", "cost_note", "funding", "entry_conditions", "link", "phone", "accessibility",
    )  # fmt: skip
    return {
        **{name: getattr(training, name) for name in plain},
        "profession": training.profession_slug,
        "organiser": training.organisation.name if training.organisation else None,
        "sessions": [{name: getattr(one, name) for name in _SESSION} for one in training.sessions],
    }


def form_data(told: dict[str, Any]) -> dict[str, Any]:
    """`told` with empty rows to fill in."""
    return {**told, "sessions": [*told.get("sessions", []), *({} for _ in range(EMPTY_SESSIONS))]}
