"""The pages beside the conversation: what this is, the privacy notice, accessibility, a shared summary."""

from __future__ import annotations

import contextlib
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.catalogue.models.sites import HUMAN_DAYS, Site
from bot.catalogue.queries import conversations as stored
from bot.catalogue.queries import events, sites
from bot.catalogue.queries.events import EventQuery, FoundEvent
from bot.gateway.addresses import client_address
from bot.gateway.assembly import widget_files
from bot.gateway.headers import page_policy
from bot.gateway.keys import CONVERSATIONS, LIMITS, SETTINGS, TOKENS
from bot.gateway.parcours import gather
from bot.gateway.problems import Problem, unknown
from bot.gateway.summary import summarise

routes = web.RouteTableDef()


def render(
    request: web.Request,
    template: str,
    context: dict[str, Any],
    status: int = 200,
    frame_ancestors: frozenset[str] = frozenset(),
) -> web.Response:
    """A page, with its content security policy."""
    page = aiohttp_jinja2.render_template(template, request, context, status=status)
    page.headers["Content-Security-Policy"] = page_policy(frame_ancestors)
    return page


def problem_page(request: web.Request, problem: Problem) -> web.Response:
    """A refusal as a page; it keeps its headers."""
    page = render(request, "problem.html", {"problem": problem}, problem.status)
    page.headers.update(problem.headers)
    return page


async def site_of(request: web.Request, key: str | None) -> Site | None:
    """The site of this key, None without a key. Raises the 404 Problem for an unknown one."""
    if not key:
        return None
    async with request.app[CONVERSATIONS].database() as session:
        site = await sites.get(session, key)
    if site is None:
        raise unknown("Ce site")
    return site


@routes.get("/")
async def home(request: web.Request) -> web.Response:
    """What this is; on a demonstration, an agency's page that carries the tag."""
    if not request.app[SETTINGS].demonstration:
        return render(request, "home.html", {})
    found: list[FoundEvent] = []
    with contextlib.suppress(Problem):  # the page and its assistant come first
        async with request.app[CONVERSATIONS].database() as session:
            found = (await events.search(session, EventQuery(limit=3))).events
    context = {"found": found, "site_key": sites.DEMONSTRATION, "address": request.app[SETTINGS].public_url}
    return render(request, "agency.html", context)


@routes.get("/galerie")
async def gallery(request: web.Request) -> web.Response:
    """Every state of the widget side by side, on a demonstration."""
    if not request.app[SETTINGS].demonstration:
        raise unknown()
    version, _ = widget_files()
    return render(request, "gallery.html", {"version": version})


@routes.get("/confidentialite")
async def privacy(request: web.Request) -> web.Response:
    """The privacy notice, with what its site fills in."""
    site = await site_of(request, request.query.get("site"))
    days = (site.retention_days if site else None) or request.app[SETTINGS].retention_days
    human_days = max(days, site.retention_human_days if site else HUMAN_DAYS)
    return render(request, "privacy.html", {"site": site, "days": days, "human_days": human_days})


@routes.get("/accessibilite")
async def accessibility(request: web.Request) -> web.Response:
    """Where accessibility stands."""
    return render(request, "accessibility.html", {})


@routes.get("/p/{code}")
async def shared_summary(request: web.Request) -> web.Response:
    """The summary of a conversation, for whoever has its share code."""
    limits, tokens = request.app[LIMITS], request.app[TOKENS]
    await limits.code_allowed(client_address(request))
    code = request.match_info["code"][:64]
    async with request.app[CONVERSATIONS].database() as session:
        conversation = await stored.by_share(session, tokens.digest("share", code))
        if conversation is not None:
            turns = await stored.turns(session, conversation.id)
            summary = summarise(conversation, turns, code, request.app[SETTINGS].public_url)
            parcours = await gather(session, summary, turns, stored.now())
            return render(request, "summary.html", {"summary": summary, "parcours": parcours})
    await limits.wrong_code(client_address(request))
    raise unknown("Cette page")
