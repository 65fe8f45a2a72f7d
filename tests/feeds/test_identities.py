"""Records that their feed does not name: the same at each reading, told apart, never taken as gone by mistake."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.migrate import migrate
from bot.catalogue.models import Event
from bot.feeds.identities import derived, is_derived
from bot.feeds.records import Position, Skip
from bot.feeds.report import Report
from bot.feeds.subscriptions import read_file
from tests.feeds.test_importing import Sessions, bring, counts, event, rows

NOW = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)
NUMBERS = itertools.count()


def calendar(*events: dict[str, str]) -> str:
    """A calendar whose events have these properties, and no UID."""
    body = "".join(
        "BEGIN:VEVENT\r\n" + "".join(f"{name}:{value}\r\n" for name, value in one.items()) + "END:VEVENT\r\n"
        for one in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n"


async def read(sessions: Sessions, folder: Path, text: str, moment: datetime = NOW) -> Report:
    path = folder / "agenda.ics"
    path.write_text(text, encoding="utf-8")
    return await read_file(sessions, path, "agenda sans nom", moment=moment)


def test_what_is_derived_is_known_as_such() -> None:
    assert is_derived(derived("Forum", None, 3)) and not is_derived("forum@exemple.fr")
    assert derived("a", "b") == derived("a", "b") != derived("ab", None)
    assert derived("\ud800") == derived("\ud800")


async def test_a_series_without_uid_stays_one_as_weeks_pass(sessions: Sessions, tmp_path: Path) -> None:
    weekly = {"SUMMARY": "Permanence métiers du soin", "DTSTART": "20260907T140000", "RRULE": "FREQ=WEEKLY"}
    text = calendar(weekly, {"SUMMARY": "Forum des métiers du soin", "DTSTART": "20280105T090000"})
    assert counts(await read(sessions, tmp_path, text)) == (2, 0, 0, 0, 0)
    later = await read(sessions, tmp_path, text, NOW + timedelta(weeks=9))
    # Its dates moved on with the window, its identity did not.
    assert counts(later) == (0, 1, 1, 0, 0)


async def test_records_that_look_alike_are_both_kept(sessions: Sessions) -> None:
    uid = derived("Portes ouvertes")
    alike = (event(uid), event(uid, title="Portes ouvertes du lycée"), event(uid))
    report = await bring(sessions, *alike)
    # The third says word for word what the first does.
    assert counts(report) == (2, 0, 0, 0, 1)
    assert set(await rows(sessions)) == {uid, f"{uid}+2"}
    assert counts(await bring(sessions, *alike)) == (0, 0, 2, 0, 1)


async def test_an_unreadable_record_without_a_name_takes_none_away(sessions: Sessions) -> None:
    first, last = event("z", "2026-12-01"), event("c", "2027-03-01")
    await bring(sessions, first, event("a"), event(derived("b"), "2027-01-16"), last)
    broken = Skip(Position("ligne 3"), "La date est illisible.")
    # It may be the one without a name; the one with a name is gone.
    assert counts(await bring(sessions, first, broken, last)) == (0, 0, 2, 1, 1)
    held = await rows(sessions)
    assert held["a"].withdrawn and not held[derived("b")].withdrawn
    assert counts(await bring(sessions, first, last)) == (0, 0, 2, 1, 0)


async def test_agendas_whose_events_have_no_identifier(sessions: Sessions, tmp_path: Path) -> None:
    path = tmp_path / "openagenda.json"
    path.write_text(
        '{"total": 1, "events": [{"title": {"fr": "Portes ouvertes IFSI"}, "slug": "portes-ouvertes", '
        '"timings": [{"begin": "2027-01-15T09:30:00+0100", "end": "2027-01-15T12:00:00+0100"}], '
        '"location": {"name": "IFSI", "city": "Gap", "postalCode": "05000"}}]}',
        encoding="utf-8",
    )
    told = [
        counts(
            await read_file(sessions, path, "agenda", format_name="openagenda", moment=NOW, keeps_all=True)
        )
        for _ in range(2)
    ]
    assert told == [(1, 0, 0, 0, 0), (0, 0, 1, 0, 0)]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty, migrated database, shared by the examples below under a name of its own each."""
    made = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('identities') / 'feeds.db'}"
    asyncio.run(migrate(made))
    return made


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(
        st.tuples(
            st.sampled_from(["Portes ouvertes IFSI", "Job dating du soin"]),
            st.sampled_from(["20270115T093000", "20270116T140000", "20270328T023000"]),
            st.sampled_from(["Gap", "Lyon"]),
            st.sampled_from(["Venez nombreux", "Sur inscription"]),
        ),
        min_size=1,
        max_size=8,
    ),
)
def test_no_event_without_uid_is_lost_or_doubled(url: str, made: list[tuple[str, str, str, str]]) -> None:
    names = ("SUMMARY", "DTSTART", "LOCATION", "DESCRIPTION")
    records = [dict(zip(names, one, strict=True)) for one in made]

    async def twice(folder: Path) -> None:
        engine = open_database(url)
        sessions, name = session_maker(engine), f"anonyme {next(NUMBERS)}"
        try:
            told = []
            for _ in range(2):
                path = folder / "agenda.ics"
                path.write_text(calendar(*records), encoding="utf-8")
                told.append(await read_file(sessions, path, name, moment=NOW))
            async with sessions() as session:
                held = await session.scalar(
                    select(func.count())
                    .select_from(Event)
                    .where(Event.source == told[0].feed, Event.withdrawn.is_(False))
                )
        finally:
            await engine.dispose()
        assert told[0].new == held == len(set(made))
        assert (told[1].new, told[1].updated, told[1].withdrawn) == (0, 0, 0)
        assert told[1].unchanged == held

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(twice(Path(folder)))
