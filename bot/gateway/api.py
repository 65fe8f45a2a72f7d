"""The conversation API: one small handler per route."""

from __future__ import annotations

from aiohttp import web
from pydantic import BaseModel

from bot.catalogue.queries import conversations as stored
from bot.catalogue.queries import sites
from bot.gateway.addresses import client_address
from bot.gateway.admission import Full
from bot.gateway.blocks import make_reply
from bot.gateway.bodies import read_json
from bot.gateway.keys import ANSWERS, CONVERSATIONS, LIMITS, ORIGINS, SETTINGS, TOKENS, TURNS
from bot.gateway.moments import moment_text
from bot.gateway.problems import full, unknown, wrong_token
from bot.gateway.schemas import (
    Erased,
    Kept,
    NewConversation,
    NewFeedback,
    NewMessage,
    NewRequest,
    Renewed,
    Replies,
    SiteView,
    Turns,
)
from bot.gateway.summary import summarise
from bot.gateway.tokens import LIFETIME, RENEWABLE, Held
from bot.gateway.turns import Incoming

routes = web.RouteTableDef()
_PATH = "/api/v1/conversations"
_ONE = _PATH + "/{conversation}"


def answer(model: BaseModel, status: int = 200) -> web.Response:
    """`model` as a JSON response."""
    return web.Response(
        status=status, text=model.model_dump_json(exclude_none=True), content_type="application/json"
    )


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise wrong_token()
    return token.strip()


async def _held(request: web.Request, *, renewing: bool = False) -> Held:
    """What the caller's token says, once it is known to be good for this conversation and this page."""
    held = request.app[TOKENS].read(_bearer(request), RENEWABLE if renewing else LIFETIME)
    origin = request.headers.get("Origin")
    if held.conversation != request.match_info["conversation"]:
        raise wrong_token()
    if origin is not None and held.origin is not None and origin != held.origin:
        raise wrong_token()
    await request.app[ORIGINS].check(request, held.site)
    return held


@routes.post(_PATH)
async def open_conversation(request: web.Request) -> web.Response:
    """Begin a conversation."""
    wanted = await read_json(request, NewConversation)
    await request.app[ORIGINS].check(request, wanted.site)
    await request.app[LIMITS].conversation(client_address(request))
    try:
        request.app[TURNS].admission.begin()
    except Full:
        raise full(make_reply(request.app[ANSWERS].apology()).reply) from None
    opened = await request.app[CONVERSATIONS].open(wanted, request.headers.get("Origin"))
    return answer(opened, 201)


@routes.post(_ONE + "/messages")
async def send_message(request: web.Request) -> web.Response:
    """Send a message or pick a choice."""
    held = await _held(request)
    message = await read_json(request, NewMessage)
    incoming = Incoming(str(message.id), message.text, message.choice)
    return answer(Replies(replies=await request.app[TURNS].receive(held.conversation, incoming)))


@routes.get(_ONE)
async def read_conversation(request: web.Request) -> web.Response:
    """What was said, or what was said after a reply."""
    held = await _held(request)
    turns = await request.app[CONVERSATIONS].turns(held.conversation, request.query.get("after"))
    return answer(Turns(turns=turns))


@routes.delete(_ONE)
async def erase_conversation(request: web.Request) -> web.Response:
    """Erase everything of the conversation."""
    held = await _held(request)
    await request.app[CONVERSATIONS].erase(held.conversation)
    return answer(Erased())


@routes.post(_ONE + "/token")
async def renew_token(request: web.Request) -> web.Response:
    """Renew the token, at most 24 hours after its end."""
    held = await _held(request, renewing=True)
    token, ends = await request.app[CONVERSATIONS].renew(held)
    return answer(Renewed(token=token, expires_at=moment_text(ends)))


@routes.post(_ONE + "/feedback")
async def give_feedback(request: web.Request) -> web.Response:
    """Say whether a reply was useful."""
    held = await _held(request)
    await request.app[CONVERSATIONS].give_feedback(held.conversation, await read_json(request, NewFeedback))
    return answer(Kept())


@routes.post(_ONE + "/requests")
async def make_request(request: web.Request) -> web.Response:
    """Ask something of a human."""
    held = await _held(request)
    wanted = await read_json(request, NewRequest)
    return answer(await request.app[CONVERSATIONS].request(held.conversation, wanted), 201)


@routes.get(_ONE + "/summary")
async def read_summary(request: web.Request) -> web.Response:
    """What the conversation was about so far."""
    held = await _held(request)
    service = request.app[CONVERSATIONS]
    async with service.database() as session:
        conversation = await service.find(session, held.conversation)
        turns = await stored.turns(session, conversation.id)
    code = request.app[TOKENS].share_code(conversation.id)
    return answer(summarise(conversation, turns, code, request.app[SETTINGS].public_url))


@routes.get("/api/v1/sites/{key}")
async def read_site(request: web.Request) -> web.Response:
    """What anyone may read of a site."""
    key = request.match_info["key"]
    await request.app[ORIGINS].check(request, key)
    async with request.app[CONVERSATIONS].database() as session:
        site = await sites.get(session, key)
    if site is None:
        raise unknown("Ce site")
    view = SiteView.model_validate(site.public())
    return web.Response(
        text=view.model_dump_json(),
        content_type="application/json",
        headers={"Cache-Control": "public, max-age=60"},
    )
