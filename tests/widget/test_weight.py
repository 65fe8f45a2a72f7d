"""The promised sizes, counts and caches: what a host's page pays, closed and open."""

from __future__ import annotations

import gzip
import re
from urllib.parse import urlsplit

import pytest

from bot.gateway.assembly import WIDGET, widget_files
from bot.settings import ROOT
from tests.widget.conftest import Running, Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOADER_BYTES = 5_000
ALL_BYTES = 30_000


async def test_the_tag_and_the_panel_keep_to_their_weight(visit: Visits, running: Running) -> None:
    asked = (await visit()).page.context.request
    version, files = widget_files()
    loader = len(gzip.compress(files["loader.js"].encode(), 9))
    panel = len(gzip.compress(files["panel.js"].encode(), 9))
    told = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
    for words, measured in (
        ("la balise, sur toutes vos pages", loader),
        ("tout, une fois l'assistant ouvert", loader + panel),
    ):
        figure = re.search(rf"{re.escape(words)} \| ([\d,]+) kB", told)
        assert figure is not None and abs(float(figure[1].replace(",", ".")) - measured / 1000) < 0.25, (
            measured
        )
    print(f"\nweight, gzip: loader {loader} B, panel {panel} B, all {loader + panel} B")
    assert loader <= LOADER_BYTES
    assert loader + panel <= ALL_BYTES
    for path in ("v1.js", f"{version}/panel.js"):
        response = await asked.get(f"{running.address}/embed/{path}", headers={"Accept-Encoding": "gzip"})
        assert response.headers["content-encoding"] == "gzip"
        assert int(response.headers["content-length"]) <= (LOADER_BYTES if path == "v1.js" else ALL_BYTES)


async def test_the_first_reply_takes_three_requests(visit: Visits) -> None:
    tab = await (await visit()).go()
    wire: list[str] = []
    # The protocol's own events show preflights too, which the page does not see.
    client = await tab.page.context.new_cdp_session(tab.page)
    await client.send("Network.enable")
    client.on(
        "Network.requestWillBeSent",
        lambda sent: wire.append(f"{sent['request']['method']} {urlsplit(sent['request']['url']).path}"),
    )
    await tab.open()
    version, _ = widget_files()
    assert sorted(wire) == [
        "GET /api/v1/sites/hote",
        f"GET /embed/{version}/panel.js",
        "POST /api/v1/conversations",
    ]


async def test_nothing_shifts(visit: Visits) -> None:
    tab = await visit()
    await tab.page.add_init_script(
        """window.shifts = []; window.long = [];
        new PerformanceObserver((list) => list.getEntries().forEach((one) => window.shifts.push(
          [one.value, one.hadRecentInput, ...one.sources.map(({ node }) => node && (node.className || node.localName))])))
          .observe({ type: "layout-shift", buffered: true });
        new PerformanceObserver((list) => list.getEntries().forEach((one) => window.long.push(one.duration)))
          .observe({ type: "longtask", buffered: true });"""
    )
    await (await tab.go()).open()
    await tab.say("Les rencontres")
    await tab.find(".tools").wait_for()
    await tab.find(".close").click()
    await tab.page.wait_for_timeout(300)
    shifts = await tab.page.evaluate("window.shifts")
    # The measure counts what moves without the person having just acted (hadRecentInput), as Lighthouse does.
    assert sum(value for value, was_asked, *_ in shifts if not was_asked) == 0, shifts
    # Reported, not judged: the length of a task says as much of the machine as of the code.
    print(f"\nlayout shift 0; long tasks: {await tab.page.evaluate('window.long')}")


async def test_the_page_grows_little(visit: Visits) -> None:
    tab = await (await visit()).go()
    count = "document.querySelector('orisoin-widget').shadowRoot.querySelectorAll('*').length"
    closed = await tab.page.evaluate(count)
    await tab.open()
    opened_count = await tab.page.evaluate(count)
    await tab.say("bonjour")
    await tab.find(".tools").wait_for()
    talked = await tab.page.evaluate(count)
    print(f"\nelements: closed {closed}, open {opened_count}, after one question {talked}")
    assert closed <= 6
    assert opened_count <= 100


async def test_files_are_kept_for_ever_and_the_tag_an_hour(visit: Visits, running: Running) -> None:
    asked = (await visit()).page.context.request
    version, files = widget_files()
    loader = await asked.get(f"{running.address}/embed/v1.js")
    assert loader.headers["cache-control"] == "public, max-age=3600"
    assert (await loader.text()) == files["loader.js"]
    again = await asked.get(
        f"{running.address}/embed/v1.js", headers={"If-None-Match": loader.headers["etag"]}
    )
    assert again.status == 304
    panel = await asked.get(f"{running.address}/embed/{version}/panel.js")
    assert "immutable" in panel.headers["cache-control"]
    assert panel.headers["access-control-allow-origin"] == "*"
    assert panel.headers["cross-origin-resource-policy"] == "cross-origin"
    outdated = await asked.get(f"{running.address}/embed/000000000000/panel.js")
    assert outdated.headers["cache-control"] == "no-cache" and await outdated.text() == files["panel.js"]
    assert (await asked.get(f"{running.address}/embed/{version}/conftest.py")).status == 404


async def test_what_is_served_is_what_the_modules_say(visit: Visits) -> None:
    """The modules run as they are written, unjoined, and behave the same."""
    tab = await visit()

    async def source(route: object) -> None:
        name = route.request.url.rsplit("/", 1)[1]  # type: ignore[attr-defined]
        if name.endswith(".css.js"):
            sheet = (WIDGET / name.removesuffix(".js")).read_text(encoding="utf-8")
            text = f"export const {name.split('.')[0].upper()}_CSS = {sheet!r};"
        else:
            text = (WIDGET / name).read_text(encoding="utf-8")
        await route.fulfill(
            body=text, content_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"}
        )  # type: ignore[attr-defined]

    await tab.page.route("**/embed/*/*", source)
    await (await tab.go()).open()
    await tab.say("Quel salaire ?")
    assert await tab.find(".bars").count() == 1
    assert len([url for url in tab.requests if url.endswith(".js")]) > 15
