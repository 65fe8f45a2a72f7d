"""Anonymous counters: added up, read by any dimension, small ones hidden by territory."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Figure, UnmetSearch
from bot.catalogue.queries import figures
from bot.catalogue.queries.figures import SMALLEST, Counted, Period, hide_small

DAY = date(2026, 11, 27)


async def test_counts_add_up_and_are_read_within_sites_and_days(session: AsyncSession) -> None:
    gap = Counted("reached", site_key="gap", channel="web", department="05")
    lyon = Counted("reached", site_key="lyon", channel="telegram", department="69")
    await figures.count(session, [gap, lyon], DAY)
    await figures.count(session, [gap], DAY)
    await figures.count(session, [gap], date(2026, 11, 28))
    await figures.count(session, [gap], DAY, by=-1)
    seen = Period(DAY, DAY)
    assert await figures.totals(session, seen, "reached", "hired") == {"reached": 2, "hired": 0}
    assert await figures.totals(session, Period(DAY, DAY, frozenset({"gap"})), "reached") == {"reached": 1}
    assert await figures.totals(session, Period(DAY, DAY, frozenset()), "reached") == {"reached": 0}
    assert await figures.by(session, Period(DAY, date(2026, 11, 28)), "department", "reached") == {
        "05": 2,
        "69": 1,
    }
    assert await figures.by(session, Period(DAY, DAY, site="lyon"), "channel", "reached") == {"telegram": 1}
    assert await figures.by(session, Period(DAY, date(2026, 11, 28)), "day", "reached") == {
        DAY: 2,
        date(2026, 11, 28): 1,
    }


async def test_searches_without_result_are_counted_by_what_was_looked_for(session: AsyncSession) -> None:
    for _ in range(2):
        await figures.count_unmet(session, "2026-11", "gap", "events", "05", "aide-soignant", "2027-01")
    await figures.count_unmet(session, "2026-11", "lyon", "trainings", "69", "", "")
    found = await figures.unmet(session, None, "2026-10")
    assert [(one.what, one.department, one.profession, one.wanted, number) for one, number in found] == [
        ("events", "05", "aide-soignant", "2027-01", 2),
        ("trainings", "69", "", "", 1),
    ]
    assert [one.department for one, _ in await figures.unmet(session, {"lyon"}, "2026-10")] == ["69"]
    assert await figures.unmet(session, None, "2026-12") == []


def test_no_column_of_a_figure_joins_it_to_a_person() -> None:
    for table in (Figure, UnmetSearch):
        mapped = inspect(table)
        assert not mapped.local_table.foreign_keys
        assert not {"conversation_id", "reference", "id", "identity_id"} & set(mapped.columns.keys())


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 50), max_size=8))
def test_a_hidden_figure_is_not_given_away_by_the_total(counts: dict[str, int]) -> None:
    shown = hide_small(counts)
    hidden = [key for key, number in shown.items() if number is None]
    assert all(number is None or number == 0 or number >= SMALLEST for number in shown.values())
    small = [key for key, number in counts.items() if 0 < number < SMALLEST]
    assert set(small) <= set(hidden)
    # Alone, it would be the total less the others; with nothing else to hide beside, no other is shown either.
    beside = [key for key, number in counts.items() if number and key not in hidden]
    assert len(hidden) != 1 or not beside
    # Nor are two of one each, which the total would give away together.
    assert not hidden or not beside or sum(counts[key] for key in hidden) >= SMALLEST


def test_a_figure_is_not_given_away_by_the_same_without_a_filter() -> None:
    # Of one channel 18, of all of them 20: the other one has 2.
    assert hide_small({"05": 18, "38": 30}, {"05": 20, "38": 30}) == {"05": None, "38": None}
    assert hide_small({"05": 18, "38": 30}, {"05": 25, "38": 30}) == {"05": 18, "38": 30}
