"""What a browser sees: origins, headers, and the conversation page without JavaScript."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from typing import Any

import pytest
from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.gateway.app import init_app
from bot.settings import Settings
from tests.gateway.conftest import ORIGIN, Begin, Client, problem, stored_turns
from tests.gateway.fakes import ANSWER, FakeEngine

OWN = "https://orisoin.exemple.fr"
XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'><iframe src=javascript:alert(1)>",
    "[cliquez](javascript:alert(1))",
    "[cliquez](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "![x](https://mechant.test/x.png)",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "<style>body{display:none}</style>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<form action=https://mechant.test><button>ok</button></form>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


class Page(HTMLParser):
    """The elements of a page, with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """The attributes of every such element."""
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]

    def field(self, name: str) -> str:
        """The value of a hidden field."""
        return self.all("input", name=name)[0]["value"]


async def read(response: ClientResponse, status: int = 200) -> Page:
    """The page of a response."""
    text = await response.text()
    assert response.status == status, text
    assert response.content_type == "text/html"
    return Page(text)


@pytest.fixture
async def browser(database: None, engine: FakeEngine, settings: Settings) -> AsyncIterator[Client]:
    """A browser that keeps cookies, on a gateway whose address is plain http."""
    from dataclasses import replace

    app = init_app(replace(settings, public_url="http://localhost:8080"))
    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as made:
        yield made


async def say(browser: Client, page: Page, text: str, **options: Any) -> ClientResponse:
    """Fill in the form of a page and send it."""
    data = {name: page.field(name) for name in ("site", "audience", "id")}
    return await browser.post("/chat", data={**data, "text": text}, **options)


@pytest.mark.parametrize("origin", [ORIGIN, OWN])
@pytest.mark.asvs("3.4.2", shows="S4")
async def test_an_allowed_origin_is_named_and_may_speak(client: Client, origin: str) -> None:
    response = await client.post("/api/v1/conversations", json={"site": "agence"}, headers={"Origin": origin})
    assert response.status == 201
    assert response.headers["Access-Control-Allow-Origin"] == origin
    assert response.headers["Vary"] == "Origin"
    refused = await client.get("/api/v1/conversations/x", headers={"Origin": origin})
    assert (refused.status, refused.headers["Access-Control-Allow-Origin"]) == (401, origin)


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://agence.exemple.fr",
        "https://agence.exemple.fr.evil.test",
        "https://agence.exemple.fr:8443",
        "https://AGENCE.exemple.fr",
        "https://agence.exemple.fr.",
        "https://evil.test",
        "",
    ],
)
@pytest.mark.asvs("3.4.2", "3.5.1", shows="S4")
async def test_any_other_origin_is_refused(client: Client, engine: FakeEngine, origin: str) -> None:
    headers = {"Origin": origin}
    response = await client.post("/api/v1/conversations", json={"site": "agence"}, headers=headers)
    await problem(response, 403)
    assert "Access-Control-Allow-Origin" not in response.headers
    preflight = {**headers, "Access-Control-Request-Method": "POST"}
    assert (await client.options("/api/v1/conversations", headers=preflight)).status == 403


@pytest.mark.asvs("9.2.3", shows="S1")
async def test_a_site_speaks_for_itself_only(begin: Begin, client: Client) -> None:
    headers = {"Origin": ORIGIN}
    await problem(await client.post("/api/v1/conversations", json={"site": "autre"}, headers=headers), 403)
    await problem(await client.post("/api/v1/conversations", json={}, headers=headers), 403)
    await problem(await client.get("/api/v1/sites/autre", headers=headers), 403)
    talk = await begin(headers, site="agence")
    assert (await talk.say("bonjour")).status == 200
    talk.headers = {"Origin": "https://autre.exemple.fr"}
    await problem(await talk.say("bonjour"), 401)


@pytest.mark.asvs("3.5.2", shows="S4")
async def test_a_preflight_is_answered(client: Client) -> None:
    response = await client.options(
        "/api/v1/conversations/x/messages",
        headers={"Origin": ORIGIN, "Access-Control-Request-Method": "POST"},
    )
    assert response.status == 204
    assert response.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Authorization" in response.headers["Access-Control-Allow-Headers"]
    opened = await client.get("/api/v1/openapi.json", headers={"Origin": "https://evil.test"})
    assert (opened.status, opened.headers["Access-Control-Allow-Origin"]) == (200, "*")


