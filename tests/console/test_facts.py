"""Facts corrected by hand: with a source, at once, and for longer than the next load of the files."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.load import REFERENCE, load_reference
from bot.catalogue.models import CostLine, FactEdit, PayLine, Profession
from bot.catalogue.queries import facts, pay, professions, reapplying, reviews
from tests.console.conftest import Open
from tests.console.examples import PROFESSION, fill

MOMENT = datetime(2026, 11, 27, 12, 0, tzinfo=timezone.utc)
URL = "https://source.exemple.fr/salaires"
REVIEW = date(2027, 11, 27)
TOLD = facts.Told(URL, "2026-11", REVIEW, 1, MOMENT)
Sessions = async_sessionmaker[AsyncSession]


async def correct(sessions: Sessions, table: str, key: str, **values: object) -> FactEdit:
    """A correction, as the console makes it."""
    async with sessions.begin() as session:
        fact = await facts.find(session, table, key)
        assert fact is not None
        assert await facts.correct(session, fact, values, TOLD)
        return list(await facts.history(session, table, key))[-1]


async def by_hand(session: AsyncSession, day: date) -> list[str]:
    """The keys of the corrections whose review is due on a day."""
    found = await reviews.to_review(session, day, reviews.Rule())
    return [one.key for one in found if one.by_hand]


async def first_line(sessions: Sessions) -> PayLine:
    """The first pay line of aide-soignant that has a gross amount."""
    async with sessions() as session:
        lines = await pay.lines(session, "aide-soignant")
        return next(line for line in lines if line.gross_min is not None)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A copy of the reference data, to be changed."""
    copy = tmp_path / "reference"
    shutil.copytree(REFERENCE, copy, ignore=shutil.ignore_patterns("places", "demonstration"))
    return copy


def touch(directory: Path, old: str, new: str, name: str = "professions/aide-soignant.yml") -> None:
    """Change a file of the reference."""
    path = directory / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


async def test_a_correction_is_made_again_when_the_file_changes_elsewhere(
    sessions: Sessions, directory: Path
) -> None:
    line = await first_line(sessions)
    key = f"aide-soignant~{line.position}"
    await correct(sessions, "pay_line", key, gross_min=2345.0)
    await correct(sessions, "pay_line", key, gross_min=2400.0, note="Vu le mois dernier.")
    await correct(sessions, "profession", "aide-soignant", summary="Une autre présentation.")
    touch(directory, "name_f: aide-soignante", "name_f: aide soignante")
    await load_reference(sessions, directory)
    async with sessions() as session:
        fact = await facts.find(session, "pay_line", key)
        assert fact is not None
        assert (fact.row.gross_min, fact.row.note) == (2400.0, "Vu le mois dernier.")
        assert (fact.row.source_url, fact.row.as_of) == (URL, "2026-11")
        assert [edit.after["gross_min"] for edit in fact.edits] == [2400.0, 2345.0]
        told = await facts.find(session, "profession", "aide-soignant")
        assert told is not None
        assert (told.row.summary, told.row.name_f) == ("Une autre présentation.", "aide soignante")
        assert await by_hand(session, MOMENT.date()) == []
        assert len(await by_hand(session, REVIEW)) == 2


async def test_where_the_file_says_something_else_it_wins_and_someone_must_look(sessions: Sessions) -> None:
    line = await first_line(sessions)
    key = f"aide-soignant~{line.position}"
    await correct(sessions, "pay_line", key, gross_min=2345.0)
    async with sessions.begin() as session:
        # As a load does when the file has a new figure.
        (await session.get_one(PayLine, line.id)).gross_min = 2222.0
        assert await reapplying.reapply(session, MOMENT.date()) == 1
    async with sessions() as session:
        assert (await session.get_one(PayLine, line.id)).gross_min == 2222.0
        assert len(await by_hand(session, MOMENT.date())) == 1


async def test_what_is_corrected_in_the_console_is_told_at_once(open_browser: Open) -> None:
    browser = await open_browser("admin@exemple.fr")
    async with await browser.session() as session:
        await fill(session)
        await session.commit()
    await browser.get("/faits/answer/bienvenue")
    values = {"texts": "Bonsoir.\n---\nBonne nuit.", "source_url": URL, "as_of": "2026-11"}
    review = (datetime.now(timezone.utc) + timedelta(days=30)).date().isoformat()
    for wrong in ({"source_url": ""}, {"as_of": ""}, {"as_of": "2999"}, {"as_of": "hier"}, {"texts": ""}):
        sent = await browser.post("/faits/answer/bienvenue", {**values, "review_on": review, **wrong})
        assert sent.status == 422, wrong
    assert (await browser.post("/faits/answer/bienvenue", {**values, "review_on": review})).status == 303
    page = await browser.get("/faits/answer/bienvenue")
    assert "Bonjour." in page and "Bonne nuit." in page
    async with await browser.session() as session:
        fact = await facts.find(session, "answer", "bienvenue")
        assert fact is not None
        assert fact.row.texts == ["Bonsoir.", "Bonne nuit."]
        assert fact.row.sources == [{"title": "source.exemple.fr", "url": URL, "as_of": "2026-11"}]
    await browser.get("/faits/answer/inconnu", status=404)
    await browser.get("/faits/account/1", status=404)


