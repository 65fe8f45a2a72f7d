"""The same catalogue on PostgreSQL: migrated, loaded and searched, in a cluster of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.database import Base, open_database, session_maker
from bot.catalogue.load import load_demonstration, load_reference
from bot.catalogue.migrate import migrate
from bot.catalogue.models import Conversation, Event, Profession, Request
from bot.catalogue.queries import (
    accounts,
    agenda,
    audit,
    conversations,
    events,
    facts,
    figures,
    followups,
    pay,
    requests,
    reviews,
    sites,
    to_check,
    trainings,
    turns,
)
from bot.catalogue.queries.events import EventQuery
from bot.catalogue.queries.figures import Counted, Period
from bot.catalogue.queries.trainings import TrainingQuery
from bot.feeds import by_hand
from bot.feeds.subscriptions import read_file, remove

GAP = {"kind": "commune", "code": "05061", "name": "Gap"}
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)


def _program(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(found[0]) if found else shutil.which(name)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of an empty database, on a socket that nothing else uses."""
    initdb, control = _program("initdb"), _program("pg_ctl")
    if initdb is None or control is None:
        # `make test` installs it (requirements/system.txt); only pytest run by hand may do without.
        assert "CI" not in os.environ, "PostgreSQL is not installed"
        pytest.skip("PostgreSQL is not installed")
    # PostgreSQL refuses to run as root.
    account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    directory = Path(tempfile.mkdtemp(prefix="orisoin-pg-"))
    if account is not None:
        os.chown(directory, account.pw_uid, account.pw_gid)

    def run(*command: str) -> None:
        done = subprocess.run(
            command,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == 0, command

    data = str(directory / "data")
    run(initdb, "-D", data, "-U", "orisoin", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {directory} -c listen_addresses='' -c fsync=off"
    run(control, "-D", data, "-w", "-o", options, "-l", str(directory / "log"), "start")
    try:
        yield f"postgresql+asyncpg://orisoin@/postgres?host={directory}"
    finally:
        run(control, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
async def sessions(url: str) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    """A maker of sessions on the migrated and loaded database."""
    await migrate(url)
    engine = open_database(url)
    await load_reference(session_maker(engine))
    yield session_maker(engine)
    await engine.dispose()


async def test_the_migrations_make_what_the_models_describe(
    url: str, sessions: async_sessionmaker[AsyncSession]
) -> None:
    engine = open_database(url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), Base.metadata)
        )
    await engine.dispose()
    assert differences == []


async def test_loading_again_is_skipped(sessions: async_sessionmaker[AsyncSession]) -> None:
    assert (await load_reference(sessions)).skipped
    async with sessions.begin() as session:
        await session.execute(delete(Profession).where(Profession.slug == "infirmier"))
    async with sessions() as session:
        assert await pay.lines(session, "infirmier") == []
        assert len(await pay.lines(session, "aide-soignant", sector="public_hospital")) == 6


async def test_feeds_are_imported(sessions: async_sessionmaker[AsyncSession], tmp_path: Path) -> None:
    path = tmp_path / "agenda.csv"
    path.write_text(
        "identifiant;titre;date;heure de début;commune;code postal;lieu\n"
        "a;Portes ouvertes de l'IFSI;28/03/2027;9h30;Gap;05000;IFSI d'exemple\n"
        "b;Forum des métiers\0;29/03/2027;;Gap;05000;Salle\n",
        encoding="utf-8",
    )
    for expected in ((2, 0, 0), (0, 0, 2)):
        report = await read_file(sessions, path, "Agenda", moment=NOW)
        assert (report.new, report.updated, report.unchanged) == expected
    twin = await read_file(sessions, path, "Autre agenda", moment=NOW)
    assert twin.proposals == 2
    path.write_text(path.read_text().replace("a;Portes", "c;Portes").replace("9h30", "10h"), encoding="utf-8")
    report = await read_file(sessions, path, "Agenda", moment=NOW)
    assert (report.new, report.withdrawn) == (1, 1)
    for name in ("agenda", "autre-agenda"):
        await remove(sessions, name)


async def test_examples_are_found(sessions: async_sessionmaker[AsyncSession], tmp_path: Path) -> None:
    shared = {"title": "École de Gap", "insee": "05061", "organiser": "École"}
    event = {**shared, "slug": "a", "kind": "forum", "in_days": 5, "start": "09:00", "end": "12:00"}
    named = {**event, "slug": "b", "in_days": 9, "professions": ["infirmier"], "audiences": ["young"]}
    training = {**shared, "slug": "t", "mode": "initial", "sessions": [{"in_days": 90}]}
    (tmp_path / "demonstration").mkdir()
    for name, records in (("events", [event, named]), ("trainings", [training])):
        (tmp_path / "demonstration" / f"{name}.yml").write_text(yaml.safe_dump({name: records}))
    assert await load_demonstration(sessions, date(2026, 11, 21), tmp_path) == 3
    async with sessions() as session:
        query = EventQuery(place=GAP, profession="infirmier", audience="young", text="ecole", now=NOW)
        found = await events.search(session, query)
        assert [one.event.id for one in found.events] == ["exemple-b", "exemple-a"]
        assert found.events[1].slot.starts_at == datetime(2026, 11, 26, 8, 0, tzinfo=timezone.utc)
        joined = await trainings.search(session, TrainingQuery(place=GAP, now=NOW))
        assert [one.training.id for one in joined.trainings] == ["exemple-t"]
        assert await session.get(Event, "exemple-a") is not None


async def test_requests_are_followed_counted_and_erased(sessions: async_sessionmaker[AsyncSession]) -> None:
    day = figures.today()
    async with sessions.begin() as session:
        await sites.add(session, "Agence", ["https://agence.exemple.fr"], key="agence")
        held = Conversation(
            id="c", site_key="agence", channel="web", created_at=NOW, last_at=NOW, rights_digest="r", share_digest="s",
            department="05",
        )  # fmt: skip
        session.add(held)
        await session.flush()
        made = Request(
            reference="D-2345-ABCD", conversation_id="c", at=NOW, kind="message", state="new", consent_at=NOW
        )
        made.department = "05"
        requests.keep(session, made, held)
        for by in (2, 3, -1):
            await figures.count(session, [Counted("reached", "agence", department="05")], day, by)
        await figures.count_unmet(session, "2026-11", "agence", "events", "05", "", "")
    async with sessions.begin() as session:
        await turns.keep_message(session, "c", "m1", "Bonjour", None, False)
        (found,), total = await requests.listed(
            session, {"agence", ""}, requests.Wanted(late_on=date(2100, 1, 1))
        )
        assert (total, found.reference) == (1, "D-2345-ABCD")
        requests.note(session, found, "Léa", "Rappeler")
        await requests.answer(session, found, "Bonjour", "Léa")
        await turns.keep_message(session, "c", "m2", "Merci", None, False)
        assert await requests.with_news(session, [found]) == {"D-2345-ABCD"}
        assert await followups.reach(session, "D-2345-ABCD", "internship")
        assert (await requests.counts(session, {"agence"}, day))["answered"] == 1
    async with sessions.begin() as session:
        period = Period(min(day, NOW.date()), max(day, NOW.date()), {"agence"})
        assert await figures.totals(session, period, "reached", "applied") == {"reached": 4, "applied": 1}
        assert await figures.by_each(session, period, ["department"], "reached") == {"department": {"05": 4}}
        assert [number for _, number in await figures.unmet(session, {"agence"}, "2026-11")] == [1]
        moment = conversations.now() + timedelta(days=91)
        assert await conversations.purge(session, moment, 30) == ["c"]
        assert await session.get(Request, "D-2345-ABCD") is None


async def test_the_console_works_there_too(sessions: async_sessionmaker[AsyncSession]) -> None:
    async with sessions.begin() as session:
        await sites.add(session, "Agence", ["https://agence.exemple.fr"], key="console")
        account = await accounts.add(session, "a@exemple.fr", "A", "counsellor", ["console"], "h", "s", ["d"])
        assert await accounts.use_recovery(session, account.id, "d")
        assert not await accounts.use_recovery(session, account.id, "d")
        assert [await accounts.use_step(session, account.id, step) for step in (5, 5, 4)] == [
            True,
            False,
            False,
        ]
        await accounts.open_session(session, "jeton", account.id, {"account": account.id})
        for action in ("login", "logout"):
            await audit.record(session, account.id, action, site_key="console")
        feed = await by_hand.hand_feed(session, "console", NOW)
        said = {"title": "Visite", "kind": "other", "commune": "Gap", "slots": [{"day": "2027-03-28"}]}
        event = await by_hand.save(session, None, feed.slug, said, (), NOW)
    mine, others = frozenset({"console"}), frozenset({"autre"})
    async with sessions() as session:
        assert await accounts.live_session(session, "jeton") is not None
        assert await audit.broken_at(session) is None
        found = await agenda.events(session, mine, agenda.AgendaQuery(words="visite"), NOW)
        assert [one.id for one in found] == [event.id]
        assert list(await agenda.events(session, others, agenda.AgendaQuery(), NOW)) == []
        assert [reasons for _, reasons in await to_check.events(session, mine, NOW)] == [["sans description"]]
        assert await to_check.trainings(session, mine, NOW) == []
        assert await agenda.proposals(session, mine) == []
        assert len(await facts.listing(session, "pay_line", "AIDE", 5, 0)) == 6
        due = await reviews.to_review(session, NOW.date(), reviews.Rule())
        assert {one.why for one in due} == {reviews.LATE, reviews.DOUBTFUL, reviews.UNDATED}
        for statement in ("UPDATE audit_entry SET action = 'rien'", "DELETE FROM audit_entry"):
            with pytest.raises(DBAPIError, match="append-only"):
                await session.execute(text(statement))
            await session.rollback()
    await remove(sessions, feed.slug)
