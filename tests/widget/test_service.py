"""The whole service behind the tag: a person's question to its figures, in a real browser."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.service import Service
from tests.widget.conftest import SCREENSHOTS

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.service]


async def test_a_question_of_pay_from_the_demonstration_page(chromium: Browser, service: Service) -> None:
    page = await (await chromium.new_context(viewport={"width": 1100, "height": 900})).new_page()
    page.set_default_timeout(20_000)
    await page.goto(service.address)
    await page.get_by_role("link", name="Poser une question").first.click()
    await page.get_by_label("Votre question").fill("combien gagne une aide-soignante ?")
    await page.keyboard.press("Enter")
    chart = page.locator("orisoin-widget .bars")
    await chart.wait_for()
    assert "€ brut par mois" in (await chart.get_attribute("aria-label") or "")
    answer = page.locator("orisoin-widget .turn.bot").last
    assert "€" in await answer.inner_text()
    assert await answer.locator(".sources li").count() >= 1
    await page.wait_for_timeout(1500)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENSHOTS / "service-salaire.png")
    await page.get_by_label("Votre question").fill("je veux mourir")
    await page.keyboard.press("Enter")
    await page.locator("orisoin-widget .turn.bot > .text").get_by_text("3114").first.wait_for()
    await page.context.close()
