"""Pay and diplomas added by hand: from closed lists, with a source, told at once by the bot and by the open data."""

from __future__ import annotations

import asyncio
import html
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from actions.pay import Pay
from bot.catalogue.load import load_reference
from bot.catalogue.models import Benchmark, Diploma, PayLine, ProfessionDiploma
from bot.catalogue.queries import drawn, facts
from tests.actions.test_built_answers import asking
from tests.console.conftest import Browser, Open
from tests.console.examples import PROFESSION, fill
from tests.console.test_facts import TOLD, URL, by_hand, correct, directory, first_line, touch

__all__ = ["directory"]

REVIEW = (datetime.now(timezone.utc) + timedelta(days=30)).date().isoformat()
SOURCE = {"source_url": URL, "as_of": "2026-11", "review_on": REVIEW}
ADD = f"/lignes/pay_line/{PROFESSION}/ajouter"
PAY = {
    "kind": "salary",
    "sector": "private_non_profit",
    "moment": "beginner",
    "gross_min": "1 790,50",
    "includes": "hors primes",
    "reliability": "high",
}


def _smic(slug: str, value: float) -> Benchmark:
    return Benchmark(
        slug=slug, label=slug, value=value, unit="EUR", other_sources=[], source_url=URL, as_of="2026-06"
    )


async def _ready(open_browser: Open) -> Browser:
    browser = await open_browser("admin@exemple.fr")
    async with await browser.session() as session:
        await fill(session)
        session.add(_smic("smic-brut-mensuel", 1867.02))
        session.add(
            Diploma(slug="deas", name="Diplôme d'État d'aide-soignant", acronym="DEAS", level=4, variants=[])
        )
        await session.commit()
    return browser


async def _told(browser: Browser) -> dict[str, Any]:
    """What everyone reads of the profession."""
    response = await browser.client.get(f"/api/v1/professions/{PROFESSION}")
    told: dict[str, Any] = await response.json()
    return told


