"""Who may do what: every route of the table, as each kind of account, on what is theirs and what is not."""

from __future__ import annotations

import re

import pytest

from bot.console.app import rules
from bot.console.roles import Role
from bot.console.routes import PREFIX, Rule
from tests.console.conftest import ACCOUNTS, Open
from tests.console.examples import fill

# Names that stand for nothing of a site.
OF_ALL = {"name", "piece", "table", "key", "line", "owner", "fact"}
# What an action does away with: the next account finds nothing there.
CONSUMED = {"merge", "proposal", "feed"}
_ALL = rules()
_IDS = [f"{rule.method} {rule.path}" for rule in _ALL]


def address(rule: Rule, examples: dict[str, str]) -> str:
    """The path of a route, about something of « agence »."""
    return re.sub(r"\{(\w+)(?::[^}]*)?\}", lambda found: examples[found[1]], rule.path)


def expected(rule: Rule, email: str) -> set[int]:
    """The statuses that an account may get: refused, unknown to it, or served."""
    role, sites = ACCOUNTS[email]
    served = {200, 303, 422}
    if rule.role is None:
        return served
    if not Role(role).covers(rule.role) or (rule.people and not sites):
        return {403}
    names = set(re.findall(r"\{(\w+)", rule.path)) - OF_ALL
    theirs = role == "administrator" and not rule.people
    if names and not theirs and "agence" not in sites:
        return {404}
    return served


@pytest.mark.parametrize("rule", _ALL, ids=_IDS)
@pytest.mark.asvs("8.2", "8.3", shows="S15")
async def test_each_account_gets_what_its_role_and_sites_allow(rule: Rule, open_browser: Open) -> None:
    anonymous = await open_browser()
    await anonymous.get("/connexion")
    async with await anonymous.session() as session:
        path = address(rule, await fill(session))
        await session.commit()
    response = await (
        anonymous.client.get(PREFIX + path, allow_redirects=False)
        if rule.method == "GET"
        else anonymous.post(path)
    )
    if rule.role is None:
        assert response.status in (200, 422)
    else:
        assert (response.status, response.headers["Location"].partition("?")[0]) == (
            303,
            "/console/connexion",
        )
    done = False
    # The one who may change things comes last.
    for email in ("lecture@exemple.fr", "ailleurs@exemple.fr", "conseil@exemple.fr", "admin@exemple.fr"):
        browser = await open_browser(email)
        if rule.method == "GET":
            response = await browser.client.get(PREFIX + path, allow_redirects=False)
        else:
            assert (await browser.post(path, token="faux")).status in (403, 404)
            response = await browser.post(path)
        allowed = expected(rule, email)
        if done and CONSUMED & set(re.findall(r"\{(\w+)", rule.path)):
            allowed = allowed | {404}
        done = done or (rule.method == "POST" and response.status == 303)
        assert response.status in allowed, (email, response.status, await response.text())


@pytest.mark.asvs("8.3", shows="S15")
def test_no_two_rules_share_a_handler_and_method() -> None:
    told = [(rule.method, rule.handler) for rule in _ALL]
    assert len(told) == len(set(told))


def test_everyone_reaches_only_the_login() -> None:
    opened = {(rule.method, rule.path) for rule in _ALL if rule.role is None}
    assert opened == {("GET", "/console.css"), ("GET", "/connexion"), ("POST", "/connexion")}
