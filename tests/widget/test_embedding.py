"""On any page, any stack: strict policies, hostile styles, old frameworks, one-page applications, foreign origins."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.gateway.test_browser import XSS
from tests.widget.conftest import Running, Visit, Visits
from tests.widget.counsellor import answer_as_a_human
from tests.widget.test_conversation import opened

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Everything the widget may build; anything else came from someone's words.
_OURS = """div p span ul ol li a strong em br button form label textarea input header h2 h3 svg path rect details
summary article dl dt dd figure figcaption table caption thead tbody tr th td section fieldset legend"""
# Before the page: whatever runs, and whatever only a policy kept from running.
EXECUTED = """
window.executed = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (what) => window.executed.push([name, what]);
document.addEventListener("securitypolicyviolation", (one) =>
  window.executed.push([one.effectiveDirective, one.blockedURI]));
"""


async def elements(tab: Visit) -> list[dict[str, Any]]:
    """Every element of the widget, with its attributes."""
    found: list[dict[str, Any]] = await tab.page.evaluate(
        """() => [...document.querySelector("orisoin-widget").shadowRoot.querySelectorAll("*")].map((one) => (
        { tag: one.localName,
          attributes: Object.fromEntries([...one.attributes].map(({ name, value }) => [name, value])) }))"""
    )
    return found


async def assert_nothing_ran(tab: Visit) -> None:
    """No element, attribute or address that is not ours, and nothing executed."""
    for one in await elements(tab):
        assert one["tag"] in _OURS.split(), one
        assert not any(name.startswith("on") or name == "srcdoc" for name in one["attributes"]), one
        for name in ("href", "src", "action"):
            value = one["attributes"].get(name, "https:")
            own = value.startswith(tab.running.address + "/")
            assert own or re.match(r"(https:|tel:|mailto:)", value), one
    assert await tab.page.evaluate("window.executed") == []


@pytest.mark.asvs("3.4.3", shows="S6")
async def test_a_strict_policy_with_the_two_documented_lines_is_enough(visit: Visits) -> None:
    tab = await opened(visit, "strict")
    await tab.say("Quel salaire ?")
    await tab.find(".chart summary").click()
    await tab.find(".to-human").click()
    colour = await tab.find(".launcher").evaluate("one => getComputedStyle(one).backgroundColor")
    assert colour == "rgb(11, 74, 158)"
    # No policy was broken: `visit` fails on any message of the console.


async def test_the_tag_twice_makes_one_button(visit: Visits) -> None:
    tab = await opened(visit, "twice")
    assert await tab.page.locator("orisoin-widget").count() == 1
    assert await tab.find(".panel").count() == 1
    assert tab.requests.count(f"{tab.running.address}/api/v1/conversations") == 1


async def test_a_one_page_application_keeps_the_conversation(visit: Visits) -> None:
    tab = await opened(visit, "one-page")
    await tab.say("Quel salaire ?")
    await tab.page.locator("#go").click()
    assert await tab.page.locator("h1").inner_text() == "Autre vue"
    await tab.find(".turn.person").wait_for()
    await tab.say("Encore")
    assert await tab.find(".turn.person").count() == 2


async def test_hostile_styles_change_nothing(visit: Visits) -> None:
    shots = []
    for name in ("plain", "hostile"):
        tab = await opened(visit, name)
        await tab.page.wait_for_timeout(300)
        measures = await tab.page.evaluate(
            """() => { const root = document.querySelector("orisoin-widget").shadowRoot;
            return ["launcher", "panel", "send", "turn"].map((name) => { const one = root.querySelector("." + name);
            const style = getComputedStyle(one), box = one.getBoundingClientRect();
            return [style.fontFamily, style.fontSize, style.color, style.textTransform, style.lineHeight, style.visibility,
              style.textAlign, Math.round(box.x), Math.round(box.width), Math.round(box.height)]; }); }"""
        )
        shots.append(measures)
        await tab.picture(f"hote-{name}")
    assert shots[0] == shots[1]


async def test_the_host_is_left_as_it_was(visit: Visits) -> None:
    tab = await visit()
    await tab.page.add_init_script(
        "window.before = Object.keys(window); document.addEventListener('DOMContentLoaded', () => {"
        "window.looks = JSON.stringify("
        "[...document.querySelectorAll('main *')].map((one) => one.getBoundingClientRect())); });"
    )
    await (await tab.go()).open()
    await tab.say("Quel salaire ?")
    await tab.page.evaluate("scrollTo(0, 0)")
    after = await tab.page.evaluate(
        """() => [Object.keys(window).filter((name) => !window.before.includes(name) && !["before", "looks"].includes(name)),
        JSON.stringify([...document.querySelectorAll("main *")].map((one) => one.getBoundingClientRect())) === window.looks,
        document.head.querySelectorAll("style, link").length, document.adoptedStyleSheets.length]"""
    )
    assert after == [[], True, 0, 0]


async def test_old_frameworks_do_no_harm(visit: Visits, running: Running) -> None:
    tab = await opened(visit, "old")
    await tab.say("Les rencontres")
    await tab.find(".choices button").first.click()
    await tab.find(".turn.bot").nth(2).wait_for()
    await tab.go("old")
    await tab.find(".turn.bot").nth(2).wait_for()
    assert len(running.engine.turns) == 2


async def test_a_site_has_its_look_and_a_tag_its_own(visit: Visits) -> None:
    tab = await opened(visit, "plain?site=rose")
    await tab.find(".machine").get_by_text("Agence rose").wait_for()
    assert "Bienvenue à l'agence rose." in await tab.find(".turn.bot").first.inner_text()
    box = await tab.find(".launcher").bounding_box()
    assert box is not None and box["x"] < 100
    await tab.go("plain?site=rose")
    await tab.page.wait_for_timeout(300)
    box = await tab.find(".launcher").bounding_box()
    assert box is not None and box["x"] < 100  # the next pages know it before the panel is loaded
    other = await (await visit()).go("plain?colour=%23008000&position=left&label=Besoin+d'aide")
    assert await other.find(".launcher").inner_text() == "Besoin d'aide"
    assert (
        await other.find(".launcher").evaluate("one => getComputedStyle(one).backgroundColor")
        == "rgb(0, 128, 0)"
    )


async def test_a_link_of_the_page_opens_the_panel(visit: Visits) -> None:
    tab = await (await visit()).go()
    await tab.page.locator("a[data-orisoin]").click()
    await tab.find(".turn.bot").first.wait_for()
    assert tab.page.url == f"{tab.running.host.origin}/plain"


@pytest.mark.parametrize(
    "origin",
    [
        "https://hote.exemple.fr.evil.test",
        "null",
        "HTTP://LOCALHOST:{port}",
        "http://localhost:{port}.",
        "http://localhost.:{port}",
        "https://localhost:{port}",
        "http://localhost",
        "http://localhost:1",
        "http://127.0.0.1:{port}",
    ],
)
@pytest.mark.asvs("3.4.2", shows="S4")
async def test_only_the_exact_origin_of_the_site_may_call(
    visit: Visits, running: Running, origin: str
) -> None:
    port = running.host.origin.rsplit(":", 1)[1]
    asked = (await visit()).page.context.request
    body = json.dumps({"site": "hote"})
    wrong = await asked.post(
        f"{running.address}/api/v1/conversations", data=body, headers={"Origin": origin.format(port=port)}
    )
    assert wrong.status == 403
    assert "access-control-allow-origin" not in wrong.headers
    right = await asked.post(
        f"{running.address}/api/v1/conversations", data=body, headers={"Origin": running.host.origin}
    )
    assert right.status == 201
    assert right.headers["access-control-allow-origin"] == running.host.origin
    assert "Origin" in right.headers["vary"]
    other = await asked.post(
        f"{running.address}/api/v1/conversations",
        data=json.dumps({"site": "autre"}),
        headers={"Origin": running.host.origin},
    )
    assert other.status == 403


@pytest.mark.asvs("3.4.6", shows="S5")
async def test_only_a_site_s_own_pages_may_frame_its_conversation(visit: Visits, running: Running) -> None:
    tab = await visit()
    for path, shown in (
        ("/chat?site=hote", True),
        ("/chat?site=autre", False),
        ("/", False),
        ("/galerie", False),
    ):
        await tab.go("plain", wait=False)
        await tab.page.evaluate(
            "(address) => { const one = document.createElement('iframe'); one.title = 'Assistant'; one.src = address;"
            "document.body.append(one); return new Promise((done) => { one.onload = done; }); }",
            running.address + path,
        )
        frame = tab.page.frames[-1]
        assert ("Assistant" in (await frame.locator("body").inner_text())) == shown, path
    # The refusals are written to the console: they are what is wanted.
    assert len([error for error in tab.errors if "frame-ancestors" in error]) == 3
    tab.errors.clear()


@pytest.mark.parametrize("text", XSS)
@pytest.mark.asvs("1.2.1", "3.2.2", shows="S7")
async def test_no_words_of_anyone_become_code(visit: Visits, running: Running, text: str) -> None:
    tab = await visit()
    await tab.page.add_init_script(EXECUTED)
    await (await tab.go()).open()
    running.engine.forced = {
        "text": text + "\n\n- " + text + "\n\n**" + text + "**",
        "choices": [{"title": text, "payload": text}],
        "cards": [
            {
                "kind": "event",
                "title": text,
                "subtitle": text,
                "place": {"name": text, "address": text},
                "facts": [{"label": text, "value": text}],
                "chart": {"title": text, "unit": text, "bars": [{"label": text, "low": 1, "note": text}]},
                "links": [
                    {"rel": "more", "title": text, "href": "/x?" + text},
                    {"rel": "map", "title": text, "href": "http://mechant.test"},
                ],
                "when": {"start": text},
            }
        ],
        "sources": [
            {"title": text, "url": "javascript:alert(1)", "as_of": text},
            {"title": text, "url": "data:text/html," + text},
        ],
    }
    await tab.say(text)
    await tab.find(".tools").wait_for()
    await assert_nothing_ran(tab)
    assert text in (await tab.find(".turn.person .text").inner_text()).replace("\u00a0", " ")
    await tab.find(".choices button").click()
    await tab.find(".turn.bot").nth(2).wait_for()
    await tab.go()
    await tab.find(".turn.bot").nth(2).wait_for()
    await assert_nothing_ran(tab)


@pytest.mark.asvs("3.4.3", shows="S6")
async def test_our_pages_have_a_policy_that_runs_nothing_of_others(visit: Visits, running: Running) -> None:
    asked = (await visit()).page.context.request
    for path in ("/", "/galerie", "/chat", "/confidentialite", "/accessibilite"):
        policy = (await asked.get(running.address + path)).headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy
        assert "unsafe" not in policy and "base-uri 'none'" in policy and "frame-ancestors 'none'" in policy


async def test_a_conversation_goes_on_in_a_frame_of_another_site(visit: Visits, running: Running) -> None:
    tab = await (await visit()).go("plain", wait=False)
    await tab.page.evaluate(
        "(address) => { const one = document.createElement('iframe'); one.title = 'Assistant'; one.src = address;"
        "one.width = 600; one.height = 700; document.body.prepend(one); }",
        f"{running.address}/chat?site=hote",
    )
    frame = tab.page.frame_locator("iframe")
    for count, text in enumerate(("première question", "seconde question"), 1):
        await frame.locator("#text").fill(text)
        await frame.get_by_role("button", name="Envoyer", exact=True).click()
        await frame.locator(".turn.person").nth(count - 1).wait_for()
    assert len({turn["sender"] for turn in running.engine.turns}) == 1
    assert await tab.stored() == []  # no cookie in a frame: its form carries the conversation


@pytest.mark.asvs("1.2.1", shows="S7")
async def test_a_counsellor_s_words_do_not_become_code_either(visit: Visits, running: Running) -> None:
    tab = await visit()
    await tab.page.add_init_script(EXECUTED)
    await (await tab.go()).open()
    held = json.loads(await tab.page.evaluate("sessionStorage.orisoin"))
    for number, text in enumerate(XSS):
        await answer_as_a_human(
            running, held["conversation"], text, f"humain-{number}-{held['conversation'][:8]}"
        )
    await tab.go()
    await tab.find(".turn.human").nth(len(XSS) - 1).wait_for()
    await assert_nothing_ran(tab)
