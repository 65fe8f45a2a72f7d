"""Searching trainings one can still join."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.located import located
from bot.catalogue.models import Training, TrainingSession
from bot.catalogue.queries import trainings
from bot.catalogue.queries.trainings import TrainingQuery, TrainingResults
from bot.french.folding import fold_text

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
GAP = {"kind": "commune", "code": "05061", "name": "Gap"}
SPRING = date(2027, 3, 1)


def make(
    identifier: str, insee: str | None = "05061", *sessions: date | dict[str, Any], **fields: Any
) -> Training:
    """A training whose sessions are first days, or the columns of a session."""
    rows = [
        TrainingSession(**(one if isinstance(one, dict) else {"start_on": one}))
        for one in sessions or (SPRING,)
    ]
    defaults: dict[str, Any] = {
        "mode": "initial",
        "profession_slug": "aide-soignant",
        "diploma_slug": "deas",
        "attendance": "onsite",
        "withdrawn": False,
        "sessions": rows,
    }
    return Training(
        id=identifier,
        source="test",
        uid=identifier,
        title=identifier,
        search_text=fold_text(identifier),
        **(defaults | located(insee) | fields),
    )


@pytest.fixture
async def search(session: AsyncSession) -> Any:
    """Put trainings in, then search from NOW."""
    await session.execute(delete(Training))

    async def put_and_search(made: list[Training], **asked: Any) -> TrainingResults:
        session.add_all(made)
        await session.flush()
        session.expire_all()
        return await trainings.search(session, TrainingQuery(now=NOW, **asked))

    return put_and_search


def ids(results: TrainingResults) -> list[str]:
    return [found.training.id for found in results.trainings]


async def test_only_what_can_still_be_joined(search: Any) -> None:
    made = [
        make("open"),
        make("past", "05061", date(2026, 9, 1)),
        make("full", "05061", {"start_on": SPRING, "status": "full"}),
        make("closed", "05061", {"start_on": SPRING, "apply_until": date(2026, 11, 20)}),
        make("last-day", "05061", {"start_on": SPRING, "apply_until": date(2026, 11, 21)}),
        make("any-time", sessions=[]),
        make("withdrawn", withdrawn=True),
    ]
    assert set(ids(await search(made, limit=10))) == {"open", "last-day", "any-time"}


async def test_the_next_session_skips_what_cannot_be_joined(search: Any) -> None:
    later = date(2027, 9, 1)
    made = [make("two", "05061", {"start_on": SPRING, "status": "full"}, later)]
    found = (await search(made)).trainings[0]
    assert found.session is not None and found.session.start_on == later


async def test_nearest_then_soonest(search: Any) -> None:
    made = [make("briancon", "05023"), make("gap-late", "05061", date(2027, 9, 1)), make("gap-soon")]
    results = await search(made, place=GAP, radius_km=80)
    assert ids(results) == ["gap-soon", "gap-late", "briancon"]
    assert results.trainings[0].distance_km == 0 and results.trainings[2].distance_km > 40


async def test_filters(search: Any) -> None:
    made = [
        make("apprenticed", mode="apprenticeship"),
        make("nurse", profession_slug="infirmier", diploma_slug="de-infirmier"),
        make("web", None, attendance="online"),
    ]
    assert ids(await search(made, modes=["apprenticeship", "vae"])) == ["apprenticed"]
    assert ids(await search([], profession="infirmier")) == ["nurse"]
    assert ids(await search([], diploma="de-infirmier")) == ["nurse"]
    assert ids(await search([], online=True, place=GAP)) == ["web"]
    assert set(ids(await search([], online=False))) == {"apprenticed", "nurse"}
    assert ids(await search([], text="NURSE")) == ["nurse"]


async def test_the_session_begins_in_the_days_asked_for(search: Any) -> None:
    made = [make("spring"), make("autumn", "05061", date(2027, 9, 1)), make("any-time", sessions=[])]
    asked = {"start": date(2027, 9, 1), "end": date(2027, 9, 30)}
    assert ids(await search(made, **asked)) == ["autumn"]
    none = await search([], start=date(2028, 1, 1), end=date(2028, 1, 31))
    assert none.widened == "date" and none.total == 3


async def test_far_trainings_are_said_to_be_far(search: Any) -> None:
    results = await search([make("lyon", "69123")], place=GAP)
    assert ids(results) == ["lyon"] and results.widened == "place"
    assert (await search([], profession="sage-femme")).total == 0


async def test_get(session: AsyncSession) -> None:
    session.add(make("one"))
    await session.flush()
    assert (await trainings.get(session, "one")) is not None
    assert (await trainings.get(session, "none")) is None


async def test_a_session_whose_recruitment_is_closed_is_not_proposed(search: Any) -> None:
    made = [
        make("closed", "05061", {"start_on": SPRING, "status": "closed"}),
        make("open", "05061", {"start_on": SPRING, "status": "open"}),
    ]
    assert [one.training.id for one in (await search(made, place=GAP)).trainings] == ["open"]
