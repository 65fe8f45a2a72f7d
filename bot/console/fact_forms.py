"""The forms of facts: one a table, and what every correction needs, a source, its date and a next review."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from wtforms import BooleanField, DateField, Field, FloatField, IntegerField, TextAreaField, ValidationError
from wtforms import Form as WtForm
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from bot.catalogue.queries.editable import EDITABLE
from bot.catalogue.queries.facts import Fact, Told
from bot.console.fields import ThreeField, text, web_address
from bot.console.forms import Form, tidy

_BETWEEN = "\n---\n"
# By column, what it is called; by table and column where the word of all tables would not do.
LABELS = {
    "texts": "Textes (variantes séparées par une ligne « --- »)",
    "summary": "Phrase de présentation",
    "good_to_know": "Bon à savoir",
    "missions": "Missions (une par ligne)",
    "qualities": "Qualités (une par ligne)",
    "working_conditions": "Conditions de travail (une par ligne)",
    "training_text": "Formation",
    "parcoursup": "Sur Parcoursup",
    "access_conditions": "Conditions d'accès (une par ligne)",
    "bridges": "Passerelles (une par ligne)",
    "cost_text": "Coût de la formation, en général",
    "title": "Intitulé du diplôme",
    "acronym": "Sigle",
    "level": "Niveau du cadre national (de 3 à 8)",
    "rncp": "Code RNCP",
    "rncp_shown": "Code RNCP vérifié : le montrer",
    "way": "Voie d'accès",
    "detail": "Détail",
    "label": "Ce qui coûte",
    "minimum": "De (montant)",
    "maximum": "À (montant)",
    "unit": "Unité (comme « euros », « euros par an »)",
    "gross_min": "Brut mensuel, de (euros)",
    "gross_max": "Brut mensuel, à (euros)",
    "net_min": "Net mensuel, de (euros)",
    "net_max": "Net mensuel, à (euros)",
    "note": "Précision",
    "hidden": "Trop douteux : ne pas montrer",
    "text": "Texte",
    "value": "Montant",
    "source_url": "Adresse de la source",
    "as_of": "Date de la source",
}
_LISTS = ("missions", "qualities", "working_conditions", "access_conditions", "bridges")
_NUMBERS = ("gross_min", "gross_max", "net_min", "net_max", "value", "minimum", "maximum")
_SWITCHES = ("hidden", "rncp_shown")
_SHORT = {"acronym": 60, "unit": 60, "rncp": 20}
_NEEDED = ("texts", "text", "training_text", "cost_text", "title", "way", "label")


def _today() -> date:
    return date.today()  # noqa: DTZ011 - a day, wherever


def _past(_: WtForm, field: Field) -> None:
    told = str(field.data or "")
    if told[:10] > _today().isoformat()[: len(told)]:
        raise ValidationError("Cette date est à venir.")


class SourceForm(Form):
    """What every correction needs."""

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

    def told(self, account_id: int, moment: datetime) -> Told:
        """What comes with the correction."""
        review = self.review_on.data or moment.date()
        return Told(self.source_url.data or "", self.as_of.data or "", review, account_id, moment)


SOURCE = tuple(SourceForm().data)


def _field(name: str) -> Any:
    label = LABELS[name]
    if name in _SWITCHES:
        return BooleanField(label)
    if name == "parcoursup":
        return ThreeField(label)
    if name == "level":
        return IntegerField(label, [Optional(), NumberRange(3, 8)])
    if name in _NUMBERS:
        return FloatField(label, [Optional(), NumberRange(0, 1_000_000)])
    needed = [InputRequired()] if name in _NEEDED else [Optional()]
    if name in _SHORT:
        return text(label, _SHORT[name], *needed)
    return TextAreaField(label, [*needed, Length(max=20_000)], filters=[tidy])


def _ordered(lowest: str, highest: str) -> Any:
    def validate(form: Form, field: Field) -> None:
        least = form[lowest].data
        if field.data is not None and least is not None and field.data < least:
            raise ValidationError("Le second montant est plus petit que le premier.")

    validate.__name__ = f"validate_{highest}"
    return validate


def _form(table: str, names: tuple[str, ...]) -> type[SourceForm]:
    parts = {name: _field(name) for name in names}
    for lowest, highest in (("minimum", "maximum"), ("gross_min", "gross_max"), ("net_min", "net_max")):
        if highest in names:
            parts[f"validate_{highest}"] = _ordered(lowest, highest)
    return type(f"{table}_form", (SourceForm,), parts)


# One form a table, made once.
FORMS: dict[str, type[SourceForm]] = {table: _form(table, spec.fields) for table, spec in EDITABLE.items()}


def told_of(fact: Fact) -> dict[str, Any]:
    """What a row holds, in the form's words."""
    told = {name: getattr(fact.row, name) for name in EDITABLE[fact.table].fields}
    for name, value in told.items():
        if name == "texts":
            told[name] = _BETWEEN.join(value)
        elif name in _LISTS:
            told[name] = "\n".join(value)
    return told


def values_of(table: str, form: SourceForm) -> dict[str, Any]:
    """What the form says, as the row holds it."""
    values = {name: form.data[name] for name in EDITABLE[table].fields}
    for name, value in values.items():
        entered = form[name]
        if name == "texts":
            values[name] = [one.strip() for one in (value or "").split(_BETWEEN.strip()) if one.strip()]
        elif name in _LISTS:
            values[name] = [line.strip() for line in (value or "").splitlines() if line.strip()]
        elif isinstance(entered, ThreeField):
            values[name] = entered.told
    return values
