"""The middlewares of the console: every route has a rule, every change comes from one of our own forms."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from typing import Any
from urllib.parse import quote, urlsplit

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from aiohttp_session import Session, get_session
from multidict import MultiDictProxy
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.catalogue.queries import sites
from bot.console.keys import RULES, SETTINGS, caller_or_none, database
from bot.console.pages import page
from bot.console.routes import PREFIX, UPLOAD_BYTES, Rule

LOGIN = f"{PREFIX}/connexion"
_READ_SECONDS = 60.0
_SAFE = ("GET", "HEAD")
_NEVER = "Cette page n'existe pas, ou vous n'y avez pas accès."
_STALE = "Cette page était ouverte depuis trop longtemps. Revenez en arrière, rechargez-la et recommencez."

_log = structlog.get_logger()


def rule_of(request: web.Request) -> Rule | None:
    """The rule of the route that a request reaches."""
    method = "GET" if request.method == "HEAD" else request.method
    handler = request.match_info.handler
    rules = request.config_dict[RULES]
    return next((rule for rule in rules if rule.handler is handler and rule.method == method), None)


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refusals and mistakes as pages, that nobody may keep."""
    try:
        response = await handler(request)
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
        response = refusal(request, 404, "Page introuvable", _NEVER)
    except web.HTTPForbidden as error:
        response = refusal(request, 403, "Accès refusé", error.text or _NEVER)
    except web.HTTPRequestEntityTooLarge:
        most = UPLOAD_BYTES // 1_048_576
        response = refusal(request, 413, "Envoi trop lourd", f"Un fichier de {most} Mo au plus est accepté.")
    except web.HTTPBadRequest as error:
        response = refusal(request, 400, "Demande illisible", error.text or "La demande est illisible.")
    except web.HTTPException as error:
        error.headers.setdefault("Cache-Control", "no-store")
        raise
    except (OperationalError, InterfaceError, OSError) as error:
        # Neither the message nor the parameters, which may quote what was typed.
        _log.error("console.failed", id=secrets.token_hex(4), cause=type(error).__name__)
        response = refusal(
            request, 503, "Service indisponible", "La base de données ne répond pas. Réessayez bientôt."
        )
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def refusal(request: web.Request, status: int, title: str, detail: str) -> web.Response:
    """A refusal as a page."""
    return page(request, "refusal.html", title=title, status=status, detail=detail)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what the table of routes does not allow; check where changes come from."""
    rule = rule_of(request)
    if rule is None:
        raise web.HTTPNotFound
    session = await get_session(request)
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(24)
    await _check_caller(request, rule)
    if request.method not in _SAFE:
        request = request.clone(client_max_size=rule.most)
        form = await _check_form(request, session)
        try:
            return await handler(request)
        finally:
            for sent in form.values():
                if isinstance(sent, web.FileField):
                    sent.file.close()
    return await handler(request)


async def _check_caller(request: web.Request, rule: Rule) -> None:
    if rule.role is None:
        return
    caller = caller_or_none(request)
    if caller is None:
        wanted = f"?suite={quote(request.path_qs, safe='')}" if request.method == "GET" else ""
        raise web.HTTPSeeOther(LOGIN + wanted)
    if not caller.role.covers(rule.role) or (rule.people and not caller.entrusted):
        raise web.HTTPForbidden(text="Votre compte ne permet pas d'ouvrir cette page.")
    if rule.sited:
        key = request.match_info["site"]
        allowed = caller.entrusted if rule.people else caller.visible
        if allowed is not None and key not in allowed:
            raise web.HTTPNotFound
        async with database(request) as opened:
            if await sites.get(opened, key) is None:
                raise web.HTTPNotFound


async def _check_form(request: web.Request, session: Session) -> MultiDictProxy[Any]:
    """The form that was sent. First its origin is checked, then the token of the form."""
    origin = request.headers.get("Origin")
    known = (request.config_dict[SETTINGS].public_url, f"{request.scheme}://{request.host}")
    # The pages' referrer policy makes browsers send `null` from our own forms: Sec-Fetch-Site and the token decide.
    ours = origin in (None, "null") or any(_origin(str(origin)) == _origin(one) for one in known)
    if not ours or request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise web.HTTPForbidden(text="Ce formulaire ne vient pas d'une page de la console.")
    try:
        async with asyncio.timeout(_READ_SECONDS):
            form = await request.post()
    except (ValueError, TimeoutError) as error:
        raise web.HTTPBadRequest(text="Le formulaire n'est pas arrivé en entier.") from error
    token = form.get("csrf")
    if not isinstance(token, str) or not hmac.compare_digest(token.encode(), session["csrf"].encode()):
        raise web.HTTPForbidden(text=_STALE)
    return form


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc
