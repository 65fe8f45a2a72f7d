"""A page of the console: its template, its navigation, its messages, its headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import aiohttp_jinja2
from aiohttp import web
from aiohttp_session import SESSION_KEY, Session

from bot.console.keys import RULES, Caller, caller_or_none
from bot.console.routes import PREFIX, Rule

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; "
    "base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'"
)
_MESSAGES = "messages"

Trail = Sequence[tuple[str, str]]


def page(
    request: web.Request,
    template: str,
    *,
    title: str,
    trail: Trail = (),
    status: int = 200,
    **context: Any,
) -> web.Response:
    """A page. `trail` are the pages above it, as `(name, address below /console)`."""
    session = cast("Session | None", request.get(SESSION_KEY))
    caller = caller_or_none(request)
    shown = {
        **context,
        "title": title,
        "trail": [("Accueil", f"{PREFIX}/"), *((name, PREFIX + path) for name, path in trail)],
        "status": status,
        "caller": caller,
        "menu": _menu(request.config_dict[RULES], caller, request.path),
        "csrf_token": session.get("csrf", "") if session is not None else "",
        "messages": _take_messages(session),
    }
    response = aiohttp_jinja2.render_template(template, request, shown, status=status)
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    # Without any referrer, browsers send forms with the origin "null", which says nothing of where they come from.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _menu(rules: tuple[Rule, ...], caller: Caller | None, path: str) -> list[tuple[str, str, bool]]:
    """The entries that `caller` may open: name, address, whether we are below it."""
    if caller is None:
        return []
    entries = []
    for rule in rules:
        if rule.menu is None or rule.role is None or not caller.role.covers(rule.role):
            continue
        if rule.people and not caller.entrusted:
            continue
        address = PREFIX + rule.path
        inside = path == address if rule.path == "/" else path == address or path.startswith(address + "/")
        entries.append((rule.menu, address, inside))
    return entries


def say(request: web.Request, words: str) -> None:
    """Show a sentence at the top of the next page."""
    session = cast(Session, request[SESSION_KEY])
    session[_MESSAGES] = [*session.get(_MESSAGES, []), words][-5:]


def _take_messages(session: Session | None) -> list[str]:
    if session is None or not session.get(_MESSAGES):
        return []
    return list(cast("dict[str, Any]", session).pop(_MESSAGES))


async def form_values(request: web.Request) -> dict[str, str]:
    """The words of a form that has no class of its own."""
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def below(path: str) -> web.HTTPSeeOther:
    """The answer that leads to a page of the console; to be raised."""
    return web.HTTPSeeOther(PREFIX + path)
