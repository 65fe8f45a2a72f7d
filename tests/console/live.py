"""The console in a real browser: a gateway with an example of each thing, a tab, and what hands do at a keyboard."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyotp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Dialog, Page
from sqlalchemy import select

from bot.catalogue.models import Account
from bot.console.routes import PREFIX
from bot.gateway.app import init_app
from bot.gateway.keys import SESSIONS
from bot.settings import load_settings
from tests.console.conftest import PASSWORD, SECRET
from tests.console.examples import fill
from tests.gateway.fakes import free_port

MOST_TABS = 200


@dataclass
class Live:
    """The gateway, as a browser reaches it, with an example of each thing."""

    address: str
    examples: dict[str, str]
    server: TestServer

    async def rewind(self) -> None:
        """Codes serve once: let this half-minute's serve again."""
        async with self.server.app[SESSIONS].begin() as session:  # type: ignore[attr-defined]
            for account in await session.scalars(select(Account)):
                account.totp_step = 0


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def live(template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Live]:
    """A gateway for this module."""
    var, port = tmp_path_factory.mktemp("console-pages"), free_port()
    await asyncio.to_thread(shutil.copy, template, var / "orisoin.db")
    address = f"http://127.0.0.1:{port}"
    settings = load_settings(
        {
            "ORISOIN_VAR": str(var),
            "ORISOIN_SECRET": "un-secret-pour-les-essais",
            "ORISOIN_PUBLIC_URL": address,
            "ORISOIN_ENGINE_PORT": str(free_port()),
            "ORISOIN_ACTIONS_PORT": str(free_port()),
            "ORISOIN_DEMONSTRATION": "non",
        }
    )
    server = TestServer(init_app(settings), port=port)
    await server.start_server()
    async with server.app[SESSIONS].begin() as session:  # type: ignore[attr-defined]
        examples = await fill(session)
    yield Live(address, examples, server)
    await server.close()


@dataclass
class Tab:
    """A tab; what the browser complained of is kept."""

    page: Page
    live: Live
    errors: list[str] = field(default_factory=list)

    async def go(self, path: str) -> None:
        """Load a page."""
        await self.page.goto(self.live.address + path)

    async def log_in(self, email: str) -> None:
        """Log in, quickly."""
        await self.live.rewind()
        await self.go(f"{PREFIX}/connexion")
        await self.page.fill("#email", email)
        await self.page.fill("#password", PASSWORD)
        await self.page.fill("#code", pyotp.TOTP(SECRET).now())
        await self.page.click("main button.main")
        await self.page.wait_for_url(f"{self.live.address}{PREFIX}/")


@asynccontextmanager
async def open_tab(chromium: Browser, live: Live, **options: Any) -> AsyncIterator[Tab]:
    """A new tab; no script may fail and no dialog open in it."""
    context = await chromium.new_context(locale="fr-FR", viewport={"width": 1100, "height": 800}, **options)
    context.set_default_timeout(15_000)
    made = Tab(await context.new_page(), live)

    async def close(dialog: Dialog) -> None:
        made.errors.append(f"dialog: {dialog.message}")
        await dialog.dismiss()

    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.on("dialog", close)
    try:
        yield made
    finally:
        await context.close()
    assert made.errors == [], made.errors


@pytest_asyncio.fixture(loop_scope="session")
async def tab(chromium: Browser, live: Live) -> AsyncIterator[Tab]:
    """A new tab."""
    async with open_tab(chromium, live) as made:
        yield made


async def violations(page: Page) -> list[str]:
    """What axe finds, one line each."""
    found = (await Axe().run(page)).response["violations"]
    return [f"{one['id']}: {node['target']} {node['html'][:150]}" for one in found for node in one["nodes"]]


_FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0].textContent : at.textContent;
  return label.replace(/\\s+/g, " ").trim();
}"""

_KIND = "kind => document.activeElement.matches(kind)"


async def reach(page: Page, words: str, kind: str = "*") -> None:
    """Press Tab until what has the focus, of this kind of element, is named by these words."""
    seen: list[str] = []
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        seen.append(await page.evaluate(_FOCUSED))
        if seen[-1].startswith(words) and await page.evaluate(_KIND, kind):
            return
    raise AssertionError(f"« {words} » cannot be reached: {seen}")


async def press(page: Page, words: str) -> None:
    """Reach a link or a button, press it, and wait for the next page."""
    await reach(page, words)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def write(page: Page, words: str, text: str) -> None:
    """Reach a field and write in it, over what is there."""
    await reach(page, words)
    await page.keyboard.press("Control+A")
    await page.keyboard.type(text)
