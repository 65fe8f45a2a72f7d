"""The console in a real browser: nothing for axe to find on any page, a whole day by keyboard alone."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import FileChooser
from sqlalchemy import select

from bot.catalogue.models import Event, Site
from bot.console.app import rules
from bot.console.routes import PREFIX
from bot.gateway.keys import SESSIONS
from tests.console.conftest import PASSWORD, SECRET
from tests.console.live import Tab, live, press, reach, tab, violations, write
from tests.console.test_agenda import AGENDA
from tests.widget.conftest import chromium

pytestmark = pytest.mark.asyncio(loop_scope="session")
__all__ = ["chromium", "live", "tab"]

ALL = [rule.path for rule in rules() if rule.method == "GET" and rule.role is not None]
# What is no page but a file to download.
FILES = [path for path in ALL if path.endswith((".csv", ".pdf", ".md", "{name}", "{piece}"))]
PAGES = [path for path in ALL if path not in FILES]
# WCAG 1.4.10: nothing pushes a page wider than the screen.
_TOO_WIDE = """() => {
  const [page, screen] = [document.scrollingElement.scrollWidth, document.documentElement.clientWidth];
  return page > screen ? [`too wide: ${page} > ${screen}`] : [];
}"""
PUBLIC = ["/proposer/agence", "/proposer/agence/formation", "/rencontres/agence"]


async def test_axe_finds_nothing_on_any_page(tab: Tab) -> None:
    """Every page of the table of routes, each about something real and of a site, by someone whom it opens to."""
    found: dict[str, list[str]] = {}

    async def look(path: str, status: int = 200) -> None:
        response = await tab.page.goto(tab.live.address + path)
        assert response is not None and response.status == status, path
        # Not another page that a refusal or a login led to.
        assert tab.page.url == tab.live.address + path
        for scheme, width in (("light", 1100), ("dark", 320)):
            await tab.page.set_viewport_size({"width": width, "height": 800})
            await tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found[f"{path} {scheme}"] = await violations(tab.page) + await tab.page.evaluate(_TOO_WIDE)

    def address(path: str) -> str:
        chosen = "" if "{" in path else "?site=agence"
        return PREFIX + re.sub(r"\{(\w+)\}", lambda name: tab.live.examples[name[1]], path) + chosen

    await look(f"{PREFIX}/connexion")
    for path in PUBLIC:
        await look(path)
    await tab.log_in("direction@exemple.fr")
    for path in PAGES:
        await look(address(path))
    await look(f"{PREFIX}/inconnu", 404)
    assert {path: lines for path, lines in found.items() if lines} == {}
    assert len(found) == 2 * (len(PAGES) + len(PUBLIC) + 2)
    for path in FILES:
        assert (await tab.page.request.get(tab.live.address + address(path))).status == 200, path


@pytest.mark.parametrize(
    "path", ["/agenda/nouveau", "/formations/nouvelle", "/sites/nouveau", "/importer", "/sources"]
)
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


async def test_a_counsellors_day_by_keyboard_alone(tab: Tab, tmp_path: Path) -> None:
    page, live = tab.page, tab.live
    path = tmp_path / "agenda.csv"
    await asyncio.to_thread(path.write_text, AGENDA, "utf-8")
    await live.rewind()
    # Listened to from the start: turned on just before the key, it may come after the key.
    chosen: asyncio.Future[FileChooser] = asyncio.get_running_loop().create_future()
    page.once("filechooser", lambda chooser: chosen.set_result(chooser))
    await tab.go(f"{PREFIX}/")
    await write(page, "Adresse électronique", "admin@exemple.fr")
    await write(page, "Mot de passe", PASSWORD)
    await write(page, "Code de votre téléphone", pyotp.TOTP(SECRET).now())
    await press(page, "Se connecter")

    await press(page, "Agenda")
    await press(page, "Importer un agenda")
    await write(page, "Nom de la source", "Agenda du clavier")
    await reach(page, "Fichier")
    await page.keyboard.press("Space")
    async with asyncio.timeout(15):
        await (await chosen).set_files(path)
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
