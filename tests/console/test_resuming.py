"""A session that ends in mid-form: what was typed is not lost."""

from __future__ import annotations

import html
import re

import pyotp
from sqlalchemy import delete

from bot.catalogue.models import Event
from bot.catalogue.models.accounts import ConsoleSession
from tests.console.conftest import PASSWORD, SECRET, Open
from tests.console.test_agenda import event_fields, filled, one_event
from tests.console.test_several_hands import FIRST, rows

OURS = {"Sec-Fetch-Site": "same-origin"}


async def test_what_was_typed_outlives_the_session(open_browser: Open) -> None:
    browser = await open_browser(FIRST)
    values = filled(await browser.get("/agenda/nouveau")) | event_fields(description="Très long\n" * 200)
    async with await browser.session() as session:
        await session.execute(delete(ConsoleSession))
        await session.commit()
    # Not told by the browser to be ours: nothing is kept.
    assert (await browser.post("/agenda/nouveau", values)).status == 303
    late = await browser.post("/agenda/nouveau", values, headers=OURS)
    page = await late.text()
    assert late.status == 403 and "Très long" not in page
    kept = filled(page)["kept"]
    browser.token = _token(page)
    wrong = await browser.post(
        "/connexion", {"email": FIRST, "password": "non", "code": "000000", "kept": kept}
    )
    assert wrong.status == 422 and filled(await wrong.text())["kept"] == kept
    came = await browser.post(
        "/connexion", {"email": FIRST, "password": PASSWORD, "code": pyotp.TOTP(SECRET).now(), "kept": kept}
    )
    page = await came.text()
    assert came.status == 200 and await rows(browser, Event) == []
    browser.token = _token(page)
    resumed = filled(page)
    assert {name: resumed[name] for name in ("title", "venue")} == {
        name: values[name] for name in ("title", "venue")
    }
    assert (await browser.post("/agenda/nouveau", resumed)).status == 303
    assert (await one_event(browser)).description.count("Très long") == 200


async def test_a_form_that_a_newer_session_overtook_is_sent_again(open_browser: Open) -> None:
    browser = await open_browser(FIRST)
    values = filled(await browser.get("/agenda/nouveau")) | event_fields()
    stale = await browser.post("/agenda/nouveau", values, token="ancien", headers=OURS)
    page = await stale.text()
    assert stale.status == 403 and await rows(browser, Event) == []
    assert _token(page) == browser.token
    assert (await browser.post("/agenda/nouveau", filled(page))).status == 303
    # A password is never in a page, and another site's form never gets a token.
    secret = await browser.post("/compte/mot-de-passe", {"current": PASSWORD}, token="ancien", headers=OURS)
    assert secret.status == 403 and PASSWORD not in await secret.text()
    foreign = await browser.post(
        "/agenda/nouveau", values, token="ancien", headers={"Origin": "https://x.test"}
    )
    words = await foreign.text()
    assert (
        foreign.status == 403
        and values["title"] not in words
        and "<form" not in words[words.index("<main") :]
    )


def _token(page: str) -> str:
    found = re.search(r'<main.*?name="csrf" value="([^"]+)"', page, re.S)
    assert found
    return html.unescape(found[1])


async def test_a_late_login_page_asks_again(open_browser: Open) -> None:
    browser = await open_browser()
    await browser.get("/connexion")
    late = await browser.post(
        "/connexion", {"email": FIRST, "password": "x", "code": "1"}, token="ancien", headers=OURS
    )
    page = await late.text()
    assert late.status == 403 and "trop longtemps" in page
    browser.token = _token(page)
    code = pyotp.TOTP(SECRET).now()
    assert (
        await browser.post("/connexion", {"email": FIRST, "password": PASSWORD, "code": code})
    ).status == 303
