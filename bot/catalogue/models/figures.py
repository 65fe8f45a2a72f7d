"""Figures: anonymous counters. No column leads to a person, a conversation or a request."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import SLUG


class Figure(Base):
    """How many of a `measure` on a `day` (in Paris); a dimension that does not apply is an empty word.

    `department` is a code ("05"), `topic` a subject's topic or, for those who gave up, their reason;
    `profession` a slug. A site that was removed leaves its figures.
    """

    __tablename__ = "figure"
    # It holds every column: a year of one's sites is read without going back to the table, nor over the others'.
    __table_args__ = (
        Index(
            "ix_figure_read",
            "measure",
            "site_key",
            "day",
            "channel",
            "audience",
            "topic",
            "profession",
            "department",
            "count",
        ),
    )

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    measure: Mapped[str] = mapped_column(String(20), primary_key=True)
    site_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    audience: Mapped[str] = mapped_column(String(20), primary_key=True)
    topic: Mapped[str] = mapped_column(String(20), primary_key=True)
    profession: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    department: Mapped[str] = mapped_column(String(3), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)


class UnmetSearch(Base):
    """How many searches of a month found nothing as asked. `what` is `events` or `trainings`; `wanted` is the
    month looked for ("2027-02"), empty when any date would do.
    """

    __tablename__ = "unmet_search"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    site_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    what: Mapped[str] = mapped_column(String(10), primary_key=True)
    department: Mapped[str] = mapped_column(String(3), primary_key=True)
    profession: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    wanted: Mapped[str] = mapped_column(String(7), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
