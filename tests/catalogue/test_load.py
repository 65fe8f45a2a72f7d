"""Loading reference data: by slug, again and again without harm."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.load import REFERENCE, ReferenceDataError, load_reference
from bot.catalogue.models import Answer, Contact, PayLine, Profession

Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A copy of the reference data to change, without the places."""
    copy = tmp_path / "reference"
    shutil.copytree(REFERENCE, copy, ignore=shutil.ignore_patterns("places"))
    return copy


def _change(path: Path, **values: Any) -> None:
    record = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    path.write_text(yaml.safe_dump(record | values, allow_unicode=True), encoding="utf-8")


async def test_a_second_load_is_skipped_and_changes_nothing(sessions: Sessions) -> None:
    report = await load_reference(sessions)
    assert report.skipped and report.changed == 0


async def test_only_the_changed_record_is_written_again(sessions: Sessions, directory: Path) -> None:
    path = directory / "professions" / "aide-soignant.yml"
    record = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    _change(path, missions=["une seule mission"], pay=record["pay"][:2])
    report = await load_reference(sessions, directory)
    professions = report.tables["profession"]
    assert (professions.updated, professions.unchanged, professions.inserted) == (1, 51, 0)
    assert report.changed == 1
    assert report.summary().startswith("0 fiches ajoutées, 1 modifiées, 0 retirées")
    async with sessions() as session:
        profession = await session.get_one(Profession, "aide-soignant")
        assert profession.missions == ["une seule mission"]
        mine = PayLine.profession_slug == "aide-soignant"
        assert await session.scalar(select(func.count()).select_from(PayLine).where(mine)) == 2


async def test_what_left_the_files_leaves_the_database(sessions: Sessions, directory: Path) -> None:
    (directory / "professions" / "brancardier.yml").unlink()
    report = await load_reference(sessions, directory)
    assert report.tables["profession"].removed == 1
    async with sessions() as session:
        assert await session.get(Profession, "brancardier") is None
        assert not (
            await session.scalars(select(PayLine).where(PayLine.profession_slug == "brancardier"))
        ).all()


async def test_a_correction_stays_until_its_record_changes(sessions: Sessions, directory: Path) -> None:
    async with sessions.begin() as session:
        (await session.get_one(Profession, "infirmier")).summary = "Une phrase corrigée."
    _change(directory / "professions" / "aide-soignant.yml", missions=["autre"])
    await load_reference(sessions, directory)
    async with sessions() as session:
        assert (await session.get_one(Profession, "infirmier")).summary == "Une phrase corrigée."


async def test_summaries_reach_their_profession(sessions: Sessions, directory: Path) -> None:
    (directory / "summaries.yml").write_text('summaries: {infirmier: "Soigne."}', encoding="utf-8")
    await load_reference(sessions, directory)
    async with sessions() as session:
        assert (await session.get_one(Profession, "infirmier")).summary == "Soigne."
        assert (await session.get_one(Profession, "aide-soignant")).summary is None


async def test_answers_have_a_key_per_audience_and_the_oldest_date(
    sessions: Sessions, directory: Path
) -> None:
    shutil.rmtree(directory / "answers")
    (directory / "answers").mkdir()
    source = {"title": "t", "url": "https://exemple.fr"}
    answers = [
        {
            "slug": "a",
            "topic": "pay",
            "texts": ["x"],
            "sources": [source | {"as_of": "2025"}, source | {"as_of": "2024-03"}],
        },
        {
            "slug": "a",
            "topic": "pay",
            "audience": "young",
            "texts": ["y"],
            "choices": [{"title": "t", "payload": "p"}],
        },
    ]
    (directory / "answers" / "pay.yml").write_text(yaml.safe_dump({"answers": answers}), encoding="utf-8")
    await load_reference(sessions, directory)
    async with sessions() as session:
        found = {answer.key: answer for answer in await session.scalars(select(Answer))}
        assert set(found) == {"a", "a@young"}
        assert found["a"].as_of == "2024-03"
        assert found["a@young"].choices == [{"title": "t", "payload": "p"}]


async def test_contacts_serve_places(sessions: Sessions, directory: Path) -> None:
    contact = {"slug": "c", "kind": "cio", "name": "CIO", "scope": "department", "departments": ["05", "04"]}
    (directory / "contacts.yml").write_text(yaml.safe_dump({"contacts": [contact]}), encoding="utf-8")
    await load_reference(sessions, directory)
    async with sessions() as session:
        found = (await session.scalars(select(Contact))).one()
        assert {(place.kind, place.code) for place in found.places} == {
            ("department", "05"),
            ("department", "04"),
        }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("answers: [{slug: a, topic: pay}]", r"pay\.yml, record 1 \(a\): .*texts"),
        (
            "answers: [{slug: a, topic: t, texts: [x]}, {slug: a, topic: t, texts: [x]}]",
            "« a » is there twice",
        ),
        ("- not a mapping", r"pay\.yml: a mapping is expected"),
        ("answers: [", r"pay\.yml: not valid YAML"),
    ],
)
async def test_a_wrong_file_is_named_and_changes_nothing(
    sessions: Sessions, directory: Path, content: str, message: str
) -> None:
    (directory / "answers" / "pay.yml").write_text(content, encoding="utf-8")
    (directory / "professions" / "brancardier.yml").unlink()
    with pytest.raises(ReferenceDataError, match=r"(?s)" + message):
        await load_reference(sessions, directory)
    async with sessions() as session:
        assert await session.get(Profession, "brancardier") is not None