async def test_lines_added_corrected_and_removed_outlive_the_file(
    sessions: Sessions, directory: Path
) -> None:
    async with sessions.begin() as session:
        before = await session.get_one(Profession, "aide-soignant")
        ways, costs = [one.way for one in before.ways_in], [one.label for one in before.costs]
        assert len(ways) > 1 and costs
        key = await facts.add(
            session, "way_in", "aide-soignant", {"way": "parcours d'essai", "detail": None}, TOLD
        )
        assert key == "aide-soignant~1000"
        assert await facts.add(session, "way_in", "aucun-metier", {"way": "x", "detail": None}, TOLD) is None
        assert await facts.add(session, "scheme_fact", "aide-soignant", {}, TOLD) is None  # no such scheme
    await correct(sessions, "way_in", key, detail="En deux ans.")
    await correct(sessions, "cost_line", "aide-soignant~0", minimum=12.0, maximum=34.0, unit="euros")
    await correct(
        sessions, "profession_diploma", "aide-soignant~0", level=5, rncp="RNCP99999", rncp_shown=True
    )
    async with sessions.begin() as session:
        gone = await facts.find(session, "way_in", "aide-soignant~1")
        assert gone is not None
        await facts.remove(session, gone, TOLD)
    touch(directory, "name_f: aide-soignante", "name_f: aide soignante")
    await load_reference(sessions, directory)
    async with sessions() as session:
        told = await professions.get(session, "aide-soignant")
        assert told is not None and told.name_f == "aide soignante"
        assert [one.way for one in told.ways_in] == [ways[0], *ways[2:], "parcours d'essai"]
        added, cost, diploma = told.ways_in[-1], told.costs[0], told.diplomas[0]
        assert (added.detail, added.source_url, added.as_of) == ("En deux ans.", URL, "2026-11")
        assert (cost.minimum, cost.maximum, cost.source_url) == (12.0, 34.0, URL)
        assert [one.label for one in told.costs] == costs
        assert (diploma.level, diploma.level_verified, diploma.rncp) == (5, True, "RNCP99999")
        assert diploma.rncp_shown and diploma.rncp_source_url == URL
        assert await by_hand(session, MOMENT.date()) == []
        left = await facts.find(session, "way_in", "aide-soignant~1")
        assert left is not None and left.row is None and left.edits[0].before["way"] == ways[1]
    # Added again, a line takes a new number: the history of the first one stays its own.
    async with sessions.begin() as session:
        assert await facts.add(
            session, "way_in", "aide-soignant", {"way": "autre", "detail": None}, TOLD
        ) == ("aide-soignant~1001")


async def test_a_line_that_its_file_changed_comes_back_to_be_looked_at(
    sessions: Sessions, directory: Path
) -> None:
    async with sessions.begin() as session:
        gone = await facts.find(session, "way_in", "aide-soignant~1")
        assert gone is not None and gone.row.way == "apprentissage"
        await facts.remove(session, gone, TOLD)
    touch(directory, "- way: apprentissage", "- way: apprentissage en un an")
    await load_reference(sessions, directory)
    async with sessions() as session:
        told = await professions.get(session, "aide-soignant")
        assert told is not None and told.ways_in[1].way == "apprentissage en un an"
        assert await by_hand(session, datetime.now(timezone.utc).date()) == ["aide-soignant~1"]


async def test_the_lines_of_a_profession_are_kept_in_the_console(open_browser: Open) -> None:
    browser = await open_browser("admin@exemple.fr")
    async with await browser.session() as session:
        await fill(session)
        await session.commit()
    page = await browser.get(f"/faits/profession/{PROFESSION}")
    assert f"/console/faits/cost_line/{PROFESSION}~0" in page
    review = (datetime.now(timezone.utc) + timedelta(days=30)).date().isoformat()
    told = {"source_url": URL, "as_of": "2026", "review_on": review}
    cost = f"/faits/cost_line/{PROFESSION}~0"
    await browser.get(cost)
    values = {"label": "école privée", "minimum": "1000", "maximum": "900", "unit": "euros"}
    wrong = await browser.post(cost, {**values, **told})
    assert wrong.status == 422 and "plus petit" in await wrong.text()
    assert (await browser.post(cost, {**values, "maximum": "1500", **told})).status == 303
    way = f"/lignes/way_in/{PROFESSION}/ajouter"
    await browser.get(way)
    assert (await browser.post(way, {"way": "VAE"})).status == 422
    assert (await browser.post(way, {"way": "VAE", "detail": "", **told})).status == 303
    await browser.get("/lignes/answer/bienvenue/ajouter", 404)
    await browser.get("/lignes/way_in/inconnu/ajouter", 404)
    profession = f"/faits/profession/{PROFESSION}"
    main = {
        "training_text": "Un an.",
        "cost_text": "Gratuite.",
        "parcoursup": "oui",
        "access_conditions": "Le bac",
    }
    assert (await browser.post(profession, {**main, **told})).status == 303
    # What everyone reads has changed already.
    shown = await (await browser.client.get(f"/api/v1/professions/{PROFESSION}")).json()
    assert [(one["way"], one["source_url"], one["as_of"]) for one in shown["ways_in"]] == [
        ("VAE", URL, "2026")
    ]
    assert (shown["parcoursup"], shown["access_conditions"], shown["cost_text"]) == (
        True,
        ["Le bac"],
        "Gratuite.",
    )
    leave = f"/lignes/cost_line/{PROFESSION}~0/retirer"
    assert (await browser.post(leave)).status == 422
    assert (
        await browser.post(leave, {f"remove-{name}": value for name, value in told.items()})
    ).status == 303
    page = await browser.get(cost)
    assert "a été retirée" in page and "1500" in page
    assert (await browser.post(cost, {**values, **told})).status == 404
    async with await browser.session() as session:
        row = await session.get_one(Profession, PROFESSION)
        assert row.costs == [] and (row.access_source_urls, row.access_as_of) == ([URL], "2026")
        assert list(await session.scalars(select(CostLine))) == []
    reader = await open_browser("lecture@exemple.fr")
    page = await reader.get(f"/faits/way_in/{PROFESSION}~1000")
    assert "VAE" in page and "Enregistrer" not in page
    await reader.get(way, 403)
