"""What may come in: no compressed body, 16 kB at most (3 MB from platforms), whole within ten seconds, JSON that fits."""

from __future__ import annotations

import asyncio
import json
from typing import TypeVar

from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import BaseModel, ValidationError

from bot.console.routes import PREFIX, UPLOAD_BYTES
from bot.gateway.problems import encoded, invalid_json, slow_body, too_large, unusable

MAXIMUM_BYTES = 16_384
# Platforms put many messages in one call.
WEBHOOK_BYTES = 3_000_000
READ_SECONDS = 10.0

M = TypeVar("M", bound=BaseModel)


@web.middleware
async def guard_body(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what is compressed or announced too large before reading any of it."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise encoded()
    if request.path.startswith(f"{PREFIX}/"):
        # Files are sent to the console: it has a limit for each of its forms, and tells of it in a page.
        return await handler(request)
    if request.path.startswith("/webhooks/"):
        most = WEBHOOK_BYTES
    else:
        most = UPLOAD_BYTES if request.path.startswith("/proposer/") else MAXIMUM_BYTES
    if request.content_length is not None and request.content_length > most:
        raise too_large()
    return await handler(request)


async def read_body(request: web.Request) -> bytes:
    """The whole body. Raises the 408 or the 413 Problem."""
    try:
        async with asyncio.timeout(READ_SECONDS):
            return await request.read()
    except TimeoutError:
        raise slow_body() from None
    except web.HTTPRequestEntityTooLarge:
        raise too_large() from None


async def read_json(request: web.Request, model: type[M]) -> M:
    """The body as `model`; no body is an empty object. Raises the 400 or the 422 Problem."""
    raw = await read_body(request)
    try:
        value = json.loads(raw) if raw.strip() else {}
    except (ValueError, RecursionError):
        raise invalid_json() from None
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise unusable(_explained(error)) from None


def _explained(error: ValidationError) -> str:
    """The first mistake, in French; never the value, which may be personal."""
    first = error.errors(include_url=False, include_input=False)[0]
    name = ".".join(str(part) for part in first["loc"])
    kind = first["type"]
    if kind == "value_error":
        return str(first["msg"]).removeprefix("Value error, ")
    if kind == "missing":
        return f"Il manque « {name} »."
    if kind == "extra_forbidden":
        return f"« {name} » n'est pas attendu ici."
    if kind == "string_too_long":
        return f"« {name} » est trop long ({first['ctx']['max_length']} caractères au plus)."
    if kind.startswith("uuid"):
        return f"« {name} » doit être un identifiant UUID."
    return f"« {name} » n'a pas une valeur utilisable." if name else "La demande n'a pas la forme attendue."
