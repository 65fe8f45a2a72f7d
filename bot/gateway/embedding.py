"""What a host page loads: the tag's script at a lasting address, the rest under a name that changes with its content."""

from __future__ import annotations

import base64
import gzip
import hashlib
from functools import cache

from aiohttp import web

from bot.gateway.assembly import widget_files
from bot.gateway.problems import unknown

routes = web.RouteTableDef()

LOADER_SECONDS = 3600
_FOREVER = "public, max-age=31536000, immutable"
# While a new version is put in service, pages that hold the old loader get the new panel, and keep it for no longer.
_OUTDATED = "no-cache"


@cache
def _compressed(text: str) -> bytes:
    return gzip.compress(text.encode(), 9, mtime=0)


def integrity(text: str) -> str:
    """The value of a tag's `integrity` attribute for this file."""
    return "sha384-" + base64.b64encode(hashlib.sha384(text.encode()).digest()).decode()


def _script(request: web.Request, text: str, caching: str) -> web.Response:
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'
    headers = {
        "Cache-Control": caching,
        "ETag": tag,
        "Vary": "Accept-Encoding",
        # Public code, the same for all: any page may load it, also under cross-origin isolation.
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if tag in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    body = text.encode()
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        body = _compressed(text)
        headers["Content-Encoding"] = "gzip"
    return web.Response(body=body, content_type="text/javascript", charset="utf-8", headers=headers)


@routes.get("/embed/v1.js")
async def loader(request: web.Request) -> web.Response:
    """The script of the tag."""
    _, files = widget_files()
    return _script(request, files["loader.js"], f"public, max-age={LOADER_SECONDS}")


@routes.get("/embed/{version}/{name}")
async def versioned(request: web.Request) -> web.Response:
    """A file of the widget under its version."""
    version, files = widget_files()
    text = files.get(request.match_info["name"])
    if text is None:
        raise unknown("Ce fichier")
    return _script(request, text, _FOREVER if request.match_info["version"] == version else _OUTDATED)
