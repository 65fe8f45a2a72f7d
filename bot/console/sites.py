"""Sites and their embedding kit; the public page of a site's coming events."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone

import aiohttp_jinja2
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.sites import Site
from bot.catalogue.queries import agenda, audit
from bot.catalogue.queries import sites as stored
from bot.catalogue.queries.agenda import AgendaQuery
from bot.channels.when import french_date
from bot.console import kit
from bot.console.correcting import changed
from bot.console.keys import SETTINGS, caller_of, database
from bot.console.pages import PAGE_POLICY, below, page, say
from bot.console.roles import Role
from bot.console.routes import Routes
from bot.console.site_form import SiteForm, told_of, write

routes = Routes()
TRAIL = [("Sites", "/sites")]
# The preview runs the real widget.
_PREVIEW_POLICY = PAGE_POLICY.replace("style-src", "script-src 'self'; connect-src 'self'; style-src")
_MOST_EVENTS = 200


@routes.get("/sites", Role.READER, menu="Sites")
async def listing(request: web.Request) -> web.Response:
    """The sites one sees."""
    caller = caller_of(request)
    async with database(request) as session:
        found = [site for site in await stored.every(session) if caller.sees(site.key)]
    return page(request, "sites.html", title="Sites", sites=found)


@routes.get("/sites/nouveau", Role.ADMINISTRATOR)
async def ask_new(request: web.Request) -> web.Response:
    """An empty form."""
    return page(request, "site_form.html", title="Nouveau site", trail=TRAIL, form=SiteForm())


@routes.post("/sites/nouveau", Role.ADMINISTRATOR)
async def make_new(request: web.Request) -> web.Response:
    """Make it."""
    form = await SiteForm.sent(request)
    if not form.validate():
        return page(request, "site_form.html", title="Nouveau site", trail=TRAIL, status=422, form=form)
    async with database(request) as session:
        said = form.said()
        # Pressed twice, it is there once.
        site = next((one for one in await stored.every(session) if not changed(told_of(one), said)), None)
        if site is None:
            site = await stored.add(session, form.name.data or "", [])
            write(site, said)
            await audit.record(session, caller_of(request).id, "site.add", f"site:{site.key}", site.key)
            await session.commit()
    say(request, "Le site est créé : voici de quoi l'installer.")
    raise below(f"/sites/{site.key}")


async def _site(request: web.Request, session: AsyncSession) -> Site:
    found = await stored.get(session, request.match_info["site"])
    if found is None:
        raise web.HTTPNotFound
    return found


@routes.get("/sites/{site}", Role.READER)
async def show(request: web.Request) -> web.Response:
    """The kit of a site."""
    address = request.config_dict[SETTINGS].public_url
    async with database(request) as session:
        site = await _site(request, session)
    return page(
        request,
        "site.html",
        title=site.name,
        trail=TRAIL,
        site=site,
        tag=kit.tag(address, site),
        iframe=kit.iframe(address, site),
        link=kit.chat_link(address, site),
        address=address,
        colour=kit.colour_of(site),
        contrast=kit.contrast(kit.colour_of(site)),
    )


@routes.get("/sites/{site}/modifier", Role.COUNSELLOR)
async def ask_change(request: web.Request) -> web.Response:
    """The form of a site there is."""
    async with database(request) as session:
        site = await _site(request, session)
    form = SiteForm(data=told_of(site))
    form.mark(told_of(site))
    return page(request, "site_form.html", title=f"Modifier « {site.name} »", trail=TRAIL, form=form)


@routes.post("/sites/{site}/modifier", Role.COUNSELLOR)
async def change(request: web.Request) -> web.Response:
    """Change it; pages that embed it follow within seconds."""
    form = await SiteForm.sent(request)
    async with database(request) as session:
        site = await _site(request, session)
        said = form.settle(told_of(site), form.said()) if form.validate() else None
        if said is None:
            title = f"Modifier « {site.name} »"
            return page(request, "site_form.html", title=title, trail=TRAIL, status=422, form=form)
        write(site, said)
        await audit.record(session, caller_of(request).id, "site.edit", f"site:{site.key}", site.key)
        await session.commit()
    say(request, "Le site est modifié. Si la couleur ou le côté ont changé, recopiez la balise.")
    raise below(f"/sites/{site.key}")


@routes.get("/sites/{site}/apercu", Role.READER)
async def preview(request: web.Request) -> web.Response:
    """A page that carries the real tag."""
    async with database(request) as session:
        site = await _site(request, session)
    response = page(request, "preview.html", title=f"Aperçu de « {site.name} »", trail=TRAIL, site=site)
    response.headers["Content-Security-Policy"] = _PREVIEW_POLICY
    return response


@routes.get("/sites/{site}/kit/{piece}", Role.READER)
async def download(request: web.Request) -> web.Response:
    """`qr.svg`, `qr.png` or `affiche.pdf`."""
    address = request.config_dict[SETTINGS].public_url
    async with database(request) as session:
        site = await _site(request, session)
    made = {
        "qr.svg": (lambda: kit.qr_svg(kit.chat_link(address, site)), "image/svg+xml"),
        "qr.png": (lambda: kit.qr_png(kit.chat_link(address, site)), "image/png"),
        "affiche.pdf": (lambda: kit.poster(address, site, campaign_dates(site)), "application/pdf"),
    }.get(request.match_info["piece"])
    if made is None:
        raise web.HTTPNotFound
    body = await asyncio.to_thread(made[0])
    return web.Response(body=body, content_type=made[1])


def campaign_dates(site: Site) -> str | None:
    """The days of a site's campaign, in French."""
    if site.campaign_starts is None:
        return None
    if site.campaign_ends is None or site.campaign_ends == site.campaign_starts:
        return f"Le {french_date(site.campaign_starts)}"
    return f"Du {french_date(site.campaign_starts)} au {french_date(site.campaign_ends)}"


async def coming(request: web.Request) -> web.Response:
    """For everyone: the coming events of a site."""
    async with database(request) as session:
        site = await _site(request, session)
        query = AgendaQuery(limit=_MOST_EVENTS)
        found = await agenda.events(session, frozenset({site.key}), query, datetime.now(timezone.utc))
    events = [one for one in found if one.status not in ("cancelled", "postponed") and one.in_scope]
    context = {"site": site, "events": events, "dates": campaign_dates(site), "status": 200}
    context["host"] = request.config_dict[SETTINGS].public_url.partition("://")[2]
    response = aiohttp_jinja2.render_template("coming.html", request, context)
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


PUBLIC = (("GET", "/{site}", coming),)
