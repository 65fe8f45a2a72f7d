"""Without JavaScript too: an opinion, a request to a counsellor, one's data, a chart, a counsellor's answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiohttp import ClientResponse
from sqlalchemy import select

from bot.catalogue.models.conversations import Feedback, Request, StoredReply
from bot.catalogue.queries import conversations
from bot.gateway.keys import SESSIONS
from tests.gateway.conftest import Client
from tests.gateway.fakes import ANSWER, FakeEngine
from tests.gateway.test_browser import Page, browser, read, say  # noqa: F401 - a fixture

CHART = {
    "title": "Salaires comparés",
    "unit": "€ brut par mois",
    "bars": [{"label": "Début", "low": 1000, "high": 2000, "note": "2025"}, {"label": "Fin", "low": 1500}],
}


@pytest.fixture
async def page(browser: Client, engine: FakeEngine) -> Page:  # noqa: F811
    """A conversation with one answer."""
    engine.reply = {**ANSWER, "cards": [{"kind": "profession", "title": "Autres situations", "chart": CHART}]}
    return await read(await say(browser, await read(await browser.get("/chat?site=agence")), "combien ?"))


async def post(browser: Client, page: Page, path: str, **data: Any) -> ClientResponse:  # noqa: F811
    """Send a form of the page."""
    hidden = {name: page.field(name) for name in ("site", "audience", "id")}
    return await browser.post(f"/chat/{path}", data={**hidden, **data})


async def rows(browser: Client, table: Any) -> list[Any]:  # noqa: F811
    """All rows of a table."""
    assert browser.app is not None
    async with browser.app[SESSIONS]() as session:
        return list(await session.scalars(select(table)))


async def test_pay_is_a_table(page: Page) -> None:
    words = " ".join(page.words.replace("\u202f", " ").split())
    assert "Salaires comparés, € brut par mois" in words
    assert "1 000 à 2 000 (2025)" in words and "1 500" in words
    assert [one["width"] for one in page.all("rect")] == ["100.0", "50.0", "75.0", "75.0"]


async def test_an_opinion_is_kept_masked(browser: Client, page: Page) -> None:  # noqa: F811
    said = page.field("reply")
    done = await read(
        await post(browser, page, "avis", reply=said, useful="non", reason="appelez le 06 39 98 01 02")
    )
    assert "Merci pour votre avis." in done.words
    (kept,) = await rows(browser, Feedback)
    assert (kept.reply_id, kept.useful, kept.reason) == (said, False, "appelez le [numéro de téléphone]")
    assert (await post(browser, page, "avis", reply="inconnue", useful="oui")).status == 404
    assert (await post(browser, page, "avis", reply=said, useful="oui", reason="a" * 1001)).status == 422


async def test_a_request_is_kept_and_its_mistakes_are_told_beside_it(browser: Client, page: Page) -> None:  # noqa: F811
    wrong = await read(
        await post(browser, page, "demande", kind="callback", phone="06 39 98 01 02", name="Léa"), 422
    )
    assert "nous avons besoin de votre accord" in wrong.words
    assert wrong.all("p", id="erreur-demande", role="alert")
    assert wrong.all("input", id="prenom")[0]["value"] == "Léa"
    assert "combien ?" in wrong.words
    assert await rows(browser, Request) == []
    done = await read(
        await post(browser, page, "demande", kind="callback", phone="06 39 98 01 02", consent="oui")
    )
    (kept,) = await rows(browser, Request)
    assert (kept.kind, kept.phone) == ("callback", "+33639980102")
    assert f"Référence : {kept.reference}" in done.words


async def test_a_reference_of_another_form_is_not_shown(browser: Client) -> None:  # noqa: F811
    shown = await read(await browser.get("/chat?demande=<b>D-AAAA-AAAA"))
    assert "Référence" not in shown.words


async def test_a_counsellor_s_answer_is_read_there(browser: Client, page: Page) -> None:  # noqa: F811
    assert browser.app is not None
    (first, *_) = await rows(browser, StoredReply)
    async with browser.app[SESSIONS]() as session:
        body = {
            "id": "humain",
            "at": "2026-11-26T10:00:00+00:00",
            "author": "human",
            "text": "Je vous appelle.",
        }
        await conversations.keep_answer(session, first.conversation_id, None, [body], author="human")
        await session.commit()
    shown = await read(await browser.get("/chat?site=agence"))
    assert "Conseillère ou conseiller :" in shown.words and "Je vous appelle." in shown.words


@pytest.mark.asvs("5.4.2", shows="S12")
async def test_data_are_taken_away_as_a_file(browser: Client, page: Page) -> None:  # noqa: F811
    response = await post(browser, page, "donnees")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"
    document = json.loads(await response.text())
    assert [turn["text"] for turn in document["turns"] if turn["author"] == "person"] == ["combien ?"]


@pytest.mark.parametrize("path", ["avis", "demande", "donnees"])
async def test_without_a_conversation_there_is_nothing_to_do(browser: Client, path: str) -> None:  # noqa: F811
    response = await browser.post(f"/chat/{path}", data={"site": "agence"})
    assert response.status == 404 and response.content_type == "text/html"


@pytest.mark.parametrize("path", ["avis", "demande", "donnees", "effacer"])
async def test_another_site_cannot_send_these_forms(browser: Client, page: Page, path: str) -> None:  # noqa: F811
    response = await browser.post(
        f"/chat/{path}", data={"site": "agence"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status == 403


async def test_a_frame_keeps_its_conversation_after_an_opinion(browser: Client, engine: FakeEngine) -> None:  # noqa: F811
    headers = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin", "Origin": "null"}
    first = await read(await browser.get("/chat?site=agence"))
    told = await read(await say(browser, first, "un", headers=headers))
    data = {name: told.field(name) for name in ("site", "audience", "id", "token", "reply")}
    done = await read(await browser.post("/chat/avis", data={**data, "useful": "oui"}, headers=headers))
    assert "Merci pour votre avis." in done.words and "un" in done.words and done.field("token")
