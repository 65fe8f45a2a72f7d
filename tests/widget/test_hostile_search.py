"""A feed that means harm, from the importer to what people find: the real search, in a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Dialog
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.models import Event, EventSlot
from bot.catalogue.models.feeds import Feed
from bot.catalogue.models.sites import Site
from bot.catalogue.queries import sites
from bot.feeds.subscriptions import read_file
from bot.settings import load_settings
from tests.service import Service
from tests.widget.test_embedding import EXECUTED
from tests.widget.test_hostile_feed import assert_page_is_words, feed

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.service]
# A town that no other test looks around.
_PLACE = ("48000", "Mende")
_SOURCE = _SITE = "recherche-hostile"


@pytest_asyncio.fixture(loop_scope="session")
async def sessions(service: Service) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    """Sessions on the running service's database, which is left as it was."""
    engine = open_database(load_settings({"ORISOIN_VAR": str(service.var)}).database_url)
    made = session_maker(engine)
    yield made
    async with made.begin() as session:
        ours = select(Event.id).where(Event.source == _SOURCE)
        await session.execute(delete(EventSlot).where(EventSlot.event_id.in_(ours)))
        await session.execute(delete(Event).where(Event.source == _SOURCE))
        await session.execute(delete(Feed).where(Feed.slug == _SOURCE))
        await session.execute(delete(Site).where(Site.key == _SITE))
    await engine.dispose()


@pytest.mark.asvs("1.2.1", shows="S7")
async def test_what_a_hostile_feed_holds_is_found_as_words_and_runs_nothing(
    chromium: Browser,
    service: Service,
    sessions: async_sessionmaker[AsyncSession],
    tmp_path: Path,
) -> None:
    async with sessions.begin() as session:
        await sites.add(session, "Agence d'essai", [service.address], key=_SITE, territory="48")
    path = feed(tmp_path / "agenda.csv", _PLACE, "Portes ouvertes ", hostile_places=4)
    await read_file(sessions, path, _SOURCE, keeps_all=True)
    async with sessions.begin() as session:
        await session.execute(update(Feed).where(Feed.slug == _SOURCE).values(site_key=_SITE))
        kept = list(await session.scalars(select(Event).where(Event.source == _SOURCE)))
    assert len(kept) >= 12

    context = await chromium.new_context(viewport={"width": 1100, "height": 900}, locale="fr-FR")
    page = await context.new_page()
    page.set_default_timeout(20_000)
    dialogs: list[str] = []

    async def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        await dialog.dismiss()

    page.on("dialog", refuse)
    await page.add_init_script(EXECUTED)
    await page.goto(service.address)
    await page.get_by_role("link", name="Poser une question").first.click()
    await page.get_by_label("Votre question").fill(f"des portes ouvertes à {_PLACE[1]} ?")
    await page.keyboard.press("Enter")
    cards = page.locator("orisoin-widget .card")
    await cards.first.wait_for()
    shown = await cards.all_inner_texts()
    titles = {" ".join(event.title.split()) for event in kept}
    assert any(title in " ".join(text.split()) for text in shown for title in titles), shown
    assert any("<" in text or "](" in text for text in shown), "nothing hostile was found"
    await page.locator("orisoin-widget .choice").get_by_text("Comment m'inscrire").first.click()
    await page.locator("orisoin-widget .turn.person ~ .turn.bot").nth(1).wait_for()
    assert await page.evaluate("window.executed") == []
    strange = await page.evaluate(
        """() => [...document.querySelector("orisoin-widget").shadowRoot.querySelectorAll("*")].filter((one) =>
        ["script", "iframe", "img", "style", "object", "math"].includes(one.localName)
        || [...one.attributes].some(({ name }) => name.startsWith("on") || name === "srcdoc")
        || (one.href && !/^(https?|tel|mailto):/.test(String(one.href)))).map((one) => one.outerHTML)"""
    )
    assert strange == []

    for path_of in (f"/rencontres/{_SITE}", f"/chat?site={_SITE}", *(f"/events/{one.id}" for one in kept)):
        response = await page.goto(service.address + path_of)
        assert response is not None and response.status == 200, path_of
        await assert_page_is_words(page)
        if path_of.startswith("/rencontres"):
            listed = await page.locator("article").count()
            assert listed >= 12
            assert "](data:text/html" in await page.locator("main").inner_text(), "nothing hostile is listed"
    assert dialogs == []
    await context.close()
