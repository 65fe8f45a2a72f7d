"""A whole gateway with accounts, and browsers without a screen that are logged in to its console."""

from __future__ import annotations

import asyncio
import html
import re
import secrets
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyotp
import pytest
from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.ext.asyncio import AsyncSession

import bot.catalogue.models  # noqa: F401 - fills the metadata
from bot.catalogue.database import Base, open_database, session_maker
from bot.catalogue.models import EventType
from bot.catalogue.queries import accounts, sites
from bot.console import credentials
from bot.console.storage import session_digest
from bot.gateway.app import init_app
from bot.gateway.keys import SESSIONS
from bot.settings import Settings
from tests.console.follow_up_examples import make_follow_ups
from tests.gateway.conftest import ORIGIN, Client, settings

__all__ = ["settings"]

PASSWORD = "un long mot de passe d'essai"
# Hashed once: argon2 is slow on purpose.
HASH = credentials.hash_password(PASSWORD)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RECOVERY = "abcd-efgh-ijkl-mnop"
# By account: its role and its sites. The database has the sites « agence » and « autre ».
ACCOUNTS = {
    "admin@exemple.fr": ("administrator", []),
    # Entrusted with a site too: the only one whom every page opens to.
    "direction@exemple.fr": ("administrator", ["agence"]),
    "conseil@exemple.fr": ("counsellor", ["agence"]),
    "lecture@exemple.fr": ("reader", ["agence"]),
    "ailleurs@exemple.fr": ("counsellor", ["autre"]),
}


async def make_account(session: AsyncSession, email: str, role: str, keys: list[str]) -> None:
    """An account that PASSWORD, SECRET and RECOVERY open."""
    await accounts.add(
        session, email, email.partition("@")[0], role, keys, HASH, SECRET, [credentials.recovery_digest(RECOVERY)]
    )  # fmt: skip


@dataclass
class Browser:
    """Someone at the console: keeps cookies, sends forms with the token of the page."""

    client: Client
    token: str = ""

    async def get(self, path: str, status: int = 200, **options: Any) -> str:
        """The text of a page below `/console`, which must have this status."""
        response = await self.client.get(f"/console{path}", **options)
        text = await response.text()
        assert response.status == status, f"{path}: {response.status} {text}"
        if found := re.search(r'name="csrf" value="([^"]+)"', text):
            self.token = html.unescape(found[1])
        return text

    async def post(
        self, path: str, data: Any = None, token: str | None = None, **options: Any
    ) -> ClientResponse:
        """Send a form below `/console`; redirections are not followed."""
        sent = {**(data or {}), "csrf": self.token if token is None else token}
        options.setdefault("allow_redirects", False)
        return await self.client.post(f"/console{path}", data=sent, **options)

    async def log_in(self, email: str, password: str = PASSWORD, code: str | None = None) -> ClientResponse:
        """Fill in the login form."""
        await self.get("/connexion")
        code = pyotp.TOTP(SECRET).now() if code is None else code
        return await self.post("/connexion", {"email": email, "password": password, "code": code})

    async def session(self) -> AsyncSession:
        """A session with the gateway's database."""
        assert self.client.app is not None
        return self.client.app[SESSIONS]()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two sites and an account of each kind, made once and copied by each test."""
    path = tmp_path_factory.mktemp("console") / "template.db"

    async def prepare() -> None:
        engine = open_database(f"sqlite+aiosqlite:///{path}")
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with session_maker(engine).begin() as session:
            await sites.add(session, "Agence d'exemple", [ORIGIN], key="agence")
            await sites.add(session, "Autre agence", ["https://autre.exemple.fr"], key="autre")
            for email, (role, keys) in ACCOUNTS.items():
                await make_account(session, email, role, keys)
            # A kind to choose, so that forms can be sent.
            session.add(
                EventType(
                    slug="other", name="Autre", words=[], audience=[], duration={}, course="", useful_fields=[],
                    examples=[],
                )
            )  # fmt: skip
            await make_follow_ups(session)
        await engine.dispose()

    asyncio.run(prepare())
    return path


@pytest.fixture
async def server(template: Path, settings: Settings) -> AsyncIterator[TestServer]:
    """The gateway, at a plain http address; its engine is never asked."""
    shutil.copy(template, settings.var / "orisoin.db")
    made = TestServer(init_app(replace(settings, public_url="http://localhost:8080")))
    await made.start_server()
    yield made
    await made.close()


Open = Callable[..., Awaitable[Browser]]


@pytest.fixture
async def open_browser(server: TestServer) -> AsyncIterator[Open]:
    """Open a browser, logged in as an account when one is named."""
    made: list[Client] = []

    async def open_one(email: str | None = None) -> Browser:
        client: Client = TestClient(server, cookie_jar=CookieJar(unsafe=True))
        made.append(client)
        browser = Browser(client)
        if email is not None:
            # Logging in hashes a password, slowly: that is tried in test_login.py.
            token, browser.token = secrets.token_urlsafe(16), "jeton-des-formulaires"
            async with await browser.session() as session:
                account = await accounts.find(session, email)
                assert account is not None
                data = {"account": account.id, "csrf": browser.token}
                await accounts.open_session(session, session_digest(token), account.id, data)
                await session.commit()
            client.session.cookie_jar.update_cookies({"orisoin-console": token}, client.make_url("/"))
        return browser

    yield open_one
    for client in made:
        await client.session.close()
