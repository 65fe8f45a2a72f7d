"""What partners propose: the public form (`kit événementiel`), and the counsellor's judgement."""

from __future__ import annotations

from typing import Any

import aiohttp_jinja2
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import StringField
from wtforms.validators import Length, Optional, Regexp

from bot.catalogue.models import ProposedEvent
from bot.catalogue.models.sites import Site
from bot.catalogue.queries import audit, proposed, sites
from bot.console.agenda import TRAIL
from bot.console.event_form import EventForm, form_data
from bot.console.forms import tidy
from bot.console.keys import MAY_PROPOSE, caller_of, database, now
from bot.console.pages import PAGE_POLICY, below, page, say
from bot.console.roles import Role
from bot.console.routes import FORM_BYTES, Routes
from bot.feeds import by_hand
from bot.feeds.building import Unusable

routes = Routes()
_TRAIL = [*TRAIL, ("Propositions", "/propositions")]


class ProposalForm(EventForm):
    """An event, whom to ask about it, and a trap: people never see `website`, programs fill it in."""

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


async def _site(request: web.Request) -> Site:
    async with database(request) as session:
        site = await sites.get(session, request.match_info["site"])
    if site is None:
        raise web.HTTPNotFound
    return site


def _public(request: web.Request, site: Site, status: int, **context: Any) -> web.Response:
    shown = {"site": site, "status": status, **context}
    response = aiohttp_jinja2.render_template("propose.html", request, shown, status=status)
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


async def ask_partner(request: web.Request) -> web.Response:
    """The form."""
    site, form = await _site(request), ProposalForm(data=form_data({"status": "scheduled"}))
    async with database(request) as session:
        await form.offer(session)
    return _public(request, site, 200, form=form)


async def take(request: web.Request) -> web.Response:
    """Keep a proposal for the site's counsellors."""
    site = await _site(request)
    form = await ProposalForm.sent(request.clone(client_max_size=FORM_BYTES))
    form.status.data = "scheduled"
    async with database(request) as session:
        await form.offer(session)
        if not form.validate():
            return _public(request, site, 422, form=form)
        said = form.said()
        contact = said.pop("contact")
        # What fills in the trap is thanked like anyone, and not kept.
        if not said.pop("website"):
            if not await request.config_dict[MAY_PROPOSE](request.remote):
                return _public(
                    request, site, 429, form=form, refused="Trop de propositions : revenez dans une heure."
                )
            if not await proposed.add(session, site.key, said, contact, now()):
                return _public(request, site, 429, form=form, refused="Trop de propositions attendent déjà.")
            await session.commit()
    return _public(request, site, 200, form=None)


# The public form: no account, no cookie.
PUBLIC = (("GET", "/{site}", ask_partner), ("POST", "/{site}", take))


@routes.get("/propositions", Role.COUNSELLOR, menu="Propositions")
async def listing(request: web.Request) -> web.Response:
    """What waits."""
    async with database(request) as session:
        found = await proposed.waiting(session, caller_of(request).visible)
    return page(request, "proposals.html", title="Propositions de partenaires", found=found)


@routes.get("/propositions/{proposal}", Role.COUNSELLOR)
async def look(request: web.Request) -> web.Response:
    """One proposal, to correct before it is accepted."""
    return await _judge(request, None)


@routes.post("/propositions/{proposal}", Role.COUNSELLOR)
async def accept(request: web.Request) -> web.Response:
    """Put it in the agenda, as corrected."""
    return await _judge(request, await EventForm.sent(request))


async def _judge(request: web.Request, sent: EventForm | None) -> web.Response:
    caller = caller_of(request)
    async with database(request) as session:
        found = await _open(request, session)
        form = sent or EventForm(data=form_data({**found.said, "status": "scheduled"}))
        await form.offer(session)
        if sent is not None and form.validate():
            try:
                feed = await by_hand.hand_feed(session, found.site_key, now())
                event = await by_hand.save(session, None, feed.slug, form.said(), (), now())
            except Unusable as error:
                form.form_errors.append(str(error))
            else:
                proposed.decide(found, "accepted")
                await audit.record(session, caller.id, "proposal.accept", f"event:{event.id}", found.site_key)
                await session.commit()
                say(request, "La proposition est dans l'agenda.")
                raise below(f"/agenda/{event.id}")
    status = 200 if sent is None else 422
    return page(
        request, "proposal.html", title=found.said.get("title") or "Proposition", trail=_TRAIL, status=status,
        form=form, proposal=found,
    )  # fmt: skip


@routes.post("/propositions/{proposal}/refuser", Role.COUNSELLOR)
async def refuse(request: web.Request) -> web.Response:
    """Refuse it; what it said is forgotten."""
    caller = caller_of(request)
    async with database(request) as session:
        found = await _open(request, session)
        proposed.decide(found, "refused")
        await audit.record(session, caller.id, "proposal.refuse", f"proposal:{found.id}", found.site_key)
        await session.commit()
    say(request, "La proposition est refusée et effacée.")
    raise below("/propositions")


async def _open(request: web.Request, session: AsyncSession) -> ProposedEvent:
    caller, number = caller_of(request), _number(request)
    found = await proposed.get(session, caller.visible, number)
    if found is None:
        known = await session.get(ProposedEvent, number)
        if known is None or not caller.sees(known.site_key):
            raise web.HTTPNotFound
        # Pressed twice, or a colleague was quicker.
        say(request, "Cette proposition a déjà été traitée.")
        raise below("/propositions")
    return found


def _number(request: web.Request) -> int:
    text = request.match_info["proposal"]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
