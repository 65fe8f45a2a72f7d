"""Coming in: three things at once, no second use, no difference that tells who has an account."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bot.catalogue.models.accounts import Account, AuditEntry, ConsoleSession
from bot.catalogue.queries import accounts, audit
from bot.gateway.app import init_app
from bot.settings import Settings
from tests.console.conftest import PASSWORD, RECOVERY, SECRET, Browser, Open

EMAIL = "conseil@exemple.fr"


async def test_a_person_comes_in_and_goes_out(open_browser: Open) -> None:
    browser = await open_browser()
    sent = await browser.client.get("/console/compte", allow_redirects=False)
    assert (sent.status, sent.headers["Location"]) == (303, "/console/connexion?suite=/console/compte")
    came = await browser.log_in(EMAIL)
    assert (came.status, came.headers["Location"]) == (303, "/console/")
    assert EMAIL in await browser.get("/compte")
    assert (await browser.post("/deconnexion")).headers["Location"] == "/console/connexion"
    after = await browser.client.get("/console/compte", allow_redirects=False)
    assert after.status == 303
    async with await browser.session() as session:
        assert (await session.scalars(select(ConsoleSession))).all() == []
        done = [entry.action for entry in await session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
        assert done == ["login", "logout"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "un autre mot de passe"},
        {"code": "000000"},
        {"code": ""},
        {"email": "personne@exemple.fr"},
        {"email": "personne@exemple.fr", "code": "000000"},
    ],
)
@pytest.mark.asvs("6.3", shows="S13")
async def test_whatever_is_wrong_the_answer_is_the_same(open_browser: Open, wrong: dict[str, str]) -> None:
    browser = await open_browser()
    values = {"email": EMAIL, "password": PASSWORD, "code": pyotp.TOTP(SECRET).now(), **wrong}
    refused = await browser.log_in(**values)
    words = await refused.text()
    assert refused.status == 422
    if wrong.get("code") != "":
        assert "Connexion refusée." in words
    assert values["password"] not in words


@pytest.mark.asvs("6.5", shows="S13")
async def test_a_code_serves_once(open_browser: Open) -> None:
    first, second = await open_browser(), await open_browser()
    code = pyotp.TOTP(SECRET).now()
    assert (await first.log_in(EMAIL, code=code)).status == 303
    assert (await second.log_in(EMAIL, code=code)).status == 422
    assert (await second.log_in(EMAIL, code=RECOVERY.upper().replace("-", " "))).status == 303
    third = await open_browser()
    assert (await third.log_in(EMAIL, code=RECOVERY)).status == 422


@pytest.mark.asvs("6.3", shows="S13")
async def test_an_account_waits_after_five_failures_and_nobody_can_tell(open_browser: Open) -> None:
    browser = await open_browser()
    for _ in range(accounts.ACCOUNT_FAILURES):
        assert (await browser.log_in(EMAIL, password="faux")).status == 422
    assert (await browser.log_in(EMAIL)).status == 422
    other = await open_browser()
    assert (await other.log_in("ailleurs@exemple.fr")).status == 303
    async with await browser.session() as session:
        await session.execute(
            text("UPDATE login_failure SET at = :then"), {"then": "2020-01-01 00:00:00.000000"}
        )
        await session.commit()
    assert (await browser.log_in(EMAIL)).status == 303


@pytest.mark.asvs("6.3", shows="S13")
async def test_an_address_that_tries_many_accounts_waits(open_browser: Open) -> None:
    browser = await open_browser()
    for number in range(accounts.ADDRESS_FAILURES):
        await browser.log_in(f"personne{number}@exemple.fr")
    assert (await browser.log_in(EMAIL)).status == 422


@pytest.mark.asvs("6.3", shows="S13")
async def test_an_unknown_account_takes_as_long(open_browser: Open) -> None:
    browser = await open_browser()

    async def seconds(email: str) -> float:
        started = time.perf_counter()
        await browser.post("/connexion", {"email": email, "password": "faux", "code": "000000"})
        return time.perf_counter() - started

    await browser.get("/connexion")
    await seconds("personne@exemple.fr")
    # By turns: what else the machine does weighs on both.
    pairs = [(await seconds(EMAIL), await seconds("personne@exemple.fr")) for _ in range(6)]
    known, unknown = (min(one) for one in zip(*pairs, strict=True))
    # Both hash a password, some 20 ms; without that the unknown would take a tenth of it.
    assert unknown > known * 0.5


@pytest.mark.asvs("7.3", "7.4", shows="S14")
async def test_a_session_ends_when_idle_when_old_and_when_the_account_is_disabled(open_browser: Open) -> None:
    for change in ("last_at", "created_at", "disabled"):
        browser = await open_browser(EMAIL)
        async with await browser.session() as session:
            row = (await session.scalars(select(ConsoleSession))).one()
            account = await session.get_one(Account, row.account_id)
            if change == "disabled":
                account.disabled = True
            else:
                limit = accounts.IDLE if change == "last_at" else accounts.ABSOLUTE
                setattr(row, change, accounts.now() - limit - timedelta(seconds=1))
            await session.commit()
        response = await browser.client.get("/console/", allow_redirects=False)
        assert response.status == 303, change
        async with await browser.session() as session:
            await accounts.end_sessions(session, account.id)
            account.disabled = False
            await session.commit()


@pytest.mark.asvs("7.4", "7.5", shows="S14")
async def test_another_session_is_ended_from_ones_account(open_browser: Open) -> None:
    first, second = await open_browser(EMAIL), await open_browser(EMAIL)
    page = await second.get("/compte")
    assert page.count('name="digest"') == 2
    assert (await second.post("/compte/sessions", {"digest": "others"})).status == 303
    assert (await first.client.get("/console/", allow_redirects=False)).status == 303
    assert "Sessions fermées : 1." in await second.get("/compte")


@pytest.mark.asvs("6.2", "6.4", shows="S13")
async def test_a_password_is_changed_with_the_old_one_and_a_code(open_browser: Open) -> None:
    browser, other = await open_browser(EMAIL), await open_browser(EMAIL)
    new = "encore un autre long secret"
    values = {"current": PASSWORD, "new": new, "code": RECOVERY}
    short = await browser.post(
        "/compte/mot-de-passe", {**values, "new": "court", "current": "x", "code": "1"}
    )
    assert short.status == 422
    assert (await browser.post("/compte/mot-de-passe", {**values, "current": "faux"})).status == 422
    assert (await browser.post("/compte/mot-de-passe", values)).status == 303
    assert "Mot de passe changé" in await browser.get("/compte")
    assert (await other.client.get("/console/", allow_redirects=False)).status == 303


@pytest.mark.asvs("3.3", shows="S14")
async def test_the_cookie_is_bound_and_changes_at_login(open_browser: Open, settings: Settings) -> None:
    browser = await open_browser()
    await browser.get("/connexion")
    before = {cookie.key: cookie.value for cookie in browser.client.session.cookie_jar}
    response = await browser.log_in(EMAIL)
    after = {cookie.key: cookie.value for cookie in browser.client.session.cookie_jar}
    assert set(before) == set(after) == {"orisoin-console"}
    assert before != after
    assert (
        "HttpOnly" in response.headers["Set-Cookie"] and "SameSite=Strict" in response.headers["Set-Cookie"]
    )
    async with await browser.session() as session:
        kept = (await session.scalars(select(ConsoleSession))).one()
        assert after["orisoin-console"] not in (kept.digest, str(kept.data))
    secure = replace(settings, public_url="https://orisoin.exemple.fr")
    async with TestClient(TestServer(init_app(secure)), cookie_jar=CookieJar()) as client:
        seen = (await client.get("/console/connexion")).headers
        assert re.match(
            r"__Host-orisoin-console=.*; HttpOnly; Path=/; SameSite=Strict; Secure", seen["Set-Cookie"]
        )
        assert seen["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in seen["Content-Security-Policy"]


@pytest.mark.asvs("3.5.1", shows="S14")
async def test_only_our_forms_change_anything(open_browser: Open) -> None:
    browser = await open_browser(EMAIL)
    assert (await browser.post("/deconnexion", token="")).status == 403
    assert (await browser.post("/deconnexion", token="autre")).status == 403
    elsewhere = {"Origin": "https://mechant.test"}
    assert (await browser.post("/deconnexion", headers=elsewhere)).status == 403
    assert (await browser.post("/deconnexion", headers={"Sec-Fetch-Site": "cross-site"})).status == 403
    assert (await browser.post("/deconnexion", headers={"Origin": "http://localhost:8080"})).status == 303


@pytest.mark.parametrize(
    "path", ["//mechant.test/", "https://mechant.test/", "/autre", "/console/../x", "/console/\\x"]
)
async def test_login_leads_nowhere_else(open_browser: Open, path: str) -> None:
    browser = await open_browser()
    await browser.get("/connexion", params={"suite": path})
    sent = {"email": EMAIL, "password": PASSWORD, "code": pyotp.TOTP(SECRET).now(), "suite": path}
    assert (await browser.post("/connexion", sent)).headers["Location"] == "/console/"


@pytest.mark.asvs("16.3", shows="S16")
async def test_the_log_tells_when_it_was_altered(open_browser: Open) -> None:
    browser: Browser = await open_browser()
    await browser.log_in(EMAIL)
    await browser.get("/")
    await browser.post("/deconnexion")
    async with await browser.session() as session:
        assert await audit.broken_at(session) is None
        for statement in ("UPDATE audit_entry SET action = 'rien'", "DELETE FROM audit_entry"):
            with pytest.raises(DBAPIError, match="append-only"):
                await session.execute(text(statement))
            await session.rollback()
        await session.execute(text("DROP TRIGGER audit_entry_unchanged"))
        await session.execute(text("UPDATE audit_entry SET action = 'rien' WHERE id = 2"))
        assert await audit.broken_at(session) == 2
