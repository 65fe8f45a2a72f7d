"""A person takes their request back with its reference alone, from any device."""

from __future__ import annotations

import structlog
from aiohttp import web

from bot.catalogue.queries import requests as stored
from bot.gateway.addresses import client_address
from bot.gateway.chat_view import read_form
from bot.gateway.keys import CONVERSATIONS, LIMITS
from bot.gateway.pages import problem_page, render
from bot.gateway.problems import Problem

routes = web.RouteTableDef()
_LONGEST = 20
_UNKNOWN = "Cette référence n'est pas connue, ou la demande est déjà retirée. Vérifiez ce que vous avez noté."

_log = structlog.get_logger()


@routes.get("/demande")
async def show(request: web.Request) -> web.Response:
    """The form, or that it is done."""
    return render(request, "withdraw.html", {"done": request.query.get("retiree") == "1"})


@routes.post("/demande")
async def withdraw(request: web.Request) -> web.Response:
    """Take a request back: what the person left with it is erased."""
    limits = request.app[LIMITS]
    try:
        sent = await read_form(request)
        await limits.code_allowed(client_address(request))
        reference = sent.get("reference", "").strip().upper()[:_LONGEST]
        async with request.app[CONVERSATIONS].database() as session:
            done = await stored.withdraw(session, reference)
            await session.commit()
    except Problem as problem:
        return problem_page(request, problem)
    if not done:
        await limits.wrong_code(client_address(request))
        return render(request, "withdraw.html", {"error": _UNKNOWN, "reference": reference}, 404)
    _log.info("request.withdrawn")
    raise web.HTTPSeeOther("/demande?retiree=1")
