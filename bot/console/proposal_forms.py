"""What partners may propose, an event or a training: their form, the counsellor's, and how it is kept between the two."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import StringField
from wtforms.validators import Length, Optional, Regexp

from bot.console import training_form
from bot.console.event_form import EventForm, form_data
from bot.console.forms import Form, tidy
from bot.console.training_form import TrainingForm
from bot.feeds import by_hand, training_by_hand


class _Partner(Form):
    """Whom to ask about a proposal, and a trap: people never see `website`, programs fill it in."""

    contact = StringField(
        "Adresse électronique pour vos questions",
        [
            Optional(),
            Length(max=254),
            Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message="Cette adresse est illisible."),
        ],
        filters=[tidy],
        description="Facultatif. Elle sert à cette proposition, puis elle est effacée.",
    )
    website = StringField("Ne remplissez pas ce champ", [Optional(), Length(max=300)])


class ProposalForm(EventForm, _Partner):
    """An event as a partner proposes it."""


class TrainingProposalForm(TrainingForm, _Partner):
    """A training as a partner proposes it."""


@dataclass(frozen=True)
class What:
    """What may be proposed: the partner's form, the counsellor's, and how it is made, in the catalogue and in French.

    `first` is what both begin with; `path` ends the address of the public form, `address` begins that of what is made.
    """

    name: str
    public: type[Any]
    form: type[Any]
    form_data: Callable[[dict[str, Any]], dict[str, Any]]
    save: Callable[..., Awaitable[Any]]
    first: Mapping[str, Any]
    path: str
    address: str
    made: str


EVENT = What(
    "event", ProposalForm, EventForm, form_data, by_hand.save, {"status": "scheduled"}, "", "/agenda",
    "La proposition est dans l'agenda.",
)  # fmt: skip
TRAINING = What(
    "training", TrainingProposalForm, TrainingForm, training_form.form_data, training_by_hand.save, {"mode": "initial"},
    "/formation", "/formations", "La formation est proposée.",
)  # fmt: skip
WHATS = {one.name: one for one in (EVENT, TRAINING)}
_DAYS = ("start_on", "end_on", "apply_until")


def kept(said: dict[str, Any]) -> dict[str, Any]:
    """What a form says, as JSON holds it: the days of sessions as words."""
    rows = said.get("sessions")
    if rows is None:
        return said
    days = [
        {name: one.isoformat() if isinstance(one, date) else one for name, one in row.items()} for row in rows
    ]
    return {**said, "sessions": days}


def told(said: dict[str, Any]) -> dict[str, Any]:
    """The same again, as forms take it."""
    rows = said.get("sessions")
    if rows is None:
        return said
    days = [
        {name: date.fromisoformat(one) if name in _DAYS and one else one for name, one in row.items()}
        for row in rows
    ]
    return {**said, "sessions": days}
