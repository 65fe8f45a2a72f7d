"""The console in a browser without JavaScript: a session that ends in mid-form, a file that is too heavy."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Browser
from sqlalchemy import delete, select

from bot.catalogue.models import Event
from bot.catalogue.models.accounts import ConsoleSession
from bot.console.routes import PREFIX, UPLOAD_BYTES
from bot.gateway.keys import SESSIONS
from tests.console.conftest import PASSWORD, SECRET
from tests.console.live import Live, live, open_tab
from tests.widget.conftest import chromium

pytestmark = pytest.mark.asyncio(loop_scope="session")
__all__ = ["chromium", "live"]
EMAIL = "direction@exemple.fr"
TITLE = "Visite 🎉 d'une maison de retraite"


async def test_nothing_typed_is_lost_and_a_heavy_file_is_refused(
    chromium: Browser, live: Live, tmp_path: Path
) -> None:
    async with open_tab(chromium, live, java_script_enabled=False) as tab:
        page, sessions = tab.page, live.server.app[SESSIONS]  # type: ignore[attr-defined]
        await tab.log_in(EMAIL)
        await tab.go(f"{PREFIX}/agenda/nouveau")
        await page.fill("#title", TITLE)
        await page.fill("#description", "Très long.\nEt sur deux lignes.\n" * 100)
        await page.fill("#slots-0-day", "2099-02-03")
        async with sessions.begin() as session:
            await session.execute(delete(ConsoleSession))
        await page.get_by_role("button", name="Enregistrer").click()
        # What follows a press is waited for: the page before it may still be there.
        await page.get_by_text("Votre session était finie").wait_for()
        await live.rewind()
        await page.fill("#email", EMAIL)
        await page.fill("#password", PASSWORD)
        await page.fill("#code", pyotp.TOTP(SECRET).now())
        await page.get_by_role("button", name="Se connecter").click()
        await page.get_by_role("button", name="Envoyer ce que j'avais écrit").click()
        await page.get_by_role("heading", name=TITLE, level=1).wait_for()
        async with sessions() as session:
            made = (await session.scalars(select(Event).where(Event.title == TITLE))).one()
            assert made.description.count("Et sur deux lignes.") == 100

        heavy = tmp_path / "agenda.csv"
        await asyncio.to_thread(heavy.write_bytes, b"titre;date\n" * (4 * UPLOAD_BYTES // 11))
        await tab.go(f"{PREFIX}/importer")
        await page.fill("#name", "Agenda lourd")
        await page.set_input_files("#file", heavy)
        await page.get_by_role("button", name="Voir ce qui changerait").click()
        await page.get_by_role("heading", name="Envoi trop lourd", level=1).wait_for(timeout=60_000)
        assert "5 Mo au plus" in await page.inner_text("main")
