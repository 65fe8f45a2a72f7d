"""The corpus of hostile words in every field of the console: nothing runs, in it or outside, whatever the policy allows."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page
from sqlalchemy import select

from bot.catalogue.models import Feedback, MergeProposal, Question, Request, StoredReply, Turn
from bot.console.app import rules
from bot.console.routes import PREFIX
from bot.gateway.keys import SESSIONS
from tests.console.examples import PROFESSION
from tests.console.follow_up_examples import NOW, REFERENCE
from tests.console.live import Live, Tab, live, open_tab
from tests.gateway.test_browser import XSS
from tests.widget.conftest import chromium

pytestmark = pytest.mark.asyncio(loop_scope="session")
__all__ = ["chromium", "live"]

LINE, EVERYTHING = " ".join(XSS), "\n".join(XSS)
WORD = '"><svg/onload=alert(1)>'
PAGES = [
    rule.path
    for rule in rules()
    if rule.method == "GET"
    and rule.role is not None
    and not rule.path.endswith((".csv", ".pdf", ".md", "{name}", "{piece}"))
]
PUBLIC = [
    "/proposer/agence",
    "/rencontres/agence",
    "/chat?site=agence",
    "/confidentialite?site=agence",
    "/demande",
]
ASKED = (
    "mots", "genre", "etat", "site", "page", "statut", "departement", "department", "metier", "du", "au", "ids",
    "question", "channel", "audience", "topic", "profession",
)  # fmt: skip
_FOREIGN = """() => [...document.querySelectorAll("*")].filter((one) =>
  ["style", "base", "object", "embed", "math"].includes(one.localName) ||
  (one.localName === "script" && !(one.src || "").startsWith(location.origin)) ||
  [...one.attributes].some(({ name, value }) => name.startsWith("on") || name === "srcdoc" || (
    ["href", "src", "action", "formaction"].includes(name) && !/^(https?:|tel:|mailto:|[/?#])/i.test(value.trim())
    && !value.startsWith(`webcal://${location.host}/`)
  )) ||
  (one.localName === "form" && new URL(one.action).origin !== location.origin)
).map((one) => one.outerHTML.slice(0, 150))"""


@pytest_asyncio.fixture(loop_scope="session")
async def bare(chromium: Browser, live: Live) -> AsyncIterator[Tab]:
    """A tab that heeds no policy of ours: what is not written as text would run, or ask for something elsewhere."""
    async with open_tab(chromium, live, bypass_csp=True) as made:

        def note(url: str) -> None:
            if not url.startswith((live.address, "data:", "blob:")):
                made.errors.append(f"{made.page.url} asks for {url}")

        made.page.on("request", lambda request: note(request.url))
        yield made


async def test_the_watch_would_see_what_runs(chromium: Browser, live: Live) -> None:
    with pytest.raises(AssertionError, match="dialog: 1"):
        async with open_tab(chromium, live, bypass_csp=True) as made:
            await made.go("/demande")
            await made.page.set_content(XSS[1])
            assert len(await made.page.evaluate(_FOREIGN)) == 1
            await made.page.wait_for_function("document.images[0].complete")


async def look(tab: Tab, *paths: str) -> None:
    """Load pages; all of theirs is ours."""
    for path in paths:
        response = await tab.page.goto(tab.live.address + path)
        assert response is not None and response.status < 500, path
        assert await tab.page.evaluate(_FOREIGN) == [], path


async def fill_in(form: Locator, **exact: str) -> None:
    """Write the corpus in every text of a form, but for `exact`, by name; choose the first of each list."""
    for box in await form.locator("input[type=text], input:not([type]), textarea").all():
        name = await box.get_attribute("name") or ""
        most = int(await box.get_attribute("maxlength") or "300")
        if await box.is_visible():
            lines = await box.evaluate("one => one.localName === 'textarea'")
            await box.fill(exact.get(name, (EVERYTHING if lines else LINE)[: min(most, 490)]))
    for box in await form.locator("input[type=date]").all():
        if await box.is_visible():
            await box.fill(exact.get(await box.get_attribute("name") or "", ""))
    for chosen in await form.locator("select[multiple]").all():
        if await chosen.locator("option").count():
            await chosen.select_option(index=0)


async def send(page: Page, form: Locator, button: str = "button[type=submit]", refused: bool = False) -> str:
    """Send it; where that leads."""
    async with page.expect_navigation():
        await form.locator(button).first.click()
    errors = page.locator(".errors, .error")
    assert (await errors.count() > 0) is refused, await page.inner_text("main")
    assert await page.evaluate(_FOREIGN) == []
    return "/" + page.url.removeprefix("http://").partition("/")[2]


def the_form(page: Page, action: str = "") -> Locator:
    """A form of the page, the first one by default."""
    named = f"[action$='{action}']" if action else ""
    return page.locator(f"main form[method=post]{named}").first


@pytest.mark.asvs("1.2.1", shows="S7")
async def test_hostile_words_stay_words(bare: Tab) -> None:
    """Of partners, of people and of counsellors, in every page afterwards."""
    await _write_as_people(bare.live)
    await bare.log_in("direction@exemple.fr")
    await _keep_agenda_kit_and_facts(bare)
    await _follow_people(bare)
    await _look_everywhere(bare)


async def _keep_agenda_kit_and_facts(bare: Tab) -> None:
    page = bare.page
    dated = {"slots-0-day": "2035-04-05"}
    empty = dict.fromkeys(
        ("url", "online_link", "registration_link", "contact", "link", "website", "seats", "cost"), ""
    )
    seats = {f"sessions-{one}-seats": "" for one in (0, 1)}
    for path in ("/proposer/agence", "/proposer/agence/formation"):
        await look(bare, path)
        await fill_in(the_form(page), **dated, **empty, **seats)
        await send(page, the_form(page))
    await look(bare, f"{PREFIX}/agenda/nouveau")
    await fill_in(the_form(page), **dated, **empty)
    event = await send(page, the_form(page), "button.main")
    await look(bare, f"{PREFIX}/formations/nouvelle")
    await fill_in(the_form(page), **empty, **seats)
    training = await send(page, the_form(page), "button.main")
    await look(bare, f"{PREFIX}/sources")
    await fill_in(the_form(page), url="https://exemple.invalid/agenda.ics")
    await send(page, the_form(page), "button.main")

    # The kit: what is refused is shown again, what is taken shows everywhere.
    await look(bare, f"{PREFIX}/sites/agence/modifier")
    await fill_in(the_form(page))
    await send(page, the_form(page), refused=True)
    kept = {
        "origins": "https://agence.exemple.fr",
        "territory": "05",
        "colour": "",
        "suggestions": "\n".join(XSS[:6]),
    }
    await look(bare, f"{PREFIX}/sites/agence/modifier")
    await fill_in(the_form(page), **kept, campaign_starts="2026-11-01", campaign_ends="2026-11-30")
    await send(page, the_form(page))

    source = {"source_url": "https://source.exemple.fr/x", "as_of": "2026", "review_on": "2035-01-01"}
    for path in (
        "faits/answer/bienvenue",
        f"faits/profession/{PROFESSION}",
        f"faits/cost_line/{PROFESSION}~0",
        "faits/scheme/aide",
        "faits/scheme_fact/aide~0",
        "lignes/scheme_fact/aide/ajouter",
        f"lignes/way_in/{PROFESSION}/ajouter",
        f"lignes/profession_diploma/{PROFESSION}/ajouter",
    ):
        await look(bare, f"{PREFIX}/{path}")
        exact = {"minimum": "1", "maximum": "2", "level": "4", "value": "3", "site": "https://exemple.fr/"}
        # Beside the form of a fact there is the one that finds it true.
        form = the_form(page, path if path.startswith("faits") else "")
        await fill_in(form, **source, **exact)
        await send(page, form)
    await look(bare, event, f"{event}/modifier", training, event.replace(f"{PREFIX}/agenda/", "/events/"))


async def _follow_people(bare: Tab) -> None:
    page = bare.page
    where = f"{PREFIX}/demandes/{REFERENCE}"
    for action in ("/note", "/reponse"):
        await look(bare, where)
        await fill_in(the_form(page, action))
        await send(page, the_form(page, action))
    await page.get_by_label("Suivie par").select_option("me")
    await send(page, the_form(page, "/suivi"))
    # The message, its other fields, the note, the answer.
    assert (await page.inner_text("main")).count(XSS[0]) >= 4
    await look(bare, f"{PREFIX}/suites")
    await fill_in(the_form(page))
    await send(page, the_form(page), refused=True)

    await look(bare, f"{PREFIX}/professionnels/nouveau")
    told = {"phone": WORD, "email": f"{WORD}@exemple.test", "consent_on": "2026-11-01"}
    await fill_in(the_form(page), **told)
    await send(page, the_form(page))
    await page.get_by_role("link", name="<script>alert(1)</script>").first.click()
    await fill_in(the_form(page), **told, name=LINE[:150])
    await send(page, the_form(page))

    await look(bare, f"{PREFIX}/ecoute")
    await page.get_by_role("link", name="Écrire une réponse").first.click()
    await fill_in(the_form(page), as_of="2026-11-01", source_url="javascript://%0aalert(1)")
    await send(page, the_form(page), refused=True)
    await fill_in(the_form(page), as_of="2026-11-01", source_url="https://source.exemple.fr/x")
    await send(page, the_form(page))
    assert XSS[0] in await page.inner_text("main")
    await page.get_by_label("Sujet").first.select_option(index=1)
    await fill_in(the_form(page))
    await send(page, the_form(page))
    assert "Exemple gardé" in await page.inner_text("main")


async def _write_as_people(live: Live) -> None:
    """The corpus in what people, partners and feeds may write."""
    async with live.server.app[SESSIONS].begin() as session:  # type: ignore[attr-defined]
        asked = await session.get_one(Request, REFERENCE)
        for name in ("name", "message", "profession", "place", "preferred_time"):
            setattr(asked, name, LINE[:200])
        asked.phone, asked.email = WORD, f"{WORD}@exemple.test"
        asked.summary = dict.fromkeys(("professions", "places", "subjects"), XSS)
        for proposal in await session.scalars(select(MergeProposal)):
            proposal.reason = LINE[:200]
        held = asked.conversation_id
        turn = Turn(conversation_id=held, at=NOW, author="bot", state="said", masked=False)
        session.add(turn)
        await session.flush()
        session.add(
            StoredReply(
                id="avis", conversation_id=held, turn_id=turn.id, position=0, body={"text": EVERYTHING}
            )
        )
        await session.flush()
        session.add(Feedback(reply_id="avis", conversation_id=held, at=NOW, useful=False, reason=EVERYTHING))
        for text in (EVERYTHING, LINE):
            session.add(
                Question(conversation_id=held, site_key="agence", at=NOW, text=text, why="doubt", state="new")
            )


async def _look_everywhere(tab: Tab) -> None:
    """Every page there is, and the corpus in what addresses ask."""
    asked = urlencode(dict.fromkeys(ASKED, LINE[:300]))
    for path in PAGES:
        address = PREFIX + re.sub(r"\{(\w+)\}", lambda name: tab.live.examples[name[1]], path)
        await look(tab, address)
        if "{" not in path:
            await look(tab, f"{address}?{asked}")
    await look(tab, *PUBLIC)
    for name in ("registre", "aipd", "homologation", "declaration-accessibilite", "dictionnaire"):
        await look(tab, f"{PREFIX}/conformite/document?nom={name}&site=agence")
    assert (await tab.page.request.get(f"{tab.live.address}{PREFIX}/bilan.pdf?site=agence")).status == 200
