"""Feeds: where events and trainings come from, what each reading of one gave, and the duplicates it met."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import SLUG, UtcDateTime

PROPOSAL_STATES = ("open", "merged", "refused")


class Feed(Base):
    """A file or an address that records come from; `event.source` and `training.source` name it by `slug`.

    With a `url`, it is read again at `next_refresh_at`, every `every_hours`, later after `failures` in a row.
    The address may hold a secret: it is never shown whole nor logged. `keeps_all`: every event of it is in scope.
    """

    __tablename__ = "feed"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str | None] = mapped_column(Text)
    format: Mapped[str | None] = mapped_column(String(40))
    licence: Mapped[str | None] = mapped_column(Text)
    site_key: Mapped[str | None] = mapped_column(ForeignKey("site.key", ondelete="SET NULL"), index=True)
    keeps_all: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    every_hours: Mapped[int] = mapped_column(Integer, default=24)
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    next_refresh_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    last_read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FeedRun(Base):
    """One reading of a feed: the counts, and in `report` the reasons and positions (the first ones of many)."""

    __tablename__ = "feed_run"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    feed_slug: Mapped[str] = mapped_column(ForeignKey("feed.slug", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kept: Mapped[int] = mapped_column(Integer)
    updated: Mapped[int] = mapped_column(Integer)
    unchanged: Mapped[int] = mapped_column(Integer)
    withdrawn: Mapped[int] = mapped_column(Integer)
    skipped: Mapped[int] = mapped_column(Integer)
    report: Mapped[dict[str, Any]] = mapped_column(JSON)


class DirectoryEntry(Base):
    """An entry of a public directory (`rncp`, `rome`…): a code, what it stands for, and the directory's own details.

    Imports look up in `rncp` the certifications that trainings name: their profession, and whether they are active.
    """

    __tablename__ = "directory_entry"

    directory: Mapped[str] = mapped_column(String(20), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(SLUG))
    raw_hash: Mapped[str] = mapped_column(String(64))


class MergeProposal(Base):
    """Two events of different feeds that look like one; a person decides (`state`: PROPOSAL_STATES)."""

    __tablename__ = "merge_proposal"
    __table_args__ = (UniqueConstraint("event_id", "other_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default="open", index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
