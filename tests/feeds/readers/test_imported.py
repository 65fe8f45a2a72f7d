"""Each format brought into a real catalogue, twice: nothing is lost, nothing changes the second time."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models import Event, Training
from bot.feeds.importing import import_feed
from bot.feeds.readers import READERS
from bot.feeds.records import Note, Skip, Source
from bot.feeds.report import Report
from tests.feeds.readers.reading import TODAY, Items, written
from tests.feeds.readers.samples import FILES, LHEO, ONISEP_CSV

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=timezone.utc)
CASES = [(format_name, name, data) for format_name, files in FILES.items() for name, data in files]
Sessions = async_sessionmaker[AsyncSession]


async def bring(
    sessions: Sessions, folder: Path, format_name: str, name: str, data: bytes, later: int = 0
) -> Report:
    path = written(folder, name, data)
    moment = NOW + timedelta(hours=later)
    return await import_feed(sessions, Source(path, name, moment.date()), READERS[format_name], moment=moment)


@pytest.mark.parametrize(
    ("format_name", "name", "data"), CASES, ids=[f"{form}-{name}" for form, name, _ in CASES]
)
async def test_the_same_file_twice(
    sessions: Sessions, tmp_path: Path, format_name: str, name: str, data: bytes
) -> None:
    path = written(tmp_path, name, data)
    items = Items(READERS[format_name].read(Source(path, name, TODAY)))
    records = [item for item in items if not isinstance(item, Skip | Note)]
    first = await bring(sessions, tmp_path, format_name, name, data)
    assert first.failure is None
    assert (first.new, first.skipped) == (len(records), len(items.skips)), first
    second = await bring(sessions, tmp_path, format_name, name, data, later=1)
    assert (second.new, second.updated, second.withdrawn) == (0, 0, 0), second
    assert second.unchanged == len(records)


async def test_what_lheo_says_is_what_is_kept(sessions: Sessions, tmp_path: Path) -> None:
    await bring(sessions, tmp_path, "lheo", "lheo.xml", LHEO.encode())
    async with sessions() as session:
        trainings = {
            row.mode: row
            for row in await session.scalars(select(Training).where(Training.source == "lheo.xml"))
        }
        events = list(await session.scalars(select(Event).where(Event.source == "lheo.xml")))
    assert set(trainings) == {"initial", "apprenticeship", "continuing"}
    assert {(row.insee, row.department) for row in trainings.values()} == {("05046", "05")}
    assert {row.kind for row in events} == {"reunion-information"}
    recruitment = next(row for row in events if "recrutement" in row.uid)
    assert recruitment.slots[0].starts_at == datetime(2026, 12, 8, 13, 15, tzinfo=timezone.utc)


async def test_an_open_day_overseas_is_on_its_own_clock(sessions: Sessions, tmp_path: Path) -> None:
    reunion = ONISEP_CSV.replace("05000;Gap;05061", "97400;Saint-Denis;97411").replace(
        "6.07;44.56", "55.45;-20.88"
    )
    await bring(sessions, tmp_path, "onisep", "onisep.csv", reunion.encode())
    async with sessions() as session:
        rows = list(await session.scalars(select(Event).where(Event.source == "onisep.csv")))
    starts = {slot.starts_at for row in rows for slot in row.slots if slot.local_start.endswith("09:00")}
    assert starts == {datetime(2027, 1, 30, 5, 0, tzinfo=timezone.utc)}
