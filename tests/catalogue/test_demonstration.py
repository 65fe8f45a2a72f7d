"""Examples: dated from today, marked, made again when the day changes, and removable."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path

import pytest
import yaml
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.demonstration import RelativeDay
from bot.catalogue.load import ReferenceDataError, load_demonstration, remove_demonstration
from bot.catalogue.models import (
    Diploma,
    Event,
    EventSlot,
    EventType,
    Organisation,
    Profession,
    Training,
    TrainingSession,
)

Sessions = async_sessionmaker[AsyncSession]
SATURDAY = date(2026, 11, 21)

EVENT = {
    "slug": "jpo-gap",
    "title": "Portes ouvertes",
    "kind": "portes-ouvertes",
    "insee": "05061",
    "organiser": "École d'exemple",
    "professions": ["infirmier"],
    "in_days": 12,
    "weekday": 5,
    "start": "09:30",
    "end": "16:00",
}
TRAINING = {
    "slug": "ifas-gap",
    "title": "Formation",
    "mode": "initial",
    "profession": "aide-soignant",
    "diploma": "deas",
    "insee": "05061",
    "organiser": "École d'exemple",
    "sessions": [{"month_day": "09-01", "length_days": 300, "apply_until_days_before": 90}],
}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Demonstration files of one event and one training."""
    (tmp_path / "demonstration").mkdir()
    _write(tmp_path, EVENT)
    (tmp_path / "demonstration" / "trainings.yml").write_text(yaml.safe_dump({"trainings": [TRAINING]}))
    return tmp_path


def _write(directory: Path, *events: dict[str, object]) -> None:
    path = directory / "demonstration" / "events.yml"
    path.write_text(yaml.safe_dump({"events": list(events)}, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ({"in_days": 0}, date(2026, 11, 21)),
        ({"in_days": 12}, date(2026, 12, 3)),
        ({"in_days": 12, "weekday": 5}, date(2026, 12, 5)),
        ({"in_days": 0, "weekday": 5}, date(2026, 11, 21)),
        ({"month_day": "11-21"}, date(2026, 11, 21)),
        ({"month_day": "11-20"}, date(2027, 11, 20)),
        ({"month_day": "04-14"}, date(2027, 4, 14)),
    ],
)
def test_relative_days(told: dict[str, int | str], day: date) -> None:
    assert RelativeDay.model_validate(told).day(SATURDAY) == day


async def test_examples_are_dated_placed_and_marked(sessions: Sessions, directory: Path) -> None:
    assert await load_demonstration(sessions, SATURDAY, directory) == 2
    async with sessions() as session:
        event = (await session.scalars(select(Event))).one()
        assert event.example and event.organisation and event.organisation.example
        assert (event.commune, event.department, event.region) == ("Gap", "05", "93")
        assert event.latitude == pytest.approx(44.58, abs=0.05)
        assert event.profession_slugs == ["infirmier"]
        slot = event.slots[0]
        # Winter in Paris: one hour ahead of UTC.
        assert slot.starts_at == datetime(2026, 12, 5, 8, 30, tzinfo=timezone.utc)
        assert slot.ends_at == datetime(2026, 12, 5, 15, 0, tzinfo=timezone.utc) == event.last_end
        assert (slot.local_start, slot.zone) == ("2026-12-05T09:30", "Europe/Paris")
        training = (await session.scalars(select(Training))).one()
        assert training.example and training.organisation is not None
        begins = training.sessions[0]
        assert (begins.start_on, begins.apply_until) == (date(2027, 9, 1), date(2027, 6, 3))


async def test_the_same_day_changes_nothing_and_another_day_moves_them(
    sessions: Sessions, directory: Path
) -> None:
    await load_demonstration(sessions, SATURDAY, directory)
    assert await load_demonstration(sessions, SATURDAY, directory) == 0
    assert await load_demonstration(sessions, date(2026, 12, 1), directory) == 2
    async with sessions() as session:
        assert [slot.local_start for slot in await session.scalars(select(EventSlot))] == ["2026-12-19T09:30"]
        assert await session.scalar(select(func.count()).select_from(Organisation)) == 1


async def test_removing_leaves_what_is_real(sessions: Sessions, directory: Path) -> None:
    await load_demonstration(sessions, SATURDAY, directory)
    async with sessions.begin() as session:
        session.add(Organisation(slug="vraie", name="Vraie école", example=False))
    await remove_demonstration(sessions)
    async with sessions() as session:
        for model in (Event, EventSlot, Training):
            assert await session.scalar(select(func.count()).select_from(model)) == 0
        assert list(await session.scalars(select(Organisation.slug))) == ["vraie"]
    assert await load_demonstration(sessions, SATURDAY, directory) == 2


async def test_whole_days_and_overseas_zones(sessions: Sessions, directory: Path) -> None:
    shared = {key: EVENT[key] for key in ("title", "kind")}
    _write(directory, {**shared, "slug": "reunion", "insee": "97411", "slots": [{"in_days": 1}]})
    await load_demonstration(sessions, SATURDAY, directory)
    async with sessions() as session:
        slot = (await session.scalars(select(EventSlot))).one()
        assert slot.all_day and slot.zone == "Indian/Reunion"
        assert slot.starts_at == datetime(2026, 11, 21, 20, 0, tzinfo=timezone.utc)
        assert slot.ends_at == datetime(2026, 11, 22, 20, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"insee": "99999"}, "no commune has the code 99999"),
        ({"end": "08:00"}, "before it starts"),
        ({"colour": "red"}, "colour"),
        ({"in_days": None, "weekday": None}, "in_days or month_day is needed"),
    ],
)
async def test_a_wrong_example_is_named(
    sessions: Sessions, directory: Path, wrong: dict[str, object], message: str
) -> None:
    _write(directory, EVENT | wrong)
    with pytest.raises(ReferenceDataError, match=rf"(?s)events\.yml, record 1 \(jpo-gap\).*{message}"):
        await load_demonstration(sessions, SATURDAY, directory)


async def test_the_real_examples_load_and_refer_to_what_exists(sessions: Sessions) -> None:
    made = await load_demonstration(sessions, SATURDAY)
    async with sessions() as session:
        kinds = set(await session.scalars(select(EventType.slug)))
        professions = set(await session.scalars(select(Profession.slug)))
        diplomas = set(await session.scalars(select(Diploma.slug)))
        found = (await session.scalars(select(Event))).all()
        trainings = (await session.scalars(select(Training))).all()
    assert found and made == len(found) + len(trainings)
    assert all(event.example for event in found) and all(one.example for one in trainings)
    assert {event.kind for event in found} <= kinds
    assert {slug for event in found for slug in event.profession_slugs} <= professions
    assert {training.profession_slug for training in trainings} - {None} <= professions
    assert {training.diploma_slug for training in trainings} - {None} <= diplomas


@pytest.mark.parametrize("today", [SATURDAY, date(2027, 4, 14), date(2028, 2, 29)])
async def test_no_session_begins_on_a_week_end(sessions: Sessions, today: date) -> None:
    await load_demonstration(sessions, today)
    async with sessions() as session:
        days = (await session.scalars(select(TrainingSession.start_on))).all()
    assert days
    assert {day.weekday() for day in days if day is not None} <= {0, 1, 2, 3, 4}