@pytest.mark.parametrize(
    "path", ["/", "/chat", "/confidentialite", "/accessibilite", "/rien", "/healthz", "/api/v1/openapi.json"]
)
@pytest.mark.asvs("3.4", shows="S19")
async def test_every_response_carries_the_headers(client: Client, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert headers["Server"] == "orisoin"


@pytest.mark.asvs("3.4.6", shows="S5")
async def test_only_its_site_may_frame_the_chat_and_nothing_of_it_is_cached(client: Client) -> None:
    headers = (await client.get("/chat", params={"site": "agence"})).headers
    assert f"frame-ancestors 'self' {ORIGIN}" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert (await client.post("/api/v1/conversations", json={})).headers["Cache-Control"] == "no-store"
    assert (await client.get("/chat", params={"site": "inconnu"})).status == 404


async def test_looking_leaves_no_trace(browser: Client) -> None:
    response = await browser.get("/chat", params={"site": "agence"})
    page = await read(response)
    assert "Set-Cookie" not in response.headers
    assert await stored_turns(browser) == []
    assert "programme automatique" in page.words
    assert "Assistant :" in page.words
    assert [attributes["name"] for attributes in page.all("button") if "name" in attributes] == ["start"]


async def test_the_page_is_built_for_everyone(browser: Client) -> None:
    page = await read(await browser.get("/chat"))
    assert page.all("html", lang="fr")
    assert page.all("a", href="#contenu", **{"class": "skip"})
    assert page.all("main", id="contenu")
    assert page.all("div", role="log", **{"aria-live": "polite"})
    (field,) = page.all("textarea", id="text")
    assert page.all("label", **{"for": field["id"]})
    assert field["maxlength"] == "1000"
    assert field["aria-describedby"] == "aide"
    headings = [tag for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert headings[0] == "h1" and headings.count("h1") == 1
    assert page.all("script") == []
    assert page.all("a", href="tel:3114") and page.all("a", href="/confidentialite")
    css = await (await browser.get("/static/orisoin.css")).text()
    assert "prefers-color-scheme: dark" in css and ":focus-visible" in css


async def test_a_conversation_works_without_javascript(browser: Client, engine: FakeEngine) -> None:
    page = await read(await browser.get("/chat", params={"site": "agence"}))
    response = await say(browser, page, "combien ?", allow_redirects=False)
    assert response.status == 303
    cookie = response.cookies["orisoin_conversation"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["secure"]) == (
        True,
        "Lax",
        "/chat",
        "",
    )
    assert response.headers["Location"].startswith("/chat?site=agence#r-")
    page = await read(await browser.get("/chat", params={"site": "agence"}))
    assert "Vous :" in page.words and "combien ?" in page.words
    assert "Un aide-soignant gagne" in page.words
    assert "samedi 28 novembre 2026, de 9 h à 12 h 30" in page.words
    assert "Exemple" in page.words and "à 3 km" in page.words
    assert page.all("details", **{"class": "sources"})
    choices = page.all("button", name="choice")
    assert len(choices) == 2
    data = {name: page.field(name) for name in ("site", "audience", "id")}
    page = await read(await browser.post("/chat", data={**data, "choice": choices[0]["value"]}))
    assert engine.turns[-1]["payload"] == ANSWER["choices"][0]["payload"]
    assert page.words.count("Comment le devenir ?") == 2
    page = await read(await browser.post("/chat/effacer", data={"site": "agence"}))
    assert "La conversation est effacée." in page.words and "combien" not in page.words
    assert await stored_turns(browser) == []


async def test_a_suggestion_begins_the_conversation(browser: Client, engine: FakeEngine) -> None:
    page = await read(await browser.get("/chat", params={"site": "agence"}))
    data = {name: page.field(name) for name in ("site", "audience", "id")}
    page = await read(await browser.post("/chat", data={**data, "start": "0"}))
    assert engine.turns[0]["text"] == "Quels métiers recrutent ?"
    assert "Vous :" in page.words


async def test_a_double_click_is_one_message(browser: Client, engine: FakeEngine) -> None:
    page = await read(await browser.get("/chat"))
    await say(browser, page, "un")
    page = await read(await browser.get("/chat"))
    for text in ("deux", "deux", "trois"):
        await say(browser, page, text)
    assert [turn["text"] for turn in engine.turns] == ["un", "deux", "trois"]


@pytest.mark.parametrize("text", ["", "a" * 1001, "   "])
async def test_a_mistake_is_told_beside_the_field_and_the_text_stays(browser: Client, text: str) -> None:
    page = await read(await say(browser, await read(await browser.get("/chat")), text), 422)
    (error,) = page.all("p", id="erreur")
    assert error["role"] == "alert"
    (field,) = page.all("textarea", id="text")
    assert field["aria-invalid"] == "true"
    assert "erreur" in field["aria-describedby"]
    assert "Votre message est" in page.words
    if text.strip():
        assert text in page.words


async def test_an_engine_away_keeps_the_text_and_the_next_try_is_answered_once(
    browser: Client, engine: FakeEngine
) -> None:
    engine.behaviour = "status"
    page = await read(await say(browser, await read(await browser.get("/chat")), "combien ?"), 503)
    assert page.words.count("combien ?") == 2
    assert "mon-cep.org" in page.words
    engine.behaviour = "normal"
    page = await read(await say(browser, page, "combien ?"))
    assert "Un aide-soignant gagne" in page.words
    assert [turn.author for turn in await stored_turns(browser)] == ["bot", "person", "bot"]


async def test_a_frame_needs_no_cookie(browser: Client, engine: FakeEngine) -> None:
    headers = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin", "Origin": "null"}
    page = await read(await browser.get("/chat", params={"site": "agence"}))
    response = await say(browser, page, "un", headers=headers)
    assert "Set-Cookie" not in response.headers
    page = await read(response)
    data = {name: page.field(name) for name in ("site", "audience", "id", "token")}
    page = await read(await browser.post("/chat", data={**data, "text": "deux"}, headers=headers))
    assert "un" in page.words and "deux" in page.words
    assert len({turn["sender"] for turn in engine.turns}) == 1


async def test_another_site_cannot_send_the_form(browser: Client, engine: FakeEngine) -> None:
    page = await read(await browser.get("/chat"))
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.test"}):
        assert (await say(browser, page, "un", headers=headers)).status == 403
    assert engine.turns == []


@pytest.mark.parametrize("text", XSS)
@pytest.mark.asvs("1.2.1", shows="S7")
async def test_no_words_become_code(browser: Client, engine: FakeEngine, text: str) -> None:
    engine.reply = {
        "text": text,
        "choices": [{"title": text, "payload": text}],
        "cards": [
            {
                "kind": "event",
                "title": text,
                "subtitle": text,
                "place": {"name": text, "address": text},
                "facts": [{"label": text, "value": text}],
                "chart": {"title": text, "unit": text, "bars": [{"label": text, "low": 1, "note": text}]},
                "links": [{"rel": "more", "title": text, "href": "/x?" + text}],
                "when": {"start": text},
            }
        ],
        "sources": [{"title": text, "url": "javascript:alert(1)", "as_of": text}],
    }
    empty = {tag for tag, _ in (await read(await browser.get("/chat"))).elements}
    page = await read(await say(browser, await read(await browser.get("/chat")), text))
    told = {"article", "h3", "dl", "dt", "dd", "details", "summary", "ul", "li", "span", "em", "strong", "br"}
    told |= {"fieldset", "legend", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "rect"}
    assert {tag for tag, _ in page.elements} <= empty | told
    for _, attributes in page.elements:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        for name in ("href", "src", "action"):
            assert re.match(r"(/|#|https?://|tel:|mailto:|$)", attributes.get(name, "")), attributes
    assert ("{{ 7*7 }}" in page.words) == ("{{ 7*7 }}" in text)
    shown = await read(await say(browser, page, text + "a" * 1001), 422)
    assert shown.all("script") == []


@pytest.mark.parametrize("path", ["/", "/confidentialite", "/confidentialite?site=agence", "/accessibilite"])
async def test_the_other_pages_are_french_and_lead_back(client: Client, path: str) -> None:
    page = await read(await client.get(path))
    assert page.all("html", lang="fr")
    assert len(page.all("h1")) == 1
    assert page.all("a", href="/") or path == "/"


async def test_the_notice_has_its_nine_items(client: Client) -> None:
    words = (await read(await client.get("/confidentialite"))).words
    for item in (
        "Qui est responsable",
        "Pourquoi",
        "base légale",
        "obligatoire",
        "Qui lit",
        "Combien de temps",
        "Vos droits",
        "Délégué à la protection des données",
        "CNIL",
    ):
        assert item in words
    assert "30 jours" in words


async def test_the_first_calls_of_a_page_are_all_allowed(client: Client) -> None:
    # A panel that opens asks two things at once, and the origins are not read yet.
    headers = {"Origin": ORIGIN}
    answers = await asyncio.gather(
        *(client.get("/api/v1/sites/agence", headers=headers) for _ in range(5)),
        client.post("/api/v1/conversations", json={"site": "agence"}, headers=headers),
    )
    assert [answer.status for answer in answers] == [200] * 5 + [201]
    assert {answer.headers["Access-Control-Allow-Origin"] for answer in answers} == {ORIGIN}
