"""Facts to look at again: by the date of their source when nobody touched them; sources replaced; lines of schemes."""

from __future__ import annotations

import html
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.narrow.vetted import lines_of
from bot.catalogue.load import load_reference
from bot.catalogue.models import Answer, Feed, Profession, Scheme
from bot.catalogue.queries import facts, reviews, schemes
from bot.catalogue.queries.reviews import DOUBTFUL, LATE, UNDATED, Rule
from tests.console.conftest import Browser, Open
from tests.console.examples import OLD, PROFESSION, fill
from tests.console.test_facts import MOMENT, TOLD, URL, Sessions, correct, directory, touch

__all__ = ["directory"]

SOURCE = {"source_url": URL, "as_of": "2026-11", "review_on": "2035-01-01"}


@pytest.mark.parametrize(
    ("table", "as_of", "due"),
    [
        ("pay_line", "2024", date(2025, 12, 31)),
        ("pay_line", "2024-02", date(2025, 2, 28)),
        ("scheme_fact", "2024-02-29", date(2025, 2, 28)),
        ("answer", "2024-07-14", date(2026, 7, 14)),
        ("profession", None, None),
    ],
)
def test_a_fact_is_due_so_long_after_the_end_of_its_date(
    table: str, as_of: str | None, due: date | None
) -> None:
    assert Rule(figures=12, texts=24).due_on(table, as_of) == due


async def test_what_the_files_date_is_looked_at_again_when_it_grows_old(sessions: Sessions) -> None:
    rule = Rule()
    async with sessions.begin() as session:
        found = await reviews.to_review(session, MOMENT.date(), rule)
        assert {one.why for one in found} == {LATE, DOUBTFUL, UNDATED}
        dues = [one.due_on for one in found if one.due_on is not None]
        assert dues == sorted(dues) and dues[-1] <= MOMENT.date()
        assert {one.table for one in found if one.why == LATE} >= {
            "pay_line", "scheme_fact", "answer", "profession", "cost_line"
        }  # fmt: skip
        # Longer times, fewer facts; none of these was touched by hand.
        assert await reviews.late(session, MOMENT.date(), Rule(60, 60)) < await reviews.late(
            session, MOMENT.date(), rule
        )
        oldest = next(one for one in found if one.table == "pay_line" and one.url)
        fact = await facts.find(session, oldest.table, oldest.key)
        assert fact is not None
        stays = (fact.row.source_url, fact.row.as_of)
        assert await reviews.confirm(session, fact, date(2027, 11, 27), 1, MOMENT)
        again = await facts.find(session, oldest.table, oldest.key)
        assert again is not None and (again.row.source_url, again.row.as_of) == stays
        assert not await reviews.confirm(session, again, date(2027, 11, 27), 1, MOMENT)
        left = {(one.table, one.key) for one in await reviews.to_review(session, MOMENT.date(), rule)}
        assert len(left) == len(found) - 1 and (oldest.table, oldest.key) not in left
        later = await reviews.to_review(session, date(2027, 11, 27), rule)
        assert any((one.table, one.key) == (oldest.table, oldest.key) and one.by_hand for one in later)


async def test_a_fact_found_true_keeps_its_corrections_at_the_next_load(
    sessions: Sessions, directory: Path
) -> None:
    await correct(sessions, "profession", "aide-soignant", summary="Une autre présentation.")
    async with sessions.begin() as session:
        fact = await facts.find(session, "profession", "aide-soignant")
        assert fact is not None
        assert await reviews.confirm(session, fact, date(2027, 12, 1), 1, MOMENT)
    touch(directory, "name_f: aide-soignante", "name_f: aide soignante")
    await load_reference(sessions, directory)
    async with sessions() as session:
        told = await session.get_one(Profession, "aide-soignant")
        assert (told.summary, told.name_f) == ("Une autre présentation.", "aide soignante")


