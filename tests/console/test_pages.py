"""The console in a real browser: nothing for axe to find on any page, a whole day by keyboard alone, hostile words."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pyotp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page
from sqlalchemy import select

from bot.catalogue.models import Account, Event, Site
from bot.console.app import rules
from bot.console.routes import PREFIX
from bot.gateway.app import init_app
from bot.gateway.keys import SESSIONS
from bot.settings import load_settings
from tests.console.conftest import PASSWORD, SECRET
from tests.console.examples import fill
from tests.console.test_agenda import AGENDA
from tests.gateway.fakes import free_port
from tests.gateway.test_browser import XSS
from tests.widget.conftest import chromium

pytestmark = pytest.mark.asyncio(loop_scope="session")
__all__ = ["chromium"]

PAGES = [
    rule
    for rule in rules()
    if rule.method == "GET" and not rule.path.endswith((".css", ".csv", ".pdf", ".md", "{name}", "{piece}"))
]
PUBLIC = ["/proposer/agence", "/rencontres/agence"]
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


@pytest_asyncio.fixture(loop_scope="session")
async def tab(chromium: Browser, live: Live) -> AsyncIterator[Tab]:
    """A new tab; no dialog may open in it."""
    context = await chromium.new_context(locale="fr-FR", viewport={"width": 1100, "height": 800})
    context.set_default_timeout(15_000)
    made = Tab(await context.new_page(), live)
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.on("dialog", lambda dialog: made.errors.append(f"dialog: {dialog.message}"))
    yield made
    await context.close()
    assert made.errors == []


async def violations(page: Page) -> list[str]:
    """What axe finds, one line each."""
    found = (await Axe().run(page)).response["violations"]
    return [f"{one['id']}: {node['target']} {node['html'][:150]}" for one in found for node in one["nodes"]]


async def test_axe_finds_nothing_on_any_page(tab: Tab) -> None:
    found: dict[str, list[str]] = {}

    async def look(path: str) -> None:
        await tab.go(path)
        for scheme, width in (("light", 1100), ("dark", 320)):
            await tab.page.set_viewport_size({"width": width, "height": 800})
            await tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found[f"{path} {scheme}"] = await violations(tab.page)

    await look(f"{PREFIX}/connexion")
    for path in PUBLIC:
        await look(path)
    await tab.log_in("admin@exemple.fr")
    for rule in PAGES:
        if rule.role is not None:
            await look(PREFIX + re.sub(r"\{(\w+)\}", lambda name: tab.live.examples[name[1]], rule.path))
    await look(f"{PREFIX}/inconnu")
    assert {path: lines for path, lines in found.items() if lines} == {}
    assert len(found) >= 2 * len(PAGES)


@pytest.mark.parametrize("path", ["/agenda/nouveau", "/sites/nouveau", "/importer", "/sources"])
async def test_mistakes_are_told_to_everyone(tab: Tab, path: str) -> None:
    await tab.log_in("admin@exemple.fr")
    await tab.go(PREFIX + path)
    await tab.page.click("main form[method=post] button.main")
    summary = tab.page.locator(".errors[role=alert]")
    await summary.wait_for()
    assert (await tab.page.title()).startswith("Erreur : ")
    assert await summary.evaluate("element => element === document.activeElement")
    target = await summary.locator("a").first.get_attribute("href")
    assert target and await tab.page.locator(target).count() == 1
    assert await violations(tab.page) == []


_FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0].textContent : at.textContent;
  return label.replace(/\\s+/g, " ").trim();
}"""


async def reach(page: Page, words: str) -> None:
    """Press Tab until what has the focus is named by these words."""
    seen: list[str] = []
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        seen.append(await page.evaluate(_FOCUSED))
        if seen[-1].startswith(words):
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


