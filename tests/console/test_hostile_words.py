"""The corpus of hostile words in every field of the console: nothing runs, in it or outside."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from bot.console.routes import PREFIX
from tests.console.live import Tab, live, tab
from tests.gateway.test_browser import XSS
from tests.widget.conftest import chromium

pytestmark = pytest.mark.asyncio(loop_scope="session")
__all__ = ["chromium", "live", "tab"]


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