async def test_what_is_said_of_a_scheme_is_added_and_withdrawn(sessions: Sessions, directory: Path) -> None:
    added = {"kind": "amount", "text": "Durée d'essai", "value": None, "value_text": "six mois", "unit": None}
    async with sessions.begin() as session:
        before = lines_of(await _scheme(session))
        key = await facts.add(session, "scheme_fact", "parcoursup", {**added, "to_check": None}, TOLD)
        assert key == "parcoursup~1000"
        gone = await facts.find(session, "scheme_fact", "parcoursup~1")
        assert gone is not None
        words = gone.row.text
        await facts.remove(session, gone, TOLD)
    touch(directory, "- parcours+", "- parcours +", "schemes.yml")
    await load_reference(sessions, directory)
    async with sessions() as session:
        scheme = await _scheme(session)
        assert "parcours +" in scheme.words
        said = {line.text: (line.url, line.as_of) for line in lines_of(scheme)}
        assert len(said) == len(before) and said["Durée d'essai : six mois"] == (URL, "2026-11")
        assert words in {line.text for line in before} and words not in said


async def _scheme(session: AsyncSession) -> Scheme:
    found = await schemes.get(session, "parcoursup")
    assert found is not None
    return found


async def _ready(open_browser: Open) -> Browser:
    """An administrator's browser, over an answer, a profession and a scheme of old sources."""
    browser = await open_browser("admin@exemple.fr")
    async with await browser.session() as session:
        await fill(session)
        answer, trade = (
            await session.get_one(Answer, "bienvenue"),
            await session.get_one(Profession, PROFESSION),
        )
        other = {"title": "Autre page", "url": "https://autre.exemple.fr/", "as_of": "2025"}
        answer.sources = [{"title": "Vieille page", "url": OLD, "as_of": "2019"}, other]
        answer.as_of = "2019"
        trade.training_source_url, trade.training_as_of = OLD, "2019"
        trade.access_source_urls, trade.access_as_of = [OLD, "https://autre.exemple.fr/"], "2019"
        await session.commit()
    await browser.get("/faits")
    return browser


async def test_old_facts_are_confirmed_or_corrected_from_the_queue(open_browser: Open) -> None:
    browser = await _ready(open_browser)
    assert "Faits à revoir : 3" in await browser.get("/")
    page = html.unescape(await browser.get("/faits/a-revoir"))
    assert "Date de revue passée : 3" in page and "aide : Par mois" in page and "(2020)" in page
    assert "Date de revue passée : 1" in await browser.get("/faits/a-revoir?genre=scheme_fact")
    undated = await browser.get("/faits/a-revoir?motif=undated")
    assert "Sans date connue : 1" in undated and "Donner une source" in undated and "/verifier" not in undated
    back = {"back": "motif=late&genre=&page=1"}
    for _ in range(2):
        done = await browser.post("/faits/scheme_fact/aide~0/verifier", back)
        assert (done.status, done.headers["Location"]) == (303, f"/console/faits/a-revoir?{back['back']}")
    page = html.unescape(await browser.get("/faits/a-revoir"))
    assert "est vérifié aujourd'hui" in page and "Date de revue passée : 2" in page
    fact = html.unescape(await browser.get("/faits/scheme_fact/aide~0"))
    assert "Relu et confirmé" in fact and fact.count("<h3>") == 1 and OLD in fact
    # Nothing is found true that says nowhere where it comes from.
    refused = await browser.post(f"/faits/cost_line/{PROFESSION}~0/verifier")
    assert refused.headers["Location"] == f"/console/faits/cost_line/{PROFESSION}~0"
    assert "donnez-en une" in await browser.get(f"/faits/cost_line/{PROFESSION}~0")
    reader = await open_browser("lecture@exemple.fr")
    assert "/verifier" not in await reader.get("/faits/a-revoir")


