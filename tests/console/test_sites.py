"""Sites: made and changed in the console, and what an agency takes away works."""

from __future__ import annotations

import io

import icalendar
import pytest
from pypdf import PdfReader

from bot.catalogue.models.sites import Site
from bot.console.kit import contrast
from bot.feeds import by_hand
from tests.console.conftest import Open
from tests.console.examples import told
from tests.console.test_sources import MOMENT

FIELDS = {
    "name": "Mission locale d'exemple",
    "origins": "https://www.exemple.fr\nhttps://exemple.fr/page",
    "territory": "05",
    "audience": "young",
    "colour": "#14595a",
    "position": "left",
    "campaign_name": "Semaine des métiers",
    "campaign_starts": "2027-04-05",
    "campaign_ends": "2027-04-10",
    "suggestions": "Quels métiers recrutent ?",
}


async def test_a_site_is_made_and_its_kit_is_given(open_browser: Open) -> None:
    browser = await open_browser("admin@exemple.fr")
    await browser.get("/sites/nouveau")
    made = await browser.post("/sites/nouveau", FIELDS)
    assert made.status == 303, await made.text()
    path = made.headers["Location"].removeprefix("/console")
    page = await browser.get(path)
    key = path.rpartition("/")[2]
    assert f"data-site=&#34;{key}&#34; data-colour=&#34;#14595a&#34; data-position=&#34;left&#34;" in page
    async with await browser.session() as session:
        site = await session.get_one(Site, key)
        assert site.origins == ["https://www.exemple.fr", "https://exemple.fr"]
        assert (site.audience, site.territory) == ("young", "05")
    svg = await (await browser.client.get(f"/console{path}/kit/qr.svg")).text()
    png = await (await browser.client.get(f"/console{path}/kit/qr.png")).read()
    assert svg.startswith("<svg") and png.startswith(b"\x89PNG")
    pdf = PdfReader(io.BytesIO(await (await browser.client.get(f"/console{path}/kit/affiche.pdf")).read()))
    words = pdf.pages[0].extract_text()
    assert len(pdf.pages) == 1
    for part in ("Semaine des métiers", "lundi 5 avril 2027", key, "programme automatique"):
        assert part in words.replace("\n", " "), part
    await browser.get(f"{path}/kit/autre.pdf", status=404)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "obligatoire"),
        ("origins", "ftp://exemple.fr", "origine"),
        ("territory", "99999", "Aucun département"),
        ("colour", "#ffd600", "Trop claire : contraste 1,4"),
        ("colour", "bleu", "couleur"),
        ("campaign_ends", "2027-04-01", "avant le premier"),
    ],
)
async def test_a_site_that_cannot_be_is_refused(
    open_browser: Open, field: str, value: str, words: str
) -> None:
    browser = await open_browser("admin@exemple.fr")
    await browser.get("/sites/nouveau")
    refused = await browser.post("/sites/nouveau", {**FIELDS, field: value})
    assert (refused.status, words in await refused.text()) == (422, True)


async def test_a_counsellor_changes_their_site(open_browser: Open) -> None:
    browser = await open_browser("conseil@exemple.fr")
    await browser.get("/sites/agence/modifier")
    assert (await browser.post("/sites/agence/modifier", FIELDS)).status == 303
    assert (await browser.post("/sites/autre/modifier", FIELDS)).status == 404
    assert (await browser.post("/sites/nouveau", FIELDS)).status == 403
    public = await (await browser.client.get("/api/v1/sites/agence")).json()
    assert (public["name"], public["suggestions"]) == (FIELDS["name"], [FIELDS["suggestions"]])


async def test_everyone_reads_the_coming_events_of_a_site(open_browser: Open) -> None:
    browser = await open_browser()
    async with await browser.session() as session:
        for site, title in (("agence", "Portes ouvertes"), ("autre", "Forum d'ailleurs")):
            feed = await by_hand.hand_feed(session, site, MOMENT)
            await by_hand.save(session, None, feed.slug, told(title), (), MOMENT)
        await session.commit()
    response = await browser.client.get("/rencontres/agence")
    page = await response.text()
    assert (response.status, "Portes ouvertes" in page, "ailleurs" in page) == (200, True, False)
    assert "Set-Cookie" not in response.headers
    assert (await browser.client.get("/rencontres/inconnu")).status == 404
    # The same events, to subscribe to.
    assert '/events.ics?site=agence">' in page and 'href="webcal://' in page
    response = await browser.client.get("/events.ics", params={"site": "agence"})
    text = await response.text()
    (component,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert (
        str(component["SUMMARY"]) == "Portes ouvertes" and "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in text
    )
    assert (await browser.client.get("/events.ics", params={"site": "inconnu"})).status == 404


def test_contrast_is_that_of_the_standard() -> None:
    assert round(contrast("#000000"), 1) == 21
    assert round(contrast("#ffffff"), 1) == 1
    assert round(contrast("#767676"), 2) == 4.54
