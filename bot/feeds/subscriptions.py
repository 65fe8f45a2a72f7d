"""Feeds the service knows: files read once, addresses read again on a schedule, later and later while they fail."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models import Feed, FeedRun
from bot.feeds.fetching import FetchFailed, as_headers, checked, fetch
from bot.feeds.importing import import_feed
from bot.feeds.opening import opened
from bot.feeds.readers import READERS, FormatSpec
from bot.feeds.records import Source, Unreadable
from bot.feeds.report import Report
from bot.feeds.storing import forget_source
from bot.french.folding import fold_text

_PARIS = ZoneInfo("Europe/Paris")
_RESERVED = ("demonstration",)
_KEPT_RUNS = 30
# While one process reads a feed, no other takes it up; a process that dies frees it after this.
_CLAIM = timedelta(minutes=30)
_FIRST_DELAY = timedelta(minutes=15)
_LONGEST_DELAY = timedelta(days=7)


def now() -> datetime:
    """The present, aware."""
    return datetime.now(timezone.utc)


def slug_of(name: str) -> str:
    """The slug of a feed's name. Raises ValueError, in French, when the name has no letter or is the service's own."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold_text(name)).strip("-")[:80]
    if not slug:
        raise ValueError("Le nom de la source doit contenir des lettres ou des chiffres.")
    if slug in _RESERVED:
        raise ValueError(f"Le nom « {name} » est réservé : choisissez-en un autre.")
    return slug


async def add(
    sessions: async_sessionmaker[AsyncSession],
    url: str,
    name: str,
    *,
    format_name: str | None = None,
    every_hours: int = 24,
    site_key: str | None = None,
    licence: str | None = None,
    keeps_all: bool = False,
    allow_local: bool = False,
) -> Feed:
    """Subscribe to an address, read at the next occasion. Raises ValueError or FetchFailed with a French sentence."""
    checked(url, allow_local)
    if format_name is not None and format_name not in READERS:
        raise ValueError(f"Le format « {format_name} » est inconnu. Formats : {', '.join(READERS)}.")
    if not 1 <= every_hours <= 24 * 90:
        raise ValueError("Une source se relit toutes les 1 à 2160 heures.")
    slug = slug_of(name)
    async with sessions.begin() as session:
        if await session.get(Feed, slug) is not None:
            raise ValueError(f"Une source s'appelle déjà « {slug} ».")
        feed = Feed(
            slug=slug,
            name=name[:200],
            url=url.strip(),
            format=format_name,
            licence=licence,
            site_key=site_key,
            keeps_all=keeps_all,
            every_hours=every_hours,
            failures=0,
            next_refresh_at=now(),
            created_at=now(),
        )
        session.add(feed)
    return feed


async def every(sessions: async_sessionmaker[AsyncSession]) -> Sequence[Feed]:
    """The feeds known, by slug."""
    async with sessions() as session:
        return (await session.scalars(select(Feed).order_by(Feed.slug))).all()


async def remove(sessions: async_sessionmaker[AsyncSession], slug: str) -> tuple[int, int] | None:
    """Forget a feed and all it brought; how many events and trainings, None when no feed has this slug."""
    async with sessions.begin() as session:
        feed = await session.get(Feed, slug)
        if feed is None:
            return None
        counts = await forget_source(session, slug)
        await session.delete(feed)
    return counts


async def read_file(
    sessions: async_sessionmaker[AsyncSession],
    path: Path,
    name: str,
    *,
    file_name: str | None = None,
    url: str | None = None,
    format_name: str | None = None,
    keeps_all: bool = False,
    licence: str | None = None,
    dry_run: bool = False,
    moment: datetime | None = None,
    progress: Callable[[Report], None] | None = None,
) -> Report:
    """Import a file under the feed's `name`, and keep the report. `moment` is the present unless told.

    Raises Unreadable when nothing of it can be read, ValueError for a name that cannot be one.
    """
    slug, started = slug_of(name), now()
    at = moment or started
    known_as = (file_name or path.name).lower()
    with tempfile.TemporaryDirectory(prefix="orisoin-") as folder:
        spec, file = await asyncio.to_thread(opened, path, known_as, format_name, Path(folder))
        source = Source(file, slug, at.astimezone(_PARIS).date(), url)
        if not dry_run:
            await _ensure(sessions, slug, name, spec)
        report = await import_feed(
            sessions,
            source,
            spec,
            moment=at,
            keeps_all=keeps_all,
            licence=licence,
            dry_run=dry_run,
            progress=progress,
        )
    if not dry_run:
        await _record(sessions, slug, report, started)
    return report


async def _ensure(sessions: async_sessionmaker[AsyncSession], slug: str, name: str, spec: FormatSpec) -> None:
    async with sessions.begin() as session:
        if await session.get(Feed, slug) is None:
            session.add(
                Feed(
                    slug=slug, name=name[:200], format=spec.name, every_hours=24, failures=0, keeps_all=False,
                    created_at=now(),
                )
            )  # fmt: skip


