"""Headers of every response: what a browser must not do with it."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from bot.gateway.keys import SETTINGS

_PRIVATE = ("/api/v1/conversations", "/api/v1/rights", "/chat", "/p/", "/console")


def page_policy(frame_ancestors: Iterable[str] = ()) -> str:
    """The content security policy of a page that only these origins may frame (nobody by default)."""
    ancestors = " ".join(sorted(frame_ancestors)) or "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        f"base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors {ancestors}"
    )


async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Signal handler: complete the headers of `response`, without undoing what a handler chose."""
    headers = response.headers
    headers["Server"] = "orisoin"
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    if request.path.startswith(_PRIVATE) or response.status >= 400:
        headers.setdefault("Cache-Control", "no-store")
    if request.config_dict[SETTINGS].public_url.startswith("https://"):
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
