"""The table of routes: one rule per method and path, read by the guard, the navigation and the tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.console.roles import Role

PREFIX = "/console"
FORM_BYTES = 262_144
UPLOAD_BYTES = 5_242_880

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Rule:
    """Who may call a route.

    `path` is below `/console`. `role` is the least one, None for everyone, logged in or not. With `{site}` in the
    path, only those who see that site. `people`: it shows what persons wrote, so that only accounts entrusted with a
    site may, whatever their role. `menu` is its name in the navigation. `most` bytes may be sent to it.
    """

    method: str
    path: str
    role: Role | None
    handler: Handler
    people: bool = False
    menu: str | None = None
    most: int = FORM_BYTES

    @property
    def sited(self) -> bool:
        """Whether its path names a site."""
        return "{site}" in self.path


class Routes:
    """The rules of one module, in the order in which they are written."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def get(
        self, path: str, role: Role | None, *, people: bool = False, menu: str | None = None
    ) -> Callable[[Handler], Handler]:
        """Register a page."""
        return self._add("GET", path, role, people, menu, FORM_BYTES)

    def post(
        self, path: str, role: Role | None, *, people: bool = False, most: int = FORM_BYTES
    ) -> Callable[[Handler], Handler]:
        """Register what a form is sent to."""
        return self._add("POST", path, role, people, None, most)

    def _add(
        self, method: str, path: str, role: Role | None, people: bool, menu: str | None, most: int
    ) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            self.rules.append(Rule(method, path, role, handler, people, menu, most))
            return handler

        return register