async def _record(
    sessions: async_sessionmaker[AsyncSession], slug: str, report: Report, started: datetime
) -> None:
    async with sessions.begin() as session:
        session.add(
            FeedRun(
                feed_slug=slug,
                started_at=started,
                finished_at=now(),
                kept=report.kept,
                updated=report.updated,
                unchanged=report.unchanged,
                withdrawn=report.withdrawn,
                skipped=report.skipped,
                report=report.as_data(),
            )
        )
        await session.execute(update(Feed).where(Feed.slug == slug).values(last_read_at=now()))
        old = (
            await session.scalars(
                select(FeedRun.id)
                .where(FeedRun.feed_slug == slug)
                .order_by(FeedRun.id.desc())
                .offset(_KEPT_RUNS)
            )
        ).all()
        if old:
            await session.execute(delete(FeedRun).where(FeedRun.id.in_(old)))


async def due(sessions: async_sessionmaker[AsyncSession], moment: datetime) -> Sequence[str]:
    """The feeds whose time to be read again has come, the most overdue first."""
    async with sessions() as session:
        statement = (
            select(Feed.slug)
            .where(Feed.url.is_not(None), Feed.next_refresh_at <= moment)
            .order_by(Feed.next_refresh_at)
            .limit(20)
        )
        return (await session.scalars(statement)).all()


async def _claim(sessions: async_sessionmaker[AsyncSession], slug: str, moment: datetime) -> Feed | None:
    """The feed, if no other process has just taken it up."""
    async with sessions.begin() as session:
        feed = await session.get(Feed, slug)
        if feed is None or feed.url is None:
            return None
        same = (
            Feed.next_refresh_at.is_(None)
            if feed.next_refresh_at is None
            else Feed.next_refresh_at == feed.next_refresh_at
        )
        done = await session.execute(
            update(Feed).where(Feed.slug == slug, same).values(next_refresh_at=moment + _CLAIM)
        )
        return feed if getattr(done, "rowcount", 0) == 1 else None


async def refresh(
    sessions: async_sessionmaker[AsyncSession], slug: str, *, allow_local: bool = False, forced: bool = False
) -> Report | None:
    """Read a subscribed feed again; None when it has not changed, or another process is at it.

    `forced`: whatever the server says of changes. Failures are kept with the feed, which waits longer each time;
    then FetchFailed or Unreadable is raised, with a French sentence.
    """
    started = now()
    feed = await _claim(sessions, slug, started)
    if feed is None or feed.url is None:
        return None
    try:
        with tempfile.TemporaryDirectory(prefix="orisoin-") as folder:
            fetched = await fetch(
                feed.url,
                Path(folder) / "feed",
                etag=None if forced else feed.etag,
                last_modified=None if forced else feed.last_modified,
                allow_local=allow_local,
            )
            report = None
            if fetched.path is not None:
                report = await _import(sessions, feed, fetched.path)
    except (FetchFailed, Unreadable, OSError) as error:
        wait = error.retry_after if isinstance(error, FetchFailed) else None
        await _failed(sessions, feed, str(error), wait)
        raise
    values = {
        "failures": 0,
        "last_error": None,
        "next_refresh_at": started + timedelta(hours=feed.every_hours),
    }
    async with sessions.begin() as session:
        await session.execute(update(Feed).where(Feed.slug == slug).values(**values, **as_headers(fetched)))
    if report is not None:
        await _record(sessions, slug, report, started)
    return report


async def _import(sessions: async_sessionmaker[AsyncSession], feed: Feed, path: Path) -> Report:
    url = feed.url or ""
    moment = now()
    known_as = url.partition("?")[0].lower()
    with tempfile.TemporaryDirectory(prefix="orisoin-") as folder:
        spec, file = await asyncio.to_thread(opened, path, known_as, feed.format, Path(folder))
        source = Source(file, feed.slug, moment.astimezone(_PARIS).date(), url)
        return await import_feed(
            sessions, source, spec, moment=moment, keeps_all=feed.keeps_all, licence=feed.licence
        )


async def _failed(
    sessions: async_sessionmaker[AsyncSession], feed: Feed, words: str, wait: int | None
) -> None:
    delay = min(_FIRST_DELAY * 2 ** min(feed.failures, 12), _LONGEST_DELAY)
    if wait is not None:
        delay = max(delay, timedelta(seconds=wait))
    async with sessions.begin() as session:
        await session.execute(
            update(Feed)
            .where(Feed.slug == feed.slug)
            .values(failures=feed.failures + 1, last_error=words[:500], next_refresh_at=now() + delay)
        )


def name_of(url_or_path: str, *, is_url: bool) -> str:
    """The name of a feed that was given none: the file's, or the server's with what tells its pages apart."""
    if not is_url:
        return Path(url_or_path).stem
    return f"{checked(url_or_path, allow_local=True).host}-{sha256(url_or_path.encode()).hexdigest()[:8]}"
