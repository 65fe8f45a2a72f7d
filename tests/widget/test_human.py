"""Reaching a person: always in sight, in two actions, and the answer comes by itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.widget.conftest import Running, Visit, Visits
from tests.widget.counsellor import answer_as_a_human
from tests.widget.speech import SPOKEN
from tests.widget.test_conversation import opened

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def held(tab: Visit) -> dict[str, Any]:
    """What the tab remembers."""
    found: dict[str, Any] = await tab.page.evaluate("JSON.parse(sessionStorage.orisoin)")
    return found


async def test_lines_are_one_action_away_in_every_state(visit: Visits, running: Running) -> None:
    tab = await opened(visit)
    running.engine.behaviour = "status"
    await tab.say("Quel salaire ?", wait=False)
    await tab.find(".notice").wait_for()
    await tab.find(".to-human").click()
    numbers = [await one.get_attribute("href") for one in await tab.find(".lines a").all()]
    assert numbers == ["tel:15", "tel:112", "tel:3114", "tel:119"]


async def test_a_request_needs_a_way_to_answer_and_consent(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.find(".to-human").click()
    tab.requests.clear()
    await tab.find(".request .main").click()
    assert "donnez votre accord" in await tab.find("#request-error").inner_text()
    await tab.find("#phone").fill("06 39 98 01 02")
    await tab.find(".request .main").click()
    assert "donnez votre accord" in await tab.find("#request-error").inner_text()
    assert [url for url in tab.requests if "/requests" in url] == []
    await tab.find(".consent input").check()
    await tab.find("#phone").fill("12")
    await tab.find(".request .main").click()
    await tab.find("#request-error").get_by_text("Ce numéro de téléphone n'est pas complet").wait_for()
    assert await tab.focused() == "phone"


async def test_a_counsellor_s_answer_arrives_by_itself_and_is_announced(
    visit: Visits, running: Running
) -> None:
    tab = await visit()
    await tab.page.add_init_script(SPOKEN)
    await (await tab.go()).open()
    await tab.find(".to-human").click()
    await tab.find("#phone").fill("06 39 98 01 02")
    await tab.find(".consent input").check()
    await tab.find(".request .main").click()
    await tab.find(".done").get_by_text("Demande envoyée. Référence").wait_for()
    await tab.picture("demande-envoyee")
    await tab.find(".back").click()
    await answer_as_a_human(
        running, (await held(tab))["conversation"], "Bonjour, je vous appelle à **14 h**."
    )
    bubble = tab.find(".turn.human")
    await bubble.wait_for(timeout=25_000)
    await tab.picture("reponse-humaine")
    assert "Conseillère ou conseiller :" in await bubble.inner_text()
    assert [
        role
        for role, words in await tab.page.evaluate("window.spoken")
        if "14 h" in words.replace("\u00a0", " ")
    ] == ["log"]
    await tab.page.wait_for_timeout(14_000)  # the next look finds the same answer
    assert await tab.find(".turn.human").count() == 1
    assert await tab.focused() == "text"


async def test_nobody_looks_for_an_answer_when_the_panel_is_closed(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.find(".to-human").click()
    await tab.find("[value=message]").check()
    await tab.find("#email").fill("personne@exemple.test")
    await tab.find(".consent input").check()
    await tab.find(".request .main").click()
    await tab.find(".done").get_by_text("Référence").wait_for()
    await tab.find(".close").click()
    tab.requests.clear()
    await tab.page.wait_for_timeout(13_000)
    assert tab.requests == []


async def test_who_can_help_nearby_is_asked_in_the_conversation(visit: Visits, running: Running) -> None:
    tab = await opened(visit)
    await tab.find(".to-human").click()
    await tab.find(".human-view > section .wide").click()
    await tab.find(".turn.bot").nth(1).wait_for()
    assert running.engine.turns[-1]["text"] == "Je voudrais parler à un conseiller"
    assert await tab.focused() == "text"
