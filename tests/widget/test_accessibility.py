"""No violation that axe can find, in every state of the widget and on every page of the service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.widget.conftest import Visit, Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""


async def violations(tab: Visit) -> list[str]:
    """What axe finds, one line each."""
    await tab.page.wait_for_timeout(400)  # an entrance that still fades would be measured half-way
    found = (await Axe().run(tab.page)).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found
        for node in one["nodes"]
    ]


async def closed(tab: Visit) -> None:
    """Nothing done."""


async def at_opening(tab: Visit) -> None:
    """The panel open."""
    await tab.open()


async def with_a_list(tab: Visit) -> None:
    """Cards."""
    await (await tab.open()).say("Les rencontres")
    await tab.find(".tools").wait_for()


async def with_a_chart(tab: Visit) -> None:
    """A chart, its table and its sources unfolded, an opinion asked."""
    await (await tab.open()).say("Quel salaire ?")
    await tab.find(".chart summary").click()
    await tab.find(".sources summary").click()
    await tab.find(".tools button").first.click()


async def with_an_error(tab: Visit) -> None:
    """An empty message."""
    await tab.open()
    await tab.find(".send").click()


async def offline(tab: Visit) -> None:
    """No network."""
    await tab.open()
    await tab.page.context.set_offline(True)
    await tab.say("Quel salaire ?", wait=False)
    await tab.find(".notice").wait_for()


async def away(tab: Visit) -> None:
    """No engine."""
    await tab.open()
    tab.running.engine.behaviour = "status"
    await tab.say("Quel salaire ?", wait=False)
    await tab.find(".notice").wait_for()


async def waiting(tab: Visit) -> None:
    """The assistant writes."""
    await tab.open()
    tab.running.engine.delay = 3.0
    await tab.say("Quel salaire ?", wait=False)
    await tab.find(".waiting").wait_for()


async def human(tab: Visit) -> None:
    """The ways to a person, with a mistake."""
    await tab.open()
    await tab.find(".to-human").click()
    await tab.find(".request .main").click()


async def options(tab: Visit) -> None:
    """The options, with the question before erasing."""
    await tab.open()
    await tab.find(".to-options").click()
    await tab.find(".confirm button").click()
    await tab.find(".options-view summary").click()


async def personal(tab: Visit) -> None:
    """Personal data pointed out."""
    await tab.open()
    await tab.find("#text").fill("mon numéro : 06 39 98 01 02")


STATES: list[Callable[[Visit], Awaitable[None]]] = [
    closed,
    at_opening,
    with_a_list,
    with_a_chart,
    with_an_error,
    offline,
    away,
    waiting,
    human,
    options,
    personal,
]
# Size of the window, then what the person's system asks for. 320×256 is 1280×1024 at 400 %.
SCREENS: dict[str, tuple[int, int, dict[str, Any]]] = {
    "clair": (1100, 800, {}),
    "sombre": (1100, 800, {"color_scheme": "dark"}),
    "telephone": (390, 844, {}),
    "320px": (320, 640, {}),
    "zoom400": (320, 256, {}),
    "contraste-force": (1100, 800, {"forced_colors": "active"}),
    "sans-mouvement": (1100, 800, {"reduced_motion": "reduce"}),
}
_PLAIN: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_axe_finds_nothing(visit: Visits, state: Callable[[Visit], Awaitable[None]]) -> None:
    tab = await (await visit()).go("plain")
    await state(tab)
    found = {}
    for screen, (width, height, wanted) in SCREENS.items():
        await tab.page.set_viewport_size({"width": width, "height": height})
        await tab.page.emulate_media(**{**_PLAIN, **wanted})
        found[screen] = await violations(tab)
        await tab.picture(f"{state.__name__.replace('_', '-')}--{screen}")
    assert found == {screen: [] for screen in SCREENS}


@pytest.mark.parametrize("key", ["jaune", "rose", "noir", "vert"])
async def test_every_theme_has_enough_contrast(visit: Visits, key: str) -> None:
    tab = await (await visit()).go(f"plain?site={key}")
    await tab.open()
    await tab.find(".machine").get_by_text(f"Agence {key}").wait_for()
    await tab.say("Les rencontres")
    await tab.find(".tools").wait_for()
    for scheme in ("light", "dark"):
        await tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = await violations(tab)
        await tab.picture(f"theme-{key}--{scheme}")
        assert found == []


async def test_text_spacing_hides_nothing(visit: Visits) -> None:
    tab = await (await visit(320, 640)).go("plain")
    await with_a_list(tab)
    await tab.page.evaluate(
        """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
        const root = document.querySelector("orisoin-widget").shadowRoot;
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]; }""",
        SPACING,
    )
    await tab.picture("espacement-du-texte")
    assert await violations(tab) == []
    cut = await tab.page.evaluate(
        """() => [...document.querySelector("orisoin-widget").shadowRoot.querySelectorAll("button, p, h2, h3, dd, li, a")]
        .filter((one) => one.offsetParent && !one.closest(".hidden, .scroller") && one.scrollWidth > one.clientWidth + 1
          && getComputedStyle(one).display !== "inline").map((one) => one.className + one.textContent)"""
    )
    assert cut == []


@pytest.mark.parametrize(
    "path", ["/", "/chat", "/chat?site=demo", "/confidentialite", "/accessibilite", "/galerie"]
)
async def test_axe_finds_nothing_on_the_pages(visit: Visits, path: str) -> None:
    tab = await visit()
    await tab.go(path, wait=False)
    if path == "/galerie":
        await tab.page.locator("[data-ready]").wait_for()
        await tab.page.wait_for_timeout(1600)
    name = path.strip("/").replace("?site=", "-") or "agence"
    for scheme in ("light", "dark"):
        await tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = await violations(tab)
        await tab.picture(f"page-{name}--{scheme}", full=True)
        assert found == []


async def test_axe_finds_nothing_in_the_conversation_without_javascript(visit: Visits) -> None:
    tab = await visit()
    await tab.go("/chat?site=hote", wait=False)
    await tab.page.locator("#text").fill("Quel salaire ?")
    await tab.page.get_by_role("button", name="Envoyer", exact=True).click()
    for one in await tab.page.locator("summary").all():
        await one.click()
    for width in (320, 1100):
        await tab.page.set_viewport_size({"width": width, "height": 800})
        assert await tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = await violations(tab)
        await tab.picture(f"page-chat-conversation--{width}", full=True)
        assert found == []
