"""Nothing before the person opens; one key afterwards; personal data never leaves the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from sqlalchemy import select

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.models.conversations import Feedback, Turn
from bot.french.personal_data import mask
from tests.widget.conftest import Running, Visits
from tests.widget.test_conversation import opened

pytestmark = pytest.mark.asyncio(loop_scope="session")

_ROOT = Path(__file__).resolve().parent.parent
_PERSONAL = yaml.safe_load((_ROOT / "french" / "personal_data.yml").read_text(encoding="utf-8"))


def every_text(table: Any) -> list[str]:
    """All the texts of a table of cases."""
    if isinstance(table, str):
        return [table]
    parts = table.values() if isinstance(table, dict) else table
    return [text for part in parts for text in every_text(part)]


async def test_nothing_is_stored_or_sent_before_opening(visit: Visits) -> None:
    tab = await (await visit()).go()
    await tab.page.mouse.wheel(0, 2000)
    await tab.page.mouse.move(300, 300)
    await tab.page.wait_for_timeout(10_000)
    assert await tab.stored() == []
    assert await tab.page.evaluate("indexedDB.databases().then((found) => found.length)") == 0
    asked = [url for url in tab.requests if url.startswith(tab.running.address)]
    assert [urlsplit(url).path for url in asked] == ["/embed/v1.js"]
    assert urlsplit(asked[0]).query == ""


async def test_one_key_after_opening_and_no_request_when_idle(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.say("Quel salaire ?")
    await tab.page.wait_for_timeout(500)
    tab.requests.clear()
    assert await tab.stored() == ["orisoin"]
    kept = await tab.page.evaluate("sessionStorage.orisoin")
    assert "salaire" not in kept  # the words are read again from the service, not kept here
    await tab.page.wait_for_timeout(15_000)
    assert tab.requests == []


@pytest.mark.asvs("3.6.1", shows="S6")
async def test_no_third_party_is_called(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.say("Les rencontres")
    await tab.say("Quel salaire ?")
    await tab.find(".to-human").click()
    hosts = {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in tab.requests}
    assert hosts == {tab.running.address, tab.running.host.origin}
    assert [url for url in tab.requests if url.endswith((".woff", ".woff2", ".ttf", ".png", ".css"))] == []


async def test_personal_data_is_pointed_out_and_masked_before_it_leaves(
    visit: Visits, running: Running
) -> None:
    tab = await opened(visit)
    text = "Je suis au 06 39 98 01 02, mail lea.essai@exemple.test, quel salaire ?"
    await tab.find("#text").fill(text)
    notice = tab.find("#personal")
    assert "un numéro de téléphone" in await notice.inner_text()
    assert "une adresse e-mail" in await notice.inner_text()
    assert await notice.get_attribute("role") == "status"
    async with tab.page.expect_request("**/messages") as sent:
        await tab.find("#text").press("Enter")
    body = json.loads((await sent.value).post_data or "")
    assert body["text"] == "Je suis au [numéro de téléphone], mail [adresse e-mail], quel salaire ?"
    await tab.find(".turn.bot").nth(1).wait_for()
    assert "06 39" not in await tab.find(".turn.person").inner_text()
    assert "06 39" not in running.engine.turns[-1]["text"]
    assert "06 39" not in await tab.page.evaluate("sessionStorage.orisoin")


async def test_what_is_masked_here_is_what_the_service_masks(visit: Visits) -> None:
    # The widget's own module, loaded as it is written: the two readings must agree on every known case.
    texts = every_text(_PERSONAL)
    assert len(texts) > 200
    tab = await visit()
    source = (_ROOT.parent / "bot" / "widget" / "personal.js").read_text(encoding="utf-8")
    masked = await _masked(tab.page, source, texts)
    assert {text: found for text, found in zip(texts, masked, strict=True) if found != mask(text)} == {}


async def _masked(page: Any, source: str, texts: list[str]) -> list[str]:
    await page.goto("about:blank")
    await page.add_script_tag(content=source.replace("export ", "") + "\nwindow.maskPersonal = maskPersonal;")
    found: list[str] = await page.evaluate("(texts) => texts.map((text) => window.maskPersonal(text))", texts)
    return found


async def test_the_service_masks_what_a_browser_let_through(visit: Visits, running: Running) -> None:
    tab = await opened(visit)
    await tab.page.route(
        "**/messages",
        lambda route: route.continue_(
            post_data=json.dumps(
                {**json.loads(route.request.post_data or ""), "text": "appelez le 06 39 98 03 04"}
            )
        ),
    )
    await tab.say("autre chose")
    assert "j'ai masqué une information personnelle" in await tab.find(".turn.bot").nth(1).inner_text()
    engine = open_database(running.settings.database_url)
    async with session_maker(engine)() as session:
        texts = list(await session.scalars(select(Turn.text)))
        reasons = list(await session.scalars(select(Feedback.reason)))
    await engine.dispose()
    assert [text for text in [*texts, *reasons] if text and "06 39 98" in text] == []
    assert "appelez le [numéro de téléphone]" in texts


async def test_distress_is_answered_even_with_personal_data_and_no_engine(
    visit: Visits, running: Running
) -> None:
    tab = await opened(visit)
    running.engine.behaviour = "status"
    await tab.say("je veux mourir, mon numéro est le 06 39 98 01 02")
    assert "3114" in await tab.find(".turn.bot").last.inner_text()
    assert await tab.find(".notice").count() == 0


async def test_the_notice_is_near_and_its_words_are_plain(visit: Visits) -> None:
    tab = await opened(visit)
    first = tab.find(".turn.bot").first
    assert "30 jours" in await first.inner_text()
    href = await first.locator("a").get_attribute("href")
    assert href == f"{tab.running.address}/confidentialite?site=hote"
    await tab.page.keyboard.press("Tab")  # send
    await tab.page.keyboard.press("Tab")
    words = await tab.page.evaluate(
        "document.querySelector('orisoin-widget').shadowRoot.activeElement.textContent"
    )
    assert words.startswith("Vos données")
    page = await (await visit()).go("/confidentialite?site=hote", wait=False)
    text = await page.page.locator("main").inner_text()
    assert "orisoin" in text and "fermez l'onglet" in text  # the one key, what for, how long
