"""Every requirement of accessibility has its test, and the page that declares where we are says it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.widget.conftest import Visits

HERE = Path(__file__).parent


def test_each_requirement_names_tests_that_exist() -> None:
    rows = re.findall(
        r"^\| (A\d+) \| .+ \| (.+) \|$", (ROOT / "docs" / "embedding.md").read_text("utf-8"), re.M
    )
    assert [name for name, _ in rows] == [f"A{number}" for number in range(1, 19)]
    for name, tests in rows:
        named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", tests)
        assert named, name
        for file, test in named:
            assert f"def {test}(" in (HERE / file).read_text(encoding="utf-8"), f"{name}: {file}::{test}"


@pytest.mark.asyncio(loop_scope="session")
async def test_the_declaration_says_where_we_are_and_whom_to_write_to(visit: Visits) -> None:
    tab = await visit()
    await tab.go("/chat?site=hote", wait=False)
    link = tab.page.get_by_role("link", name="Accessibilité : non auditée")
    await link.click()
    words = await tab.page.locator("main").inner_text()
    for said in ("RGAA 4.1.2", "Aucun audit complet", "Signaler une difficulté", "Écrivez à l'organisme"):
        assert said in words
    assert await tab.page.get_by_role("link", name="Défenseur des droits").count() == 1
    declared = (ROOT / "docs" / "conformite" / "declaration-accessibilite.md").read_text(encoding="utf-8")
    for said in ("non conforme", "RGAA 4.1.2", "{{ contact }}", "Défenseur des droits"):
        assert said in declared
