"""Emergency numbers, listening lines, and what to do in each situation."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import SLUG, Seeded


class EmergencyLine(Seeded, Base):
    """One line. `level`: `immediate_danger` (first), `listening`, `guidance`. Only an active one is proposed.

    `number` is as people dial it, or a sentence when there is a site only. `sources` are
    `{"url", "as_of", "reliability"}`.
    """

    __tablename__ = "emergency_line"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(String(20))
    active: Mapped[bool] = mapped_column(Boolean)
    status: Mapped[str | None] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    for_whom: Mapped[str] = mapped_column(Text)
    signals: Mapped[list[str]] = mapped_column(JSON)
    hours: Mapped[str | None] = mapped_column(Text)
    cost: Mapped[str | None] = mapped_column(Text)
    other_channels: Mapped[list[str]] = mapped_column(JSON)
    sources: Mapped[list[dict[str, str | None]]] = mapped_column(JSON)
    note: Mapped[str | None] = mapped_column(Text)
    to_check: Mapped[str | None] = mapped_column(Text)


class Guidance(Seeded, Base):
    """What to do in a situation: a recommendation of this service, not the words of a source."""

    __tablename__ = "guidance"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    situation: Mapped[str] = mapped_column(Text)
    steps: Mapped[list[str]] = mapped_column(JSON)
