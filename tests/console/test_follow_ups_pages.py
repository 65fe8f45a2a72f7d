"""The second half of a counsellor's day, by keyboard alone: a hand-over from the widget to the printed report."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pyotp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page
from pypdf import PdfReader

from bot.catalogue.database import open_database, session_maker
from tests.console.conftest import PASSWORD, SECRET, make_account
from tests.console.follow_up_examples import make_follow_ups
from tests.console.live import press, reach, violations, write
from tests.widget.conftest import SCREENSHOTS, Running, Visit, Visits, chromium, running, visit

__all__ = ["chromium", "running", "visit"]
pytestmark = pytest.mark.asyncio(loop_scope="session")
EMAIL = "suivi@exemple.fr"
_CHOSEN = "document.activeElement.selectedOptions[0].textContent.trim()"
ANSWER = "Un EHPAD de Gap vous attend lundi."


@pytest_asyncio.fixture(loop_scope="session")
async def counsellor(running: Running, chromium: Browser) -> AsyncIterator[Page]:
    """A counsellor's browser."""
    engine = open_database(running.settings.database_url)
    async with session_maker(engine).begin() as session:
        await make_account(session, EMAIL, "administrator", ["hote"])
        await make_follow_ups(session, "hote")
    await engine.dispose()
    context = await chromium.new_context(viewport={"width": 1100, "height": 800}, locale="fr-FR")
    context.set_default_timeout(20_000)
    page = await context.new_page()
    await page.goto(f"{running.address}/console/demandes")
    yield page
    await context.close()


async def ask(visit: Visits) -> tuple[Visit, str]:
    """A person who asks for a human in the widget, and the reference they are given."""
    tab = await (await (await visit()).go()).open()
    await tab.say("Les rencontres")
    await tab.say("Quel salaire ?")
    await tab.find(".to-human").click()
    await tab.find("[value=message]").check()
    await tab.find("#email").fill("lea@exemple.test")
    await tab.find("#message").fill("Je cherche un stage en EHPAD")
    await tab.find(".consent input").check()
    await tab.find(".request .main").click()
    said = await tab.find(".done").get_by_text("Référence").inner_text()
    await tab.find(".back").click()
    return tab, said.partition("Référence : ")[2][:11]


async def choose(page: Page, words: str, option: str) -> None:
    """Reach a list and go down it to a choice."""
    await reach(page, words, "select")
    await page.keyboard.press("Home")
    for _ in range(await page.evaluate("document.activeElement.options.length")):
        if await page.evaluate(_CHOSEN) == option:
            return
        await page.keyboard.press("ArrowDown")
    raise AssertionError(f"« {option} » is not in « {words} »")


async def test_from_a_hand_over_to_the_printed_report(
    counsellor: Page, running: Running, visit: Visits
) -> None:
    tab, reference = await ask(visit)
    page = counsellor
    # The page asked for is the one that the login leads to.
    await write(page, "Adresse électronique", EMAIL)
    await write(page, "Mot de passe", PASSWORD)
    await write(page, "Code de votre téléphone", pyotp.TOTP(SECRET).now())
    await press(page, "Se connecter")
    assert await page.inner_text("h1") == "Demandes"
    await press(page, reference)
    assert "Je cherche un stage en EHPAD" in await page.inner_text("main")

    await choose(page, "Suivie par", "Moi")
    await press(page, "Enregistrer le suivi")
    assert "Suivie par : suivi" in await page.inner_text("main")
    await write(page, "Note pour l'équipe", "EHPAD d'accord")
    await press(page, "Ajouter la note")
    await write(page, "Votre réponse", ANSWER)
    await press(page, "Envoyer la réponse")
    assert "Réponse envoyée" in await page.inner_text(".said")
    # The widget asks again by itself while someone waits for an answer.
    await tab.find(".turn.human").get_by_text(ANSWER).wait_for(timeout=60_000)
    await choose(page, "Issue", "Stage trouvé")
    await press(page, "Terminer la demande")
    assert "Demande terminée : stage trouvé." in await page.inner_text(".said")

    await press(page, "Chiffres")
    row = page.get_by_role("row", name="Stages ou immersions trouvés")
    assert (await row.get_by_role("cell").last.inner_text()).strip() == "1"
    assert await violations(page) == []
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENSHOTS / "console-chiffres.png", full_page=True)
    await choose(page, "Site", "Agence d'essai")
    await press(page, "Afficher")
    await press(page, "Bilan à imprimer")
    assert await page.inner_text("h1") == "Bilan"
    # What the browser's own print gives: the figures, without what only serves the screen.
    printed = _words(await page.pdf())
    assert "Stages ou immersions trouvés" in printed and "Agence d'essai" in printed
    assert "Se déconnecter" not in printed and "Fil d'Ariane" not in printed and "Télécharger" not in printed
    await reach(page, "Télécharger en PDF")
    async with page.expect_download() as download:
        await page.keyboard.press("Enter")
    path = await (await download.value).path()
    assert "Stages ou immersions trouvés" in _words(path.read_bytes())


def _words(document: bytes) -> str:
    read = PdfReader(io.BytesIO(document))
    return " ".join(" ".join(one.extract_text().split()) for one in read.pages)
