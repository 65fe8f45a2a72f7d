"""The conversation as a page, entirely without JavaScript: a form, and a redirection after each message."""

from __future__ import annotations

import contextlib
from uuid import UUID, uuid4, uuid5

from aiohttp import web

from bot.gateway.addresses import client_address
from bot.gateway.chat_forms import said_before
from bot.gateway.chat_view import (
    COOKIE,
    View,
    address,
    audience_of,
    direct,
    is_framed,
    known,
    load,
    page_of,
    read_form,
    set_cookie,
)
from bot.gateway.keys import CONVERSATIONS, LIMITS, TURNS
from bot.gateway.pages import problem_page, site_of
from bot.gateway.problems import Problem
from bot.gateway.schemas import NewConversation
from bot.gateway.tokens import Held
from bot.gateway.turns import Incoming
from bot.replies import Reply

routes = web.RouteTableDef()


@routes.get("/chat")
async def show(request: web.Request) -> web.Response:
    """The conversation so far, or how to begin one."""
    try:
        site = await site_of(request, request.query.get("site"))
        view = View(site, audience_of(request.query.get("audience")))
        view.held = known(request, request.cookies.get(COOKIE), site)
        view.notice = said_before(request, site)
        await load(request, view)
        page = await page_of(request, view)
    except Problem as problem:
        return problem_page(request, problem)
    if view.held is not None:
        set_cookie(request, page, view.held)
    return page


@routes.post("/chat")
async def send(request: web.Request) -> web.Response:
    """Send a message or pick a choice; begins a conversation if there is none."""
    try:
        sent = await read_form(request)
        view = View(None, audience_of(sent.get("audience")), text=sent.get("text", ""))
        with contextlib.suppress(ValueError):
            view.form_id = str(UUID(sent.get("id", "")))
        return await _send(request, view, sent)
    except Problem as problem:
        return problem_page(request, problem)


async def _send(request: web.Request, view: View, sent: dict[str, str]) -> web.Response:
    opened: list[Reply] = []
    replies: list[Reply] = []
    try:
        view.site = await site_of(request, sent.get("site"))
        view.held = known(request, sent.get("token") or request.cookies.get(COOKIE), view.site)
        if view.held is None:
            opened = await _open(request, view)
        replies = await _receive(request, view, sent, opened)
    except Problem as problem:
        comfort = request.app[TURNS].comfort(view.text) if problem.status >= 500 else None
        if comfort is not None:
            replies = [comfort]
        else:
            view.error, view.extra = problem.detail, problem.replies or ()
            return await direct(request, view, problem.status, problem)
    if not view.error:
        view.text = ""
        view.form_id = str(uuid4())
    try:
        await load(request, view)
    except Problem:
        view.extra = replies
    else:
        shown = {reply.id for turn in view.turns for reply in turn.replies or []}
        view.extra = [reply for reply in replies if reply.id not in shown]
    if view.extra or is_framed(request):
        return await direct(request, view, 200, None)
    last = next((reply.id for turn in reversed(view.turns) for reply in turn.replies or []), None)
    response = web.Response(status=303, headers={"Location": address(view, f"#r-{last}" if last else "")})
    if view.held is not None:
        set_cookie(request, response, view.held)
    return response


async def _open(request: web.Request, view: View) -> list[Reply]:
    await request.app[LIMITS].conversation(client_address(request))
    wanted = NewConversation(site=view.site.key if view.site else None, audience=view.audience)
    opened = await request.app[CONVERSATIONS].open(wanted, None)
    view.held = Held(opened.conversation, wanted.site, None)
    return opened.replies


async def _receive(
    request: web.Request, view: View, sent: dict[str, str], opened: list[Reply]
) -> list[Reply]:
    """Give the message or the choice; the form's identifier makes a double click harmless."""
    assert view.held is not None
    choice = sent.get("choice")
    if choice is None and sent.get("start", "").isdecimal() and opened:
        starting = [one.id for reply in opened for one in reply.choices]
        choice = starting[int(sent["start"])] if int(sent["start"]) < len(starting) else None
    said = choice or view.text
    key = str(uuid5(UUID(view.form_id), said))
    incoming = Incoming(key, None if choice else view.text, choice)
    return await request.app[TURNS].receive(view.held.conversation, incoming)
