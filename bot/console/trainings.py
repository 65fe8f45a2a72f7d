"""Trainings: list, correct, withdraw. What a person sets is left by imports, as for events."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import FloatField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from bot.catalogue.demonstration import search_text
from bot.catalogue.models import Training
from bot.catalogue.queries import agenda, audit
from bot.console.agenda import now
from bot.console.fields import ThreeField, link, number_of, text
from bot.console.forms import Form, tidy
from bot.console.keys import caller_of, database
from bot.console.pages import below, page, say
from bot.console.roles import Role
from bot.console.routes import Routes

routes = Routes()
TRAIL = [("Formations", "/formations")]
_PAGE = 25
MODES = {
    "initial": "Formation initiale",
    "apprenticeship": "Apprentissage",
    "continuing": "Formation continue",
    "vae": "VAE",
}


class TrainingForm(Form):
    """What a counsellor may correct of a training."""

    title = text("Intitulé", 300, InputRequired())
    description = TextAreaField("Description", [Optional(), Length(max=5000)], filters=[tidy])
    mode = SelectField("Voie", choices=MODES)
    duration = text("Durée")
    cost = FloatField("Coût de toute la formation, en euros", [Optional(), NumberRange(0, 999_999)])
    cost_note = text("Précision sur le coût", 500)
    funding = text("Financement", 500)
    entry_conditions = TextAreaField("Conditions d'entrée", [Optional(), Length(max=2000)], filters=[tidy])
    permanent_entry = ThreeField("Entrée à tout moment")
    link = link("Page de la formation")
    phone = text("Téléphone", 40)
    accessibility = text("Accessibilité du lieu", 500)


def _told(training: Training) -> dict[str, Any]:
    return {name: getattr(training, name) for name in TrainingForm().data}


@routes.get("/formations", Role.READER, menu="Formations")
async def listing(request: web.Request) -> web.Response:
    """The trainings of one's sites."""
    number, words = number_of(request.query.get("page")), request.query.get("mots", "")[:100]
    withdrawn = request.query.get("etat") == "retirees"
    async with database(request) as session:
        found = await agenda.trainings(
            session, caller_of(request).visible, words or None, withdrawn, _PAGE, (number - 1) * _PAGE
        )
    return page(
        request,
        "trainings.html",
        title="Formations",
        trainings=found[:_PAGE],
        more=len(found) > _PAGE,
        number=number,
        words=words,
        withdrawn=withdrawn,
        modes=MODES,
    )


async def _training(request: web.Request, session: AsyncSession) -> Training:
    found = await agenda.get(session, Training, caller_of(request).visible, request.match_info["training"])
    if found is None:
        raise web.HTTPNotFound
    return found


@routes.get("/formations/{training}", Role.COUNSELLOR)
async def ask(request: web.Request) -> web.Response:
    """The form of a training."""
    async with database(request) as session:
        training = await _training(request, session)
    return _page(request, TrainingForm(data=_told(training)), training, 200)


def _page(request: web.Request, form: TrainingForm, training: Training, status: int) -> web.Response:
    return page(
        request,
        "training.html",
        title=training.title,
        trail=TRAIL,
        status=status,
        form=form,
        training=training,
    )


@routes.post("/formations/{training}", Role.COUNSELLOR)
async def change(request: web.Request) -> web.Response:
    """Correct it."""
    form = await TrainingForm.sent(request)
    async with database(request) as session:
        training = await _training(request, session)
        if not form.validate():
            return _page(request, form, training, 422)
        before, after = _told(training), {**form.data, "permanent_entry": form.permanent_entry.told}
        changed = [name for name, value in after.items() if (value or None) != (before[name] or None)]
        for name in changed:
            setattr(training, name, after[name])
        if "description" in changed:
            training.description_html = None
            changed.append("description_html")
        organiser = training.organisation.name if training.organisation else None
        training.search_text = search_text(training.title, training.description, training.venue, organiser)
        training.locked = sorted({*(training.locked or []), *changed})
        training.verified_on = now().date()
        await _note(request, session, training, "training.edit")
    say(request, "La formation est corrigée.")
    raise below("/formations")


@routes.post("/formations/{training}/retirer", Role.COUNSELLOR)
async def withdraw(request: web.Request) -> web.Response:
    """Propose it no more, or again; imports leave that."""
    async with database(request) as session:
        training = await _training(request, session)
        training.withdrawn = not training.withdrawn
        training.locked = sorted({*(training.locked or []), "withdrawn"})
        words = "n'est plus proposée" if training.withdrawn else "est de nouveau proposée"
        await _note(request, session, training, "training.withdraw")
    say(request, f"« {training.title} » {words}.")
    raise below("/formations")


async def _note(request: web.Request, session: AsyncSession, training: Training, action: str) -> None:
    site_key = await agenda.site_of(session, training.source)
    await audit.record(session, caller_of(request).id, action, f"training:{training.id}", site_key)
    await session.commit()
