"""What the conversation page offers beside messages, without JavaScript: an opinion, a request, one's data, erasing."""

from __future__ import annotations

import re

from aiohttp import web
from pydantic import ValidationError

from bot.catalogue.models.sites import Site
from bot.gateway.chat_view import COOKIE, View, address, audience_of, direct, is_framed, known, read_form
from bot.gateway.conversations import request_notice
from bot.gateway.keys import CONVERSATIONS, SETTINGS
from bot.gateway.pages import problem_page, site_of
from bot.gateway.problems import Problem, unknown, unusable
from bot.gateway.rights import export_of
from bot.gateway.schemas import NewFeedback, NewRequest, Reference

routes = web.RouteTableDef()

_REFERENCE = re.compile(r"D-[0-9A-Z]{4}-[0-9A-Z]{4}")
ERASED = "La conversation est effacée."
THANKS = "Merci pour votre avis."


def said_before(request: web.Request, site: Site | None) -> str | None:
    """What the redirection of a form asked to say."""
    query = request.query
    if query.get("effacee"):
        return ERASED
    if query.get("avis"):
        return THANKS
    if _REFERENCE.fullmatch(query.get("demande", "")):
        told = request_notice(site, request.app[SETTINGS].retention_days)
        return _received(Reference(reference=query["demande"], notice=told))
    return None


def _received(kept: Reference) -> str:
    return (
        f"Votre demande est envoyée. Référence : {kept.reference}. Notez-la : elle permet de retirer la demande. "
        "Si une personne vous répond ici, vous verrez sa réponse en rechargeant cette page."
        + (f" {kept.notice}" if kept.notice else "")
    )


async def _view(request: web.Request, sent: dict[str, str]) -> View:
    """The conversation that a form belongs to. Raises the 404 Problem when it is over."""
    view = View(await site_of(request, sent.get("site")), audience_of(sent.get("audience")))
    view.held = known(request, sent.get("token") or request.cookies.get(COOKIE), view.site)
    if view.held is None:
        raise unknown("Cette conversation")
    return view


async def _done(request: web.Request, view: View, query: str, notice: str, anchor: str = "") -> web.Response:
    if is_framed(request):
        view.notice = notice
        return await direct(request, view, 200, None)
    separator = "&" if view.site else "?"
    return web.Response(status=303, headers={"Location": f"{address(view)}{separator}{query}{anchor}"})


@routes.post("/chat/avis")
async def give_feedback(request: web.Request) -> web.Response:
    """Say whether a reply was useful, and why."""
    try:
        sent = await read_form(request)
        view = await _view(request, sent)
        assert view.held is not None
        try:
            word = NewFeedback(
                reply=sent.get("reply", ""),
                useful=sent.get("useful") == "oui",
                reason=sent.get("reason", "").strip() or None,
            )
        except ValidationError:
            raise unusable("Votre avis n'a pas pu être lu. Écrivez 1 000 caractères au plus.") from None
        await request.app[CONVERSATIONS].give_feedback(view.held.conversation, word)
        return await _done(request, view, "avis=1", THANKS, f"#r-{word.reply}")
    except Problem as problem:
        return problem_page(request, problem)


@routes.post("/chat/demande")
async def make_request(request: web.Request) -> web.Response:
    """Ask for a call, or write to a counsellor; a mistake is told in the form, with what was typed."""
    try:
        sent = await read_form(request)
        view = await _view(request, sent)
        assert view.held is not None
        try:
            asked = _asked(sent)
            kept = await request.app[CONVERSATIONS].request(view.held.conversation, asked)
        except Problem as problem:
            if problem.status != 422:
                raise
            view.asked, view.request_error = sent, problem.detail
            return await direct(request, view, 422, problem)
        return await _done(request, view, f"demande={kept.reference}", _received(kept))
    except Problem as problem:
        return problem_page(request, problem)


def _asked(sent: dict[str, str]) -> NewRequest:
    given = {
        name: sent[name].strip()
        for name in ("name", "phone", "email", "message")
        if sent.get(name, "").strip()
    }
    kind = "callback" if sent.get("kind") == "callback" else "message"
    try:
        return NewRequest.model_validate({"kind": kind, "consent": sent.get("consent") == "oui", **given})
    except ValidationError:
        raise unusable("Un des champs est trop long. Raccourcissez-le.") from None


@routes.post("/chat/donnees")
async def take_data(request: web.Request) -> web.Response:
    """Everything kept of the conversation, as a file."""
    try:
        view = await _view(request, await read_form(request))
        assert view.held is not None
        service = request.app[CONVERSATIONS]
        async with service.database() as session:
            document = await export_of(session, await service.find(session, view.held.conversation))
    except Problem as problem:
        return problem_page(request, problem)
    return web.Response(
        text=document.model_dump_json(indent=2),
        content_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="ma-conversation.json"'},
    )


@routes.post("/chat/effacer")
async def erase(request: web.Request) -> web.Response:
    """Erase the conversation and its cookie."""
    try:
        sent = await read_form(request)
        view = View(await site_of(request, sent.get("site")), audience_of(sent.get("audience")))
        view.held = known(request, sent.get("token") or request.cookies.get(COOKIE), view.site)
        if view.held is not None:
            try:
                await request.app[CONVERSATIONS].erase(view.held.conversation)
            except Problem as problem:
                if problem.status not in (404, 410):
                    raise
            view.held = None
        response = await _done(request, view, "effacee=1", ERASED)
    except Problem as problem:
        return problem_page(request, problem)
    response.del_cookie(COOKIE, path="/chat")
    return response
