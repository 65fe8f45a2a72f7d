"""The way of a request seen from both ends, in Chromium."""

from __future__ import annotations

import pyotp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from bot.catalogue.database import open_database, session_maker
from tests.console.conftest import PASSWORD, SECRET, make_account
from tests.console.follow_up_examples import make_follow_ups
from tests.widget.conftest import Running, Visits, chromium, running, visit

__all__ = ["chromium", "running", "visit"]
pytestmark = pytest.mark.asyncio(loop_scope="session")
EMAIL = "suivi@exemple.fr"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def counsellor(running: Running, chromium: Browser) -> Page:
    """A counsellor's browser, logged in."""
    engine = open_database(running.settings.database_url)
    async with session_maker(engine).begin() as session:
        await make_account(session, EMAIL, "administrator", ["hote"])
        await make_follow_ups(session, "hote")
    await engine.dispose()
    context = await chromium.new_context(viewport={"width": 1100, "height": 800}, locale="fr-FR")
    context.set_default_timeout(20_000)
    page = await context.new_page()
    await page.goto(f"{running.address}/console/connexion")
    await page.get_by_label("Adresse").fill(EMAIL)
    await page.get_by_label("Mot de passe").fill(PASSWORD)
    await page.get_by_label("Code").fill(pyotp.TOTP(SECRET).now())
    async with page.expect_navigation():
        await page.get_by_role("button", name="Se connecter").click()
    await page.get_by_role("heading", level=1).wait_for()
    assert await page.get_by_role("heading", level=1).inner_text() == "Console", await page.content()
    return page


async def test_from_the_widget_to_the_funnel(counsellor: Page, running: Running, visit: Visits) -> None:
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
    reference = said.partition("Référence : ")[2][:11]

    await tab.find(".back").click()

    page = counsellor
    await page.goto(f"{running.address}/console/demandes")
    await page.get_by_role("link", name=reference).click()
    await page.get_by_text("Je cherche un stage en EHPAD").wait_for()
    await page.get_by_label("Votre réponse").fill("Un EHPAD de Gap vous attend lundi.")
    await page.get_by_role("button", name="Envoyer la réponse").click()
    await page.get_by_text("Réponse envoyée").wait_for()
    # The widget asks again by itself while someone waits for an answer.
    await tab.find(".turn.human").get_by_text("Un EHPAD de Gap vous attend lundi.").wait_for(timeout=60_000)

    await page.get_by_label("Issue").select_option("internship")
    await page.get_by_role("button", name="Terminer la demande").click()
    await page.get_by_text("Demande terminée : stage trouvé.").wait_for()
    await page.get_by_role("link", name="Chiffres").click()
    row = page.get_by_role("row", name="Stages ou immersions trouvés")
    assert (await row.get_by_role("cell").last.inner_text()).strip() == "1"
    await page.screenshot(path="results/screenshots/console-chiffres.png", full_page=True)
