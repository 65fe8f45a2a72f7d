"""The middlewares of the console: every route has a rule, every change comes from one of our own forms."""

from __future__ import annotations

import asyncio
import contextlib
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
from bot.console import resuming
from bot.console.keys import RULES, SETTINGS, caller_or_none, database
from bot.console.pages import page
from bot.console.resuming import LOGIN, LoginForm
from bot.console.routes import FORM_BYTES, PREFIX, UPLOAD_BYTES, Rule

_READ_SECONDS = 60.0
_SAFE = ("GET", "HEAD")
# A browser shows our page only once it has sent all it announced: of someone we know, this much is waited for.
_MOST_WAITED = 100_000_000
_TOO_LONG = "Ce qui a été envoyé est trop long. Revenez en arrière, et raccourcissez-le."
_TOO_MUCH = (
    f"Un fichier de {UPLOAD_BYTES // 1_048_576} Mo au plus est accepté. Coupez-le, ou abonnez-vous à son adresse "
    "dans « Sources »."
)
_NEVER = "Cette page n'existe pas, ou vous n'y avez pas accès."
_WAITED = "Cette page était ouverte depuis trop longtemps : connectez-vous de nouveau."
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
        rule = rule_of(request)
        words = _TOO_MUCH if rule is not None and rule.most == UPLOAD_BYTES else _TOO_LONG
        response = refusal(request, 413, "Envoi trop lourd", words)
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
    late = await _late(request, rule)
    if late is not None:
        return late
    await _check_caller(request, rule)
    if request.method not in _SAFE:
        if (request.content_length or 0) > rule.most:
            await _let_pass(request)
            raise web.HTTPRequestEntityTooLarge(rule.most, request.content_length or 0)
        request = request.clone(client_max_size=rule.most)
        form = await _sent(request)
        try:
            if not _has_token(form, session):
                return _stale(request, rule, form, session["csrf"])
            return await handler(request)
        finally:
            _close(form)
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


async def _let_pass(request: web.Request) -> None:
    """Read what is too much, and forget it at once."""
    if caller_or_none(request) is None or (request.content_length or 0) > _MOST_WAITED:
        return
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_READ_SECONDS):
            async for _ in request.content.iter_any():
                pass


async def _late(request: web.Request, rule: Rule) -> web.StreamResponse | None:
    """The answer to a form of ours whose session is over meanwhile: what was typed in it is not lost."""
    if request.method in _SAFE or rule.role is None or caller_or_none(request) is not None:
        return None
    if not _is_ours(request) or (request.content_length or FORM_BYTES + 1) > FORM_BYTES:
        return None
    form = await _sent(request.clone(client_max_size=FORM_BYTES))
    try:
        return resuming.ask_again(request, form)
    finally:
        _close(form)


def _stale(request: web.Request, rule: Rule, form: MultiDictProxy[Any], csrf: str) -> web.StreamResponse:
    """The answer to a form without the token of this session. Raises 403 for one that may be someone else's."""
    if _is_ours(request):
        if rule.role is None:
            kept = form.get("kept")
            again = LoginForm(data={"kept": kept if isinstance(kept, str) else "", "suite": f"{PREFIX}/"})
            return resuming.login_page(request, again, 403, _WAITED)
        found = resuming.send_again(request, form, csrf)
        if found is not None:
            return found
    raise web.HTTPForbidden(text=_STALE)


def _is_ours(request: web.Request) -> bool:
    """Whether the browser itself says that a form comes from one of our pages."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or _from_us(
        request.headers.get("Origin"), request
    )


def _from_us(origin: str | None, request: web.Request) -> bool:
    known = (request.config_dict[SETTINGS].public_url, f"{request.scheme}://{request.host}")
    return origin is not None and any(_origin(origin) == _origin(one) for one in known)


async def _sent(request: web.Request) -> MultiDictProxy[Any]:
    """The form that was sent. First its origin is checked."""
    origin = request.headers.get("Origin")
    # The pages' referrer policy makes browsers send `null` from our own forms: Sec-Fetch-Site and the token decide.
    ours = origin in (None, "null") or _from_us(origin, request)
    if not ours or request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise web.HTTPForbidden(text="Ce formulaire ne vient pas d'une page de la console.")
    try:
        async with asyncio.timeout(_READ_SECONDS):
            return await request.post()
    except (ValueError, TimeoutError) as error:
        raise web.HTTPBadRequest(text="Le formulaire n'est pas arrivé en entier.") from error


def _has_token(form: MultiDictProxy[Any], session: Session) -> bool:
    token = form.get("csrf")
    return isinstance(token, str) and hmac.compare_digest(token.encode(), session["csrf"].encode())


def _close(form: MultiDictProxy[Any]) -> None:
    for sent in form.values():
        if isinstance(sent, web.FileField):
            sent.file.close()


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc
