"""A real gateway over a real database, a scripted engine, a host's pages on another origin, and Chromium."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Dialog, Locator, Page, async_playwright

import bot.catalogue.models  # noqa: F401 - fills the metadata
from bot.catalogue.database import Base, open_database, session_maker
from bot.catalogue.queries import sites
from bot.settings import ROOT, Settings, load_settings
from tests.gateway.fakes import FakeActions, free_port
from tests.widget.engine import ScriptedEngine
from tests.widget.host import Host

CHROMIUM = "/usr/bin/chromium"
SCREENSHOTS = ROOT / "results" / "screenshots"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Running:
    """The service and the host's pages, as a browser reaches them."""

    address: str
    host: Host
    engine: ScriptedEngine
    settings: Settings


async def _prepare(settings: Settings, host: str) -> None:
    engine = open_database(settings.database_url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with session_maker(engine)() as opened:
        await sites.add(opened, "Agence d'essai", [host], key="hote", territory="05")
        await sites.add(opened, "Autre agence", ["https://autre.exemple.fr"], key="autre")
        themed: dict[str, dict[str, Any]] = {
            "jaune": {"colour": "#ffd600"},
            "rose": {"colour": "#f8c8dc", "position": "left", "greeting": "Bienvenue à l'agence rose."},
            "noir": {"colour": "#000000"},
            "vert": {"colour": "#5fbf77"},
        }
        for key, look in themed.items():
            await sites.add(opened, f"Agence {key}", [host], key=key, **look)
        await opened.commit()
    await engine.dispose()


async def _ready(address: str, process: asyncio.subprocess.Process) -> None:
    async with aiohttp.ClientSession() as http:
        for _ in range(900):
            assert process.returncode is None, "the gateway stopped"
            try:
                async with http.get(f"{address}/healthz") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
    raise AssertionError("the gateway does not answer")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """Everything but the browser, once for the session."""
    port, host_port, host = free_port(), free_port(), Host()
    await host.start(host_port)
    host.service = f"http://127.0.0.1:{port}"
    environment = {
        "ORISOIN_PORT": str(port),
        "ORISOIN_HOST": "127.0.0.1",
        "ORISOIN_PUBLIC_URL": host.service,
        "ORISOIN_ENGINE_PORT": str(free_port()),
        "ORISOIN_ACTIONS_PORT": str(free_port()),
        "ORISOIN_VAR": str(tmp_path_factory.mktemp("widget")),
        "ORISOIN_SECRET": "un-secret-pour-les-essais",
        "ORISOIN_DEMONSTRATION": "oui",
        "ORISOIN_LOG_LEVEL": "WARNING",
    }
    settings = load_settings(environment)
    await _prepare(settings, host.origin)
    engine, actions = ScriptedEngine(settings), FakeActions(settings.actions_port)
    await engine.start()
    await actions.start()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.gateway", cwd=ROOT, env={**os.environ, **environment}
    )
    try:
        await _ready(host.service, process)
        yield Running(host.service, host, engine, settings)
    finally:
        process.terminate()
        await process.wait()
        await engine.stop()
        await actions.stop()
        await host.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """Debian's Chromium, once for the session."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=_ARGUMENTS)
        yield browser
        await browser.close()


@dataclass
class Visit:
    """A person's tab on a host's page."""

    page: Page
    running: Running
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def refuse(self, dialog: Dialog) -> None:
        """No dialog of the browser is ours: who opens one ran code."""
        self.errors.append(f"{dialog.type} dialog: {dialog.message}")
        await dialog.dismiss()

    def find(self, selector: str) -> Locator:
        """An element of the widget."""
        return self.page.locator(f"orisoin-widget {selector}")

    async def go(self, name: str = "plain", wait: bool = True) -> Visit:
        """Load a page of the host, or of the service when `name` begins with `/`."""
        base = self.running.address if name.startswith("/") else self.running.host.origin + "/"
        await self.page.goto(base + name)
        if wait:
            await self.find(".launcher").wait_for()
        return self

    async def open(self) -> Visit:
        """Press the launcher and wait for the first reply."""
        await self.find(".launcher").click()
        await self.find(".turn.bot").first.wait_for()
        return self

    async def say(self, text: str, wait: bool = True) -> Visit:
        """Type and send; wait for a reply to a person's words (a greeting is none)."""
        answers = self.find(".turn.person ~ .turn.bot")
        before = await answers.count()
        await self.find("#text").fill(text)
        await self.find("#text").press("Enter")
        if wait:
            await answers.nth(before).wait_for()
        return self

    async def focused(self) -> str:
        """What has the focus inside the widget: its id, class or words."""
        return str(
            await self.page.evaluate(
                """() => {
                  let at = document.activeElement;
                  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
                  return at ? at.id || at.className || at.textContent.trim() || at.localName : "";
                }"""
            )
        )

    async def stored(self) -> list[str]:
        """Every key kept by the browser for the host's page, and its cookies."""
        keys = await self.page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]")
        return [*keys, *(cookie["name"] for cookie in await self.page.context.cookies())]

    async def picture(self, name: str, full: bool = False) -> None:
        """Write what is seen to the folder that a person can leaf through."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=full)


class Visits:
    """Opens tabs; closes them at the end of the test and says what went wrong in them."""

    def __init__(self, browser: Browser, running: Running) -> None:
        self._browser = browser
        self._running = running
        self.made: list[Visit] = []

    async def __call__(self, width: int = 1100, height: int = 800, **options: Any) -> Visit:
        context = await self._browser.new_context(
            viewport={"width": width, "height": height}, locale="fr-FR", **options
        )
        context.set_default_timeout(8000)
        visit = Visit(await context.new_page(), self._running)
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("dialog", visit.refuse)
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on(
            "console",
            lambda message: visit.errors.append(message.text) if message.type == "error" else None,
        )
        self.made.append(visit)
        return visit


@pytest_asyncio.fixture(loop_scope="session")
async def visit(chromium: Browser, running: Running) -> AsyncIterator[Visits]:
    """Open tabs with `await visit(width, height)`; no script may fail in them."""
    running.engine.reset()
    visits = Visits(chromium, running)
    yield visits
    errors = [error for one in visits.made for error in one.errors]
    for one in visits.made:
        await one.page.context.close()
    assert [error for error in errors if not error.startswith("Failed to load resource")] == []
