"""A feed that means harm, brought in by the real importer: its words stay words wherever its events are shown."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.async_api import Page
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from actions.words.event_cards import event_card
from bot.catalogue.database import open_database, session_maker
from bot.catalogue.models import Event, EventType
from bot.feeds.subscriptions import read_file
from tests.gateway.test_browser import XSS
from tests.widget.conftest import Running, Visits
from tests.widget.test_embedding import EXECUTED, assert_nothing_ran

pytestmark = pytest.mark.asyncio(loop_scope="session")
_UNSAFE = ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)")
_WORDS = (
    "titre", "lieu", "adresse", "organisateur", "téléphone", "accessibilité", "description", "public",
    "métiers",
)  # fmt: skip


def feed(
    path: Path, place: tuple[str, str] = ("05000", "Gap"), before: str = "", *, hostile_places: int = 0
) -> Path:
    """A table whose every text is hostile, titles after the words `before`; one line for each attempt.

    `hostile_places` more have a hostile commune too.
    """
    day = datetime.now(timezone.utc) + timedelta(days=30)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow([
            *_WORDS, "identifiant", "date", "heure de début", "code postal", "commune", "inscription obligatoire",
            "lien d'inscription", "lien",
        ])  # fmt: skip
        for number, text in enumerate([*XSS, *XSS[:hostile_places]]):
            code, commune = place if number < len(XSS) else ("", f"{place[1]} {text}")
            link = _UNSAFE[number % len(_UNSAFE)]
            rows.writerow([
                before + text, *(text for _ in _WORDS[1:]), f"h{number}", f"{day:%d/%m/%Y}", "9h30", code, commune,
                "oui", link, link,
            ])  # fmt: skip
    return path


async def assert_page_is_words(page: Page) -> None:
    """A page of the service: nothing ran nor tried to, no element but ours, links that lead to pages."""
    assert await page.evaluate("window.executed") == []
    assert await page.locator("main :is(script, iframe, img, svg[onload], [onerror])").count() == 0
    links = await page.locator("main a").evaluate_all("(all) => all.map((one) => one.protocol)")
    assert set(links) <= {"http:", "https:", "tel:", "webcal:"}


@pytest.mark.asvs("1.2.1", shows="S7")
async def test_a_hostile_feed_stays_words(visit: Visits, running: Running, tmp_path: Path) -> None:
    engine = open_database(running.settings.database_url)
    sessions = session_maker(engine)
    async with sessions.begin() as session:
        if await session.get(EventType, "other") is None:
            session.add(
                EventType(
                    slug="other", name="Autre", words=[], audience=[], duration={}, course="", useful_fields=[],
                    examples=[],
                )
            )  # fmt: skip
    await read_file(sessions, feed(tmp_path / "agenda.csv"), "hostile", keeps_all=True)
    async with sessions() as session:
        asked = select(Event).where(Event.source == "hostile")
        events = list(
            await session.scalars(asked.options(selectinload(Event.slots), selectinload(Event.organisation)))
        )
    await engine.dispose()
    assert len(events) >= len(XSS) // 2  # a title that is only markup is left out
    assert [one for event in events for one in (event.url, event.registration_link) if one] == []

    turn = cast(Any, SimpleNamespace(now=datetime.now(timezone.utc)))
    tab = await visit()
    await tab.page.add_init_script(EXECUTED)
    await (await tab.go()).open()
    cards = [event_card(event, turn).model_dump(mode="json") for event in events]
    running.engine.forced = {"text": "Voici des rencontres :", "choices": [], "cards": cards}
    await tab.say("Les rencontres")
    await tab.find(".turn.person ~ .turn.bot").last.wait_for()
    assert await tab.find(".card").count() == len(events)
    await assert_nothing_ran(tab)

    for event in events:
        await tab.page.goto(f"{running.address}/events/{event.id}")
        await assert_page_is_words(tab.page)
        calendar = await tab.page.context.request.get(f"{running.address}/events/{event.id}.ics")
        assert calendar.status == 200
        assert not any(
            line.startswith("URL:") and "http" not in line for line in (await calendar.text()).split("\r\n")
        )
