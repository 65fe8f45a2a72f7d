"""Requests, listening and figures in Chromium: nothing for axe to find, and the way of a request seen from both ends."""

from __future__ import annotations

import pyotp
import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from bot.catalogue.database import open_database, session_maker
from bot.console.app import rules
from tests.console.conftest import PASSWORD, SECRET, make_account
from tests.console.follow_up_examples import FOLLOW_UP, make_follow_ups
from tests.widget.conftest import Running, Visits, chromium, running, visit

__all__ = ["chromium", "running", "visit"]
pytestmark = pytest.mark.asyncio(loop_scope="session")
EMAIL = "suivi@exemple.fr"
OURS = (
    "/demandes",
    "/suites",
    "/professionnels",
    "/ecoute",
    "/avis",
    "/chiffres",
    "/observatoire",
    "/bilan",
    "/conformite",
)
PAGES = [
    rule.path
    for rule in rules()
    if rule.method == "GET" and rule.path.startswith(OURS) and not rule.path.endswith((".csv", ".pdf", ".md"))
]


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


@pytest.mark.parametrize("path", PAGES)
async def test_axe_finds_nothing(counsellor: Page, running: Running, path: str) -> None:
    for name, value in {**FOLLOW_UP, "site": "hote", "document": "registre"}.items():
        path = path.replace(f"{{{name}}}", value)
    response = await counsellor.goto(f"{running.address}/console{path}")
    assert response is not None and response.status == 200
    found = (await Axe().run(counsellor)).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


async def test_no_page_that_shows_people_s_words_is_left_out() -> None:
    # They show only the sites an account is entrusted with: an administrator of none sees little of them.
    shown = {rule.path for rule in rules() if rule.method == "GET" and rule.people}
    files = {path for path in shown if path.endswith((".csv", ".pdf", ".md"))}
    assert shown and shown - files <= set(PAGES)


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
