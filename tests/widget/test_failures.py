"""When something fails: nothing typed is lost, nothing counts twice, and a human way is always shown."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Route

from tests.widget.conftest import Running, Visit, Visits
from tests.widget.test_conversation import opened

pytestmark = pytest.mark.asyncio(loop_scope="session")


def messages(running: Running) -> list[str]:
    """What the engine was told, in order."""
    return [turn["text"] for turn in running.engine.turns]


async def notice(tab: Visit) -> str:
    """The failure shown."""
    await tab.find(".notice").wait_for()
    return await tab.find(".notice").inner_text()


def problem(status: int, **more: Any) -> dict[str, Any]:
    """A refusal as the service writes it."""
    body = {
        "type": "urn:orisoin:problem:test",
        "title": "Essai",
        "status": status,
        "detail": "Détail d'essai.",
    }
    return {
        "status": status,
        "content_type": "application/problem+json",
        "headers": {"Access-Control-Allow-Origin": "*", "Retry-After": "3"},
        "body": json.dumps(body | more),
    }


@pytest.mark.fault("X10")
async def test_offline_keeps_the_message_and_sends_it_once_when_back(visit: Visits, running: Running) -> None:
    tab = await opened(visit)
    await tab.page.context.set_offline(True)
    await tab.say("Quel salaire hors ligne ?", wait=False)
    words = await notice(tab)
    assert "hors ligne" in words and "3114" in words and "119" in words
    assert messages(running) == []
    await tab.picture("hors-ligne")
    await tab.page.context.set_offline(False)
    await tab.find(".turn.bot").nth(1).wait_for()
    assert messages(running) == ["Quel salaire hors ligne ?"]
    assert await tab.find(".turn.person").count() == 1
    assert await tab.find(".notice").count() == 0


@pytest.mark.fault("X10")
async def test_an_answer_lost_on_the_way_is_asked_again_under_the_same_identifier(
    visit: Visits, running: Running
) -> None:
    tab = await opened(visit)
    sent: list[dict[str, Any]] = []

    async def lose(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or ""))
        if len(sent) == 1:
            await route.fetch()  # the service answers, and the network drops the answer
            await route.abort()
        else:
            await route.continue_()

    await tab.page.route("**/messages", lose)
    await tab.say("Quel salaire ?", wait=False)
    await notice(tab)
    await tab.find(".notice button").click()
    await tab.find(".turn.bot").nth(1).wait_for()
    assert sent[0]["id"] == sent[1]["id"]
    assert messages(running) == ["Quel salaire ?"]
    assert await tab.find(".turn.person").count() == 1


@pytest.mark.fault("X10")
async def test_a_message_waiting_survives_the_page(visit: Visits, running: Running) -> None:
    tab = await opened(visit)
    await tab.page.route("**/messages", lambda route: route.abort())
    await tab.say("Quel salaire ?", wait=False)
    await notice(tab)
    await tab.go("english")
    await tab.find(".turn.person").wait_for()
    assert await tab.find(".turn.person").count() == 1
    await notice(tab)
    await tab.page.unroute("**/messages")
    await tab.find(".notice button").click()
    await tab.find(".turn.bot").nth(1).wait_for()
    assert messages(running) == ["Quel salaire ?"]
    assert await tab.find(".turn.person").count() == 1


@pytest.mark.fault("X10")
async def test_a_slow_network_that_loses_messages_and_a_clock_behind_keep_the_order(
    visit: Visits, running: Running
) -> None:
    tab = await visit()
    await tab.page.clock.install(time=datetime.now(UTC) - timedelta(hours=3))
    await (await tab.go()).open()
    network = await tab.page.context.new_cdp_session(tab.page)
    # A telephone on the edge of a network: 400 ms of latency, 250 kbit/s down and 50 up.
    poor = {"offline": False, "latency": 400, "downloadThroughput": 31_250, "uploadThroughput": 6_250}
    await network.send("Network.enable")
    await network.send("Network.emulateNetworkConditions", poor)
    tries = 0

    async def lose(route: Route) -> None:
        nonlocal tries
        tries += 1
        if tries % 3 == 1:
            await route.abort()  # it never left
        elif tries % 3 == 2:
            await route.fetch()  # it was answered, and the answer is lost
            await route.abort()
        else:
            await route.continue_()

    await tab.page.route("**/messages", lose)
    words = [f"Quel salaire {number} ?" for number in range(3)]
    for number, text in enumerate(words):
        await tab.say(text, wait=False)
        answers = tab.find(".turn.person ~ .turn.bot")
        retry = tab.find(".notice button")
        while await answers.count() <= number:
            await answers.nth(number).or_(retry).first.wait_for()
            if await retry.count():
                await retry.first.click()
                await retry.or_(answers.nth(number)).first.wait_for()
    assert messages(running) == words
    shown = [await turn.inner_text() for turn in await tab.find(".turn.person").all()]
    assert len(shown) == len(words)
    # Narrow spaces stand before a question mark.
    plain = [" ".join(seen.split()) for seen in shown]
    assert all(text in seen for text, seen in zip(words, plain, strict=True)), plain


async def test_the_engine_away_is_an_apology_a_human_way_and_a_retry(visit: Visits, running: Running) -> None:
    tab = await opened(visit)
    running.engine.behaviour = "status"
    await tab.say("Quel salaire ?", wait=False)
    words = await notice(tab)
    assert "L'assistant ne répond pas" in words and "mon-cep.org" in words and "3114" in words
    assert await tab.find(".notices").get_attribute("role") == "alert"
    await tab.picture("service-absent")
    running.engine.behaviour = "normal"
    await tab.find(".notice button").click()
    await tab.find(".turn.bot").nth(1).wait_for()
    assert await tab.find(".turn.person").count() == 1
    assert await tab.focused() == "text"


async def test_too_often_says_so_and_keeps_the_message(visit: Visits, running: Running) -> None:
    tab = await opened(visit)
    for number in range(15):
        await tab.say(f"message {number}")
    await tab.say("message de trop", wait=False)
    assert "beaucoup de messages" in await notice(tab)
    assert "3114" in await notice(tab)
    assert "message de trop" not in messages(running)
    assert (
        json.loads(await tab.page.evaluate("sessionStorage.orisoin"))["queue"][0]["text"] == "message de trop"
    )


async def test_a_conversation_erased_elsewhere_begins_again_with_the_words_kept(visit: Visits) -> None:
    tab = await opened(visit)
    held = json.loads(await tab.page.evaluate("sessionStorage.orisoin"))
    erased = await tab.page.context.request.delete(
        f"{tab.running.address}/api/v1/conversations/{held['conversation']}",
        headers={"Authorization": f"Bearer {held['token']}"},
    )
    assert erased.status == 200
    await tab.say("Quel salaire ?", wait=False)
    assert "effacée" in await notice(tab)
    assert await tab.find("#text").input_value() == "Quel salaire ?"
    await tab.find(".notice button").click()
    await tab.find(".turn.bot").first.wait_for()
    await tab.find("#text").press("Enter")
    await tab.find(".turn.bot").nth(1).wait_for()


async def test_what_the_service_refuses_comes_back_to_the_field(visit: Visits) -> None:
    tab = await opened(visit)
    refusal = problem(422)
    await tab.page.route("**/messages", lambda route: route.fulfill(**refusal))
    await tab.say("un message refusé", wait=False)
    await tab.find("#error").get_by_text("Détail d'essai.").wait_for()
    assert await tab.find("#text").input_value() == "un message refusé"
    assert await tab.find(".turn.person").count() == 0
    assert await tab.find("#text").get_attribute("aria-invalid") == "true"


async def test_empty_and_too_long_are_said_and_nothing_is_lost(visit: Visits, running: Running) -> None:
    tab = await opened(visit)
    await tab.find(".send").click()
    assert "Écrivez votre question" in await tab.find("#error").inner_text()
    assert await tab.focused() == "text"
    long = "mot " * 260
    await tab.find("#text").fill(long)
    assert await tab.find("#error").inner_text() == ""
    assert "0 caractère restant" in await tab.find("#count").inner_text()
    await tab.find("#text").press("Enter")
    assert "Gardez-en 1 000 au plus" in await tab.find("#error").inner_text()
    assert await tab.find("#text").input_value() == long
    assert await tab.find("#text").get_attribute("aria-describedby") == "error hint"
    assert await tab.find("#error").get_attribute("role") == "alert"
    assert messages(running) == []


async def test_the_panel_that_cannot_load_leaves_the_plain_page(visit: Visits) -> None:
    tab = await (await visit()).go()
    await tab.page.route("**/panel.js", lambda route: route.abort())
    await tab.find(".launcher").click()
    words = await tab.find(".unavailable").inner_text()
    assert "3114" in words
    link = tab.find(".unavailable a")
    assert await link.get_attribute("href") == f"{tab.running.address}/chat?site=hote"
    tab.errors.clear()


async def test_without_the_script_the_host_page_keeps_its_link(visit: Visits) -> None:
    tab = await (await visit()).go("missing", wait=False)
    assert await tab.page.locator("a[data-orisoin]").is_visible()
    assert [error for error in tab.errors if "Failed to load" not in error] == []
    silent = await (await visit(java_script_enabled=False)).go("plain", wait=False)
    await silent.page.locator("a[data-orisoin]").click()
    assert (
        await silent.page.locator("h1").inner_text() == "Assistant des métiers du soin et de l'accompagnement"
    )


async def test_a_service_that_cannot_open_offers_to_try_again(visit: Visits) -> None:
    tab = await (await visit()).go()
    await tab.page.route("**/api/v1/conversations", lambda route: route.abort())
    await tab.find(".launcher").click()
    assert "3114" in await notice(tab)
    await tab.say("Quel salaire ?", wait=False)
    await tab.page.unroute("**/api/v1/conversations")
    await tab.find(".notice button").click()
    await tab.find(".turn.bot").nth(1).wait_for()
    assert "Quel salaire" in await tab.find(".turn.person").inner_text()


@pytest.mark.fault("X11")
async def test_a_token_that_ended_is_renewed_without_a_word(visit: Visits) -> None:
    tab = await opened(visit)
    calls: list[str] = []
    tab.page.on("request", lambda request: calls.append(f"{request.method} {request.url.rsplit('/', 1)[1]}"))
    # Before the next page's own scripts: on the page that is left, the widget may still write what it holds in memory.
    await tab.page.add_init_script(
        """{ const held = JSON.parse(sessionStorage.orisoin); held.ends = "2020-01-01T00:00:00Z";
        sessionStorage.orisoin = JSON.stringify(held); }"""
    )
    await tab.go("english")
    await tab.find(".turn.bot").first.wait_for()
    await tab.find("#text").fill("un brouillon")
    await tab.say("Quel salaire ?")
    assert "POST token" in calls
    assert await tab.find(".notice").count() == 0
    refused = problem(410, type="urn:orisoin:problem:expired")
    state = {"refused": 0}

    async def expire(route: Route) -> None:
        if state["refused"]:
            await route.continue_()
        else:
            state["refused"] += 1
            await route.fulfill(**refused)

    await tab.page.route("**/messages", expire)
    before = calls.count("POST token")
    await tab.say("Encore une question")
    assert calls.count("POST token") == before + 1


async def test_a_browser_that_keeps_nothing_and_a_page_without_https_still_talk(visit: Visits) -> None:
    tab = await visit()
    await tab.page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
        "Object.defineProperty(crypto, 'randomUUID', { value: undefined });"
    )
    await (await tab.go()).open()
    await tab.say("Quel salaire ?")
    await tab.say("Les rencontres")
    assert await tab.find(".turn.person").count() == 2
    assert await tab.find(".notice").count() == 0
