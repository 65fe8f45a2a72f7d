"""The conversation as a page, entirely without JavaScript: a form, and a redirection after each message."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl, quote
from uuid import UUID, uuid4, uuid5

from aiohttp import web

from bot.catalogue.models.sites import Site
from bot.gateway.bodies import read_body
from bot.gateway.keys import ANSWERS, CONVERSATIONS, LIMITS, ORIGINS, SETTINGS, TOKENS, TURNS
from bot.gateway.pages import problem_page, render, site_of
from bot.gateway.problems import Problem, foreign_origin, unusable
from bot.gateway.schemas import Audience, NewConversation, TurnView
from bot.gateway.tokens import LIFETIME, RENEWABLE, Held
from bot.gateway.turns import Incoming
from bot.replies import Reply

routes = web.RouteTableDef()
_COOKIE = "orisoin_conversation"
_AUDIENCES = ("young", "career_change", "counsellor")
_FIELDS = 20


@dataclass
class _View:
    """What the page shows."""

    site: Site | None
    audience: Audience | None
    held: Held | None = None
    turns: list[TurnView] = field(default_factory=list)
    extra: Sequence[Reply] = ()
    text: str = ""
    error: str | None = None
    notice: str | None = None
    form_id: str = field(default_factory=lambda: str(uuid4()))
    # The token itself, in the form, where the page is framed: other sites' frames get no cookie.
    carried: str | None = None


def _audience(text: str | None) -> Audience | None:
    return cast(Audience, text) if text in _AUDIENCES else None


def _framed(request: web.Request) -> bool:
    return request.headers.get("Sec-Fetch-Dest") == "iframe"


def _known(request: web.Request, token: str | None, site: Site | None) -> Held | None:
    """The conversation of this token, if it can still be continued on this site."""
    if not token:
        return None
    try:
        held = request.app[TOKENS].read(token, RENEWABLE)
    except Problem:
        return None
    return held if held.site == (site.key if site else None) else None


async def _load(request: web.Request, view: _View) -> None:
    """The transcript of the view's conversation; without one when it is gone."""
    if view.held is None:
        return
    try:
        view.turns = await request.app[CONVERSATIONS].turns(view.held.conversation, None)
    except Problem as problem:
        if problem.status not in (404, 410):
            raise
        view.held, view.notice = None, problem.detail


def _choices(request: web.Request, view: _View) -> list[dict[str, str]]:
    """The choices of the last reply, or those to start with."""
    if view.held is None:
        welcome = request.app[ANSWERS].welcome(view.audience)
        suggestions = view.site.suggestions if view.site else []
        titles = suggestions or [choice.title for choice in welcome.choices]
        return [{"name": "start", "value": str(place), "title": title} for place, title in enumerate(titles)]
    last = view.turns[-1].replies if view.turns else None
    return [
        {"name": "choice", "value": choice.id, "title": choice.title}
        for reply in last or []
        for choice in reply.choices
    ]


async def _page(request: web.Request, view: _View, status: int = 200) -> web.Response:
    context: dict[str, Any] = {
        "site": view.site,
        "audience": view.audience,
        "turns": view.turns,
        "extra": view.extra,
        "text": view.text,
        "error": view.error,
        "notice": view.notice,
        "form_id": view.form_id,
        "carried": view.carried,
        "choices": _choices(request, view),
        "welcome": request.app[ANSWERS].welcome(view.audience) if view.held is None else None,
        "code": request.app[TOKENS].rights_code(view.held.conversation) if view.held else None,
    }
    own = request.app[ORIGINS]
    ancestors = await own.of_site(view.site.key if view.site else None)
    if ancestors:
        ancestors |= {"'self'"}
    return render(request, "chat.html", context, status, ancestors)


def _set_cookie(request: web.Request, response: web.Response, held: Held) -> None:
    token, _ = request.app[TOKENS].issue(held)
    response.set_cookie(
        _COOKIE,
        token,
        max_age=int(LIFETIME.total_seconds()),
        path="/chat",
        httponly=True,
        samesite="Lax",
        secure=request.app[SETTINGS].public_url.startswith("https://"),
    )


def _address(view: _View, fragment: str = "") -> str:
    site = f"?site={quote(view.site.key, safe='')}" if view.site else ""
    return f"/chat{site}{fragment}"


def _check_caller(request: web.Request) -> None:
    """Raises the 403 Problem when another site's page sends the form.

    The pages' referrer policy makes browsers send `Origin: null`, so `Sec-Fetch-Site` decides.
    """
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise foreign_origin()
    if origin not in (None, "null") and not request.app[ORIGINS].is_own(request, str(origin)):
        raise foreign_origin()


