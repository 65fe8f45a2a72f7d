"""The conversation page without JavaScript: what it shows, who may send its forms, how it answers."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl, quote
from uuid import uuid4

from aiohttp import web

from bot.catalogue.models.sites import Site
from bot.gateway.bodies import read_body
from bot.gateway.keys import ANSWERS, CONVERSATIONS, ORIGINS, SETTINGS, TOKENS
from bot.gateway.pages import render
from bot.gateway.problems import Problem, foreign_origin, unusable
from bot.gateway.schemas import Audience, TurnView
from bot.gateway.tokens import LIFETIME, RENEWABLE, Held
from bot.replies import Reply

COOKIE = "orisoin_conversation"
_AUDIENCES = ("young", "career_change", "counsellor")
_FIELDS = 20


@dataclass
class View:
    """What the page shows."""

    site: Site | None
    audience: Audience | None
    held: Held | None = None
    turns: list[TurnView] = field(default_factory=list)
    extra: Sequence[Reply] = ()
    text: str = ""
    error: str | None = None
    notice: str | None = None
    asked: dict[str, str] = field(default_factory=dict)
    request_error: str | None = None
    form_id: str = field(default_factory=lambda: str(uuid4()))
    # The token itself, in the form, where the page is framed: other sites' frames get no cookie.
    carried: str | None = None


def audience_of(text: str | None) -> Audience | None:
    """The audience a form or an address names, None for any other text."""
    return cast(Audience, text) if text in _AUDIENCES else None


def is_framed(request: web.Request) -> bool:
    """Whether the page is in another page's frame, where browsers keep no cookie."""
    return request.headers.get("Sec-Fetch-Dest") == "iframe"


def known(request: web.Request, token: str | None, site: Site | None) -> Held | None:
    """The conversation of this token, if it can still be continued on this site."""
    if not token:
        return None
    try:
        held = request.app[TOKENS].read(token, RENEWABLE)
    except Problem:
        return None
    return held if held.site == (site.key if site else None) else None


async def load(request: web.Request, view: View) -> None:
    """The transcript of the view's conversation; without one when it is gone."""
    if view.held is None:
        return
    try:
        view.turns = await request.app[CONVERSATIONS].turns(view.held.conversation, None)
    except Problem as problem:
        if problem.status not in (404, 410):
            raise
        view.held, view.notice = None, problem.detail


def _choices(request: web.Request, view: View) -> list[dict[str, str]]:
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


async def page_of(request: web.Request, view: View, status: int = 200) -> web.Response:
    """The page of a view, which only its site's pages may frame."""
    context: dict[str, Any] = {
        "site": view.site,
        "audience": view.audience,
        "turns": view.turns,
        "extra": view.extra,
        "text": view.text,
        "error": view.error,
        "notice": view.notice,
        "asked": view.asked,
        "request_error": view.request_error,
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


def set_cookie(request: web.Request, response: web.Response, held: Held) -> None:
    """Keep the conversation's token in the browser, for this page only."""
    token, _ = request.app[TOKENS].issue(held)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LIFETIME.total_seconds()),
        path="/chat",
        httponly=True,
        samesite="Lax",
        secure=request.app[SETTINGS].public_url.startswith("https://"),
    )


def open_here(request: web.Request, conversation: str) -> web.Response:
    """Have this browser continue a conversation that began elsewhere. Raises the 403 Problem for a foreign form."""
    _check_caller(request)
    response = web.Response(status=303, headers={"Location": "/chat"})
    set_cookie(request, response, Held(conversation, None, None))
    return response


def address(view: View, fragment: str = "") -> str:
    """Where the conversation of a view is."""
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


async def read_form(request: web.Request) -> dict[str, str]:
    """The fields of a form that this service's own page sends. Raises the 403 or the 422 Problem."""
    _check_caller(request)
    if request.content_type != "application/x-www-form-urlencoded":
        raise unusable("Ce formulaire n'a pas pu être lu.")
    raw = await read_body(request)
    try:
        return dict(parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=_FIELDS))
    except ValueError:
        raise unusable("Ce formulaire n'a pas pu être lu.") from None


async def direct(request: web.Request, view: View, status: int, problem: Problem | None) -> web.Response:
    """The page at once, without redirection: after an error, in a frame, or when nothing could be kept."""
    if problem is not None:
        with contextlib.suppress(Problem):
            await load(request, view)
    if view.held is not None and is_framed(request):
        view.carried, _ = request.app[TOKENS].issue(view.held)
    page = await page_of(request, view, status)
    if problem is not None:
        page.headers.update(problem.headers)
    if view.held is not None and not is_framed(request):
        set_cookie(request, page, view.held)
    return page
