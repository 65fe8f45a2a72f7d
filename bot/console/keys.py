"""What the console's application holds, and what a request carries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timezone

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models.accounts import Account
from bot.console.roles import Role
from bot.console.routes import Rule
from bot.settings import Settings

SETTINGS: web.AppKey[Settings] = web.AppKey("console_settings", Settings)
SESSIONS: web.AppKey[async_sessionmaker[AsyncSession]] = web.AppKey("console_sessions", async_sessionmaker)
SECRET: web.AppKey[bytes] = web.AppKey("console_secret", bytes)
# Counts a proposal from an address; False when there were too many.
MayPropose = Callable[[str | None], Awaitable[bool]]
MAY_PROPOSE: web.AppKey[MayPropose] = web.AppKey("may_propose")
RULES: web.AppKey[tuple[Rule, ...]] = web.AppKey("console_rules", tuple)


@dataclass(frozen=True)
class Caller:
    """Whoever is logged in. `visible` are the sites whose agenda they see (None: all of them); `entrusted` those
    whose people they may read."""

    account: Account
    role: Role

    @property
    def id(self) -> int:
        """The number of the account."""
        return self.account.id

    @property
    def entrusted(self) -> frozenset[str]:
        """The sites of the account itself."""
        return self.account.site_keys

    @property
    def visible(self) -> frozenset[str] | None:
        """The sites seen: all of them for an administrator."""
        return None if self.role is Role.ADMINISTRATOR else self.entrusted

    def sees(self, site_key: str | None) -> bool:
        """Whether what belongs to this site (None: to no site) may be changed."""
        return self.visible is None or site_key in self.visible


_CALLER = web.RequestKey("console_caller", Caller)


def set_caller(request: web.Request, account: Account | None) -> None:
    """Remember who is logged in."""
    if account is not None:
        request[_CALLER] = Caller(account, Role(account.role))


def caller_or_none(request: web.Request) -> Caller | None:
    """Who is logged in, if anyone is."""
    return request.get(_CALLER)


def caller_of(request: web.Request) -> Caller:
    """Who is logged in, on a page that nobody else reaches."""
    return request[_CALLER]


def database(request: web.Request) -> AsyncSession:
    """A session with the database, to be used with `async with`."""
    return request.config_dict[SESSIONS]()


def now() -> datetime:
    """The present, aware."""
    return datetime.now(timezone.utc)
