"""Subscribed addresses: read again when due, only if changed, later and later while they fail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models import Event, Feed, FeedRun
from bot.feeds import subscriptions
from bot.feeds.fetching import FetchFailed
from bot.feeds.records import Unreadable
from bot.gateway.conversations import Conversations
from bot.gateway.housekeeping import refresh_feeds
from bot.settings import load_settings

Sessions = async_sessionmaker[AsyncSession]
ICS = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Portes ouvertes de l'IFSI\r\nDTSTART:{day}T093000\r\n"
    "LOCATION:05000 Gap\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


class Site:
    """A site whose answer the test changes."""

    def __init__(self) -> None:
        self.body, self.tag, self.status, self.asked = ICS.format(day="20270115"), '"1"', 200, 0

    async def answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.status != 200:
            return web.Response(status=self.status)
        if request.headers.get("If-None-Match") == self.tag:
            return web.Response(status=304)
        return web.Response(text=self.body, content_type="text/calendar", headers={"ETag": self.tag})


@pytest.fixture
async def site() -> AsyncIterator[tuple[Site, str]]:
    """The site and the address of its agenda."""
    made = Site()
    app = web.Application()
    app.router.add_get("/agenda.ics", made.answer)
    server = TestServer(app)
    await server.start_server()
    yield made, str(server.make_url("/agenda.ics"))
    await server.close()


async def feed(sessions: Sessions) -> Feed:
    async with sessions() as session:
        return (await session.scalars(select(Feed))).one()


async def test_a_feed_is_read_then_left_until_it_changes(sessions: Sessions, site: tuple[Site, str]) -> None:
    made, url = site
    await subscriptions.add(sessions, url, "Agenda d'exemple", every_hours=6, allow_local=True)
    slug = "agenda-d-exemple"
    assert list(await subscriptions.due(sessions, subscriptions.now())) == [slug]
    report = await subscriptions.refresh(sessions, slug, allow_local=True)
    assert report is not None and report.new == 1
    assert list(await subscriptions.due(sessions, subscriptions.now())) == []
    assert list(await subscriptions.due(sessions, subscriptions.now() + timedelta(hours=7))) == [slug]
    assert await subscriptions.refresh(sessions, slug, allow_local=True) is None
    forced = await subscriptions.refresh(sessions, slug, allow_local=True, forced=True)
    assert forced is not None and (forced.new, forced.unchanged) == (0, 1)
    made.body, made.tag = ICS.format(day="20270122"), '"2"'
    changed = await subscriptions.refresh(sessions, slug, allow_local=True)
    assert changed is not None and changed.updated == 1
    async with sessions() as session:
        assert len((await session.scalars(select(FeedRun))).all()) == 3


async def test_failures_wait_longer_each_time_and_lose_nothing(
    sessions: Sessions, site: tuple[Site, str]
) -> None:
    made, url = site
    await subscriptions.add(sessions, url, "Agenda", allow_local=True)
    await subscriptions.refresh(sessions, "agenda", allow_local=True)
    made.status = 500
    waits = []
    for _ in range(3):
        with pytest.raises(FetchFailed):
            await subscriptions.refresh(sessions, "agenda", allow_local=True)
        known = await feed(sessions)
        assert known.next_refresh_at is not None and known.last_error is not None
        assert "agenda.ics" not in known.last_error
        waits.append(round((known.next_refresh_at - subscriptions.now()).total_seconds() / 60))
    assert waits == [15, 30, 60]
    made.status, made.body, made.tag = 200, "<html>maintenance</html>", '"3"'
    with pytest.raises(Unreadable):
        await subscriptions.refresh(sessions, "agenda", allow_local=True)
    async with sessions() as session:
        assert [
            row.withdrawn for row in await session.scalars(select(Event).where(Event.source == "agenda"))
        ] == [False]
    made.body, made.tag = ICS.format(day="20270115"), '"4"'
    await subscriptions.refresh(sessions, "agenda", allow_local=True)
    assert (await feed(sessions)).failures == 0


async def test_one_process_at_a_time_reads_a_feed(sessions: Sessions, site: tuple[Site, str]) -> None:
    made, url = site
    await subscriptions.add(sessions, url, "Agenda", allow_local=True)
    first = await subscriptions._claim(sessions, "agenda", subscriptions.now())
    assert first is not None
    assert list(await subscriptions.due(sessions, subscriptions.now())) == []
    async with sessions.begin() as session:
        await session.execute(update(Feed).values(next_refresh_at=None))
    assert await subscriptions._claim(sessions, "agenda", subscriptions.now()) is not None
    assert made.asked == 0


async def test_names_addresses_and_formats_are_checked(sessions: Sessions) -> None:
    for url, name, form in (
        ("http://exemple.fr/a.ics", "A", None),
        ("https://127.0.0.1/a.ics", "A", None),
        ("https://exemple.fr/a.ics", "!!!", None),
        ("https://exemple.fr/a.ics", "A", "inconnu"),
    ):
        with pytest.raises((FetchFailed, ValueError)):
            await subscriptions.add(sessions, url, name, format_name=form)
    await subscriptions.add(sessions, "https://exemple.fr/a.ics", "A")
    with pytest.raises(ValueError, match="déjà"):
        await subscriptions.add(sessions, "https://exemple.fr/b.ics", "A")


async def test_a_feed_is_forgotten_with_what_it_brought(sessions: Sessions, site: tuple[Site, str]) -> None:
    _, url = site
    await subscriptions.add(sessions, url, "Agenda", allow_local=True)
    await subscriptions.refresh(sessions, "agenda", allow_local=True)
    assert await subscriptions.remove(sessions, "agenda") == (1, 0)
    assert await subscriptions.remove(sessions, "agenda") is None
    async with sessions() as session:
        assert (await session.scalars(select(Event).where(Event.source == "agenda"))).all() == []
        assert (await session.scalars(select(FeedRun))).all() == []


async def test_the_gateway_refreshes_what_is_due_and_survives_failures(
    sessions: Sessions, site: tuple[Site, str], tmp_path: Path
) -> None:
    made, url = site
    await subscriptions.add(sessions, url, "Agenda", allow_local=True)
    await subscriptions.add(sessions, url.replace("agenda.ics", "absent.ics"), "Absent", allow_local=True)
    settings = load_settings({"ORISOIN_VAR": str(tmp_path), "ORISOIN_FEEDS_LOCAL": "oui"})
    service = cast(Conversations, SimpleNamespace(sessions=sessions, settings=settings))
    await refresh_feeds(service)
    async with sessions() as session:
        feeds = {row.slug: row for row in await session.scalars(select(Feed))}
        assert (feeds["agenda"].failures, feeds["absent"].failures) == (0, 1)
        assert [row.source for row in await session.scalars(select(Event))] == ["agenda"]
    await refresh_feeds(service)
    assert made.asked == 1
