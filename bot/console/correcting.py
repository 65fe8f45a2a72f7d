"""Correcting what others may correct too: what a person changed, and what someone else changed while they wrote.

A form carries a mark of each value as it was shown. When it comes back, a field that someone else has changed
meanwhile keeps their value if the person left it alone; where both changed it, the person is told and decides.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Field, HiddenField, SelectField

from bot.console.forms import Form

_MARK = 8  # hexadecimal signs, for each field


def plain(value: Any) -> Any:
    """A value as it is compared: nothing is said in one way only (0 and False say something), choices have no order."""
    if value in ("", None) or value == []:
        return None
    if isinstance(value, list) and isinstance(value[0], str):
        return sorted(value)
    return value


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The fields that a person changed."""
    return [name for name in after if plain(after[name]) != plain(before.get(name))]


def _mark(value: Any) -> str:
    text = json.dumps(plain(value), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_MARK]


class Marked(Form):
    """A form that knows what it was filled from. Its template writes `seen`."""

    seen = HiddenField()

    def mark(self, told: Mapping[str, Any]) -> None:
        """Remember what is shown."""
        self.seen.data = ";".join(f"{name}:{_mark(value)}" for name, value in told.items())

    def settle(self, told: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any] | None:
        """`said`, with what someone else changed in `told` meanwhile and the person left alone.

        Each name is that of a field. None when both changed the same: the form then says so, and the next time it is
        sent the person's words count.
        """
        shown = dict(part.split(":", 1) for part in (self.seen.data or "").split(";") if ":" in part)
        theirs = [name for name in told if name in shown and _mark(told[name]) != shown[name]]
        settled = dict(said)
        for name in theirs:
            if name in said and _mark(said[name]) == shown[name]:
                settled[name] = told[name]
        both = [name for name in theirs if name in said and plain(settled[name]) != plain(told[name])]
        if not both:
            return settled
        for name in both:
            shown[name] = _mark(told[name])
        self.seen.data = ";".join(f"{name}:{mark}" for name, mark in shown.items())
        self.form_errors.append(
            "Quelqu'un d'autre a modifié la même chose pendant que vous écriviez : "
            + ", ".join(f"{self[name].label.text} ({_shown(self[name], told[name])})" for name in both)
            + ". Rien n'est enregistré. Vérifiez, puis enregistrez de nouveau pour garder votre version."
        )
        return None


def _shown(field: Field, value: Any) -> str:
    """What is there now, in a few words."""
    if plain(value) is None:
        return "vide à présent"
    if isinstance(field, SelectField):
        value = next((label for key, label, *_ in field.iter_choices() if key == value), value)
    if isinstance(value, str | int | float | date) and not isinstance(value, bool):
        text = str(value)
        return f"à présent « {text[:80]}{'…' if len(text) > 80 else ''} »"
    return "autre à présent"


class Once(Form):
    """A form that makes something: sent twice, as with a double press, it makes it once. Its template writes `once`."""

    once = HiddenField(default=lambda: secrets.token_hex(8))

    def number_of(self, said: Mapping[str, Any]) -> str:
        """What the thing made of `said` is known by: the same for the same words of the same page."""
        page = self.once.data or secrets.token_hex(8)
        text = json.dumps(said, sort_keys=True, default=str)
        return hashlib.sha256(f"{page}|{text}".encode()).hexdigest()[:16]