async def test_the_minimum_wage_is_weighed_as_the_files_do(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    async with sessions() as session:
        written = {line.id: line.below_smic for line in await session.scalars(select(PayLine))}
        assert 0 < sum(written.values()) < len(written)
        await drawn.weigh(session)
        assert {line.id: line.below_smic for line in await session.scalars(select(PayLine))} == written


async def test_a_pay_added_by_hand_is_told_at_once(open_browser: Open) -> None:
    browser = await _ready(open_browser)
    await browser.get(ADD)
    for wrong in (
        {"source_url": ""},
        {"as_of": ""},
        {"review_on": ""},
        {"sector": "ailleurs"},
        {"moment": ""},
        {"gross_min": ""},
        {"gross_min": "beaucoup"},
        {"gross_max": "1500"},
        {"net_min": "1900"},
    ):
        assert (await browser.post(ADD, {**PAY, **SOURCE, **wrong})).status == 422, wrong
    # Sent twice at once, as with a double press: one line.
    sent = await asyncio.gather(*(browser.post(ADD, {**PAY, **SOURCE}) for _ in range(2)))
    assert [one.status for one in sent] == [303, 303]
    (line,) = (await _told(browser))["pay"]
    assert (line["gross_min"], line["below_smic"], line["reliability"]) == (1790.5, True, "high")
    assert (line["context"], line["moment"]) == ("privé non lucratif (association)", "beginner")
    assert (line["includes"], line["source_url"], line["as_of"]) == ("hors primes", URL, "2026-11")
    async with await browser.session() as session:
        (reply,) = await Pay().answer(asking(session, "pay", PROFESSION))
    assert "1 790 €" in reply.text.replace("\u00a0", " ") and "sous le SMIC" in reply.text
    assert URL in [one.url for one in reply.sources]

    page = f"/faits/pay_line/{PROFESSION}~1000"
    for words in ("Métier d'exemple", "METIER D’EXEMPLE", "débutant"):
        listed = await browser.get("/faits", params={"genre": "pay_line", "mots": words})
        assert f"/console{page}" in listed, words
    assert page not in await browser.get("/faits", params={"genre": "pay_line", "mots": "infirmier"})
    shown = await browser.get(page)
    assert "Privé non lucratif (association)</td>" in shown and "private_non_profit</td>" not in shown
    assert (await browser.post(page, {**PAY, **SOURCE, "gross_min": "1950", "net_min": "1520"})).status == 303
    (line,) = (await _told(browser))["pay"]
    assert (line["gross_min"], line["net_min"], line["below_smic"]) == (1950.0, 1520.0, False)
    # The minimum wage rises: one figure to correct, and every pay says what it must.
    await browser.get("/faits/benchmark/smic-brut-mensuel")
    rise = {"value": "1 960,10", "since": "2027-01-01", **SOURCE}
    assert (await browser.post("/faits/benchmark/smic-brut-mensuel", rise)).status == 303
    (line,) = (await _told(browser))["pay"]
    assert line["below_smic"] is True
    leave = f"/lignes/pay_line/{PROFESSION}~1000/retirer"
    assert (await browser.post(leave)).status == 422
    assert (
        await browser.post(leave, {f"remove-{name}": value for name, value in SOURCE.items()})
    ).status == 303
    assert (await _told(browser))["pay"] == []
    assert "a été retirée" in await browser.get(page)


async def test_a_pay_added_by_hand_outlives_the_file(
    sessions: async_sessionmaker[AsyncSession], directory: Any
) -> None:
    values = {
        **dict.fromkeys(facts.EDITABLE["pay_line"].fields),
        "kind": "salary",
        "sector": "private",
        "context": "clinique d'essai",
        "moment": "beginner",
        "moment_text": "débutant",
        "gross_min": 1800.0,
        "reliability": "low",
        "reliability_stated": False,
        "hidden": False,
    }
    async with sessions.begin() as session:
        key = await facts.add(session, "pay_line", "aide-soignant", values, TOLD)
        assert key == "aide-soignant~1000"
        fact = await facts.find(session, "pay_line", key)
        assert fact is not None and fact.row.below_smic
    touch(directory, "value: 1867.02", "value: 1790.0", "benchmarks.yml")
    touch(directory, "name_f: aide-soignante", "name_f: aide soignante")
    await load_reference(sessions, directory)
    async with sessions() as session:
        fact = await facts.find(session, "pay_line", key)
        assert fact is not None and fact.row.gross_min == 1800.0 and not fact.row.below_smic
        assert await by_hand(session, TOLD.at.date()) == []


async def test_what_was_computed_from_an_amount_follows_it(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    line = await first_line(sessions)
    assert line.with_cti_min is not None and line.gross_min is not None
    rise = line.with_cti_min - line.gross_min
    await correct(sessions, "pay_line", f"aide-soignant~{line.position}", gross_min=1900.0, gross_max=1900.0)
    async with sessions() as session:
        row = await session.get_one(PayLine, line.id)
        assert row.with_cti_min == round(1900.0 + rise, 2) and not row.below_smic


async def test_a_diploma_is_chosen_from_the_closed_list_or_named(open_browser: Open) -> None:
    browser = await _ready(open_browser)
    add = f"/lignes/profession_diploma/{PROFESSION}/ajouter"
    assert '<option value="deas">' in await browser.get(add)
    assert (await browser.post(add, {"diploma_slug": "", **SOURCE})).status == 422
    assert (await browser.post(add, {"diploma_slug": "inconnu", "title": "x", **SOURCE})).status == 422
    assert (await browser.post(add, {"diploma_slug": "deas", **SOURCE})).status == 303
    assert (await browser.post(add, {"diploma_slug": "", "title": "Titre maison", **SOURCE})).status == 303
    told = [(one["title"], one["acronym"], one["level"]) for one in (await _told(browser))["diplomas"]]
    assert told == [("Diplôme d'État d'aide-soignant", "DEAS", 4), ("Titre maison", None, None)]
    async with await browser.session() as session:
        rows = await session.scalars(select(ProfessionDiploma).order_by(ProfessionDiploma.position))
        assert [(one.diploma_slug, one.level_verified) for one in rows] == [("deas", True), (None, False)]


async def test_looking_again_is_noted_and_ends_the_alert(open_browser: Open) -> None:
    browser = await _ready(open_browser)
    due = datetime.now(timezone.utc).date().isoformat()
    page = "/faits/answer/bienvenue"
    assert (await browser.post(page, {"texts": "Bonsoir.", **SOURCE, "review_on": due})).status == 303
    assert "Faits à revoir : 2" in await browser.get("/")
    # Nothing has changed but the date of the source.
    assert (await browser.post(page, {"texts": "Bonsoir.", **SOURCE})).status == 303
    assert "Faits à revoir : 1" in await browser.get("/")
    assert (await browser.post(page, {"texts": "Bonsoir.", **SOURCE})).status == 303
    assert "Rien n'a changé" in html.unescape(await browser.get(page))
