"""Small closed lists: benchmarks, reforms, diplomas, levels, ambiguous words; and what was loaded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import SLUG, Seeded, Sourced, UtcDateTime


class Benchmark(Seeded, Sourced, Base):
    """A figure that explains others: SMIC, index point, Ségur. `previous` is the value it replaced."""

    __tablename__ = "benchmark"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    value: Mapped[float] = mapped_column(Float)
    unit: Mapped[str] = mapped_column(String(60))
    since: Mapped[str | None] = mapped_column(String(10))
    other_sources: Mapped[list[dict[str, str | None]]] = mapped_column(JSON)
    previous: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class Reform(Seeded, Base):
    """A recent reform; `effective` says since when, in words."""

    __tablename__ = "reform"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    subject: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    effective: Mapped[str] = mapped_column(Text)
    source_url: Mapped[str | None] = mapped_column(Text)
    as_of: Mapped[str | None] = mapped_column(String(10))


class Diploma(Seeded, Base):
    """A diploma, title or certificate; `level` is that of the French national framework, 3 to 8."""

    __tablename__ = "diploma"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    acronym: Mapped[str | None] = mapped_column(String(60))
    level: Mapped[int | None] = mapped_column(Integer)
    variants: Mapped[list[str]] = mapped_column(JSON)


class Level(Seeded, Base):
    """A level of study that a person may name; `rank` grows with study."""

    __tablename__ = "level"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    rank: Mapped[int] = mapped_column(Integer)
    framework: Mapped[int | None] = mapped_column(Integer)


class Ambiguity(Seeded, Base):
    """Words that may mean several professions: ask before answering."""

    __tablename__ = "ambiguity"

    words: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    professions: Mapped[list[str]] = mapped_column(JSON)
    note: Mapped[str | None] = mapped_column(Text)


class LoadState(Base):
    """What was loaded last, by name, so that an unchanged set of files is skipped."""

    __tablename__ = "load_state"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
