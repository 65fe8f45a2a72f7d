"""Trainings: list, write, correct, duplicate, withdraw. What a person sets is left by imports, as for events."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Training
from bot.catalogue.queries import agenda, audit
from bot.console import hand_made
from bot.console.correcting import changed
from bot.console.fields import number_of
from bot.console.hand_made import Kind
from bot.console.keys import caller_of, database, now
from bot.console.pages import below, page, say
from bot.console.roles import Role
from bot.console.routes import Routes
from bot.console.training_form import MODES, TrainingForm, form_data, told_of
from bot.feeds import training_by_hand
from bot.feeds.building import Unusable

routes = Routes()
TRAIL = [("Formations", "/formations")]
_PAGE = 25


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


async def _training(request: web.Request, session: AsyncSession, identifier: str) -> Training:
    found = await agenda.get(session, Training, caller_of(request).visible, identifier)
    if found is None:
        raise web.HTTPNotFound
    return found


KIND = Kind(
    model=Training,
    table="training",
    form=TrainingForm,
    told_of=told_of,
    form_data=form_data,
    save=training_by_hand.save,
    first={"mode": "initial"},
    not_copied={"sessions": []},
    title="Nouvelle formation",
    made="La formation est proposée.",
    address="/formations",
    template="training.html",
    trail=TRAIL,
)


@routes.get("/formations/nouvelle", Role.COUNSELLOR)
async def ask_new(request: web.Request) -> web.Response:
    """An empty form, or a copy."""
    return await hand_made.ask_new(request, KIND)


@routes.post("/formations/nouvelle", Role.COUNSELLOR)
async def make_new(request: web.Request) -> web.Response:
    """Make it."""
    return await hand_made.make_new(request, KIND)


@routes.get("/formations/{training}", Role.COUNSELLOR)
async def ask(request: web.Request) -> web.Response:
    """The form of a training."""
    async with database(request) as session:
        training = await _training(request, session, request.match_info["training"])
        form = TrainingForm(data=form_data(told_of(training)))
        form.mark(told_of(training))
        await form.offer(session, training)
    return hand_made.shown(request, KIND, form, 200, training.title, training=training)


@routes.post("/formations/{training}", Role.COUNSELLOR)
async def change(request: web.Request) -> web.Response:
    """Correct it."""
    form = await TrainingForm.sent(request)
    async with database(request) as session:
        training = await _training(request, session, request.match_info["training"])
        title = training.title
        await form.offer(session, training)
        if form.validate() and (said := form.settle(told_of(training), form.said())) is not None:
            fields = changed(told_of(training), said)
            try:
                await training_by_hand.save(session, training, training.source, said, fields, now())
            except Unusable as error:
                form.form_errors.append(str(error))
            else:
                await _note(request, session, training, "training.edit")
                say(request, "La formation est corrigée.")
                raise below("/formations")
    return hand_made.shown(request, KIND, form, 422, title, training=training)


@routes.post("/formations/{training}/retirer", Role.COUNSELLOR)
async def withdraw(request: web.Request) -> web.Response:
    """Propose it no more, or again; imports leave that."""
    async with database(request) as session:
        training = await _training(request, session, request.match_info["training"])
        training.withdrawn = not training.withdrawn
        training.locked = sorted({*(training.locked or []), "withdrawn"})
        words = "n'est plus proposée" if training.withdrawn else "est de nouveau proposée"
        await _note(request, session, training, "training.withdraw")
    say(request, f"« {training.title} » {words}.")
    raise below("/formations")


@routes.post("/formations/{training}/revue", Role.COUNSELLOR)
async def checked(request: web.Request) -> web.Response:
    """Someone looked: it is true today."""
    async with database(request) as session:
        training = await _training(request, session, request.match_info["training"])
        training.verified_on = now().date()
        await _note(request, session, training, "training.check")
    say(request, f"« {training.title} » est notée comme revue aujourd'hui.")
    raise below("/a-verifier")


async def _note(request: web.Request, session: AsyncSession, training: Training, action: str) -> None:
    site_key = await agenda.site_of(session, training.source)
    await audit.record(session, caller_of(request).id, action, f"training:{training.id}", site_key)
    await session.commit()
