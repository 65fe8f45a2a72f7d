"""The agenda: list, search, create, correct, duplicate, cancel."""

from __future__ import annotations

from urllib.parse import urlencode

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import SelectField

from bot.catalogue.models import Event
from bot.catalogue.queries import agenda, audit
from bot.catalogue.queries.agenda import AgendaQuery
from bot.catalogue.queries.to_check import faults
from bot.console import hand_made
from bot.console.correcting import changed
from bot.console.event_form import EventForm, form_data, told_of
from bot.console.fields import Choices, kind_choices, number_of, site_choices, text
from bot.console.forms import Form
from bot.console.hand_made import Kind
from bot.console.keys import Caller, caller_of, database, now
from bot.console.pages import below, page, say
from bot.console.roles import Role
from bot.console.routes import Routes
from bot.feeds import by_hand
from bot.feeds.building import Unusable

routes = Routes()
TRAIL = [("Agenda", "/agenda")]
_STATES: Choices = {
    "coming": "À venir",
    "past": "Passés",
    "cancelled": "Annulés",
    "withdrawn": "Retirés de leur source",
}


class Filters(Form):
    """What is looked for."""

    mots = text("Mots", 100)
    genre = SelectField("Genre")
    etat = SelectField("État", choices=_STATES)
    site = SelectField("Site")


@routes.get("/agenda", Role.READER, menu="Agenda")
async def listing(request: web.Request) -> web.Response:
    """The events of one's sites."""
    caller, asked = caller_of(request), request.query
    number = number_of(asked.get("page"))
    filters = Filters(asked)
    async with database(request) as session:
        filters.genre.choices = {"": "Tous", **await kind_choices(session)}
        filters.site.choices = {"": "Tous", **await site_choices(session, caller)}
        query = AgendaQuery(
            words=filters.mots.data,
            kind=filters.genre.data or None,
            state=filters.etat.data if filters.etat.data in _STATES else "coming",
            site=filters.site.data or None,
            offset=(number - 1) * AgendaQuery.limit,
        )
        found = await agenda.events(session, caller.visible, query, now())
        kinds = await kind_choices(session)
    kept = urlencode([(name, value) for name, value in asked.items() if name != "page"])
    return page(
        request,
        "agenda.html",
        title="Agenda",
        filters=filters,
        events=found[: query.limit],
        kinds=kinds,
        number=number,
        more=len(found) > query.limit,
        query=f"{kept}&" if kept else "",
    )


async def event_or_none(request: web.Request, session: AsyncSession) -> Event:
    """The event of the path. Raises 404 when it is not there, or another site's."""
    found = await agenda.get(session, Event, caller_of(request).visible, request.match_info["event"])
    if found is None:
        raise web.HTTPNotFound
    return found


KIND = Kind(
    model=Event,
    table="event",
    form=EventForm,
    told_of=told_of,
    form_data=form_data,
    save=by_hand.save,
    first={"status": "scheduled"},
    not_copied={"slots": [], "status": "scheduled", "registration_deadline": None},
    title="Nouvel événement",
    made="L'événement est dans l'agenda.",
    address="/agenda",
    template="event_form.html",
    trail=TRAIL,
)


@routes.get("/agenda/nouveau", Role.COUNSELLOR)
async def ask_new(request: web.Request) -> web.Response:
    """An empty form, or a copy."""
    return await hand_made.ask_new(request, KIND)


@routes.post("/agenda/nouveau", Role.COUNSELLOR)
async def make_new(request: web.Request) -> web.Response:
    """Make it."""
    return await hand_made.make_new(request, KIND)


@routes.get("/agenda/{event}", Role.READER)
async def show(request: web.Request) -> web.Response:
    """One event, with where it comes from and what to check."""
    async with database(request) as session:
        event = await event_or_none(request, session)
        kinds = await kind_choices(session)
        site_key = await agenda.site_of(session, event.source)
    return page(
        request,
        "event.html",
        title=event.title,
        trail=TRAIL,
        event=event,
        kinds=kinds,
        site_key=site_key,
        faults=faults(event, now()),
    )


@routes.get("/agenda/{event}/modifier", Role.COUNSELLOR)
async def ask_change(request: web.Request) -> web.Response:
    """The form of an event there is."""
    async with database(request) as session:
        event = await event_or_none(request, session)
        form = EventForm(data=form_data(told_of(event)))
        form.mark(told_of(event))
        await form.offer(session, event)
    return hand_made.shown(request, KIND, form, 200, f"Modifier « {event.title} »", event=event)


@routes.post("/agenda/{event}/modifier", Role.COUNSELLOR)
async def change(request: web.Request) -> web.Response:
    """Correct it; what was corrected stays so whatever its source says next."""
    caller, form = caller_of(request), await EventForm.sent(request)
    async with database(request) as session:
        event = await event_or_none(request, session)
        title = event.title
        await form.offer(session, event)
        if form.validate() and (said := form.settle(told_of(event), form.said())) is not None:
            fields = changed(told_of(event), said)
            try:
                await by_hand.save(session, event, event.source, said, fields, now())
            except Unusable as error:
                form.form_errors.append(str(error))
            else:
                if "status" in fields and event.status in ("cancelled", "postponed"):
                    await agenda.tell_cancelled(session, event, now())
                await _note(session, caller, event, "event.edit")
                await session.commit()
                say(
                    request,
                    "L'événement est corrigé. Une nouvelle lecture de sa source gardera vos corrections.",
                )
                raise below(f"/agenda/{event.id}")
    return hand_made.shown(request, KIND, form, 422, f"Modifier « {title} »", event=event)


@routes.post("/agenda/{event}/annuler", Role.COUNSELLOR)
async def cancel(request: web.Request) -> web.Response:
    """Cancel an event, and have those who wait for it told."""
    async with database(request) as session:
        event = await event_or_none(request, session)
        event.status, event.locked = "cancelled", sorted({*(event.locked or []), "status"})
        told = await agenda.tell_cancelled(session, event, now())
        await _note(session, caller_of(request), event, "event.cancel")
        await session.commit()
    words = f" {told} personne(s) qui avaient demandé un rappel seront prévenues." if told else ""
    say(request, f"L'événement est annulé.{words}")
    raise below(f"/agenda/{event.id}")


@routes.post("/agenda/{event}/revu", Role.COUNSELLOR)
async def checked(request: web.Request) -> web.Response:
    """Someone looked: it is true today."""
    async with database(request) as session:
        event = await event_or_none(request, session)
        event.verified_on = now().date()
        await _note(session, caller_of(request), event, "event.check")
        await session.commit()
    say(request, f"« {event.title} » est noté comme revu aujourd'hui.")
    raise below("/a-verifier")


async def _note(session: AsyncSession, caller: Caller, event: Event, action: str) -> None:
    site_key = await agenda.site_of(session, event.source)
    await audit.record(session, caller.id, action, f"event:{event.id}", site_key)
