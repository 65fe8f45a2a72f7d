"""Facts: professions, pay, schemes and answers corrected by hand, each time with a source, its date and a next review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import BooleanField, DateField, Field, FloatField, TextAreaField, ValidationError
from wtforms import Form as WtForm
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from bot.catalogue.queries import audit, facts
from bot.catalogue.queries.facts import EDITABLE, Fact
from bot.console.agenda import now
from bot.console.fields import number_of, text, web_address
from bot.console.forms import Form, tidy
from bot.console.keys import caller_of, database
from bot.console.pages import below, page, say
from bot.console.roles import Role
from bot.console.routes import Routes

routes = Routes()
TRAIL = [("Faits", "/faits")]
_PAGE = 40
_BETWEEN = "\n---\n"
_LABELS = {
    "texts": "Textes (variantes séparées par une ligne « --- »)",
    "summary": "Phrase de présentation",
    "good_to_know": "Bon à savoir",
    "missions": "Missions (une par ligne)",
    "qualities": "Qualités (une par ligne)",
    "working_conditions": "Conditions de travail (une par ligne)",
    "training_text": "Formation",
    "gross_min": "Brut mensuel, de (euros)",
    "gross_max": "Brut mensuel, à (euros)",
    "net_min": "Net mensuel, de (euros)",
    "net_max": "Net mensuel, à (euros)",
    "note": "Précision",
    "hidden": "Trop douteux : ne pas montrer",
    "text": "Texte",
    "value": "Montant",
}
_LISTS = ("missions", "qualities", "working_conditions")
_NUMBERS = ("gross_min", "gross_max", "net_min", "net_max", "value")


def _past(_: WtForm, field: Field) -> None:
    if str(field.data or "")[:10] > date.today().isoformat()[: len(str(field.data or ""))]:  # noqa: DTZ011
        raise ValidationError("Cette date est à venir.")


class _SourceForm(Form):
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
    review_on = DateField("À revoir avant le", [InputRequired()])


def _field(name: str) -> Any:
    if name == "hidden":
        return BooleanField(_LABELS[name])
    if name in _NUMBERS:
        return FloatField(_LABELS[name], [Optional(), NumberRange(0, 1_000_000)])
    needed = [InputRequired()] if name in ("texts", "text") else [Optional()]
    return TextAreaField(_LABELS[name], [*needed, Length(max=20_000)], filters=[tidy])


# One form a table, made once.
_FORMS: dict[str, type[_SourceForm]] = {
    table: type(f"{table}_form", (_SourceForm,), {name: _field(name) for name in spec.fields})
    for table, spec in EDITABLE.items()
}


def _told(fact: Fact) -> dict[str, Any]:
    """What a row holds, in the form's words."""
    told = {name: getattr(fact.row, name) for name in EDITABLE[fact.table].fields}
    for name, value in told.items():
        if name == "texts":
            told[name] = _BETWEEN.join(value)
        elif name in _LISTS:
            told[name] = "\n".join(value)
    return {**told, "review_on": date.today() + timedelta(days=365)}  # noqa: DTZ011 - a day, wherever


def _values(table: str, form: _SourceForm) -> dict[str, Any]:
    """What the form says, as the row holds it."""
    values = {name: form.data[name] for name in EDITABLE[table].fields}
    for name, value in values.items():
        if name == "texts":
            values[name] = [one.strip() for one in (value or "").split(_BETWEEN.strip()) if one.strip()]
        elif name in _LISTS:
            values[name] = [line.strip() for line in (value or "").splitlines() if line.strip()]
    return values


@routes.get("/faits", Role.READER, menu="Faits")
async def listing(request: web.Request) -> web.Response:
    """The facts of one table, and those whose review is due."""
    table = request.query.get("genre", "profession")
    table = table if table in EDITABLE else "profession"
    number, words = number_of(request.query.get("page")), request.query.get("mots", "")[:100]
    async with database(request) as session:
        found = await facts.listing(session, table, words or None, _PAGE, (number - 1) * _PAGE)
        due = await facts.to_review(session, now().date())
    return page(
        request,
        "facts.html",
        title="Faits",
        found=found[:_PAGE],
        more=len(found) > _PAGE,
        number=number,
        words=words,
        table=table,
        tables={name: spec.label for name, spec in EDITABLE.items()},
        due=due,
    )


async def _fact(request: web.Request, session: AsyncSession) -> Fact:
    found = await facts.find(session, request.match_info["table"], request.match_info["key"])
    if found is None:
        raise web.HTTPNotFound
    return found


def _page(request: web.Request, fact: Fact, form: _SourceForm, status: int) -> web.Response:
    return page(request, "fact.html", title=fact.title, trail=TRAIL, status=status, fact=fact, form=form)


@routes.get("/faits/{table}/{key}", Role.READER)
async def ask(request: web.Request) -> web.Response:
    """One fact, its history, and its form."""
    async with database(request) as session:
        fact = await _fact(request, session)
    return _page(request, fact, _FORMS[fact.table](data=_told(fact)), 200)


# What everyone is told, whatever the site: only those who administer the service change it.
@routes.post("/faits/{table}/{key}", Role.ADMINISTRATOR)
async def correct(request: web.Request) -> web.Response:
    """Correct it: what is shown changes at once."""
    caller = caller_of(request)
    async with database(request) as session:
        fact = await _fact(request, session)
        form = await _FORMS[fact.table].sent(request)
        if not form.validate():
            return _page(request, fact, form, 422)
        changed = await facts.correct(
            session,
            fact,
            _values(fact.table, form),
            form.source_url.data or "",
            form.as_of.data or "",
            form.review_on.data or now().date(),
            caller.id,
            now(),
        )
        if changed:
            await audit.record(session, caller.id, "fact.edit", f"{fact.table}:{fact.key}")
            await session.commit()
    say(request, "Le fait est corrigé." if changed else "Rien n'a changé.")
    raise below(f"/faits/{fact.table}/{fact.key}")
