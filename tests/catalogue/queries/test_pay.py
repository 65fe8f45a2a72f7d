"""The pay lines worth saying, and how they may be said."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.pay import KINDS
from bot.catalogue.queries import pay, professions

TODAY = date(2026, 11, 21)


async def test_salaries_come_before_bonuses(session: AsyncSession) -> None:
    for slug in await professions.all_slugs(session):
        kinds = [KINDS.index(line.kind) for line in await pay.lines(session, slug)]
        assert kinds == sorted(kinds), slug


async def test_reliable_and_recent_first(session: AsyncSession) -> None:
    lines = await pay.lines(session, "aide-a-domicile")
    salaries = [line for line in lines if line.kind == "salary"]
    assert salaries[0].reliability == "high" and salaries[0].as_of == "2025"
    assert salaries[-1].reliability == "low"
    assert salaries[0].gross_min == 1777.16 and salaries[0].below_smic


async def test_lines_not_to_be_shown_are_left_out(session: AsyncSession) -> None:
    lines = await pay.lines(session, "aide-soignant")
    assert 1795 not in [line.gross_min for line in lines]
    assert len(lines) == 8
    # The net amount of an infirmier that must not be announced as a beginner's.
    assert 1614 not in [line.net_min for line in await pay.lines(session, "infirmier")]


async def test_sector_narrows_and_keeps_what_holds_for_all(session: AsyncSession) -> None:
    lines = await pay.lines(session, "agent-de-service-hospitalier", sector="public_hospital")
    assert {line.sector for line in lines} == {"public_hospital", "any"}
    private = await pay.lines(session, "aide-soignant", sector="private")
    assert private and {line.sector for line in private} <= {"private", "private_non_profit", "any"}
    territorial = await pay.lines(session, "educateur-de-jeunes-enfants", sector="public_territorial")
    assert {line.sector for line in territorial} <= {"public_territorial", "public", "any"}


async def test_moment_puts_its_own_lines_first(session: AsyncSession) -> None:
    lines = await pay.lines(session, "aide-soignant", moment="beginner")
    assert lines[0].moment == "beginner" and lines[0].gross_min == 1836.2
    assert lines[0].with_cti_min == 2077.42
    assert {line.moment for line in lines} <= {"beginner", "range", "any"}


async def test_an_unknown_profession_has_no_pay(session: AsyncSession) -> None:
    assert await pay.lines(session, "astronaute") == []


@pytest.mark.parametrize(
    ("as_of", "old"),
    [
        (None, True),
        ("2023", True),
        ("2024", False),
        ("2024-07", True),
        ("2024-11", False),
        ("2024-11-20", True),
        ("2024-11-21", False),
        ("2026-06-01", False),
    ],
)
def test_two_years_make_a_figure_old(as_of: str | None, old: bool) -> None:
    assert pay.is_old(as_of, TODAY) is old


def test_the_29th_of_february_has_an_anniversary() -> None:
    assert pay.is_old("2026-02-27", date(2028, 2, 29))
    assert not pay.is_old("2026-02-28", date(2028, 2, 29))


async def test_wording(session: AsyncSession) -> None:
    bonus = (await pay.lines(session, "assistant-soins-gerontologie"))[-1]
    said = pay.wording(bonus, TODAY)
    assert said.is_bonus and said.is_old and not said.below_smic
    unstated = (await pay.lines(session, "infirmier-anesthesiste"))[0]
    said = pay.wording(unstated, TODAY)
    assert said.undated and said.is_old and said.reliability == "low"
