"""What partners propose: the public form (`kit événementiel`), and the counsellor's judgement."""

from __future__ import annotations

from typing import Any

import aiohttp_jinja2
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import ProposedEvent
from bot.catalogue.models.sites import Site
from bot.catalogue.queries import audit, proposed, sites
from bot.console.agenda import TRAIL
from bot.console.keys import MAY_PROPOSE, caller_of, database, now
from bot.console.pages import PAGE_POLICY, below, page, say
from bot.console.proposal_forms import EVENT, TRAINING, WHATS, What, kept, told
from bot.console.roles import Role
from bot.console.routes import FORM_BYTES, Routes
from bot.feeds import by_hand
from bot.feeds.building import Unusable

routes = Routes()
_TRAIL = [*TRAIL, ("Propositions", "/propositions")]


async def _site(request: web.Request) -> Site:
    async with database(request) as session:
        site = await sites.get(session, request.match_info["site"])
    if site is None:
        raise web.HTTPNotFound
    return site


def _public(request: web.Request, site: Site, what: What, status: int, **context: Any) -> web.Response:
    shown = {"site": site, "what": what, "status": status, **context}
    response = aiohttp_jinja2.render_template("propose.html", request, shown, status=status)
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked(request: web.Request) -> What:
    return TRAINING if request.path.endswith(f"/{request.match_info['site']}{TRAINING.path}") else EVENT


async def ask_partner(request: web.Request) -> web.Response:
    """The form."""
    site, what = await _site(request), _asked(request)
    form = what.public(data=what.form_data(dict(what.first)))
    async with database(request) as session:
        await form.offer(session)
    return _public(request, site, what, 200, form=form)


async def take(request: web.Request) -> web.Response:
    """Keep a proposal for the site's counsellors."""
    site, what = await _site(request), _asked(request)
    form = await what.public.sent(request.clone(client_max_size=FORM_BYTES))
    if what is EVENT:
        form.status.data = "scheduled"
    async with database(request) as session:
        await form.offer(session)
        if not form.validate():
            return _public(request, site, what, 422, form=form)
        said = form.said()
        contact = said.pop("contact")
        # What fills in the trap is thanked like anyone, and not kept.
        if not said.pop("website"):
            if not await request.config_dict[MAY_PROPOSE](request.remote):
                refused = "Trop de propositions : revenez dans une heure."
                return _public(request, site, what, 429, form=form, refused=refused)
            if not await proposed.add(session, site.key, what.name, kept(said), contact, now()):
                refused = "Trop de propositions attendent déjà."
                return _public(request, site, what, 429, form=form, refused=refused)
            await session.commit()
    return _public(request, site, what, 200, form=None)


# The public forms: no account, no cookie.
PUBLIC = tuple(
    (method, f"/{{site}}{what.path}", handler)
    for what in (EVENT, TRAINING)
    for method, handler in (("GET", ask_partner), ("POST", take))
)


@routes.get("/propositions", Role.COUNSELLOR, menu="Propositions")
async def listing(request: web.Request) -> web.Response:
    """What waits."""
    async with database(request) as session:
        found = await proposed.waiting(session, caller_of(request).visible)
    return page(request, "proposals.html", title="Propositions de partenaires", found=found)


@routes.get("/propositions/{proposal}", Role.COUNSELLOR)
async def look(request: web.Request) -> web.Response:
    """One proposal, to correct before it is accepted."""
    return await _judge(request, False)


@routes.post("/propositions/{proposal}", Role.COUNSELLOR)
async def accept(request: web.Request) -> web.Response:
    """Put it in the agenda or among the trainings, as corrected."""
    return await _judge(request, True)


async def _judge(request: web.Request, accepts: bool) -> web.Response:
    caller = caller_of(request)
    async with database(request) as session:
        found = await _open(request, session)
        what = WHATS[found.what]
        sent = await what.form.sent(request) if accepts else None
        form = sent or what.form(data=what.form_data({**what.first, **told(found.said), **_always(what)}))
        await form.offer(session)
        if sent is not None and form.validate():
            try:
                feed = await by_hand.hand_feed(session, found.site_key, now())
                made = await what.save(session, None, feed.slug, form.said(), (), now())
            except Unusable as error:
                form.form_errors.append(str(error))
            else:
                proposed.decide(found, "accepted")
                about = f"{what.name}:{made.id}"
                await audit.record(session, caller.id, "proposal.accept", about, found.site_key)
                await session.commit()
                say(request, what.made)
                raise below(f"{what.address}/{made.id}")
    status = 200 if sent is None else 422
    return page(
        request, "proposal.html", title=found.said.get("title") or "Proposition", trail=_TRAIL, status=status,
        form=form, proposal=found,
    )  # fmt: skip


def _always(what: What) -> dict[str, Any]:
    # A partner does not say whether it is full or cancelled.
    return dict(what.first) if what is EVENT else {}


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
