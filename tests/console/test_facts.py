"""Facts corrected by hand: with a source, at once, and for longer than the next load of the files."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.load import REFERENCE, load_reference
from bot.catalogue.models import FactEdit, PayLine
from bot.catalogue.queries import facts, pay
from tests.console.conftest import Open
from tests.console.examples import fill

MOMENT = datetime(2026, 11, 27, 12, 0, tzinfo=timezone.utc)
URL = "https://source.exemple.fr/salaires"
REVIEW = date(2027, 11, 27)
Sessions = async_sessionmaker[AsyncSession]


async def correct(sessions: Sessions, table: str, key: str, **values: object) -> FactEdit:
    """A correction, as the console makes it."""
    async with sessions.begin() as session:
        fact = await facts.find(session, table, key)
        assert fact is not None
        assert await facts.correct(session, fact, values, URL, "2026-11", REVIEW, 1, MOMENT)
        return list(await facts.history(session, table, key))[-1]


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
        assert await facts.to_review(session, MOMENT.date()) == []
        assert len(await facts.to_review(session, REVIEW)) == 2


async def test_where_the_file_says_something_else_it_wins_and_someone_must_look(sessions: Sessions) -> None:
    line = await first_line(sessions)
    key = f"aide-soignant~{line.position}"
    await correct(sessions, "pay_line", key, gross_min=2345.0)
    async with sessions.begin() as session:
        # As a load does when the file has a new figure.
        (await session.get_one(PayLine, line.id)).gross_min = 2222.0
        assert await facts.reapply(session, MOMENT.date()) == 1
    async with sessions() as session:
        assert (await session.get_one(PayLine, line.id)).gross_min == 2222.0
        assert len(await facts.to_review(session, MOMENT.date())) == 1


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
