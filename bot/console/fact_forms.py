"""The forms of facts: one a table, and what every correction needs, a source, its date and a next review."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import BooleanField, DateField, Field, IntegerField, SelectField, TextAreaField, ValidationError
from wtforms import Form as WtForm
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from bot.catalogue.queries.editable import EDITABLE
from bot.catalogue.queries.facts import Fact, Told
from bot.console.correcting import Marked
from bot.console.fact_choices import (
    HINTS,
    LABELS,
    MOMENTS,
    PAY_KINDS,
    RELIABILITIES,
    SCHEME_KINDS,
    SECTORS,
    UNSTATED,
    diploma_choices,
    in_words,
)
from bot.console.fields import AmountField, Choices, ManyField, ThreeField, link, text, web_address
from bot.console.forms import Form, tidy

_BETWEEN = "\n---\n"
_LISTS = ("missions", "qualities", "working_conditions", "access_conditions", "bridges")
_PAIRS = [
    ("minimum", "maximum"),
    *((f"{one}_min", f"{one}_max") for one in ("gross", "net", "annual", "hourly")),
]
_NUMBERS = ("value", *(name for pair in _PAIRS for name in pair))
_CHOICES: dict[str, Choices] = {
    "sector": SECTORS,
    "moment": MOMENTS,
    "reliability": RELIABILITIES,
    "diploma_slug": {},
}
# Said by another field.
_IMPLIED = ("reliability_stated",)
_SWITCHES = ("hidden", "rncp_shown")
_SHORT = {
    "acronym": 60, "unit": 60, "rncp": 20, "since": 10, "context": 200, "moment_text": 100, "includes": 300,
    "title": 300, "value_text": 300, "to_check": 1000, "name": 300, "phone": 40,
}  # fmt: skip
_NEEDED = ("texts", "text", "training_text", "cost_text", "way", "label", "name")


def _today() -> date:
    return date.today()  # noqa: DTZ011 - a day, wherever


def _past(_: WtForm, field: Field) -> None:
    told = str(field.data or "")
    if told[:10] > _today().isoformat()[: len(told)]:
        raise ValidationError("Cette date est à venir.")


class SourceForm(Marked):
    """What every correction needs. `is_new`: it adds a line."""

    is_new = False
    source_url = text("Adresse de la source", 2000, InputRequired(), web_address)
    as_of = text(
        "Date de la source",
        10,
        InputRequired(),
        Regexp(
            r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
            message="Écrivez 2026, 2026-11 ou 2026-11-27.",
        ),
        _past,
        description="Année, mois ou jour : 2026, 2026-11 ou 2026-11-27.",
    )
    review_on = DateField(
        "À revoir avant le", [InputRequired()], default=lambda: _today() + timedelta(days=365)
    )
    replaced = ManyField(
        "Elle remplace", validate_choice=False, description="Les sources cochées ne sont plus données."
    )

    def offer_sources(self, sources: list[dict[str, str | None]]) -> None:
        """The sources that a new one may take the place of."""
        named = [(one["name"] or "", f"{one['name']} ({one['as_of'] or 'sans date'})") for one in sources]
        self.replaced.choices = dict(named)

    def told(self, account_id: int, moment: datetime) -> Told:
        """What comes with the correction."""
        review = self.review_on.data or moment.date()
        return Told(self.source_url.data or "", self.as_of.data or "", review, account_id, moment)


SOURCE = tuple(SourceForm().data)


class _PayForm(SourceForm):
    """The form of a pay line: one that is added has an amount, and no net above its gross."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it can be kept."""
        fine = super().validate(extra_validators)
        told = self.data
        if self.is_new and all(told[name] is None for pair in _PAIRS[1:] for name in pair):
            self["gross_min"].errors = ["Donnez au moins un montant."]
            return False
        for bound in ("min", "max"):
            gross, net = told[f"gross_{bound}"], told[f"net_{bound}"]
            if gross is not None and net is not None and net > gross:
                self[f"net_{bound}"].errors = ["Le net dépasse le brut."]
                fine = False
        return fine


class _DiplomaForm(SourceForm):
    """The form of a diploma: one of the closed list, or one that is named."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it can be kept."""
        fine = super().validate(extra_validators)
        if not self.data["diploma_slug"] and not self.data["title"]:
            self["title"].errors = ["Choisissez un diplôme de la liste, ou écrivez son intitulé."]
            return False
        return fine