async def _form(request: web.Request) -> dict[str, str]:
    _check_caller(request)
    if request.content_type != "application/x-www-form-urlencoded":
        raise unusable("Ce formulaire n'a pas pu être lu.")
    raw = await read_body(request)
    try:
        return dict(parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=_FIELDS))
    except ValueError:
        raise unusable("Ce formulaire n'a pas pu être lu.") from None


@routes.get("/chat")
async def show(request: web.Request) -> web.Response:
    """The conversation so far, or how to begin one."""
    try:
        site = await site_of(request, request.query.get("site"))
        view = _View(site, _audience(request.query.get("audience")))
        view.held = _known(request, request.cookies.get(_COOKIE), site)
        if request.query.get("effacee"):
            view.notice = "La conversation est effacée."
        await _load(request, view)
        page = await _page(request, view)
    except Problem as problem:
        return problem_page(request, problem)
    if view.held is not None:
        _set_cookie(request, page, view.held)
    return page


@routes.post("/chat")
async def send(request: web.Request) -> web.Response:
    """Send a message or pick a choice; begins a conversation if there is none."""
    try:
        sent = await _form(request)
        view = _View(None, _audience(sent.get("audience")), text=sent.get("text", ""))
        with contextlib.suppress(ValueError):
            view.form_id = str(UUID(sent.get("id", "")))
        return await _send(request, view, sent)
    except Problem as problem:
        return problem_page(request, problem)


async def _send(request: web.Request, view: _View, sent: dict[str, str]) -> web.Response:
    opened: list[Reply] = []
    replies: list[Reply] = []
    try:
        view.site = await site_of(request, sent.get("site"))
        view.held = _known(request, sent.get("token") or request.cookies.get(_COOKIE), view.site)
        if view.held is None:
            opened = await _open(request, view)
        replies = await _receive(request, view, sent, opened)
    except Problem as problem:
        comfort = request.app[TURNS].comfort(view.text) if problem.status >= 500 else None
        if comfort is not None:
            replies = [comfort]
        else:
            view.error, view.extra = problem.detail, problem.replies or ()
            return await _direct(request, view, problem.status, problem)
    if not view.error:
        view.text = ""
        view.form_id = str(uuid4())
    try:
        await _load(request, view)
    except Problem:
        view.extra = replies
    else:
        shown = {reply.id for turn in view.turns for reply in turn.replies or []}
        view.extra = [reply for reply in replies if reply.id not in shown]
    if view.extra or _framed(request):
        return await _direct(request, view, 200, None)
    last = next((reply.id for turn in reversed(view.turns) for reply in turn.replies or []), None)
    response = web.Response(status=303, headers={"Location": _address(view, f"#r-{last}" if last else "")})
    if view.held is not None:
        _set_cookie(request, response, view.held)
    return response


async def _direct(request: web.Request, view: _View, status: int, problem: Problem | None) -> web.Response:
    """The page at once, without redirection: after an error, in a frame, or when nothing could be kept."""
    if problem is not None:
        with contextlib.suppress(Problem):
            await _load(request, view)
    if view.held is not None and _framed(request):
        view.carried, _ = request.app[TOKENS].issue(view.held)
    page = await _page(request, view, status)
    if problem is not None:
        page.headers.update(problem.headers)
    if view.held is not None and not _framed(request):
        _set_cookie(request, page, view.held)
    return page


async def _open(request: web.Request, view: _View) -> list[Reply]:
    await request.app[LIMITS].conversation(request.remote)
    wanted = NewConversation(site=view.site.key if view.site else None, audience=view.audience)
    opened = await request.app[CONVERSATIONS].open(wanted, None)
    view.held = Held(opened.conversation, wanted.site, None)
    return opened.replies


async def _receive(
    request: web.Request, view: _View, sent: dict[str, str], opened: list[Reply]
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


@routes.post("/chat/effacer")
async def erase(request: web.Request) -> web.Response:
    """Erase the conversation and its cookie."""
    try:
        sent = await _form(request)
        view = _View(await site_of(request, sent.get("site")), _audience(sent.get("audience")))
        view.held = _known(request, sent.get("token") or request.cookies.get(_COOKIE), view.site)
        if view.held is not None:
            try:
                await request.app[CONVERSATIONS].erase(view.held.conversation)
            except Problem as problem:
                if problem.status not in (404, 410):
                    raise
    except Problem as problem:
        return problem_page(request, problem)
    separator = "&" if view.site else "?"
    response = web.Response(status=303, headers={"Location": f"{_address(view)}{separator}effacee=1"})
    response.del_cookie(_COOKIE, path="/chat")
    return response
