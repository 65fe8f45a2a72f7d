"""The gallery shows every state that people can meet, each as it is."""

from __future__ import annotations

import pytest

from tests.widget.conftest import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Each state of the gallery, with what can be seen in it alone or at least in it.
STATES = {
    "ferme": ".launcher",
    "ouvert": ".choices button",
    "jeune": ".choices button",
    "salaire": ".chart .bars",
    "deplie": ".chart details[open] table",
    "avis": ".reason input",
    "liste": ".card",
    "attente": ".waiting .dot",
    "humain": ".turn.human",
    "demande": ".request .main",
    "incomplete": ".request .error:not(:empty)",
    "options": ".confirm button",
    "effacer": ".danger",
    "vide": ".composer .error:not(:empty)",
    "personnel": ".personal:not(:empty)",
    "trop-long": ".composer .error:not(:empty)",
    "pas-ouvert": ".notice",
    "absent": ".notice",
    "trop": ".notice",
    "effacee": ".notice",
    "hors-ligne": ".notice",
    "etroit": ".chart .bars",
    "sombre": ".root.dark .chart",
    "jaune": ".card",
    "jaune-sombre": ".root.dark .turn.bot",
}


async def test_every_state_is_there_and_can_be_seen(visit: Visits) -> None:
    tab = await visit()
    await tab.go("/galerie", wait=False)
    await tab.page.locator("[data-ready]").wait_for()
    figures = await tab.page.locator("#gallery > figure").evaluate_all("(all) => all.map((one) => one.id)")
    assert figures == list(STATES)
    for name, selector in STATES.items():
        await tab.page.locator(f"#{name}").locator(selector).first.wait_for()
    width = await tab.page.locator("#etroit").evaluate("(one) => one.getBoundingClientRect().width")
    assert width <= 320
    # Nothing of it reaches the service, nor is kept.
    assert [url for url in tab.requests if "/api/" in url] == []
    assert await tab.stored() == []