async def test_an_outdated_source_is_replaced(open_browser: Open) -> None:
    browser = await _ready(open_browser)
    for path in ("/faits/answer/bienvenue", f"/faits/profession/{PROFESSION}"):
        page = await browser.get(path)
        assert f'value="{OLD}"' in page and "Elle remplace" in page
    answer = {"texts": "Bonjour.", **SOURCE, "replaced": OLD}
    assert (await browser.post("/faits/answer/bienvenue", answer)).status == 303
    same = {"texts": "Bonjour.", **SOURCE, "source_url": "https://autre.exemple.fr/"}
    assert (await browser.post("/faits/answer/bienvenue", same)).status == 303
    trade = {"training_text": "Un an.", "cost_text": "Gratuite en école publique.", "replaced": OLD}
    assert (await browser.post(f"/faits/profession/{PROFESSION}", {**SOURCE, **trade})).status == 303
    async with await browser.session() as session:
        told = await session.get_one(Answer, "bienvenue")
        assert [(one["title"], one["url"], one["as_of"]) for one in told.sources] == [
            ("source.exemple.fr", URL, "2026-11"), ("Autre page", "https://autre.exemple.fr/", "2026-11"),
        ]  # fmt: skip
        assert told.as_of == "2026-11"
        row = await session.get_one(Profession, PROFESSION)
        assert (row.training_source_url, row.training_as_of) == (URL, "2026-11")
        assert row.access_source_urls == [URL, "https://autre.exemple.fr/"] and row.access_as_of == "2026-11"


async def test_the_lines_of_a_scheme_are_kept_in_the_console(open_browser: Open) -> None:
    browser = await _ready(open_browser)
    page = await browser.get("/faits/scheme/aide")
    assert "/console/faits/scheme_fact/aide~0" in page and "/console/lignes/scheme_fact/aide/ajouter" in page
    new = "/lignes/scheme_fact/aide/ajouter"
    assert "Aide d&#39;exemple" in await browser.get(new)
    assert (await browser.post(new, {"kind": "inconnu", "text": "x", **SOURCE})).status == 422
    assert (await browser.post(new, {"kind": "condition", "text": "", **SOURCE})).status == 422
    assert (await browser.post(new, {"kind": "condition", "text": "Avoir 18 ans.", **SOURCE})).status == 303
    amount = {"kind": "amount", "text": "Par mois", "value": "120,50", "unit": "euros", "to_check": ""}
    assert (await browser.post("/faits/scheme_fact/aide~0", {**amount, **SOURCE})).status == 303
    named = {"name": "Aide d'exemple", "site": "javascript:alert(1)", "phone": "39 39", **SOURCE}
    assert (await browser.post("/faits/scheme/aide", named)).status == 422
    assert (await browser.post("/faits/scheme/aide", {**named, "site": URL})).status == 303
    async with await browser.session() as session:
        scheme = await session.get_one(Scheme, "aide")
        assert (scheme.site, scheme.site_cited, scheme.phone) == (URL, True, "39 39")
        assert [line.text for line in lines_of(scheme)] == ["Avoir 18 ans.", "Par mois : 120,5 euros"]
        first = scheme.facts[0]
        assert (first.to_check, first.computation, first.source_url) == (None, None, URL)
    leave = {f"remove-{name}": value for name, value in SOURCE.items()}
    assert (await browser.post("/lignes/scheme_fact/aide~1000/retirer", leave)).status == 303
    assert "a été retirée" in await browser.get("/faits/scheme_fact/aide~1000")
    await browser.get("/lignes/scheme_fact/inconnue/ajouter", 404)


async def test_the_first_page_tells_what_waits(open_browser: Open) -> None:
    browser = await open_browser("direction@exemple.fr")
    assert "Demandes nouvelles : 1" in (page := await browser.get("/"))
    assert "Faits à revoir" not in page and "Propositions" in page and "à lire" not in page
    async with await browser.session() as session:
        await fill(session)
        fact = await facts.find(session, "cost_line", f"{PROFESSION}~0")
        assert fact is not None
        due = facts.Told(URL, "2025", datetime.now(timezone.utc).date(), 1, MOMENT)
        assert await facts.correct(session, fact, {"minimum": 1000.0}, due)
        (await session.scalars(select(Feed).where(Feed.name == "Autre"))).one().failures = 3
        await session.commit()
    page = await browser.get("/")
    # That one, and one whose source is old.
    assert "Faits à revoir : 2" in page
    for words in ("Propositions de partenaires à lire", "Doublons possibles à départager",
                  "Sources qui ne se lisent plus"):  # fmt: skip
        assert f"{words} : 1" in page
    # Each is told what they may act on.
    elsewhere = await (await open_browser("ailleurs@exemple.fr")).get("/")
    reader = await (await open_browser("lecture@exemple.fr")).get("/")
    assert "Ce qui attend" not in elsewhere and "Ce qui attend" not in reader
