"""From a messaging app to the web: the same conversation, opened by a link that lives half an hour."""

from __future__ import annotations

from aiohttp import web

from bot.gateway.chat_view import open_here
from bot.gateway.keys import CONVERSATIONS, TOKENS
from bot.gateway.pages import problem_page, render
from bot.gateway.problems import Problem

routes = web.RouteTableDef()
_PATH = "/chat/suite/{pass}"


@routes.get(_PATH)
async def ask(request: web.Request) -> web.Response:
    """A button: programs that look at links before people do must not open the conversation."""
    try:
        request.app[TOKENS].read_pass(request.match_info["pass"])
    except Problem as problem:
        return problem_page(request, problem)
    return render(request, "continue.html", {})


@routes.post(_PATH)
async def open_conversation(request: web.Request) -> web.Response:
    """Open the conversation in this browser."""
    try:
        conversation = request.app[TOKENS].read_pass(request.match_info["pass"])
        service = request.app[CONVERSATIONS]
        async with service.database() as session:
            await service.find(session, conversation)
        return open_here(request, conversation)
    except Problem as problem:
        return problem_page(request, problem)
