"""The conversation in the panel, in a real browser on another site's page."""

from __future__ import annotations

import json

import pytest

from tests.widget.conftest import Running, Visit, Visits
from tests.widget.speech import SPOKEN

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def opened(visit: Visits, name: str = "plain", **options: object) -> Visit:
    """A tab with the panel open."""
    return await (await (await visit(**options)).go(name)).open()  # type: ignore[arg-type]


async def test_a_question_gets_its_answer_with_cards_sources_and_choices(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.say("Les rencontres près de Gap")
    answer = tab.find(".turn.bot").last
    words = await answer.inner_text()
    assert "samedi 28 novembre 2026, de 9 h à 12 h 30" in words.replace("\u00a0", " ")
    assert "Gap, 1 place d'Essai (à 3 km)" in words
    assert "Exemple de démonstration : ce n'est pas une vraie annonce." in words
    assert await answer.locator("strong").first.inner_text() == "trois rencontres"
    hrefs = [await one.get_attribute("href") for one in await answer.locator(".links a").all()]
    assert f"{tab.running.address}/events/essai.ics" in hrefs
    assert "tel:0199000000" in hrefs and "https://carte.test/?lat=44&lon=6" in hrefs
    for one in await answer.locator("a[target]").all():
        assert await one.get_attribute("rel") == "noopener noreferrer"
        assert "(nouvelle fenêtre)" in await one.inner_text()
    assert await tab.find(".choices button").all_inner_texts() == ["Plus loin", "Un autre jour"]


async def test_a_choice_is_said_in_words_and_sends_its_identifier(visit: Visits, running: Running) -> None:
    tab = await opened(visit)
    await tab.find(".choices button").first.click()
    await tab.find(".turn.bot").nth(1).wait_for()
    assert "M'aider à choisir" in await tab.find(".turn.person").inner_text()
    assert running.engine.turns[-1]["payload"] == "/help_choose"


async def test_pay_is_a_chart_and_a_table(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.say("Quel salaire ?")
    bars = tab.find(".bars")
    assert await bars.get_attribute("role") == "img"
    told = (await bars.get_attribute("aria-label") or "").replace("\u202f", " ")
    assert "Association, début : 950 à 1 200 € brut par mois" in told
    await tab.find(".chart summary").click()
    rows = [text.replace("\u202f", " ") for text in await tab.find("tbody tr").all_inner_texts()]
    assert rows[0].split("\t") == ["Hôpital public, début", "1 000 à 1 100 (montant d'essai)"]
    widths = [await one.get_attribute("width") for one in await tab.find("rect.sure").all()]
    assert float(widths[1] or 0) > float(widths[0] or 0) > float(widths[2] or 0) > 0
    facts = await tab.find(".card dt").all_inner_texts()
    assert facts == ["Prime, en plus : dimanche"]


async def test_sources_are_shown_on_demand(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.say("Quel salaire ?")
    link = tab.find(".sources a")
    assert not await link.is_visible()
    await tab.find(".sources summary").press("Enter")
    assert await link.get_attribute("href") == "https://source.test/"
    assert "2026" in await tab.find(".sources").inner_text()


async def test_the_audience_changes_what_is_offered(visit: Visits, running: Running) -> None:
    tab = await opened(visit)
    assert "Jeune" in await tab.find(".audience").all_inner_texts()
    await tab.find(".audience").first.click()
    await tab.say("bonjour")
    assert [words.split()[-1] for words in await tab.find(".turn.person").all_inner_texts()] == ["bonjour"]
    assert running.engine.turns[-1]["metadata"]["audience"] == "young"
    assert running.engine.turns[-1]["metadata"]["place"] == "05"
    by_tag = await opened(visit, "plain?audience=career_change&place=38185")
    assert await by_tag.find(".audience").count() == 0
    await by_tag.say("bonjour")
    metadata = running.engine.turns[-1]["metadata"]
    assert (metadata["audience"], metadata["place"]) == ("career_change", "38185")


async def test_the_conversation_goes_on_over_pages_and_reloads_without_being_spoken_again(
    visit: Visits,
) -> None:
    tab = await opened(visit)
    await tab.say("Quel salaire ?")
    await tab.page.add_init_script(SPOKEN)
    await tab.go("english")
    await tab.find(".turn.bot").nth(1).wait_for()
    assert "Quel salaire" in await tab.find(".turn.person").inner_text()
    assert await tab.find(".bars").count() == 1
    await tab.page.wait_for_timeout(300)
    assert await tab.page.evaluate("window.spoken") == []
    assert (
        await tab.page.evaluate("document.activeElement.localName") == "body"
    )  # a page that loads keeps its own focus
    await tab.say("Encore une question")
    assert await tab.find(".turn.person").count() == 2


async def test_a_closed_panel_stays_closed_and_asks_nothing(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.find(".close").click()
    tab.requests.clear()
    await tab.go("plain")
    await tab.page.wait_for_timeout(500)
    assert not await tab.find(".panel").count()
    assert [url for url in tab.requests if "/api/" in url] == []
    await tab.open()
    assert await tab.find(".turn.bot").count() == 1


async def test_a_copied_answer_holds_its_sources(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.page.context.grant_permissions(
        ["clipboard-read", "clipboard-write"], origin=tab.running.host.origin
    )
    await tab.say("Quel salaire ?")
    await (
        tab.find(
            ".tools button",
        )
        .get_by_text("Copier")
        .click()
    )
    await tab.find("p[role=status]").get_by_text("Réponse copiée.").wait_for()
    text = await tab.page.evaluate("navigator.clipboard.readText()")
    assert "1 000 € brut par mois" in text and "https://source.test/" in text and "**" not in text


async def test_an_opinion_and_its_reason_are_kept(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.say("Quel salaire ?")
    await tab.find(".tools button").nth(1).click()
    await tab.find("#reason").wait_for()
    assert await tab.find(".tools button").nth(1).get_attribute("aria-pressed") == "true"
    await tab.find("#reason").fill("Trop court, appelez-moi au 06 39 98 01 02")
    async with tab.page.expect_request("**/feedback") as sent:
        await tab.find("#reason").press("Enter")
    word = json.loads((await sent.value).post_data or "")
    assert word["useful"] is False
    assert word["reason"] == "Trop court, appelez-moi au [numéro de téléphone]"
    await tab.find("p[role=status]").get_by_text("Merci pour votre avis.").wait_for()


async def test_erase_leaves_nothing_here_and_there(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.say("Quel salaire ?")
    held = json.loads(await tab.page.evaluate("sessionStorage.orisoin"))
    await tab.find(".to-options").click()
    await (
        tab.find(
            ".options-view button",
        )
        .get_by_text("Effacer la conversation")
        .click()
    )
    assert "On ne peut pas revenir en arrière" in await tab.find(".confirm").inner_text()
    await tab.find(".danger").click()
    await tab.find(".panel").wait_for(state="hidden")
    assert await tab.stored() == []
    await tab.find("p[role=status]").get_by_text("La conversation est effacée.").wait_for(state="attached")
    assert await tab.focused() == "launcher"
    response = await tab.page.context.request.get(
        f"{tab.running.address}/api/v1/conversations/{held['conversation']}",
        headers={"Authorization": f"Bearer {held['token']}"},
    )
    assert response.status == 410
    await tab.find(".launcher").click()
    await tab.find(".turn.bot").first.wait_for()
    assert await tab.find(".turn.person").count() == 0


async def test_restart_begins_anew(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.say("Quel salaire ?")
    first = json.loads(await tab.page.evaluate("sessionStorage.orisoin"))["conversation"]
    await tab.find(".to-options").click()
    await tab.find(".options-view button").get_by_text("Recommencer").click()
    await tab.find(".turn.person").wait_for(state="detached")
    await tab.find(".turn.bot").first.wait_for()
    assert json.loads(await tab.page.evaluate("sessionStorage.orisoin"))["conversation"] != first
    assert await tab.focused() == "text"


async def test_a_person_takes_their_data_away(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.say("Quel salaire ?")
    await tab.find(".to-options").click()
    async with tab.page.expect_download() as download:
        await tab.find(".options-view button").get_by_text("Télécharger").click()
    content = json.loads((await (await download.value).path()).read_text(encoding="utf-8"))
    assert [turn["text"] for turn in content["turns"] if turn["author"] == "person"] == ["Quel salaire ?"]


async def test_going_back_shows_nothing_of_what_was_erased(visit: Visits) -> None:
    tab = await opened(visit)
    await tab.say("Quel salaire ?")
    held = await tab.page.evaluate("sessionStorage.orisoin")
    # What a browser does with a page it kept alive in its history while the person erased on the next one.
    back = "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    await tab.page.evaluate(f"sessionStorage.removeItem('orisoin'); {back}")
    await tab.find(".panel").wait_for(state="hidden")
    assert await tab.find(".turn").count() == 0
    assert await tab.stored() == []
    await tab.page.evaluate("(held) => { sessionStorage.orisoin = held; }", held)
    await tab.page.evaluate(back)
    await tab.find(".turn.person").wait_for()
    assert "Quel salaire" in await tab.find(".turn.person").inner_text()