_BASES = {"pay_line": _PayForm, "profession_diploma": _DiplomaForm}


def _field(table: str, name: str) -> Any:
    label = LABELS[name]
    if name in _SWITCHES:
        return BooleanField(label)
    if name == "kind":
        return SelectField(label, choices=SCHEME_KINDS if table == "scheme_fact" else PAY_KINDS)
    if name in _CHOICES:
        return SelectField(label, choices=_CHOICES[name])
    if name == "site":
        return link(label)
    if name == "parcoursup":
        return ThreeField(label)
    if name == "level":
        return IntegerField(label, [Optional(), NumberRange(3, 8)])
    needed: list[Any] = (
        [InputRequired()] if name in _NEEDED or (table, name) == ("benchmark", "value") else [Optional()]
    )
    if name in _NUMBERS:
        return AmountField(label, [*needed, NumberRange(0, 1_000_000)])
    if name == "since":
        needed = [
            *needed,
            Regexp(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", message="Écrivez 2026-06-01."),
        ]
    if name in _SHORT:
        most = 200 if (table, name) == ("scheme_fact", "unit") else _SHORT[name]
        return text(label, most, *needed, description=HINTS.get(name, ""))
    return TextAreaField(label, [*needed, Length(max=20_000)], filters=[tidy])


def _ordered(lowest: str, highest: str) -> Any:
    def validate(form: Form, field: Field) -> None:
        least = form[lowest].data
        if field.data is not None and least is not None and field.data < least:
            raise ValidationError("Le second montant est plus petit que le premier.")

    validate.__name__ = f"validate_{highest}"
    return validate


def _form(table: str, names: tuple[str, ...]) -> type[SourceForm]:
    parts = {name: _field(table, name) for name in names if name not in _IMPLIED}
    for lowest, highest in _PAIRS:
        if highest in names:
            parts[f"validate_{highest}"] = _ordered(lowest, highest)
    return type(f"{table}_form", (_BASES.get(table, SourceForm),), parts)


# One form a table, made once.
FORMS: dict[str, type[SourceForm]] = {table: _form(table, spec.fields) for table, spec in EDITABLE.items()}


async def offer(session: AsyncSession, form: SourceForm) -> SourceForm:
    """The form, with what the database has to choose from."""
    if "diploma_slug" in form:
        chosen: Any = form["diploma_slug"]
        chosen.choices = await diploma_choices(session)
    return form


def told_of(fact: Fact) -> dict[str, Any]:
    """What a row holds, in the form's words."""
    told = {name: getattr(fact.row, name) for name in EDITABLE[fact.table].fields}
    for name, value in told.items():
        if name == "texts":
            told[name] = _BETWEEN.join(value)
        elif name in _LISTS:
            told[name] = "\n".join(value)
        elif name == "diploma_slug":
            told[name] = value or ""
        elif name == "reliability":
            told[name] = value if fact.row.reliability_stated else UNSTATED
    return told


def held(fact: Fact) -> dict[str, Any]:
    """What a row holds where its form has a field, as `values_of` tells it."""
    return {name: getattr(fact.row, name) for name in EDITABLE[fact.table].fields if name not in _IMPLIED}


def values_of(table: str, form: SourceForm) -> dict[str, Any]:
    """What the form says, as the row holds it."""
    said = form.data
    values = {name: said[name] for name in EDITABLE[table].fields if name not in _IMPLIED}
    for name, value in values.items():
        entered = form[name]
        if name == "texts":
            values[name] = [one.strip() for one in (value or "").split(_BETWEEN.strip()) if one.strip()]
        elif name in _LISTS:
            values[name] = [line.strip() for line in (value or "").splitlines() if line.strip()]
        elif isinstance(entered, ThreeField):
            values[name] = entered.told
        elif name == "diploma_slug":
            values[name] = value or None
    if table == "pay_line":
        stated = said["reliability"] != UNSTATED
        values |= {"reliability": said["reliability"] if stated else "low", "reliability_stated": stated}
        values["context"] = said["context"] or in_words(SECTORS[said["sector"]])
        values["moment_text"] = said["moment_text"] or in_words(MOMENTS[said["moment"]])
    return values
