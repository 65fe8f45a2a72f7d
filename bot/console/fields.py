"""Fields that several forms share, and the lists that people choose from."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import Field, FloatField, SelectField, SelectMultipleField, StringField, ValidationError, widgets
from wtforms import Form as WtForm
from wtforms.validators import Length, Optional

from bot.catalogue.models import Profession
from bot.catalogue.queries import events, sites
from bot.console.forms import tidy
from bot.console.keys import Caller

# By value: WTForms takes what it offers as a dictionary.
Choices = dict[str, str]

AUDIENCES: Choices = {
    "young": "Jeunes",
    "career_change": "Adultes en reconversion",
    "counsellor": "Professionnels",
}
STATUSES: Choices = {
    "scheduled": "Prévu",
    "full": "Complet",
    "postponed": "Reporté",
    "rescheduled": "Reprogrammé",
    "moved_online": "Passé en ligne",
    "cancelled": "Annulé",
}
ATTENDANCES: Choices = {"onsite": "Sur place", "online": "En ligne", "mixed": "Les deux"}
THREE: Choices = {"": "Non précisé", "oui": "Oui", "non": "Non"}


class ManyField(SelectMultipleField):
    """Check boxes of which any may be ticked."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class ThreeField(SelectField):
    """Yes, no, or not told."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, choices=THREE, **options)

    def process_data(self, value: object) -> None:
        """From True, False or None."""
        super().process_data(
            {True: "oui", False: "non"}.get(value, "") if isinstance(value, bool) else value or ""
        )

    @property
    def told(self) -> bool | None:
        """True, False or None."""
        return {"oui": True, "non": False}.get(self.data)


class AmountField(FloatField):
    """An amount as it is written in French: `1 836,20`, with or without its sign of euros."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """From what was typed. Raises ValueError, which the form shows, when it is no number."""
        typed = "".join(valuelist[0].split()).removesuffix("€").replace(",", ".") if valuelist else ""
        if typed:
            try:
                self.data = float(typed)
            except ValueError:
                self.data = None
                raise ValueError("Écrivez un nombre, comme 1836,20.") from None
        else:
            self.data = None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:.2f}".removesuffix(".00").replace(".", ",")


def text(label: str, most: int = 300, *more: Any, **options: Any) -> StringField:
    """A line of text, tidied; not needed unless `more` says so."""
    return StringField(label, [*(more or (Optional(),)), Length(max=most)], filters=[tidy], **options)


def web_address(_: WtForm, field: Field) -> None:
    """An address of the web, nothing else that a link may hold."""
    value = str(field.data or "")
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ValidationError("Cette adresse est illisible.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or any(sign.isspace() for sign in value):
        raise ValidationError("Une adresse commence par https://.")


def link(label: str, **options: Any) -> StringField:
    """An address of the web, or nothing."""
    return text(label, 2000, Optional(), web_address, **options)


async def site_choices(session: AsyncSession, caller: Caller) -> Choices:
    """The sites that an account may act for."""
    return {one.key: one.name for one in await sites.every(session) if caller.sees(one.key)}


async def kind_choices(session: AsyncSession) -> Choices:
    """The kinds of events."""
    return {one.slug: one.name for one in await events.event_types(session)}


async def profession_choices(session: AsyncSession) -> Choices:
    """The professions, by name."""
    rows = await session.execute(select(Profession.slug, Profession.name_m).order_by(Profession.name_m))
    return {row.slug: row.name_m for row in rows.all()}


def number_of(value: str | None) -> int:
    """The page number of an address, 1 by default."""
    return max(1, int(value)) if value and value.isascii() and value.isdigit() and len(value) < 6 else 1
