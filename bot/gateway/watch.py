"""The middlewares around every request: what it cost, and how it fails."""

from __future__ import annotations

import secrets
import time

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.gateway.keys import METRICS
from bot.gateway.problems import Problem, failure, too_large, unknown, wrong_method
from bot.gateway.traces import place_of

# A label per invented method would let anyone fill the memory.
_METHODS = {"GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "PATCH"}

_log = structlog.get_logger()


def _route(request: web.Request) -> str:
    """The route's form, never the path: a path may hold a code."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "none"


@web.middleware
async def observe(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count, time and log each request."""
    started = time.monotonic()
    response = await handler(request)
    seconds, route, metrics = time.monotonic() - started, _route(request), request.config_dict[METRICS]
    method = request.method if request.method in _METHODS else "other"
    metrics.requests.labels(method=method, route=route, status=response.status).inc()
    metrics.seconds.labels(route=route).observe(seconds)
    _log.debug("request", method=method, route=route, status=response.status, seconds=round(seconds, 3))
    return response


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every refusal and every mistake into a problem document."""
    try:
        return await handler(request)
    except Problem as problem:
        return problem.response()
    except web.HTTPNotFound:
        return unknown().response()
    except web.HTTPMethodNotAllowed as error:
        return wrong_method(", ".join(sorted(error.allowed_methods))).response()
    except web.HTTPRequestEntityTooLarge:
        return too_large().response()
    except web.HTTPException:
        raise
    except Exception as error:
        # Neither the message nor the locals of an exception may be logged: they can quote the person.
        _log.error("request.failed", id=secrets.token_hex(4), route=_route(request), cause=place_of(error))
        return failure().response()