async def test_a_counsellors_day_by_keyboard_alone(tab: Tab, tmp_path: Path) -> None:
    page, live = tab.page, tab.live
    path = tmp_path / "agenda.csv"
    await asyncio.to_thread(path.write_text, AGENDA, "utf-8")
    await live.rewind()
    await tab.go(f"{PREFIX}/")
    await write(page, "Adresse électronique", "admin@exemple.fr")
    await write(page, "Mot de passe", PASSWORD)
    await write(page, "Code de votre téléphone", pyotp.TOTP(SECRET).now())
    await press(page, "Se connecter")

    await press(page, "Agenda")
    await press(page, "Importer un agenda")
    await write(page, "Nom de la source", "Agenda du clavier")
    await reach(page, "Fichier")
    async with page.expect_file_chooser() as chooser:
        await page.keyboard.press("Space")
    await (await chooser.value).set_files(path)
    await reach(page, "Tout y parle de ces métiers")
    await page.keyboard.press("Space")
    await press(page, "Voir ce qui changerait")
    assert "Rien n'est encore écrit" in await page.inner_text("main")
    await press(page, "Importer")
    assert await page.inner_text("h1") == "Import terminé"

    await press(page, "Voir l'agenda")
    await press(page, "Portes ouvertes de l'IFSI")
    await press(page, "Modifier")
    await write(page, "Titre", "Portes ouvertes corrigées")
    await press(page, "Enregistrer")
    assert await page.inner_text("h1") == "Portes ouvertes corrigées"

    await press(page, "Agenda")
    await press(page, "Forum des métiers du soin")
    await reach(page, "Annuler cet événement")
    await page.keyboard.press("Enter")
    await press(page, "Oui, annuler")
    assert "annulé" in await page.inner_text(".said")

    await press(page, "Sites")
    await press(page, "Créer un site")
    await write(page, "Nom de l'organisme", "Agence du clavier")
    await write(page, "Pages autorisées", "https://clavier.exemple.fr")
    await press(page, "Enregistrer")
    assert 'data-site="' in await page.inner_text("pre")
    async with live.server.app[SESSIONS]() as session:  # type: ignore[attr-defined]
        states = {event.title: event.status for event in await session.scalars(select(Event))}
        assert states["Portes ouvertes corrigées"] == "scheduled"
        assert states["Forum des métiers du soin"] == "cancelled"
        assert "Agence du clavier" in {site.name for site in await session.scalars(select(Site))}


async def test_hostile_words_stay_words(tab: Tab) -> None:
    """The corpus in every text of an event, of a site and of a proposal: nothing runs, in the console or outside."""
    words = " ".join(XSS)[:290]
    everything = "\n".join(XSS)
    await tab.log_in("admin@exemple.fr")
    await tab.go("/proposer/agence")
    await _fill_texts(tab.page, words, everything)
    await tab.go(f"{PREFIX}/agenda/nouveau")
    event = await _fill_texts(tab.page, words, everything)
    await tab.go(f"{PREFIX}/sites/agence/modifier")
    await _fill_texts(tab.page, words, everything)
    await tab.go(f"{PREFIX}/sources")
    await _fill_texts(tab.page, words, everything)
    public = event.replace(f"{PREFIX}/agenda/", "/events/")
    for path in (
        "/agenda",
        "/propositions",
        "/sites",
        "/sites/agence",
        "/sources",
        "/a-verifier",
        "/journal",
    ):
        await tab.go(PREFIX + path)
        assert await tab.page.locator("main :is(script, iframe, img[onerror], svg[onload])").count() == 0, (
            path
        )
    for path in (event, f"{event}/modifier", public, "/rencontres/agence", "/proposer/agence"):
        await tab.go(path)
        assert await tab.page.locator("main :is(script, iframe, img[onerror], svg[onload])").count() == 0, (
            path
        )


async def _fill_texts(page: Page, line: str, text: str) -> str:
    """Fill in every text of the page's form with these, send it; where that leads."""
    form = page.locator("main form[method=post]").first
    for box in await form.locator("input[type=text]").all():
        name, most = await box.get_attribute("name") or "", int(await box.get_attribute("maxlength") or "300")
        if await box.is_visible() and name not in ("origins", "colour", "territory") and "link" not in name:
            await box.fill(line[:most] if name not in ("url", "contact") else "")
    for box in await form.locator("textarea").all():
        if await box.get_attribute("name") not in ("origins", "suggestions"):
            await box.fill(text[:490])
    if await form.locator("#slots-0-day").count():
        await form.locator("#slots-0-day").fill("2035-04-05")
    if await form.locator("#every_hours").count():
        await form.locator("#url").fill("https://exemple.invalid/agenda.ics")
    async with page.expect_navigation():
        await form.locator("button.main").click()
    assert await page.locator(".errors").count() == 0, await page.inner_text(".errors")
    return page.url.removeprefix("http://").partition("/")[2].join(["/", ""])
